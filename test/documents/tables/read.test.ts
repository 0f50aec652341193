import { deflateRawSync } from "node:zlib";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { LIMITS } from "../../../pipeline/documents/tables/limits.ts";
import { sliceAt } from "../../../pipeline/documents/tables/read.ts";
import {
  lockedXls, lockedXlsx, otherCompound, partsOf, refusalOf, sheetXml, tablesOf, withDirectoryField, workbookOf, zipOf,
} from "../../support/tables.ts"; // prettier-ignore

const CSV = 'OCC_CODE,TOT_EMP\n29-2071,"182,370"\n';
const book = () => workbookOf({ Data: [["OCC_CODE", "TOT_EMP"], ["29-2072", 187910]] }); // prettier-ignore

describe("what a file is comes from its bytes", () => {
  test.each([
    ["xlsx named .xls", "oews/national.xls", book()],
    ["xls named .xlsx", "oews/national.xlsx", workbookOf({ Data: [["OCC_CODE"]] }, "biff8")],
    ["xlsx without extension", "oews/national", book()],
  ])("%s", (_, path, bytes) => {
    const file = tablesOf(path, bytes);
    expect(file.name).toBe(path.slice("oews/".length));
    expect(file.sheets.map(({ name, member }) => [name, member])).toEqual([["Data", null]]);
    expect(file.sheets[0]?.rows[0]?.cells[0]).toBe("OCC_CODE");
  });

  test.each([
    ["a page", "a.csv", "<!DOCTYPE html><html><body>Access denied</body></html>", "web page"],
    ["a PDF", "a.xlsx", "%PDF-1.7\n", "looks like a PDF"],
    ["gzip", "a.csv", new Uint8Array([0x1f, 0x8b, 8, 0]), "gzip"],
    ["NUL bytes", "a.csv", "a,b\n1,\0\n", "NUL bytes.*a\\.csv, byte 6"],
    ["nothing", "a.csv", "", "empty"],
    ["white space", "a.csv", " \r\n\r\n", "empty"],
    ["a binary workbook", "a.xlsb", workbookOf({ Data: [["a"]] }, "xlsb"), "binary workbook"],
    ["an OpenDocument sheet", "a.ods", workbookOf({ Data: [["a"]] }, "ods"), "holds no table"],
    ["a text document", "a.xls", otherCompound(), "damaged or of a kind"],
    [
      "an xls that is cut off",
      "a.xls",
      workbookOf({ Data: [["a"]] }, "biff8").subarray(0, 1200),
      "damaged|cut",
    ],
  ])("%s is refused", (_, path, bytes, message) => {
    expect(refusalOf(path, bytes)).toMatch(new RegExp(message));
  });

  test("a password-protected workbook is told as such", () => {
    expect(refusalOf("a.xls", lockedXls())).toMatch(/^The workbook is password-protected\. \[a\.xls\]/);
    expect(refusalOf("a.xlsx", lockedXlsx())).toMatch(/^The workbook is password-protected\. \[a\.xlsx\]/);
    const inside = zipOf({ "in.xlsx": lockedXlsx() });
    expect(refusalOf("a.zip", inside)).toMatch(/password-protected\. \[a\.zip#in\.xlsx\]/);
  });
});

describe("an archive", () => {
  test("gives its tables in the order of their paths and leaves the rest out", () => {
    const file = tablesOf(
      "oews/oesm24nat.zip",
      zipOf({
        "oesm24nat/national.xlsx": book(),
        "oesm24nat/area.csv": CSV,
        "oesm24nat/tasks.txt": "a\tb\n1\t2\n",
        "oesm24nat/read me.txt": "Occupational Employment, May 2024\n",
        "oesm24nat/field_descriptions.docx": zipOf({ "word/document.xml": "<x/>" }),
        "__MACOSX/oesm24nat/._national.xlsx": "junk",
        "oesm24nat/.hidden.csv": CSV,
        "oesm24nat/~$national.xlsx": "lock",
        "oesm24nat/empty/": "",
      }),
    );
    expect(file.sheets.map(({ name, member, rows }) => [name, member, rows[1]?.locator])).toEqual([
      ["area.csv", "oesm24nat/area.csv", "oesm24nat/area.csv#line:2"],
      ["Data", "oesm24nat/national.xlsx", "oesm24nat/national.xlsx#Data!A2"],
      ["tasks.txt", "oesm24nat/tasks.txt", "oesm24nat/tasks.txt#line:2"],
    ]);
    expect(sliceAt(file, "oesm24nat/area.csv#line:2")).toBe('29-2071,"182,370"');
    expect(sliceAt(file, "oesm24nat/national.xlsx#Data!A2")).toBe("29-2072\t187910");
    expect(file.encoding).toBe("utf-8");
  });

  test("paths out of the archive are names and nothing else", () => {
    const [sheet] = tablesOf("a.zip", zipOf({ "../../etc/passwd.csv": CSV })).sheets;
    expect([sheet?.member, sheet?.name]).toEqual(["../../etc/passwd.csv", "passwd.csv"]);
  });

  test.each([
    ["an archive in it", { "inner.zip": zipOf({ "a.csv": CSV }) }, /inside an archive.*a\.zip#inner\.zip/],
    ["an archive with the name of a table", { "b.csv": zipOf({ "a.csv": CSV }) }, /archive.*a\.zip#b\.csv/],
    ["no table", { "a.pdf": "%PDF-" }, /holds no table/],
    ["a page in it", { "a.csv": "<html></html>" }, /web page.*a\.zip#a\.csv/],
  ])("with %s is refused", (_, files, message) => {
    expect(refusalOf("a.zip", zipOf(files))).toMatch(message);
  });

  const archive = zipOf({ "a.csv": CSV.repeat(50), "b.csv": CSV });

  test("that is cut off, damaged, encrypted or at odds with its directory is refused", () => {
    expect(refusalOf("a.zip", archive.subarray(0, -30))).toMatch(/cut off/);
    expect(refusalOf("a.zip", archive.subarray(0, 40))).toMatch(/cut off/);
    const flipped = Uint8Array.from(archive);
    flipped.fill(0xff, 40, 50);
    expect(refusalOf("a.zip", flipped)).toMatch(/damaged.*a\.zip#a\.csv/);
    const hole = Buffer.concat([archive.subarray(0, 40), archive.subarray(50)]);
    expect(refusalOf("a.zip", hole)).toMatch(/directory of the archive is damaged/);
    expect(refusalOf("a.zip", withDirectoryField(archive, 8, 1, 2))).toMatch(
      /password-protected.*a\.zip#a\.csv/,
    );
    expect(refusalOf("a.zip", withDirectoryField(archive, 10, 14, 2))).toMatch(/packed by method 14/);
    expect(refusalOf("a.zip", withDirectoryField(archive, 24, 5, 4))).toMatch(/size or checksum/);
    expect(refusalOf("a.zip", withDirectoryField(archive, 20, 0xffffff, 4))).toMatch(
      /cut off inside this file/,
    );
    expect(refusalOf("a.zip", withDirectoryField(archive, 42, 3, 4))).toMatch(/no file begins/);
    const twice = Buffer.from(archive);
    for (let at = twice.indexOf("b.csv"); at >= 0; at = twice.indexOf("b.csv", at)) twice.write("a.csv", at);
    expect(refusalOf("a.zip", twice)).toMatch(/holds a\.csv twice/);
  });

  test("cut off at any byte, or with any byte changed, is refused or reads the same", () => {
    const whole = JSON.stringify(tablesOf("a.zip", archive).sheets);
    for (let length = 4; length < archive.length; length++) {
      expect(() => tablesOf("a.zip", archive.subarray(0, length))).toThrow(/\./);
    }
    for (let at = 0; at < archive.length; at++) {
      const changed = Uint8Array.from(archive);
      changed[at] = (changed[at] ?? 0) ^ 0x15;
      try {
        const read = tablesOf("a.zip", changed);
        const members = new Set(read.sheets.map(({ member }) => member));
        if (members.has("a.csv") && members.has("b.csv")) expect(JSON.stringify(read.sheets)).toBe(whole);
      } catch (error) {
        expect(error).toHaveProperty("next");
      }
    }
  });
});

describe("limits", () => {
  const small = {
    ...LIMITS,
    bytes: 1_000_000,
    cells: 1000,
    columns: 50,
    characters: 5000,
    entries: 20,
    tags: 500,
  };

  test("a bomb is refused by what is really inflated, whatever its directory says", () => {
    const bomb = zipOf({ "a.csv": new Uint8Array(4_000_000).fill(0x31) });
    expect(refusalOf("a.zip", bomb)).toMatch(/zip bomb.*a\.zip#a\.csv/);
    expect(refusalOf("a.zip", withDirectoryField(bomb, 24, 100, 4))).toMatch(/zip bomb/);
    const sheet = zipSync({ ...partsOf(sheetXml(" ".repeat(4_000_000))) });
    expect(refusalOf("a.xlsx", sheet)).toMatch(/zip bomb.*a\.xlsx, part xl\/worksheets\/sheet1\.xml/);
    expect(refusalOf("a.zip", zipOf({ "b.xlsx": sheet }))).toMatch(/zip bomb.*a\.zip#b\.xlsx, part/);
    expect(deflateRawSync(new Uint8Array(4_000_000)).length * LIMITS.inflation).toBeLessThan(2_000_000);
  });

  test("members share one limit", () => {
    const random = Buffer.from(Array.from({ length: 400_000 }, (_, index) => 33 + ((index * index) % 89)));
    const archive = zipOf({ "a.csv": random, "b.csv": random, "c.csv": random });
    expect(refusalOf("a.zip", archive, { ...small, characters: 1e9, cells: 1e9, columns: 1e9 })).toMatch(
      /bomb|more than 1000000 bytes/,
    );
  });

  test("rows, columns, texts, tags and entries have an end", () => {
    expect(refusalOf("a.csv", "a,b\n".repeat(600), small)).toMatch(/more than 1000 cells.*a\.csv, line 501/);
    expect(refusalOf("a.csv", ",".repeat(60), small)).toMatch(/61 columns.*line 1/);
    expect(refusalOf("a.csv", `a\n${"x".repeat(6000)}`, small)).toMatch(/characters/);
    expect(refusalOf("a.csv", "x".repeat(1_000_001), small)).toMatch(/1000001 bytes/);
    const wide = sheetXml('<row r="7"><c r="XFD7"><v>1</v></c></row>');
    expect(refusalOf("a.xlsx", zipSync(partsOf(wide)))).toMatch(/16384 columns.*a\.xlsx, sheet Data!A7/);
    const many = sheetXml("<row><c><v>1</v></c></row>".repeat(200));
    expect(refusalOf("a.xlsx", zipSync(partsOf(many)), small)).toMatch(/500 XML tags/);
    const text = workbookOf({ Data: Array.from({ length: 10 }, () => ["x".repeat(900)]) });
    expect(refusalOf("a.xlsx", text, small)).toMatch(/characters/);
    const entries = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`${index}.csv`, CSV]));
    expect(refusalOf("a.zip", zipOf(entries), small)).toMatch(/21 entries/);
  });
});
