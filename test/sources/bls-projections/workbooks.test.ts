import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import type { FactTables } from "../../../pipeline/contracts/rows.ts";
import { officialFiles, RELEASES } from "../../reference/official-projections.ts";
import { PROJECT_DIR } from "../../../pipeline/lib/paths.ts";
import { quarantineOf, readEdition, repairsOf, rowsOf, type ReadEdition } from "./editions.ts";

const FOLDER = join(RELEASES, "bls-projections");
const HAS_RELEASES = existsSync(FOLDER);

/** A line of read-by-hand.csv: what a reader of the workbooks finds on one of theirs, jobs in thousands. */
type Line = Readonly<Record<string, string>>;

const LINES = parse(readFileSync(join(import.meta.dirname, "read-by-hand.csv"), "utf8"), {
  columns: true,
}) as unknown as readonly Line[];

const EDITIONS = [
  {
    file: "occupation_2012-22.xls",
    part: "2010–20",
    wageYear: "2010",
    counts: { projections: 1009, wages: 1009, education_requirements: 750, statements: 1500, topCodes: 3 },
  },
  {
    file: "occupation_2016-26.xlsx",
    part: "2016–26",
    wageYear: "2017",
    counts: { projections: 1091, wages: 1091, education_requirements: 819, statements: 1638, topCodes: 8 },
  },
  {
    file: "occupation_2024-34.xlsx",
    part: "2024–34",
    wageYear: "2024",
    counts: { projections: 1113, wages: 1113, education_requirements: 832, statements: 1664, topCodes: 19 },
  },
] as const;

const read = new Map<string, ReadEdition>();
function edition(file: string): ReadEdition {
  const known = read.get(file) ?? readEdition(file, readFileSync(join(FOLDER, file)));
  read.set(file, known);
  return known;
}

const jobs = (thousands = ""): number | null =>
  thousands === "" ? null : Math.round(Number(thousands) * 1000);
const sum = (rows: readonly FactTables["projections"][]): number =>
  rows.reduce((total, { base_jobs }) => total + (base_jobs ?? NaN), 0);

describe.skipIf(!HAS_RELEASES)("the workbooks as published (skipped where ../shared is absent)", () => {
  it.each(EDITIONS)("$file holds $part, and every row of it loads", ({ file, part, counts }) => {
    const found = edition(file);
    expect(found.part).toBe(part);
    expect(quarantineOf(found)).toEqual([]);
    expect({
      projections: rowsOf(found, "projections").length,
      wages: rowsOf(found, "wages").length,
      education_requirements: rowsOf(found, "education_requirements").length,
      statements: rowsOf(found, "statements").length,
      topCodes: rowsOf(found, "wages").filter(({ mark }) => mark === "#").length,
    }).toEqual(counts);
    expect(repairsOf(found)).toEqual([]);
  });

  it.each(LINES)("$edition, $occ_code $occ_title", (line) => {
    const { file, wageYear } = EDITIONS.find(({ part }) => part === line["edition"]) ?? EDITIONS[0];
    const { occ_code: code, occ_title, median_wage: wage = "" } = line;
    const found = edition(file);
    expect(rowsOf(found, "projections", code)).toMatchObject([
      {
        occupation_title: occ_title,
        base_jobs: jobs(line["base_jobs"]),
        target_jobs: jobs(line["target_jobs"]),
        change_jobs: jobs(line["change_jobs"]),
        change_pct: Number(line["change_pct"]),
        openings_per_year: jobs(line["openings"]),
        openings_exits_per_year: jobs(line["exits"]),
        openings_transfers_per_year: jobs(line["transfers"]),
      },
    ]);
    const annual_usd = /^\d+$/u.test(wage) ? Number(wage) : null;
    const mark = annual_usd !== null ? null : wage === "—" ? "not stated" : "#";
    expect(rowsOf(found, "wages", code)).toMatchObject([{ annual_usd, mark, reference_period: wageYear }]);
    const said = [
      ...rowsOf(found, "education_requirements", code).map(({ statement }) => statement),
      ...rowsOf(found, "statements", code).map(({ statement }) => statement),
    ];
    const traits = [line["education"], line["experience"], line["training"]].filter((trait) => trait !== "");
    expect(said.map((statement) => statement.replace(/^[^:]*: /u, ""))).toEqual(traits);
  });

  it.each([
    ["occupation_2016-26.xlsx", 819],
    ["occupation_2024-34.xlsx", 832],
  ])("%s: the line items make all occupations, and each group its share", (file, items) => {
    const rows = rowsOf(edition(file), "projections");
    const detailed = rows.filter(({ occupation_group }) => occupation_group === "detailed");
    const [total] = rows.filter(({ occupation_group }) => occupation_group === "total");
    expect(detailed).toHaveLength(items);
    // Each of them is rounded to a hundred.
    expect(Math.abs(sum(detailed) - (total?.base_jobs ?? NaN))).toBeLessThan(1_000);
    const major = rows.filter(({ occupation_group }) => occupation_group === "major");
    expect(major).toHaveLength(22);
    expect(Math.abs(sum(major) - (total?.base_jobs ?? NaN))).toBeLessThan(1_000);
  });

  it("2010–20: the major groups make all occupations; where the code alone does not say how wide one is, nothing does", () => {
    const rows = rowsOf(edition("occupation_2012-22.xls"), "projections");
    const major = rows.filter(({ occupation_group }) => occupation_group === "major");
    expect(Math.abs(sum(major) - 143_068_200)).toBeLessThan(1_000);
    expect(rows.find(({ occupation_code }) => occupation_code === "29-1060")?.occupation_group).toBeNull();
    expect(rows.find(({ occupation_code }) => occupation_code === "11-1300")?.occupation_group).toBeNull();
  });

  it.each(["occupation_2016-26.xlsx", "occupation_2024-34.xlsx"])(
    "%s: growth, exits and transfers make the openings, within their rounding",
    (file) => {
      const off = rowsOf(edition(file), "projections").map((row) =>
        Math.abs(
          (row.openings_growth_per_year ?? NaN) +
            (row.openings_exits_per_year ?? NaN) +
            (row.openings_transfers_per_year ?? NaN) -
            (row.openings_per_year ?? NaN),
        ),
      );
      expect(Math.max(...off)).toBeLessThanOrEqual(155);
    },
  );

  it("education is read where it is assigned: the other table of 2010–20 was not corrected", () => {
    const [hunters] = rowsOf(edition("occupation_2012-22.xls"), "education_requirements", "45-3021");
    expect(hunters).toMatchObject({
      level: "none",
      occupation_title: "Hunters and Trappers",
      reference_period: "2010",
    });
  });

  it("raw/ has what the releases say", () => {
    for (const { path, text } of officialFiles()) {
      expect(readFileSync(join(PROJECT_DIR, "raw", path), "utf8"), path).toBe(text);
    }
  });
});
