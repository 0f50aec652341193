import type { Outcome, RawRecord } from "../contracts/record.ts";
import type { CleaningContext } from "../contracts/source.ts";
import { parseChangePct, parseNumber, parsePct } from "./amounts.ts";
import { loaded, quarantined, row } from "./outcomes.ts";
import { statedPeriod, statedWindow } from "./periods.ts";
import { nation, OF_NO_RELEASE } from "./wages.ts";

/** Cleans a number of jobs in the nation (field jobs). */
export function cleanEmploymentCount(record: RawRecord, context: CleaningContext): Outcome {
  const [fields = {}] = record.readings;
  const value = parseNumber(fields["jobs"] ?? "");
  if (value === null) return quarantined(`“${fields["jobs"] ?? ""}” is not a number of jobs`);
  const common = { ...context.about, ...statedPeriod(fields), ...nation(null) };
  return loaded(row("employment", { ...common, measure: "jobs", value, mark: null, rse_pct: null }));
}

/** Cleans a row of a table of employers' shares (fields label, value, unit). */
export function cleanIndustryShare(record: RawRecord, context: CleaningContext): Outcome {
  const [fields = {}] = record.readings;
  const { label = "", value: printed = "", unit = "" } = fields;
  if (unit !== "%") return quarantined(`the table's first row has “${unit}” for a unit, not %`);
  const value = printed.includes("$") ? null : parsePct(printed);
  if (value === null || value > 100) return quarantined(`“${printed}” is not a share in percent`);
  const common = { ...context.about, ...statedPeriod(fields), ...nation(label) };
  const measure = "share_of_occupation_jobs_pct";
  return loaded(row("employment", { ...common, measure, value, mark: null, rse_pct: null }));
}

/**
 * Cleans a projection, from a sentence or a table (see the finders for the fields). A table row whose
 * numbers contradict one another (jobs are rounded to a hundred, percentages to one) is quarantined.
 */
export function cleanProjection(record: RawRecord, context: CleaningContext): Outcome {
  const [fields = {}] = record.readings;
  const read = (name: string, parse: (text: string) => number | null): number | null | undefined => {
    const printed = fields[name];
    if (printed === undefined) return null;
    return parse(printed) ?? undefined;
  };
  const figures = {
    base_year: read("base_year", parseNumber),
    target_year: read("target_year", parseNumber),
    base_jobs: read("base_jobs", parseNumber),
    target_jobs: read("target_jobs", parseNumber),
    change_jobs: read("change_jobs", (text) => parseChangePct(text, undefined)),
    change_pct: read("change_pct", (text) => parseChangePct(text, fields["direction"])),
    openings_per_year: read("openings", parseNumber),
  };
  const unread = Object.entries(figures).find(([, value]) => value === undefined);
  if (unread !== undefined) return quarantined(`the figure of ${unread[0]} is malformed`);
  const known = figures as { [K in keyof typeof figures]: number | null };
  const contradiction = contradictionIn(known);
  if (contradiction !== null) return quarantined(contradiction);
  const { base_year: from, target_year: to } = known;
  const period = from === null || to === null ? context.about : statedWindow(from, to);
  return loaded(
    row("projections", { ...context.about, ...period, ...OF_NO_RELEASE, ...known, ...NO_PARTS_OF_OPENINGS }),
  );
}

/** A page gives openings as one number. */
const NO_PARTS_OF_OPENINGS = {
  openings_growth_per_year: null,
  openings_exits_per_year: null,
  openings_transfers_per_year: null,
} as const;

/** Jobs are printed in hundreds: a difference may be off by one hundred in all. */
const JOBS_ROUNDING = 100;

function contradictionIn(figures: Readonly<Record<string, number | null>>): string | null {
  const {
    base_year: from,
    target_year: to,
    base_jobs: base,
    target_jobs: target,
    change_jobs: change,
  } = figures;
  if (from != null && to != null && to <= from)
    return `the window ends in ${to}, before it begins in ${from}`;
  if (base == null || target == null) return null;
  if (change != null && Math.abs(target - base - change) > JOBS_ROUNDING) {
    return `${target} less ${base} is not the printed change of ${change}`;
  }
  const pct = figures["change_pct"];
  const exact = (100 * (target - base)) / base;
  const slack = 0.5 + (100 * JOBS_ROUNDING) / base;
  return pct != null && Math.abs(exact - pct) > slack
    ? `a change of ${pct}% does not follow from ${base} and ${target}`
    : null;
}
