import { loaded, quarantined, row } from "../../cleaning/outcomes.ts";
import { statedPeriod } from "../../cleaning/periods.ts";
import { nation } from "../../cleaning/wages.ts";
import type { Fields, Outcome, RawRecord } from "../../contracts/record.ts";
import type { FactRow, FactTables, OfOccupation } from "../../contracts/rows.ts";
import type { CleaningContext } from "../../contracts/source.ts";
import { HOURS_A_YEAR, type Per } from "../../cleaning/plausible-wages.ts";
import { type Amount, asTail, readAmount } from "./amounts.ts";
import { medianOf, quickAmount, withSign, yearOf } from "./claims.ts";
import { occupationNamed } from "./occupations.ts";

type Statistic = FactTables["wages"]["statistic"];

/** Hourly wages are rounded to a cent, annual ones to ten dollars. */
const ROUNDING_USD = 21;

/** Cleans the median of the quick facts (fields value, period) to one row with annual and hourly pay. */
export function cleanQuickPay(record: RawRecord, context: CleaningContext): Outcome {
  const [fields = {}] = record.readings;
  const printed = fields["value"] ?? "";
  const [year, hour] = [quickAmount(printed, "year"), quickAmount(printed, "hour")];
  const whole = readAmount(printed, "annual");
  if (typeof whole !== "string" && whole.value === null)
    return loaded(wage("median", fields, { annual: whole }, context));
  if (year === undefined && hour === undefined) return quarantined(`“${printed}” is no pay per year or hour`);
  const annual = year === undefined ? null : readAmount(year, "annual");
  const hourly = hour === undefined ? null : readAmount(hour, "hourly");
  if (typeof annual === "string") return quarantined(annual);
  if (typeof hourly === "string") return quarantined(hourly);
  if (
    annual?.value != null &&
    hourly?.value != null &&
    Math.abs(annual.value - hourly.value * HOURS_A_YEAR) > ROUNDING_USD
  ) {
    return quarantined(`${year ?? ""} per year is not ${hour ?? ""} per hour for ${HOURS_A_YEAR} hours`);
  }
  return loaded(wage("median", fields, { annual, hourly }, context));
}

/** Cleans a sentence or a bar of a chart (fields occupation, per, median, p10, p90, period or paragraph_period). */
export function cleanWage(record: RawRecord, context: CleaningContext): Outcome {
  const [fields = {}] = record.readings;
  const per = perOf(fields);
  const rows: FactRow[] = [];
  const values: Partial<Record<Statistic, number>> = {};
  for (const statistic of ["median", "p10", "p90"] as const) {
    const printed = fields[statistic];
    if (printed === undefined) continue;
    const read = readAmount(printed, per);
    if (typeof read === "string") return quarantined(read);
    const amount = statistic === "median" ? read : asTail(read, per, yearOf(fields));
    if (amount.value !== null) values[statistic] = amount.value;
    rows.push(wage(statistic, fields, { [per]: amount }, context));
  }
  const median =
    values.median ?? medianOf(fields["occupation"] ?? "", per, yearOf(fields), context) ?? undefined;
  const ordered = [values.p10, median, values.p90].filter((value) => value !== undefined);
  if (ordered.some((value, at) => value > (ordered[at + 1] ?? Infinity))) {
    return quarantined(
      `${ordered.join(", ")}: the lowest 10 percent, the median and the highest 10 percent are out of order`,
    );
  }
  return rows.length === 0 ? quarantined("the statement names no statistic") : loaded(...rows);
}

/** Cleans a row of a table by industry or by occupation (fields label, value, unit, statistic, per, paragraph_period). */
export function cleanTableWage(record: RawRecord, context: CleaningContext): Outcome {
  const [fields = {}] = record.readings;
  const { label = "", value = "", unit = "" } = fields;
  if (unit !== "$") return quarantined(`the table's first row has “${unit}” for a unit, not $`);
  if (label === "") return quarantined("the row has no label");
  const amount = readAmount(withSign(value), perOf(fields));
  if (typeof amount === "string") return quarantined(amount);
  const statistic = fields["statistic"] === "median" ? "median" : "mean";
  const isByIndustry = record.kind === "industry_wage";
  const named = isByIndustry ? fields : { ...fields, occupation: label };
  return loaded(wage(statistic, named, { [perOf(fields)]: amount }, context, isByIndustry ? label : null));
}

/** A row of wages of the nation, all industries or one, dated by the fields (see `statedPeriod`), of the occupation that they name. */
export function wage(
  statistic: Statistic,
  fields: Fields,
  { annual, hourly }: { readonly annual?: Amount | null; readonly hourly?: Amount | null },
  context: CleaningContext,
  industry: string | null = null,
  occupation: OfOccupation = occupationNamed(fields["occupation"], context),
): FactRow {
  return row("wages", {
    ...context.about,
    ...statedPeriod(fields),
    ...occupation,
    ...nation(industry),
    statistic,
    annual_usd: annual?.value ?? null,
    hourly_usd: hourly?.value ?? null,
    mark: annual?.mark ?? hourly?.mark ?? null,
    rse_pct: null,
  });
}

function perOf(fields: Fields): Per {
  return fields["per"]?.toLowerCase() === "hourly" ? "hourly" : "annual";
}
