import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findHeader } from "../../../pipeline/documents/tables/header.ts";
import { sliceAt } from "../../../pipeline/documents/tables/read.ts";
import { PROJECT_DIR } from "../../../pipeline/lib/paths.ts";
import { tablesOf, zipOf } from "../../support/tables.ts";

const RAW = join(PROJECT_DIR, "..", "shared", "raw");

const bytesOf = (path: string) => readFileSync(join(RAW, path));

/** Sheets with their rows, counted by other readers than ours. */
const FILES: readonly (readonly [path: string, sheets: Readonly<Record<string, number>>])[] = [
  ["bls-oews-national/national_M2012_dl.xls", { national_dl: 1395 }],
  ["bls-oews-national/national_M2016_dl.xlsx", { national_dl: 1395 }],
  [
    "bls-oews-national/national_M2024_dl.xlsx",
    { national_M2024_dl: 1404, "Field Descriptions": 44, UpdateTime: 2, Filler: 0 },
  ],
  [
    "bls-oews-national/natsector_M2024_dl.xlsx",
    { Natsector_M2024_dl: 16_435, "Field Descriptions": 44, UpdateTime: 2, Filler: 0 },
  ],
  ["bls-oews-metro/aMSA_M2015_dl.csv", { "aMSA_M2015_dl.csv": 8214 }],
  ["ny-oews/oews-newyork.csv", { "oews-newyork.csv": 7011 }],
  ["onet/27.0/Task Statements.txt", { "Task Statements.txt": 19_266 }],
  ["onet/27.0/Technology Skills.txt", { "Technology Skills.txt": 30_827 }],
];

describe.skipIf(!existsSync(RAW))("official files (skipped where ../shared is absent)", () => {
  test.each(FILES)("%s has all its rows, each at its place", (path, sheets) => {
    const file = tablesOf(path, bytesOf(path));
    expect(Object.fromEntries(file.sheets.map(({ name, rows }) => [name, rows.length]))).toEqual(sheets);
    const rows = file.sheets.flatMap((sheet) => sheet.rows);
    expect(rows.filter(({ fault, odd }) => fault !== null || odd.size > 0)).toEqual([]);
    expect(rows.filter((row) => sliceAt(file, row.locator) !== row.raw_text)).toEqual([]);
    expect(new Set(rows.map(({ locator }) => locator)).size).toBe(rows.length);
  });

  test("a cell is the one that a person sees in it", () => {
    const national = (year: number, extension: string) => {
      const path = `bls-oews-national/national_M${year}_dl.${extension}`;
      const file = tablesOf(path, bytesOf(path));
      const [sheet] = file.sheets;
      if (sheet === undefined) throw new Error("no sheet");
      const wanted = { occ_code: [], tot_emp: [], a_median: [] };
      const { columns } = findHeader(file, sheet, wanted, { required: ["occ_code", "tot_emp", "a_median"] });
      const cell = (row: { cells: readonly string[] }, name: keyof typeof wanted) =>
        row.cells[columns.get(name)?.position ?? -1] ?? "";
      return (code: string) =>
        sheet.rows
          .filter((row) => cell(row, "occ_code") === code)
          .map((row) => `${cell(row, "tot_emp")} ${cell(row, "a_median")}`);
    };
    expect(national(2012, "xls")("29-2071")).toContain("182370 34160");
    expect(national(2016, "xlsx")("29-2071")).toContain("200140 38040");
    expect(national(2024, "xlsx")("29-2072")).toContain("187910 50250");
    expect(national(2024, "xlsx")("29-9021")).toContain("37620 67310");
  });

  test("an archive of releases reads as the releases do", () => {
    const paths = ["bls-oews-national/national_M2016_dl.xlsx", "ny-oews/oews-newyork.csv"];
    const archive = zipOf(Object.fromEntries(paths.map((path) => [path, bytesOf(path)])));
    const inside = tablesOf("all.zip", archive).sheets.map(({ rows }) =>
      rows.map(({ raw_text }) => raw_text),
    );
    const alone = paths.flatMap((path) =>
      tablesOf(path, bytesOf(path)).sheets.map(({ rows }) => rows.map(({ raw_text }) => raw_text)),
    );
    expect(inside).toEqual(alone);
  });
});
