import { realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import { AlmanacError, EXIT } from "../contracts/errors.ts";
import type { Database } from "../lib/duckdb.ts";
import { errnoCode } from "../lib/errno.ts";
import { editionsDir } from "../lib/paths.ts";
import { dayOfEpoch } from "../lib/source-date.ts";
import { editionId } from "../stages/publish.ts";

/**
 * The edition as the warehouse itself tells: by the inputs of its run and the day of its newest snapshot, or of
 * SOURCE_DATE_EPOCH.
 */
export async function editionOf(
  db: Pick<Database, "query">,
  epoch: number | null,
): Promise<{ readonly id: string; readonly data_date: string | null }> {
  const [run] = await db.query<{ readonly digest: string }>("select digest from runs");
  const [newest] = await db.query<{ readonly day: string | null }>(
    "select strftime(max(retrieved_at) at time zone 'UTC', '%Y-%m-%d') as day from snapshots",
  );
  const data_date = epoch === null ? (newest?.day ?? null) : dayOfEpoch(epoch);
  return { id: editionId(data_date, run?.digest ?? ""), data_date };
}

/**
 * An edition is what a night has published, with a digest of every file; nothing else is written into it.
 *
 * @throws AlmanacError (usage) where a folder lies in one of an edition.
 */
export async function refuseEdition(outDir: string): Promise<void> {
  let folder = await nearestFolder(outDir);
  while (folder !== dirname(folder)) {
    if (basename(dirname(folder)) === basename(editionsDir(folder))) {
      throw new AlmanacError("nothing else is written into the folder of an edition", {
        where: outDir,
        next: "Choose another folder.",
        exitCode: EXIT.usage,
      });
    }
    folder = dirname(folder);
  }
}

/** The folder itself with no link in its path, or the nearest above it that is there. */
async function nearestFolder(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    const isMissing = ["ENOENT", "ENOTDIR"].includes(errnoCode(error) ?? "");
    if (!isMissing || folder === dirname(folder)) throw error;
    return join(await nearestFolder(dirname(folder)), basename(folder));
  }
}
