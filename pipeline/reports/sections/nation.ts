import type { Figure } from "../../contracts/figure.ts";
import type { PrintedPeriod, FigureMaker } from "../figure-maker.ts";
import { isHeadline, numberOf, textOf, type ViewRow, type Views } from "../views.ts";
import type { Publishers } from "./publishers.ts";

/** A number with the period it speaks of and the sources that print it. */
export interface Headline {
  readonly value: Figure;
  readonly period: PrintedPeriod;
  readonly publishers: readonly Figure[];
}

/** What the sources say of pay in the whole nation at one time, under one occupation code. */
export interface PayStrip {
  /** Title of the code; without one the name that the source gives the occupation. */
  readonly title: Figure;
  /** Null where nothing proves a code. */
  readonly code: Figure | null;
  /** Whether it is of the occupation that the report's sentences compare; others stand beside it, named. */
  readonly is_headline: boolean;
  readonly publishers: readonly Figure[];
  readonly period: PrintedPeriod;
  /** ISO period, for ordering; null where unknown. */
  readonly iso: string | null;
  readonly p10: Figure | null;
  readonly p25: Figure | null;
  readonly median: Figure | null;
  readonly p75: Figure | null;
  readonly p90: Figure | null;
  /** Ends of a range whose meaning the source does not say; null where it prints percentiles. */
  readonly range_low: Figure | null;
  readonly range_high: Figure | null;
}

const STATISTICS = ["p10", "p25", "median", "p75", "p90", "range_low", "range_high"] as const;

const STATISTIC_NAMES = {
  p10: "annual pay below which the lowest tenth earn",
  p25: "annual pay below which the lowest quarter earn",
  median: "median annual pay",
  p75: "annual pay above which the highest quarter earn",
  p90: "annual pay above which the highest tenth earn",
  range_low: "lower end of the range of annual pay",
  range_high: "upper end of the range of annual pay",
};

/**
 * National pay, newest first, undated last; at one time the codes in their order. Sources that print the same
 * figures for the same time and code are one witness and share a strip, the official release first.
 */
export function payStrips(views: Views, make: FigureMaker, publishers: Publishers): readonly PayStrip[] {
  const rows = views.rows("report_wages").filter((row) => textOf(row, "industry") === null);
  const witnesses = new Map<string, ViewRow[]>();
  for (const statement of statementsOf(rows)) {
    const [first] = statement;
    const [period, code] = ["reference_period", "occupation_code"].map((column) => textOf(first, column));
    const values = ["median", "low", "high"].map((end) => endOf(statement, end) ?? "");
    const source = textOf(first, "source_id") ?? "";
    const key = JSON.stringify(period === null ? [source, code] : [period, code, ...values]);
    witnesses.set(key, [...(witnesses.get(key) ?? []), ...statement]);
  }
  const placed = [...witnesses.values()].map((statement) => ({
    strip: stripOf(statement, make, publishers),
    place: Math.min(...statement.map((row) => numberOf(row, "code_position") ?? Infinity)),
  }));
  return placed
    .filter(({ strip }) => strip.median !== null || strip.range_low !== null || strip.p10 !== null)
    .sort((a, b) => compareText(b.strip.iso ?? "", a.strip.iso ?? "") || (a.place < b.place ? -1 : 1))
    .map(({ strip }) => strip);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Rows of one source, time and code together. */
function statementsOf(rows: readonly ViewRow[]): readonly (readonly [ViewRow, ...ViewRow[]])[] {
  const statements = new Map<string, [ViewRow, ...ViewRow[]]>();
  for (const row of rows) {
    const columns = ["source_id", "reference_period", "occupation_code"];
    const key = JSON.stringify(columns.map((column) => textOf(row, column)));
    const known = statements.get(key);
    if (known === undefined) statements.set(key, [row]);
    else known.push(row);
  }
  return [...statements.values()];
}

function endOf(rows: readonly ViewRow[], end: string): number | null {
  const wanted = { low: ["p10", "range_low"], high: ["p90", "range_high"] }[end] ?? [end];
  const row = rows.find((candidate) => wanted.includes(textOf(candidate, "statistic") ?? ""));
  return row === undefined ? null : numberOf(row, "annual_usd");
}

function stripOf(rows: readonly ViewRow[], make: FigureMaker, publishers: Publishers): PayStrip {
  const [first] = rows;
  if (first === undefined) throw new RangeError("A strip needs at least one row.");
  const who = textOf(first, "source_id") ?? "";
  const figures = Object.fromEntries(
    STATISTICS.map((statistic) => {
      const row = rows.find((candidate) => textOf(candidate, "statistic") === statistic);
      const label = `${STATISTIC_NAMES[statistic]}, nation, ${who}`;
      return [statistic, row === undefined ? null : make.number("usd", row, "annual_usd", label)];
    }),
  ) as Record<(typeof STATISTICS)[number], Figure | null>;
  return {
    ...figures,
    title: make.text("quote", first, "occupation_title", `occupation, pay of ${who}`),
    code: make.textIfAny("id", first, "occupation_code", `occupation code, pay of ${who}`),
    is_headline: isHeadline(first),
    // A page that prints the tenths and then calls the same two numbers its range says nothing new.
    range_low: figures.p10 === null ? figures.range_low : null,
    range_high: figures.p90 === null ? figures.range_high : null,
    publishers: publishers.namesOf(rows),
    period: make.period(first, `pay, ${who}`),
    iso: textOf(first, "reference_period"),
  };
}

/** The headline's newest dated strip with a median; null where no source dates its pay. */
export function newestDated(strips: readonly PayStrip[]): (PayStrip & { readonly median: Figure }) | null {
  for (const strip of strips) {
    if (strip.is_headline && strip.iso !== null && strip.median?.value != null)
      return { ...strip, median: strip.median };
  }
  return null;
}

/** Jobs in the whole occupation, by the newest source. */
export function nationalJobs(views: Views, make: FigureMaker, publishers: Publishers): Headline | null {
  const rows = views
    .rows("report_employment")
    .filter((row) => textOf(row, "measure") === "jobs" && textOf(row, "industry") === null);
  const row = newest(rows.filter(isHeadline));
  if (row === null) return null;
  return {
    value: make.number("jobs", row, "value", "jobs in the occupation, nation"),
    period: make.period(row, "jobs in the occupation"),
    publishers: publishers.namesOf([row]),
  };
}

/** The newest of a projection's numbers; null where no source with a stated window gives it. */
export function projected(
  views: Views,
  make: FigureMaker,
  publishers: Publishers,
  column: "change_pct" | "openings_per_year",
): Headline | null {
  const rows = views
    .rows("report_projections")
    .filter((row) => numberOf(row, column) !== null && textOf(row, "reference_period") !== null);
  const row = newest(rows.filter(isHeadline));
  if (row === null) return null;
  const [unit, label] =
    column === "change_pct"
      ? (["pct", "projected growth of employment"] as const)
      : (["jobs", "projected openings a year"] as const);
  return {
    value: make.number(unit, row, column, label),
    period: make.period(row, label),
    publishers: publishers.namesOf([row]),
  };
}

function newest(rows: readonly ViewRow[]): ViewRow | null {
  const ordered = [...rows].sort((a, b) =>
    (textOf(b, "reference_period") ?? "").localeCompare(textOf(a, "reference_period") ?? "", "en-US"),
  );
  return ordered[0] ?? null;
}

/** What another code at hand says beside the headline: each is null where no official release gives it. */
export interface OtherCode {
  readonly title: Figure;
  readonly median: Figure | null;
  readonly jobs: Figure | null;
  readonly growth: Figure | null;
  readonly openings: Figure | null;
  readonly publishers: readonly Figure[];
}

/** Codes at hand beside the headline that the newest figures still speak of. */
export function otherCodes(views: Views, make: FigureMaker, publishers: Publishers): readonly OtherCode[] {
  const codes = views
    .rows("report_codes")
    .filter((row) => !isHeadline(row) && row.cells["is_current"] === true);
  return codes.flatMap((code) => {
    const ofCode = (rows: readonly ViewRow[]): ViewRow | null =>
      newest(rows.filter((row) => textOf(row, "occupation_code") === code.key));
    const whole = (view: "report_wages" | "report_employment", column: string, value: string) =>
      views.rows(view).filter((row) => textOf(row, "industry") === null && textOf(row, column) === value);
    const pay = ofCode(whole("report_wages", "statistic", "median"));
    const jobs = ofCode(whole("report_employment", "measure", "jobs"));
    const projection = ofCode(views.rows("report_projections"));
    const rows = [pay, jobs, projection].filter((row) => row !== null);
    if (rows.length === 0) return [];
    const title = textOf(code, "occupation_title") ?? "";
    return {
      title: make.text("quote", code, "occupation_title", `title of the code ${code.key}`),
      median: pay && make.number("usd", pay, "annual_usd", `median annual pay, nation, ${title}`),
      jobs: jobs && make.number("jobs", jobs, "value", `jobs, nation, ${title}`),
      growth: projection && make.number("pct", projection, "change_pct", `projected growth, ${title}`),
      openings:
        projection && make.number("jobs", projection, "openings_per_year", `openings a year, ${title}`),
      publishers: publishers.namesOf(rows),
    };
  });
}
