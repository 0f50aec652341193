import { STATE_NAMES } from "../../pipeline/cleaning/states.ts";
import type { Cell, ViewName, ViewRow, Views } from "../../pipeline/reports/views.ts";
import { viewsOf } from "../support/views.ts";

/** A city as tests tell of it. */
export interface City {
  readonly city: string;
  readonly state: string;
  readonly typical: number | null;
  readonly jobs: number | null;
  /** The source that lists it, where it is not the only one. */
  readonly source?: string;
  readonly period?: string;
}

const row = (view: ViewName, key: string, cells: Readonly<Record<string, Cell>>): ViewRow => ({
  view,
  key,
  record_ids: [`${view}/${key}`],
  cells,
});

/** The report views of one source's table of cities, as the warehouse would give them; all other views are empty. */
export function cityViews(cities: readonly City[], { stopsIn }: { readonly stopsIn?: string } = {}): Views {
  const byJobs = [...cities].sort((a, b) => (b.jobs ?? -1) - (a.jobs ?? -1));
  const views = new Map<ViewName, readonly ViewRow[]>([
    ["report_cities", cities.map((city) => cityRow(city, byJobs.indexOf(city) + 1))],
    ["report_states", [...STATE_NAMES].map(([code, name]) => stateRow(code, name, cities))],
    ["report_coverage", [coverageRow(cities, stopsIn)]],
    [
      "report_sources",
      [...new Set(["cities", ...cities.map(({ source }) => source ?? "cities")])].map((source) =>
        row("report_sources", source, { short_publisher: "Publisher", publisher: "Publisher" }),
      ),
    ],
  ]);
  return viewsOf(views);
}

function cityRow({ city, state, typical, jobs, source, period }: City, place: number): ViewRow {
  return row("report_cities", [state, city, source].filter(Boolean).join(" "), {
    source_id: source ?? "cities",
    reference_period: period ?? null,
    reference_period_basis: period === undefined ? "unknown" : "stated",
    state,
    city,
    short_city: /^(.+?)(?:\s[–(].*)?$/u.exec(city)?.[1] ?? city,
    typical_annual_usd: typical,
    typical_annual_usd_mark: "$",
    low_annual_usd: typical === null ? null : typical - 9_000,
    low_annual_usd_mark: "$",
    high_annual_usd: typical === null ? null : typical + 9_000,
    high_annual_usd_mark: "$",
    jobs,
    share_of_area_jobs_pct: jobs === null ? null : Math.min(9, jobs / 10_000),
    is_small_cell: (jobs ?? 100) < 100,
    jobs_place: place,
  });
}

function stateRow(state: string, state_name: string, cities: readonly City[]): ViewRow {
  const own = cities.filter((city) => city.state === state);
  return row("report_states", state, {
    state,
    state_name,
    is_territory: ["AS", "GU", "MP", "PR", "VI"].includes(state),
    cities: own.length,
    jobs: own.length === 0 ? null : jobsOf(own),
  });
}

function coverageRow(cities: readonly City[], stopsIn: string | undefined): ViewRow {
  return row("report_coverage", "cities", {
    source_id: "cities",
    loaded_record_ids: cities.map(({ state, city }) => `report_cities/${state} ${city}`),
    rows_seen: cities.length,
    rows_loaded: cities.length,
    states: new Set(cities.map(({ state }) => state)).size,
    states_in_all: 51,
    jobs: jobsOf(cities),
    last_state: stopsIn ?? cities.at(-1)?.state ?? null,
    stops_in_a_row: stopsIn !== undefined,
  });
}

const jobsOf = (cities: readonly City[]): number => cities.reduce((sum, { jobs }) => sum + (jobs ?? 0), 0);
