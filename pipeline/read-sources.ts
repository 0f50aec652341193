import { occupationAtHand } from "./cleaning/occupation.ts";
import { type Reference, withReleases } from "./cleaning/reference.ts";
import type { OccupationAtHand, OccupationProfile } from "./contracts/occupation.ts";
import type { SourceReading } from "./contracts/reading.ts";
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
  const readForm = async (form: Source["form"], reference: Reference): Promise<SourceReading[]> => {
    const context: ReadingContext = { reference, occupation };
    const readings: SourceReading[] = [];
    for (const source of sources.filter((one) => one.form === form)) {
      const folder = raw.folders.find(({ source_id }) => source_id === source.id);
      if (folder === undefined) continue;
      const reading = await readSource(source, folder.snapshots, context, read);
      onRead(source, reading);
      readings.push(reading);
    }
    return readings;
  };
  const tables = await readForm("table", own);
  const reference = withReleases(own, tables);
  const readings = [...(await readForm("page", reference)), ...tables];
  return { readings, occupation: occupationAtHand(occupation, readings, reference) };
}
