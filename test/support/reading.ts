import { AlmanacError } from "../../pipeline/contracts/errors.ts";
import type { SourceReading } from "../../pipeline/contracts/reading.ts";
import type { Snapshot } from "../../pipeline/contracts/snapshot.ts";
import type { Source } from "../../pipeline/contracts/source.ts";
import { readSnapshot, type ReadingContext } from "../../pipeline/read-snapshot.ts";
import type { SnapshotReader } from "../../pipeline/reader.ts";

/** Reads a snapshot in this process, for sources that the registry does not have. */
export const readHere: SnapshotReader = (source, snapshot, context) =>
  new Promise((resolve) => {
    try {
      resolve(readSnapshot(source, snapshot, context));
    } catch (error) {
      if (!(error instanceof AlmanacError)) throw error;
      resolve(error);
    }
  });

/** A reading of one snapshot that is used, whatever its source's bounds. */
export function readingOf(source: Source, snapshot: Snapshot, context: ReadingContext): SourceReading {
  const { cleaned, blocks, ...read } = readSnapshot(source, snapshot, context);
  return {
    source,
    is_reference: false,
    snapshots: [{ snapshot, state: "current", reason: null, ...read }],
    cleaned,
    blocks,
  };
}
