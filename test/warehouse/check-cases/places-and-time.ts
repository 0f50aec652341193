import type { Case } from "./case.ts";

/** Where figures are of. */
export const places: readonly Case[] = [
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

/** When figures are of. */
export const time: readonly Case[] = [
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
