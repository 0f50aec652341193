import type { EvidenceRecord, EvidenceSnapshot } from "./evidence.ts";
import type { Figure } from "./figure.ts";

/** Something that the contents find as one types. */
export interface SearchEntry {
  readonly kind: "report" | "state" | "city";
  /** As it is printed. */
  readonly name: string;
  /** Figure that prints the name; null for a report. */
  readonly figure: string | null;
  /** Other names it is found by: the postal code. */
  readonly also: readonly string[];
  /** State of a city; null for anything else. */
  readonly state: string | null;
  /** Address within the edition; null where there is no report on it. */
  readonly href: string | null;
}

/** A figure as a page for the screen carries it. */
export interface ScreenFigure extends Omit<Figure, "record_ids"> {
  /** Records under it, by their places in {@link ScreenEvidence.records}. */
  readonly records: readonly number[];
}

/** A record as a page for the screen carries it. */
export interface ScreenRecord extends EvidenceRecord {
  readonly record_id: string;
}

/** The evidence of one page, each record once. */
export interface ScreenEvidence {
  readonly edition: string;
  readonly figures: readonly ScreenFigure[];
  /** Texts of the constants that a page may print, by name. */
  readonly constants: Readonly<Record<string, string>>;
  readonly records: readonly ScreenRecord[];
  /** By snapshot_id. */
  readonly snapshots: Readonly<Record<string, EvidenceSnapshot>>;
}

/** What a page for the screen carries for its script, as JSON inside the page. */
export interface ScreenData {
  readonly evidence: ScreenEvidence;
  /** Vega-Lite specs by chart id, complete with theme and rows. */
  readonly charts: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Null on a page without a search. */
  readonly search: readonly SearchEntry[] | null;
}
