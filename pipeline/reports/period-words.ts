import type { RecordPeriod } from "../contracts/evidence.ts";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** Name of a month; null where there is no such month. */
export const monthName = (month: string): string | null => MONTHS[Number(month) - 1] ?? null;

/**
 * A reference period as pages print it: `2006-05` is `May 2006`, `2016` is `2016`, `2016/2026` is `2016–26`.
 *
 * @param iso As the warehouse writes it. Null for what is no month, year or interval of years.
 */
export function periodInWords(iso: string): string | null {
  const { from, month, to } = /^(?<from>\d{4})(?:-(?<month>\d{2})|\/(?<to>\d{4}))?$/u.exec(iso)?.groups ?? {};
  if (from === undefined) return null;
  if (to !== undefined) return `${from}–${to.slice(0, 2) === from.slice(0, 2) ? to.slice(2) : to}`;
  if (month === undefined) return from;
  const name = monthName(month);
  return name === null ? null : `${name} ${from}`;
}

/** What time facts speak of, without its basis: `May 2024`, or `undated`. */
export const timeInWords = ({ period }: RecordPeriod): string =>
  period === null ? "undated" : (periodInWords(period) ?? period);

/** The same with its basis: `May 2024 (inferred: 3 of 3 wage figures …)`. */
export function datedInWords(time: RecordPeriod): string {
  const { period, basis, evidence } = time;
  if (period === null) return timeInWords(time);
  return `${timeInWords(time)} (${basis}${evidence === null ? "" : `: ${evidence}`})`;
}
