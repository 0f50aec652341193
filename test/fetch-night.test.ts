import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { statusCommand, type Status } from "../pipeline/commands/status.ts";
import { DEFAULT_CONFIGURATION } from "../pipeline/contracts/configuration.ts";
import type { NightlyOptions, NightlyResult } from "../pipeline/contracts/run.ts";
import { Database } from "../pipeline/lib/duckdb.ts";
import { readLedger } from "../pipeline/lib/ledger.ts";
import { silentLog } from "../pipeline/lib/log.ts";
import { PROJECT_DIR } from "../pipeline/lib/paths.ts";
import { type FetchSources, runNightly } from "../pipeline/run.ts";
import { fetchTargets } from "../pipeline/stages/fetch.ts";
import { testIo } from "./support/io.ts";
import { testClock, testWeb } from "./support/web.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "almanac-fetch-night-"));
  await mkdir(join(folder, "raw"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const DAY = 24 * 60 * 60 * 1000;

const CHALLENGE =
  "<html><title>Just a moment...</title><p>Checking your browser before you go on.</p></html>";

const rawPage = (path: string): Promise<Buffer> => readFile(join(PROJECT_DIR, "raw", path));

const options = (more: Partial<NightlyOptions> = {}): NightlyOptions => ({
  rawDir: join(folder, "raw"),
  warehouseDir: join(folder, "warehouse"),
  outDir: join(folder, "reports"),
  only: ["myperfectresume", "wgu"],
  sourceDateEpoch: 1_785_542_400,
  force: false,
  offline: false,
  configuration: { ...DEFAULT_CONFIGURATION, fetch: { contact: "mailto:night@example.org" } },
  webhook: null,
  ...more,
});

async function rowsOf(result: NightlyResult): Promise<unknown> {
  const database = await Database.openReadOnly(join(result.editionDir, "almanac.duckdb"));
  try {
    return await database.query(
      "select source_id, kind, locator, raw_text, disposition from records order by all",
    );
  } finally {
    database.close();
  }
}

test("nights go on with the last good snapshots when sources fail, and say when these are too old", async () => {
  const clock = testClock();
  const web = await testWeb(clock);
  const pages = {
    wgu: await rawPage("wgu/health-information-technician.html"),
    myperfectresume: await rawPage("myperfectresume/health-information-technicians.txt"),
  };
  const fetchSources: FetchSources = (request, log) =>
    fetchTargets(
      {
        ...request,
        targets: Object.keys(pages).map((id) => ({ source_id: id, url: web.url(`/${id}`, `${id}.example`) })),
      },
      { client: web.client(), now: () => new Date(clock.now()), log },
    );
  const night = (more: Partial<NightlyOptions> = {}): Promise<NightlyResult> =>
    runNightly(options(more), { now: () => new Date(clock.now()), log: silentLog }, fetchSources);

  // Both answer.
  web.serve("/wgu", (response) => response.writeHead(200, { "Content-Type": "text/html" }).end(pages.wgu));
  web.serve("/myperfectresume", (response) => response.end(pages.myperfectresume));
  const first = await night();
  expect(first).toMatchObject({ outcome: "published", published: true });
  expect(first.fetched.map(({ outcome }) => outcome)).toEqual(["new", "new"]);
  const rows = await rowsOf(first);

  // One is down, the other sends a challenge in place of the page, with status 200.
  clock.pass(DAY);
  web.serve("/wgu", (response) => response.writeHead(503).end());
  web.serve("/myperfectresume", (response) => response.end(CHALLENGE));
  const second = await night();
  expect(second).toMatchObject({ outcome: "published", published: true });
  expect(second.fetched.map(({ outcome }) => outcome)).toEqual(["failed", "new"]);
  expect(second.warnings.join("\n")).toContain("the server answered 503 Service Unavailable (4 tries)");
  expect(second.warnings.join("\n")).toMatch(/myperfectresume: raw\/\S+ is not used: a bot challenge/u);
  expect(await rowsOf(second)).toEqual(rows);
  expect(
    (await readdir(join(folder, "raw", "myperfectresume"))).filter((name) => !name.endsWith(".json")),
  ).toHaveLength(2);

  // Nothing is new for two years: the edition stands, and is said to be old.
  clock.pass(730 * DAY);
  web.serve("/myperfectresume", (response) => response.writeHead(404).end());
  const third = await night();
  expect(third).toMatchObject({ outcome: "degraded", published: false, edition: second.edition });
  expect(third.warnings).toContain(
    "wgu: what is known of it is 731 days old, more than the 550 that its cadence allows",
  );

  // Printed once more, it is as old.
  const fourth = await night({ force: true });
  expect(fourth).toMatchObject({ outcome: "degraded", published: true });
  expect(await rowsOf(fourth)).toEqual(rows);

  const { runs } = await readLedger(options().warehouseDir);
  expect(runs.map(({ outcome }) => outcome)).toEqual(["published", "published", "degraded", "degraded"]);

  const { io, out } = testIo();
  await statusCommand({ ...options(), json: true }, { ...io, now: () => new Date(clock.now()) });
  const status = JSON.parse(out()) as Status;
  expect(status.published).toBe(runs[3]?.finished);
  expect(status.sources.map(({ source_id, is_stale }) => [source_id, is_stale])).toEqual([
    ["myperfectresume", true],
    ["wgu", true],
  ]);
}, 240_000);

test.each([
  [{ offline: true }, "nothing is fetched: --offline"],
  [
    { configuration: DEFAULT_CONFIGURATION },
    "nothing is fetched: the configuration names no contact (fetch.contact)",
  ],
])("nothing is fetched with %j", async (more, line) => {
  const said: string[] = [];
  const log = { ...silentLog, info: (text: string) => said.push(text) };
  const refuse: FetchSources = () => Promise.reject(new Error("a connection was to be opened"));
  const empty = join(folder, "none");
  await mkdir(empty, { recursive: true });
  const run = runNightly(
    options({ ...more, rawDir: empty, warehouseDir: join(folder, "other") }),
    { now: () => new Date(), log },
    refuse,
  );
  await expect(run).rejects.toThrow("there is no snapshot of any source to read");
  expect(said[0]).toBe(line);
  expect(said.join("\n")).not.toContain("a connection");
});

test("a night whose fetching fails as a whole is told and written too", async () => {
  const said: string[] = [];
  const log = { ...silentLog, info: (text: string) => said.push(text) };
  const warehouseDir = join(folder, "unfetched");
  const full: FetchSources = () => Promise.reject(new Error("the disk is full"));
  const run = runNightly(options({ warehouseDir }), { now: () => new Date(), log }, full);
  await expect(run).rejects.toThrow("the disk is full");
  expect(said[0]).toContain("failed; what was published before stands");
  expect(said[1]).toContain("the disk is full");
  const { runs } = await readLedger(warehouseDir);
  expect(runs).toMatchObject([{ outcome: "failed", published: false }]);
});
