import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sliceAt } from "../../../pipeline/documents/tables/read.ts";
import { partCommas } from "../../../pipeline/documents/tables/delimited.ts";
import { tablesOf } from "../../support/tables.ts";

const SEED = { seed: 20260102, numRuns: 500 };

const rowsOf = (path: string, text: Uint8Array | string) => tablesOf(path, text).sheets[0]?.rows ?? [];
const cellsOf = (path: string, text: Uint8Array | string) => rowsOf(path, text).map(({ cells }) => cells);

/** Cells of a line as the reference parser has them; null where it finds fault. */
function referenceCells(line: string): string[] | null {
  try {
    return parse(line, { relax_column_count: true, record_delimiter: "\n" })[0] ?? [""];
  } catch {
    return null;
  }
}

const characters = fc.string({
  unit: fc.constantFrom("a", " ", '"', ",", "é", "\t", "0", "'"),
  maxLength: 6,
});
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

describe("lines of a comma-separated file", () => {
  test("a record stands on its line, with its locator and its own bytes", () => {
    const file = tablesOf("ny/oews.csv", 'Area , Name\r\n1,"Total, ""all"""\r\n\r\n2, x \r\n');
    expect(file.sheets[0]?.name).toBe("oews.csv");
    expect(file.sheets[0]?.rows.map(({ number, cells }) => [number, cells])).toEqual([
      [1, ["Area ", " Name"]],
      [2, ["1", 'Total, "all"']],
      [4, ["2", " x "]],
    ]);
    expect(sliceAt(file, "line:2")).toBe('1,"Total, ""all"""');
    expect(sliceAt(file, "line:3")).toBeNull();
  });

  test.each([
    ['1,2,"x', "a quote in column 3 is not closed"],
    ['1,x"y,3', "a quote stands inside the text of column 2"],
    ['1,"x"y,3', "text follows the closing quote of column 2"],
    ['"Total, all,3', "a quote in column 1 is not closed"],
  ])("%s is a fault of its line and of no other", (line, fault) => {
    const rows = rowsOf("a.csv", `a,b,c\n${line}\n4,"5,5",6\n`);
    expect(rows[1]).toMatchObject({ number: 2, cells: [line], raw_text: line, fault });
    expect(rows[2]).toMatchObject({ number: 3, cells: ["4", "5,5", "6"], fault: null });
  });

  test("a cell over two lines is two faults, not a record that swallows lines", () => {
    const rows = rowsOf("a.csv", 'a,b\n1,"x\ny"\n2,z\n');
    expect(rows.map(({ fault }) => fault !== null)).toEqual([false, true, true, false]);
  });

  test("parts as the reference parser does, and finds fault where it does", () => {
    const cell = fc.oneof(characters, characters.map(quoted));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
        const line = cells.join(",");
        const want = referenceCells(line);
        const parted = partCommas(line);
        expect("fault" in parted ? null : parted).toEqual(want);
      }),
      SEED,
    );
  });

  test("whatever is written is read", () => {
    const rows = fc.array(fc.array(characters, { minLength: 2, maxLength: 5 }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(rows, fc.constantFrom("\n", "\r\n"), (cells, end) => {
        const text = cells.map((row) => row.map(quoted).join(",")).join(end);
        expect(cellsOf("a.csv", text)).toEqual(cells);
      }),
      SEED,
    );
  });

  test("300 columns, and names that objects know, are columns like others", () => {
    const names = ["__proto__", "constructor", ...Array.from({ length: 298 }, (_, index) => `C${index}`)];
    expect(cellsOf("a.csv", `${names.join(",")}\n${names.join(",")}\n`)).toEqual([names, names]);
  });
});

describe("a text file", () => {
  test("parted by tabs has quotes as ordinary characters", () => {
    const text = 'Code\tTask\n29-2072.00\tCode "records", as told\n29-2072.00\t"x\n';
    expect(cellsOf("onet/27.0/Task Statements.txt", text)).toEqual([
      ["Code", "Task"],
      ["29-2072.00", 'Code "records", as told'],
      ["29-2072.00", '"x'],
    ]);
  });

  test("the header line counts more than the name", () => {
    expect(cellsOf("a.txt", "a,b\n1,2\n")).toEqual([["a", "b"], ["1", "2"]]); // prettier-ignore
    expect(cellsOf("a.csv", "a\tb\tc\n1\t2\tx, y\n")[1]).toEqual(["1", "2", "x, y"]);
    expect(cellsOf("a.csv", "a,b\n1,x\ty\n")[1]).toEqual(["1", "x\ty"]);
  });

  test.each([
    ["utf-8", Buffer.from("\ufeffa,é\n")],
    ["windows-1252", Buffer.from("a,\xe9\n", "latin1")],
    ["utf-16le", Buffer.from("\ufeffa,é\n", "utf16le")],
  ])("in %s is decoded", (encoding, bytes) => {
    const file = tablesOf("a.csv", bytes);
    expect([file.encoding, file.sheets[0]?.rows[0]?.cells]).toEqual([encoding, ["a", "é"]]);
  });

  test("lines end with CRLF, LF, or CR where there is no other", () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      expect(cellsOf("a.csv", `a,b${end}1,2${end}`)).toEqual([["a", "b"], ["1", "2"]]); // prettier-ignore
    }
  });
});
