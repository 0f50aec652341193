import type { BlockUse, CleanedRecord } from "./record.ts";
import type { OfOccupation } from "./rows.ts";
import type { Snapshot, SnapshotState } from "./snapshot.ts";
import type { Publication } from "./source.ts";

/** A snapshot with what the run made of it. */
export interface JudgedSnapshot {
  readonly snapshot: Snapshot;
  readonly state: SnapshotState;
  /** Why it is unusable, in words that name the place; null for the other states. */
  readonly reason: string | null;
  /** Encoding it was read in; null where it could not be read or is a workbook. */
  readonly encoding: string | null;
  /** Which part of its source it is: the one page, a release, a table. Null where it could not be read. */
  readonly part: string | null;
  /** Occupation of the page; null for tables and where it could not be read. */
  readonly occupation: OfOccupation | null;
  /** Day on which the page says it was last changed, ISO date; null where it does not say. */
  readonly modified_on: string | null;
}

/** All that a run holds of one source between clean and load. */
export interface SourceReading {
  readonly source: Publication;
  /** Whether it is one of the project's own tables of public facts and not of pages in raw/. */
  readonly is_reference: boolean;
  readonly snapshots: readonly JudgedSnapshot[];
  /** Records of the current snapshots. */
  readonly cleaned: readonly CleanedRecord[];
  /** Blocks of the current snapshots. */
  readonly blocks: readonly BlockUse[];
}
