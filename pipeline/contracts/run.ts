/** Effects that stages take from outside, so that tests can replace them. */
export interface Effects {
  /** The only clock. */
  now(): Date;
  /** Progress for people, on stderr. */
  log: Log;
}

/** Progress and messages; silent in tests. */
export interface Log {
  /** One plain line. */
  info(line: string): void;
  /** Something a person should look at; the run goes on. */
  warn(line: string): void;
  /** A stage begins; `total` steps if known. Steps are counted with {@link step}. */
  stage(name: string, total?: number): void;
  step(): void;
}

/** How a run ended. */
export type RunOutcome = "published" | "nothing to do" | "blocked" | "failed";

/** One run, as the ledger and the `runs` table hold it. */
export interface Run {
  readonly run_id: string;
  /** ISO 8601, UTC. */
  readonly started: string;
  readonly finished: string;
  readonly outcome: RunOutcome;
  /** sha256 over inputs (snapshots, code, configuration), hex. */
  readonly digest: string;
}

/** A check of warehouse/checks/ and its result. */
export interface CheckResult {
  readonly name: string;
  /** `error` blocks publication, `warn` is printed in the report. */
  readonly severity: "error" | "warn";
  readonly description: string;
  readonly violations: number;
  /** Up to five violating rows, as printed in the message. */
  readonly examples: readonly string[];
}
