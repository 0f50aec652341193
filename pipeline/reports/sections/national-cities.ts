import type { Figure } from "../../contracts/figure.ts";
import type { ChartRequest } from "../../contracts/report.ts";
import type { FigureMaker } from "../figure-maker.ts";
import type { Section } from "../report-definition.ts";
import { numberOf, recordsOf, textOf, type ViewRow, type Views } from "../views.ts";
import {
  byPay,
  cityAxes,
  cityChartRows,
  cityLineWithState,
  cityPeriod,
  jobsOf,
  largest,
  mention,
  payInWords,
  typicalOf,
} from "./city-lines.ts";
import type { Publishers } from "./publishers.ts";

/** How many cities the national charts and their table show. */
const CITIES_SHOWN = 25;

/** Pay ranges and jobs of the cities with the most jobs, and how far the city table goes. */
export function nationalCities(views: Views, make: FigureMaker, publishers: Publishers): Section {
  const all = views.rows("report_cities");
  const shown = largest(all, CITIES_SHOWN);
  const { paid, unpaid } = byPay(shown);
  return {
    data: {
      lines: shown.map((row) => cityLineWithState(row, make)),
      most_jobs: mention(shown[0], make),
      second_most_jobs: mention(shown[1], make),
      highest: mention(paid[0], make),
      lowest: mention(paid.at(-1), make),
      has_unpaid: unpaid.length > 0,
      shown: shown.length === 0 ? null : shownCount(shown, make),
      period: cityPeriod(all, make),
      publishers: publishers.namesOf(all),
      coverage: coverage(views, make, publishers),
      states: coveredStates(views, make),
    },
    charts: shown.length === 0 ? [] : [payChart([...paid, ...unpaid], make), jobsChart(shown, make)],
  };
}

function shownCount(rows: readonly ViewRow[], make: FigureMaker): Figure {
  const sql = `select count(*) as cities from report_cities where jobs_place <= ${CITIES_SHOWN}`;
  return make.countOf(rows, sql, "cities", "cities with the most jobs, shown in the charts");
}

function payChart(rows: readonly ViewRow[], make: FigureMaker): ChartRequest {
  const told = rows.map((row) => payInWords(row, make)).join("; ");
  const axes = cityAxes(rows);
  return {
    id: "city-pay",
    spec: "city-pay",
    rows: cityChartRows(rows, true, make),
    params: { pay_low: axes.pay_low, pay_high: axes.pay_high },
    figures: [],
    alt: `Typical salary and salary range by city, highest typical salary first: ${told}.`,
  };
}

function jobsChart(rows: readonly ViewRow[], make: FigureMaker): ChartRequest {
  const drawn = cityChartRows(rows, true, make);
  return {
    id: "city-jobs",
    spec: "city-jobs",
    rows: drawn,
    params: { jobs_high: cityAxes(rows).jobs_high },
    figures: rows.map((row) => jobsOf(row, make)),
    alt: `Jobs by city, most first: ${drawn.map((row) => `${String(row["name"])} ${String(row["jobs_text"])}`).join("; ")}.`,
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

/** How far each city table goes, and where it stops. */
export function coverage(views: Views, make: FigureMaker, publishers: Publishers) {
  const states = views.rows("report_states");
  return views.rows("report_coverage").map((row) => {
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
