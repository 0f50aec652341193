import type { ChangeCounts } from "./changes.ts";
import type { Configuration } from "./configuration.ts";
import type { FetchedAddress } from "./fetch.ts";

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

/** How a run ended. `degraded`: as `published` or `nothing to do`, with a source past its allowed age. */
export type RunOutcome = "published" | "degraded" | "nothing to do" | "blocked" | "failed";

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

/** A run as it is told in the morning: on stderr, in the ledger and to the webhook. */
export interface RunSummary extends Run {
  readonly seconds: number;
  /** Whether it published an edition. */
  readonly published: boolean;
  /** Edition that is published now; null after a failure, which leaves what was published before. */
  readonly edition: string | null;
  readonly edition_dir: string | null;
  readonly pdfs: number;
  /** Records set aside in this edition; null where nothing was built. */
  readonly quarantined: number | null;
  /** Against the edition before; null where nothing was built. */
  readonly changes: ChangeCounts | null;
  /** How many there were. */
  readonly warnings: number;
  /** Null unless the run failed or was blocked. */
  readonly error: { readonly what: string; readonly where: string; readonly next: string } | null;
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
  /** Source and record that each violating row names; null where it names none. */
  readonly named: readonly { readonly source_id: string | null; readonly record_id: string | null }[];
}

/** What the nightly run is asked to do. */
export interface NightlyOptions {
  readonly rawDir: string;
  readonly warehouseDir: string;
  readonly outDir: string;
  /** Ids of the sources to read; null for all. */
  readonly only: readonly string[] | null;
  /** SOURCE_DATE_EPOCH: seconds since 1970 that date the edition; null to date it by its newest snapshot. */
  readonly sourceDateEpoch: number | null;
  /** Build and publish even where the last edition was made from the same inputs. */
  readonly force: boolean;
  /** Open no connection, whatever is configured. */
  readonly offline: boolean;
  /** Whose reports they are, and on which paper. */
  readonly configuration: Configuration;
  /** Address that the summary of the run is posted to, which is a secret; null for none. */
  readonly webhook: string | null;
}

/** How a nightly run went. */
export interface NightlyResult {
  readonly outcome: "published" | "degraded" | "nothing to do";
  /** Whether this run published the edition; false where it was made from the same inputs before. */
  readonly published: boolean;
  /** Id of the edition that is published now. */
  readonly edition: string;
  readonly editionDir: string;
  readonly pdfs: number;
  /** Records of the current snapshots by what became of them, over all sources. */
  readonly flow: {
    readonly seen: number;
    readonly loaded: number;
    readonly repaired: number;
    readonly quarantined: number;
    readonly ignored: number;
  };
  /** How the edition differs from the one before; null where nothing was built. */
  readonly changes: ChangeCounts | null;
  /** What came of every address that was fetched; empty where nothing was. */
  readonly fetched: readonly FetchedAddress[];
  /** What a person should look at, one sentence each. */
  readonly warnings: readonly string[];
  readonly seconds: number;
}
