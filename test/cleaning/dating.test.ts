import { describe, expect, it } from "vitest";
import { dateByEvidence } from "../../pipeline/cleaning/dating.ts";
import { type NationalFigures, type Reference, withReleases } from "../../pipeline/cleaning/reference.ts";
import type { CleanedRecord } from "../../pipeline/contracts/record.ts";
import type { FactRow, FactTables } from "../../pipeline/contracts/rows.ts";
import { oews } from "../warehouse/official.ts";
import { employment, sampleReading, statedIn, undated, wage } from "../warehouse/sample.ts";

type Statistic = FactTables["wages"]["statistic"];

/** National figures of a code in a release; those left out are not published. */
const figures = (
  year: number,
  occupation_code: string,
  columns: Partial<NationalFigures>,
): NationalFigures => ({
  release: `OEWS May ${year}`,
  reference_period: `${year}-05`,
  occupation_code,
  occupation_title: `Title of ${occupation_code}`,
  mean_annual_usd: null,
  p10_annual_usd: null,
  p25_annual_usd: null,
  median_annual_usd: null,
  p75_annual_usd: null,
  p90_annual_usd: null,
  ...columns,
});

const of2016 = { p10_annual_usd: 25_070, median_annual_usd: 38_040, p90_annual_usd: 62_840 };
const may2016 = figures(2016, "29-2071", of2016);
const THREE: readonly (readonly [Statistic, number])[] = [
  ["median", 38_040],
  ["range_low", 25_070],
  ["p90", 62_840],
];

/** An undated wage of a page whose title proves no code, unless overridden. */
const printed = (
  statistic: Statistic,
  annual_usd: number | null,
  columns: Partial<FactTables["wages"]> = {},
): FactRow => wage({ ...undated, occupation_code: null, statistic, annual_usd, ...columns });

/** The rows of a page after dating, each from a record of its own. */
function dated(rows: readonly FactRow[], releases: readonly NationalFigures[]): FactRow[] {
  const reference: Reference = { releases };
  const cleaned = rows.map((row, at): CleanedRecord => ({
    record: {
      record_id: `page/wage/${at}`,
      source_id: "page",
      snapshot_id: "0",
      kind: "wage",
      locator: "line:1",
      raw_text: "",
      readings: [],
    },
    outcome: { disposition: "loaded", rows: [row] },
  }));
  return dateByEvidence(cleaned, reference).flatMap(({ outcome }) => ("rows" in outcome ? outcome.rows : []));
}

const periodsOf = (rows: readonly FactRow[]): (string | null)[] =>
  rows.map(({ row }) => row.reference_period);

const page = (columns: Partial<FactTables["wages"]> = {}): FactRow[] =>
  THREE.map(([statistic, usd]) => printed(statistic, usd, columns));

describe("dating by evidence", () => {
  it("takes the release that three different figures equal, and its code where the page proves none", () => {
    const rows = dated([...page(), printed("typical", 38_040), printed("mean", 41_000)], [may2016]);
    expect(rows.slice(0, 4).map(({ row }) => row)).toMatchObject(
      Array.from({ length: 4 }, () => ({
        occupation_code: "29-2071",
        reference_period: "2016-05",
        reference_period_basis: "inferred",
        reference_period_evidence: "3 of 4 wage figures of the page equal OEWS May 2016, 29-2071",
      })),
    );
    expect(rows[4]?.row).toMatchObject({ reference_period_basis: "unknown", occupation_code: null });
  });

  it.each([
    ["two figures", page().slice(0, 2)],
    [
      "one figure in three places",
      [printed("median", 38_040), printed("typical", 38_040), printed("p10", 25_070)],
    ],
    [
      "three figures under other statistics",
      [printed("mean", 38_040), printed("p25", 25_070), printed("p75", 62_840)],
    ],
    ["figures of a city", page({ area_type: "metro", area_name: "Phoenix", state: "AZ" })],
    ["figures of an industry", page({ industry: "Hospitals" })],
    ["missing figures", THREE.map(([statistic]) => printed(statistic, null))],
    [
      "three figures of which one is another occupation's",
      [...page().slice(0, 2), printed("p90", 62_840, { occupation_title: "Nurses" })],
    ],
  ])("does not date %s", (_what, rows) => {
    expect(periodsOf(dated(rows, [may2016]))).toEqual(rows.map(() => null));
  });

  it.each([
    ["two releases of a code", figures(2017, "29-2071", of2016)],
    ["two codes of a release", figures(2016, "29-1141", of2016)],
  ])("leaves figures undated that %s have", (_what, other) => {
    expect(periodsOf(dated(page(), [may2016, other]))).toEqual([null, null, null]);
    expect(periodsOf(dated(page(), [other, may2016]))).toEqual([null, null, null]);
  });

  it("takes the page's own code where its title proves it and two codes have the figures", () => {
    const other = figures(2016, "29-1141", of2016);
    expect(periodsOf(dated(page({ occupation_code: "29-2071" }), [other, may2016]))).toEqual(
      page().map(() => "2016-05"),
    );
    const before = figures(2015, "29-2071", of2016);
    expect(periodsOf(dated(page({ occupation_code: "29-2071" }), [before, may2016]))).toEqual([
      null,
      null,
      null,
    ]);
  });

  it("is not confused by a release that has the occupation twice, as a group and as its one occupation", () => {
    const of2012 = { p10: 22_250, median: 34_160, p90: 56_200 };
    const official = sampleReading("releases", [
      oews(2012, "29-2070", of2012, { occupation_group: "broad" }),
      oews(2012, "29-2071", of2012),
    ]);
    const { releases } = withReleases({ releases: [] }, [official]);
    const rows = [printed("median", 34_160), printed("p10", 22_250), printed("p90", 56_200)];
    expect(dated(rows, releases).map(({ row }) => row)).toMatchObject(
      rows.map(() => ({ reference_period: "2012-05", occupation_code: "29-2071" })),
    );
  });

  it("prefers the release that more figures equal", () => {
    const other = figures(2017, "29-1141", { ...of2016, mean_annual_usd: 41_460 });
    const rows = dated([...page(), printed("mean", 41_460)], [may2016, other]);
    expect(periodsOf(rows)).toEqual(
      page()
        .concat(page()[0] ?? [])
        .map(() => "2017-05"),
    );
  });

  it("dates each occupation of a page by its own figures", () => {
    const nurses = { occupation_title: "Nurses" };
    const of2024 = figures(2024, "29-1141", {
      p10_annual_usd: 66_030,
      median_annual_usd: 93_600,
      p90_annual_usd: 135_320,
    });
    const rows = dated(
      [
        ...page(),
        printed("median", 93_600, nurses),
        printed("p10", 66_030, nurses),
        printed("p90", 135_320, nurses),
      ],
      [of2024, may2016],
    );
    expect(periodsOf(rows)).toEqual(["2016-05", "2016-05", "2016-05", "2024-05", "2024-05", "2024-05"]);
  });

  it("leaves what the page dates itself, and does not count it", () => {
    const stated = printed("median", 38_040, statedIn("2020-05"));
    expect(periodsOf(dated([stated, ...page().slice(1)], [may2016]))).toEqual(["2020-05", null, null]);
  });

  it("takes medians by industry with the national figures beside them, and no jobs", () => {
    const [hospitals, jobs] = dated(
      [
        printed("median", 40_510, { industry: "Hospitals" }),
        employment({ ...undated, value: 206_300 }),
        ...page(),
      ],
      [may2016],
    );
    expect(hospitals?.row).toMatchObject({
      reference_period: "2016-05",
      reference_period_evidence:
        "printed beside the page's national figures; 3 of 3 wage figures of the page equal OEWS May 2016, 29-2071",
    });
    expect(jobs?.row).toMatchObject({ reference_period: null });
  });

  it("finds one of many thousand occupations, whose single figures are those of many", () => {
    const others = Array.from({ length: 15_000 }, (_, at) =>
      figures(2012 + (at % 13), `${11 + (at % 40)}-${1000 + at}`, {
        p10_annual_usd: at % 3 === 0 ? 25_070 : 20_000 + 10 * at,
        median_annual_usd: at % 3 === 1 ? 38_040 : 40_000 + 10 * at,
        p90_annual_usd: at % 3 === 2 ? 62_840 : 70_000 + 10 * at,
      }),
    );
    expect(periodsOf(dated(page(), [...others, may2016]))).toEqual(["2016-05", "2016-05", "2016-05"]);
  });
});
