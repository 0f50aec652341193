import type { Wanted } from "../../documents/tables/header.ts";

/** A column of the state's table. */
export type Column =
  | "area_type"
  | "area"
  | "area_name"
  | "occ_code"
  | "occ_title"
  | "tot_emp"
  | "a_mean"
  | "a_median"
  | "a_entry"
  | "a_experienced";

/** Columns of the state's table by their titles, which stand there with spaces before and behind them. */
export const COLUMNS: Wanted<Column> = {
  area_type: [],
  area: ["area code"],
  area_name: [],
  occ_code: ["standard occupational code", /^soc(?: code)?$/u],
  occ_title: ["occupational title", "occupation title", "occupation"],
  tot_emp: ["employment"],
  a_mean: ["mean wage", "mean annual wage"],
  a_median: ["median wage", "median annual wage"],
  a_entry: ["entry wage", "entry annual wage"],
  a_experienced: ["experienced wage", "experienced annual wage"],
};

/** A table that has lost one of them is another table. */
export const REQUIRED = [
  "area_type",
  "area",
  "area_name",
  "occ_code",
  "occ_title",
  "tot_emp",
  "a_mean",
  "a_median",
  "a_entry",
  "a_experienced",
] as const satisfies readonly Column[];
