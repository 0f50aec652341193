import type { Span } from "./document.ts";
import type { FactRow } from "./rows.ts";

/** Raw strings of a record, by field name; a field that the page does not have is absent. */
export type Fields = Readonly<Record<string, string>>;

/**
 * What an extractor found: a stretch of the page and every way its text can be read. Cleaning must
 * be left with exactly one reading, or the record is quarantined.
 */
export interface Find {
  readonly kind: string;
  readonly span: Span;
  readonly readings: readonly Fields[];
}

/** What was found, with its identity: what stands in the snapshot at `locator` is `raw_text`, always. */
export interface RawRecord {
  readonly kind: string;
  /** Every way the text can be read, as of a {@link Find}. */
  readonly readings: readonly Fields[];
  /** `<source>/<kind>/<hash>`; the same text in a later snapshot keeps its id. */
  readonly record_id: string;
  readonly source_id: string;
  readonly snapshot_id: string;
  /** `chars:START-END` in the decoded text of a page, `Sheet!A5` in a workbook, `line:N` in a delimited file. */
  readonly locator: string;
  readonly raw_text: string;
}

/** One value changed by a named rule. */
export interface Repair {
  readonly column_name: string;
  readonly rule: string;
  readonly before: string;
  readonly after: string;
}

/** What became of a record; exactly one of four, which is the conservation law as a type. */
export type Outcome =
  | { readonly disposition: "loaded"; readonly rows: readonly FactRow[] }
  | {
      readonly disposition: "repaired";
      readonly rows: readonly FactRow[];
      readonly repairs: readonly [Repair, ...Repair[]];
    }
  | { readonly disposition: "quarantined"; readonly reason: string }
  | { readonly disposition: "ignored"; readonly rule: string };

/** The four ends of a record. */
export type Disposition = Outcome["disposition"];

/** A record together with what became of it. */
export interface CleanedRecord {
  readonly record: RawRecord;
  readonly outcome: Outcome;
}

/** What became of a block of a page, or of a stretch of rows of a table that are no records: read by a record, passed over by a named rule, or nobody's. */
export interface BlockUse {
  readonly snapshot_id: string;
  readonly position: number;
  readonly kind: string;
  readonly locator: string;
  readonly state: "used" | "ignored" | "unclaimed";
  /** Name of the rule that ignores it; null otherwise. */
  readonly rule: string | null;
}
