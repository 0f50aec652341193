import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";
import { digestRows, type RowsDigest } from "../../pipeline/stages/verify.ts";
import { builtWarehouse } from "./built.ts";
import { sampleReadings } from "./sample.ts";

/** A finished file of the sample in a folder: checkpointed and closed. */
export async function finishedWarehouse(
  folder: string,
  readings = sampleReadings(),
): Promise<{ file: string; digest: RowsDigest }> {
  const file = path.join(folder, "almanac.duckdb");
  const db = await builtWarehouse(file, { readings });
  try {
    const digest = await digestRows(db);
    await db.checkpoint();
    return { file, digest };
  } finally {
    db.close();
  }
}

/** The path of one finished file for all tests of a describe block, which may only read it. */
export function sharedWarehouse(): () => string {
  let folder = "";
  let file = "";
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "almanac-test-"));
    ({ file } = await finishedWarehouse(folder));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return () => file;
}
