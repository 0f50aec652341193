import { cp, lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { REFERENCE_TABLES } from "../pipeline/cleaning/reference-tables.ts";
import { AlmanacError, EXIT } from "../pipeline/contracts/errors.ts";
import type { Evidence } from "../pipeline/contracts/evidence.ts";
import { DEFAULT_CONFIGURATION } from "../pipeline/contracts/configuration.ts";
import type { NightlyOptions, NightlyResult } from "../pipeline/contracts/run.ts";
import { Database } from "../pipeline/lib/duckdb.ts";
import { readLedger } from "../pipeline/lib/ledger.ts";
import { acquireLock } from "../pipeline/lib/lock.ts";
import { silentLog } from "../pipeline/lib/log.ts";
import { PROJECT_DIR } from "../pipeline/lib/paths.ts";
import { runNightly } from "../pipeline/run.ts";
import { sources } from "../pipeline/sources/registry.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "almanac-night-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Runs a night into its own folders below the test's, at a time of its own. */
async function night(name: string, more: Partial<NightlyOptions> = {}, hour = "03"): Promise<NightlyResult> {
  const now = (): Date => new Date(`2026-08-01T${hour}:00:00Z`);
  const options: NightlyOptions = {
    rawDir: join(PROJECT_DIR, "raw"),
    warehouseDir: join(folder, name, "warehouse"),
    outDir: join(folder, name, "reports"),
    only: null,
    sourceDateEpoch: null,
    force: false,
    offline: true,
    configuration: DEFAULT_CONFIGURATION,
    webhook: null,
    ...more,
  };
  return runNightly(options, { now, log: silentLog });
}

async function failureOf(run: Promise<unknown>): Promise<AlmanacError> {
  const failure: unknown = await run.then(
    () => null,
    (error: unknown) => error,
  );
  if (failure instanceof AlmanacError) return failure;
  throw new Error(`not an AlmanacError: ${String(failure)}`);
}

/** Of everything below a folder: its inode, size and when it was last changed. */
async function stateOf(below: string): Promise<Record<string, string>> {
  const paths = (await readdir(below, { recursive: true })).sort();
  const states = paths.map(async (path): Promise<[string, string]> => {
    const { ino, size, mtimeMs } = await lstat(join(below, path));
    return [path, `${ino} ${size} ${mtimeMs}`];
  });
  return Object.fromEntries(await Promise.all(states));
}

const published = (name: string): string => join(folder, name, "reports", "latest");

describe("a night on the project's snapshots", () => {
  let result: NightlyResult;

  beforeAll(async () => {
    result = await night("first");
  });

  test("publishes the national report and a handout for each state that has city rows or regions", async () => {
    expect(result.outcome).toBe("published");
    expect(result.pdfs).toBe(17);
    const files = await readdir(join(published("first"), "states"));
    const states = "AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL NY".split(" ");
    expect(files.sort()).toEqual(states.flatMap((state) => [`${state}.html`, `${state}.pdf`]));
    expect((await readFile(join(published("first"), "national.pdf"))).subarray(0, 5).toString()).toBe(
      "%PDF-",
    );
  });

  test("answers in SQL with 113, 2 and 1, and 52,520 jobs", async () => {
    const db = await Database.openReadOnly(join(folder, "first", "warehouse", "almanac.duckdb"));
    try {
      const ends = await db.query(
        "select disposition, count(*) as n from records where kind = 'city_row' group by all order by n",
      );
      expect(ends.map((row) => ({ ...row }))).toEqual([
        { disposition: "quarantined", n: 1 },
        { disposition: "repaired", n: 2 },
        { disposition: "loaded", n: 113 },
      ]);
      const [sum] = await db.query<{ jobs: number; n: number }>(
        "select sum(jobs)::bigint as jobs, count(*) as n from city_salaries",
      );
      expect({ ...sum }).toEqual({ jobs: 52_520, n: 115 });
      const flow = await db.query<Record<string, number>>(
        "select seen - loaded - repaired - quarantined - ignored as lost, unclaimed_blocks from row_flow",
      );
      // The project has a snapshot of every source, and its own tables are sources as well.
      expect(flow.map((row) => ({ ...row }))).toEqual(
        [...sources, ...REFERENCE_TABLES].map(() => ({ lost: 0, unclaimed_blocks: 0 })),
      );
    } finally {
      db.close();
    }
  });

  test("every figure rests on records, and every record on bytes", async () => {
    const evidence = JSON.parse(
      await readFile(join(published("first"), "evidence.json"), "utf8"),
    ) as Evidence;
    expect(evidence.figures.length).toBeGreaterThan(1000);
    for (const figure of evidence.figures) {
      for (const id of figure.record_ids) expect(evidence.records[id], `${figure.id}: ${id}`).toBeDefined();
    }
    for (const record of Object.values(evidence.records)) {
      expect(evidence.snapshots[record.snapshot_id]).toBeDefined();
    }
  });

  test("a second night has nothing to do", async () => {
    const before = await stateOf(join(folder, "first"));
    // A browser that cannot be started would fail the night, were one wanted.
    vi.stubEnv("PUPPETEER_EXECUTABLE_PATH", join(folder, "no-browser"));
    const again = await night("first", {}, "04").finally(() => vi.unstubAllEnvs());
    expect(again).toMatchObject({ outcome: "nothing to do", edition: result.edition });
    const after = await stateOf(join(folder, "first"));
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect(Object.keys(after).filter((path) => after[path] !== before[path])).toEqual([
      "warehouse/runs.jsonl",
    ]);
    const { runs } = await readLedger(join(folder, "first", "warehouse"));
    expect(runs.map(({ outcome }) => outcome)).toEqual(["published", "nothing to do"]);
  });

  test("another night elsewhere, at another time, prints the same bytes", async () => {
    await night("second", {}, "17");
    for (const file of [
      "national.pdf",
      "national.html",
      "states/CA.pdf",
      "states/HI.pdf",
      "index.html",
      "evidence.json",
    ]) {
      const [one, other] = await Promise.all(
        ["first", "second"].map((name) => readFile(join(published(name), file))),
      );
      expect(one?.equals(other ?? Buffer.alloc(0)), file).toBe(true);
    }
  });

  test("a failing night leaves what was published", async () => {
    const raw = join(folder, "broken-raw");
    await cp(join(PROJECT_DIR, "raw"), raw, { recursive: true });
    await writeFile(join(raw, "wgu", "health-information-technician.html"), "");
    const before = await readlink(published("first"));
    const failure = await failureOf(night("first", { rawDir: raw }));
    expect(failure.exitCode).toBe(EXIT.blocked);
    expect(failure.message).toContain("wgu");
    expect(failure.where).toContain("health-information-technician.html");
    expect(failure.next).not.toBe("");
    expect(await readlink(published("first"))).toBe(before);
    const left = await readdir(join(folder, "first", "warehouse", "builds"));
    expect(left.filter((name) => name.endsWith(".duckdb"))).toHaveLength(1);
  });
});

test("one source alone makes its reports and says what is missing", async () => {
  const result = await night("alone", { only: ["allhealthcare"] });
  expect(result.pdfs).toBe(1);
  expect(await readFile(join(published("alone"), "national.html"), "utf8")).toContain("28,030");
});

describe("a page whose facts break a check", () => {
  const FILE = "health-information-technologist.txt";
  const SOURCE = "careersinhealthcare";
  let rawDir: string;

  /** A snapshot of the page in which one of the ranked states is no state, so that its place is missing. */
  async function addGap(name: string, retrieved_at: string): Promise<void> {
    const page = await readFile(join(PROJECT_DIR, "raw", SOURCE, FILE), "utf8");
    expect(page).toContain("Texas, Florida, Ohio");
    const file = join(rawDir, SOURCE, name);
    await writeFile(file, page.replace("Texas, Florida, Ohio", "Texas, Nowhere, Ohio"));
    await writeFile(`${file}.meta.json`, JSON.stringify({ retrieved_at }));
  }

  async function statesOf(name: string) {
    const db = await Database.openReadOnly(join(folder, name, "warehouse", "almanac.duckdb"));
    try {
      return await db.query<{ path: string; state: string; state_reason: string | null }>(
        "select path, state, state_reason from snapshots where source_id = $1 order by path",
        [SOURCE],
      );
    } finally {
      db.close();
    }
  }

  beforeAll(async () => {
    rawDir = join(folder, "gap-raw");
    await cp(join(PROJECT_DIR, "raw", SOURCE), join(rawDir, SOURCE), { recursive: true });
  });

  test("is set aside with the check's reason, and the last good one stands", async () => {
    await addGap("newer.txt", "2026-07-30T00:00:00Z");
    const result = await night("gap", { rawDir, only: [SOURCE] });
    expect(result).toMatchObject({ outcome: "published", pdfs: 1 });
    expect(result.warnings.join("\n")).toMatch(
      /newer\.txt is not used: .*ranks_run_without_gap.*almanac extract/u,
    );
    expect(await statesOf("gap")).toMatchObject([
      { path: `${SOURCE}/${FILE}`, state: "current", state_reason: null },
      {
        path: `${SOURCE}/newer.txt`,
        state: "unusable",
        state_reason: expect.stringContaining("without gap") as string,
      },
    ]);
    const again = await night("gap", { rawDir, only: [SOURCE] }, "04");
    expect(again).toMatchObject({ outcome: "nothing to do", edition: result.edition });
  });

  test("blocks where its source has no other, and what was published stands", async () => {
    const before = await readlink(published("gap"));
    await rm(join(rawDir, SOURCE, FILE));
    await rm(join(rawDir, SOURCE, `${FILE}.meta.json`));
    const failure = await failureOf(night("gap", { rawDir, only: [SOURCE] }));
    expect(failure).toMatchObject({ exitCode: EXIT.blocked, where: `raw/${SOURCE}/newer.txt` });
    expect(failure.message).toContain("ranks_run_without_gap");
    expect(await readlink(published("gap"))).toBe(before);
  });
});

describe("what a night refuses", () => {
  test("a raw directory that does not exist", async () => {
    const failure = await failureOf(night("no-raw", { rawDir: join(folder, "nowhere") }));
    expect(failure).toMatchObject({ exitCode: EXIT.failed, where: join(folder, "nowhere") });
  });

  test("a raw directory without any source", async () => {
    await mkdir(join(folder, "strange", "recipes"), { recursive: true });
    const failure = await failureOf(night("strange-out", { rawDir: join(folder, "strange") }));
    expect(failure.exitCode).toBe(EXIT.failed);
    expect(failure.next).toContain("myperfectresume");
  });

  test("an output folder that cannot be one", async () => {
    await writeFile(join(folder, "file"), "in the way");
    const failure = await failureOf(night("no-out", { outDir: join(folder, "file") }));
    expect(failure).toMatchObject({
      exitCode: EXIT.failed,
      where: expect.stringContaining("file") as string,
    });
  });

  test("a warehouse that is somebody's file and no link of ours", async () => {
    await mkdir(join(folder, "foreign", "warehouse"), { recursive: true });
    const path = join(folder, "foreign", "warehouse", "almanac.duckdb");
    await writeFile(path, "this is not a database");
    const failure = await failureOf(night("foreign"));
    expect(failure).toMatchObject({ exitCode: EXIT.failed, where: path });
    expect(await readFile(path, "utf8")).toBe("this is not a database");
  });

  test("to start beside another run", async () => {
    const warehouse = join(folder, "busy", "warehouse");
    await mkdir(warehouse, { recursive: true });
    const lock = await acquireLock(warehouse);
    try {
      expect((await failureOf(night("busy"))).exitCode).toBe(EXIT.locked);
    } finally {
      await lock.release();
    }
  });
});
