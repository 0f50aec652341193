import { copyFile } from "node:fs/promises";
import type { OccupationAtHand } from "../../pipeline/contracts/occupation.ts";
import type { SourceReading } from "../../pipeline/contracts/reading.ts";
import { Database } from "../../pipeline/lib/duckdb.ts";
import { WAREHOUSE_SQL } from "../../pipeline/lib/sql-files.ts";
import { fill, load } from "../../pipeline/stages/load.ts";
import { model } from "../../pipeline/stages/model.ts";
import { madeOnce } from "../support/made-once.ts";
import { sampleOccupation, sampleRun } from "./sample.ts";

/** What a build is made from; the sample's occupation unless another is named. */
export interface BuildOf {
  readonly readings: readonly SourceReading[];
  readonly occupation?: OccupationAtHand;
}

/** A build as a night makes it, open. */
export async function loadedAndModelled(path: string, { readings, occupation }: BuildOf): Promise<Database> {
  const db = await Database.create(path);
  await load(db, { readings, occupation: occupation ?? sampleOccupation, run: sampleRun });
  await model(db, WAREHOUSE_SQL);
  return db;
}

/**
 * The same build in a tenth of the time, open: rows for a copy of one without any, whose views and comments take longer
 * than the rows of a test.
 */
export async function builtWarehouse(path: string, { readings, occupation }: BuildOf): Promise<Database> {
  await copyFile(await madeOnce("empty.duckdb", makeEmpty), path);
  const db = await Database.reopen(path);
  await db.transaction(() =>
    fill(db, { readings, occupation: occupation ?? sampleOccupation, run: sampleRun }),
  );
  return db;
}

/** A build with tables, views and comments, and no row but those that the schema itself brings. */
async function makeEmpty(path: string): Promise<void> {
  const db = await loadedAndModelled(path, { readings: [] });
  try {
    for (const table of ["report_subject", "report_occupation", "report_search_words", "runs"])
      await db.run(`delete from ${table}`);
    await db.checkpoint();
  } finally {
    db.close();
  }
}
