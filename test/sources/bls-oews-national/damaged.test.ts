import { utils } from "@e965/xlsx";
import { describe, expect, it } from "vitest";
import { AlmanacError } from "../../../pipeline/contracts/errors.ts";
import { blsOewsMetro } from "../../../pipeline/sources/bls-oews-metro/source.ts";
import { blsOewsNational } from "../../../pipeline/sources/bls-oews-national/source.ts";
import { workbookOf, zipOf } from "../../support/tables.ts";
import { type OewsRows, oewsRows } from "../oews-rows.ts";

const HEADER = ["OCC_CODE", "OCC_TITLE", "OCC_GROUP", "TOT_EMP", "H_MEAN", "A_MEAN", "H_MEDIAN", "A_MEDIAN"];
const ROW = ["29-2071", "Technicians", "detailed", 200_140, 19.93, 41_460, 18.29, 38_040];
const OTHER = ["29-2052", "Pharmacy Technicians", "detailed", 397_430, 15.23, 31_680, 14.86, 30_920];
const NAME = "national_M2016_dl.xlsx";

type Rows = readonly (readonly (string | number | boolean | Date | null)[])[];

const read = (rows: Rows, name = NAME): OewsRows =>
  oewsRows(blsOewsNational, name, workbookOf({ national_dl: rows }));

/** Ends of the records, with the reason of those that are set aside. */
const endsOf = ({ cleaned }: OewsRows): string[] =>
  cleaned.map(({ outcome }) => ("reason" in outcome ? outcome.reason : outcome.disposition));

const rulesOf = ({ blocks }: OewsRows): string[] =>
  blocks.map(({ locator, rule }) => `${locator} ${rule ?? ""}`);

function refusal(reading: () => unknown): string {
  try {
    reading();
  } catch (error) {
    if (error instanceof AlmanacError) return `${error.message} [${error.where}] ${error.next}`;
    throw error;
  }
  throw new Error("the file was read, and should not have been");
}

/** The row with another cell in a column. */
const withCell = (column: string, cell: string | number | boolean | Date | null) =>
  ROW.map((value, position) => (HEADER[position] === column ? cell : value));

describe("a header", () => {
  it("may stand in the third row, below what it is a table of", () => {
    const rows = read([["Occupational Employment Statistics"], ["May 2016"], HEADER, ROW]);
    expect(endsOf(rows)).toEqual(["loaded"]);
    expect(rulesOf(rows)).toEqual([
      "national_dl!A1:1 above_the_header",
      "national_dl!A2:2 above_the_header",
      "national_dl!A3:3 header",
    ]);
  });

  it.each([
    ["in small letters", HEADER.map((title) => title.toLowerCase())],
    ["padded, with spaces", HEADER.map((title) => ` ${title.replace("_", " ")}  `)],
    ["with the group's later name", HEADER.map((title) => (title === "OCC_GROUP" ? "o_group" : title))],
  ])("may be %s", (_how, header) => {
    const { wages } = read([header, ROW]);
    expect(wages).toEqual(read([HEADER, ROW]).wages);
  });

  it("may be in any order and have columns that nobody asks for", () => {
    const reversed = (row: readonly unknown[]) => ["__proto__", ...row].reverse() as string[];
    const { wages } = read([reversed(HEADER), reversed(ROW)]);
    expect(wages).toEqual(read([HEADER, ROW]).wages);
  });

  it.each(["OCC_CODE", "OCC_TITLE", "TOT_EMP", "A_MEDIAN"])("that lost %s is refused by name", (lost) => {
    const without = (row: Rows[number]) => row.filter((_, position) => HEADER[position] !== lost);
    expect(refusal(() => read([without(HEADER), without(ROW)]))).toContain(
      `lacks the column ${lost.toLowerCase()}. [${NAME}, sheet national_dl, row 1]`,
    );
  });

  it("that lost the hourly wages leaves the annual ones, and no mark for what it never had", () => {
    const without = (row: Rows[number]) => row.filter((_, position) => !HEADER[position]?.startsWith("H_"));
    const { wages } = read([without(HEADER), without(ROW)]);
    expect(
      wages.map(({ statistic, annual_usd, hourly_usd, mark }) => [statistic, annual_usd, hourly_usd, mark]),
    ).toEqual([
      ["mean", 41_460, null, null],
      ["median", 38_040, null, null],
    ]);
  });

  it("of a table by industry cannot do without the industry", () => {
    expect(refusal(() => read([HEADER, ROW], "natsector_M2016_dl.xlsx"))).toContain(
      "lacks the column naics_title",
    );
  });

  it("of a table of areas cannot do without the area", () => {
    expect(refusal(() => read([HEADER, ROW], "state_M2016_dl.xlsx"))).toContain(
      "lacks the columns area, area_title",
    );
  });
});

describe("rows of the same", () => {
  it("count once where they say the same", () => {
    const rows = read([HEADER, ROW, OTHER, ROW]);
    expect(endsOf(rows)).toEqual(["loaded", "loaded"]);
    expect(rulesOf(rows)).toContain("national_dl!A4:4 repeated_row");
  });

  it("are set aside where they contradict each other, naming both", () => {
    const rows = read([HEADER, ROW, OTHER, withCell("TOT_EMP", 200_150)]);
    const reason =
      "national_dl!A2 and national_dl!A4 speak of the same occupation, area and industry and contradict each other";
    expect(endsOf(rows)).toEqual([reason, "loaded", reason]);
  });

  it("are found across the members of an archive", () => {
    const archive = zipOf({
      "a/nat3d_M2016_dl.xlsx": workbookOf({
        nat3d: [
          ["NAICS", "NAICS_TITLE", ...HEADER],
          ["622000", "Hospitals", ...ROW],
        ],
      }),
      "a/nat4d_M2016_dl.xlsx": workbookOf({
        nat4d: [
          ["NAICS", "NAICS_TITLE", ...HEADER],
          ["622000", "Hospitals", ...ROW],
        ],
      }),
    });
    const rows = oewsRows(blsOewsNational, "oesm16in4.zip", archive);
    expect(rows.part).toBe("nat3d 2016, nat4d 2016");
    expect(endsOf(rows)).toEqual(["loaded"]);
    expect(rulesOf(rows)).toContain("a/nat4d_M2016_dl.xlsx#nat4d!A2:2 repeated_row");
  });

  it("are two where a level of occupations sets them apart", () => {
    expect(endsOf(read([HEADER, withCell("OCC_GROUP", "broad"), ROW]))).toEqual(["loaded", "loaded"]);
  });

  it("are two where the owners set them apart, which is then said with the industry", () => {
    const header = ["NAICS", "NAICS_TITLE", "OWN_CODE", ...HEADER];
    const rows = read(
      [
        header,
        ["622000", "Hospitals", "5", ...ROW],
        ["622000", "Hospitals", "3", ...ROW],
        ["62", "Health Care and Social Assistance", "58", ...ROW],
        ["000000", "Cross-industry", "1235", ...ROW],
      ],
      "nat4d_owner_M2016_dl.xlsx",
    );
    const jobs = rows.employment.filter(({ measure }) => measure === "jobs");
    expect(jobs.map(({ industry, industry_code }) => [industry, industry_code])).toEqual([
      ["Hospitals (private)", "622000"],
      ["Hospitals (local government)", "622000"],
      ["Health Care and Social Assistance", "62"],
      [null, null],
    ]);
  });
});

describe("a cell", () => {
  it.each([
    ["a date", withCell("H_MEAN", new Date(Date.UTC(2016, 4, 1))), "H_MEAN in E2 holds a date"],
    ["a truth value", withCell("TOT_EMP", true), "TOT_EMP in D2 holds a truth value"],
    ["a word", withCell("A_MEAN", "n/a"), "A_MEAN reads “n/a”, which is neither a number nor a mark"],
    [
      "a fraction of a job",
      withCell("TOT_EMP", 200_140.5),
      "TOT_EMP reads “200140.5”, where the survey publishes no decimals",
    ],
    [
      "a third decimal",
      withCell("H_MEAN", 19.931),
      "H_MEAN reads “19.931”, where the survey publishes 2 decimals at most",
    ],
    [
      "wrong thousands",
      withCell("A_MEDIAN", "3,8040"),
      "A_MEDIAN reads “3,8040”, which is neither a number nor a mark",
    ],
    [
      "less than nothing",
      withCell("TOT_EMP", -10),
      "TOT_EMP reads “-10”, which is neither a number nor a mark",
    ],
    ["a wage of 0", withCell("A_MEAN", 0), "A_MEAN is 0, where wages are from 10000 to 1000000 dollars"],
    [
      "a code of another kind",
      withCell("OCC_CODE", "29-2071.00"),
      "OCC_CODE reads “29-2071.00”, which is no code of an occupation",
    ],
    ["no title", withCell("OCC_TITLE", null), "OCC_TITLE is empty beside 29-2071"],
    [
      "an unknown level",
      withCell("OCC_GROUP", "line item"),
      "O_GROUP reads “line item”, which is no level of occupations",
    ],
    [
      "another year's wage",
      withCell("H_MEDIAN", 19.29),
      "H_MEDIAN of 19.29 and A_MEDIAN of 38040 do not agree at 2080 hours a year",
    ],
  ])("with %s sets its row aside and no other", (_what, row, reason) => {
    expect(endsOf(read([HEADER, row, OTHER]))).toEqual([reason, "loaded"]);
  });

  it("with a formula sets its row aside and no other", () => {
    const sheet = utils.aoa_to_sheet([HEADER, ROW, OTHER]);
    sheet["D2"] = { t: "n", f: "SUM(D3:D3)", v: 200_140 };
    const rows = oewsRows(blsOewsNational, NAME, workbookOf({ national_dl: sheet }));
    expect(endsOf(rows)).toEqual(["TOT_EMP in D2 holds a formula", "loaded"]);
  });

  it("that is blank is not stated, which is not nothing", () => {
    const { employment, wages } = read([HEADER, withCell("TOT_EMP", null), OTHER]);
    expect(employment[0]).toMatchObject({ measure: "jobs", value: null, mark: "not stated" });
    expect(wages).toHaveLength(4);
  });

  it("of percentiles that fall sets its row aside", () => {
    const header = [...HEADER, "A_PCT10", "A_PCT90"];
    const rows = read([
      header,
      [...ROW, 39_000, 62_840],
      [...OTHER, "#", 42_400],
      [...OTHER.with(0, "29-2053"), 21_000, "#"],
    ]);
    expect(endsOf(rows)).toEqual(["A_PCT10 is above A_MEDIAN", "A_PCT10 is above A_MEDIAN", "loaded"]);
  });
});

describe("notes", () => {
  it("below the figures, empty lines and a second header are passed over, each by its rule", () => {
    const csv = [
      HEADER.join(","),
      ROW.join(","),
      ",,,,,,,",
      HEADER.join(","),
      OTHER.join(","),
      "* = not available,,,,,,,",
      "",
    ];
    const rows = oewsRows(blsOewsNational, "national_M2016_dl.csv", csv.join("\n"));
    expect(endsOf(rows)).toEqual(["loaded", "loaded"]);
    expect(rulesOf(rows)).toEqual([
      "line:1:1 header",
      "line:3:3 empty_line",
      "line:4:4 header",
      "line:6:6 footnote",
    ]);
  });

  it("a line with a stray quote sets itself aside and no other", () => {
    const csv = [HEADER.join(","), `29-2071,"Techni"cians,${ROW.slice(2).join(",")}`, OTHER.join(",")].join(
      "\n",
    );
    const [first, second] = endsOf(oewsRows(blsOewsNational, "national_M2016_dl.csv", `${csv}\n`));
    expect(first).toMatch(/quote/u);
    expect(second).toBe("loaded");
  });

  it("a code without anything beside it is no note", () => {
    const [end] = endsOf(read([HEADER, ["29-2071", null, null, null, null, null, null, null], OTHER]));
    expect(end).toBe("OCC_TITLE is empty beside 29-2071");
  });
});

describe("a file", () => {
  it("without any table of figures is refused", () => {
    const described = workbookOf({
      "Field Descriptions": [["May 2016 OES Estimates"], ["Field", "Field Description"]],
    });
    expect(refusal(() => oewsRows(blsOewsNational, NAME, described))).toContain("holds no table of figures");
  });

  it("with a sheet that nobody knows is refused, not read in part", () => {
    const more = workbookOf({ national_dl: [HEADER, ROW], Extra: [["a", "b"]] });
    expect(refusal(() => oewsRows(blsOewsNational, NAME, more))).toContain("sheet Extra");
  });

  it("with figures on a sheet named like a description is read", () => {
    const more = workbookOf({ "Field Descriptions": [HEADER, ROW] });
    expect(endsOf(oewsRows(blsOewsNational, NAME, more))).toEqual(["loaded"]);
  });

  it("of areas in the folder of the nation is sent to its own, and the other way round", () => {
    const book = workbookOf({
      MSA_dl: [
        ["AREA", "AREA_NAME", ...HEADER],
        ["31080", "Los Angeles, CA", ...ROW],
      ],
    });
    expect(refusal(() => oewsRows(blsOewsNational, "MSA_M2016_dl.xlsx", book))).toContain(
      "raw/bls-oews-metro/",
    );
    expect(refusal(() => oewsRows(blsOewsMetro, NAME, workbookOf({ national_dl: [HEADER, ROW] })))).toContain(
      "raw/bls-oews-national/",
    );
  });
});
