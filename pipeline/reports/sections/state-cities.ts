import type { Figure } from "../../contracts/figure.ts";
import type { ChartRequest } from "../../contracts/report.ts";
import type { FigureMaker } from "../figure-maker.ts";
import type { Section } from "../report-definition.ts";
import { numberOf, textOf, type ViewRow, type Views } from "../views.ts";
import {
  answering,
  byPay,
  cityAxes,
  cityEnds,
  cityChartRows,
  cityLine,
  cityPeriod,
  jobsOf,
  largest,
  leading,
  numeric,
  payInWords,
  spokenName,
  typicalOf,
} from "./city-lines.ts";
import type { PayStrip } from "./nation.ts";
import type { Publishers } from "./publishers.ts";

/** A strip that has a median to compare with. */
type Nation = PayStrip & { readonly median: Figure };

/** Rows that the chart has room for on one side of the sheet; of more cities it shows those with the most jobs. */
const MOST_DRAWN = 36;

const PAY = ["low_annual_usd", "typical_annual_usd", "high_annual_usd"] as const;

/** How many of so many cities the chart shows. */
export const drawnOf = (cities: number): number => Math.min(cities, MOST_DRAWN);

/**
 * The cities of a state: table by jobs, chart by pay with the nation's newest dated median as a line,
 * what they say against each other and against the nation, and what is small or missing.
 */
export function stateCities(
  views: Views,
  state: ViewRow,
  nation: Nation | null,
  make: FigureMaker,
  publishers: Publishers,
): Section {
  const all = views.rows("report_cities").filter((row) => textOf(row, "state") === state.key);
  const rows = largest(all, all.length);
  const { paid, unpaid } = byPay(rows);
  const drawn = byPay(rows.slice(0, drawnOf(rows.length)));
  const lines = rows.map((row) => cityLine(row, make));
  const isPaid = rows.some((row) => PAY.some((column) => numberOf(row, column) !== null));
  const line = isPaid ? nation : null;
  const ends = cityEnds(paid, "typical_annual_usd", "highest against lowest typical pay of the cities", make);
  const highest = ends?.highest ?? null;
  return {
    data: {
      lines,
      most_jobs: leading(rows, "jobs", make),
      highest,
      lowest: ends?.lowest ?? null,
      times: ends?.times ?? null,
      against_nation:
        highest === null || nation === null
          ? null
          : make.timesInWords(
              "highest typical pay of the cities against the national median",
              highest.typical,
              nation.median,
            ),
      drawn: rows.length > MOST_DRAWN ? drawnCount(state, rows.slice(0, MOST_DRAWN), make) : null,
      has_pay: isPaid,
      has_line: line !== null,
      cut_by: cutBy(views, state, publishers),
      has_unpaid: unpaid.length > 0,
      has_small: lines.some((line) => line.is_small),
      period: cityPeriod(rows, make),
      publishers: publishers.namesOf(rows),
    },
    charts: [(isPaid ? payChart : jobsChart)([...drawn.paid, ...drawn.unpaid], line, make)],
  };
}

/** Whose city table breaks off inside the state, so that cities of it may be missing; null where none does. */
function cutBy(views: Views, state: ViewRow, publishers: Publishers): Figure | null {
  const row = views
    .rows("report_coverage")
    .find((table) => table.cells["stops_in_a_row"] === true && textOf(table, "last_state") === state.key);
  return row === undefined ? null : publishers.of(row);
}

function drawnCount(state: ViewRow, rows: readonly ViewRow[], make: FigureMaker): Figure {
  const sql = `select least(count(*), ${MOST_DRAWN}) as cities from report_cities where state = '${state.key}'`;
  return make.countOf(rows, sql, "cities", "cities with the most jobs, shown in the chart");
}

/** Where no salary is stated there is no axis of pay to draw. */
function jobsChart(rows: readonly ViewRow[], _: Nation | null, make: FigureMaker): ChartRequest {
  const jobs = rows.map((row) => jobsOf(row, make));
  const told = rows.map((row, place) => `${spokenName(row, false, make)} ${jobs[place]?.text ?? ""}`);
  return {
    id: "state-cities",
    spec: "city-jobs",
    rows: answering(cityChartRows(rows, false, make), jobs),
    figures: jobs,
    alt: `Jobs by city, most first: ${told.join("; ")}.`,
  };
}

function payChart(rows: readonly ViewRow[], nation: Nation | null, make: FigureMaker): ChartRequest {
  const jobs = rows.map((row) => jobsOf(row, make));
  const typical = rows.map((row) => typicalOf(row, make));
  const told = rows.map((row, place) => `${payInWords(row, make)}, ${jobs[place]?.text ?? ""} jobs`);
  return {
    id: "state-cities",
    spec: "state-cities",
    rows: answering(cityChartRows(rows, false, make), typical).map((row, place) => ({
      ...row,
      jobs_figure: jobs[place]?.id ?? null,
    })),
    params: { ...cityAxes(rows, [numeric(nation?.median ?? null)]), ...nationLine(nation) },
    figures: [...jobs, ...typical, ...(nation === null ? [] : [nation.median])],
    alt: `Typical salary, salary range and jobs by city, highest typical salary first: ${told.join("; ")}.`,
  };
}

/** The line of the nation's median; none without a dated one. */
function nationLine(nation: Nation | null): Readonly<Record<string, string | number>> {
  const median = numeric(nation?.median ?? null);
  if (nation === null || median === null) return {};
  return {
    nation_median: median,
    nation_median_text: nation.median.text,
    nation_median_figure: nation.median.id,
  };
}
