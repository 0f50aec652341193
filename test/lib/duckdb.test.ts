import { symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { Database } from "../../pipeline/lib/duckdb.ts";
import { emptyDatabase, temporaryFolder } from "../warehouse/temporary.ts";

describe("opening", () => {
  it.each(["", ".wal"])("refuses to build where build.duckdb%s stands", async (suffix) => {
    const file = path.join(await temporaryFolder(), "build.duckdb");
    await writeFile(`${file}${suffix}`, "");
    await expect(Database.create(file)).rejects.toMatchObject({
      name: "AlmanacError",
      where: `${file}${suffix}`,
    });
  });

  it("refuses to build in a folder that is not there", async () => {
    const file = path.join(await temporaryFolder(), "none", "build.duckdb");
    await expect(Database.create(file)).rejects.toMatchObject({ name: "AlmanacError", where: file });
  });

  it("says what to do where there is no warehouse", async () => {
    const file = path.join(await temporaryFolder(), "none.duckdb");
    await expect(Database.openReadOnly(file)).rejects.toMatchObject({
      name: "AlmanacError",
      where: file,
      next: "Build it: npx almanac nightly",
    });
  });

  it("refuses a file that is not a database", async () => {
    const file = path.join(await temporaryFolder(), "page.duckdb");
    await writeFile(file, "<html>".repeat(2000));
    await expect(Database.openReadOnly(file)).rejects.toMatchObject({ name: "AlmanacError", where: file });
  });

  it("reads through a link, and writes nothing", async () => {
    const folder = await temporaryFolder();
    const file = path.join(folder, "build.duckdb");
    const built = await Database.create(file);
    await built.run("create table t as select 1 as n");
    await built.checkpoint();
    built.close();
    built.close();
    await symlink(file, path.join(folder, "almanac.duckdb"));
    const db = await Database.openReadOnly(path.join(folder, "almanac.duckdb"));
    expect(await db.query("select n from t")).toEqual([{ n: 1 }]);
    await expect(db.run("insert into t values (2)")).rejects.toThrow("read-only");
    db.close();
  });
});

describe("query", () => {
  it("decodes every kind of value to plain ones", async () => {
    const db = await emptyDatabase();
    const [row] = await db.query(`
      select 1::bigint as whole, 12.50::decimal(8, 2) as money, 0.1::double as part, true as yes, null as none,
        date '2024-02-29' as day, timestamptz '2024-06-30 12:00:00.5+02' as instant,
        timestamp '1969-12-31 23:59:59.999999' as local, ['a', null] as list, {'n': 1::bigint} as struct,
        sum(range) as total
      from range(3)`);
    expect(row).toEqual({
      whole: 1,
      money: 12.5,
      part: 0.1,
      yes: true,
      none: null,
      day: "2024-02-29",
      instant: "2024-06-30T10:00:00.500Z",
      local: "1969-12-31T23:59:59.999999",
      list: ["a", null],
      struct: { n: 1 },
      total: 3,
    });
  });

  it("prints in UTC whatever the zone of the machine", async () => {
    const db = await emptyDatabase();
    const rows = await db.query("select (timestamptz '2024-06-30 12:00:00+02')::varchar as t");
    expect(rows).toEqual([{ t: "2024-06-30 10:00:00+00" }]);
  });

  it("refuses a whole number that it would have to round", async () => {
    const db = await emptyDatabase();
    await expect(db.query("select 9007199254740993 as n")).rejects.toMatchObject({
      name: "AlmanacError",
      where: "column n",
    });
  });

  it("keeps a column of any name", async () => {
    const db = await emptyDatabase();
    const [row] = await db.query(`select 1 as "__proto__", 2 as "constructor"`);
    expect(Object.entries(row ?? {})).toEqual([
      ["__proto__", 1],
      ["constructor", 2],
    ]);
  });

  it("takes parameters", async () => {
    const db = await emptyDatabase();
    expect(await db.query("select $1 || $2 as t", ["it's", null])).toEqual([{ t: null }]);
    expect(await db.query("select $2 || $1 as t", ["b", "it's "])).toEqual([{ t: "it's b" }]);
  });
});

describe("queries that are asked side by side", () => {
  const NUMBERS = [3, 1, 4, 1, 5, 9, 2, 6];

  it("answer in the order of what they are asked of, by what is committed, in UTC", async () => {
    const db = await emptyDatabase();
    await db.run("create table t as select range as n from range(10)");
    const sql = (n: number): string =>
      `select n, timestamptz '2024-06-30 12:00:00+02'::varchar as at from t where n = ${n}`;
    const rows = await db.queryEach(NUMBERS, (query, n) => query(sql(n)));
    expect(rows).toEqual(NUMBERS.map((n) => [{ n, at: "2024-06-30 10:00:00+00" }]));
    db.close();
  });

  it("see what a transaction has not committed yet", async () => {
    const db = await emptyDatabase();
    const rows = await db.transaction(async () => {
      await db.run("create table t as select 7 as n");
      return db.queryEach(["n", "n + 1"], (query, of) => query(`select ${of} as n from t`));
    });
    expect(rows).toEqual([[{ n: 7 }], [{ n: 8 }]]);
    db.close();
  });

  it("fail as the first of them does, after all are done with", async () => {
    const db = await emptyDatabase();
    let asked = 0;
    const asking = db.queryEach(NUMBERS, async (query, n) => {
      asked += 1;
      return query(n > 3 ? `select error('no ${n}')` : `select ${n} as n`);
    });
    await expect(asking).rejects.toThrow("no 4");
    expect(asked).toBe(NUMBERS.length);
    db.close();
  });
});

describe("insert", () => {
  const table = `create table t (
    text varchar, whole integer, large bigint, part double, money decimal(8, 2), yes boolean, instant timestamptz)`;
  const row = {
    text: "a\u0000😀",
    whole: -5,
    large: 9_007_199_254_740_991,
    part: 0.1,
    money: 20.2,
    yes: false,
    instant: "2024-06-30T12:00:00+02:00",
  };
  const missing = { text: null, whole: null, large: null, part: null, money: null, yes: null, instant: null };

  it("appends by column name, and gives back what went in", async () => {
    const db = await emptyDatabase();
    await db.run(table);
    await db.insert("t", [Object.fromEntries(Object.entries(row).reverse()), missing]);
    expect(await db.query("select * from t")).toEqual([
      { ...row, instant: "2024-06-30T10:00:00.000Z" },
      missing,
    ]);
  });

  it("appends more rows than one batch holds, in their order", async () => {
    const db = await emptyDatabase();
    await db.run("create table n (n integer)");
    await db.insert(
      "n",
      Array.from({ length: 5000 }, (_, n) => ({ n })),
    );
    const rows = await db.query("select count(*) as n, bool_and(n = rowid) as ordered from n");
    expect(rows).toEqual([{ n: 5000, ordered: true }]);
  });

  it.each([
    ["text", 5],
    ["whole", 1.5],
    ["whole", 2 ** 31],
    ["whole", "5"],
    ["large", 2 ** 53],
    ["part", Number.NaN],
    ["money", 0.005],
    ["money", 1_000_000],
    ["yes", 1],
    ["instant", "2024-06-30T12:00:00"],
    ["instant", "yesterday, 12:00Z"],
  ])("refuses for %s the value %s", async (column, value) => {
    const db = await emptyDatabase();
    await db.run(table);
    await expect(db.insert("t", [row, { ...row, [column]: value }])).rejects.toMatchObject({
      name: "AlmanacError",
      where: `t.${column}`,
    });
    expect(await db.query("select count(*) as n from t")).toEqual([{ n: 0 }]);
  });

  it("says which table refused which row", async () => {
    const db = await emptyDatabase();
    await db.run("create table n (n integer check (n > 0))");
    await expect(db.insert("n", [{ n: 0 }])).rejects.toMatchObject({
      name: "AlmanacError",
      where: "table n",
    });
  });
});

describe("transaction", () => {
  it("undoes everything where the work fails, and leaves the file usable", async () => {
    const db = await emptyDatabase();
    const work = db.transaction(async () => {
      await db.run("create table n (n integer)");
      throw new Error("stop");
    });
    await expect(work).rejects.toThrow("stop");
    await db.transaction(() => db.run("create table n (n integer)"));
    expect(await db.query("select * from n")).toEqual([]);
  });
});
