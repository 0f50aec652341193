import { z } from "zod";

/**
 * The sidecar `<file>.meta.json` of a snapshot. Every key may be absent: a page dropped into raw/
 * by hand has no sidecar at all.
 */
export const snapshotMetaSchema = z.strictObject({
  /** Address the bytes were served from; null where unknown. */
  url: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  /** When the bytes were fetched, ISO 8601 with zone; null where unknown. */
  retrieved_at: z.iso.datetime({ offset: true }).nullable().default(null),
  /** HTTP status; null where it was not fetched over HTTP. */
  status: z.int().min(100).max(599).nullable().default(null),
  /** HTTP response headers, names in lower case. */
  headers: z.record(z.string(), z.string()).default({}),
  /** Whether the prose is the publisher's or was rewritten for this project (figures and names are never rewritten). */
  prose: z.enum(["original", "rewritten"]).default("original"),
  /** What a reader should know about this copy; null where there is nothing to say. */
  note: z.string().nullable().default(null),
});

/** A validated sidecar. */
export type SnapshotMeta = z.infer<typeof snapshotMetaSchema>;

/** The bytes of one page or file of a source, as stored; immutable. */
export interface Snapshot {
  /** Lower-case hex sha256 of {@link bytes}. */
  readonly snapshot_id: string;
  readonly source_id: string;
  /** Path below the raw directory, or of a reference table below the project, with forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly meta: SnapshotMeta;
}

/**
 * What a run made of a snapshot: `current` are those whose records are loaded, one of each part of the source, `superseded` is an
 * older one that is kept, `unusable` is kept as evidence with the reason.
 */
export type SnapshotState = "current" | "superseded" | "unusable";
