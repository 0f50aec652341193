import type { Figure } from "./figure.ts";
import type { Disposition, Repair } from "./record.ts";
import type { PeriodBasis } from "./rows.ts";

/** A time that facts of a record speak of, and how it is known. */
export interface RecordPeriod {
  /** ISO 8601 month (`2006-05`), year (`2016`) or interval of years (`2016/2026`); null where unknown. */
  readonly period: string | null;
  readonly basis: PeriodBasis;
  /** What the basis rests on, in words; null where the basis is `unknown`. */
  readonly evidence: string | null;
}

/** A record as `evidence.json` carries it. */
export interface EvidenceRecord {
  readonly source_id: string;
  readonly snapshot_id: string;
  readonly kind: string;
  readonly locator: string;
  readonly raw_text: string;
  readonly disposition: Disposition;
  readonly repairs: readonly Repair[];
  /** What its facts speak of, each time and basis once, oldest first, unknown last; null where it holds no fact. */
  readonly periods: readonly RecordPeriod[] | null;
}

/** A snapshot as `evidence.json` carries it. */
export interface EvidenceSnapshot {
  readonly source_id: string;
  readonly publisher: string;
  /** Path below the raw directory, or of a reference table below the project, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
  readonly encoding: string;
  readonly retrieved_at: string | null;
  readonly prose: "original" | "rewritten";
  readonly note: string | null;
}

/** Numbers of a chart that stand for no fact: the labels of its axes and legends. */
export interface ChartScale {
  /** Key of the page: `national`, `states/CA`. */
  readonly page: string;
  readonly chart: string;
  readonly labels: readonly string[];
}

/** `evidence.json` of an edition, or of one page of it: every printed figure and what lies under it. */
export interface Evidence {
  readonly edition: string;
  readonly figures: readonly Figure[];
  /** Phrases with a digit that no record lies under, by name: those of templates/constants.json. */
  readonly constants: Readonly<Record<string, string>>;
  readonly scales: readonly ChartScale[];
  /** By record_id; only records that a figure rests on. */
  readonly records: Readonly<Record<string, EvidenceRecord>>;
  /** By snapshot_id. */
  readonly snapshots: Readonly<Record<string, EvidenceSnapshot>>;
}

/** `manifest.json` of an edition, but for the digest of itself that is written with it. */
export interface Manifest {
  /** Id of the edition, which is also its folder's name. */
  readonly edition: string;
  /** Digest of the inputs it was made from, hex sha256. */
  readonly inputs: string;
  /** sha256 over the ordered rows of every table but `runs`, hex. */
  readonly rows_digest: string;
  /** Date of the data, ISO; from SOURCE_DATE_EPOCH or the newest snapshot; null where neither is known. */
  readonly data_date: string | null;
  /** File name below warehouse/builds. */
  readonly warehouse: string;
  /** sha256 and size of every file of the edition, by path; `almanac.duckdb` is its warehouse. */
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly bytes: number }>>;
  /** Rows by table. */
  readonly tables: Readonly<Record<string, number>>;
}
