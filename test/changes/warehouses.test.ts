import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WAREHOUSE_SQL } from "../../pipeline/lib/sql-files.ts";
import { compareWarehouses, type WarehouseDifferences } from "../../pipeline/stages/changes.ts";
import { check } from "../../pipeline/stages/check.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { builtWarehouse } from "../warehouse/built.ts";
import { sampleReadings } from "../warehouse/sample.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "almanac-compare-"));
  const db = await builtWarehouse(join(folder, "sample.duckdb"), { readings: sampleReadings() });
  await check(db, WAREHOUSE_SQL);
  await db.checkpoint();
  db.close();
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Compares two copies of the sample's warehouse, after statements were run on them. */
async function compared({
  before = "",
  after = "",
}: {
  readonly before?: string;
  readonly after?: string;
}): Promise<WarehouseDifferences> {
  const place = await tempFolder();
  const [old, now] = [join(place, "it's before.duckdb"), join(place, "after.duckdb")];
  for (const [path, sql] of [
    [old, before],
    [now, after],
  ] as const) {
    await copyFile(join(folder, "sample.duckdb"), path);
    await changed(path, sql);
  }
  return compareWarehouses(old, now);
}

/** Runs statements on a file that is there, which only tests do. */
async function changed(path: string, sql: string): Promise<void> {
  if (sql === "") return;
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run(sql);
  await connection.run("checkpoint");
  connection.closeSync();
  instance.closeSync();
}

const NOTHING: WarehouseDifferences = {
  tables: [],
  quarantine: { new: { total: 0, listed: [] }, cleared: { total: 0, listed: [] } },
  sources: { parts: { total: 0, listed: [] }, unusable: { total: 0, listed: [] }, absent: [] },
  checks: [],
};

describe("compareWarehouses", () => {
  it("finds nothing in two of the same, whenever they were built", async () => {
    expect(await compared({ after: "update runs set run_id = 'another'" })).toEqual(NOTHING);
  });

  describe("on rows of facts", () => {
    it("lists a changed number by what names its row", async () => {
      const { tables } = await compared({
        after:
          "update wages set annual_usd = annual_usd + 1 where record_id = (select min(record_id) from wages where annual_usd is not null) and annual_usd is not null",
      });
      expect(tables.map(({ table }) => table)).toEqual(["wages"]);
      expect(tables[0]?.rows?.in.total).toBe(0);
      expect(tables[0]?.rows?.changed.total).toBeGreaterThan(0);
      expect(tables[0]?.rows?.changed.listed[0]?.columns.map(({ column }) => column)).toEqual(["annual_usd"]);
    });

    it("lists rows that are gone, and says how many there were", async () => {
      const { tables } = await compared({ after: "delete from employment" });
      const [table] = tables;
      expect(table).toMatchObject({ table: "employment", rows_after: 0 });
      expect(table?.rows?.out.total).toBe(table?.rows_before);
    });

    it("does not mind another name of the same record", async () => {
      const { tables } = await compared({
        after: `insert into records select * replace (record_id || '0' as record_id) from records;
                update employment set record_id = record_id || '0'`,
      });
      expect(tables.map(({ table, rows }) => [table, rows])).toEqual([["records", null]]);
    });

    it("tells of a table that only one of them has", async () => {
      const after = await compared({ after: "create table newer (a integer)" });
      expect(after.tables).toEqual([{ table: "newer", rows_before: null, rows_after: 0, rows: null }]);
      const before = await compared({ before: "create table older (a integer)" });
      expect(before.tables).toEqual([{ table: "older", rows_before: 0, rows_after: null, rows: null }]);
    });
  });

  it("lists records that are set aside, for another reason, and no longer", async () => {
    const reason = (text: string) =>
      `update records set reason = '${text}' where disposition = 'quarantined'`;
    const { quarantine } = await compared({ after: reason("another reason") });
    expect(quarantine.new.total).toBeGreaterThan(0);
    expect(quarantine.new.listed[0]?.reason).toBe("another reason");
    expect(quarantine.cleared.listed[0]?.became).toBe("quarantined");
  });

  it("lists parts that changed, snapshots that cannot be used, and sources without any", async () => {
    const id = "f".repeat(64);
    const other = await compared({
      after: `update snapshots set snapshot_id = '${id}' where source_id = (select min(source_id) from snapshots where state = 'current') and state = 'current'`,
    });
    expect(other.sources.parts.listed).toMatchObject([{ change: "changed", after: id }]);
    const spoiled = await compared({
      after: `update snapshots set state = 'unusable', state_reason = 'a challenge page'
              where source_id = (select min(source_id) from snapshots where state = 'current') and state = 'current'`,
    });
    expect(spoiled.sources.parts.listed).toMatchObject([{ change: "gone", after: null }]);
    expect(spoiled.sources.unusable.listed[0]?.reason).toBe("a challenge page");
    expect(spoiled.sources.absent).toMatchObject([{ has_snapshots: true }]);
    const gone = await compared({
      after:
        "delete from snapshots where source_id = (select min(source_id) from snapshots where state = 'current')",
    });
    expect(gone.sources.absent).toMatchObject([{ has_snapshots: false }]);
  });

  it("lists checks that find another number, and those that came or went", async () => {
    const { checks, tables } = await compared({
      before: "insert into checks values ('a_gone', 'warn', 'x', 3)",
      after: `insert into checks values ('a_new', 'error', 'x', 0);
              update checks set violations = violations + 2 where name = 'wages_are_plausible'`,
    });
    expect(checks).toMatchObject([
      { name: "a_gone", before: 3, after: null },
      { name: "a_new", before: null, after: 0 },
      { name: "wages_are_plausible" },
    ]);
    expect(checks[2]?.after).toBe((checks[2]?.before ?? 0) + 2);
    expect(tables).toEqual([]);
  });

  it("throws where one of them is no warehouse", async () => {
    const path = join(await tempFolder(), "none.duckdb");
    await expect(compareWarehouses(path, path)).rejects.toThrow();
  });
});
