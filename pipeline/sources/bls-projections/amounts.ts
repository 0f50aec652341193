import type { Repair } from "../../contracts/record.ts";

/** An en dash, em dash or hyphen alone: the tables' sign for a value that is not available or does not apply. */
const NOT_AVAILABLE = /^[-–—]$/u;

/** A number in figures: an optional sign, thousands groups that are right or absent, decimals. */
const NUMBER = /^(?<sign>[-−]?)(?<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?<decimals>\d+))?$/u;

/** Digits after the point from which on they are what binary floating point made of a shorter number. */
const NOISE_DIGITS = 9;

/** What a cell says: a number, null for none, `undefined` where it is malformed; with what was changed. */
export interface Amount {
  readonly value: number | null | undefined;
  readonly repairs: readonly Repair[];
}

/** Reads a number of jobs printed in thousands (`194.8`) as jobs (194,800), by moving the point, so without rounding. */
export function readThousands(column_name: string, cell: string): Amount {
  return readWith(column_name, cell, ({ sign, whole, decimals }) =>
    decimals.length > 3 ? undefined : Number(`${sign}${whole}${decimals.padEnd(3, "0")}`),
  );
}

/** Reads a number as printed. */
export function readNumber(column_name: string, cell: string): Amount {
  return readWith(column_name, cell, ({ sign, whole, decimals }) => Number(`${sign}${whole}.${decimals}`));
}

interface Digits {
  readonly sign: string;
  readonly whole: string;
  readonly decimals: string;
}

function readWith(
  column_name: string,
  cell: string,
  toNumber: (digits: Digits) => number | undefined,
): Amount {
  const text = cell.trim();
  if (text === "" || NOT_AVAILABLE.test(text)) return { value: null, repairs: [] };
  const { printed, repairs } = withoutNoise(column_name, text);
  const { sign = "", whole = "", decimals = "" } = NUMBER.exec(printed)?.groups ?? {};
  if (whole === "") return { value: undefined, repairs: [] };
  const digits = { sign: sign === "" ? "" : "-", whole: whole.replaceAll(",", ""), decimals };
  // Adding zero makes 0 of -0, as in a change of -0.0.
  const value = toNumber(digits);
  return { value: value === undefined ? undefined : value + 0, repairs };
}

/** `194.79999999999998` is what a workbook made of 194.8. */
function withoutNoise(column_name: string, printed: string): { printed: string; repairs: readonly Repair[] } {
  const decimals = /\.(\d+)$/u.exec(printed)?.[1] ?? "";
  if (decimals.length < NOISE_DIGITS) return { printed, repairs: [] };
  const after = String(Number(Number(printed).toFixed(NOISE_DIGITS - 1)));
  return { printed: after, repairs: [{ column_name, rule: "float_noise", before: printed, after }] };
}
