import type { Document, Span } from "./document.ts";
import type { OccupationProfile } from "./occupation.ts";
import type { Fields, Find, Outcome, RawRecord } from "./record.ts";
import type { About } from "./rows.ts";
import type { Sheet, TableFile, TableRow } from "./table.ts";

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
  /** Which of the source's pages this is, as {@link Source.parts} `many` needs it; absent where there is one. */
  readonly part?: string;
  /** Day on which the page says it was last changed, ISO date; absent where it does not say. */
  readonly modified_on?: string;
}

/** Reads one layout of a source's page; pure and synchronous; guesses nothing, converts nothing. */
export type Extractor = (document: Document) => Extraction;

/** A row of a table as a record to be: its kind, and its cells by the names of their columns. */
export interface RowFind {
  readonly kind: string;
  readonly row: TableRow;
  /** The one reading; where the row cannot be read, the reason in words. */
  readonly reading: Fields | string;
}

/** Rows of a table that are no records, one after the other, and the rule that passes over them. */
export interface IgnoredRows {
  readonly rule: string;
  readonly sheet: Sheet;
  /** First and last of them, by {@link TableRow.number}. */
  readonly from: number;
  readonly to: number;
}

/** A column of a table that nobody reads and no rule passes over. */
export interface UnreadColumn {
  /** The row with the titles. */
  readonly header: TableRow;
  /** From 0. */
  readonly position: number;
}

/** All that is read from a file of tables. Every row of it is in exactly one of the two lists. */
export interface TableExtraction {
  /** Which of the source's files this is: a release, a table of it. */
  readonly part: string;
  readonly finds: readonly RowFind[];
  readonly ignored: readonly IgnoredRows[];
  /** Columns that the source did not have when its reader was written; absent where there is none. */
  readonly unread?: readonly UnreadColumn[];
}

/**
 * Reads one kind of file of tables; pure and synchronous; guesses nothing, converts nothing. The
 * occupation is for files that hold every occupation and of which only one is wanted.
 *
 * @throws AlmanacError naming file, sheet, row and column where the tables are not those of the source.
 */
export type TableExtractor = (file: TableFile, occupation: OccupationProfile) => TableExtraction;

/** What cleaning knows about the page besides the record itself. */
export interface CleaningContext {
  /** What a fact of this page carries unless something better is known: the page's occupation, basis `unknown`. */
  readonly about: About;
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

/** What a source is published as, for the most part. */
export type MediaType =
  | "text/html"
  | "text/plain"
  | "text/csv"
  | "text/tab-separated-values"
  | "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** What a source publishes, and on which terms. */
export interface Publication {
  /** Name of its `source_id` in the warehouse; of a source of pages also of its folder in raw/. */
  readonly id: string;
  readonly publisher: string;
  /** What tables and charts call it, where room is scarce. */
  readonly short_name: string;
  readonly title: string;
  readonly url: string | null;
  readonly media_type: MediaType;
  readonly terms: "public domain" | "licence" | "facts only";
  readonly cadence: "daily" | "weekly" | "monthly" | "yearly" | "never again";
  /** What the publisher sells or promotes on the page; null where nothing. Printed beside its claims. */
  readonly interest: string | null;
}

/** What sources of every form have in common. */
interface ReadPublication extends Publication {
  /** Addresses of the pages or files that a night fetches; empty where it fetches none. */
  readonly fetch: readonly string[];
  /** Whether raw/ holds one page or table of it, the newest of which counts, or many that stand side by side. */
  readonly parts: "one" | "many";
  /** Whether an edition waits where the source has files and none of them can be used, or goes on and says so. */
  readonly without: "blocks" | "warns";
  /** Cleaner of each kind of record that the extractor finds. */
  readonly cleaners: Readonly<Record<string, Cleaner>>;
  /** Hold for each part. */
  readonly bounds: readonly Bound[];
}

/** All that is known of one source of pages. */
export interface PageSource extends ReadPublication {
  readonly form: "page";
  /**
   * Texts that every page of this template has, whatever its occupation. A page with fewer than half
   * of them is not a page of this source.
   */
  readonly landmarks: readonly RegExp[];
  /** Extractors by the first day of their layout (ISO date), oldest first; undated snapshots take the last. */
  readonly extractors: readonly { readonly from: string; readonly extract: Extractor }[];
}

/** All that is known of one source of tables. */
export interface TableSource extends ReadPublication {
  readonly form: "table";
  readonly extract: TableExtractor;
}

/** All that is known of one source. */
export type Source = PageSource | TableSource;
