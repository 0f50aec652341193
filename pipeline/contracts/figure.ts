/**
 * What a figure's value can count. `text` is a name or sentence quoted from a source, `words` a comparison
 * put into words ("nearly twice"), `ratio` a number without unit.
 */
export const UNITS = [
  "usd",
  "jobs",
  "pct",
  "count",
  "ratio",
  "year",
  "period",
  "rank",
  "text",
  "words",
  "date",
  "id",
] as const;

/** One of {@link UNITS}. */
export type Unit = (typeof UNITS)[number];

/** How a figure came to be. */
export type Derivation =
  /** A column of a mart: the SQL that gives the row, and the column. */
  | { readonly kind: "query"; readonly sql: string; readonly column: string }
  /** A named formula of pipeline/reports/formulas.ts over other figures, named by their ids in its order. */
  | { readonly kind: "formula"; readonly formula: string; readonly inputs: readonly string[] }
  /** A property of the run itself, such as the edition's id; `how` says in words how it is made. */
  | { readonly kind: "run"; readonly how: string };

/**
 * A value on its way to a page. Templates print data only through figures; `almanac explain` takes
 * one back to the bytes.
 */
export interface Figure {
  /** `<report>:<number>`, numbered in the order of first use; unique in an edition. */
  readonly id: string;
  /** Exactly as printed. */
  readonly text: string;
  readonly value: number | string | null;
  readonly unit: Unit;
  /** What it is, in words: "median annual wage, all industries". */
  readonly label: string;
  readonly derivation: Derivation;
  /** Records under it, sorted, without repeats; at least one unless the derivation is a count of nothing. */
  readonly record_ids: readonly string[];
  /** Why the value is null; null where it is there. */
  readonly mark: string | null;
}
