import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { Database } from "../../pipeline/lib/duckdb.ts";
import { builtWarehouse } from "./built.ts";
import { sampleOccupation, sampleReadings } from "./sample.ts";

/** A folder that is removed when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "almanac-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** An empty build in a folder of its own, closed when the test ends. */
export async function emptyDatabase(): Promise<Database> {
  const db = await Database.create(path.join(await temporaryFolder(), "build.duckdb"));
  onTestFinished(() => {
    db.close();
  });
  return db;
}

/** A build loaded with readings and an occupation (the sample's, unless given) and modelled. */
export async function loadedDatabase(
  readings = sampleReadings(),
  occupation = sampleOccupation,
): Promise<Database> {
  const file = path.join(await temporaryFolder(), "build.duckdb");
  const db = await builtWarehouse(file, { readings, occupation });
  onTestFinished(() => {
    db.close();
  });
  return db;
}

/** A build that the tests of one describe block share. */
export interface SharedDatabase {
  /** Runs work in a transaction and undoes whatever it did. */
  undone(work: (db: Database) => Promise<void>): Promise<void>;
}

/** One loaded and modelled build for a whole describe block; call it in the block, use the result in its tests. */
export function sharedDatabase(): () => SharedDatabase {
  let folder = "";
  let db: Database | null = null;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "almanac-test-"));
    db = await builtWarehouse(path.join(folder, "build.duckdb"), { readings: sampleReadings() });
  });
  afterAll(async () => {
    db?.close();
    await rm(folder, { recursive: true, force: true });
  });
  return () => ({
    async undone(work) {
      if (db === null) throw new Error("The shared build was not made.");
      const open = db;
      const undo = new Error("undone");
      const working = open.transaction(async () => {
        await work(open);
        throw undo;
      });
      await working.catch((error: unknown) => {
        if (error !== undo) throw error;
      });
    },
  });
}
