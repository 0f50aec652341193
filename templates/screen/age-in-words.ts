const DAY_MS = 86_400_000;

/** Units from the longest: name, length in days, and how many of it there must be to speak of it. */
const UNITS = [
  ["year", 365.25, 1],
  ["month", 30.44, 2],
  ["week", 7, 2],
  ["day", 1, 2],
] as const;

/**
 * How long ago a day was: "3 months ago".
 *
 * @param iso Date, or date and time, in UTC.
 * @returns Null for what is no date or lies in the future.
 */
export function ageInWords(iso: string, now: Date): string | null {
  const then = Date.parse(iso);
  if (Number.isNaN(then) || then > now.getTime()) return null;
  const days = Math.floor((now.getTime() - then) / DAY_MS);
  for (const [unit, length, least] of UNITS) {
    const count = Math.floor(days / length);
    if (count >= least) return `${count} ${unit}${count === 1 ? "" : "s"} ago`;
  }
  return days === 1 ? "yesterday" : "today";
}
