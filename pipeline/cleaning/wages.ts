import type { Fields, Outcome, RawRecord } from "../contracts/record.ts";
import type { FactTables, OfPlace, OfRelease } from "../contracts/rows.ts";
import type { CleaningContext } from "../contracts/source.ts";
import { parseUsd } from "./amounts.ts";
import { loaded, quarantined, row } from "./outcomes.ts";
import { statedPeriod } from "./periods.ts";
import { isPlausible } from "./plausible-wages.ts";

type Statistic = FactTables["wages"]["statistic"];

/** Statistics in the order their values must keep. */
const IN_ORDER: readonly Statistic[] = ["p10", "p25", "median", "p75", "p90"];
const STATISTICS: readonly Statistic[] = [...IN_ORDER, "mean", "typical", "range_low", "range_high"];

/** What a statistic of a page has in place of a release. */
export const OF_NO_RELEASE: OfRelease = { release: null, occupation_group: null };

/** The nation as a page speaks of it, all industries or one. */
export function nation(industry: string | null): OfPlace & OfRelease {
  return {
    area_type: "nation",
    area_name: "United States",
    state: null,
    area_code: null,
    industry,
    industry_code: null,
    ...OF_NO_RELEASE,
  };
}

/** Cleans a wage statement (see the finder for its fields) to one row for each statistic it names. */
export function cleanWageStatement(record: RawRecord, context: CleaningContext): Outcome {
  const [fields = {}] = record.readings;
  return wageRows(fields, null, context);
}

/** Cleans a row of a table of median wages by industry (fields label, value, unit). */
export function cleanIndustryWage(record: RawRecord, context: CleaningContext): Outcome {
  const [fields = {}] = record.readings;
  const { label = "", value = "", unit = "" } = fields;
  if (unit !== "$") return quarantined(`the table's first row has “${unit}” for a unit, not $`);
  if (value.includes("%")) return quarantined(`“${value}” is not an amount`);
  const amount = value.startsWith("$") ? value : `$${value}`;
  return wageRows({ ...fields, median: amount }, label, context);
}

function wageRows(fields: Fields, industry: string | null, context: CleaningContext): Outcome {
  const per = (fields["per"] ?? fields["paragraph_per"]) === "hourly" ? "hourly" : "annual";
  const figures = STATISTICS.flatMap((statistic) => {
    const printed = fields[statistic];
    return printed === undefined ? [] : [{ statistic, printed, value: parseUsd(printed) }];
  });
  if (figures.length === 0) return quarantined("the statement names no statistic");
  for (const { printed, value } of figures) {
    if (value === null) return quarantined(`“${printed}” is not an amount in dollars`);
    if (!isPlausible(value, "page", per)) {
      return quarantined(`${printed} is not plausible as an ${per} wage`);
    }
  }
  const disorder = outOfOrder(figures);
  if (disorder !== null) return quarantined(disorder);
  const common = { ...context.about, ...statedPeriod(fields), ...nation(industry) };
  return loaded(
    ...figures.map(({ statistic, value }) =>
      row("wages", {
        ...common,
        statistic,
        annual_usd: per === "annual" ? value : null,
        hourly_usd: per === "hourly" ? value : null,
        mark: null,
        rse_pct: null,
      }),
    ),
  );
}

function outOfOrder(
  figures: readonly { statistic: Statistic; printed: string; value: number | null }[],
): string | null {
  const sequences: readonly (readonly Statistic[])[] = [IN_ORDER, ["range_low", "range_high"]];
  for (const sequence of sequences) {
    const ordered = sequence.flatMap((statistic) =>
      figures.filter((figure) => figure.statistic === statistic),
    );
    for (const [at, figure] of ordered.entries()) {
      const next = ordered[at + 1];
      if (figure.value !== null && next?.value != null && figure.value > next.value) {
        return `${figure.statistic}, ${figure.printed}, exceeds ${next.statistic}, ${next.printed}`;
      }
    }
  }
  return null;
}
