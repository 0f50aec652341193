import type { Wanted } from "./tables/header.ts";

/**
 * Columns of the Occupational Employment and Wage Statistics by their canonical names, each with the other titles
 * that releases gave it. Capitals, spaces, underscores and padding make no difference.
 */
export const OEWS_COLUMNS = {
  occ_code: [],
  occ_title: [],
  o_group: ["occ_group", "group"],
  tot_emp: [],
  emp_prse: [],
  jobs_1000: ["jobs_1000_orig"],
  loc_quotient: ["loc_q"],
  pct_total: [],
  pct_rpt: [],
  h_mean: [],
  a_mean: [],
  mean_prse: [],
  h_pct10: [],
  h_pct25: [],
  h_median: [],
  h_pct75: [],
  h_pct90: [],
  a_pct10: [],
  a_pct25: [],
  a_median: [],
  a_pct75: [],
  a_pct90: [],
  area: [],
  area_title: ["area_name", "state"],
  area_type: [],
  prim_state: ["st"],
  naics: [],
  naics_title: [],
  own_code: [],
} as const satisfies Wanted<string>;

/** Columns that are passed over, since others say the same. */
export const PASSED_OVER = {
  // How many digits of its code an industry has; an industry that stands twice for it is one.
  i_group: [],
  // TRUE where wages are published by the year alone, or by the hour alone; the others then have the mark *.
  annual: [],
  hourly: [],
} as const satisfies Wanted<string>;

/** Canonical name of a column. */
export type OewsColumn = keyof typeof OEWS_COLUMNS;

/** Columns without which a row of any release means nothing. */
export const NEEDED: readonly OewsColumn[] = ["occ_code", "occ_title", "tot_emp", "a_median"];
