/** Rows to put into the sample, and what checks must say of them. */
export interface Case {
  /** What is wrong with the rows, or, where nothing is, what looks wrong and is not. */
  readonly what: string;
  readonly sql: string;
  /** Checks that the rows violate; all others must still pass. */
  readonly violates: readonly string[];
}
