import type { IgnoredRows, RowFind, TableExtraction } from "../../contracts/source.ts";
import type { Sheet, TableFile, TableRow } from "../../contracts/table.ts";
import { fieldsOf, oddFault } from "../../documents/tables/fields.ts";
import { findHeader, type Header, seekHeader } from "../../documents/tables/header.ts";
import { type Column, COLUMNS, REQUIRED } from "./columns.ts";

/**
 * Reads the state's table: one record a row below the header. Nothing in the file says which year it is
 * of, so there is one part, and a newer file takes its place.
 *
 * @throws AlmanacError naming file, line and column where no sheet has the table's columns
 */
export function extract(file: TableFile): TableExtraction {
  const found = file.sheets.map((sheet) => seekHeader(file, sheet, COLUMNS, { required: REQUIRED }));
  const [first] = file.sheets;
  if (first !== undefined && found.every((header) => header === null)) {
    findHeader(file, first, COLUMNS, { required: REQUIRED });
  }
  const sheets = file.sheets.map((sheet, at) => readSheet(sheet, found[at] ?? null));
  return {
    part: "newest release",
    finds: sheets.flatMap(({ finds }) => finds),
    ignored: sheets.flatMap(({ ignored }) => ignored),
  };
}

function readSheet(
  sheet: Sheet,
  header: Header<Column> | null,
): { finds: readonly RowFind[]; ignored: readonly IgnoredRows[] } {
  const [from] = sheet.rows;
  const last = sheet.rows.at(-1);
  if (from === undefined || last === undefined) return { finds: [], ignored: [] };
  if (header === null)
    return {
      finds: [],
      ignored: [{ rule: "sheet_without_the_table", sheet, from: from.number, to: last.number }],
    };
  const head = { rule: "header", sheet, from: from.number, to: header.row.number };
  const below = sheet.rows.filter(({ number }) => number > header.row.number);
  const blank = below
    .filter(isBlank)
    .map(({ number }) => ({ rule: "blank_row", sheet, from: number, to: number }));
  const finds = below.filter((row) => !isBlank(row)).map((row) => findOf(row, header));
  return { finds, ignored: [head, ...blank] };
}

const isBlank = ({ cells }: TableRow): boolean => cells.every((cell) => cell.trim() === "");

const findOf = (row: TableRow, header: Header<Column>): RowFind => ({
  kind: "area_occupation",
  row,
  reading: oddFault(row, header) ?? fieldsOf(row, header),
});
