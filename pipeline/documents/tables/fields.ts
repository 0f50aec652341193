import type { Fields } from "../../contracts/record.ts";
import type { OddCell, TableRow } from "../../contracts/table.ts";
import { cellName } from "./cell-name.ts";
import { columnOf, type Header } from "./header.ts";

/** What an odd cell is, with its article. */
const ODD: Readonly<Record<OddCell, string>> = {
  date: "a date",
  formula: "a formula",
  boolean: "a truth value",
  error: "an error",
};

/**
 * Cells of a row by the canonical names of its columns, as they stand; a cell that is empty or white space is absent.
 */
export function fieldsOf<Name extends string>(row: TableRow, header: Header<Name>): Fields {
  const fields = Object.create(null) as Record<string, string>;
  for (const [name, { position }] of header.columns) {
    const cell = row.cells[position] ?? "";
    if (cell.trim() !== "") fields[name] = cell;
  }
  return fields;
}

/**
 * The cell of a column, trimmed; empty where it is or the row ends before it.
 *
 * @throws AlmanacError naming file, sheet and column, where the header does not have the column
 */
export function cellOf<Name extends string>({ cells }: TableRow, header: Header<Name>, name: Name): string {
  return cells[columnOf(header, name).position]?.trim() ?? "";
}

/** Whether a line of a delimited file has other cells than its header; empty ones beyond it do not count. */
function widthFault<Name extends string>(row: TableRow, header: Header<Name>): string | null {
  const isLine = /(?:^|#)line:\d+$/u.test(row.locator);
  const width = header.row.cells.length;
  const fits = row.cells.length >= width && row.cells.slice(width).every((cell) => cell.trim() === "");
  return !isLine || fits ? null : `the line has ${row.cells.length} cells and the header ${width}`;
}

/**
 * Why the cells of a row cannot be taken for its columns: the row's own fault, another number of cells than the header's, or
 * a cell of a column that was found that holds neither text nor a plain number ("H_MEAN in E5 holds a date"). Null where
 * nothing speaks against it.
 */
export function oddFault<Name extends string>(row: TableRow, header: Header<Name>): string | null {
  const fault = row.fault ?? widthFault(row, header);
  if (fault !== null || row.odd.size === 0) return fault;
  for (const { position, title } of header.columns.values()) {
    const odd = row.odd.get(position);
    if (odd !== undefined) return `${title} in ${cellName(row, position)} holds ${ODD[odd]}`;
  }
  return null;
}
