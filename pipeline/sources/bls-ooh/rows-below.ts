import type { Block } from "../../contracts/document.ts";
import type { Fields, Find } from "../../contracts/record.ts";
import { findOf } from "../../documents/find-blocks.ts";

/**
 * Rows of a table of labels and values right below its lead-in, as finds with the fields label, value
 * (as printed) and unit, the sign that only the first row carries ("$", "%" or "").
 *
 * @param after Blocks behind the lead-in.
 * @param common Fields that the lead-in gives to every row.
 */
export function rowsBelow(after: readonly Block[], kind: string, common: Fields): Find[] {
  const end = after.findIndex((block) => !isRow(block));
  const rows = end < 0 ? after : after.slice(0, end);
  const unit = /[$%]/u.exec(rows[0]?.cells[1]?.text ?? "")?.[0] ?? "";
  return rows.map((row) => {
    const [label, value] = row.cells.map(({ text }) => text);
    return findOf(kind, row, { ...common, label: label ?? "", value: value ?? "", unit });
  });
}

/** A row of such a table. */
export function isRow({ kind, cells }: Block): boolean {
  return kind === "table_row" && cells.length === 2;
}
