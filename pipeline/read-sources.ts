import { isOfAnother, occupationAtHand } from "./cleaning/occupation.ts";
import { type Reference, withReleases } from "./cleaning/reference.ts";
import type { OccupationAtHand, OccupationProfile } from "./contracts/occupation.ts";
import type { JudgedSnapshot, SourceReading } from "./contracts/reading.ts";
import type { Snapshot } from "./contracts/snapshot.ts";
import type { Source } from "./contracts/source.ts";
import type { RawListing } from "./lib/raw-store.ts";
import type { ReadingContext } from "./read-snapshot.ts";
import { loadReference, readSource } from "./read-source.ts";
import type { SnapshotReader } from "./reader.ts";
import { sources } from "./sources/registry.ts";

/** All that is read from raw/ in a run. */
export interface ReadSources {
  /** Pages first, then tables, each in the order of the registry. */
  readonly readings: readonly SourceReading[];
  /** The occupation of the reports, with the titles that the releases give its codes. */
  readonly occupation: OccupationAtHand;
}

/**
 * Reads every source that has a folder in raw/. Tables come before pages: pages are dated by what the
 * releases say.
 *
 * @param read Reads a snapshot; `openReader` has one that stays within limits.
 * @param onRead Called with each source when it is read; what it throws ends the reading.
 * @throws AlmanacError (usage) where no source knows the occupation; whatever `read` throws.
 */
export async function readSources(
  raw: RawListing,
  occupation: OccupationProfile,
  read: SnapshotReader,
  onRead: (source: Source, reading: SourceReading) => void,
): Promise<ReadSources> {
  const own = await loadReference();
  const readForm = async (form: Source["form"], reference: Reference): Promise<ReadFolder[]> => {
    const context: ReadingContext = { reference, occupation };
    const folders: ReadFolder[] = [];
    for (const source of sources.filter((one) => one.form === form)) {
      const folder = raw.folders.find(({ source_id }) => source_id === source.id);
      if (folder === undefined) continue;
      const readThese = (snapshots: readonly Snapshot[]): Promise<SourceReading> =>
        readSource(source, snapshots, context, read);
      const reading = await readThese(folder.snapshots);
      onRead(source, reading);
      folders.push({ reading, readThese });
    }
    return folders;
  };
  const tables = (await readForm("table", own)).map(({ reading }) => reading);
  const reference = withReleases(own, tables);
  const pages = await readForm("page", reference);
  const found = [...pages.map(({ reading }) => reading), ...tables];
  const sought = occupationAtHand(occupation, found, reference);
  const ofOccupation: SourceReading[] = [];
  for (const page of pages) ofOccupation.push(await withoutStrays(page, sought));
  const readings = [...ofOccupation, ...tables];
  return { readings, occupation: occupationAtHand(occupation, readings, reference) };
}

/** What was read of a source's folder, and how to read it as if it held some of its snapshots only. */
interface ReadFolder {
  readonly reading: SourceReading;
  readonly readThese: (snapshots: readonly Snapshot[]) => Promise<SourceReading>;
}

/**
 * A page that has lost its heading, or another page in its place, speaks of another occupation. Where older snapshots
 * speak of the one at hand, the newest of these stands: else a damaged page would take its figures out of the reports.
 */
async function withoutStrays(
  { reading, readThese }: ReadFolder,
  occupation: OccupationAtHand,
): Promise<SourceReading> {
  const strays = new Map<Snapshot, string>();
  let read = reading;
  for (;;) {
    const used = read.snapshots.find(({ state }) => state === "current");
    if (used === undefined) return reading;
    if (!isOfAnother(occupation, read)) return withStrays(read, reading.snapshots, strays);
    strays.set(used.snapshot, used.occupation?.occupation_title ?? "");
    const older = reading.snapshots.map(({ snapshot }) => snapshot).filter((one) => !strays.has(one));
    read = await readThese(older);
  }
}

/** A reading that tells of the snapshots besides that are not used for the occupation that they speak of. */
function withStrays(
  read: SourceReading,
  all: readonly JudgedSnapshot[],
  strays: ReadonlyMap<Snapshot, string>,
): SourceReading {
  const judged = new Map(read.snapshots.map((one) => [one.snapshot, one]));
  const snapshots = all.map((one): JudgedSnapshot => {
    const title = strays.get(one.snapshot);
    if (title === undefined) return judged.get(one.snapshot) ?? one;
    const reason = `It speaks of another occupation (“${title}”) than the snapshots before it. Open the file: if it is the page that was meant, remove those before it; else remove it, or put the right one in its place with: almanac add ${one.snapshot.source_id} FILE`;
    return {
      ...one,
      state: "unusable",
      reason,
      encoding: null,
      part: null,
      occupation: null,
      modified_on: null,
    };
  });
  return { ...read, snapshots };
}
