import { AlmanacError, EXIT } from "../contracts/errors.ts";
import { HEALTH_INFORMATION, type OccupationProfile } from "../contracts/occupation.ts";
import type { Snapshot } from "../contracts/snapshot.ts";
import type { Source } from "../contracts/source.ts";
import { holdToBounds } from "../stages/screen.ts";
import type { ReadSnapshot } from "../read-snapshot.ts";
import { loadReference } from "../read-source.ts";
import { openReader } from "../reader.ts";
import { sources } from "../sources/registry.ts";
import type { Judge } from "./add.ts";

/** Reads a snapshot of one source; throws an AlmanacError for a page that cannot be used. */
export type Reader = (snapshot: Snapshot) => Promise<ReadSnapshot>;

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

/**
 * Does some work with a reader of the snapshots of a source, as a night has it: with its limits, and with the
 * project's own reference tables.
 */
export async function withReader<Result>(
  source: Source,
  occupation: OccupationProfile,
  work: (read: Reader) => Promise<Result>,
): Promise<Result> {
  const context = { reference: await loadReference(), occupation };
  const reader = openReader();
  try {
    return await work(async (snapshot) => {
      const attempt = await reader.read(source, snapshot, context);
      if (attempt instanceof AlmanacError) throw attempt;
      return attempt;
    });
  } finally {
    reader.close();
  }
}

/** What {@link withReader} does, and holds the snapshot to the source's bounds, as a night would. */
export function judgeOf(source: Source): Judge {
  return (snapshot) =>
    withReader(source, HEALTH_INFORMATION, async (read) => {
      holdToBounds(source, snapshot, (await read(snapshot)).cleaned, null);
    });
}
