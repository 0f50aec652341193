import type { Figure } from "../../contracts/figure.ts";
import type { FigureMaker, PrintedPeriod } from "../figure-maker.ts";
import { ordered } from "../ordered.ts";
import { numberOf, recordsOf, textOf, type ViewRow, type Views } from "../views.ts";
import type { Publishers } from "./publishers.ts";
import { type Named, named, tiedFirst } from "./ties.ts";

/**
 * A region, or a whole state, as tables print it; every figure is null where the release has no row of the
 * occupation for it.
 */
export interface RegionLine {
  readonly region: Figure;
  readonly jobs: Figure | null;
  /** Entry wage, or the wage below which the lowest-paid tenth earn. */
  readonly low: Figure | null;
  readonly median: Figure | null;
  readonly mean: Figure | null;
  /** Experienced wage, or the wage above which the highest-paid tenth earn. */
  readonly high: Figure | null;
  /** Fewer jobs than the reports call a small group. */
  readonly is_small: boolean;
}

/** A region as a sentence names it, with the others that share its median. */
interface RegionMention extends Named<{ readonly city: Figure; readonly state: null }> {
  readonly median: Figure;
  readonly is_small: boolean;
}

/** What the nation has under the same code; for the same time where the release says its own, else the newest. */
export interface NationOfCode {
  readonly median: Figure;
  readonly jobs: Figure;
  readonly period: PrintedPeriod;
  readonly publisher: Figure;
}

/** A table's line of a row of `report_regions` or `report_region_states`, whose name stands in a column of its own. */
export function regionLine(row: ViewRow, nameColumn: "region" | "state_name", make: FigureMaker): RegionLine {
  const region = make.text("quote", row, nameColumn, nameColumn === "region" ? "region" : "state");
  const is_small = row.cells["is_small_cell"] === true;
  if (row.cells["is_listed"] !== true)
    return { region, jobs: null, low: null, median: null, mean: null, high: null, is_small };
  const what = whatOf(row);
  const isThirds = row.cells["has_thirds"] === true;
  return {
    region,
    jobs: make.number("jobs", row, "jobs", `jobs, ${what}`),
    low: make.number("usd", row, "low_annual_usd", `${isThirds ? "entry wage" : "lowest tenth"}, ${what}`),
    median: medianOf(row, make),
    mean: make.number("usd", row, "mean_annual_usd", `mean annual wage, ${what}`),
    high: make.number(
      "usd",
      row,
      "high_annual_usd",
      `${isThirds ? "experienced wage" : "highest tenth"}, ${what}`,
    ),
    is_small,
  };
}

/** Median wage of a region or a whole state. */
export const medianOf = (row: ViewRow, make: FigureMaker): Figure =>
  make.number("usd", row, "median_annual_usd", `median annual wage, ${whatOf(row)}`);

const whatOf = (row: ViewRow): string =>
  `${textOf(row, "region") ?? textOf(row, "state_name") ?? ""}, ${textOf(row, "occupation_code") ?? ""}`;

/** Rows by their median, the highest first, then those without one; by jobs where medians are equal. */
export function byMedian(rows: readonly ViewRow[]): readonly ViewRow[] {
  const shaped = rows.map((row) => ({
    row,
    median: numberOf(row, "median_annual_usd"),
    place: numberOf(row, "jobs_place"),
  }));
  return ordered(shaped, "-median", "place").map(({ row }) => row);
}

/** The regions with the highest and the lowest median, and how they stand to each other; null without any median. */
export function medianEnds(rows: readonly ViewRow[], make: FigureMaker) {
  const paid = byMedian(rows).filter((row) => numberOf(row, "median_annual_usd") !== null);
  const [first, last] = [paid[0], paid.at(-1)];
  if (first === undefined || last === undefined) return null;
  const highest = mentionOf(first, tiedFirst(paid, medianIn), make);
  if (medianIn(first) === medianIn(last)) return { highest, lowest: null, times: null };
  const lowest = mentionOf(last, tiedFirst(paid.toReversed(), medianIn), make);
  const label = `highest median of a region against the lowest, ${textOf(first, "occupation_code") ?? ""}`;
  return { highest, lowest, times: make.timesInWords(label, highest.median, lowest.median) };
}

const medianIn = (row: ViewRow): number | null => numberOf(row, "median_annual_usd");

function mentionOf(row: ViewRow, tied: readonly ViewRow[], make: FigureMaker): RegionMention {
  return {
    ...named(tied, (one) => nameOf(one, make)),
    median: medianOf(row, make),
    is_small: tied.every((one) => one.cells["is_small_cell"] === true),
  };
}

/** The regions with the most jobs; null where the release states none. */
export function mostJobs(rows: readonly ViewRow[], make: FigureMaker) {
  const [first] = rows;
  const tied = tiedFirst(rows, (row) => numberOf(row, "jobs"));
  if (first === undefined || numberOf(first, "jobs") === null) return null;
  return {
    ...named(tied, (row) => nameOf(row, make)),
    jobs: make.number("jobs", first, "jobs", `jobs, ${whatOf(first)}`),
  };
}

/** A region in a sentence, as the template `places` names it. */
const nameOf = (row: ViewRow, make: FigureMaker) => ({
  city: make.text("quote", row, "region", "region"),
  state: null,
});

/** What the nation has under the code of a state's row; null where no release loaded has the code. */
export function nationOfCode(
  views: Views,
  state: ViewRow,
  make: FigureMaker,
  publishers: Publishers,
): NationOfCode | null {
  const code = textOf(state, "occupation_code");
  const ofCode = views
    .rows("report_national_series")
    .filter((row) => textOf(row, "occupation_code") === code && numberOf(row, "median_annual_usd") !== null);
  const period = textOf(state, "reference_period");
  const row = ofCode.find((one) => textOf(one, "reference_period") === period) ?? ofCode.at(-1);
  if (row === undefined) return null;
  const what = `${code ?? ""}, ${textOf(row, "release") ?? ""}`;
  return {
    median: make.number("usd", row, "median_annual_usd", `median annual pay, nation, ${what}`),
    jobs: make.number("jobs", row, "jobs", `jobs in the occupation, nation, ${what}`),
    period: make.period(row, what),
    publisher: publisherOf(row, views, make, publishers),
  };
}

/** Who publishes a line of the national series: a release that is loaded, or the project's own table of them. */
function publisherOf(row: ViewRow, views: Views, make: FigureMaker, publishers: Publishers): Figure {
  const id = textOf(row, "source_id");
  const table = views.rows("report_references").find(({ key }) => key === id);
  return table === undefined
    ? publishers.of(row)
    : make.text("quote", table, "publisher", `publisher of ${table.key}`);
}

/** What bounds the year of a release that does not say it; null for any other. */
export function boundsOf(state: ViewRow, make: FigureMaker): Figure | null {
  const record_ids = recordsOf(state, "bounds_record_ids");
  return record_ids.length === 0
    ? null
    : make.textIfAny(
        "quote",
        { ...state, record_ids },
        "bounds_evidence",
        "what bounds the year of the release",
      );
}
