import { existsSync } from "node:fs";
import path from "node:path";
import { AlmanacError } from "../contracts/errors.ts";
import type { Database } from "../lib/duckdb.ts";
import { messageOf } from "../lib/errno.ts";
import { sqlFiles, type SqlFile } from "../lib/sql-files.ts";

/**
 * Builds the views and marts: every file of marts/, in the order of their names, then every file of
 * marts/reports/ where there is such a folder.
 *
 * @param warehouseDir Folder that holds marts/.
 * @throws AlmanacError naming the file that DuckDB refuses.
 */
export async function model(db: Database, warehouseDir: string): Promise<void> {
  const marts = path.join(warehouseDir, "marts");
  const reports = path.join(marts, "reports");
  // As one transaction: hundreds of comments, each of which would be written through to the disk.
  await db.transaction(async () => {
    for (const file of await sqlFiles(marts)) await build(db, file);
    if (existsSync(reports)) for (const file of await sqlFiles(reports)) await build(db, file);
  });
}

async function build(db: Database, file: SqlFile): Promise<void> {
  try {
    await db.run(file.text);
  } catch (cause) {
    throw new AlmanacError(`A mart cannot be built: ${messageOf(cause)}`, {
      where: file.path,
      next: "Mend the SQL in this file.",
      cause,
    });
  }
}
