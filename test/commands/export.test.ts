import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import type * as Xlsx from "@e965/xlsx";
import { parse } from "csv-parse/sync";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportCommand } from "../../pipeline/commands/export.ts";
import { EXIT } from "../../pipeline/contracts/errors.ts";
import { Database } from "../../pipeline/lib/duckdb.ts";
import { guardedText } from "../../pipeline/lib/spreadsheet-text.ts";
import { HOSTILE_TEXTS } from "../support/hostile-texts.ts";
import { testIo } from "../support/io.ts";
import { sharedWarehouse } from "../warehouse/published.ts";
import { temporaryFolder } from "../warehouse/temporary.ts";

// The reader of workbooks is not their writer.
const xlsx = createRequire(import.meta.url)("@e965/xlsx") as typeof Xlsx;

interface Resource {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly hash: string;
  readonly dialect?: { readonly sheetName: string };
  readonly schema: {
    readonly fields: readonly {
      readonly name: string;
      readonly type: string;
      readonly description: string;
    }[];
    readonly primaryKey?: readonly string[];
    readonly foreignKeys?: readonly {
      readonly fields: readonly string[];
      readonly reference: { readonly resource: string };
    }[];
  };
}

async function packageOf(dir: string): Promise<{ edition: string; resources: Resource[] }> {
  return JSON.parse(await readFile(path.join(dir, "datapackage.json"), "utf8")) as {
    edition: string;
    resources: Resource[];
  };
}

/** Exports the warehouse file of a folder. @returns the folder written to. */
async function exported(warehouseDir: string, format: string, dir?: string): Promise<string> {
  const target = dir ?? path.join(await temporaryFolder(), "tables");
  const { io } = testIo();
  const code = await exportCommand({ dir: target, format, warehouseDir, sourceDateEpoch: null }, io);
  expect(code).toBe(EXIT.published);
  return target;
}

async function bytesIn(dir: string): Promise<Record<string, string>> {
  const names = (await readdir(dir)).sort();
  const digests = names.map(async (name) => [name, sha256(await readFile(path.join(dir, name)))] as const);
  return Object.fromEntries(await Promise.all(digests));
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Rows of a query on a database of its own. */
async function ask(sql: string): Promise<Record<string, unknown>[]> {
  const db = await Database.create(path.join(await temporaryFolder(), "reader.duckdb"));
  try {
    return await db.query(sql);
  } finally {
    db.close();
  }
}

describe("almanac export", () => {
  const file = sharedWarehouse();
  const warehouseDir = (): string => path.dirname(file());

  it.each(["csv", "parquet", "xlsx"])(
    "describes every column of every file, and gives the same bytes again (%s)",
    async (format) => {
      const dir = await exported(warehouseDir(), format);
      const { resources, edition } = await packageOf(dir);
      expect(edition).toMatch(/^undated-[\da-f]{10}$|^\d{4}-\d{2}-\d{2}-[\da-f]{10}$/u);
      const names = resources.map((resource) => resource.name);
      for (const promised of [
        "sources",
        "records",
        "wages",
        "city_salaries",
        "row_flow",
        "checks",
        "claims",
      ]) {
        expect(names).toContain(promised);
      }
      expect(names.filter((name) => name.startsWith("report_"))).toEqual([]);
      for (const { path: name, bytes, hash, schema } of resources) {
        const content = await readFile(path.join(dir, name));
        expect([content.byteLength, `sha256:${sha256(content)}`]).toEqual([bytes, hash]);
        expect(schema.fields.filter((field) => field.description === "" || field.type === "any")).toEqual([]);
      }
      const listed = new Set(["datapackage.json", ...resources.map((resource) => resource.path)]);
      expect(new Set(await readdir(dir))).toEqual(listed);
      expect(await bytesIn(await exported(warehouseDir(), format))).toEqual(await bytesIn(dir));
    },
  );

  it("names keys, and no clock of the machine", async () => {
    const { resources } = await packageOf(await exported(warehouseDir(), "parquet"));
    const schemaOf = (name: string) => resources.find((resource) => resource.name === name)?.schema;
    expect(schemaOf("wages")?.primaryKey).toEqual(["record_id", "statistic"]);
    expect(
      schemaOf("wages")
        ?.foreignKeys?.map((key) => key.reference.resource)
        .sort(),
    ).toEqual(["records", "sources", "states"]);
    expect(schemaOf("runs")?.fields.map((field) => field.name)).toEqual(["outcome", "digest"]);
  });

  it("writes tables that hold what the warehouse holds, missing values and types among it (parquet)", async () => {
    const dir = await exported(warehouseDir(), "parquet");
    const { resources } = await packageOf(dir);
    const differing: string[] = [];
    for (const { name, path: table, schema } of resources) {
      const columns = schema.fields.map((field) => `"${field.name}"`).join(", ");
      const [row] = await ask(`
        attach '${file()}' as warehouse (read_only);
        select (select count(*) from (select ${columns} from warehouse.${name} except all select * from '${path.join(dir, table)}'))
          + (select count(*) from (select * from '${path.join(dir, table)}' except all select ${columns} from warehouse.${name})) as n`);
      if (row?.["n"] !== 0) differing.push(name);
    }
    expect(differing).toEqual([]);
  });
});

describe("the folder of an export", () => {
  let small = "";
  const warehouseDir = (): string => small;
  beforeAll(async () => (small = await smallWarehouse()));
  afterAll(() => rm(small, { recursive: true }));

  it.each([
    ["an unknown format", { format: "xml" }, EXIT.usage],
    ["a folder of an edition", { dir: "/tmp/reports/editions/2026-01-01-0123456789/tables" }, EXIT.usage],
    ["a warehouse that is not there", { warehouseDir: "/nowhere" }, EXIT.failed],
    ["a folder that cannot be made", { dir: "/dev/null/tables" }, EXIT.failed],
  ])("refuses %s", async (_, wrong, exitCode) => {
    const dir = path.join(await temporaryFolder(), "tables");
    const asked = { dir, format: "csv", warehouseDir: warehouseDir(), sourceDateEpoch: null, ...wrong };
    await expect(exportCommand(asked, testIo().io)).rejects.toMatchObject({ name: "AlmanacError", exitCode });
    expect(await readdir(path.dirname(dir))).toEqual([]);
  });

  it("fills an empty folder, and one that a link leads to", async () => {
    const folder = await temporaryFolder();
    await mkdir(path.join(folder, "empty"));
    await symlink("empty", path.join(folder, "link"));
    await exported(warehouseDir(), "csv", path.join(folder, "link"));
    expect(await readdir(path.join(folder, "empty"))).toContain("datapackage.json");
    expect((await readdir(folder)).sort()).toEqual(["empty", "link"]);
  });

  it("replaces an earlier export, and leaves nothing of it", async () => {
    const dir = await exported(warehouseDir(), "csv");
    await exported(warehouseDir(), "xlsx", dir);
    expect((await readdir(dir)).sort()).toEqual(["almanac.xlsx", "datapackage.json"]);
    expect(await readdir(path.dirname(dir))).toEqual(["tables"]);
  });

  it.each([
    [
      "files of others",
      async (dir: string) => {
        await writeFile(path.join(dir, "thesis.doc"), "mine");
      },
    ],
    [
      "an export that was changed",
      async (dir: string) => {
        await writeFile(path.join(dir, "sources.csv"), "mine");
      },
    ],
    [
      "a folder in an export",
      async (dir: string) => {
        await mkdir(path.join(dir, "notes"));
      },
    ],
    [
      "another's data package",
      async (dir: string) => {
        await writeFile(path.join(dir, "datapackage.json"), '{"resources":[]}');
      },
    ],
    [
      "a broken data package",
      async (dir: string) => {
        await writeFile(path.join(dir, "datapackage.json"), '{"resources":[nu');
      },
    ],
  ])("leaves %s as they are", async (_, change) => {
    const dir = await exported(warehouseDir(), "csv");
    await change(dir);
    const before = (await readdir(dir, { recursive: true })).sort();
    await expect(exported(warehouseDir(), "csv", dir)).rejects.toMatchObject({
      name: "AlmanacError",
      message: expect.stringContaining("would overwrite") as string,
    });
    expect((await readdir(dir, { recursive: true })).sort()).toEqual(before);
    expect(await readdir(path.dirname(dir))).toEqual(["tables"]);
  });

  it("leaves the earlier export whole where the new one fails", async () => {
    const broken = await smallWarehouse("create view zz as select repeat('x', 32768) as long_text");
    const dir = await exported(broken, "csv");
    const before = await bytesIn(dir);
    await expect(exported(broken, "xlsx", dir)).rejects.toMatchObject({
      message: expect.stringContaining("32,767") as string,
      where: "sheet zz, row 2, long_text",
    });
    expect(await bytesIn(dir)).toEqual(before);
    expect(await readdir(path.dirname(dir))).toEqual(["tables"]);
    await rm(broken, { recursive: true });
  });
});

/** A folder with a small warehouse: what an export cannot do without, and what some SQL makes. */
async function smallWarehouse(sql = ""): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), "almanac-test-"));
  await alter(
    dir,
    `create table runs (run_id varchar primary key, started timestamptz, digest varchar not null);
     comment on column runs.digest is 'Of the inputs.';
     insert into runs values ('now', timestamptz '2026-01-01 00:00:00+00', repeat('ab', 32));
     create table sources (source_id varchar, publisher varchar, title varchar, terms varchar, url varchar);
     create table snapshots (retrieved_at timestamptz);
     create view report_cover as select 1 as n; ${sql}`,
  );
  return dir;
}

async function alter(warehouseDir: string, sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(path.join(warehouseDir, "almanac.duckdb"));
  const connection = await instance.connect();
  await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}

describe("almanac export of hostile texts", () => {
  let warehouseDir = "";
  const texts = [...HOSTILE_TEXTS, "x".repeat(32_767)];

  beforeAll(async () => {
    const rows = texts.map((text, at) => `(${at}, decode(from_hex('${Buffer.from(text).toString("hex")}')))`);
    warehouseDir = await smallWarehouse(
      `create table hostile (number integer, text varchar); insert into hostile values ${rows.join(", ")};
       insert into hostile values (-1, null), (-2, '');
       create table numbers as select -0.5::double as half, -12.50::decimal(8, 2) as price, -3::bigint as below,
         9007199254740993::bigint as large, 'nan'::double as nan, false as no, [-1, null] as list, ['=1', 'b'] as texts,
         date '2024-02-29' as day, timestamptz '2024-06-30 12:00:00+02' as instant, null::integer as nothing`,
    );
  });
  afterAll(() => rm(warehouseDir, { recursive: true }));

  /** Undoes what a data package of CSV says was done. */
  const unguarded = (text: string): string => (text.startsWith("'") ? text.slice(1) : text);

  it("keeps them in CSV behind an apostrophe that can be taken off", async () => {
    const csv = await readFile(path.join(await exported(warehouseDir, "csv"), "hostile.csv"), "utf8");
    const rows = parse(csv, { from_line: 2 });
    const found = new Map(rows.map(([number = "", text = ""]) => [Number(number), text]));
    expect(texts.map((_, at) => unguarded(found.get(at) ?? ""))).toEqual(texts);
    const asSpreadsheet = [...found.values()].map((text) => text.replace(/^[\s\p{C}]+/u, ""));
    expect(asSpreadsheet.filter((text) => /^[=+\-@＝＋－＠﹦﹢﹣﹫]/u.test(text))).toEqual([]);
    expect(csv).toMatch(/^-1,$/mu);
    expect(csv).toMatch(/^-2,""$/mu);
  });

  it("keeps them in CSV as DuckDB reads it", async () => {
    const csv = path.join(await exported(warehouseDir, "csv"), "hostile.csv");
    const rows = await ask(
      `select number, text from read_csv('${csv}', header = true, quote = '"', escape = '"', delim = ',',
        columns = {number: 'INTEGER', text: 'VARCHAR'}, allow_quoted_nulls = false, max_line_size = 1000000) order by number`,
    );
    const found = new Map(rows.map((row) => [row["number"], row["text"]]));
    expect(texts.map((_, at) => unguarded(String(found.get(at))))).toEqual(texts);
    expect([found.get(-1), found.get(-2)]).toEqual([null, ""]);
  });

  it("keeps them in Parquet as they are", async () => {
    const parquet = path.join(await exported(warehouseDir, "parquet"), "hostile.parquet");
    const found = new Map(
      (await ask(`select number, text from '${parquet}'`)).map((row) => [row["number"], row["text"]]),
    );
    expect(texts.map((_, at) => found.get(at))).toEqual(texts);
    expect([found.get(-1), found.get(-2)]).toEqual([null, ""]);
  });

  it("keeps them in a workbook as text cells, and a NUL by its code", async () => {
    const workbook = await exportedWorkbook();
    const rows = xlsx.utils.sheet_to_json<{ number: number; text: string }>(workbook.Sheets["hostile"] ?? {});
    const found = new Map(rows.map(({ number, text }) => [number, text]));
    // The reader makes one line end of a carriage return and a line feed.
    expect(texts.map((_, at) => found.get(at))).toEqual(texts.map((text) => text.replace("\r\n", "\n")));
    const cells = Object.values(workbook.Sheets["hostile"] ?? {}) as { readonly f?: string }[];
    expect(cells.filter((cell) => cell.f !== undefined)).toEqual([]);
  });

  it("leaves numbers numbers, and writes what a cell cannot keep as text", async () => {
    const csv = await readFile(path.join(await exported(warehouseDir, "csv"), "numbers.csv"), "utf8");
    expect(csv.split("\n")[1]).toBe(
      '-0.5,-12.50,-3,9007199254740993,NaN,false,"[-1,null]","[""=1"",""b""]",2024-02-29,2024-06-30T10:00:00.000Z,',
    );
    const workbook = await exportedWorkbook();
    const [row] = xlsx.utils.sheet_to_json(workbook.Sheets["numbers"] ?? {});
    expect(row).toEqual({
      half: -0.5,
      price: -12.5,
      below: -3,
      large: "9007199254740993",
      nan: "NaN",
      no: false,
      list: "[-1,null]",
      texts: '["=1","b"]',
      day: "2024-02-29",
      instant: "2024-06-30T10:00:00.000Z",
    });
  });

  it("describes the sheets of a workbook in its first two", async () => {
    const workbook = await exportedWorkbook();
    expect(workbook.SheetNames.slice(0, 2)).toEqual(["contents", "columns"]);
    const columns = xlsx.utils.sheet_to_json<Record<string, string>>(workbook.Sheets["columns"] ?? {});
    expect(columns).toContainEqual({
      table: "runs",
      column: "digest",
      type: "VARCHAR",
      description: "Of the inputs.",
    });
    expect(workbook.SheetNames.every((name) => name.length <= 27)).toBe(true);
  });

  async function exportedWorkbook(): Promise<Xlsx.WorkBook> {
    return xlsx.read(await readFile(path.join(await exported(warehouseDir, "xlsx"), "almanac.xlsx")));
  }
});

describe("guardedText", () => {
  it.each(["\ufeff=1", "\u2060\u00a0@x"])("sees through what spreadsheets strip (%j)", (text) => {
    expect(guardedText(text)).toBe(`'${text}`);
  });

  it.each(["", "a=1", "1-2", "29-2071", "$5", "a\n=1", "x'y", "(=1)"])("leaves %j as it is", (text) => {
    expect(guardedText(text)).toBe(text);
  });
});
