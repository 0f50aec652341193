import { appendFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { countsOf } from "../../pipeline/changes/counts.ts";
import { statusCommand, type Status } from "../../pipeline/commands/status.ts";
import type { Differences } from "../../pipeline/contracts/changes.ts";
import { EXIT } from "../../pipeline/contracts/errors.ts";
import type { Run } from "../../pipeline/contracts/run.ts";
import { Database } from "../../pipeline/lib/duckdb.ts";
import type { EditionFolders } from "../../pipeline/lib/editions.ts";
import { appendRun, ledgerPath } from "../../pipeline/lib/ledger.ts";
import { acquireLock } from "../../pipeline/lib/lock.ts";
import { openEdition } from "../../pipeline/stages/publish.ts";
import { testIo } from "../support/io.ts";
import { tempFolder } from "../support/temp-folder.ts";

const TABLES = `
create table sources (source_id varchar, cadence varchar, is_reference boolean);
insert into sources values
  ('dated', 'daily', false), ('undated', 'daily', false), ('empty', 'daily', false), ('table', 'yearly', true);
create table snapshots (
  source_id varchar, snapshot_id varchar, retrieved_at timestamptz, state varchar, path varchar, state_reason varchar);
insert into snapshots values
  ('dated', 'a', '2026-07-01T12:00:00Z', 'superseded', 'dated/1.html', null),
  ('dated', 'b', '2026-07-30T12:00:00Z', 'current', 'dated/2.html', null),
  ('dated', 'c', '2026-07-31T12:00:00Z', 'unusable', 'dated/3.html', 'a challenge page'),
  ('undated', 'd', null, 'current', 'undated/1.html', null);
create table quarantine (source_id varchar);
insert into quarantine values ('undated'), ('undated');
`;

const run = (run_id: string, outcome: Run["outcome"]): Run => ({
  run_id,
  started: "2026-07-31T02:00:00.000Z",
  finished: "2026-07-31T02:00:09.500Z",
  outcome,
  digest: "d",
});

const unknownAge = { retrieved_at: null, seen_at: null, age_days: null, is_stale: false };

/** @param changes What its `changes.json` says. */
async function published(changes: unknown = {}): Promise<EditionFolders> {
  const base = await tempFolder();
  const folders = { outDir: join(base, "reports"), warehouseDir: join(base, "warehouse") };
  const edition = await openEdition(folders, "2026-07-30-0123456789");
  const database = await Database.create(edition.warehousePath);
  await database.run(TABLES);
  await database.checkpoint();
  database.close();
  await writeFile(join(edition.dir, "national.pdf"), "pdf");
  await writeFile(join(edition.dir, "changes.json"), JSON.stringify(changes));
  await edition.publish({ inputs: "i", rows_digest: "r", data_date: "2026-07-30", tables: {} });
  return folders;
}

async function statusOf(folders: EditionFolders): Promise<Status> {
  const { io, out } = testIo();
  expect(await statusCommand({ ...folders, json: true }, io)).toBe(EXIT.published);
  return JSON.parse(out()) as Status;
}

async function text(folders: EditionFolders): Promise<string> {
  const { io, out } = testIo();
  await statusCommand({ ...folders, json: false }, io);
  return out();
}

const none = { total: 0, listed: [] };

/** What two alike editions differ in. */
const NO_DIFFERENCES: Differences = {
  figures: {
    moved: none,
    below_threshold: 0,
    new: none,
    gone: none,
    pages_new: none,
    pages_gone: none,
  },
  tables: [],
  quarantine: { new: none, cleared: none },
  sources: { parts: none, unusable: none, absent: [] },
  checks: [],
};

describe("statusCommand", () => {
  it("tells of the edition, the age of each source and what is set aside", async () => {
    const status = await statusOf(await published());
    expect(status.edition).toMatchObject({
      id: "2026-07-30-0123456789",
      data_date: "2026-07-30",
      damage: [],
    });
    expect(status.sources).toEqual([
      {
        source_id: "dated",
        retrieved_at: "2026-07-30T12:00:00.000Z",
        seen_at: "2026-07-30T12:00:00.000Z",
        age_days: 1,
        is_stale: false,
        quarantined: 0,
        unusable_snapshots: 1,
      },
      { source_id: "empty", ...unknownAge, quarantined: 0, unusable_snapshots: 0 },
      { source_id: "undated", ...unknownAge, quarantined: 2, unusable_snapshots: 0 },
    ]);
  });

  it("prints it for people", async () => {
    const folders = await published();
    await appendRun(folders.warehouseDir, run("a", "published"));
    const lines = await text(folders);
    expect(lines).toMatch(/^edition {4}2026-07-30-0123456789$/mu);
    expect(lines).toMatch(/^ {2}dated +1 day old, 0 quarantined, 1 unusable snapshot$/mu);
    expect(lines).toMatch(/^ {2}undated +undated, 2 quarantined$/mu);
    expect(lines).toMatch(/^ {2}2026-07-31T02:00:00\.000Z {2}published \(9\.5 s\)$/mu);
    expect(lines).not.toContain("running");
  });

  it("says what changed last, and which snapshots could not be used and why", async () => {
    const counts = countsOf("2026-07-29-0123456789", NO_DIFFERENCES);
    const folders = await published({ counts });
    const status = await statusOf(folders);
    expect(status.changes).toEqual(counts);
    expect(status.unusable).toEqual([
      { source_id: "dated", path: "dated/3.html", reason: "a challenge page" },
    ]);
    const lines = await text(folders);
    expect(lines).toMatch(/^changed {4}since edition 2026-07-29-0123456789: nothing$/mu);
    expect(lines).toMatch(/^ {2}raw\/dated\/3\.html: a challenge page$/mu);
  });

  it("keeps to what it knows where the list of changes is of another version", async () => {
    const folders = await published({ counts: {} });
    expect((await statusOf(folders)).changes).toBeNull();
    expect(await text(folders)).not.toContain("changed");
  });

  it("shows the last runs, the newest first, and when the last edition was published", async () => {
    const folders = await published();
    await appendRun(folders.warehouseDir, run("0", "published"));
    for (const name of ["1", "2", "3", "4", "5"])
      await appendRun(folders.warehouseDir, run(name, "nothing to do"));
    await appendFile(ledgerPath(folders.warehouseDir), "{torn");
    const status = await statusOf(folders);
    expect(status.runs.map(({ run_id }) => run_id)).toEqual(["5", "4", "3", "2", "1"]);
    expect(status.published).toBe("2026-07-31T02:00:09.500Z");
    expect(status.damaged_ledger_lines).toBe(1);
  });

  it("says so while a run is at work", async () => {
    const folders = await published();
    const lock = await acquireLock(folders.warehouseDir);
    expect((await statusOf(folders)).running).toEqual({ pid: process.pid });
    expect(await text(folders)).toContain(`a night is at work (process ${process.pid})`);
    await lock.release();
  });

  it("tells of damage, and of what else it knows", async () => {
    const folders = await published();
    await rm(join(folders.outDir, "latest", "national.pdf"));
    const status = await statusOf(folders);
    expect(status.edition?.damage).toEqual(["national.pdf is missing"]);
    expect(status.sources).toHaveLength(3);
    expect(await text(folders)).toContain("national.pdf is missing; run: almanac nightly --force");
  });

  it("does not fail where the warehouse is no database", async () => {
    const folders = await published();
    const build = join(folders.outDir, "latest", "almanac.duckdb");
    await rm(build);
    await writeFile(build, "no database");
    const status = await statusOf(folders);
    expect(status.edition?.damage.join()).toMatch(/its warehouse builds\/\S+ has 11 bytes instead of/u);
    expect(status.sources).toEqual([]);
  });

  it("says what to do where nothing is published", async () => {
    const base = await tempFolder();
    const folders = { outDir: join(base, "none"), warehouseDir: join(base, "nothing") };
    expect(await statusOf(folders)).toMatchObject({ edition: null, sources: [], runs: [], running: null });
    expect(await text(folders)).toContain("run: almanac nightly");
  });
});
