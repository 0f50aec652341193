import type { Figure } from "../../contracts/figure.ts";
import type { ChartRequest } from "../../contracts/report.ts";
import type { Printer } from "../printer.ts";
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
export function nationalCities(views: Views, printer: Printer, publishers: Publishers): Section {
  const all = views.rows("report_cities");
  const shown = largest(all, CITIES_SHOWN);
  const { paid, unpaid } = byPay(shown);
  return {
    data: {
      lines: shown.map((row) => cityLineWithState(row, printer)),
      most_jobs: mention(shown[0], printer),
      second_most_jobs: mention(shown[1], printer),
      highest: mention(paid[0], printer),
      lowest: mention(paid.at(-1), printer),
      has_unpaid: unpaid.length > 0,
      shown: shown.length === 0 ? null : shownCount(shown, printer),
      period: cityPeriod(all, printer),
      publishers: publishers.namesOf(all),
      coverage: coverage(views, printer, publishers),
      states: coveredStates(views, printer),
    },
    charts: shown.length === 0 ? [] : [payChart([...paid, ...unpaid], printer), jobsChart(shown, printer)],
  };
}

function shownCount(rows: readonly ViewRow[], printer: Printer): Figure {
  const sql = `select count(*) as cities from report_cities where jobs_place <= ${CITIES_SHOWN}`;
  return printer.countOf(rows, sql, "cities", "cities with the most jobs, shown in the charts");
}

function payChart(rows: readonly ViewRow[], printer: Printer): ChartRequest {
  const told = rows.map((row) => payInWords(row, printer)).join("; ");
  const axes = cityAxes(rows);
  return {
    id: "city-pay",
    spec: "city-pay",
    rows: cityChartRows(rows, true, printer),
    params: { pay_low: axes.pay_low, pay_high: axes.pay_high },
    figures: [],
    alt: `Typical salary and salary range by city, highest typical salary first: ${told}.`,
  };
}

function jobsChart(rows: readonly ViewRow[], printer: Printer): ChartRequest {
  const drawn = cityChartRows(rows, true, printer);
  return {
    id: "city-jobs",
    spec: "city-jobs",
    rows: drawn,
    params: { jobs_high: cityAxes(rows).jobs_high },
    figures: rows.map((row) => jobsOf(row, printer)),
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
function coveredStates(views: Views, printer: Printer): readonly StateLine[] {
  const cities = views.rows("report_cities");
  const states = views.rows("report_states");
  return states
    .filter((row) => (numberOf(row, "cities") ?? 0) > 0)
    .map((row) => stateLine(row, cities, printer));
}

function stateLine(row: ViewRow, cities: readonly ViewRow[], printer: Printer): StateLine {
  const { paid } = byPay(cities.filter((city) => textOf(city, "state") === row.key));
  const [highest, lowest] = [paid[0], paid.at(-1)];
  const name = textOf(row, "state_name") ?? row.key;
  return {
    state: printer.text("quote", row, "state_name", "state"),
    cities: printer.number("count", row, "cities", `cities listed, ${name}`),
    jobs: printer.number("jobs", row, "jobs", `jobs in the cities listed, ${name}`),
    highest: highest === undefined ? null : typicalOf(highest, printer),
    lowest: lowest === undefined ? null : typicalOf(lowest, printer),
  };
}

/** How far each city table goes, and where it stops. */
export function coverage(views: Views, printer: Printer, publishers: Publishers) {
  const states = views.rows("report_states");
  return views.rows("report_coverage").map((row) => {
    const loaded = restingOnLoaded(row);
    return {
      publisher: publishers.of(row),
      states: printer.number("count", loaded, "states", "states and D.C. with city rows"),
      states_in_all: printer.number("count", row, "states_in_all", "states and D.C. in all"),
      cities: printer.number("count", loaded, "rows_loaded", "city rows loaded"),
      jobs: printer.number("jobs", loaded, "jobs", "jobs in the cities listed"),
      stops_in_a_row: row.cells["stops_in_a_row"] === true,
      last_state: lastState(row, states, printer),
    };
  });
}

/** The row with the records of its loaded city rows alone; that none is loaded rests on all that were seen. */
function restingOnLoaded(row: ViewRow): ViewRow {
  const record_ids = recordsOf(row, "loaded_record_ids");
  return record_ids.length === 0 ? row : { ...row, record_ids };
}

function lastState(row: ViewRow, states: readonly ViewRow[], printer: Printer): Figure | null {
  const last = states.find((state) => state.key === textOf(row, "last_state"));
  return last === undefined
    ? null
    : printer.text("quote", last, "state_name", "last state of the city table");
}
