import { parseNumber, parseUsd } from "../../cleaning/amounts.ts";
import { HOURS_A_YEAR, isPlausible, type Per } from "../../cleaning/plausible-wages.ts";
import type { FactTables } from "../../contracts/rows.ts";

type Mark = FactTables["wages"]["mark"];

/** A wage as printed: a value, or the mark that says why there is none. */
export interface Amount {
  readonly value: number | null;
  readonly mark: Mark;
}

/**
 * Highest hourly wage that the survey of a year publishes, newest first (notes of the OEWS releases); a
 * tail "more than" just this wage is a floor, not a wage.
 */
const TOP_HOURLY_USD: readonly { readonly from: number; readonly usd: number }[] = [
  { from: 2022, usd: 115 },
  { from: 2016, usd: 100 },
];

/** Reads a wage; a text where it is none. */
export function readAmount(printed: string, per: Per): Amount | string {
  if (/\bnot available\b/iu.test(printed)) return { value: null, mark: "N/A" };
  if (/\b(?:equal to|or (?:greater|more)|at least)\b/iu.test(printed)) return { value: null, mark: "#" };
  const value = parseUsd(printed);
  if (value === null) return `“${printed}” is not an amount in dollars`;
  if (!isPlausible(value, "official", per)) return `${printed} is not plausible as an ${per} wage`;
  return { value, mark: null };
}

/**
 * A tail that is the highest wage published is a floor: no value, marked so. Where the year is not
 * known (empty), the highest wage of any year counts.
 */
export function asTail(amount: Amount, per: Per, year: string): Amount {
  const inForce = TOP_HOURLY_USD.find(({ from }) => year !== "" && Number(year) >= from);
  const tops = year === "" ? TOP_HOURLY_USD : inForce === undefined ? [] : [inForce];
  const isTop = tops.some(({ usd }) => amount.value === (per === "hourly" ? usd : usd * HOURS_A_YEAR));
  return isTop ? { value: null, mark: "#" } : amount;
}

/** A count as printed, and by how much it may be off for being rounded: `3.4 million`. Null where it is none. */
export function readCount(printed: string): { value: number; slack: number } | null {
  const match = /^(?<digits>[\d,]+(?:\.(?<decimals>\d+))?)(?: (?<scale>million|thousand))?$/u.exec(
    printed.trim(),
  );
  const value = parseNumber(match?.groups?.["digits"] ?? "");
  if (value === null) return null;
  const named = match?.groups?.["scale"];
  if (named === undefined) return { value, slack: 0 };
  const scale = named === "million" ? 1_000_000 : 1000;
  const step = scale / 10 ** (match?.groups?.["decimals"]?.length ?? 0);
  return { value: Math.round(value * scale), slack: step / 2 };
}

/** A change as printed, with its sign; null where it is none. */
export function readChange(printed: string, verb?: string): number | null {
  const text = printed.trim().replace(/^[−–]/u, "-").replace(/%.*$/u, "");
  const size = parseNumber(text.replace(/^-/u, ""));
  if (size === null) return null;
  const isDecline = text.startsWith("-") || /^de(?:cline|crease)$/iu.test(verb ?? "");
  return isDecline && size !== 0 ? -size : size;
}

/** A window of projection as two years; `34` after 2024 is 2034. Null where it is none. */
export function readWindow(fields: Readonly<Record<string, string>>): { from: number; to: number } | null {
  const from = parseNumber(fields["base_year"] ?? "");
  const last = fields["target_year"] ?? "";
  const to = parseNumber(last.length === 2 ? `${(fields["base_year"] ?? "").slice(0, 2)}${last}` : last);
  return from === null || to === null || to <= from ? null : { from, to };
}
