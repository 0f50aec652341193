import { AlmanacError } from "../../contracts/errors.ts";
import type { Sheet, TableFile } from "../../contracts/table.ts";
import { columnOf, findHeader, type Header, type Wanted } from "../../documents/tables/header.ts";
import { CODE, type Table } from "./tables.ts";

/** What a column of a table of occupations can hold. */
export type Column =
  | "occ_title"
  | "occ_code"
  | "occ_type"
  | "base_jobs"
  | "target_jobs"
  | "change_jobs"
  | "change_pct"
  | "exits"
  | "transfers"
  | "openings"
  | "median_wage"
  | "education"
  | "experience"
  | "training";

/** The years of a projection. */
export interface Window {
  readonly base: number;
  readonly target: number;
}

/** Rows that a header may stand in, one above the other. */
const DEPTH = 3;

/**
 * Finds the columns of a table by what their headings mean, over all rows that a heading stands in:
 * `Employment` above `2016` and `Employment, 2016` are the same.
 *
 * @param also Columns that not every edition has.
 * @throws AlmanacError naming the columns that are missing, or two that are headed alike and differ.
 */
export function headerOf(
  file: TableFile,
  table: Table,
  window: Window,
  wanted: readonly Column[],
  also: readonly Column[],
): Header<Column> {
  const sheet: Sheet = { ...table.sheet, rows: table.rows };
  const body = table.rows[table.first];
  const header = findHeader<Column>(file, sheet, titlesOf([...wanted, ...also], window), {
    required: wanted.filter((column) => column !== "occ_code"),
    within: (body?.number ?? 1) - 1,
    depth: DEPTH,
  });
  return header.columns.has("occ_code") ? header : partTitleAndCode(header, table, file);
}

/** Older editions head two columns as one, `2016 National Employment Matrix title and code`; which is which, a row tells. */
function partTitleAndCode(header: Header<Column>, table: Table, file: TableFile): Header<Column> {
  const first = table.rows[table.first];
  const { position: at, title } = columnOf(header, "occ_title");
  const isCode = (position: number): boolean => CODE.test(first?.cells[position]?.trim() ?? "");
  const code = [at, at + 1].find(isCode);
  if (code === undefined) {
    throw new AlmanacError(`${table.name} has no column with the codes of the occupations`, {
      where: `${file.name}, ${first?.locator ?? table.sheet.name}`,
      next: "Compare the table with the publisher's, and take the file out of the folder if it was damaged.",
    });
  }
  const columns = new Map(header.columns)
    .set("occ_title", { position: code === at ? at + 1 : at, title })
    .set("occ_code", { position: code, title });
  return { ...header, columns };
}

/** Titles as they are compared: in lower case, without hyphens and dashes, rows of a stacked one joined by a bar. */
function titlesOf(columns: readonly Column[], { base, target }: Window): Wanted<Column> {
  const employment = (year: number): RegExp => new RegExp(`^employment(?:,| \\|) ${year}$`, "u");
  const all: Readonly<Record<Column, readonly RegExp[]>> = {
    occ_title: [/\bmatrix (?:occupation )?title(?: and code)?$/u],
    occ_code: [/\bmatrix (?:occupation )?code$/u],
    occ_type: [/^occupation type$/u],
    base_jobs: [employment(base)],
    target_jobs: [employment(target)],
    change_jobs: [/^(?=.*\bchange\b).* \| number$/u, /\bchange, numeric\b/u],
    change_pct: [/^(?=.*\bchange\b).* \| percent$/u, /\bchange, percent\b/u],
    exits: [/^(?!.*\brate\b).*\blabor force exits\b/u],
    transfers: [/^(?!.*\brate\b).*\boccupational transfers\b/u],
    openings: [/^occupational openings\b.*\bannual average$/u],
    median_wage: [/^median annual wage\b(?!.*\bquartile\b)/u],
    education: [/^typical education needed for entry$/u],
    experience: [/^work experience in a related occupation$/u],
    training: [/^typical on the job training\b/u],
  };
  return Object.fromEntries(columns.map((column) => [column, all[column]])) as Wanted<Column>;
}
