import { parseNumber } from "../../cleaning/amounts.ts";
import { loaded, quarantined, row } from "../../cleaning/outcomes.ts";
import { statedPeriod, statedWindow } from "../../cleaning/periods.ts";
import { nation, OF_NO_RELEASE } from "../../cleaning/wages.ts";
import type { Outcome, RawRecord } from "../../contracts/record.ts";
import type { CleaningContext } from "../../contracts/source.ts";
import { readChange, readCount, readWindow } from "./amounts.ts";
import { occupationNamed } from "./occupations.ts";

/** Cleans a number of jobs (fields occupation or label, value, period or paragraph_period). */
export function cleanJobs(record: RawRecord, context: CleaningContext): Outcome {
  const [fields = {}] = record.readings;
  const count = readCount(fields["value"] ?? "");
  if (count === null) return quarantined(`“${fields["value"] ?? ""}” is not a number of jobs`);
  return loaded(
    row("employment", {
      ...context.about,
      ...statedPeriod(fields),
      ...occupationNamed(fields["occupation"] ?? fields["label"], context),
      ...nation(null),
      measure: "jobs",
      value: count.value,
      mark: null,
      rse_pct: null,
    }),
  );
}

/**
 * Cleans an outlook in words or of a chart: fields occupation, value and verb (change in percent), change_jobs,
 * openings, base_year, target_year. "Little or no change" is a change without a number.
 */
export function cleanOutlook(record: RawRecord, context: CleaningContext): Outcome {
  const [fields = {}] = record.readings;
  const window = readWindow(fields);
  const hasWindow = fields["base_year"] !== undefined || fields["target_year"] !== undefined;
  if (hasWindow && window === null) {
    return quarantined(
      `${fields["base_year"] ?? ""} to ${fields["target_year"] ?? ""} is not a window of years`,
    );
  }
  const isChange = record.kind === "quick_change";
  const pct = isChange ? undefined : fields["value"];
  const jobs = isChange ? fields["value"] : fields["change_jobs"];
  const change_pct = pct === undefined ? null : readChange(pct, fields["verb"]);
  const change_jobs = jobs === undefined ? null : readChange(jobs);
  const openings = fields["openings"] === undefined ? null : parseNumber(fields["openings"]);
  for (const [printed, value] of [
    [pct, change_pct],
    [jobs, change_jobs],
    [fields["openings"], openings],
  ] as const) {
    if (printed !== undefined && value === null) return quarantined(`“${printed}” is not a number`);
  }
  return loaded(
    row("projections", {
      ...context.about,
      ...(window === null ? {} : statedWindow(window.from, window.to)),
      ...occupationNamed(fields["occupation"], context),
      ...OF_NO_RELEASE,
      base_year: window?.from ?? null,
      target_year: window?.to ?? null,
      base_jobs: null,
      target_jobs: null,
      change_jobs,
      change_pct,
      openings_per_year: openings,
      openings_growth_per_year: null,
      openings_exits_per_year: null,
      openings_transfers_per_year: null,
    }),
  );
}
