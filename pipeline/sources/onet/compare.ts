import type { TableRow } from "../../contracts/table.ts";
import type { Header } from "../../documents/tables/header.ts";
import { rowName } from "../../documents/tables/cell-name.ts";
import { cellOf } from "../../documents/tables/fields.ts";
import type { Column, KnownTable } from "./tables.ts";

/**
 * Rows that a table should have once and has more often: null for one that says again what an earlier row
 * says, else why none of them can be believed.
 */
export function repeatsIn(
  rows: readonly TableRow[],
  { key }: KnownTable,
  header: Header<Column>,
): ReadonlyMap<TableRow, string | null> {
  const alike = new Map<string, TableRow[]>();
  for (const row of rows) {
    const name = JSON.stringify(key.map((column) => cellOf(row, header, column)));
    alike.set(name, [...(alike.get(name) ?? []), row]);
  }
  const repeats = new Map<TableRow, string | null>();
  for (const group of alike.values()) {
    if (group.length === 1) continue;
    const isSame = new Set(group.map(({ raw_text }) => raw_text)).size === 1;
    const reason = `the table says this twice, and not the same: ${group.map(rowName).join(" and ")}`;
    (isSame ? group.slice(1) : group).forEach((row) => repeats.set(row, isSame ? null : reason));
  }
  return repeats;
}

/** Core tasks before supplemental ones and those that nobody has rated, each by their number. */
const TASK_TYPES = ["core", "supplemental"];

/** Position of each task among those of its occupation, from 1. */
export function positionsOf(
  rows: readonly TableRow[],
  header: Header<Column>,
): ReadonlyMap<TableRow, number> {
  const rank = (row: TableRow): number => {
    const at = TASK_TYPES.indexOf(cellOf(row, header, "task_type").toLowerCase());
    return at < 0 ? TASK_TYPES.length : at;
  };
  const id = (row: TableRow): number => Number(cellOf(row, header, "task_id"));
  const sorted = [...rows].sort((a, b) => rank(a) - rank(b) || id(a) - id(b) || a.number - b.number);
  const counts = new Map<string, number>();
  return new Map(
    sorted.map((row) => {
      const code = cellOf(row, header, "soc_code");
      const position = (counts.get(code) ?? 0) + 1;
      counts.set(code, position);
      return [row, position];
    }),
  );
}
