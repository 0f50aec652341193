// `almanac nightly --json`, but for the addresses that it fetches: those of a server on loopback, of which it is told
// the port, asked without waiting in between.
import { parseArgs } from "node:util";
import { DEFAULT_CONFIGURATION } from "../../pipeline/contracts/configuration.ts";
import { internet, openClient } from "../../pipeline/fetch/client.ts";
import { createLog } from "../../pipeline/lib/log.ts";
import { runNightly } from "../../pipeline/run.ts";
import { fetchTargets } from "../../pipeline/stages/fetch.ts";

const { values } = parseArgs({
  options: {
    raw: { type: "string", default: "" },
    warehouse: { type: "string", default: "" },
    out: { type: "string", default: "" },
    only: { type: "string", default: "" },
    port: { type: "string", default: "" },
  },
});
const LOOPBACK = "127.0.0.1";
const only = values.only.split(",");

let skippedMs = 0;
const clock = {
  now: () => Date.now() + skippedMs,
  wait: (milliseconds: number) => {
    skippedMs += milliseconds;
    return Promise.resolve();
  },
};
const network = {
  ...internet,
  clock,
  resolve: () => Promise.resolve([{ address: LOOPBACK, family: 4 }]),
  allows: (address: string) => address === LOOPBACK,
};

await runNightly(
  {
    rawDir: values.raw,
    warehouseDir: values.warehouse,
    outDir: values.out,
    only,
    sourceDateEpoch: null,
    force: false,
    offline: false,
    configuration: { ...DEFAULT_CONFIGURATION, fetch: { contact: "mailto:night@example.org" } },
    webhook: null,
  },
  { now: () => new Date(), log: createLog(process.stderr, "json") },
  async ({ rawDir, warehouseDir }, log) => {
    const client = openClient(network, "HealthCareersAlmanac/0.0.0 (+mailto:night@example.org)");
    try {
      const targets = only.map((id) => ({
        source_id: id,
        url: `http://${id}.example:${values.port}/${id}.html`,
      }));
      return await fetchTargets({ rawDir, warehouseDir, targets }, { client, now: () => new Date(), log });
    } finally {
      await client.close();
    }
  },
);
