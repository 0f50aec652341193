import type { RowChange, RowValues } from "../contracts/changes.ts";

/** Cells of a row as one line: `area_name Tucson, state AZ`. */
export const rowInWords = (row: RowValues): string =>
  Object.entries(row)
    .map(([column, value]) => `${column} ${String(value)}`)
    .join(", ");

/** What changed in a row: `annual_usd 47790 → 48000`. */
export const columnsInWords = ({ columns }: RowChange): string =>
  columns
    .map(({ column, before, after }) => `${column} ${String(before ?? "null")} → ${String(after ?? "null")}`)
    .join(", ");

/** A change in percent with its sign: `+4.6 %`, `−3 %`; nothing where it is not known. */
export const percentInWords = (change_pct: number | null): string =>
  change_pct === null ? "" : `${change_pct < 0 ? "−" : "+"}${String(Math.abs(change_pct))} %`;

/** Two counts of which either may not be known. */
export const countsInWords = (before: number | null, after: number | null): string =>
  `${String(before ?? "none")} → ${String(after ?? "none")}`;
