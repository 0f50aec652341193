import type { Fields, RawRecord } from "../../contracts/record.ts";
import type { CleaningContext } from "../../contracts/source.ts";
import type { Per } from "../../cleaning/plausible-wages.ts";
import { readAmount, readChange, readCount, readWindow } from "./amounts.ts";

/** What a record says of one figure of one occupation, to be held against what others say of it. */
interface Claim {
  /** Measure, unit, occupation and year or window. */
  readonly key: string;
  readonly value: number;
  /** How much the figure may be off for being rounded. */
  readonly slack: number;
  readonly printed: string;
}

/** Claims of a page's records; kept, because every record is held against all others. */
const known = new WeakMap<CleaningContext, ReadonlyMap<RawRecord, readonly Claim[]>>();

function claimsOn(context: CleaningContext): ReadonlyMap<RawRecord, readonly Claim[]> {
  const claims = known.get(context) ?? new Map(context.records.map((one) => [one, claimsOf(one, context)]));
  known.set(context, claims);
  return claims;
}

/**
 * Says where the page gives another value for a figure of the record: two medians, two numbers of
 * jobs. Null where nothing contradicts it.
 */
export function contradiction(record: RawRecord, context: CleaningContext): string | null {
  const claims = claimsOn(context);
  for (const claim of claims.get(record) ?? []) {
    for (const [other, others] of claims) {
      const rival = other === record ? undefined : others.find(({ key }) => key === claim.key);
      if (rival !== undefined && Math.abs(rival.value - claim.value) > rival.slack + claim.slack) {
        return `the page says both ${claim.printed} and ${rival.printed} for the ${claim.key}`;
      }
    }
  }
  return null;
}

/** Whether a record of certain kinds says the same, so that this one adds nothing. */
export function isRepeated(record: RawRecord, kinds: readonly string[], context: CleaningContext): boolean {
  const claims = claimsOn(context);
  const own = claims.get(record) ?? [];
  const others = [...claims].filter(([{ kind }]) => kinds.includes(kind)).flatMap(([, theirs]) => theirs);
  return own.length > 0 && own.every(({ key }) => others.some((other) => other.key === key));
}

/** The median that the page gives for an occupation in a year; null where it gives none. */
export function medianOf(
  occupation: string,
  per: Per,
  year: string,
  context: CleaningContext,
): number | null {
  const key = keyOf(`median ${per} wage`, occupation, year);
  const claims = [...claimsOn(context).values()].flat();
  return claims.find((claim) => claim.key === key)?.value ?? null;
}

function keyOf(measure: string, occupation: string, time: string): string {
  return `${measure} of ${occupation.toLowerCase()} in ${time}`;
}

/** Wages and jobs by year, changes by window; nothing for records that cannot be read or compared. */
function claimsOf({ kind, readings }: RawRecord, { about }: CleaningContext): Claim[] {
  const [fields = {}] = readings;
  const occupation = fields["occupation"] ?? fields["title"] ?? fields["label"] ?? about.occupation_title;
  const year = yearOf(fields);
  const wage = (printed: string | undefined, per: Per): Claim[] => {
    const amount = printed === undefined ? null : readAmount(printed, per);
    if (amount === null || typeof amount === "string" || amount.value === null || printed === undefined)
      return [];
    return [{ key: keyOf(`median ${per} wage`, occupation, year), value: amount.value, slack: 0, printed }];
  };
  const jobs = (printed: string | undefined, time: string): Claim[] => {
    const count = readCount(printed ?? "");
    return count === null
      ? []
      : [{ key: keyOf("number of jobs", occupation, time), ...count, printed: printed ?? "" }];
  };
  const change = (measure: string, printed: string | undefined, verb?: string): Claim[] => {
    const window = readWindow(fields);
    const value = printed === undefined ? null : readChange(printed, verb);
    if (window === null || value === null) return [];
    const time = `${window.from} to ${window.to}`;
    return [{ key: keyOf(measure, occupation, time), value, slack: 0, printed: printed ?? "" }];
  };
  const per: Per = fields["per"]?.toLowerCase() === "hourly" ? "hourly" : "annual";
  switch (kind) {
    case "quick_pay":
      return [
        ...wage(quickAmount(fields["value"], "year"), "annual"),
        ...wage(quickAmount(fields["value"], "hour"), "hourly"),
      ];
    case "wage_statement":
    case "chart_wage":
      return wage(fields["median"], per);
    case "occupation_wage":
      return fields["statistic"] === "median" ? wage(withSign(fields["value"]), per) : [];
    case "quick_jobs":
    case "employment_count":
    case "occupation_jobs":
      return jobs(fields["value"], year);
    case "quick_outlook":
    case "outlook_statement":
    case "chart_outlook":
      return [
        ...change("percent change", fields["value"], fields["verb"]),
        ...change("change in jobs", fields["change_jobs"]),
      ];
    case "projection":
      return [
        ...jobs(fields["base_jobs"], fields["base_year"] ?? ""),
        ...change("percent change", fields["change_pct"]),
        ...change("change in jobs", fields["change_jobs"]),
      ];
    default:
      return [];
  }
}

/** Year that the fields name, of themselves or of the words above them; empty where none. */
export function yearOf(fields: Fields): string {
  return /\d{4}/u.exec(fields["period"] ?? fields["paragraph_period"] ?? "")?.[0] ?? "";
}

/** The amount that stands before "per year" or "per hour". */
export function quickAmount(printed: string | undefined, unit: "year" | "hour"): string | undefined {
  return new RegExp(String.raw`(?<amount>\$[\d,.]+)\s+per ${unit}\b`, "u").exec(printed ?? "")?.groups?.[
    "amount"
  ];
}

/** An amount with its sign, which rows of a table but the first are printed without. */
export function withSign(printed: string | undefined): string {
  const text = printed ?? "";
  return /^\d/u.test(text) ? `$${text}` : text;
}
