import type { Fields, Repair } from "../contracts/record.ts";
import type { Mark } from "../contracts/rows.ts";
import { parseNumber } from "./amounts.ts";

/** A figure of a release: its value, or the mark that stands in its place. Both are null where its column is absent. */
export interface Figure {
  readonly value: number | null;
  readonly mark: Mark;
}

/** Why a row is set aside, in words. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/** Marks that a release prints in place of a figure; what each means is in its sheet `Field Descriptions`. */
const MARKS: ReadonlyMap<string, Figure> = new Map(
  (["*", "**", "#", "~"] as const).map((mark) => [mark, { value: null, mark }]),
);

const ABSENT: Figure = { value: null, mark: null };
const NOT_STATED: Figure = { value: null, mark: "not stated" };

/** How far a figure may be from its rounded self to be that figure with the noise of binary fractions. */
const NOISE = 1e-9;

/** What a column counts in. */
export interface Precision {
  /** Digits after the point that the survey publishes. */
  readonly decimals: number;
  /** Whether a figure with more of them is a misreading; shares and quotients may be published finer one day. */
  readonly is_strict: boolean;
}

/** Dollars a year and jobs. */
export const WHOLE: Precision = { decimals: 0, is_strict: true };
/** Dollars an hour. */
export const CENTS: Precision = { decimals: 2, is_strict: true };
/** Shares, standard errors, jobs per 1,000 and quotients. */
export const RATIO: Precision = { decimals: 3, is_strict: false };

/**
 * The figure of a column. Thousands may be parted by commas, as delimited files print them. A fraction
 * with the noise of binary arithmetic (17.260000000000002) is repaired by the rule `float_noise`.
 *
 * @param repairs Takes what was changed.
 * @throws Unreadable naming the column where the cell is neither a number nor a mark, or too fine for its precision.
 */
export function figureOf(fields: Fields, column: string, precision: Precision, repairs: Repair[]): Figure {
  const raw = fields[column];
  if (raw === undefined) return ABSENT;
  const text = raw.trim();
  if (text === "") return NOT_STATED;
  const marked = MARKS.get(text);
  if (marked !== undefined) return marked;
  const value = parseNumber(text.startsWith(".") ? `0${text}` : text);
  if (value === null) {
    throw new Unreadable(`${column.toUpperCase()} reads “${text}”, which is neither a number nor a mark`);
  }
  return { value: settle(value, text, column, precision, repairs), mark: null };
}

function settle(
  value: number,
  text: string,
  column: string,
  precision: Precision,
  repairs: Repair[],
): number {
  const scale = 10 ** precision.decimals;
  const rounded = Math.round(value * scale) / scale;
  if (Math.abs(value - rounded) > NOISE * Math.max(1, value)) {
    if (!precision.is_strict) return value;
    const allowed = precision.decimals === 0 ? "no decimals" : `${precision.decimals} decimals at most`;
    throw new Unreadable(`${column.toUpperCase()} reads “${text}”, where the survey publishes ${allowed}`);
  }
  const printed = fractionOf(text);
  if (printed.length > precision.decimals) {
    repairs.push({ column_name: column, rule: "float_noise", before: text, after: String(rounded) });
  }
  return rounded;
}

/** Digits after the point, without zeros at the end. */
function fractionOf(text: string): string {
  const point = text.indexOf(".");
  return point < 0 ? "" : text.slice(point + 1).replace(/(?<!0)0+$/u, "");
}
