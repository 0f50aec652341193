import type { Figure } from "../../contracts/figure.ts";
import type { ChartRequest } from "../../contracts/report.ts";
import type { FigureMaker } from "../figure-maker.ts";
import type { Section } from "../report-definition.ts";
import { numberOf, textOf, type ViewRow, type Views } from "../views.ts";
import { chartLabel } from "./chart-label.ts";
import { answering, numeric, payAxis } from "./city-lines.ts";
import type { Publishers } from "./publishers.ts";
import {
  boundsOf,
  byMedian,
  medianEnds,
  medianOf,
  mostJobs,
  type NationOfCode,
  nationOfCode,
  type RegionLine,
  regionLine,
} from "./region-lines.ts";
import { drawnOf } from "./state-cities.ts";

const FIGURES = ["jobs", "low", "median", "mean", "high"] as const;

/**
 * States with regions in an official release of which no page lists cities: of each the row of its newest code in
 * `report_region_states`.
 */
export function statesByRegion(views: Views): readonly ViewRow[] {
  const passed = new Set(
    views.rows("report_states").flatMap((row) => ((numberOf(row, "cities") ?? 0) > 0 ? [row.key] : [])),
  );
  return views.rows("report_region_states").filter((row) => {
    const state = textOf(row, "state") ?? "";
    if (passed.has(state)) return false;
    passed.add(state);
    return true;
  });
}

/** Rows of the regions of a state's row, under its code, most jobs first. */
export function regionsOf(views: Views, state: ViewRow): readonly ViewRow[] {
  return views
    .rows("report_regions")
    .filter((row) =>
      ["state", "occupation_code"].every((column) => textOf(row, column) === textOf(state, column)),
    );
}

/**
 * The regions of a state by its official release: for each code of the occupation a table by jobs, with the
 * whole state first and the nation beside it; for the newest code a chart by median.
 *
 * @param states Rows of `report_region_states` of one state, one a code, the newest code first.
 */
export function stateRegions(
  views: Views,
  states: readonly [ViewRow, ...ViewRow[]],
  make: FigureMaker,
  publishers: Publishers,
): Section {
  const [state] = states;
  const rows = regionsOf(views, state);
  const tables = states.map((one) => tableOf(views, one, make, publishers));
  const nation = tables[0]?.nation ?? null;
  const listed = rows.filter((row) => row.cells["is_listed"] === true);
  const hasPay = listed.some((row) => PAY.some((column) => numberOf(row, column) !== null));
  const drawn = byMedian(listed.slice(0, drawnOf(listed.length)));
  return {
    data: {
      tables,
      by_region: state.cells["has_regions"] === true,
      is_thirds: state.cells["has_thirds"] === true,
      is_single: rows.length === 1,
      count: countOfRegions(rows, state, make),
      drawn: drawn.length < rows.length ? drawnCount(drawn, state, make) : null,
      has_pay: hasPay,
      period: make.period(state, "the regions"),
      bounds: boundsOf(state, make),
      publisher: publishers.of(state),
    },
    charts: hasPay ? [payChart(drawn, nation, make)] : [],
  };
}

const PAY = ["low_annual_usd", "median_annual_usd", "high_annual_usd"] as const;

/** How many regions there are under the code of a state's row; rests on all of their rows. */
export function countOfRegions(rows: readonly ViewRow[], state: ViewRow, make: FigureMaker): Figure {
  const sql = `select count(*) as regions from report_regions where ${isOf(state)}`;
  return make.countOf(rows, sql, "regions", "regions of the release");
}

function drawnCount(drawn: readonly ViewRow[], state: ViewRow, make: FigureMaker): Figure {
  const sql = `select least(count(*), ${drawn.length}) as regions from report_regions where ${isOf(state)} and is_listed`;
  return make.countOf(drawn, sql, "regions", "regions shown in the chart");
}

const isOf = (state: ViewRow): string =>
  ["state", "occupation_code"].map((column) => `${column} = '${textOf(state, column) ?? ""}'`).join(" and ");

/** Everything about one code. */
function tableOf(views: Views, state: ViewRow, make: FigureMaker, publishers: Publishers) {
  const rows = regionsOf(views, state);
  const lines = rows.map((row) => regionLine(row, "region", make));
  const whole = state.cells["is_listed"] === true ? regionLine(state, "state_name", make) : null;
  const nation = nationOfCode(views, state, make, publishers);
  const all = whole === null ? lines : [whole, ...lines];
  return {
    code: make.text("id", state, "occupation_code", "occupation code"),
    title: make.text("quote", state, "occupation_title", "occupation, in the release"),
    state: whole,
    lines,
    ends: medianEnds(rows, make),
    most_jobs: mostJobs(rows, make),
    nation,
    against_nation: againstNation(whole, nation, make),
    is_of_period: nation !== null && nation.period.period?.value === textOf(state, "reference_period"),
    has_small: lines.some(({ is_small }) => is_small),
    has_missing: all.some((line) => FIGURES.some((figure) => line[figure]?.mark != null)),
    has_unlisted: lines.some(({ jobs }) => jobs === null),
  };
}

function againstNation(
  whole: RegionLine | null,
  nation: NationOfCode | null,
  make: FigureMaker,
): Figure | null {
  if (whole?.median == null || nation === null) return null;
  return make.timesInWords(
    `median of the state against the nation, ${nation.median.label}`,
    whole.median,
    nation.median,
  );
}

function payChart(rows: readonly ViewRow[], nation: NationOfCode | null, make: FigureMaker): ChartRequest {
  const lines = rows.map((row) => regionLine(row, "region", make));
  const medians = rows.map((row) => medianOf(row, make));
  const jobs = lines.flatMap((line) => line.jobs ?? []);
  const pay = lines.flatMap(({ low, median, high }) => [low, median, high].map(numeric));
  const line = nation === null ? null : numeric(nation.median);
  return {
    id: "state-regions",
    spec: "state-regions",
    rows: answering(lines.map(chartRow), medians),
    params: {
      ...payAxis([...pay, line]),
      jobs_high: Math.max(1, ...jobs.flatMap((figure) => numeric(figure) ?? [])),
      ...(nation === null || line === null
        ? {}
        : {
            nation_median: line,
            nation_median_text: nation.median.text,
            nation_median_figure: nation.median.id,
          }),
    },
    figures: [...jobs, ...medians, ...(nation === null ? [] : [nation.median])],
    alt: `Median wage, lower and upper wage, and jobs by region, highest median first: ${lines.map(inWords).join("; ")}.`,
  };
}

/** A row of the chart; `place` tells rows apart, since names need not. */
function chartRow({ region, jobs, low, median, high, is_small }: RegionLine, place: number) {
  return {
    place,
    name: `${chartLabel(region.text)}${is_small ? " †" : ""}`,
    region: region.text,
    low: numeric(low),
    low_text: low?.text ?? "",
    median: numeric(median),
    median_text: median?.text ?? "",
    high: numeric(high),
    high_text: high?.text ?? "",
    jobs: numeric(jobs),
    jobs_text: jobs?.text ?? "",
    jobs_figure: jobs?.id ?? null,
  };
}

/** One region in the alternative text: "New York City $56,270, from $40,800 to $70,754, 3,660 jobs". */
function inWords({ region, jobs, low, median, high }: RegionLine): string {
  const middle = median?.value == null ? "no median" : median.text;
  const range =
    low?.value == null || high?.value == null
      ? "no lower and upper wage"
      : `from ${low.text} to ${high.text}`;
  return `${region.text} ${middle}, ${range}, ${jobs?.value == null ? "jobs not stated" : `${jobs.text} jobs`}`;
}
