import { describe, expect, it } from "vitest";
import { readReferenceTable } from "../../pipeline/cleaning/reference.ts";
import { REFERENCE_TABLES, type ReferenceTable } from "../../pipeline/cleaning/reference-tables.ts";
import { AlmanacError } from "../../pipeline/contracts/errors.ts";
import { sha256 } from "../../pipeline/lib/digest.ts";
import { readReferenceTables } from "../../pipeline/read-source.ts";

function tableOf(file: string): ReferenceTable {
  const table = REFERENCE_TABLES.find((known) => known.file === file);
  if (table === undefined) throw new Error(`there is no table ${file}`);
  return table;
}

const prices = tableOf("cpi-u-annual.csv");
const read = (text: string, table = prices) => readReferenceTable(table, Buffer.from(text));

describe("a reference table as a source", () => {
  it("makes every line a record at its place, with the file as its snapshot", () => {
    const text = "year,cpi_u\r\n2006,201.6\r\n\r\n2007,207.342";
    const { source, is_reference, snapshots, cleaned } = read(text);
    expect(source).toMatchObject({ publisher: "U.S. Bureau of Labor Statistics", terms: "public domain" });
    expect(is_reference).toBe(true);
    expect(snapshots).toMatchObject([
      {
        state: "current",
        snapshot: { snapshot_id: sha256(text), path: "warehouse/reference/cpi-u-annual.csv" },
      },
    ]);
    expect(cleaned.map(({ record }) => [record.locator, record.raw_text])).toEqual([
      ["line:1", "year,cpi_u"],
      ["line:2", "2006,201.6"],
      ["line:3", ""],
      ["line:4", "2007,207.342"],
    ]);
    expect(cleaned.map(({ record }) => record.raw_text)).toEqual(text.split(/\r?\n/u));
    expect(cleaned.map(({ outcome }) => outcome)).toMatchObject([
      { disposition: "ignored", rule: "head of the table" },
      { disposition: "loaded", rows: [{ table: "price_index", row: { year: 2006, cpi_u: 201.6 } }] },
      { disposition: "ignored", rule: "empty line" },
      { disposition: "loaded", rows: [{ row: { year: 2007, reference_period: "2007" } }] },
    ]);
  });

  it("keeps a record's id where lines are put before it, and tells equal lines apart", () => {
    const ids = (text: string): string[] => read(text).cleaned.map(({ record }) => record.record_id);
    const [head, row] = ids("year,cpi_u\n2007,207.342");
    expect(ids("year,cpi_u\n2006,201.6\n2007,207.342")).toEqual([head, expect.any(String), row]);
    expect(new Set(ids("year,cpi_u\n2007,207.342\n2007,207.342\n\n\n")).size).toBe(5);
  });

  it.each([
    ["a word for a number", "2007,n/a"],
    ["nothing for a number", "2007,"],
    ["a number below zero", "2007,-1"],
    ["a cell too many", "2007,207.342,1"],
    ["a cell too few", "2007"],
    ["a quote that stays open", '2007,"207.342'],
    ["a year of another age", "207,207.342"],
  ])("refuses %s, naming file and line", (_what, line) => {
    const reading = (): unknown => read(`year,cpi_u\n2006,201.6\n${line}\n`);
    expect(reading).toThrow(AlmanacError);
    expect(reading).toThrow(
      expect.objectContaining({ where: "warehouse/reference/cpi-u-annual.csv, line 3" }),
    );
  });

  it("refuses another head", () => {
    expect(() => read("year,index\n2006,201.6\n")).toThrow(AlmanacError);
  });

  it("reads an empty field as null, never as 0", () => {
    const text =
      "occupation_code,occupation_title,classification,first_year,last_year,follows_code,note\n29-2072,New,SOC,2021,,,\n";
    expect(read(text, tableOf("occupation-vintages.csv")).cleaned[1]?.outcome).toMatchObject({
      rows: [{ row: { first_year: 2021, last_year: null, follows_code: null, note: null } }],
    });
  });
});

describe("the project's own tables", () => {
  it("load whole, but for their heads", async () => {
    const readings = await readReferenceTables();
    const ends = readings.map(({ source, cleaned }) => [
      source.id,
      cleaned.length,
      cleaned.filter(({ outcome }) => outcome.disposition === "loaded").length,
    ]);
    expect(ends).toEqual([
      ["reference-oews-national", 18, 17],
      ["reference-cpi-u-annual", 20, 19],
      ["reference-occupation-vintages", 5, 4],
      ["reference-oews-releases", 14, 13],
      ["reference-area-delineations", 5, 4],
      ["reference-area-names", 553, 552],
    ]);
  });
});
