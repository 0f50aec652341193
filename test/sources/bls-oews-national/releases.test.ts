import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { blsOewsNational } from "../../../pipeline/sources/bls-oews-national/source.ts";
import { PROJECT_DIR } from "../../../pipeline/lib/paths.ts";
import { keptFiles, WHOLE_RELEASES } from "../../reference/official-rows.ts";
import { workbookOf } from "../../support/tables.ts";
import { jobsAndMedian, keptRows, marksOf, type OewsRows, oewsRows, sumOf } from "../oews-rows.ts";

/** Jobs and median of an occupation in May of a year, read off the releases with another program. */
const PUBLISHED = [
  { year: 2012, code: "29-2071", jobs: 182_370, median: 34_160 },
  { year: 2013, code: "29-2071", jobs: 180_760, median: 34_970 },
  { year: 2014, code: "29-2071", jobs: 184_740, median: 35_900 },
  { year: 2015, code: "29-2071", jobs: 189_930, median: 37_110 },
  { year: 2016, code: "29-2071", jobs: 200_140, median: 38_040 },
  { year: 2017, code: "29-2071", jobs: 204_220, median: 39_180 },
  { year: 2018, code: "29-2071", jobs: 208_650, median: 40_350 },
  { year: 2019, code: "29-2098", jobs: 331_790, median: 42_630 },
  { year: 2020, code: "29-2098", jobs: 318_010, median: 44_090 },
  { year: 2021, code: "29-2072", jobs: 180_570, median: 46_660 },
  { year: 2021, code: "29-9021", jobs: 37_900, median: 55_560 },
  { year: 2022, code: "29-2072", jobs: 187_720, median: 47_180 },
  { year: 2022, code: "29-9021", jobs: 35_500, median: 58_250 },
  { year: 2023, code: "29-2072", jobs: 185_690, median: 48_780 },
  { year: 2023, code: "29-9021", jobs: 34_430, median: 62_990 },
  { year: 2024, code: "29-2072", jobs: 187_910, median: 50_250 },
  { year: 2024, code: "29-9021", jobs: 37_620, median: 67_310 },
];

/**
 * What the whole files hold, counted with another program: rows, jobs of detailed occupations, sums of all annual medians and of
 * all hourly means in cents, marks of wages, marks of employment.
 */
const WHOLE = [
  ["national_M2012_dl.xls", 1394, 130_287_780, 66_815_950, 3_300_146, { "#": 85, "*": 523 }, {}],
  ["national_M2013_dl.xls", 1394, 132_588_900, 67_957_510, 3_352_143, { "#": 82, "*": 523 }, {}],
  ["national_M2014_dl.xlsx", 1394, 135_128_140, 68_890_630, 3_412_536, { "#": 93, "*": 522 }, {}],
  ["national_M2015_dl.xlsx", 1394, 137_896_690, 69_964_440, 3_487_998, { "#": 97, "*": 522 }, {}],
  ["national_M2016_dl.xlsx", 1394, 140_399_950, 72_115_660, 3_567_432, { "#": 76, "*": 522 }, {}],
  ["national_M2017_dl.xlsx", 1382, 142_549_100, 72_719_410, 3_612_225, { "#": 84, "*": 521 }, {}],
  ["national_M2018_dl.xlsx", 1379, 144_731_220, 74_431_470, 3_678_994, { "#": 83, "*": 521 }, {}],
  ["national_M2019_dl.xlsx", 1329, 146_873_470, 73_486_390, 3_619_479, { "#": 83, "*": 519 }, {}],
  ["national_M2020_dl.xlsx", 1329, 139_096_790, 75_371_470, 3_729_350, { "#": 94, "*": 518 }, { "**": 1 }],
  ["national_M2021_dl.xlsx", 1403, 140_885_570, 80_486_160, 4_163_980, { "#": 139, "*": 535 }, {}],
  ["national_M2022_dl.xlsx", 1402, 147_884_760, 85_459_570, 4_388_953, { "#": 96, "*": 532 }, {}],
  ["national_M2023_dl.xlsx", 1403, 151_853_170, 88_851_040, 4_598_506, { "#": 110, "*": 531 }, {}],
  ["national_M2024_dl.xlsx", 1403, 154_186_300, 91_491_180, 4_767_343, { "#": 122, "*": 531 }, {}],
  [
    "natsector_M2024_dl.xlsx",
    16_434,
    153_687_160,
    1_092_522_980,
    55_912_015,
    { "#": 937, "*": 3342 },
    { "**": 3183, "~": 8896 },
  ],
] as const;

function figuresOf({ cleaned, wages, employment }: OewsRows) {
  const jobs = employment.filter(
    ({ measure, occupation_group }) => measure === "jobs" && occupation_group === "detailed",
  );
  const of = (wanted: string) => wages.filter(({ statistic }) => statistic === wanted);
  return {
    rows: cleaned.length,
    dispositions: [...new Set(cleaned.map(({ outcome }) => outcome.disposition))],
    jobs: sumOf(jobs.map(({ value }) => value)),
    medians: sumOf(of("median").map(({ annual_usd }) => annual_usd)),
    cents: sumOf(of("mean").map(({ hourly_usd }) => Math.round((hourly_usd ?? 0) * 100))),
    marksOfWages: marksOf(wages),
    marksOfEmployment: marksOf(employment),
  };
}

describe.skipIf(!existsSync(WHOLE_RELEASES))("whole releases (skipped where ../shared is absent)", () => {
  const known = new Map<string, OewsRows>();
  const whole = (name: string): OewsRows => {
    const path = join(WHOLE_RELEASES, blsOewsNational.id, name);
    const rows = known.get(name) ?? oewsRows(blsOewsNational, name, readFileSync(path));
    known.set(name, rows);
    return rows;
  };

  it.each(WHOLE)("%s loads to the last row", (name, rows, jobs, medians, cents, ofWages, ofEmployment) => {
    expect(figuresOf(whole(name))).toEqual({
      rows,
      dispositions: ["loaded"],
      jobs,
      medians,
      cents,
      marksOfWages: ofWages,
      marksOfEmployment: ofEmployment,
    });
  });

  it.each(PUBLISHED)("$code in May $year: $jobs jobs, $median dollars", ({ year, code, jobs, median }) => {
    const name = `national_M${year}_dl.${year < 2014 ? "xls" : "xlsx"}`;
    expect(jobsAndMedian(whole(name), code)).toEqual({ jobs, median });
  });

  it.each(["national_M2012_dl.xls", "national_M2017_dl.xlsx", "national_M2024_dl.xlsx"])(
    "%s has an occupation once at the level detailed, though some stand at two levels",
    (name) => {
      const medians = whole(name).wages.filter(({ statistic }) => statistic === "median");
      const named = (rows: typeof medians, of: "occupation_code" | "occupation_title") =>
        rows.map((row) => row[of]);
      const detailed = medians.filter(({ occupation_group }) => occupation_group === "detailed");
      expect(new Set(named(detailed, "occupation_code")).size).toBe(detailed.length);
      expect(new Set(named(detailed, "occupation_title")).size).toBe(detailed.length);
      expect(new Set(named(medians, "occupation_title")).size).toBeLessThan(medians.length);
    },
  );

  it("passes over the sheets that describe the release, each by its rule", () => {
    const { blocks } = whole("national_M2021_dl.xlsx");
    expect(blocks.map(({ rule }) => rule)).toEqual(["header", "field_descriptions", "time_of_update"]);
  });

  it("are what raw/ has rows of", () => {
    for (const { path, text } of keptFiles()) {
      expect(readFileSync(join(PROJECT_DIR, "raw", path), "utf8"), path).toBe(text);
    }
  });
});

describe("the rows in raw/", () => {
  it.each(PUBLISHED)("$code in May $year: $jobs jobs, $median dollars", ({ year, code, jobs, median }) => {
    const rows = keptRows(blsOewsNational, `national_M${year}_dl.csv`);
    expect(jobsAndMedian(rows, code)).toEqual({ jobs, median });
    expect(rows.part).toBe(`national ${year}`);
    expect([...new Set(rows.cleaned.map(({ outcome }) => outcome.disposition))]).toEqual(["loaded"]);
  });

  it("carry everything that a row of a release says", () => {
    const { wages, employment } = keptRows(blsOewsNational, "national_M2016_dl.csv");
    expect(wages.find((row) => row.occupation_code === "29-2071" && row.statistic === "mean")).toEqual({
      occupation_code: "29-2071",
      occupation_title: "Medical Records and Health Information Technicians",
      release: "OEWS May 2016",
      occupation_group: "detailed",
      area_type: "nation",
      area_name: "United States",
      state: null,
      area_code: null,
      industry: null,
      industry_code: null,
      statistic: "mean",
      annual_usd: 41_460,
      hourly_usd: 19.93,
      mark: null,
      rse_pct: 0.4,
      reference_period: "2016-05",
      reference_period_basis: "stated",
      reference_period_evidence: "the name of the release: national_M2016_dl",
    });
    expect(employment.find((row) => row.occupation_code === "29-2071")).toMatchObject({
      measure: "jobs",
      value: 200_140,
      rse_pct: 1,
      mark: null,
    });
  });

  it("tell the broad occupation of 2012 from its only detailed one by its level alone", () => {
    const rows = keptRows(blsOewsNational, "national_M2012_dl.csv");
    expect(jobsAndMedian(rows, "29-2070", "broad")).toEqual(jobsAndMedian(rows, "29-2071", "detailed"));
    expect(jobsAndMedian(rows, "29-2070", "detailed")).toEqual({ jobs: undefined, median: undefined });
    const titled = rows.employment.filter(
      ({ occupation_title }) => occupation_title === "Medical Records and Health Information Technicians",
    );
    expect(titled.map(({ occupation_group }) => occupation_group).sort()).toEqual(["broad", "detailed"]);
  });

  it("have the sectors of an occupation, with the share of their jobs and establishments", () => {
    const { part, employment, wages } = keptRows(blsOewsNational, "natsector_M2024_dl.csv");
    expect(part).toBe("natsector 2024");
    const health = {
      occupation_code: "29-2072",
      industry: "Health Care and Social Assistance",
      industry_code: "62",
    };
    const of = (measure: string) =>
      employment.find(
        (row) => row.occupation_code === "29-2072" && row.industry_code === "62" && row.measure === measure,
      );
    expect(of("jobs")).toMatchObject({ ...health, value: 122_640, rse_pct: 1.1 });
    expect(of("share_of_industry_jobs_pct")).toMatchObject({ ...health, value: 0.53, rse_pct: null });
    expect(of("establishments_reporting_pct")).toMatchObject({ ...health, value: 3 });
    expect(of("location_quotient")).toBeUndefined();
    expect(
      wages.find(
        (row) =>
          row.occupation_code === "29-2072" && row.industry_code === "62" && row.statistic === "median",
      ),
    ).toMatchObject({ ...health, annual_usd: 48_690, hourly_usd: 23.41 });
    expect(
      employment.find(
        (row) =>
          row.occupation_code === "29-9021" &&
          row.industry_code === "61" &&
          row.measure === "establishments_reporting_pct",
      ),
    ).toMatchObject({ value: null, mark: "~" });
  });
});

describe("tables of states", () => {
  const FIGURES = ["OCC_CODE", "OCC_TITLE", "OCC_GROUP", "TOT_EMP", "JOBS_1000", "LOC_Q", "A_MEDIAN"];
  const figures = ["29-2071", "Technicians", "detailed", 2_970, 1.636, 1.2, 31_410];

  it.each([
    ["older columns", ["AREA", "ST", "STATE"], [1, "AL", "Alabama"]],
    ["columns of 2019", ["area", "area_title", "area_type"], ["01", "Alabama", "2"]],
    ["columns of 2024", ["AREA", "AREA_TITLE", "AREA_TYPE", "PRIM_STATE"], ["01", "Alabama", "2", "AL"]],
  ])("with %s give the state by code and name", (_when, header, area) => {
    const book = workbookOf({
      state_dl: [
        [...header, ...FIGURES],
        [...area, ...figures],
      ],
    });
    const { part, employment } = oewsRows(blsOewsNational, "state_M2014_dl.xlsx", book);
    const alabama = { area_type: "state", area_name: "Alabama", state: "AL", area_code: "01" };
    expect(part).toBe("state 2014");
    expect(employment).toMatchObject([
      { ...alabama, measure: "jobs", value: 2970 },
      { ...alabama, measure: "jobs_per_1000", value: 1.636 },
      { ...alabama, measure: "location_quotient", value: 1.2 },
    ]);
  });
});
