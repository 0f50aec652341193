import { AlmanacError } from "../../contracts/errors.ts";
import type { Sheet, TableFile, TableRow } from "../../contracts/table.ts";
import { columnName, rowName } from "./cell-name.ts";

/**
 * Columns by canonical name, each with the titles that mean it: texts, compared as {@link plainTitle} has
 * them, or patterns tried on that plain title. The canonical name itself need not be listed. A title goes to the first name that it fits.
 */
export type Wanted<Name extends string> = Readonly<Record<Name, readonly (string | RegExp)[]>>;

/** A column that was found. */
export interface Column {
  /** From 0. */
  readonly position: number;
  /** Its title as it stands; of a stacked header the titles above each other, joined by ` | `. */
  readonly title: string;
}

/** The header of a sheet; its records begin after {@link row}. */
export interface Header<Name extends string> {
  /** The row with the titles, of a stacked header its last. */
  readonly row: TableRow;
  readonly columns: ReadonlyMap<Name, Column>;
  /** File, sheet and row, for errors. */
  readonly place: string;
}

/** How a header is looked for. */
export interface HeaderSearch<Name extends string> {
  /** Names without which a row is no header. */
  readonly required: readonly Name[];
  /** Rows at the start of the sheet in which it ends; 10 where absent. */
  readonly within?: number;
  /** Most rows above each other that make one header; 1 where absent. */
  readonly depth?: number;
}

const WITHIN = 10;

const NEXT =
  "Check that this is the publisher's file; where a column has a new title, add it to the source's titles.";

/** A title in lower case; spaces, line breaks, underscores, hyphens and dashes of any kind are one space. */
export function plainTitle(title: string): string {
  return title
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_\p{Dash_Punctuation}]+/gu, " ")
    .trim();
}

/**
 * Titles of a header of several rows, one for each column. A title spans the columns to its right up to the
 * next one in its row or in a row above, as merged cells do, but only those that have a title of their own below.
 */
function stackedTitles(rows: readonly TableRow[]): string[] {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const own = (row: TableRow, column: number) => (row.cells[column] ?? "").trim();
  return Array.from({ length: width }, (_, column) => {
    let from = 0;
    const titles = rows.map((row, level) => {
      if (own(row, column) !== "") from = column;
      const hasTitleBelow = rows.slice(level + 1).some((below) => own(below, column) !== "");
      if (from === column || !hasTitleBelow) return own(row, column);
      let start = column;
      while (start > from && own(row, start) === "") start--;
      from = start;
      return own(row, start);
    });
    return titles.filter((title) => title !== "").join(" | ");
  });
}

function nameOf<Name extends string>(title: string, wanted: Wanted<Name>): Name | null {
  const plain = plainTitle(title);
  if (plain === "") return null;
  for (const name in wanted) {
    const fits = [name, ...wanted[name]].some((one) =>
      typeof one === "string" ? plainTitle(one) === plain : new RegExp(one).test(plain),
    );
    if (fits) return name;
  }
  return null;
}

/** Positions of each name, of which one is wanted. */
function positionsOf<Name extends string>(
  titles: readonly string[],
  wanted: Wanted<Name>,
): Map<Name, number[]> {
  const positions = new Map<Name, number[]>();
  titles.forEach((title, position) => {
    const name = nameOf(title, wanted);
    if (name !== null) positions.set(name, [...(positions.get(name) ?? []), position]);
  });
  return positions;
}

/** One header, or what comes nearest to one. */
interface Candidate<Name extends string> {
  readonly row: TableRow;
  readonly titles: readonly string[];
  readonly positions: ReadonlyMap<Name, readonly number[]>;
  readonly missing: readonly Name[];
}

function candidates<Name extends string>(
  sheet: Sheet,
  wanted: Wanted<Name>,
  { required, within = WITHIN, depth = 1 }: HeaderSearch<Name>,
): Candidate<Name>[] {
  const head = sheet.rows.filter(({ number }) => number <= within);
  const depths = Array.from({ length: depth }, (_, index) => index + 1);
  return depths.flatMap((rows) =>
    head.slice(rows - 1).map((row, start) => {
      const titles = stackedTitles(head.slice(start, start + rows));
      const positions = positionsOf(titles, wanted);
      return { row, titles, positions, missing: required.filter((name) => !positions.has(name)) };
    }),
  );
}

function place(file: TableFile, sheet: Sheet, row: TableRow | null): string {
  const inside = sheet.member === null ? file.name : `${file.name}, member ${sheet.member}`;
  const parts = [
    inside,
    sheet.name === file.name ? [] : [`sheet ${sheet.name}`],
    row === null ? [] : [rowName(row)],
  ];
  return parts.flat().join(", ");
}

/** The first of the columns with one title, where all of them hold the same in every row below. */
function onlyColumn<Name extends string>(
  found: Candidate<Name>,
  positions: readonly number[],
  file: TableFile,
  sheet: Sheet,
): number {
  const [first = 0, ...others] = positions;
  if (others.length === 0) return first;
  const below = sheet.rows.filter(({ number, fault }) => number > found.row.number && fault === null);
  const other = others.find((position) =>
    below.some(({ cells }) => (cells[position] ?? "") !== (cells[first] ?? "")),
  );
  if (other === undefined) return first;
  const [one, two] = [first, other].map((position) => columnName(found.row, position));
  throw new AlmanacError(
    `Two columns have the title "${found.titles[first] ?? ""}" or one that means the same, and hold different values: ${one} and ${two}.`,
    {
      where: place(file, sheet, found.row),
      next: "Find out which of the two is meant, rename or remove the other, and put the file in the place of this one.",
    },
  );
}

function headerOf<Name extends string>(found: Candidate<Name>, file: TableFile, sheet: Sheet): Header<Name> {
  const columns = new Map<Name, Column>();
  for (const [name, positions] of found.positions) {
    const position = onlyColumn(found, positions, file, sheet);
    columns.set(name, { position, title: (found.titles[position] ?? "").trim() });
  }
  return { row: found.row, columns, place: place(file, sheet, found.row) };
}

function lacking(names: readonly string[], where: string): AlmanacError {
  return new AlmanacError(
    `The header lacks the ${names.length === 1 ? "column" : "columns"} ${names.join(", ")}.`,
    {
      where,
      next: NEXT,
    },
  );
}

/**
 * Positions of columns that have a title which means nothing known, or none and still hold something.
 *
 * @param known Columns that are read, and those that are passed over on purpose.
 * @param rows The records below the header.
 */
export function unknownColumns<Name extends string>(
  { row }: Header<Name>,
  known: Wanted<string>,
  rows: readonly TableRow[],
): number[] {
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), row.cells.length);
  return Array.from({ length: width }, (_, position) => position).filter((position) => {
    const title = row.cells[position] ?? "";
    if (title.trim() !== "") return nameOf(title, known) === null;
    return rows.some(({ cells }) => (cells[position] ?? "").trim() !== "");
  });
}

/**
 * A column that the table cannot do without.
 *
 * @throws AlmanacError naming file, sheet, row and column, where the header does not have it
 */
export function columnOf<Name extends string>({ columns, place }: Header<Name>, name: Name): Column {
  const column = columns.get(name);
  if (column === undefined) throw lacking([name], place);
  return column;
}

/**
 * Finds the header of a sheet by the meaning of its titles: the first row (or, with `depth`, the fewest rows above each
 * other) that has every required column.
 *
 * @returns null where no row has them: the sheet is another one
 * @throws AlmanacError naming file, sheet, row and both columns, where two columns mean the same and differ
 */
export function seekHeader<Name extends string>(
  file: TableFile,
  sheet: Sheet,
  wanted: Wanted<Name>,
  search: HeaderSearch<NoInfer<Name>>,
): Header<Name> | null {
  const found = candidates(sheet, wanted, search).find(({ missing }) => missing.length === 0);
  return found === undefined ? null : headerOf(found, file, sheet);
}

/**
 * Finds the header of a sheet that must have one; see {@link seekHeader}.
 *
 * @throws AlmanacError naming file, sheet, the row that comes nearest and the columns that it lacks
 */
export function findHeader<Name extends string>(
  file: TableFile,
  sheet: Sheet,
  wanted: Wanted<Name>,
  search: HeaderSearch<NoInfer<Name>>,
): Header<Name> {
  const header = seekHeader(file, sheet, wanted, search);
  if (header !== null) return header;
  const tried = candidates(sheet, wanted, search).filter(({ positions }) => positions.size > 0);
  const [nearest] = tried.sort((a, b) => a.missing.length - b.missing.length);
  if (nearest !== undefined) throw lacking(nearest.missing, place(file, sheet, nearest.row));
  const needed = search.required.join(", ");
  throw new AlmanacError(
    `None of the first ${search.within ?? WITHIN} rows is a header with the columns ${needed}.`,
    { where: place(file, sheet, null), next: NEXT },
  );
}
