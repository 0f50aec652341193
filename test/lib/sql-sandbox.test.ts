import { readdir } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { runSandboxed, SQL_LIMITS, type SqlTarget } from "../../pipeline/lib/sql-sandbox.ts";
import { sharedWarehouse } from "../warehouse/published.ts";
import { temporaryFolder } from "../warehouse/temporary.ts";

const ndjson: SqlTarget = { format: "ndjson" };

describe("runSandboxed", () => {
  const warehouse = sharedWarehouse();

  async function ask(query: string, limits = SQL_LIMITS, target = ndjson): Promise<string> {
    const pieces: Uint8Array[] = [];
    const accept = (piece: Uint8Array): Promise<void> => {
      pieces.push(piece);
      return Promise.resolve();
    };
    await runSandboxed({ database: warehouse(), query, target }, accept, limits);
    return Buffer.concat(pieces).toString();
  }

  it("gives the rows of a query", async () => {
    expect(await ask("select kind, count(*) as n from records where kind = 'city_row' group by all")).toBe(
      '{"kind":"city_row","n":4}\n',
    );
  });

  it.each([
    ["from duckdb_tables() select count(*) > 0 as ok", '{"ok":true}\n'],
    ["with a as (select 1 as n) from a; -- and no more", '{"n":1}\n'],
    ["values (1)", '{"col0":1}\n'],
  ])("takes any reading statement: %s", async (query, text) => {
    expect(await ask(query)).toBe(text);
  });

  it.each([
    ["insert into checks values ('a', 'warn', 'b', 0)", "this is INSERT"],
    ["delete from wages", "this is DELETE"],
    ["create temporary table t as select 1", "this is CREATE"],
    ["set lock_configuration = false", "this is SET"],
    ["attach ':memory:' as other", "this is ATTACH"],
    ["install httpfs", "this is LOAD"],
    ["checkpoint", "this is CALL"],
  ])("refuses what changes something: %s", async (query, message) => {
    await expect(ask(query)).rejects.toMatchObject({
      name: "AlmanacError",
      message: expect.stringContaining(message) as string,
    });
  });

  it.each([
    "select * from read_text('/etc/hosts')",
    "select * from read_csv('/etc/hosts')",
    "select * from glob('/*')",
    "copy wages to 'wages.csv'",
    "export database 'all'",
    "select * from read_text('http://127.0.0.1/')",
    "select * from enable_profiling(save_location := 'profile.txt')",
  ])("reaches nothing outside the file: %s", async (query) => {
    await expect(ask(query)).rejects.toMatchObject({
      name: "AlmanacError",
      message: "The query reaches for something outside the warehouse.",
    });
  });

  it("turns a request for log files into an error, not a crash", async () => {
    await expect(ask("select * from enable_logging(storage = 'file')")).rejects.toMatchObject({
      name: "AlmanacError",
    });
  });

  it.each([
    ["select 1; select 2", "The query holds 2 statements."],
    ["-- nothing", "The query holds no statements."],
    ["select error('boom')", "boom"],
  ])("says what is wrong with %s", async (query, message) => {
    await expect(ask(query)).rejects.toMatchObject({ name: "AlmanacError", message });
  });

  it("says where a query is wrong", async () => {
    await expect(ask("select *\nfrom wags")).rejects.toMatchObject({
      where: "line 2, column 6 of the query: from wags",
      next: 'List the tables and views: npx almanac sql "show tables"',
    });
  });

  it("stops a query that works too long", async () => {
    const endless = "select count(*) from range(100000000000) as a where sin(a.range) > 2";
    await expect(ask(endless, { seconds: 3, memory: "1GB" })).rejects.toMatchObject({
      message: "The query worked for more than 3 seconds and was stopped.",
    });
  });

  it("stops a query that needs too much memory", async () => {
    const large =
      "select count(*) from (select distinct range::varchar || repeat('x', 100) from range(3000000))";
    await expect(ask(large, { seconds: 60, memory: "50MB" })).rejects.toMatchObject({
      message: "The query needs more memory than it may have.",
    });
  });

  it("goes on where the process of the query dies", async () => {
    // One value that DuckDB holds easily and a JavaScript process of this size cannot print.
    await expect(ask("select repeat('x', 300000000) as t")).rejects.toMatchObject({
      name: "AlmanacError",
      message: expect.stringMatching(/^The process that ran the query died of it/) as string,
    });
  });

  it("holds the query back while its reader is busy, and stops it where the reader fails", async () => {
    let pieces = 0;
    const asked = { database: warehouse(), query: "select * from range(10000000000)", target: ndjson };
    const asking = runSandboxed(asked, () => {
      pieces += 1;
      return Promise.reject(new Error("the reader has had enough"));
    });
    await expect(asking).rejects.toThrow("the reader has had enough");
    expect(pieces).toBe(1);
  });

  it("writes Parquet to the one file it may write", async () => {
    const folder = await temporaryFolder();
    const target: SqlTarget = { format: "parquet", path: path.join(folder, "it's.parquet") };
    await ask("from wages", SQL_LIMITS, target);
    expect(await readdir(folder)).toEqual(["it's.parquet"]);
    await expect(ask("select * from read_text('/etc/hosts')", SQL_LIMITS, target)).rejects.toMatchObject({
      message: "The query reaches for something outside the warehouse.",
    });
  });
});
