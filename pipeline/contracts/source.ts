import type { Document, Span } from "./document.ts";
import type { Find, Outcome, RawRecord } from "./record.ts";
import type { Dated, OfOccupation } from "./rows.ts";

/** A block that is passed over on purpose, and the name of the rule that does so. */
export interface Ignored {
  readonly rule: string;
  /** The block's own span. */
  readonly span: Span;
}

/** All that an extractor reads from a page. */
export interface Extraction {
  readonly finds: readonly Find[];
  readonly ignored: readonly Ignored[];
}

/** Reads one layout of a source's page; pure and synchronous; guesses nothing, converts nothing. */
export type Extractor = (document: Document) => Extraction;

/** What cleaning knows about the page besides the record itself. */
export interface CleaningContext {
  /** The page's own occupation. */
  readonly occupation: OfOccupation;
  /** What a fact of this page carries unless something better is known: basis `unknown`. */
  readonly undated: Dated;
  /** All records of the snapshot, for rules that compare rows. */
  readonly records: readonly RawRecord[];
}

/** Turns a record into rows, or says why not. Pure. */
export type Cleaner = (record: RawRecord, context: CleaningContext) => Outcome;

/** How many records of a kind a usable snapshot holds. */
export interface Bound {
  readonly kind: string;
  /** Least and most records that load (as they stand or repaired). */
  readonly least: number;
  readonly most: number;
  /** Greatest change against the snapshot before, in percent of its count. */
  readonly allowed_change_pct: number;
}

/** What a source publishes, and on which terms. */
export interface Publication {
  /** Name of its `source_id` in the warehouse; of a source of pages also of its folder in raw/. */
  readonly id: string;
  readonly publisher: string;
  readonly title: string;
  readonly url: string | null;
  readonly media_type: "text/html" | "text/plain" | "text/csv";
  readonly terms: "public domain" | "licence" | "facts only";
  readonly cadence: "daily" | "weekly" | "monthly" | "yearly" | "never again";
  /** What the publisher sells or promotes on the page; null where nothing. Printed beside its claims. */
  readonly interest: string | null;
}

/** All that is known of one source of pages. */
export interface Source extends Publication {
  /**
   * Texts that every page of this template has, whatever its occupation. A page with fewer than half
   * of them is not a page of this source.
   */
  readonly landmarks: readonly RegExp[];
  /** Extractors by the first day of their layout (ISO date), oldest first; undated snapshots take the last. */
  readonly extractors: readonly { readonly from: string; readonly extract: Extractor }[];
  /** Cleaner of each kind of record that the extractor finds. */
  readonly cleaners: Readonly<Record<string, Cleaner>>;
  readonly bounds: readonly Bound[];
}
