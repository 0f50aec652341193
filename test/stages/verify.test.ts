import { DuckDBInstance } from "@duckdb/node-api";
import { readFile, stat, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { digestRows, verifyBuild } from "../../pipeline/stages/verify.ts";
import { finishedWarehouse } from "../warehouse/published.ts";
import { sampleReadings } from "../warehouse/sample.ts";
import { loadedDatabase, temporaryFolder } from "../warehouse/temporary.ts";

/** Changes a finished file behind the back of the stage that built it. */
async function tamper(file: string, sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run(sql);
  await connection.run("checkpoint");
  connection.closeSync();
  instance.closeSync();
}

describe("digestRows", () => {
  it("is the same however the rows are ordered, and leaves out the run", async () => {
    const db = await loadedDatabase();
    const digest = await digestRows(db);
    const [cities, national, asleep] = sampleReadings();
    const reordered = [asleep, national, cities].filter((reading) => reading !== undefined);
    expect(await digestRows(await loadedDatabase(reordered))).toEqual(digest);
    await db.run("update runs set finished = timestamptz '2030-01-01 00:00:00Z'");
    expect(await digestRows(db)).toEqual(digest);
    expect(digest.tables).toMatchObject({ sources: 3, records: 11, wages: 11, courses: 0 });
    expect(Object.keys(digest.tables)).not.toContain("runs");
    expect(digest.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ["a value", "update wages set annual_usd = annual_usd + 1 where statistic = 'median'"],
    ["a null", "update organizations set city = null; update wages set industry = '' where industry is null"],
    [
      "a column's name",
      "alter table study_topics rename topic to subject; insert into checks values ('a', 'warn', 'b', 0)",
    ],
    ["a row", "delete from repairs"],
  ])("changes with %s", async (_, sql) => {
    const db = await loadedDatabase();
    const before = await digestRows(db);
    await db.run(sql);
    expect((await digestRows(db)).digest).not.toBe(before.digest);
  });
});

describe("verifyBuild", () => {
  it("accepts a finished build and makes it read-only", async () => {
    const { file, digest } = await finishedWarehouse(await temporaryFolder());
    await verifyBuild(file, digest);
    expect((await stat(file)).mode & 0o777).toBe(0o444);
  });

  it("refuses a build with a write-ahead log beside it", async () => {
    const { file, digest } = await finishedWarehouse(await temporaryFolder());
    await writeFile(`${file}.wal`, "");
    await expect(verifyBuild(file, digest)).rejects.toMatchObject({ where: `${file}.wal` });
  });

  it.each([
    ["a lost row", "delete from repairs", "Table repairs has 0 rows in the file, 1 in the build."],
    [
      "a foreign table",
      "create table foreign_rows as select 1 as n",
      "Table foreign_rows has -1 rows in the file, undefined in the build.",
    ],
    [
      "a changed value",
      "update wages set annual_usd = 38041 where annual_usd = 38040",
      "The rows in the file are not the rows that were built.",
    ],
    ["a lost table", "drop table skills", "Table with name skills does not exist"],
  ])("refuses a file with %s, and leaves it writable", async (_, sql, message) => {
    const { file, digest } = await finishedWarehouse(await temporaryFolder());
    await tamper(file, sql);
    await expect(verifyBuild(file, digest)).rejects.toThrow(message);
    expect((await stat(file)).mode & 0o200).toBe(0o200);
  });

  it("refuses a file that was cut short", async () => {
    const { file, digest } = await finishedWarehouse(await temporaryFolder());
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, bytes.length / 2));
    await expect(verifyBuild(file, digest)).rejects.toMatchObject({ name: "AlmanacError" });
  });
});
