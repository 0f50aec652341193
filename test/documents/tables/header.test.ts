import { describe, expect, test } from "vitest";
import { AlmanacError } from "../../../pipeline/contracts/errors.ts";
import type { TableFile } from "../../../pipeline/contracts/table.ts";
import { cellOf, fieldsOf, oddFault } from "../../../pipeline/documents/tables/fields.ts";
import {
  columnOf,
  findHeader,
  seekHeader,
  type HeaderSearch,
} from "../../../pipeline/documents/tables/header.ts";
import { tablesOf, workbookOf, zipOf } from "../../support/tables.ts";

const WANTED = {
  occ_code: ["OCC CODE", "Standard Occupational Code"],
  occ_group: ["O_GROUP", "GROUP"],
  tot_emp: [/^(?:total )?employment$/u],
  location_quotient: ["LOC QUOTIENT"],
};
const SEARCH: HeaderSearch<keyof typeof WANTED> = { required: ["occ_code", "tot_emp"] };

function sheetOf(file: TableFile, index = 0) {
  const sheet = file.sheets[index];
  if (sheet === undefined) throw new Error("no such sheet");
  return sheet;
}

function headerOf(file: TableFile, search = SEARCH) {
  return findHeader(file, sheetOf(file), WANTED, search);
}

function refusal(file: TableFile): string {
  try {
    headerOf(file);
  } catch (error) {
    if (error instanceof AlmanacError) return `${error.message} [${error.where}] ${error.next}`;
    throw error;
  }
  throw new Error("a header was found");
}

const positions = (header: { columns: ReadonlyMap<string, { position: number }> }) =>
  Object.fromEntries([...header.columns].map(([name, { position }]) => [name, position]));

describe("a header is found by what its titles mean", () => {
  test.each([
    ["OCC_CODE,O_GROUP,TOT_EMP,LOC_QUOTIENT"],
    ["occ code , Group,tot-emp,Loc Quotient"],
    [" Standard  Occupational Code ,OCC_GROUP,Employment,LOC QUOTIENT"],
    ["Occ_Code,o group,Total Employment,loc–quotient"],
  ])("%s", (line) => {
    const header = headerOf(tablesOf("a.csv", `${line}\n29-2071,detailed,"1,230",0.5\n`));
    expect(positions(header)).toEqual({ occ_code: 0, occ_group: 1, tot_emp: 2, location_quotient: 3 });
  });

  test("in a row below others, in any order of columns, with other columns between", () => {
    const file = tablesOf(
      "a.xlsx",
      workbookOf({
        Data: [["May 2024 OEWS"], [null], ["x", "TOT_EMP", null, "OCC_CODE"], [1, 2, 3, "29-2071"]],
      }),
    );
    const header = headerOf(file);
    expect([header.row.number, positions(header)]).toEqual([3, { tot_emp: 1, occ_code: 3 }]);
    expect(header.columns.get("tot_emp")?.title).toBe("TOT_EMP");
  });

  test("not below its first ten rows, and not in a sheet without it", () => {
    const file = tablesOf("a.csv", "x,y\n".repeat(10) + "OCC_CODE,TOT_EMP\n");
    expect(seekHeader(file, sheetOf(file), WANTED, SEARCH)).toBeNull();
    expect(headerOf(file, { ...SEARCH, within: 11 }).row.number).toBe(11);
    expect(refusal(file)).toMatch(/None of the first 10 rows .* occ_code, tot_emp\. \[a\.csv\]/);
  });

  test("a lost column is named, with file, sheet and row", () => {
    const rows = [["OEWS"], ["OCC_CODE", "O_GROUP"], ["29-2071", "detailed"]];
    expect(refusal(tablesOf("oews/a.xlsx", workbookOf({ National: rows })))).toMatch(
      /lacks the column tot_emp\. \[a\.xlsx, sheet National, row 2\] .*publisher/,
    );
    expect(refusal(tablesOf("a.zip", zipOf({ "b/c.csv": "OCC_CODE,X\n1,2\n" })))).toMatch(
      /\[a\.zip, member b\/c\.csv, sheet c\.csv, line 1\]/,
    );
  });

  test("two columns of one meaning are an error that names both, unless they are equal", () => {
    const book = (value: number) =>
      tablesOf(
        "a.xlsx",
        workbookOf({ Data: [["OCC_CODE", "TOT_EMP", "x", "Employment"], ["29-2071", 5, 1, 5], ["29-2072", 6, 1, value]] }), // prettier-ignore
      );
    expect(refusal(book(7))).toMatch(/Two columns .*"TOT_EMP".*: B and D\. \[a\.xlsx, sheet Data, row 1\]/);
    expect(positions(headerOf(book(6)))).toEqual({ occ_code: 0, tot_emp: 1 });
    expect(refusal(tablesOf("a.csv", "OCC_CODE,TOT_EMP,TOT_EMP\n1,2,3\n"))).toMatch(/column 2 and column 3/);
  });

  test("names that objects know are names", () => {
    const file = tablesOf("a.csv", "__proto__,constructor,toString,OCC_CODE,TOT_EMP\n1,2,3,4,5\n");
    const header = headerOf(file);
    const row = sheetOf(file).rows[1];
    if (row === undefined) throw new Error("no row");
    expect(positions(header)).toEqual({ occ_code: 3, tot_emp: 4 });
    expect(Object.entries(fieldsOf(row, header))).toEqual([["occ_code", "4"], ["tot_emp", "5"]]); // prettier-ignore
  });
});

describe("a header of several rows", () => {
  const rows = [
    ["Table 1.2 Employment by occupation, 2016 and projected 2026"],
    [
      "National Employment Matrix title and code",
      null,
      "Employment",
      null,
      null,
      "Change, 2016-26",
      null,
      "Openings",
    ],
    [null, null, "Number", null, "Percent distribution", null, null, null],
    [null, null, 2016, 2026, 2016, "Number", "Percent", null],
    ["Total", "00-0000", 156063.8, 167582.3, 100, 11518.6, 7.4, 18742],
  ];
  const wanted = {
    title_and_code: [/matrix title/u],
    base_jobs: [/^employment \| number \| 2016$/u],
    target_jobs: [/^employment \| number \| 2026$/u],
    base_share: [/^employment \| percent distribution \| 2016$/u],
    change_jobs: ["Change, 2016-26 | Number"],
    change_pct: ["Change, 2016-26 | Percent"],
    openings: ["openings"],
  };

  test("is joined from above, across merged cells and no further", () => {
    const file = tablesOf("a.xlsx", workbookOf({ "Table 1.2": rows }));
    const header = findHeader(file, sheetOf(file), wanted, {
      required: ["title_and_code", "base_jobs"],
      depth: 3,
    });
    expect(header.row.number).toBe(4);
    expect(positions(header)).toEqual({
      title_and_code: 0, base_jobs: 2, target_jobs: 3, base_share: 4, change_jobs: 5, change_pct: 6, openings: 7,
    }); // prettier-ignore
    expect(header.columns.get("target_jobs")?.title).toBe("Employment | Number | 2026");
  });

  test("takes no more rows than it needs", () => {
    const flat = [["Table"], ["Matrix title", "Employment, 2024"], ["Total", 5]];
    const file = tablesOf("a.xlsx", workbookOf({ Data: flat }));
    const search = { required: ["title", "jobs"] as const, depth: 3 };
    const header = findHeader(
      file,
      sheetOf(file),
      { title: ["matrix title"], jobs: [/^employment/u] },
      search,
    );
    expect([header.row.number, header.columns.get("jobs")?.title]).toEqual([2, "Employment, 2024"]);
  });
});

describe("fields of a row", () => {
  const file = tablesOf(
    "a.xlsx",
    workbookOf({
      Data: [
        ["OCC_CODE", "TOT_EMP", "note", "LOC QUOTIENT"],
        ["29-2071 ", 5, "x", "  "],
        ["29-2071", new Date(Date.UTC(2016, 4, 1)), "x"],
        ["29-2071", 5, true],
      ],
    }),
  );
  const header = headerOf(file);
  const rows = sheetOf(file).rows;

  test("are the cells as they stand, and absent where a cell is empty", () => {
    expect(rows.slice(1).map((row) => ({ ...fieldsOf(row, header) }))).toEqual([
      { occ_code: "29-2071 ", tot_emp: "5" },
      { occ_code: "29-2071", tot_emp: "2016-05-01" },
      { occ_code: "29-2071", tot_emp: "5" },
    ]);
  });

  test("of a column that the header does not have are an error that names it, and no other column's", () => {
    const [, row] = rows;
    if (row === undefined) throw new Error("no row");
    expect(cellOf(row, header, "occ_code")).toBe("29-2071");
    expect(() => cellOf(row, header, "occ_group")).toThrow(AlmanacError);
    expect(() => columnOf(header, "occ_group")).toThrow(
      expect.objectContaining({
        message: "The header lacks the column occ_group.",
        where: "a.xlsx, sheet Data, row 1",
      }),
    );
  });

  test("an odd cell of a wanted column is told, one of another column is not", () => {
    expect(rows.slice(1).map((row) => oddFault(row, header))).toEqual([
      null,
      "TOT_EMP in B3 holds a date",
      null,
    ]);
  });

  test("a line with fewer or more cells than the header is told", () => {
    const csv = tablesOf("a.csv", 'OCC_CODE,TOT_EMP\n1,2\n1\n1,2,3\n1,2,,\n1,"2\n');
    const found = sheetOf(csv).rows.slice(1).map((row) => oddFault(row, headerOf(csv))); // prettier-ignore
    expect(found).toEqual([
      null,
      "the line has 1 cells and the header 2",
      "the line has 3 cells and the header 2",
      null,
      "a quote in column 2 is not closed",
    ]);
  });
});
