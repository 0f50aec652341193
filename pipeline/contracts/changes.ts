import type { Disposition } from "./record.ts";
import type { Unit } from "./figure.ts";

/** A list that may be cut short: how many there are, and the first of them. */
export interface Listed<Item> {
  readonly total: number;
  readonly listed: readonly Item[];
}

/** A figure as an edition prints it. */
export interface PrintedFigure {
  /** Its id in the edition that prints it, on the first of the pages: `national:3`. */
  readonly figure: string;
  /** Pages that print it, by the first half of its ids there: `national`, `CA`. */
  readonly pages: readonly string[];
  readonly label: string;
  readonly unit: Unit;
  readonly text: string;
}

/** A figure that two editions print with different values. */
export interface FigureMove extends Omit<PrintedFigure, "text"> {
  /** As printed in the edition before, and in this one. */
  readonly before: string;
  readonly after: string;
  /** Change in percent of the value before; of a range that of the end that moved more. Null for words, and from or to nothing. */
  readonly change_pct: number | null;
}

/** What became of the figures of the edition before. Figures on several pages count once. */
export interface FigureChanges {
  /** The largest change first, words last. */
  readonly moved: Listed<FigureMove>;
  /** Figures that moved by less than the threshold; they are not in `moved`. */
  readonly below_threshold: number;
  /** Figures of pages that both editions have, which one of them does not print. */
  readonly new: Listed<PrintedFigure>;
  readonly gone: Listed<PrintedFigure>;
  /** Pages that one of the editions does not have; figures that only they print are not listed one by one. */
  readonly pages_new: Listed<PageChange>;
  readonly pages_gone: Listed<PageChange>;
}

/** A page that only one of two editions has. */
export interface PageChange {
  readonly page: string;
  /** Figures on it. */
  readonly figures: number;
}

/** Cell of a warehouse row; decimals as numbers, days and times as ISO 8601. */
export type RowValue = string | number | boolean | null;

/** Columns of a row that have a value. */
export type RowValues = Readonly<Record<string, RowValue>>;

/** A row that stands in both warehouses by its texts and codes, and whose numbers differ. */
export interface RowChange {
  /** What names the row: its columns but numbers, marks and the dating of its period. */
  readonly row: RowValues;
  readonly columns: readonly {
    readonly column: string;
    readonly before: RowValue;
    readonly after: RowValue;
  }[];
}

/** A table whose rows are not those of the edition before. */
export interface TableChange {
  readonly table: string;
  /** Null where the warehouse has no such table. */
  readonly rows_before: number | null;
  readonly rows_after: number | null;
  /** Rows of facts, compared by content and not by record; null for tables that hold no facts, which are counted only. */
  readonly rows: {
    readonly in: Listed<RowValues>;
    readonly out: Listed<RowValues>;
    readonly changed: Listed<RowChange>;
  } | null;
}

/** A record that is set aside, for a reason. */
export interface SetAside {
  readonly record_id: string;
  readonly source_id: string;
  readonly locator: string;
  readonly reason: string;
  /** Beginning of what stands there. */
  readonly raw_text: string;
}

/** A record that is no longer set aside for that reason. */
export interface Cleared extends SetAside {
  /** What became of it (`quarantined` where there is another reason now); null where no current snapshot has it. */
  readonly became: Disposition | null;
}

/** A part of a source whose current snapshot is another one, or is there or gone for the first time. */
export interface PartChange {
  readonly source_id: string;
  readonly part: string;
  readonly change: "changed" | "new" | "gone";
  /** sha256 of the snapshots; null where there is none. */
  readonly before: string | null;
  readonly after: string | null;
}

/** A snapshot that cannot be used, and was none of the unusable ones of the edition before. */
export interface UnusableSnapshot {
  readonly source_id: string;
  readonly path: string;
  readonly reason: string;
}

/** A source that the edition before had, and this one is without. */
export interface AbsentSource {
  readonly source_id: string;
  /** Whether it has snapshots, none of which can be used. */
  readonly has_snapshots: boolean;
}

/** A check that finds another number of violations, or has come or gone. */
export interface CheckChange {
  readonly name: string;
  readonly severity: "error" | "warn";
  /** Null where the warehouse does not have the check. */
  readonly before: number | null;
  readonly after: number | null;
}

/** How two editions differ, in full. */
export interface Differences {
  readonly figures: FigureChanges;
  readonly tables: readonly TableChange[];
  readonly quarantine: { readonly new: Listed<SetAside>; readonly cleared: Listed<Cleared> };
  readonly sources: {
    readonly parts: Listed<PartChange>;
    readonly unusable: Listed<UnusableSnapshot>;
    readonly absent: readonly AbsentSource[];
  };
  readonly checks: readonly CheckChange[];
}

/** How two editions differ, in numbers. */
export interface ChangeCounts {
  readonly comparison: "first edition" | "compared" | "not comparable";
  /** Id of the edition before; null for the first, and where its manifest cannot be read. */
  readonly since: string | null;
  /** Why it is not comparable; null otherwise. */
  readonly reason: string | null;
  readonly sources_changed: readonly string[];
  readonly snapshots_unusable: number | null;
  readonly sources_absent: readonly string[];
  readonly figures_moved: number | null;
  readonly figures_below_threshold: number | null;
  readonly figures_new: number | null;
  readonly figures_gone: number | null;
  readonly pages_new: readonly string[];
  readonly pages_gone: readonly string[];
  /** Of dollars, jobs, percents and ratios; null where none moved. */
  readonly largest_move: FigureMove | null;
  /** Tables whose rows are others, or are others in number. */
  readonly tables_changed: readonly string[];
  readonly rows_in: number | null;
  readonly rows_out: number | null;
  readonly rows_changed: number | null;
  readonly quarantine_new: number | null;
  readonly quarantine_cleared: number | null;
  readonly checks_changed: readonly string[];
}

/** `changes.json` of an edition: how it differs from the one published before it. */
export interface Changes {
  readonly edition: string;
  /** Figures that moved by less than so many percent are counted and not listed. */
  readonly threshold_pct: number;
  readonly counts: ChangeCounts;
  /** Null for a first edition, and where the one before cannot be read. */
  readonly differences: Differences | null;
}
