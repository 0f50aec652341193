import type { Figure } from "../../contracts/figure.ts";
import type { PrintedPeriod, FigureMaker } from "../figure-maker.ts";
import { grouped, numberOf, textOf, type ViewRow, type Views } from "../views.ts";
import type { Publishers } from "./publishers.ts";

/** A number with the period it speaks of and the sources that print it. */
export interface Headline {
  readonly value: Figure;
  readonly period: PrintedPeriod;
  readonly publishers: readonly Figure[];
}

/** What the sources say of pay in the whole nation at one time. */
export interface PayStrip {
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
 * National pay, newest first, undated last. Sources that print the same figures for the same time
 * are one witness and share a strip.
 */
export function payStrips(views: Views, make: FigureMaker, publishers: Publishers): readonly PayStrip[] {
  const rows = views.rows("report_wages").filter((row) => textOf(row, "industry") === null);
  const witnesses = new Map<string, ViewRow[]>();
  for (const [source, ofSource] of grouped(rows, "source_id")) {
    for (const [period, statement] of grouped(ofSource, "reference_period")) {
      const values = ["median", "low", "high"].map((end) => endOf(statement, end) ?? "");
      const key = period === "" ? `undated/${source}` : [period, ...values].join("/");
      witnesses.set(key, [...(witnesses.get(key) ?? []), ...statement]);
    }
  }
  return [...witnesses.values()]
    .map((statement) => stripOf(statement, make, publishers))
    .filter((strip) => strip.median !== null || strip.range_low !== null || strip.p10 !== null)
    .sort((a, b) => (b.iso ?? "").localeCompare(a.iso ?? "", "en-US"));
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
    // A page that prints the tenths and then calls the same two numbers its range says nothing new.
    range_low: figures.p10 === null ? figures.range_low : null,
    range_high: figures.p90 === null ? figures.range_high : null,
    publishers: publishers.namesOf(rows),
    period: make.period(first, `pay, ${who}`),
    iso: textOf(first, "reference_period"),
  };
}

/** The newest dated strip with a median; null where no source dates its pay. */
export function newestDated(strips: readonly PayStrip[]): (PayStrip & { readonly median: Figure }) | null {
  for (const strip of strips) {
    if (strip.iso !== null && strip.median?.value != null) return { ...strip, median: strip.median };
  }
  return null;
}

/** Jobs in the whole occupation, newest first. */
export function nationalJobs(views: Views, make: FigureMaker, publishers: Publishers): Headline | null {
  const rows = views
    .rows("report_employment")
    .filter((row) => textOf(row, "measure") === "jobs" && textOf(row, "industry") === null);
  const row = newest(rows);
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
  const row = newest(rows);
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
