import type { Fields, Repair } from "../contracts/record.ts";
import type {
  Dated,
  FactRow,
  FactTables,
  OccupationGroup,
  OfOccupation,
  OfPlace,
  OfRelease,
} from "../contracts/rows.ts";
import type { Cleaner } from "../contracts/source.ts";
import { CENTS, type Figure, figureOf, type Precision, RATIO, Unreadable, WHOLE } from "./oews-figures.ts";
import { placeOf } from "./oews-place.ts";
import { loadedWith, quarantined, row } from "./outcomes.ts";
import { HOURS_A_YEAR, isPlausible, type Per, plausibleUsd } from "./plausible-wages.ts";

/** What every row that a record gives has in common. */
type Common = OfOccupation & OfRelease & Dated & OfPlace;

/** Statistics of wages and the end of their columns' names, the percentiles in order. */
const STATISTICS = [
  ["mean", "mean"],
  ["p10", "pct10"],
  ["p25", "pct25"],
  ["median", "median"],
  ["p75", "pct75"],
  ["p90", "pct90"],
] as const;

/** Measures beside jobs that a release gives for some kinds of rows only and leaves blank for the others. */
const MEASURES = [
  ["jobs_per_1000", "jobs_1000", Infinity],
  ["location_quotient", "loc_quotient", Infinity],
  ["share_of_industry_jobs_pct", "pct_total", 100],
  ["establishments_reporting_pct", "pct_rpt", 100],
] as const;

const GROUPS: ReadonlySet<string> = new Set<OccupationGroup>([
  "total",
  "major",
  "minor",
  "broad",
  "detailed",
]);

/** How far the two may be apart, as a share: wages are rounded to cents and to tens of dollars. */
const ROUNDING = 0.01;

// Column by column: copied by spreading, the 150,000 rows of one table take seconds.
function employmentRow(
  common: Common,
  measure: FactTables["employment"]["measure"],
  { value, mark }: Figure,
  rse_pct: number | null,
): FactRow {
  return row("employment", {
    occupation_code: common.occupation_code,
    occupation_title: common.occupation_title,
    release: common.release,
    occupation_group: common.occupation_group,
    area_type: common.area_type,
    area_name: common.area_name,
    state: common.state,
    area_code: common.area_code,
    industry: common.industry,
    industry_code: common.industry_code,
    measure,
    value,
    mark,
    rse_pct,
    reference_period: common.reference_period,
    reference_period_basis: common.reference_period_basis,
    reference_period_evidence: common.reference_period_evidence,
  });
}

function wageRow(
  common: Common,
  statistic: FactTables["wages"]["statistic"],
  annual: Figure,
  hourly: Figure,
  rse_pct: number | null,
): FactRow {
  return row("wages", {
    occupation_code: common.occupation_code,
    occupation_title: common.occupation_title,
    release: common.release,
    occupation_group: common.occupation_group,
    area_type: common.area_type,
    area_name: common.area_name,
    state: common.state,
    area_code: common.area_code,
    industry: common.industry,
    industry_code: common.industry_code,
    statistic,
    annual_usd: annual.value,
    hourly_usd: hourly.value,
    mark: annual.mark ?? hourly.mark,
    rse_pct,
    reference_period: common.reference_period,
    reference_period_basis: common.reference_period_basis,
    reference_period_evidence: common.reference_period_evidence,
  });
}

/**
 * A row of a release of the Occupational Employment and Wage Statistics: its wages, one row for each
 * statistic, and its numbers of jobs, one for each measure. Fields are the columns of
 * `pipeline/documents/oews-columns.ts`, `release_year` and `release_evidence`.
 *
 * `mark` of a wage says why the annual wage is null, and where that is there, why the hourly one is.
 * A row is set aside where a cell is neither a number nor a mark, a wage is beyond belief, percentiles
 * fall, or the wages of an hour and of a year do not agree.
 */
export const cleanOewsRow: Cleaner = (record) => {
  const [fields] = record.readings;
  if (fields === undefined) return quarantined("the row cannot be parted into its columns");
  try {
    const repairs: Repair[] = [];
    const common = { ...occupationOf(fields), ...releaseOf(fields), ...placeOf(fields, repairs) };
    return loadedWith(
      [...employmentRows(fields, common, repairs), ...wageRows(fields, common, repairs)],
      repairs,
    );
  } catch (error) {
    if (error instanceof Unreadable) return quarantined(error.message);
    throw error;
  }
};

function occupationOf(fields: Fields): OfOccupation {
  const occupation_code = (fields["occ_code"] ?? "").trim();
  if (!/^\d{2}-\d{4}$/u.test(occupation_code)) {
    throw new Unreadable(`OCC_CODE reads “${occupation_code}”, which is no code of an occupation`);
  }
  const occupation_title = (fields["occ_title"] ?? "").trim();
  if (occupation_title === "") throw new Unreadable(`OCC_TITLE is empty beside ${occupation_code}`);
  return { occupation_code, occupation_title };
}

function releaseOf(fields: Fields): OfRelease & Dated {
  const year = fields["release_year"] ?? "";
  return {
    release: `OEWS May ${year}`,
    occupation_group: groupOf(fields["o_group"]?.trim().toLowerCase() ?? ""),
    reference_period: `${year}-05`,
    reference_period_basis: "stated",
    reference_period_evidence: fields["release_evidence"] ?? null,
  };
}

function groupOf(printed: string): OccupationGroup | null {
  if (printed === "") return null;
  if (!GROUPS.has(printed))
    throw new Unreadable(`O_GROUP reads “${printed}”, which is no level of occupations`);
  return printed as OccupationGroup;
}

function employmentRows(fields: Fields, common: Common, repairs: Repair[]): FactRow[] {
  const jobs = figureOf(fields, "tot_emp", WHOLE, repairs);
  const rse_pct = figureOf(fields, "emp_prse", RATIO, repairs).value;
  const rows = [employmentRow(common, "jobs", jobs, rse_pct)];
  for (const [measure, column, most] of MEASURES) {
    if ((fields[column] ?? "").trim() === "") continue;
    const figure = figureOf(fields, column, RATIO, repairs);
    if (figure.value !== null && figure.value > most) {
      throw new Unreadable(
        `${column.toUpperCase()} reads ${String(figure.value)}, which is more than ${most} percent`,
      );
    }
    rows.push(employmentRow(common, measure, figure, null));
  }
  return rows;
}

function wageRows(fields: Fields, common: Common, repairs: Repair[]): FactRow[] {
  const mean_rse_pct = figureOf(fields, "mean_prse", RATIO, repairs).value;
  const wages = STATISTICS.filter(([, end]) => `a_${end}` in fields || `h_${end}` in fields).map(
    ([statistic, end]) => ({
      statistic,
      end,
      annual: wageOf(fields, `a_${end}`, WHOLE, "annual", repairs),
      hourly: wageOf(fields, `h_${end}`, CENTS, "hourly", repairs),
    }),
  );
  for (const { annual, hourly, end } of wages) refuseDisagreement(annual, hourly, end);
  const percentiles = wages.filter(({ statistic }) => statistic !== "mean");
  refuseFall(percentiles.map(({ end, annual }) => [`A_${end}`, annual]));
  refuseFall(percentiles.map(({ end, hourly }) => [`H_${end}`, hourly]));
  return wages.map(({ statistic, annual, hourly }) =>
    wageRow(common, statistic, annual, hourly, statistic === "mean" ? mean_rse_pct : null),
  );
}

function wageOf(fields: Fields, column: string, precision: Precision, per: Per, repairs: Repair[]): Figure {
  const wage = figureOf(fields, column, precision, repairs);
  if (wage.value !== null && !isPlausible(wage.value, "official", per)) {
    const { least, most } = plausibleUsd("official", per);
    throw new Unreadable(
      `${column.toUpperCase()} is ${wage.value}, where wages are from ${least} to ${most} dollars`,
    );
  }
  return wage;
}

function refuseDisagreement(annual: Figure, hourly: Figure, end: string): void {
  if (annual.value === null || hourly.value === null) return;
  if (Math.abs(hourly.value * HOURS_A_YEAR - annual.value) <= ROUNDING * annual.value) return;
  throw new Unreadable(
    `H_${end.toUpperCase()} of ${hourly.value} and A_${end.toUpperCase()} of ${annual.value} do not agree ` +
      `at ${HOURS_A_YEAR} hours a year`,
  );
}

/** Percentiles never fall, and a wage above the survey's highest (`#`) is followed by none that is stated. */
function refuseFall(percentiles: readonly (readonly [column: string, wage: Figure])[]): void {
  let before: readonly [column: string, wage: Figure] | null = null;
  for (const next of percentiles) {
    const [column, { value, mark }] = next;
    if (value === null && mark !== "#") continue;
    if (before !== null && height(before[1]) > height(next[1])) {
      throw new Unreadable(`${before[0].toUpperCase()} is above ${column.toUpperCase()}`);
    }
    before = next;
  }
}

const height = ({ value }: Figure): number => value ?? Infinity;
