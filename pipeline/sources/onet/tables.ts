import type { Wanted } from "../../documents/tables/header.ts";

/** Columns of the database's tables that are read, by the names under which cleaning knows them. */
export type Column =
  | "soc_code"
  | "occ_title"
  | "alternate_title"
  | "reported_title"
  | "short_title"
  | "technology"
  | "category"
  | "category_code"
  | "is_hot"
  | "job_zone"
  | "related_code"
  | "task"
  | "task_id"
  | "task_type"
  | "date";

/** A table of the database that is read. */
export interface KnownTable {
  /** Its name, which is also its file's. */
  readonly name: string;
  /** Kind of record that a row of it is. */
  readonly kind: string;
  /** All of them are needed. */
  readonly columns: readonly Column[];
  /** Columns that no two rows may have alike. */
  readonly key: readonly Column[];
  /** Whether rows of every occupation are records: titles are, since other tables name occupations by code alone. */
  readonly of: "occupation" | "all";
}

/** The tables that are read. The others of the database are passed over. */
export const TABLES: readonly KnownTable[] = [
  {
    name: "Occupation Data",
    kind: "occupation_title",
    columns: ["soc_code", "occ_title"],
    key: ["soc_code"],
    of: "all",
  },
  {
    name: "Alternate Titles",
    kind: "alternate_title",
    columns: ["soc_code", "alternate_title", "short_title"],
    key: ["soc_code", "alternate_title"],
    of: "occupation",
  },
  {
    name: "Sample of Reported Titles",
    kind: "reported_title",
    columns: ["soc_code", "reported_title"],
    key: ["soc_code", "reported_title"],
    of: "occupation",
  },
  {
    name: "Technology Skills",
    kind: "technology",
    columns: ["soc_code", "technology", "category", "category_code", "is_hot"],
    key: ["soc_code", "technology", "category_code"],
    of: "occupation",
  },
  {
    name: "Job Zones",
    kind: "job_zone",
    columns: ["soc_code", "job_zone", "date"],
    key: ["soc_code"],
    of: "occupation",
  },
  {
    name: "Related Occupations",
    kind: "related_occupation",
    columns: ["soc_code", "related_code"],
    key: ["soc_code", "related_code"],
    of: "occupation",
  },
  {
    name: "Task Statements",
    kind: "task",
    columns: ["soc_code", "task", "task_id", "task_type", "date"],
    key: ["soc_code", "task_id"],
    of: "occupation",
  },
];

const TITLES: Wanted<Column> = {
  soc_code: ["O*NET-SOC Code"],
  occ_title: ["Title"],
  alternate_title: ["Alternate Title"],
  reported_title: ["Reported Job Title"],
  short_title: ["Short Title"],
  technology: ["Example"],
  category: ["Commodity Title"],
  category_code: ["Commodity Code"],
  is_hot: ["Hot Technology"],
  job_zone: ["Job Zone"],
  related_code: ["Related O*NET-SOC Code"],
  task: ["Task"],
  task_id: ["Task ID"],
  task_type: ["Task Type"],
  date: ["Date"],
};

/** Titles of the columns that a table needs. */
export function titlesOf({ columns }: KnownTable): Wanted<Column> {
  return Object.fromEntries(columns.map((column) => [column, TITLES[column]])) as Wanted<Column>;
}

/** The title of the column that says which occupation a row is of, in every table that is by occupation. */
export const CODE_TITLE: Wanted<"soc_code"> = { soc_code: TITLES.soc_code };

/** `29-2072.00`. */
export const SOC_CODE = /^\d{2}-\d{4}\.\d{2}$/u;
