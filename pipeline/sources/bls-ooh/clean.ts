import { cleaners } from "../../cleaning/cleaners.ts";
import { cleanIndustryShare, cleanProjection } from "../../cleaning/employment.ts";
import { ignored, quarantined } from "../../cleaning/outcomes.ts";
import { cleanStatement } from "../../cleaning/plain-facts.ts";
import type { Cleaner } from "../../contracts/source.ts";
import { contradiction, isRepeated } from "./claims.ts";
import { cleanJobs, cleanOutlook } from "./clean-jobs.ts";
import { cleanEntryLevel, cleanOrganization, cleanSimilar, cleanStatedTopic } from "./clean-others.ts";
import { cleanQuickPay, cleanTableWage, cleanWage } from "./clean-wages.ts";
import { withOccupation, withOwnCode } from "./occupations.ts";

/** Sets a record aside whose figure the page contradicts, and cleans it otherwise. */
const uncontradicted =
  (cleaner: Cleaner): Cleaner =>
  (record, context) => {
    const reason = contradiction(record, context);
    return reason === null ? cleaner(record, context) : quarantined(reason);
  };

/** Passes over a record that says again what a record of other kinds says, and cleans it otherwise. */
const unrepeated =
  (kinds: readonly string[], cleaner: Cleaner): Cleaner =>
  (record, context) =>
    isRepeated(record, kinds, context) ? ignored("repeated_figure") : cleaner(record, context);

const unread =
  (reason: string): Cleaner =>
  () =>
    quarantined(reason);

/** Cleaners of the kinds of records that the handbook's pages hold: the shared ones, and those of its template. */
export const oohCleaners: Readonly<Record<string, Cleaner>> = {
  ...cleaners,
  quick_pay: uncontradicted(cleanQuickPay),
  wage_statement: uncontradicted(cleanWage),
  chart_wage: uncontradicted(unrepeated(["wage_statement", "occupation_wage"], cleanWage)),
  industry_wage: cleanTableWage,
  occupation_wage: uncontradicted(cleanTableWage),
  unread_pay: unread("an amount in words that none of the known wordings fits"),
  unread_row: unread("no words above the row say what it counts"),
  quick_jobs: uncontradicted(cleanJobs),
  employment_count: uncontradicted(unrepeated(["quick_jobs", "occupation_jobs"], cleanJobs)),
  occupation_jobs: uncontradicted(cleanJobs),
  industry_share: withOccupation(cleanIndustryShare),
  quick_outlook: uncontradicted(cleanOutlook),
  quick_change: uncontradicted(cleanOutlook),
  outlook_statement: uncontradicted(cleanOutlook),
  chart_outlook: uncontradicted(unrepeated(["projection"], cleanOutlook)),
  projection: uncontradicted(withOwnCode(cleanProjection)),
  quick_education: cleanEntryLevel,
  quick_experience: cleanStatedTopic("work_experience"),
  quick_training: cleanStatedTopic("on_the_job_training"),
  quick_fact: unread("a quick fact with a label that is not known"),
  related_occupation: cleanSimilar,
  organization: cleanOrganization,
  summary_statement: cleanStatement("summary"),
  work_experience_statement: cleanStatement("work_experience"),
  on_the_job_training_statement: cleanStatement("on_the_job_training"),
};
