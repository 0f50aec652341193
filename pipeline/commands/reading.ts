import { AlmanacError, EXIT } from "../contracts/errors.ts";
import { HEALTH_INFORMATION, type OccupationProfile } from "../contracts/occupation.ts";
import type { Snapshot } from "../contracts/snapshot.ts";
import type { Source } from "../contracts/source.ts";
import { holdToBounds } from "../stages/screen.ts";
import { loadReference, readSnapshot, type ReadSnapshot } from "../read-source.ts";
import { sources } from "../sources/registry.ts";

/** Reads a snapshot of one source; throws an AlmanacError for a page that cannot be used. */
export type Reader = (snapshot: Snapshot) => ReadSnapshot;

/**
 * The source of that id.
 *
 * @throws AlmanacError with `EXIT.usage`, listing the ids, if there is none.
 */
export function sourceOf(id: string): Source {
  const source = sources.find((candidate) => candidate.id === id);
  if (source !== undefined) return source;
  throw new AlmanacError(`there is no source called ${JSON.stringify(id)}`, {
    where: "command line",
    next: `Use one of: ${sources.map((known) => known.id).join(", ")}.`,
    exitCode: EXIT.usage,
  });
}

/** A reader of the snapshots of a source, with the project's own reference tables. */
export async function readerOf(source: Source, occupation: OccupationProfile): Promise<Reader> {
  const context = { reference: await loadReference(), occupation };
  return (snapshot) => readSnapshot(source, snapshot, context);
}

/** Reads a snapshot as {@link readerOf} does and holds it to the source's bounds, as a night would. */
export async function judgeOf(source: Source): Promise<(snapshot: Snapshot) => void> {
  const read = await readerOf(source, HEALTH_INFORMATION);
  return (snapshot) => {
    holdToBounds(source, snapshot, read(snapshot).cleaned, null);
  };
}
