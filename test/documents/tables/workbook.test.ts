import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { sliceAt } from "../../../pipeline/documents/tables/read.ts";
import { decimalText } from "../../../pipeline/documents/tables/workbook.ts";
import { partsOf, refusalOf, sheetXml, tablesOf, workbookOf } from "../../support/tables.ts";

const SEED = { seed: 20260102, numRuns: 60 };

const STYLES =
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>';

/** Rows of a workbook with one sheet whose rows are given as XML. */
function rowsOf(rows: string, after?: string) {
  const relation =
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>';
  const parts = partsOf(sheetXml(rows, after), {
    "xl/styles.xml": STYLES,
    "xl/_rels/workbook.xml.rels": relation,
  });
  return tablesOf("a.xlsx", zipSync(parts)).sheets[0]?.rows ?? [];
}

describe("cells of a workbook", () => {
  test("texts stay untrimmed, numbers are exact, and a # is a text", () => {
    const rows = [["  Top executives ", 17.260000000000005, 0.1 + 0.2, "#", "*", 142730]];
    for (const form of ["xlsx", "biff8"] as const) {
      const [row] = tablesOf("a", workbookOf({ Data: rows }, form)).sheets[0]?.rows ?? [];
      expect(row?.cells).toEqual([
        "  Top executives ", "17.260000000000005", "0.30000000000000004", "#", "*", "142730",
      ]); // prettier-ignore
      expect(row?.odd.size).toBe(0);
      expect(row?.raw_text).toBe(row?.cells.join("\t"));
    }
  });

  test("dates, truth values and errors are marked, with what a reader sees", () => {
    const date = new Date(Date.UTC(2016, 4, 1));
    const time = new Date(Date.UTC(2021, 2, 9, 10, 42));
    for (const form of ["xlsx", "biff8"] as const) {
      const sheet = workbookOf({ Data: [["a", date, time, true, false]] }, form);
      const [row] = tablesOf("a", sheet).sheets[0]?.rows ?? [];
      expect(row?.cells).toEqual(["a", "2016-05-01", "2021-03-09T10:42:00", "TRUE", "FALSE"]);
      expect([...(row?.odd ?? [])]).toEqual([[1, "date"], [2, "date"], [3, "boolean"], [4, "boolean"]]); // prettier-ignore
    }
    const [row] = rowsOf(
      '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="e"><v>#DIV/0!</v></c><c r="C1" s="1"><v>42491</v></c><c r="D1" t="d"><v>2016-05-01</v></c><c r="E1"><v>1e999</v></c></row>',
    );
    expect(row?.cells).toEqual(["#N/A", "#DIV/0!", "2016-05-01", "2016-05-01", "Infinity"]);
    expect([...(row?.odd.values() ?? [])]).toEqual(["error", "error", "date", "date", "error"]);
  });

  test("a workbook of Excel 95 keeps its dashes", () => {
    const bytes = Buffer.from(workbookOf({ Data: [["2016QQ26"]] }, "biff5"));
    const at = bytes.indexOf("2016QQ26");
    bytes[at + 4] = 0x96;
    bytes[at + 5] = 0xe9;
    expect(tablesOf("a.xls", bytes).sheets[0]?.rows[0]?.cells).toEqual(["2016–é26"]);
  });

  test("a formula is marked, with the value that was kept and none where none was", () => {
    const [row] = rowsOf(
      '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>A1</f></c><c r="C1" t="str"><f>"x"</f><v>x</v></c><c r="D1"><f>0</f><v>0</v></c></row>',
    );
    expect(row?.cells).toEqual(["2", "", "x", "0"]);
    expect([...(row?.odd.values() ?? [])]).toEqual(["formula", "formula", "formula", "formula"]);
  });

  test("rows without cells are left out and keep their numbers", () => {
    const rows = rowsOf(
      '<row r="3"><c r="B3"><v>5</v></c><c r="D3" s="1"/></row><row r="5"><c r="A5" s="1"/></row><row r="9"><c r="A9" t="inlineStr"><is><t>x</t></is></c></row>',
    );
    expect(rows.map(({ number, locator, cells }) => [number, locator, cells])).toEqual([
      [3, "Data!A3", ["", "5"]],
      [9, "Data!A9", ["x"]],
    ]);
  });

  test("numbers never have an exponent", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(decimalText(value)).toMatch(/^-?\d+(?:\.\d+)?$/);
        expect(Number(decimalText(value)) + 0).toBe(value + 0);
      }),
      SEED,
    );
    expect([1e21, 1.5e-7, -2.5e22].map(decimalText)).toEqual([
      "1000000000000000000000", "0.00000015", "-25000000000000000000000",
    ]); // prettier-ignore
  });

  test("whatever is written is read", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "é", "–", " ", '"', ",", "&", "<", "#", "0", "☃", "😀"),
    });
    const cell = fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer());
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 }), (rows) => {
        const file = tablesOf("a.xlsx", workbookOf({ Data: rows }));
        const want = rows
          .map((row, index) => {
            const cells = row.map((value) => (typeof value === "number" ? decimalText(value) : value));
            while (cells.at(-1) === "") cells.pop();
            return [index + 1, cells] as const;
          })
          .filter(([, cells]) => cells.length > 0);
        expect(file.sheets[0]?.rows.map(({ number, cells }) => [number, cells])).toEqual(want);
        for (const row of file.sheets[0]?.rows ?? []) expect(sliceAt(file, row.locator)).toBe(row.raw_text);
      }),
      SEED,
    );
  });
});

describe("sheets of a workbook", () => {
  test("hidden, empty and oddly named sheets count", () => {
    const file = tablesOf(
      "a.xlsx",
      workbookOf({ "Table 1.2": [["x"]], Filler: [], ["constructor"]: [["y"]] }),
    );
    expect(file.sheets.map(({ name, rows }) => [name, rows[0]?.locator ?? null])).toEqual([
      ["Table 1.2", "Table 1.2!A1"],
      ["Filler", null],
      ["constructor", "constructor!A1"],
    ]);
    expect(file.encoding).toBeNull();
    expect(sliceAt(file, "Table 1.2!A2")).toBeNull();
  });

  test("a sheet that cannot be read is no sheet without rows", () => {
    const row = '<row r="1"><c r="A1" t="s"><v>7</v></c></row>';
    expect(refusalOf("a.xlsx", zipSync(partsOf(sheetXml(row))))).toMatch(
      /sheet "Data" is damaged.*\[a\.xlsx\]/,
    );
    const whole = sheetXml('<row r="1"><c r="A1"><v>7</v></c></row>');
    for (const cut of [whole.slice(0, -30), whole.replace("</sheetData>", ""), "no sheet at all"]) {
      expect(refusalOf("a.xlsx", zipSync(partsOf(cut)))).toMatch(/cut off.*part xl\/worksheets\/sheet1\.xml/);
    }
    expect(rowsOf("", "<sheetData/>")).toEqual([]);
  });

  test("a link over every cell of the sheet adds no cell and takes no time", () => {
    const rows = rowsOf(
      '<row r="1"><c r="A1"><v>1</v></c></row>',
      '<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>',
    );
    expect(rows.map(({ cells }) => cells)).toEqual([["1"]]);
  });

  test("formulas that multiply are refused", () => {
    const cells = (formula: (row: number) => string, count: number) =>
      Array.from({ length: count }, (_, row) => `<row><c>${formula(row)}<v>1</v></c></row>`).join("");
    const arrays = sheetXml(cells(() => '<f t="array" ref="A1:A20000">1</f>', 20_000));
    expect(refusalOf("a.xlsx", zipSync(partsOf(arrays)))).toMatch(/array formulas.*sheet1\.xml/);
    const shared = sheetXml(cells((row) => `<f t="shared" si="0">${row === 0 ? "B1" : ""}</f>`, 100_001));
    expect(refusalOf("a.xlsx", zipSync(partsOf(shared), { level: 0 }))).toMatch(
      /shared formulas.*sheet1\.xml/,
    );
    const [first, second] = rowsOf(
      '<row r="1"><c r="A1"><f t="array" ref="A1:B1">C1:D1</f><v>2</v></c><c r="B1"><v>3</v></c></row><row r="2"><c r="A2"><v>3</v></c></row>',
    );
    expect([...(first?.odd.keys() ?? [])]).toEqual([0, 1]);
    expect(second?.odd.size).toBe(0);
  });
});
