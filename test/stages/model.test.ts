import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { model } from "../../pipeline/stages/model.ts";
import { sampleReadings } from "../warehouse/sample.ts";
import { emptyDatabase, loadedDatabase, temporaryFolder } from "../warehouse/temporary.ts";

async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, "marts", name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return folder;
}

describe("model", () => {
  it("builds marts in the order of their names, and those of reports after them", async () => {
    const db = await emptyDatabase();
    await model(
      db,
      await folderWith({
        "reports/a.sql": "create view c as select n + 1 as n from b;",
        "b.sql": "create view b as select n + 1 as n from a;",
        "a.sql": "create view a as select 1 as n;",
        "notes.txt": "no SQL",
      }),
    );
    expect(await db.query("select n from c")).toEqual([{ n: 3 }]);
  });

  it("names the file that DuckDB refuses", async () => {
    const db = await emptyDatabase();
    const folder = await folderWith({ "broken.sql": "create view a as select nothing;" });
    await expect(model(db, folder)).rejects.toMatchObject({
      name: "AlmanacError",
      where: path.join(folder, "marts", "broken.sql"),
    });
  });

  it("says where the SQL should be when the folder is missing", async () => {
    const db = await emptyDatabase();
    const folder = await temporaryFolder();
    await expect(model(db, folder)).rejects.toMatchObject({ where: path.join(folder, "marts") });
  });
});

describe("views", () => {
  it("row_flow counts each disposition of each source with a current snapshot", async () => {
    const [cities, ...others] = sampleReadings();
    const blocks = cities?.blocks.map((block, index) =>
      index < 2 ? { ...block, state: "unclaimed" as const } : block,
    );
    const db = await loadedDatabase(cities ? [{ ...cities, blocks: blocks ?? [] }, ...others] : []);
    expect(await db.query("select * from row_flow order by source_id")).toEqual([
      {
        source_id: "cities",
        seen: 5,
        loaded: 2,
        repaired: 1,
        quarantined: 1,
        ignored: 1,
        unclaimed_blocks: 2,
      },
      {
        source_id: "national",
        seen: 6,
        loaded: 6,
        repaired: 0,
        quarantined: 0,
        ignored: 0,
        unclaimed_blocks: 0,
      },
    ]);
  });

  it("quarantine shows what is set aside, once, even where its bytes stand under two paths", async () => {
    const db = await loadedDatabase();
    await db.run(`
      insert into snapshots
      select * replace ('cities/copy.txt' as path, timestamptz '2024-07-02 00:00:00Z' as retrieved_at, 'superseded' as state)
      from snapshots where source_id = 'cities'`);
    expect(await db.query("select * from quarantine")).toEqual([
      {
        record_id: "cities/city_row/0003",
        source_id: "cities",
        kind: "city_row",
        locator: "chars:142-156",
        reason: "the row stops after its name",
        raw_text: "IllinoisPeoria",
        first_seen: "2024-06-30T12:00:00.000Z",
      },
    ]);
  });

  it("city_salaries keeps a city whose salary is missing, and leaves out what is set aside", async () => {
    const db = await loadedDatabase();
    const rows = await db.query<Record<string, unknown>>(`
      select city, typical_annual_usd, low_annual_usd, high_annual_usd, jobs, share_of_area_jobs_pct, salary_mark, disposition
      from city_salaries order by city`);
    expect(rows.map((row) => Object.values(row))).toEqual([
      ["Birmingham", 36_000, 28_000, 56_000, 1270, 0.24, null, "loaded"],
      ["Lake Havasu City – Kingman", 34_000, 25_000, 47_000, 50, 0.1, null, "repaired"],
      ["Phoenix", null, null, null, 2730, 0.14, "$", "loaded"],
    ]);
  });

  it("facts lists every row of every fact table", async () => {
    const db = await loadedDatabase();
    expect(await db.query("select table_name, count(*) as n from facts group by all order by all")).toEqual([
      { table_name: "area_rankings", n: 2 },
      { table_name: "employment", n: 8 },
      { table_name: "projections", n: 1 },
      { table_name: "wages", n: 11 },
    ]);
  });
});
