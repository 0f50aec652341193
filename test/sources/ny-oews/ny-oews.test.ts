import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { HEALTH_INFORMATION } from "../../../pipeline/contracts/occupation.ts";
import type { CleanedRecord } from "../../../pipeline/contracts/record.ts";
import type { FactTables } from "../../../pipeline/contracts/rows.ts";
import { snapshotMetaSchema } from "../../../pipeline/contracts/snapshot.ts";
import { readTableFile } from "../../../pipeline/documents/tables/read.ts";
import { sha256 } from "../../../pipeline/lib/digest.ts";
import { nyOews } from "../../../pipeline/sources/ny-oews/source.ts";
import { cleanTables } from "../../../pipeline/stages/clean.ts";
import { extractTables } from "../../../pipeline/stages/extract-tables.ts";
import { KEPT_ROWS, keptRows, WHOLE_RELEASE } from "../../reference/official-new-york.ts";

const HEADER =
  "Area Type, Area, Area Name, Standard Occupational Code, Occupational Title, Employment,Mean Wage, Median Wage, Entry Wage, Experienced Wage   ";
const STATE = "1,36,New York State,29-2072,Medical Records Specialists,9130,57529,51289,39360,66614";

function read(text: string) {
  const bytes = Buffer.from(text);
  const snapshot = {
    snapshot_id: sha256(bytes),
    source_id: nyOews.id,
    path: "ny-oews/oews-newyork.csv",
    bytes,
    meta: snapshotMetaSchema.parse({}),
  };
  const { records, faults, blocks } = extractTables(
    nyOews,
    snapshot,
    readTableFile(snapshot),
    HEALTH_INFORMATION,
  );
  return { cleaned: cleanTables(nyOews, records, faults), blocks };
}

const lines = (...rows: string[]): string => [HEADER, ...rows, ""].join("\n");

function rowsOf<T extends "wages" | "employment">(
  cleaned: readonly CleanedRecord[],
  table: T,
): FactTables[T][] {
  return cleaned.flatMap(({ outcome }) =>
    "rows" in outcome
      ? outcome.rows.filter((row) => row.table === table).map(({ row }) => row as FactTables[T])
      : [],
  );
}

/** Median, jobs and the marks of an occupation in an area. */
function figures(cleaned: readonly CleanedRecord[], area: string, code: string) {
  const of = (row: FactTables["wages"] | FactTables["employment"]): boolean =>
    row.area_name === area && row.occupation_code === code;
  const wages = rowsOf(cleaned, "wages").filter(of);
  const [jobs] = rowsOf(cleaned, "employment").filter(of);
  return {
    ...Object.fromEntries(wages.map(({ statistic, annual_usd }) => [statistic, annual_usd])),
    jobs: jobs?.value,
    mark: jobs?.mark,
  };
}

const outcomes = (text: string) => read(text).cleaned.map(({ outcome }) => outcome);

describe("the rows of New York in raw/", () => {
  const { cleaned, blocks } = read(readFileSync(KEPT_ROWS, "utf8"));

  it("all load, four wages and the jobs each, and the header is passed over", () => {
    expect(cleaned).toHaveLength(42);
    expect(cleaned.filter(({ outcome }) => outcome.disposition !== "loaded")).toEqual([]);
    expect(rowsOf(cleaned, "wages")).toHaveLength(4 * 42);
    expect(rowsOf(cleaned, "employment")).toHaveLength(42);
    expect(blocks).toMatchObject([{ rule: "header", locator: "line:1:1" }]);
    expect(cleaned[0]?.record.locator).toBe("line:2");
  });

  it("say what was read in them by eye", () => {
    expect(figures(cleaned, "New York State", "29-2072")).toEqual({
      mean: 57529,
      median: 51289,
      entry: 39360,
      experienced: 66614,
      jobs: 9130,
      mark: null,
    });
    expect(figures(cleaned, "Hudson Valley", "29-9021")).toEqual({
      mean: 83743,
      median: 77777,
      entry: 47857,
      experienced: 101685,
      jobs: 100,
      mark: null,
    });
    expect(figures(cleaned, "North Country", "29-2072")).toEqual({
      mean: 51747,
      median: 49300,
      entry: 38186,
      experienced: 58527,
      jobs: null,
      mark: "not stated",
    });
  });

  it("are of the state and its ten regions, undated, with the occupation's level", () => {
    const wages = rowsOf(cleaned, "wages");
    const areas = new Map(wages.map((row) => [row.area_name, row]));
    expect([...areas.values()].map(({ area_type }) => area_type).sort()).toEqual([
      ...Array.from({ length: 10 }, () => "region"),
      "state",
    ]);
    expect(areas.get("New York State")).toMatchObject({ state: "NY", area_code: "36", area_type: "state" });
    expect(areas.get("Western New York")).toMatchObject({
      state: "NY",
      area_code: "10",
      area_type: "region",
    });
    expect(new Set(wages.map((row) => row.reference_period))).toEqual(new Set([null]));
    expect(new Set(wages.map((row) => row.reference_period_basis))).toEqual(new Set(["unknown"]));
    expect(new Map(wages.map((row) => [row.occupation_code, row.occupation_group]))).toEqual(
      new Map([
        ["00-0000", "total"],
        ["29-2052", "detailed"],
        ["29-2072", "detailed"],
        ["29-9021", "detailed"],
      ]),
    );
  });

  it("add up to the state's, where no region keeps its jobs back", () => {
    const jobs = rowsOf(cleaned, "employment").filter((row) => row.occupation_code === "29-2052");
    const regions = jobs.filter(({ area_type }) => area_type === "region").map(({ value }) => value ?? NaN);
    expect(regions.reduce((a, b) => a + b)).toBe(23_170);
    expect(jobs.find(({ area_type }) => area_type === "state")?.value).toBe(23_550);
  });
});

describe.skipIf(!existsSync(WHOLE_RELEASE))("the whole release (skipped where ../shared is absent)", () => {
  it("gives the rows in raw/", () => {
    expect(readFileSync(KEPT_ROWS, "utf8")).toBe(keptRows());
  });

  it("loads line for line, area by area", () => {
    const { cleaned } = read(readFileSync(WHOLE_RELEASE, "utf8"));
    expect(cleaned).toHaveLength(7010);
    expect(cleaned.filter(({ outcome }) => outcome.disposition !== "loaded")).toEqual([]);
    const jobs = rowsOf(cleaned, "employment");
    const counts = new Map<string, number>();
    for (const { area_name } of jobs) counts.set(area_name, (counts.get(area_name) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({
      "New York State": 805,
      "Capital Region": 649,
      "Central New York": 617,
      "Finger Lakes": 645,
      "Hudson Valley": 643,
      "Long Island": 664,
      "Mohawk Valley": 518,
      "New York City": 704,
      "North Country": 504,
      "Southern Tier": 589,
      "Western New York": 672,
    });
    expect(jobs.filter(({ mark }) => mark === "not stated")).toHaveLength(1538 + 25 + 3 + 3);
    expect(figures(cleaned, "New York State", "29-1211")).toMatchObject({
      median: null,
      experienced: null,
      jobs: 2210,
    });
    expect(figures(cleaned, "New York State", "13-1020")).toMatchObject({ mark: null });
  });
});

describe("a damaged table of New York", () => {
  it("has its columns known by their titles, in any order", () => {
    const turned = ["Median Wage,Experienced Wage,Entry Wage,Mean Wage,Employment,Occupational Title"]
      .map((titles) => `${titles},Standard Occupational Code,Area Name,Area,Area Type`)
      .concat("51289,66614,39360,57529,9130,Medical Records Specialists,29-2072,New York State,36,1", "")
      .join("\n");
    expect(figures(read(turned).cleaned, "New York State", "29-2072")).toMatchObject({
      median: 51289,
      jobs: 9130,
    });
  });

  it.each([
    ["has lost a column", lines(STATE).replace(" Median Wage,", ""), /lacks the column a_median/u],
    [
      "has __proto__ for a title",
      lines(STATE).replace(" Median Wage", "__proto__"),
      /lacks the column a_median/u,
    ],
    ["is another table", "year,cpi_u\n2006,201.6\n", /None of the first 10 rows is a header/u],
    [
      "has two columns of one meaning",
      lines(`${STATE},1`).replace("Experienced Wage   ", "Experienced Wage,Employment"),
      /Two columns have the title/u,
    ],
  ])("that %s is refused, naming file and line", (_, text, message) => {
    expect(() => read(text)).toThrow(message);
    expect(() => read(text)).toThrow(
      expect.objectContaining({ where: expect.stringContaining("oews-newyork.csv") as string }),
    );
  });

  it("with 300 columns, one of them __proto__, gives what its ten columns say", () => {
    const more = Array.from({ length: 290 }, (_, at) => (at === 7 ? "__proto__" : `c${at}`)).join(",");
    const text = [`${HEADER},${more}`, `${STATE}${",9".repeat(290)}`, ""].join("\n");
    const { cleaned } = read(text);
    expect(figures(cleaned, "New York State", "29-2072")).toMatchObject({ median: 51289, jobs: 9130 });
  });

  it.each([
    ["a stray quote", STATE.replace("Medical", '"Medical'), /quote/iu],
    ["a cell too few", STATE.replace(",9130", ""), /9 cells and the header 10/u],
    ["a cell too many", `${STATE},5`, /11 cells and the header 10/u],
    ["an unknown type of area", STATE.replace(/^1,/u, "21,"), /not a known type of area/u],
    ["a code that is none", STATE.replace("29-2072", "292072"), /not the code of an occupation/u],
    ["a word for a wage", STATE.replace("51289", "n/a"), /a_median reads “n\/a”/u],
    ["a fraction of a job", STATE.replace("9130", "9130.5"), /tot_emp reads “9130\.5”/u],
    ["a wage of an hour", STATE.replace("51289", "24"), /not plausible/u],
    ["entry and experienced exchanged", STATE.replace("39360,66614", "66614,39360"), /entry wage/u],
    ["an area without a name", STATE.replace("New York State", " "), /area_name is blank/u],
  ])("sets aside a row with %s, and loads the next", (_, row, reason) => {
    const [broken, next] = outcomes(lines(row, STATE.replace("1,36,New York State", "10,1,Capital Region")));
    expect(broken).toMatchObject({
      disposition: "quarantined",
      reason: expect.stringMatching(reason) as string,
    });
    expect(next).toMatchObject({ disposition: "loaded" });
  });

  it("sets aside both rows where an area has one occupation twice with different figures", () => {
    const [first, second] = outcomes(lines(STATE, STATE.replace("51289", "51290")));
    expect(first).toMatchObject({ disposition: "quarantined" });
    expect(second).toMatchObject({ disposition: "quarantined" });
  });

  it("loads one of two rows that say the same", () => {
    expect(outcomes(lines(STATE, STATE)).map(({ disposition }) => disposition)).toEqual([
      "loaded",
      "ignored",
    ]);
  });

  it("keeps the marks of the national releases, and passes over blank rows", () => {
    const { cleaned, blocks } = read(lines(",,,,,,,,,", STATE.replace("9130", "**").replace("66614", "#")));
    expect(blocks).toMatchObject([{ rule: "header" }, { rule: "blank_row", locator: "line:2:2" }]);
    const wages = rowsOf(cleaned, "wages");
    expect(wages.find(({ statistic }) => statistic === "experienced")).toMatchObject({
      annual_usd: null,
      mark: "#",
    });
    expect(figures(cleaned, "New York State", "29-2072")).toMatchObject({ jobs: null, mark: "**" });
  });
});
