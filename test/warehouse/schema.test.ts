import path from "node:path";
import { describe, expect, it } from "vitest";
import { STATE_NAMES } from "../../pipeline/cleaning/states.ts";
import { digestRows } from "../../pipeline/stages/verify.ts";
import { builtWarehouse, loadedAndModelled } from "./built.ts";
import { CONTRACT_COLUMNS } from "./columns.ts";
import { insertInto } from "./insert.ts";
import { about, sampleReadings, statedIn } from "./sample.ts";
import { loadedDatabase, sharedDatabase, temporaryFolder } from "./temporary.ts";

const emptyWarehouse = () => loadedDatabase([]);

describe("the build that tests start from", () => {
  it("is the one that a night makes: the same tables, views, macros, comments and rows", async () => {
    const folder = await temporaryFolder();
    const of = { readings: sampleReadings() };
    const [copied, made] = [
      await builtWarehouse(path.join(folder, "copied.duckdb"), of),
      await loadedAndModelled(path.join(folder, "made.duckdb"), of),
    ];
    const catalog = `
      select 'table' as kind, table_name as name, sql, comment from duckdb_tables()
      union all
      -- DuckDB keeps the names of an EXCLUDE in no order.
      select 'view', view_name, regexp_replace(sql, 'EXCLUDE \\([^)]*\\)', 'EXCLUDE', 'g'), comment
      from duckdb_views() where not internal
      union all
      select 'column', table_name || '.' || column_index || '.' || column_name, data_type, comment
      from duckdb_columns() where not internal
      union all select 'macro', function_name, macro_definition, comment from duckdb_functions() where not internal
      union all select 'constraint', table_name, constraint_text, '' from duckdb_constraints()
      order by all`;
    try {
      expect(await copied.query(catalog)).toEqual(await made.query(catalog));
      expect(await digestRows(copied)).toEqual(await digestRows(made));
      expect(await copied.query("from runs")).toEqual(await made.query("from runs"));
    } finally {
      copied.close();
      made.close();
    }
  });
});

describe("schema", () => {
  it("has the fact tables of the contract, column for column", async () => {
    const db = await emptyWarehouse();
    for (const [table, columns] of Object.entries(CONTRACT_COLUMNS)) {
      const found = await db.query<{ column_name: string }>(
        "select column_name from duckdb_columns() where table_name = $1 order by column_index",
        [table],
      );
      expect(found.map((row) => row.column_name)).toEqual([
        "record_id",
        "source_id",
        ...Object.keys(columns),
      ]);
    }
  });

  it("counts every fact table, and only those, in the view facts", async () => {
    const db = await emptyWarehouse();
    const [view] = await db.query<{ sql: string }>(
      "select sql from duckdb_views() where view_name = 'facts'",
    );
    const tables = [...(view?.sql ?? "").matchAll(/'(\w+)' AS table_name/gi)].map(([, table]) => table);
    expect(tables.sort()).toEqual(Object.keys(CONTRACT_COLUMNS).sort());
  });

  it("says in words what every table, view and column is", async () => {
    const db = await emptyWarehouse();
    const silent = await db.query(`
      select table_name as name from duckdb_tables() where comment is null
      union all
      select view_name from duckdb_views() where not internal and comment is null
      union all
      select table_name || '.' || column_name from duckdb_columns()
      where not internal and comment is null`);
    expect(silent).toEqual([]);
  });

  it("knows the 50 states, the District of Columbia and five territories", async () => {
    const db = await emptyWarehouse();
    const counts = await db.query("select is_territory, count(*) as n from states group by all order by all");
    expect(counts).toEqual([
      { is_territory: false, n: 51 },
      { is_territory: true, n: 5 },
    ]);
  });

  it("calls each of them what the cleaning rules call it", async () => {
    const db = await emptyWarehouse();
    const named = await db.query<{ state: string; state_name: string }>(
      "select state, state_name from states",
    );
    expect(new Map(named.map(({ state, state_name }) => [state, state_name]))).toEqual(new Map(STATE_NAMES));
  });
});

describe("constraints", () => {
  const warehouse = sharedDatabase();

  it.each([
    [
      "a fact without a record",
      "foreign key",
      insertInto("related_occupations", { ...about, record_id: "none", related_title: "Nurse" }),
    ],
    [
      "a record of no source",
      "foreign key",
      "insert into records select * replace ('new' as record_id, 'none' as source_id) from records",
    ],
    ["a state that is none", "foreign key", "update wages set state = 'ZZ'"],
    ["two rows of one statistic", "primary key", "insert into wages select * from wages"],
    ["two rows of one measure", "primary key", "insert into employment select * from employment"],
    ["two rows of a record elsewhere", "primary key", "insert into projections select * from projections"],
    ["one path twice", "primary key", "insert into snapshots select * from snapshots"],
    ["one record id twice", "primary key", "insert into records select * from records"],
    ["an unknown statistic", "CHECK", "update wages set statistic = 'p11'"],
    ["an unknown measure", "CHECK", "update employment set measure = 'people'"],
    ["an unknown kind of area", "CHECK", "update wages set area_type = 'city'"],
    ["an unknown mark", "CHECK", "update wages set mark = '-'"],
    ["an unknown basis", "CHECK", "update wages set reference_period_basis = 'guessed'"],
    ["an unknown disposition", "CHECK", "update records set disposition = 'lost'"],
    ["a wage of 0 for a missing one", "CHECK", "update wages set annual_usd = 0"],
    ["negative jobs", "CHECK", "update employment set value = -1"],
    [
      "a share above 100 percent",
      "CHECK",
      "update employment set value = 100.5 where ends_with(measure, '_pct')",
    ],
    ["a window that ends before it begins", "CHECK", "update projections set target_year = 2015"],
    [
      "a loaded record with a reason",
      "CHECK",
      "update records set reason = 'why' where disposition = 'loaded'",
    ],
    ["a quarantined record without reason", "CHECK", "update records set reason = null"],
    ["a repair that changes nothing", "CHECK", `update repairs set "after" = "before"`],
    ["a snapshot id that is no sha256", "CHECK", "update snapshots set snapshot_id = upper(snapshot_id)"],
    ["a usable snapshot with a reason", "CHECK", "update snapshots set state_reason = 'why'"],
    ["an unusable snapshot without reason", "CHECK", "update snapshots set state = 'unusable'"],
    [
      "a price index of a year twice",
      "UNIQUE",
      `${insertInto("price_index", { ...statedIn("2016"), year: 2016, cpi_u: 240 })} from range(2)`,
    ],
    [
      "a vintage that ends before it begins",
      "CHECK",
      insertInto("occupation_vintages", {
        ...about,
        classification: "SOC",
        first_year: 2000,
        last_year: 1999,
      }),
    ],
    ["an ignored block without rule", "CHECK", "update blocks set state = 'ignored'"],
    ["a check of unknown severity", "CHECK", "insert into checks values ('x', 'info', 'x', 0)"],
    ["a run of unknown outcome", "CHECK", "update runs set outcome = 'done'"],
  ])("refuse %s", async (_, constraint, statement) => {
    await warehouse().undone(async (db) => {
      await expect(db.run(statement)).rejects.toThrow(new RegExp(`${constraint} constraint`, "i"));
    });
  });

  it("let the same bytes stand under two paths and under two sources", async () => {
    const db = await loadedDatabase();
    await db.run(`
      insert into snapshots select * replace ('cities/copy.txt' as path)
      from snapshots where path = 'cities/page.txt'`);
    await db.run(`
      insert into snapshots select * replace ('national' as source_id, 'national/copy.txt' as path)
      from snapshots where path = 'cities/page.txt'`);
    expect(await db.query("select count(*) as n from snapshots")).toEqual([{ n: 4 }]);
  });
});
