import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { check } from "../../pipeline/stages/check.ts";
import { emptyDatabase, temporaryFolder } from "../warehouse/temporary.ts";

async function runChecks(files: Record<string, string>) {
  const folder = await temporaryFolder();
  await mkdir(path.join(folder, "checks"));
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, "checks", name), text);
  const db = await emptyDatabase();
  await db.run(
    "create table checks (name varchar, severity varchar, description varchar, violations bigint)",
  );
  return { folder, db, results: check(db, folder) };
}

const header = "-- severity: error\n-- description: Something is wrong.\n";

describe("check", () => {
  it("counts violations, in the order of the files' names, and keeps the results", async () => {
    const { db, results } = await runChecks({
      "b_holds.sql": `-- severity: warn\n-- description: Odd.\n\nselect 1 as n where false`,
      "a_fails.sql": `${header}select unnest([2, 1]) as n, 'x' as of_what, null as cause`,
      "c_names.sql": `${header}select 'page' as source_id, 'page/wage/1' as record_id`,
    });
    expect(await results).toEqual([
      {
        name: "a_fails",
        severity: "error",
        description: "Something is wrong.",
        violations: 2,
        examples: ["n: 1, of_what: x, cause: null", "n: 2, of_what: x, cause: null"],
        named: [
          { source_id: null, record_id: null },
          { source_id: null, record_id: null },
        ],
      },
      { name: "b_holds", severity: "warn", description: "Odd.", violations: 0, examples: [], named: [] },
      {
        name: "c_names",
        severity: "error",
        description: "Something is wrong.",
        violations: 1,
        examples: ["source_id: page, record_id: page/wage/1"],
        named: [{ source_id: "page", record_id: "page/wage/1" }],
      },
    ]);
    expect(await db.query("select * from checks order by name")).toEqual([
      { name: "a_fails", severity: "error", description: "Something is wrong.", violations: 2 },
      { name: "b_holds", severity: "warn", description: "Odd.", violations: 0 },
      { name: "c_names", severity: "error", description: "Something is wrong.", violations: 1 },
    ]);
  });

  it("shows five examples of many", async () => {
    const { results } = await runChecks({ "many.sql": `${header}select range as n from range(9)` });
    expect(await results).toMatchObject([
      { violations: 9, examples: ["n: 0", "n: 1", "n: 2", "n: 3", "n: 4"] },
    ]);
  });

  it.each([
    ["no header", "select 1"],
    ["an unknown severity", "-- severity: fatal\n-- description: x\nselect 1"],
    ["no description", "-- severity: error\n\nselect 1"],
    ["an empty description", "-- severity: error\n-- description: \nselect 1"],
    ["lines in the wrong order", "-- description: x\n-- severity: error\nselect 1"],
    ["two severities", "-- severity: error\n-- description: x\n-- severity: warn\nselect 1"],
    ["a line before it", "\n-- severity: error\n-- description: x\nselect 1"],
  ])("refuses a file with %s, and names it", async (_, text) => {
    const { folder, results } = await runChecks({ "odd.sql": text });
    await expect(results).rejects.toMatchObject({
      name: "AlmanacError",
      where: `${path.join(folder, "checks", "odd.sql")}, lines 1 and 2`,
    });
  });

  it("names the file that DuckDB refuses", async () => {
    const { folder, results } = await runChecks({ "broken.sql": `${header}select n from nowhere` });
    await expect(results).rejects.toMatchObject({
      name: "AlmanacError",
      where: path.join(folder, "checks", "broken.sql"),
    });
  });
});
