import { describe, expect, it } from "vitest";
import { oews, releaseLine, vintages } from "./official.ts";
import { sampleReading, type SampleFact } from "./sample.ts";
import { loadedDatabase } from "./temporary.ts";

const warehouseOf = (...facts: readonly SampleFact[]) =>
  loadedDatabase([
    sampleReading("releases", [2012, 2016, 2018, 2019, 2020, 2021, 2023, 2024].map(releaseLine)),
    sampleReading("official", [...vintages, ...facts]),
  ]);

const phoenix = {
  area_type: "metro",
  area_name: "Phoenix",
  area_code: "38060",
  state: "AZ",
} as const;

const SERIES =
  "select series_key, first_release, last_release, points from series order by first_period, series_key";

describe("series", () => {
  it("end where the occupation code does, and begin again with its successors", async () => {
    const db = await warehouseOf(
      oews(2012, "29-2071", { median: 34_160 }),
      oews(2018, "29-2071", { median: 40_350 }),
      oews(2019, "29-2098", { median: 42_630 }),
      oews(2020, "29-2098", { median: 44_090 }),
      oews(2021, "29-2072", { median: 46_660 }),
      oews(2021, "29-9021", { median: 55_560 }),
      oews(2024, "29-2072", { median: 50_250 }),
    );
    expect(await db.query(SERIES)).toEqual([
      of("29-2071/SOC 2010", 2012, 2018, 2),
      of("29-2098/hybrid of the survey's own", 2019, 2020, 2),
      of("29-2072/SOC 2018", 2021, 2024, 2),
      of("29-9021/SOC 2018", 2021, 2021, 1),
    ]);
    expect(
      await db.query(
        `select before_occupation_code as before, after_occupation_code as after, year, what_changed
         from series_breaks order by year, after`,
      ),
    ).toEqual([
      { before: "29-2071", after: "29-2098", year: 2019, what_changed: BOTH },
      { before: "29-2098", after: "29-2072", year: 2021, what_changed: BOTH },
      { before: "29-2098", after: "29-9021", year: 2021, what_changed: BOTH },
    ]);
  });

  it("end where the classification changes under one code", async () => {
    const db = await warehouseOf(
      ...[2018, 2019, 2020, 2021].map((year) => oews(year, "29-2052", { median: 30_000 + year })),
    );
    expect(await db.query(SERIES)).toEqual([
      of("29-2052/SOC 2010", 2018, 2018, 1),
      of("29-2052/hybrid of the survey's own", 2019, 2020, 2),
      of("29-2052/SOC 2018", 2021, 2021, 1),
    ]);
    expect(await db.query("select year, what_changed from series_breaks order by year")).toEqual([
      { year: 2019, what_changed: "the classification of occupations" },
      { year: 2021, what_changed: "the classification of occupations" },
    ]);
  });

  it("of an area end where it is drawn anew, those of the nation do not", async () => {
    const db = await warehouseOf(
      ...[2021, 2023, 2024].flatMap((year) => [
        oews(year, "29-2072", { median: 45_000 + year }, phoenix),
        oews(year, "29-2072", { median: 40_000 + year }),
      ]),
    );
    expect(await db.query(SERIES)).toEqual([
      {
        ...of("29-2072/SOC 2018", 2021, 2023, 2),
        series_key: keyOf("29-2072/SOC 2018/metro 38060/OMB 2013"),
      },
      of("29-2072/SOC 2018", 2021, 2024, 3),
      {
        ...of("29-2072/SOC 2018", 2024, 2024, 1),
        series_key: keyOf("29-2072/SOC 2018/metro 38060/OMB 2023"),
      },
    ]);
    expect(await db.query("select area_code, year, what_changed from series_breaks")).toEqual([
      { area_code: "38060", year: 2024, what_changed: "the delineation of areas" },
    ]);
  });

  it("have one point a release where a code stands twice, and none where a figure is not published", async () => {
    const suppressed = oews(2018, "13-1020", { jobs: 400 });
    const db = await warehouseOf(
      oews(2016, "13-1020", { median: 60_000, jobs: 300 }, { occupation_group: "broad" }),
      oews(2016, "13-1020", { median: 60_000, jobs: 300 }),
      suppressed,
    );
    expect(await db.query("select statistic, points from series order by statistic")).toEqual([
      { statistic: "jobs", points: 2 },
      { statistic: "median", points: 1 },
    ]);
  });

  it("take a code that stands twice in a release once, also in national_series", async () => {
    const db = await warehouseOf(
      oews(2012, "29-2070", { median: 34_160 }, { occupation_group: "broad" }),
      oews(2012, "29-2071", { median: 34_160 }),
      oews(2016, "13-1020", { median: 60_000 }, { occupation_group: "broad" }),
      oews(2016, "13-1020", { median: 60_000 }),
    );
    expect(
      await db.query(
        "select occupation_code as code, occupation_group as level from national_series order by all",
      ),
    ).toEqual([
      { code: "13-1020", level: "detailed" },
      { code: "29-2070", level: "broad" },
      { code: "29-2071", level: "detailed" },
    ]);
  });

  it("give the rows of the national report the key of what may be joined", async () => {
    const db = await warehouseOf(
      oews(2016, "29-2071", { median: 38_040, jobs: 200_140 }),
      oews(2018, "29-2071", { median: 40_350, jobs: 208_650 }),
      oews(2019, "29-2098", { median: 42_630, jobs: 331_790 }),
    );
    const rows = await db.query<{ year: number; series_key: string }>(
      "select year, series_key from report_national_series order by year",
    );
    expect(rows.map(({ series_key }) => series_key)).toEqual([
      "OEWS/29-2071/SOC 2010/nation/all industries",
      "OEWS/29-2071/SOC 2010/nation/all industries",
      "OEWS/29-2098/hybrid of the survey's own/nation/all industries",
    ]);
    const joined = await db.query(
      `select distinct series.series_key
       from report_national_series as report
       join series on series.series_key = report.series_key || '/median'`,
    );
    expect(joined).toHaveLength(2);
  });
});

const BOTH = "the occupation code and the classification of occupations";

const keyOf = (key: string): string => `OEWS/${key}/all industries/median`;

/** The median of a code in the nation. */
function of(key: string, first: number, last: number, points: number): object {
  return {
    series_key: keyOf(`${key}/nation`),
    first_release: `OEWS May ${first}`,
    last_release: `OEWS May ${last}`,
    points,
  };
}
