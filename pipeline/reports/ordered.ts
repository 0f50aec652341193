import { desc, from } from "arquero";

/**
 * Rows in the order of some columns; a column with `-` before its name counts from the greatest. Nulls
 * come last. Arquero knows no columns of a table without rows, so none are asked for there.
 */
export function ordered<Row extends object>(rows: readonly Row[], ...columns: readonly string[]): Row[] {
  if (rows.length === 0) return [];
  const keys = columns.map((column) => (column.startsWith("-") ? desc(column.slice(1)) : column));
  return from([...rows])
    .orderby(...keys)
    .objects() as Row[];
}
