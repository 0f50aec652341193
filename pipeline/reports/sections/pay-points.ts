import { AlmanacError } from "../../contracts/errors.ts";
import type { Figure } from "../../contracts/figure.ts";
import type { FigureMaker } from "../figure-maker.ts";
import { ordered } from "../ordered.ts";
import { numberOf, textOf, type ViewRow, type Views } from "../views.ts";
import type { Publishers } from "./publishers.ts";

/** National pay at one time under one occupation code. */
export interface PayPoint {
  /** Null where nothing proves the page's code. */
  readonly code: Figure | null;
  readonly period: Figure;
  readonly year: number;
  readonly median: Figure;
  /** The median in dollars of the index's newest year; null where the index does not have its year. */
  readonly real: Figure | null;
  /** Pages loaded that print this median; empty where only the survey's release gives it. */
  readonly publishers: readonly Figure[];
  /** Names the series of the survey that it belongs to: one code, classification and area. Null for a page's own median. */
  readonly series: string | null;
  /** Classification of occupations that the release follows; null where nothing at hand tells. */
  readonly classification: Figure | null;
}

/** Points of one series, in years without a gap: what one line may join. */
export interface PayRun {
  readonly code: Figure;
  readonly points: readonly PayPoint[];
}

/** The price index as reports print it. */
export interface Prices {
  /** Newest year of the index, in whose dollars pay is shown. */
  readonly year: Figure;
  readonly index: Figure;
  /** Dollars of a year in those of the newest; null where the index does not have the year. */
  real(label: string, amount: Figure, year: number): Figure | null;
}

/** The price index; null where no table of it is loaded. */
export function pricesOf(views: Views, make: FigureMaker): Prices | null {
  const rows = new Map(views.rows("report_price_index").map((row) => [numberOf(row, "year"), row]));
  const newest = [...rows.values()].at(-1);
  if (newest === undefined) return null;
  const indexOf = (row: ViewRow): Figure =>
    make.number("index", row, "cpi_u", `consumer price index, average of ${row.key}`);
  const index = indexOf(newest);
  return {
    year: make.number("year", newest, "year", "year of the dollars"),
    index,
    real: (label, amount, year) => {
      const row = rows.get(year);
      return row === undefined ? null : make.realUsd(label, amount, indexOf(row), index);
    },
  };
}

/**
 * Every dated national median, oldest first: those of the survey's releases for the codes that the pages
 * prove and their lineage, and those that pages print. A page that repeats a release is named beside it.
 */
export function payPoints(
  views: Views,
  make: FigureMaker,
  publishers: Publishers,
  prices: Prices | null,
): readonly PayPoint[] {
  const printed = views
    .rows("report_wages")
    .filter((row) => textOf(row, "release") === null && isDatedMedian(row));
  const released = views.rows("report_national_series").map((row) => {
    const repeats = printed.filter((page) => isSame(page, row));
    return { page: null, row, repeats };
  });
  const repeating = new Set(released.flatMap(({ repeats }) => repeats));
  const own = groupsOf(printed.filter((row) => !repeating.has(row)));
  const all = [
    ...released.map(({ row, repeats }) => seriesPoint(row, repeats, make, publishers, prices)),
    ...own.map((rows) => pagePoint(rows, make, publishers, prices)),
  ];
  const placed = all.map((point) => ({
    point,
    period: String(point.period.value),
    code: point.code?.text ?? "",
  }));
  return ordered(placed, "period", "code").map(({ point }) => point);
}

const isDatedMedian = (row: ViewRow): boolean =>
  textOf(row, "statistic") === "median" &&
  textOf(row, "industry") === null &&
  numberOf(row, "annual_usd") !== null &&
  yearOf(row) !== null;

/** Whether a page prints the very median of a release: the same code, month and dollars. */
const isSame = (page: ViewRow, release: ViewRow): boolean =>
  textOf(page, "occupation_code") === textOf(release, "occupation_code") &&
  textOf(page, "reference_period") === textOf(release, "reference_period") &&
  numberOf(page, "annual_usd") === numberOf(release, "median_annual_usd");

/** Year of a month or year; null for an interval or an unknown period. */
function yearOf(row: ViewRow): number | null {
  const year = /^(?<year>\d{4})(?:-\d{2})?$/u.exec(textOf(row, "reference_period") ?? "")?.groups?.["year"];
  return year === undefined ? null : Number(year);
}

function needed(row: ViewRow, year: number | null): number {
  if (year !== null) return year;
  throw new AlmanacError("A median of the nation has no year.", {
    where: `${row.view}, row ${row.key}`,
    next: `Mend warehouse/marts/reports/${row.view}.sql, or the table that its reference period comes from.`,
  });
}

/** Rows of pages that say the same of the same code and time. */
function groupsOf(rows: readonly ViewRow[]): (readonly [ViewRow, ...ViewRow[]])[] {
  const groups = new Map<string, [ViewRow, ...ViewRow[]]>();
  for (const row of rows) {
    const key = JSON.stringify(
      ["occupation_code", "reference_period"]
        .map((column) => textOf(row, column))
        .concat(String(numberOf(row, "annual_usd"))),
    );
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

function seriesPoint(
  row: ViewRow,
  repeats: readonly ViewRow[],
  make: FigureMaker,
  publishers: Publishers,
  prices: Prices | null,
): PayPoint {
  const what = `${textOf(row, "occupation_code") ?? ""}, ${textOf(row, "release") ?? ""}`;
  const year = needed(row, numberOf(row, "year"));
  const median = make.number("usd", row, "median_annual_usd", `median annual pay, nation, ${what}`);
  return {
    code: make.text("id", row, "occupation_code", "occupation code"),
    period: make.text("period", row, "reference_period", `period of ${what}`),
    year,
    median,
    real: prices?.real(`median annual pay in constant dollars, ${what}`, median, year) ?? null,
    publishers: publishers.namesOf(repeats),
    series: textOf(row, "series_key"),
    classification: make.textIfAny("quote", row, "classification", `classification of ${what}`),
  };
}

function pagePoint(
  rows: readonly [ViewRow, ...ViewRow[]],
  make: FigureMaker,
  publishers: Publishers,
  prices: Prices | null,
): PayPoint {
  const [row] = rows;
  const source = textOf(row, "source_id") ?? "";
  const year = needed(row, yearOf(row));
  const median = make.number("usd", row, "annual_usd", `median annual pay, nation, ${source}`);
  return {
    code: make.textIfAny("id", row, "occupation_code", "occupation code"),
    period: make.text("period", row, "reference_period", `reference period of pay, ${source}`),
    year,
    median,
    real: prices?.real(`median annual pay in constant dollars, ${source}`, median, year) ?? null,
    publishers: publishers.namesOf(rows),
    series: null,
    classification: null,
  };
}

/**
 * What lines may join: points of one series of the survey, without a missing year between them. A change of code
 * or of classification, or a missing release, ends a run, so that no line ever crosses a break.
 */
export function payRuns(points: readonly PayPoint[]): readonly PayRun[] {
  const runs: { code: Figure; points: PayPoint[] }[] = [];
  for (const point of points) {
    if (point.series === null || point.code === null) continue;
    const code = point.code;
    const open = runs.findLast((run) => run.points.at(-1)?.series === point.series);
    if (open?.points.at(-1)?.year === point.year - 1) open.points.push(point);
    else runs.push({ code, points: [point] });
  }
  return runs;
}
