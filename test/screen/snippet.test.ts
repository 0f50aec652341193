import { describe, expect, it } from "vitest";

import { placesOf } from "../../templates/screen/snippet.ts";

type Figure = Parameters<typeof placesOf>[0];

const derivation = { kind: "query", sql: "select 1", column: "x" } as const;

/** What is marked of a text for a figure. */
function marked(
  text: string,
  value: number | string | null,
  unit: Figure["unit"],
  more: Partial<Figure> = {},
): string[] {
  const figure = { value, unit, text: String(value), derivation, records: [0], ...more };
  return placesOf(figure, text).map(({ start, end }) => text.slice(start, end));
}

describe("a number is marked in the source's own spelling", () => {
  it.each([
    ["The median was $38,040 a year.", 38040, "usd", "$38,040"],
    ["salary: 38040", 38040, "usd", "38040"],
    ["from $28K to $56K", 56000, "usd", "$56K"],
    ["about 206,300 jobs in 2016", 206300, "jobs", "206,300"],
    ["growth of 13 percent", 13, "pct", "13 percent"],
    ["growth of 13% from 13 offices", 13, "pct", "13%"],
    ["It takes two years.", 2, "count", "two"],
    ["a fall of 5%", -5, "pct", "5%"],
    ["in 2016–26", 2016, "year", "2016"],
  ] as const)("%s", (text, value, unit, expected) => {
    expect(marked(text, value, unit)).toEqual([expected]);
  });
});

describe("a run-together row", () => {
  const row = "CAOakland – Fremont – Hayward (Metro Area)$47790$32K – $73K12900.13%";
  it.each([
    [47790, "usd", "$47790"],
    [32000, "usd", "$32K"],
    [73000, "usd", "$73K"],
    [1290, "jobs", "1290"],
    [0.13, "pct", "0.13%"],
    ["Oakland – Fremont – Hayward (Metro Area)", "text", "Oakland – Fremont – Hayward (Metro Area)"],
  ] as const)("gives up %s", (value, unit, expected) => {
    expect(marked(row, value, unit)).toEqual([expected]);
  });

  it("is parted at a share of one percent and more, too", () => {
    expect(marked("$51K1001.25%", 100, "jobs")).toEqual(["100"]);
    expect(marked("$51K1001.25%", 1.25, "pct")).toEqual(["1.25%"]);
  });
});

describe("nothing is marked", () => {
  it.each([
    ["in a longer number", "138040 and 380401 and 38,0401", 38040, "usd"],
    ["in the thousands of another", "$1,290,000", 290, "jobs"],
    ["in the decimals of another", "3.16% and .16", 16, "count"],
    ["where it stands twice", "$38,040 here and $38,040 there", 38040, "usd"],
    ["where money is asked for and a share stands", "47%", 47, "usd"],
    ["for a word inside another", "the network", 2, "count"],
    ["in digits that part in two ways or none", "12345%", 123, "jobs"],
    ["for a name that stands inside another in other capitals", "internal", "RN", "text"],
  ] as const)("%s", (_, text, value, unit) => {
    expect(marked(text, value, unit)).toEqual([]);
  });

  it("for what is missing, computed, or counted over records", () => {
    expect(marked("$38,040", null, "usd")).toEqual([]);
    expect(
      marked("$38,040", 38040, "usd", { derivation: { kind: "formula", formula: "x", inputs: [] } }),
    ).toEqual([]);
    expect(marked("2 programs", 2, "count", { records: [0, 1] })).toEqual([]);
  });
});

it("both ends of a range and of a span are marked", () => {
  expect(marked("$28,000 to $56,000", "28000/56000", "usd", { text: "$28,000–$56,000" })).toEqual([
    "$28,000",
    "$56,000",
  ]);
  expect(marked("between 2024 and 2034", "2024/2034", "period", { text: "2024–34" })).toEqual([
    "2024",
    "2034",
  ]);
});

it("a month is found as it is printed", () => {
  expect(marked("Wages of May 2006 for all.", "2006-05", "period", { text: "May 2006" })).toEqual([
    "May 2006",
  ]);
});

it("signs of a pattern are read as they stand", () => {
  expect(marked("AHIMA (RHIT)* [x] a.b+c", "(RHIT)* [x] a.b+c", "text")).toEqual(["(RHIT)* [x] a.b+c"]);
});

describe("a row of a table", () => {
  const inRow = (value: number, row: string): string[] => {
    const figure = { value, unit: "usd", text: String(value), derivation, records: [0] } as const;
    return placesOf(figure, row, true).map(({ start, end }) => row.slice(start, end));
  };

  it("has the number in a field of its own, parted by commas or tabs, quoted or not", () => {
    expect(inRow(50_250, "29-2072,Medical Records Specialists,187910,41600,50250,64070")).toEqual(["50250"]);
    expect(inRow(5_627_380, 'CA,31080,"Los Angeles, CA","5,627,380",0.3')).toEqual(['"5,627,380"']);
    expect(inRow(24.16, "29-2072\tMedical Records Specialists\t24.16\t50250")).toEqual(["24.16"]);
  });

  it("has none where two fields are the same number, or a field only holds it", () => {
    expect(inRow(50_250, "29-2072,50250,50250")).toEqual([]);
    expect(inRow(2072, "29-2072,Medical Records Specialists,50250")).toEqual([]);
  });
});
