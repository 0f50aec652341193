import { describe, expect, it } from "vitest";
import type { FactTables } from "../../pipeline/contracts/rows.ts";
import { sqlFiles, WAREHOUSE_SQL } from "../../pipeline/lib/sql-files.ts";
import { check } from "../../pipeline/stages/check.ts";
import { insertInto } from "./insert.ts";
import { about, statedIn, undated, wage } from "./sample.ts";
import { sharedDatabase } from "./temporary.ts";

interface Case {
  /** What is wrong with the rows, or, where nothing is, what looks wrong and is not. */
  readonly what: string;
  readonly sql: string;
  /** Checks that the rows violate; all others must still pass. */
  readonly violates: readonly string[];
}

const LOST = "every_record_is_accounted_for";

const provenance: Case[] = [
  { what: "the sample as it is", sql: "select 1", violates: [] },
  {
    what: "a loaded record without a row",
    sql: "delete from area_rankings where rank = 2",
    violates: ["every_loaded_record_has_a_row", LOST],
  },
  {
    what: "a row of a quarantined record",
    sql: insertInto("related_occupations", {
      ...about,
      record_id: "cities/city_row/0003",
      related_title: "Nurse",
    }),
    violates: [LOST, "every_row_has_a_loaded_record"],
  },
  {
    what: "a row of an ignored record",
    sql: insertInto("related_occupations", {
      ...about,
      record_id: "cities/vacancy/0004",
      related_title: "Nurse",
    }),
    violates: [LOST, "every_row_has_a_loaded_record"],
  },
  {
    what: "a repaired record without repairs",
    sql: "delete from repairs",
    violates: [LOST, "every_repaired_record_has_repairs"],
  },
  {
    what: "a repair of a record that is not repaired",
    sql: "insert into repairs values ('cities/city_row/0000', 'cities', 'state', 'rule', 'a', 'b')",
    violates: [LOST, "every_repair_has_a_repaired_record"],
  },
  {
    what: "a row under another source than its record's",
    sql: "update projections set source_id = 'cities'",
    violates: ["rows_keep_the_source_of_their_record"],
  },
  {
    what: "a repair under another source than its record's",
    sql: "update repairs set source_id = 'national'",
    violates: ["rows_keep_the_source_of_their_record"],
  },
  {
    what: "records of a snapshot that is not there",
    sql: "update records set snapshot_id = repeat('f', 64) where kind = 'vacancy'",
    violates: ["every_record_is_of_a_current_snapshot"],
  },
  {
    what: "blocks of a snapshot that is not there",
    sql: "update blocks set snapshot_id = repeat('f', 64) where position = 0 and source_id = 'cities'",
    violates: ["every_record_is_of_a_current_snapshot"],
  },
  {
    what: "records of a superseded snapshot",
    sql: `insert into snapshots
      select * replace ('cities/new.txt' as path, repeat('f', 64) as snapshot_id)
      from snapshots where source_id = 'cities';
      update snapshots set state = 'superseded' where path = 'cities/page.txt'`,
    violates: ["every_record_is_of_a_current_snapshot"],
  },
  {
    what: "two current snapshots of one part of a source",
    sql: `insert into snapshots
      select * replace ('cities/new.txt' as path, repeat('f', 64) as snapshot_id)
      from snapshots where source_id = 'cities'`,
    violates: ["no_source_has_two_current_snapshots"],
  },
  {
    what: "current snapshots of two parts of a source",
    sql: `insert into snapshots
      select * replace ('cities/new.txt' as path, repeat('f', 64) as snapshot_id, 'another page' as part)
      from snapshots where source_id = 'cities'`,
    violates: [],
  },
  {
    what: "an older snapshot of the same part that is superseded",
    sql: `insert into snapshots
      select * replace ('cities/old.txt' as path, repeat('f', 64) as snapshot_id, 'superseded' as state)
      from snapshots where source_id = 'cities'`,
    violates: [],
  },
  {
    what: "a source whose only snapshot is unusable",
    sql: `insert into snapshots
      select * replace ('asleep' as source_id, 'unusable' as state, 'a challenge page' as state_reason)
      from snapshots where source_id = 'cities'`,
    violates: ["every_source_with_snapshots_has_a_usable_one"],
  },
  {
    what: "no row at all",
    sql: "delete from wages; delete from employment; delete from projections; delete from area_rankings",
    violates: ["at_least_one_source_is_loaded", "every_loaded_record_has_a_row", LOST],
  },
  {
    what: "rows of reference tables only",
    sql: "update sources set is_reference = true",
    violates: ["at_least_one_source_is_loaded"],
  },
  {
    what: "a block that nobody reads",
    sql: "update blocks set state = 'unclaimed' where position = 0",
    violates: ["every_block_is_claimed"],
  },
  ...[
    "chars:0-3",
    "chars:0-",
    "chars:9-1",
    "0-48",
    "line:0",
    "Sheet!5A",
    "!A5",
    "#line:5",
    "oews.zip#",
    "",
  ].map((locator) => ({
    what: `the locator "${locator}"`,
    sql: `update records set locator = '${locator}' where record_id = 'cities/city_row/0000'`,
    violates: ["locators_span_their_raw_text"],
  })),
  ...["line:12", "Wages 2024!AB12", "oews.zip#line:12", "oews.zip#national M2024!A5"].map((locator) => ({
    what: `the locator "${locator}" of a table`,
    sql: `update records set locator = '${locator}'`,
    violates: [],
  })),
];

/** A row of the sample's median beside it, in another record of the same page. */
const percentile = (columns: Partial<FactTables["wages"]>): string =>
  insertInto("wages", {
    ...wage(columns).row,
    record_id: "national/industry_share/0001",
    source_id: "national",
  });

const wages: Case[] = [
  {
    what: "a mark beside a wage",
    sql: "update wages set mark = '*' where statistic = 'median'",
    violates: ["missing_values_carry_their_mark"],
  },
  {
    what: "a missing wage without a mark",
    sql: "update wages set mark = null where area_name = 'Phoenix'",
    violates: ["missing_values_carry_their_mark"],
  },
  {
    what: "missing jobs without a mark",
    sql: "update employment set value = null where area_name = 'Phoenix'",
    violates: ["missing_values_carry_their_mark"],
  },
  {
    what: "a wage that is stated by the hour only",
    sql: "update wages set annual_usd = null where statistic = 'median'",
    violates: [],
  },
  {
    what: "a wage of a release by the hour only, with the mark of the year's",
    sql: "update wages set annual_usd = null, mark = '*', release = 'A survey of 2016' where statistic = 'median'",
    violates: [],
  },
  {
    what: "a mark beside a release's wage that is there by the year and by the hour",
    sql: "update wages set mark = '*', release = 'A survey of 2016', hourly_usd = annual_usd / 2080 where statistic = 'median'",
    violates: ["missing_values_carry_their_mark"],
  },
  {
    what: "a wage of 9,999 dollars a year",
    sql: "update wages set annual_usd = 9999 where statistic = 'p10'",
    violates: ["wages_are_plausible"],
  },
  {
    what: "a wage of 4 dollars an hour",
    sql: "update wages set annual_usd = null, hourly_usd = 4 where statistic = 'median'",
    violates: ["wages_are_plausible"],
  },
  {
    what: "an hourly wage that is not the annual one's",
    sql: "update wages set hourly_usd = 19.29 where statistic = 'median'",
    violates: ["hourly_and_annual_wages_agree"],
  },
  {
    what: "a lowest tenth above the median",
    sql: "update wages set annual_usd = 38041 where statistic = 'p10'",
    violates: ["percentiles_are_in_order"],
  },
  {
    what: "an hourly lowest tenth above the median",
    sql: "update wages set annual_usd = null, hourly_usd = 18.30 where statistic = 'p10'",
    violates: ["percentiles_are_in_order"],
  },
  {
    what: "a lowest tenth above the third quarter, with a first quarter in place",
    sql: `update wages set statistic = 'p75', hourly_usd = null where statistic = 'median';
      update wages set annual_usd = 38041 where statistic = 'p10';
      ${percentile({ statistic: "p25", annual_usd: 38_050 })}`,
    violates: ["percentiles_are_in_order"],
  },
  {
    what: "a lowest tenth above the median, where the quarter between them is not stated",
    sql: `update wages set annual_usd = 38041 where statistic = 'p10';
      ${percentile({ statistic: "p25", annual_usd: null, mark: "*" })}`,
    violates: ["percentiles_are_in_order"],
  },
  {
    what: "a median of another record of the page below the lowest tenth",
    sql: `delete from wages where statistic = 'median';
      ${percentile({ statistic: "median", annual_usd: 24_999 })}`,
    violates: ["percentiles_are_in_order"],
  },
  {
    what: "a median below the lowest tenth in one record of a release",
    sql: `update wages set release = 'OEWS May 2016', area_type = 'state', state = 'CA'
        where area_type = 'nation';
      update wages set annual_usd = 24999, hourly_usd = null where statistic = 'median'`,
    violates: ["percentiles_are_in_order"],
  },
  {
    what: "a median below the lowest tenth of another record of a release",
    sql: `delete from wages where statistic = 'median';
      ${percentile({ statistic: "median", annual_usd: 24_999 })};
      update wages set release = 'OEWS May 2016', area_type = 'state', state = 'CA'
        where area_type = 'nation'`,
    violates: [],
  },
  {
    what: "equal percentiles",
    sql: "update wages set annual_usd = 38040 where statistic = 'p10'",
    violates: [],
  },
  {
    what: "a lowest tenth of another industry above the median",
    sql: "update wages set annual_usd = 38041, industry = 'Hospitals' where statistic = 'p10'",
    violates: [],
  },
  {
    what: "a typical wage above its range",
    sql: "update wages set annual_usd = 56501 where statistic = 'typical' and area_name = 'Birmingham'",
    violates: ["ranges_hold_their_typical_wage"],
  },
  {
    what: "a typical wage below its range",
    sql: "update wages set annual_usd = 27499 where statistic = 'typical' and area_name = 'Birmingham'",
    violates: ["ranges_hold_their_typical_wage"],
  },
  {
    what: "a typical wage that only rounding puts outside its range",
    sql: "update wages set annual_usd = 56500 where statistic = 'typical' and area_name = 'Birmingham'",
    violates: [],
  },
  {
    what: "a range that begins above its end",
    sql: `update wages set annual_usd = null, mark = '$' where statistic = 'typical';
      update wages set annual_usd = 57000 where statistic = 'range_low' and area_name = 'Birmingham'`,
    violates: ["ranges_hold_their_typical_wage"],
  },
];

const places: Case[] = [
  {
    what: "a city in which one job of ten is of the occupation",
    sql: "update employment set value = 10 where area_name = 'Phoenix' and measure = 'share_of_area_jobs_pct'",
    violates: ["city_shares_are_plausible"],
  },
  {
    what: "one city twice",
    sql: "update wages set area_name = 'Phoenix', state = 'AZ' where area_name = 'Birmingham'",
    violates: ["cities_stand_once_in_their_state"],
  },
  {
    what: "one name in two states",
    sql: "update wages set area_name = 'Phoenix' where area_name = 'Birmingham'",
    violates: [],
  },
  {
    what: "shares of industries beyond the whole",
    sql: "update employment set value = 83 where industry = 'Hospitals'",
    violates: ["industry_shares_stay_within_100_percent"],
  },
  {
    what: "shares of industries that only rounding puts beyond the whole",
    sql: "update employment set value = 82 where industry = 'Hospitals'",
    violates: [],
  },
  {
    what: "a figure of the nation with a state",
    sql: "update wages set state = 'CA' where area_type = 'nation'",
    violates: ["areas_name_their_state"],
  },
  {
    what: "a city without a state",
    sql: "update employment set state = null where area_name = 'Phoenix'",
    violates: ["areas_name_their_state"],
  },
  {
    what: "half a job",
    sql: "update employment set value = 2730.5 where area_name = 'Phoenix' and measure = 'jobs'",
    violates: ["job_counts_are_whole"],
  },
  {
    what: "a gap in a ranking",
    sql: "update area_rankings set rank = 3 where rank = 2",
    violates: ["ranks_run_without_gap"],
  },
  {
    what: "a repeat in a ranking",
    sql: "update area_rankings set rank = 2 where rank = 1",
    violates: ["ranks_run_without_gap"],
  },
];

const time: Case[] = [
  {
    what: "a target that is not base plus change",
    sql: "update projections set target_jobs = 234300",
    violates: ["projections_add_up"],
  },
  {
    what: "a percent that is not change by base",
    sql: "update projections set change_pct = 15",
    violates: ["projections_add_up"],
  },
  {
    what: "a percent that is not target by base, where no change is stated",
    sql: "update projections set change_jobs = null, change_pct = 15",
    violates: ["projections_add_up"],
  },
  {
    what: "a projection of which only the percent is stated",
    sql: "update projections set base_jobs = null, target_jobs = null, change_jobs = null",
    violates: [],
  },
  ...[
    { off: "as far as rounding goes", exits: 7175, violates: [] },
    { off: "farther than rounding goes", exits: 7176, violates: ["openings_add_up"] },
  ].map(({ off, exits, violates }) => ({
    what: `openings that are off their parts ${off}`,
    sql: `update projections set openings_per_year = 14200, openings_growth_per_year = 1380,
      openings_exits_per_year = ${exits}, openings_transfers_per_year = 5800`,
    violates,
  })),
  {
    what: "openings of which one part is not known",
    sql: "update projections set openings_per_year = 14200, openings_exits_per_year = 7100",
    violates: [],
  },
  ...["2016-13", "2016-26", "16", "May 2016"].map((period) => ({
    what: `the period "${period}"`,
    sql: `update projections set reference_period = '${period}'`,
    violates: ["dates_have_their_evidence"],
  })),
  ...["2016", "2016-05", "2016/2026"].map((period) => ({
    what: `the period "${period}"`,
    sql: `update projections set reference_period = '${period}'`,
    violates: [],
  })),
  {
    what: "a period of which nobody says how it is known",
    sql: "update projections set reference_period_basis = 'unknown', reference_period_evidence = null",
    violates: ["dates_have_their_evidence"],
  },
  {
    what: "a period without evidence",
    sql: "update projections set reference_period_evidence = null",
    violates: ["dates_have_their_evidence"],
  },
  {
    what: "a stated period that is missing",
    sql: "update projections set reference_period = null",
    violates: ["dates_have_their_evidence"],
  },
];

/** A line of the project's own series and the vintages of its code, in order, before a statement that breaks it. */
const series = (broken = ""): string =>
  [
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

const reference: Case[] = [
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

const cases = [...provenance, ...wages, ...places, ...time, ...reference];

describe("checks", () => {
  const warehouse = sharedDatabase();

  it.each(cases)("$what violates $violates", async ({ sql, violates }) => {
    await warehouse().undone(async (db) => {
      await db.run(sql);
      const violated = (await check(db, WAREHOUSE_SQL)).filter((result) => result.violations > 0);
      expect(violated.map((result) => result.name)).toEqual([...violates].sort());
    });
  });

  it("each have a case that violates them", async () => {
    const files = await sqlFiles(`${WAREHOUSE_SQL}/checks`);
    const violated = new Set(cases.flatMap((known) => known.violates));
    expect([...violated].sort()).toEqual(files.map((file) => file.name));
  });
});
