import { insertInto } from "../insert.ts";
import { about, statedIn, undated, wage } from "../sample.ts";
import type { Case } from "./case.ts";

/** A release and the national line of a code in it. */
function line(
  year: number,
  occupation_code: string,
  classification: string,
  median_annual_usd: number,
): string[] {
  const of = { ...about, ...statedIn(`${year}-05`), release: `OEWS May ${year}`, occupation_code };
  return [
    insertInto("releases", {
      ...statedIn(`${year}-05`),
      release: of.release,
      survey: "OEWS",
      classification,
    }),
    insertInto("reference_series", {
      ...of,
      jobs: 100,
      mean_annual_usd: median_annual_usd,
      p10_annual_usd: median_annual_usd - 2,
      p25_annual_usd: median_annual_usd - 1,
      median_annual_usd,
      p75_annual_usd: median_annual_usd + 1,
      p90_annual_usd: median_annual_usd + 2,
      all_occupations_jobs: 1000,
    }),
  ];
}

/** Codes that follow each other, the sample page's pay as that of 2016, and pay after it, before a statement. */
const series = (broken = ""): string =>
  [
    "update sources set is_reference = true where source_id = 'cities'",
    ...(
      [
        ["29-2071", "SOC 2010", 2000, 2018, null],
        ["29-2098", "hybrid", 2019, 2020, "29-2071"],
      ] as const
    ).map(([occupation_code, classification, first_year, last_year, follows_code]) =>
      insertInto("occupation_vintages", {
        ...about,
        ...undated,
        occupation_code,
        classification,
        first_year,
        last_year,
        follows_code,
      }),
    ),
    ...line(2016, "29-2071", "SOC 2010", 38_040),
    ...line(2018, "29-2071", "SOC 2010", 40_350),
    ...line(2019, "29-2098", "hybrid", 42_630),
    broken,
  ].join(";");

/** Makes a view say something else of its rows, as a mart with a mistake would. */
const replaced = (view: string, columns: string): string =>
  `create table mistaken as select * replace (${columns}) from ${view};
   create or replace view ${view} as select * from mistaken`;

/** Pay of a code in an area of a release. */
const inArea = (year: number, record_id: string): string =>
  insertInto("wages", {
    ...wage({
      ...statedIn(`${year}-05`),
      release: `OEWS May ${year}`,
      occupation_group: "detailed",
      annual_usd: 40_000,
      area_type: "metro",
      area_name: "Phoenix",
      area_code: "38060",
      state: "AZ",
    }).row,
    source_id: "national",
    record_id,
  });

/** Series, and claims that are set against them. */
export const seriesAndClaims: readonly Case[] = [
  { what: "codes that follow each other", sql: series(), violates: [] },
  {
    what: "a series that joins 29-2071 of 2018 with 29-2098 of 2019",
    sql: series(replaced("series_points", "lineage || '/' || statistic as series_key")),
    violates: ["no_series_spans_a_break"],
  },
  {
    what: "a line of the report that joins 29-2071 of 2018 with 29-2098 of 2019",
    sql: series(replaced("report_national_series", "lineage as series_key")),
    violates: ["no_series_spans_a_break"],
  },
  {
    what: "a series that joins two classifications of one code",
    sql: series(
      `update releases set classification = 'SOC 2018' where release = 'OEWS May 2018';
       ${replaced("series_points", "occupation_code || '/' || statistic as series_key")}`,
    ),
    violates: ["no_series_spans_a_break"],
  },
  {
    what: "a series that joins a known classification with an unknown one",
    sql: series(
      `delete from releases where release = 'OEWS May 2018';
       ${replaced("series_points", "occupation_code || '/' || statistic as series_key")}`,
    ),
    violates: ["no_series_spans_a_break"],
  },
  ...[
    { joins: "", violates: [] },
    {
      joins: replaced("series_points", "replace(series_key, area_delineation, 'areas') as series_key"),
      violates: ["no_series_spans_a_break"],
    },
  ].map(({ joins, violates }) => ({
    what: `an area before and after it was drawn anew, ${joins === "" ? "apart" : "joined"}`,
    sql: series(
      `update releases set area_delineation = case when reference_period < '2018' then 'OMB 2009' else 'OMB 2013' end;
       ${inArea(2016, "national/industry_share/0001")}; ${inArea(2018, "national/industry_share/0002")}; ${joins}`,
    ),
    violates,
  })),
  {
    what: "a claim whose change in percent would span two codes",
    sql: series(replaced("claims", "true as is_comparable")),
    violates: ["claims_are_compared_within_a_series"],
  },
  {
    what: "a claim that is lost",
    sql: series(`${replaced("claims", "verdict as verdict")}; delete from mistaken where measure = 'p10'`),
    violates: ["claims_have_one_verdict"],
  },
  {
    what: "a claim that is doubled",
    sql: series(
      `${replaced("claims", "verdict as verdict")}; insert into mistaken select * from mistaken where measure = 'p10'`,
    ),
    violates: ["claims_have_one_verdict"],
  },
  {
    what: "a claim that is out of date without an origin",
    sql: series(replaced("claims", "case when measure = 'median' then null else origin end as origin")),
    violates: ["claims_have_one_verdict"],
  },
];
