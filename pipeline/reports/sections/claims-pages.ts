import type { Figure } from "../../contracts/figure.ts";
import type { FigureMaker, PrintedPeriod } from "../figure-maker.ts";
import { ordered } from "../ordered.ts";
import { numberOf, textOf, type ViewRow, type Views } from "../views.ts";

/** A time that some of a page's figures speak of. */
export interface PageTime {
  readonly period: PrintedPeriod;
  /** Its first year, for the scale of a chart. */
  readonly year: number;
  /** Years from it to the newest official release; null where no release is loaded. */
  readonly age: Figure | null;
}

/** A page's undated table of cities. */
export interface UndatedCities {
  readonly cities: Figure;
  /** Years of the survey that the table can be of, as a range; null where nothing bounds them. */
  readonly years: Figure | null;
  readonly earliest: number | null;
  readonly latest: number | null;
}

/** How current a page is: its figures for the whole nation by verdict, and the times they speak of. */
export interface PageAge {
  readonly source_id: string;
  readonly publisher: Figure;
  /** Whether its publisher also publishes the releases that pages are held against. */
  readonly is_official: boolean;
  readonly figures: Figure;
  readonly matches: Figure;
  readonly out_of_date: Figure;
  readonly contradicts: Figure;
  readonly unchecked: Figure;
  /** The oldest first, one for each year. */
  readonly times: readonly PageTime[];
  readonly has_undated: boolean;
  /** Years from its oldest figure to the newest official release, as a range to its newest; null where unknown. */
  readonly ages: Figure | null;
  readonly oldest_age: Figure | null;
  readonly undated_cities: UndatedCities | null;
}

/** Every page with figures for the nation or an undated table of cities, the oldest first. */
export function pageAges(views: Views, make: FigureMaker): readonly PageAge[] {
  const claims = views.rows("report_claims");
  return views.rows("report_page_ages").map((row) => pageAge(row, claimsOf(claims, row.key), make));
}

/** The claims of a page. */
export const claimsOf = (claims: readonly ViewRow[], source: string): readonly ViewRow[] =>
  claims.filter((row) => sourcesOf(row).includes(source));

/** Ids of the sources that state a claim. */
export const sourcesOf = (claim: ViewRow): readonly string[] =>
  (textOf(claim, "source_ids") ?? "").split(" ");

/** The time that a claim speaks of: what its page says, else that of the release whose figure it is. */
export function timeOf(claim: ViewRow, make: FigureMaker): PrintedPeriod {
  const stated = make.period(claim, `the claim ${claim.key}`);
  if (stated.period !== null) return stated;
  const origin = make.textIfAny("period", claim, "origin_period", `period of the origin of ${claim.key}`);
  return { period: origin, is_inferred: origin !== null, evidence: null };
}

function pageAge(row: ViewRow, claims: readonly ViewRow[], make: FigureMaker): PageAge {
  const count = (column: string, what: string): Figure =>
    make.number("count", row, column, `${what}, ${row.key}`);
  const countIfAny = (column: string, what: string): Figure | null =>
    numberOf(row, column) === null ? null : count(column, what);
  const oldest = countIfAny("oldest_age_years", "years from the oldest figure to the newest release");
  const newest = countIfAny("newest_age_years", "years from the newest figure to the newest release");
  return {
    source_id: row.key,
    publisher: make.text("quote", row, "short_publisher", `publisher of ${row.key}`),
    is_official: row.cells["is_official"] === true,
    figures: count("figures", "figures for the whole nation"),
    matches: count("matches", "figures that equal the newest release"),
    out_of_date: count("out_of_date", "figures of an older release"),
    contradicts: count("contradicts", "figures that differ from the release of their time"),
    unchecked: count("cannot_be_checked", "figures that cannot be checked"),
    times: timesOf(claims, make),
    has_undated: (numberOf(row, "undated_figures") ?? 0) > 0,
    ages:
      oldest === null || newest === null
        ? null
        : make.range(`years behind the newest release, ${row.key}`, [newest, oldest]),
    oldest_age: oldest,
    undated_cities: undatedCities(row, make),
  };
}

/** Of claims that begin in the same year, the first stands for all. */
function timesOf(claims: readonly ViewRow[], make: FigureMaker): readonly PageTime[] {
  const byYear = new Map<number, PageTime>();
  for (const claim of claims) {
    const period = timeOf(claim, make);
    if (period.period === null) continue;
    const year = Number(String(period.period.value).slice(0, 4));
    const hasAge = numberOf(claim, "age_at_newest_release_years") !== null;
    const age = hasAge
      ? make.number(
          "count",
          claim,
          "age_at_newest_release_years",
          `years behind the newest release, ${claim.key}`,
        )
      : null;
    if (!byYear.has(year)) byYear.set(year, { period, year, age });
  }
  return ordered([...byYear.values()], "year");
}

function undatedCities(row: ViewRow, make: FigureMaker): UndatedCities | null {
  if (numberOf(row, "undated_cities") === null) return null;
  const [earliest, latest] = [numberOf(row, "earliest_possible_year"), numberOf(row, "latest_possible_year")];
  const year = (column: string, which: string): Figure =>
    make.number("year", row, column, `${which} year that the table of cities can be of, ${row.key}`);
  return {
    cities: make.number("count", row, "undated_cities", `cities in the undated table, ${row.key}`),
    years:
      earliest === null || latest === null
        ? null
        : make.range(`years that the table of cities can be of, ${row.key}`, [
            year("earliest_possible_year", "first"),
            year("latest_possible_year", "last"),
          ]),
    earliest,
    latest,
  };
}
