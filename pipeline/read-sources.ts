import { occupationAtHand } from "./cleaning/occupation.ts";
import { type Reference, withReleases } from "./cleaning/reference.ts";
import type { OccupationAtHand, OccupationProfile } from "./contracts/occupation.ts";
import type { SourceReading } from "./contracts/reading.ts";
import type { Source } from "./contracts/source.ts";
import type { RawListing } from "./lib/raw-store.ts";
import { loadReference, readSource } from "./read-source.ts";
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
 * @param onRead Called with each source when it is read; what it throws ends the reading.
 * @throws AlmanacError (usage) where no source knows the occupation.
 */
export async function readSources(
  raw: RawListing,
  occupation: OccupationProfile,
  onRead: (source: Source, reading: SourceReading) => void,
): Promise<ReadSources> {
  const own = await loadReference();
  const read = (form: Source["form"], reference: Reference): SourceReading[] =>
    sources
      .filter((source) => source.form === form)
      .flatMap((source) => {
        const folder = raw.folders.find(({ source_id }) => source_id === source.id);
        if (folder === undefined) return [];
        const reading = readSource(source, folder.snapshots, { reference, occupation });
        onRead(source, reading);
        return [reading];
      });
  const tables = read("table", own);
  const reference = withReleases(own, tables);
  const readings = [...read("page", reference), ...tables];
  return { readings, occupation: occupationAtHand(occupation, readings, reference) };
}
