import { AlmanacError } from "../contracts/errors.ts";
import type { SourceReading } from "../contracts/reading.ts";
import type { CheckResult } from "../contracts/run.ts";
import type { Snapshot } from "../contracts/snapshot.ts";

/** Why snapshots are not used although they can be read, by snapshot id. */
export type SetAside = ReadonlyMap<string, AlmanacError>;

/**
 * Finds the snapshots whose facts break checks, so that the run can go on without them. Pure.
 *
 * @param failed Results of checks with violations.
 * @param readings What the checked warehouse was loaded from.
 * @returns nothing where a violating row names no snapshot of raw/: then the fault may be anybody's.
 */
export function snapshotsAtFault(
  failed: readonly CheckResult[],
  readings: readonly SourceReading[],
): SetAside {
  const found = new Map<string, AlmanacError>();
  for (const { name, description, named, examples } of failed) {
    const snapshots = new Set(named.map((one) => snapshotOf(one, readings)));
    for (const snapshot of snapshots) {
      if (snapshot === null) return new Map();
      const what = `What it says breaks the check ${name}. ${description} (${examples[0] ?? ""})`;
      found.set(
        snapshot.snapshot_id,
        new AlmanacError(what, {
          where: snapshot.path,
          next: `See what is read from it: almanac extract --source ${snapshot.source_id} FILE. If the file is right, the source's rules or the check are to be mended.`,
        }),
      );
    }
  }
  return found;
}

/** The snapshot of raw/ that a row came from: by its record, or as the only one that is used of its source. */
function snapshotOf(
  { source_id, record_id }: CheckResult["named"][number],
  readings: readonly SourceReading[],
): Snapshot | null {
  // A record's id begins with its source's.
  const id = source_id ?? record_id?.split("/", 1)[0];
  const reading = readings.find(({ source }) => source.id === id);
  if (reading === undefined || reading.is_reference) return null;
  const used = reading.snapshots.filter(({ state }) => state === "current").map(({ snapshot }) => snapshot);
  const [first] = used;
  if (first !== undefined && used.length === 1) return first;
  const record = reading.cleaned.find((one) => one.record.record_id === record_id)?.record;
  return used.find(({ snapshot_id }) => snapshot_id === record?.snapshot_id) ?? null;
}
