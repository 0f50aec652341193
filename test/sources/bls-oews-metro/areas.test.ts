import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FactTables } from "../../../pipeline/contracts/rows.ts";
import { blsOewsMetro } from "../../../pipeline/sources/bls-oews-metro/source.ts";
import { workbookOf, zipOf } from "../../support/tables.ts";
import { WHOLE_RELEASES } from "../../reference/official-rows.ts";
import { keptRows, marksOf, type OewsRows, oewsRows, sumOf } from "../oews-rows.ts";

const NAME = "aMSA_M2015_dl.csv";

/** A table of nonmetropolitan areas, with the columns of its years. */
const NONMETRO = [
  ["PRIM_STATE", "AREA", "AREA_NAME", "OCC_CODE", "OCC_TITLE", "OCC_GROUP", "TOT_EMP", "A_MEDIAN"],
  ["AL", 100001, "Northwest Alabama nonmetropolitan area", "29-2071", "Technicians", "detailed", 70, 30_110],
  [
    "",
    "5400003",
    "Southern West Virginia nonmetropolitan area",
    "29-2071",
    "Technicians",
    "detailed",
    "**",
    31_220,
  ],
] as const;

const jobsIn = ({ employment }: OewsRows, area: string): FactTables["employment"][] =>
  employment.filter(({ area_code, occupation_code }) => area_code === area && occupation_code === "29-2071");

describe("areas in raw/", () => {
  it("keep their code, name and state, thousands and all", () => {
    const rows = keptRows(blsOewsMetro, NAME);
    expect(rows.part).toBe("amsa 2015");
    expect(jobsIn(rows, "47900")).toMatchObject([
      {
        area_type: "metro",
        area_name: "Washington-Arlington-Alexandria, DC-VA-MD-WV",
        state: "DC",
        release: "OEWS May 2015",
        reference_period: "2015-05",
        industry: null,
        measure: "jobs",
        value: 2640,
      },
      { measure: "jobs_per_1000", value: 0.883 },
      { measure: "location_quotient", value: 0.64 },
    ]);
  });

  it("keep the mark of jobs that are not published, beside wages that are", () => {
    const rows = keptRows(blsOewsMetro, NAME);
    expect(jobsIn(rows, "71650").map(({ measure, value, mark }) => [measure, value, mark])).toEqual([
      ["jobs", null, "**"],
      ["jobs_per_1000", null, "**"],
      ["location_quotient", null, "**"],
    ]);
    expect(
      rows.wages.find(
        (row) => row.area_code === "71650" && row.occupation_code === "29-2071" && row.statistic === "median",
      ),
    ).toMatchObject({ annual_usd: 43_570, mark: null });
  });
});

describe.skipIf(!existsSync(WHOLE_RELEASES))("the whole release (skipped where ../shared is absent)", () => {
  it("loads to the last row", () => {
    const rows = oewsRows(blsOewsMetro, NAME, readFileSync(join(WHOLE_RELEASES, blsOewsMetro.id, NAME)));
    const jobs = rows.employment.filter(
      ({ measure, occupation_group }) => measure === "jobs" && occupation_group === "detailed",
    );
    const medians = rows.wages.filter(({ statistic }) => statistic === "median");
    expect(rows.cleaned).toHaveLength(8213);
    expect(rows.cleaned.every(({ outcome }) => outcome.disposition === "loaded")).toBe(true);
    expect(sumOf(jobs.map(({ value }) => value))).toBe(38_224_760);
    expect(sumOf(medians.map(({ annual_usd }) => annual_usd))).toBe(441_035_720);
    expect(marksOf(rows.wages)).toEqual({ "#": 788, "*": 4371 });
    expect(marksOf(rows.employment)).toEqual({ "**": 1674 });
  });
});

describe("nonmetropolitan areas", () => {
  it("are told by their codes, with the zeros that a workbook lost put back", () => {
    const rows = oewsRows(blsOewsMetro, "BOS_M2014_dl.xlsx", workbookOf({ BOS_dl: NONMETRO }));
    expect(rows.part).toBe("bos 2014");
    expect(rows.employment).toMatchObject([
      { area_type: "nonmetro", state: "AL", area_code: "0100001", value: 70 },
      { area_type: "nonmetro", state: "WV", area_code: "5400003", value: null, mark: "**" },
    ]);
    expect(rows.cleaned.map(({ outcome }) => ("repairs" in outcome ? outcome.repairs : []))).toEqual([
      [{ column_name: "area_code", rule: "leading_zeros", before: "100001", after: "0100001" }],
      [],
    ]);
  });

  it("come in one archive with the metropolitan ones", () => {
    const metro = [
      NONMETRO[0],
      ["CA", "31080", "Los Angeles-Long Beach-Anaheim, CA", ...NONMETRO[1].slice(3)],
    ];
    const archive = zipOf({
      "oesm14ma/BOS_M2014_dl.xlsx": workbookOf({ BOS_dl: NONMETRO }),
      "oesm14ma/MSA_M2014_dl.xlsx": workbookOf({ MSA_dl: metro }),
      "oesm14ma/field_descriptions.xlsx": workbookOf({ Sheet1: [["Field", "Field Description"]] }),
    });
    const rows = oewsRows(blsOewsMetro, "oesm14ma.zip", archive);
    expect(rows.part).toBe("bos 2014, msa 2014");
    expect(rows.employment.map(({ area_type }) => area_type)).toEqual(["nonmetro", "nonmetro", "metro"]);
    expect(rows.blocks.map(({ rule }) => rule).sort()).toEqual(["field_descriptions", "header", "header"]);
  });
});
