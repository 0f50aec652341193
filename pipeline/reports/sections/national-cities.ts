import type { Figure } from "../../contracts/figure.ts";
import type { ChartRequest } from "../../contracts/report.ts";
import type { FigureMaker } from "../figure-maker.ts";
import { ordered } from "../ordered.ts";
import type { Section } from "../report-definition.ts";
import { numberOf, recordsOf, textOf, type ViewRow, type Views } from "../views.ts";
import {
  answering,
  byPay,
  cityAxes,
  cityEnds,
  cityChartRows,
  cityLine,
  cityLineWithState,
  cityPeriod,
  jobsOf,
  largest,
  leading,
  mention,
  payInWords,
  spokenName,
  typicalOf,
} from "./city-lines.ts";
import type { Publishers } from "./publishers.ts";

/** Cities at either end of the chart by pay, and in the charts by jobs and by share. */
const ENDS_SHOWN = 4;
const MOST_SHOWN = 6;

/**
 * Where the jobs are: the cities with the highest and the lowest pay, the most jobs and the greatest share of all
 * jobs, one table of all that the charts show, and the states.
 *
 * @param withShares Whether the greatest shares have a chart here: not where location quotients, which are
 *   these shares against the nation's, have one.
 */
export function nationalCities(
  views: Views,
  make: FigureMaker,
  publishers: Publishers,
  withShares: boolean,
): Section {
  const all = views.rows("report_cities");
  const { paid, unpaid } = byPay(all);
  const ends =
    paid.length > 2 * ENDS_SHOWN ? [...paid.slice(0, ENDS_SHOWN), ...paid.slice(-ENDS_SHOWN)] : paid;
  const most = largest(all, MOST_SHOWN).filter((row) => numberOf(row, "jobs") !== null);
  const byShare = withShares ? sharesFirst(all) : [];
  const shares = byShare.slice(0, MOST_SHOWN);
  const shown = new Set([...ends, ...most, ...shares]);
  const lines = largest(all, all.length)
    .filter((row) => shown.has(row))
    .map((row) => cityLineWithState(row, make));
  const tables = coverage(views, make, publishers);
  return {
    data: {
      lines,
      any: all.length > 0,
      pay: cityEnds(paid, "typical_annual_usd", "highest typical salary of a city against the lowest", make),
      shows_ends: ends.length < paid.length,
      jobs: jobsFinding(most, all.length, tables, make),
      shares: cityEnds(
        byShare,
        "share_of_area_jobs_pct",
        "greatest share of all jobs against the smallest",
        make,
      ),
      has_small: lines.some((line) => line.is_small),
      has_unpaid: lines.some((line) => line.typical.value === null),
      unpaid: unpaid.map((row) => mention(row, make)),
      period: cityPeriod(all, make),
      publishers: publishers.namesOf(all),
      coverage: tables,
      states: coveredStates(views, make),
    },
    charts: [
      payChart(ends, ends.length < paid.length, make),
      jobsChart(most, make),
      shareChart(shares, make),
    ].filter(({ rows }) => rows.length > 0),
  };
}

/** Rows with a share of all jobs, the greatest first; by jobs where shares are equal. */
function sharesFirst(rows: readonly ViewRow[]): readonly ViewRow[] {
  const shaped = rows.map((row) => ({
    row,
    share: numberOf(row, "share_of_area_jobs_pct"),
    place: numberOf(row, "jobs_place"),
  }));
  return ordered(
    shaped.filter(({ share }) => share !== null),
    "-share",
    "place",
  ).map(({ row }) => row);
}

/** What part of all jobs listed the cities with the most hold; no part where the chart shows all there are. */
function jobsFinding(
  most: readonly ViewRow[],
  cities: number,
  tables: readonly { readonly jobs: Figure }[],
  make: FigureMaker,
) {
  if (most.length === 0) return null;
  const sql = `select count(*) as cities from report_cities where jobs_place <= ${MOST_SHOWN} and jobs is not null`;
  const part = make.sum(
    "jobs in the cities with the most",
    most.map((row) => jobsOf(row, make)),
  );
  const whole = make.sum(
    "jobs in all cities listed",
    tables.map(({ jobs }) => jobs),
  );
  return {
    most: leading(most, "jobs", make),
    second: most[1] === undefined ? null : mention(most[1], make),
    shown: make.countOf(most, sql, "cities", "cities with the most jobs, shown in a chart"),
    part: most.length < cities ? make.share("part of all jobs listed that they hold", part, whole) : null,
  };
}

function payChart(rows: readonly ViewRow[], isParted: boolean, make: FigureMaker): ChartRequest {
  const told = rows.map((row) => payInWords(row, make)).join("; ");
  const { pay_low, pay_high } = cityAxes(rows);
  const figures = rows.map((row) => typicalOf(row, make));
  const lines = answering(cityChartRows(rows, true, make), figures);
  const ends = isParted ? "the highest and the lowest, highest first" : "highest first";
  return {
    id: "city-pay",
    spec: "city-pay",
    rows: isParted ? withGap(lines, ENDS_SHOWN) : lines,
    params: { pay_low, pay_high },
    figures,
    alt: `Typical salary and salary range by city, ${ends}: ${told}.`,
  };
}

/** Rows with an empty one after the first so many, which keeps the two ends of a long list apart. */
function withGap(rows: ChartRequest["rows"], after: number): ChartRequest["rows"] {
  const gap = { name: "", low: null, high: null, typical: null };
  return [...rows.slice(0, after), gap, ...rows.slice(after)].map((row, place) => ({ ...row, place }));
}

function jobsChart(rows: readonly ViewRow[], make: FigureMaker): ChartRequest {
  const jobs = rows.map((row) => jobsOf(row, make));
  return barChart("city-jobs", "Jobs by city, most first", rows, jobs, make);
}

function shareChart(rows: readonly ViewRow[], make: FigureMaker): ChartRequest {
  const shares = rows.map((row) => cityLine(row, make).share);
  return barChart("city-shares", "Share of all jobs by city, greatest first", rows, shares, make);
}

/** A chart of one bar a city, with the figure that the bar stands for. */
function barChart(
  spec: string,
  what: string,
  rows: readonly ViewRow[],
  figures: readonly Figure[],
  make: FigureMaker,
): ChartRequest {
  const told = rows.map((row, place) => `${spokenName(row, true, make)} ${figures[place]?.text ?? ""}`);
  return {
    id: spec,
    spec,
    rows: answering(cityChartRows(rows, true, make), figures),
    figures,
    alt: `${what}: ${told.join("; ")}.`,
  };
}

/** A state in the table of states. */
interface StateLine {
  readonly state: Figure;
  readonly cities: Figure;
  readonly jobs: Figure;
  /** Highest and lowest typical salary of a city; null where none is stated. */
  readonly highest: Figure | null;
  readonly lowest: Figure | null;
}

/** The states that the city tables cover, one line each. */
function coveredStates(views: Views, make: FigureMaker): readonly StateLine[] {
  const cities = views.rows("report_cities");
  const states = views.rows("report_states");
  return states
    .filter((row) => (numberOf(row, "cities") ?? 0) > 0)
    .map((row) => stateLine(row, cities, make));
}

function stateLine(row: ViewRow, cities: readonly ViewRow[], make: FigureMaker): StateLine {
  const { paid } = byPay(cities.filter((city) => textOf(city, "state") === row.key));
  const [highest, lowest] = [paid[0], paid.at(-1)];
  const name = textOf(row, "state_name") ?? row.key;
  return {
    state: make.text("quote", row, "state_name", "state"),
    cities: make.number("count", row, "cities", `cities listed, ${name}`),
    jobs: make.number("jobs", row, "jobs", `jobs in the cities listed, ${name}`),
    highest: highest === undefined ? null : typicalOf(highest, make),
    lowest: lowest === undefined ? null : typicalOf(lowest, make),
  };
}

/** How far each city table goes, and where it stops; a table of another occupation is none of the report's. */
export function coverage(views: Views, make: FigureMaker, publishers: Publishers) {
  const states = views.rows("report_states");
  const sources = new Set(views.rows("report_sources").map(({ key }) => key));
  const tables = views.rows("report_coverage").filter(({ key }) => sources.has(key));
  return tables.map((row) => {
    const loaded = restingOnLoaded(row);
    return {
      publisher: publishers.of(row),
      states: make.number("count", loaded, "states", "states and D.C. with city rows"),
      states_in_all: make.number("count", row, "states_in_all", "states and D.C. in all"),
      cities: make.number("count", loaded, "rows_loaded", "city rows loaded"),
      jobs: make.number("jobs", loaded, "jobs", "jobs in the cities listed"),
      stops_in_a_row: row.cells["stops_in_a_row"] === true,
      last_state: lastState(row, states, make),
    };
  });
}

/** The row with the records of its loaded city rows alone; that none is loaded rests on all that were seen. */
function restingOnLoaded(row: ViewRow): ViewRow {
  const record_ids = recordsOf(row, "loaded_record_ids");
  return record_ids.length === 0 ? row : { ...row, record_ids };
}

function lastState(row: ViewRow, states: readonly ViewRow[], make: FigureMaker): Figure | null {
  const last = states.find((state) => state.key === textOf(row, "last_state"));
  return last === undefined ? null : make.text("quote", last, "state_name", "last state of the city table");
}
