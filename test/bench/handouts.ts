/**
 * Measures handouts at the margin: with the browser open and everything read, how many of the published
 * warehouse's states are built, drawn, printed, completed, checked and written in a second.
 *
 *     npx tsx test/bench/handouts.ts [--rounds N] [--warehouse DIR]
 *
 * The first round warms up and is not counted. Prints the handouts a second of the median round, which depends
 * on the machine.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { DEFAULT_CONFIGURATION } from "../../pipeline/contracts/configuration.ts";
import { Database } from "../../pipeline/lib/duckdb.ts";
import { silentLog } from "../../pipeline/lib/log.ts";
import { DEFAULT_FOLDERS, publishedWarehouse } from "../../pipeline/lib/paths.ts";
import { openPress, printPages } from "../../pipeline/print-edition.ts";
import { reports } from "../../pipeline/reports/registry.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    warehouse: { type: "string", default: DEFAULT_FOLDERS.warehouseDir },
  },
});

const warehousePath = publishedWarehouse(values.warehouse);
const db = await Database.openReadOnly(warehousePath);
const keys = (await Promise.all(reports.map((report) => report.pages(db)))).flat();
db.close();
const handouts = keys.filter((key) => key.startsWith("states/"));

const folder = mkdtempSync(join(tmpdir(), "almanac-bench-"));
const configuration = DEFAULT_CONFIGURATION;
const press = await openPress(configuration);
const rates: number[] = [];
try {
  for (let round = 0; round <= Number(values.rounds); round += 1) {
    const start = performance.now();
    const edition = { id: "bench", data_date: null };
    const request = { warehousePath, edition, dir: folder, press, configuration, log: silentLog };
    await printPages(request, handouts);
    if (round > 0) rates.push((1000 * handouts.length) / (performance.now() - start));
  }
} finally {
  await press.printer.close();
  rmSync(folder, { recursive: true, force: true });
}
const median = rates.sort((a, b) => a - b)[Math.floor(rates.length / 2)] ?? Number.NaN;
process.stdout.write(`${handouts.length} handouts, ${median.toFixed(1)} a second\n`);
