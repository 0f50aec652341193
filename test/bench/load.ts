/**
 * Measures what reading and loading a folder of snapshots takes, source by source:
 *
 *     npx tsx test/bench/load.ts [--raw DIR]
 *
 * Prints records, rows and seconds of each source, then of the load, the views and the checks, the size of
 * the warehouse and the most memory that the process had, without
 * the one that reads. Seconds depend on the machine, memory much less.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { HEALTH_INFORMATION } from "../../pipeline/contracts/occupation.ts";
import { Database } from "../../pipeline/lib/duckdb.ts";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";
import { listSnapshots } from "../../pipeline/lib/raw-store.ts";
import { WAREHOUSE_SQL } from "../../pipeline/lib/sql-files.ts";
import { readReferenceTables } from "../../pipeline/read-source.ts";
import { readSources } from "../../pipeline/read-sources.ts";
import { openReader } from "../../pipeline/reader.ts";
import { sources } from "../../pipeline/sources/registry.ts";
import { check } from "../../pipeline/stages/check.ts";
import { load } from "../../pipeline/stages/load.ts";
import { model } from "../../pipeline/stages/model.ts";

const { values } = parseArgs({ options: { raw: { type: "string", default: join(PROJECT_DIR, "raw") } } });

const raw = await listSnapshots(
  values.raw,
  sources.map(({ id }) => id),
);
let last = performance.now();
const lap = (name: string, of = ""): void => {
  const now = performance.now();
  process.stdout.write(`${name.padEnd(20)} ${((now - last) / 1000).toFixed(2).padStart(7)} s  ${of}\n`);
  last = performance.now();
};
const reader = openReader();
const { readings, occupation } = await readSources(
  raw,
  HEALTH_INFORMATION,
  reader.read,
  ({ id }, { cleaned }) => {
    const rows = cleaned.reduce((sum, { outcome }) => sum + ("rows" in outcome ? outcome.rows.length : 0), 0);
    lap(id, `${cleaned.length} records, ${rows} rows`);
  },
);
reader.close();
const folder = mkdtempSync(join(tmpdir(), "almanac-bench-"));
const path = join(folder, "build.duckdb");
const db = await Database.create(path);
const now = new Date(0).toISOString();
const run = { run_id: "bench", started: now, finished: now, outcome: "published", digest: "" } as const;
await load(db, { readings: [...readings, ...(await readReferenceTables())], occupation, run });
lap("load");
await model(db, WAREHOUSE_SQL);
await check(db, WAREHOUSE_SQL);
lap("model and check");
await db.checkpoint();
db.close();
process.stdout.write(`warehouse ${(statSync(path).size / 1e6).toFixed(1)} MB\n`);
process.stdout.write(`most memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB\n`);
rmSync(folder, { recursive: true });
