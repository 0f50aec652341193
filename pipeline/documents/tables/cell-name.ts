import type { TableRow } from "../../contracts/table.ts";

const isWorkbookRow = (row: TableRow): boolean => /!A\d+$/u.test(row.locator);

/** Letters of a column of a workbook, from 0: A, Z, AA. */
function letters(position: number): string {
  const rest = Math.floor(position / 26);
  return (rest === 0 ? "" : letters(rest - 1)) + String.fromCharCode(65 + (position % 26));
}

/** A column as its editor names it: `E` in a workbook, `column 5` in a delimited file. */
export function columnName(row: TableRow, position: number): string {
  return isWorkbookRow(row) ? letters(position) : `column ${position + 1}`;
}

/** A row in words: `row 5` of a workbook, `line 5` of a delimited file. */
export function rowName(row: TableRow): string {
  return `${isWorkbookRow(row) ? "row" : "line"} ${row.number}`;
}

/** A cell in words: `E5` in a workbook, `column 5 of line 7` in a delimited file. */
export function cellName(row: TableRow, position: number): string {
  const column = columnName(row, position);
  return isWorkbookRow(row) ? `${column}${row.number}` : `${column} of ${rowName(row)}`;
}
