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
  /** Encoding it was read in; null where it could not be read. */
  readonly encoding: string | null;
}

/** All that a run holds of one source between clean and load. */
export interface SourceReading {
  readonly source: Publication;
  /** Whether it is one of the project's own tables of public facts and not of pages in raw/. */
  readonly is_reference: boolean;
  /** Occupation of the current snapshot's page; null where there is no usable snapshot. */
  readonly occupation: OfOccupation | null;
  readonly snapshots: readonly JudgedSnapshot[];
  /** Records of the current snapshot. */
  readonly cleaned: readonly CleanedRecord[];
  /** Blocks of the current snapshot. */
  readonly blocks: readonly BlockUse[];
}
