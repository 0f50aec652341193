import { geoArea, geoCentroid } from "d3-geo";
import type { Feature } from "geojson";
import type { Figure } from "../../contracts/figure.ts";
import type { ChartRequest } from "../../contracts/report.ts";
import type { Atlas, StateOutline } from "../../lib/atlas.ts";
import type { FigureMaker } from "../figure-maker.ts";
import { gazetteerOf, type Place } from "../places.ts";
import type { Section } from "../report-definition.ts";
import { numberOf, textOf, type ViewRow, type Views } from "../views.ts";
import { chartLabel } from "./chart-label.ts";
import {
  answering,
  byPay,
  cityChartRows,
  cityLine,
  jobsOf,
  largest,
  leading,
  spokenName,
  typicalOf,
} from "./city-lines.ts";

/** A city with the point where it is drawn. */
interface PlacedCity {
  readonly row: ViewRow;
  readonly place: Place;
}

/** Cities that have names on the map, at most. */
const NAMED = 8;

/** Least distance between cities that have names, in degrees, so that no name runs into another. */
const APART = { longitude: 9, latitude: 2.5 };

/** Where a state on the map stands; the texts are those of its legend. */
type Cover = "with cities listed" | "where the source stops" | "not covered by any source loaded";

/** Area on the globe, in steradians, below which a state is drawn as a dot: the District of Columbia. */
const DOT = 2e-5;

/**
 * The map of the United States: the states that city rows cover, and cities by jobs and pay. No map where no
 * city finds its place. The table of states is its twin.
 */
export function stateMap(views: Views, atlas: Atlas, make: FigureMaker): Section {
  const onMap = new Set(statesOnMap(views).map(({ key }) => key));
  const find = gazetteerOf(atlas.areas);
  const all = largest(views.rows("report_cities"), Infinity);
  const found: PlacedCity[] = [];
  const unplaced: ViewRow[] = [];
  for (const row of all) {
    const state = textOf(row, "state") ?? "";
    const place = onMap.has(state) ? find(textOf(row, "city") ?? "", state) : null;
    if (place === null || (numberOf(row, "jobs") ?? 0) === 0) unplaced.push(row);
    else found.push({ row, place });
  }
  const placed = oncePerPlace(found);
  const repeated = new Set(found.filter((city) => !placed.includes(city)).map(({ row }) => row));
  const listed = all.filter((row) => !repeated.has(row));
  return {
    data: {
      drawn: placed.length === 0 ? null : drawnCount(placed, [...unplaced, ...repeated], make),
      has_repeated: repeated.size > 0,
      unplaced: unplaced.map((row) => ({
        city: make.text("quote", row, "city", "city"),
        state: make.text("quote", row, "state", "state"),
      })),
      unplaced_count: unplaced.length === 0 ? null : unplacedCount(unplaced, make),
      ...mostJobs(listed, make),
      highest: leading(byPay(listed).paid, "typical_annual_usd", make),
    },
    charts: placed.length === 0 ? [] : [mapChart(placed, views, atlas, make)],
  };
}

/** The two cities with the most jobs, or all that share the first place, or the second. */
function mostJobs(rows: readonly ViewRow[], make: FigureMaker) {
  const counted = rows.filter((row) => numberOf(row, "jobs") !== null);
  const most_jobs = leading(counted, "jobs", make);
  const others = counted.filter((row) => numberOf(row, "jobs") !== most_jobs?.jobs.value);
  return { most_jobs, second_most_jobs: most_jobs?.is_tie === true ? null : leading(others, "jobs", make) };
}

/**
 * The cities without those that another source lists at the same place: of several sources the one whose figures are
 * the newest is drawn, undated ones last. What one source lists twice at a place are two of its cities.
 */
function oncePerPlace(found: readonly PlacedCity[]): readonly PlacedCity[] {
  const chosen = new Map<string, ViewRow>();
  for (const { row, place } of found) {
    const best = chosen.get(keyOf(place));
    if (best === undefined || rankOf(row) > rankOf(best)) chosen.set(keyOf(place), row);
  }
  return found.filter(
    ({ row, place }) => textOf(row, "source_id") === textOf(chosen.get(keyOf(place)) ?? row, "source_id"),
  );
}

const keyOf = ({ longitude, latitude }: Place): string => `${longitude} ${latitude}`;

const rankOf = (row: ViewRow): string => textOf(row, "reference_period") ?? "";

/** The 50 states and the District of Columbia, which the projection has room for; it leaves territories out. */
const statesOnMap = (views: Views): readonly ViewRow[] =>
  views.rows("report_states").filter((row) => row.cells["is_territory"] !== true);

function drawnCount(placed: readonly PlacedCity[], undrawn: readonly ViewRow[], make: FigureMaker): Figure {
  const others = undrawn.length === 0 ? "" : ` where row_key not in (${keysOf(undrawn)})`;
  const sql = `select count(*) as cities from report_cities${others}`;
  const rows = placed.map(({ row }) => row);
  return make.countOf(rows, sql, "cities", "cities on the map");
}

function unplacedCount(unplaced: readonly ViewRow[], make: FigureMaker): Figure {
  const sql = `select count(*) as cities from report_cities where row_key in (${keysOf(unplaced)})`;
  return make.countOf(unplaced, sql, "cities", "cities that are not on the map");
}

const keysOf = (rows: readonly ViewRow[]): string =>
  rows.map(({ key }) => `'${key.replaceAll("'", "''")}'`).join(", ");

function mapChart(
  placed: readonly PlacedCity[],
  views: Views,
  atlas: Atlas,
  make: FigureMaker,
): ChartRequest {
  const rows = placed.map(({ row }) => row);
  const breaks = payBreaks(rows.map((row) => numberOf(row, "typical_annual_usd")));
  const jobs_high = Math.max(...rows.map((row) => numberOf(row, "jobs") ?? 0));
  const named = namedCities(placed);
  const names = new Map(named.map((row) => [row, make.text("quote", row, "short_city", "city, first name")]));
  const figures = rows.map((row) =>
    numberOf(row, "typical_annual_usd") === null ? jobsOf(row, make) : typicalOf(row, make),
  );
  const lines = answering(cityChartRows(rows, true, make), figures);
  const told = inWords(rows, views, make);
  return {
    id: "state-map",
    spec: "state-map",
    rows: placed.map(({ row, place }, index) => {
      const typical = numberOf(row, "typical_annual_usd");
      return {
        ...lines[index],
        longitude: place.longitude,
        latitude: place.latitude,
        pay_class: typical === null ? null : breaks.filter((start) => start <= typical).length,
        unpaid: typical === null ? "not stated" : null,
        label: names.get(row)?.text ?? null,
      };
    }),
    outlines: outlinesOf(views, atlas),
    params: {
      pay_breaks: breaks,
      jobs_high,
      jobs_values: roundJobs(jobs_high),
      has_stops: statesOfStops(views).size,
    },
    figures: [...names.values(), ...figures, ...told.figures],
    alt: told.alt,
  };
}

/** Where the classes of pay on the map begin, the lowest apart: about a fourth of the cities in each, in whole thousands. */
export function payBreaks(pay: readonly (number | null)[]): readonly number[] {
  const sorted = pay.filter((usd) => usd !== null).sort((a, b) => a - b);
  const [least] = sorted;
  if (least === undefined) return [];
  const starts = [0.25, 0.5, 0.75].map((part) => sorted[Math.floor(part * sorted.length)] ?? least);
  const whole = starts.map((usd) => Math.floor(usd / 1000) * 1000);
  return [...new Set(whole)].filter((usd) => usd > least);
}

/** Round numbers of jobs for the legend, the greatest below the city with the most. */
export function roundJobs(most: number): readonly number[] {
  const below = (jobs: number): number => {
    const power = 10 ** Math.floor(Math.log10(jobs));
    return [5, 2, 1].map((step) => step * power).find((round) => round <= jobs) ?? power;
  };
  return [...new Set([most, most / 5, most / 50].filter((jobs) => jobs >= 1).map(below))];
}

/** The cities with the most jobs that leave each other room for a name; a name too long for a chart has none. */
function namedCities(placed: readonly PlacedCity[]): readonly ViewRow[] {
  const named: PlacedCity[] = [];
  for (const city of placed) {
    if (named.length === NAMED) break;
    const name = textOf(city.row, "short_city") ?? "";
    if (chartLabel(name) !== name) continue;
    if (!named.some((other) => isNear(city.place, other.place))) named.push(city);
  }
  return named.map(({ row }) => row);
}

const isNear = (a: Place, b: Place): boolean =>
  Math.abs(a.longitude - b.longitude) < APART.longitude && Math.abs(a.latitude - b.latitude) < APART.latitude;

/** Outlines with what the map tells of each state. */
function outlinesOf(views: Views, atlas: Atlas): readonly Feature[] {
  const states = new Map(statesOnMap(views).map((row) => [textOf(row, "state_name") ?? "", row]));
  const stops = statesOfStops(views);
  return atlas.states.flatMap((outline) => {
    const row = states.get(outline.properties.name);
    return row === undefined ? [] : [drawn(outline, coverOf(row, stops))];
  });
}

function drawn(outline: StateOutline, cover: Cover): Feature {
  const [longitude, latitude] = geoCentroid(outline);
  const is_dot = geoArea(outline) < DOT;
  return { ...outline, properties: { ...outline.properties, cover, is_dot, longitude, latitude } };
}

function coverOf(row: ViewRow, stops: ReadonlySet<string>): Cover {
  if ((numberOf(row, "cities") ?? 0) === 0) return "not covered by any source loaded";
  return stops.has(row.key) ? "where the source stops" : "with cities listed";
}

/** Postal codes of the states inside which a city table stops. */
const statesOfStops = (views: Views): ReadonlySet<string> =>
  new Set(
    views
      .rows("report_coverage")
      .filter((row) => row.cells["stops_in_a_row"] === true)
      .map((row) => textOf(row, "last_state") ?? ""),
  );

/** Cities that the alternative text names. */
const TOLD = 10;

/** The alternative text, and the figures that it prints. */
function inWords(
  rows: readonly ViewRow[],
  views: Views,
  make: FigureMaker,
): { readonly alt: string; readonly figures: readonly Figure[] } {
  const stops = statesOfStops(views);
  const covered = statesOnMap(views).filter(
    (row) => coverOf(row, stops) !== "not covered by any source loaded",
  );
  const names = covered.map(
    (row) => `${textOf(row, "state_name") ?? ""}${stops.has(row.key) ? " (where the source stops)" : ""}`,
  );
  const figures: Figure[] = [];
  const cities = rows.slice(0, TOLD).map((row) => {
    const { typical, jobs } = cityLine(row, make);
    figures.push(typical, jobs);
    const salary = typical.value === null ? "typical salary not stated" : typical.text;
    return `${spokenName(row, true, make)} ${jobs.text} jobs, ${salary}`;
  });
  const alt = `Map of the United States. States with cities listed: ${names.join(", ")}. All others are not covered by any source loaded. The cities with the most jobs: ${cities.join("; ")}.`;
  return { alt, figures };
}
