import { insertInto } from "../insert.ts";
import { about, employment, statedIn, undated, wage } from "../sample.ts";
import type { Case } from "./case.ts";

/** A line of the project's own series and the vintages of its code, in order, before a statement that breaks it. */
const series = (broken = ""): string =>
  [
    "update sources set is_reference = true where source_id = 'cities'",
    insertInto("occupation_vintages", {
      ...about,
      classification: "SOC 2010",
      first_year: 2000,
      last_year: 2018,
    }),
    insertInto("occupation_vintages", {
      ...undated,
      occupation_code: "29-2072",
      occupation_title: "New",
      classification: "SOC 2018",
      first_year: 2021,
      follows_code: "29-2071",
    }),
    insertInto("reference_series", {
      ...about,
      ...statedIn("2016-05"),
      release: "OEWS May 2016",
      jobs: 100,
      mean_annual_usd: 5,
      p10_annual_usd: 1,
      p25_annual_usd: 2,
      median_annual_usd: 3,
      p75_annual_usd: 4,
      p90_annual_usd: 5,
      all_occupations_jobs: 1000,
    }),
    broken,
  ].join(";");

/** National pay and jobs of a code, as a record of a release has them. */
function official(occupation_code: string, jobs: number, period = "2016-05", record = "0001"): string {
  const of = { ...statedIn(period), occupation_code, release: `OEWS ${period}` };
  const at = { record_id: `national/industry_share/${record}`, source_id: "national" };
  return [
    insertInto("wages", { ...wage({ ...of, statistic: "mean", annual_usd: 40_000 }).row, ...at }),
    insertInto("employment", { ...employment({ ...of, value: jobs }).row, ...at }),
  ].join(";");
}

/** The project's own tables of public facts. */
export const reference: readonly Case[] = [
  { what: "a national series in order", sql: series(), violates: [] },
  ...[
    "p10_annual_usd = 3",
    "p25_annual_usd = 4",
    "median_annual_usd = 5",
    "p75_annual_usd = 6",
    "jobs = 1000",
  ].map((wrong) => ({
    what: `a national series where ${wrong}`,
    sql: series(`update reference_series set ${wrong}`),
    violates: ["national_series_is_in_order"],
  })),
  ...["reference_period = '1999-05'", "reference_period = '2019-05'", "occupation_code = '29-2099'"].map(
    (wrong) => ({
      what: `a national series where ${wrong}`,
      sql: series(`update reference_series set ${wrong}`),
      violates: ["national_series_keeps_to_its_vintage"],
    }),
  ),
  {
    what: "a release with a code that no vintage knows, and with all occupations",
    sql: `${series(official("29-2052", 999))};${official("00-0000", 1000, "2016-05", "0002")}`,
    violates: [],
  },
  {
    what: "a release in which an occupation has as many jobs as all have",
    sql: `${official("29-2052", 1000)};${official("00-0000", 1000, "2016-05", "0002")}`,
    violates: ["national_series_is_in_order"],
  },
  {
    what: "a release with a code after its years",
    sql: series(official("29-2071", 100, "2019-05")),
    violates: ["national_series_keeps_to_its_vintage"],
  },
  ...["follows_code = '29-2099'", "first_year = 2018"].map((wrong) => ({
    what: `a later vintage with ${wrong}`,
    sql: series(`update occupation_vintages set ${wrong} where occupation_code = '29-2072'`),
    violates: ["vintages_run_forward"],
  })),
  {
    what: "a vintage that follows one still in use",
    sql: series("update occupation_vintages set last_year = null where occupation_code = '29-2071'"),
    violates: ["vintages_run_forward"],
  },
  ...[
    { years: [2016, 2017], violates: [] },
    { years: [2016, 2018], violates: ["price_index_has_no_gap"] },
  ].map(({ years, violates }) => ({
    what: `a price index of ${years.join(" and ")}`,
    sql: years
      .map((year) => insertInto("price_index", { ...statedIn(String(year)), year, cpi_u: 240 }))
      .join(";"),
    violates,
  })),
];
