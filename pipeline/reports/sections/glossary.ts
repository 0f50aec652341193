import { numberOf, textOf, type ViewName, type Views } from "../views.ts";

/** Marks of the survey for what it withholds. */
const SUPPRESSED: ReadonlySet<string> = new Set(["*", "**"]);

/** Which terms of the glossary the report's pages use; what stands behind each is in its template. */
export function glossary(views: Views) {
  const wages = views.rows("report_wages");
  const has = (view: ViewName): boolean => views.rows(view).length > 0;
  const statistic = (...names: readonly string[]) =>
    wages.some((row) => names.includes(textOf(row, "statistic") ?? ""));
  const cities = views.rows("report_cities");
  const dated = ["report_wages", "report_employment", "report_projections"] as const;
  return {
    median: statistic("median"),
    percentile: statistic("p10", "p25", "p75", "p90"),
    range: statistic("range_low", "range_high") || cities.length > 0,
    typical: cities.length > 0,
    location_quotient: cities.some((row) => numberOf(row, "share_of_area_jobs_pct") !== null),
    small_group: cities.length > 0,
    constant_dollars: wages.some((row) => textOf(row, "reference_period") !== null),
    code: views.rows("report_sources").some((row) => textOf(row, "occupation_code") !== null),
    inferred: dated
      .flatMap((view) => views.rows(view))
      .some((row) => textOf(row, "reference_period_basis") === "inferred"),
    suppressed: wages.some((row) => SUPPRESSED.has(textOf(row, "annual_usd_mark") ?? "")),
    projection: has("report_projections"),
    credential: has("report_credentials"),
    claim:
      has("report_programs") ||
      views.rows("report_statements").some((row) => row.cells["is_sellers_claim"] === true),
  };
}
