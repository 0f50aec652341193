import type { FactTables } from "../../../pipeline/contracts/rows.ts";
import { insertInto } from "../insert.ts";
import { wage } from "../sample.ts";
import type { Case } from "./case.ts";

/** A row of the sample's median beside it, in another record of the same page. */
const percentile = (columns: Partial<FactTables["wages"]>): string =>
  insertInto("wages", {
    ...wage(columns).row,
    record_id: "national/industry_share/0001",
    source_id: "national",
  });

/** What the work pays. */
export const wages: readonly Case[] = [
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
