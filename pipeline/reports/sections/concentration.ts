import type { Figure } from "../../contracts/figure.ts";
import type { ChartRequest } from "../../contracts/report.ts";
import type { FigureMaker } from "../figure-maker.ts";
import { ordered } from "../ordered.ts";
import type { Section } from "../report-definition.ts";
import { grouped, numberOf, textOf, type ViewRow, type Views } from "../views.ts";
import { letter } from "./chart-label.ts";
import {
  answering,
  cityChartRows,
  cityLineWithState,
  cityPeriod,
  type CityLine,
  leading,
  spokenName,
} from "./city-lines.ts";
import type { Publishers } from "./publishers.ts";

const SHARE = "share_of_area_jobs_pct";

/** How many cities are shown at either end. */
const ENDS_SHOWN = 3;

/** A city with its location quotient. */
interface ConcentrationLine extends CityLine {
  readonly state: Figure;
  /** First of the names that a metropolitan area is made of. */
  readonly short_city: Figure;
  /** Location quotient, from the least to the greatest that the printed share allows. */
  readonly quotient: Figure;
  /** Jobs of all occupations in the area, from the least to the greatest that jobs and share allow. */
  readonly area_jobs: Figure;
}

/** What the national share is taken from. */
interface Nation {
  /** Jobs of the occupation and of all, release by release. */
  readonly pairs: readonly (readonly [Figure, Figure])[];
  readonly shares: readonly Figure[];
  readonly codes: readonly Figure[];
  /** Whether the code is that of the page with the city table, or those of the other pages. */
  readonly is_own_code: boolean;
  /** Whether all is of the period that the city table speaks of; otherwise it is of every release there is. */
  readonly is_of_period: boolean;
}

/**
 * Location quotients of the cities where the occupation is most and least at home: the share of the
 * area's jobs over the national share, as a range that respects the rounding of what is printed. A table
 * and a chart for each source, since one national share serves one table: another may have another code.
 */
export function concentration(views: Views, make: FigureMaker, publishers: Publishers): Section {
  const cities = views.rows("report_cities").filter((row) => numberOf(row, SHARE) !== null);
  const tables = [...grouped(cities, "source_id").values()].map((rows, at) =>
    quotientTable(rows, `concentration-${letter(at)}`, views, make, publishers),
  );
  return {
    data: { tables: tables.map(({ data }) => data), reference: referenceOf(views, make) },
    charts: tables.flatMap(({ charts }) => charts),
  };
}

/** The location quotients of one source's cities; without a national share, nothing but whose they would be. */
function quotientTable(
  cities: readonly ViewRow[],
  chart_id: string,
  views: Views,
  make: FigureMaker,
  publishers: Publishers,
): Section {
  const [first] = cities;
  const nation = first === undefined ? null : nationOf(first, views, make);
  if (nation === null) return { data: { nation: null, publishers: publishers.namesOf(cities) }, charts: [] };
  const shown = bothEnds(cities);
  const lines = shown.map((row) => lineOf(row, nation, make));
  return {
    data: {
      chart_id,
      nation: {
        least: make.least("least national share of all jobs", nation.shares),
        greatest: make.greatest("greatest national share of all jobs", nation.shares),
        codes: nation.codes,
        is_own_code: nation.is_own_code,
        is_of_period: nation.is_of_period,
      },
      lines,
      ...quotientEnds(cities, nation, make),
      has_small: lines.some(({ is_small }) => is_small),
      is_whole: shown.length === cities.length,
      period: cityPeriod(cities, make),
      publishers: publishers.namesOf(shown),
    },
    charts: [quotientChart(chart_id, shown, lines, make)],
  };
}

/** The greatest and the least quotient, each with all cities that share it; no least where all are one. */
function quotientEnds(cities: readonly ViewRow[], { pairs }: Nation, make: FigureMaker) {
  const end = (rows: readonly ViewRow[]) => {
    const first = leading(rows, SHARE, make);
    if (first === null) return null;
    const label = `location quotient, ${first.city.text}`;
    return { ...first, quotient: make.locationQuotient(label, first.share, pairs) };
  };
  const [highest, lowest] = [end(byShare(cities, "-share")), end(byShare(cities, "share"))];
  return { highest, lowest: highest?.share.value === lowest?.share.value ? null : lowest };
}

/**
 * The national share: releases of the table's own code, or of the headline's codes that other pages prove, and of its own
 * period where there is a release of it; null where none is known.
 */
function nationOf(city: ViewRow, views: Views, make: FigureMaker): Nation | null {
  const own = views.rows("report_sources").find(({ key }) => key === textOf(city, "source_id"));
  const code = own === undefined ? null : textOf(own, "occupation_code");
  const ofCode = views
    .rows("report_national_series")
    .filter((row) =>
      code === null
        ? row.cells["is_of_pages"] === true && row.cells["is_headline"] === true
        : textOf(row, "occupation_code") === code,
    );
  const ofPeriod = ofCode.filter(
    (row) => textOf(row, "reference_period") === textOf(city, "reference_period"),
  );
  const rows = ofPeriod.length > 0 ? ofPeriod : ofCode;
  if (rows.length === 0) return null;
  const pairs = rows.map((row) => {
    const what = `${textOf(row, "occupation_code") ?? ""}, ${textOf(row, "release") ?? ""}`;
    return [
      make.number("jobs", row, "jobs", `jobs in the occupation, nation, ${what}`),
      make.number("jobs", row, "all_occupations_jobs", `jobs of all occupations, nation, ${what}`),
    ] as const;
  });
  const codes = new Map(rows.map((row) => [textOf(row, "occupation_code"), row]));
  return {
    pairs,
    shares: pairs.map(([jobs, all]) => make.share("share of all jobs, nation", jobs, all)),
    codes: [...codes.values()].map((row) => make.text("id", row, "occupation_code", "occupation code")),
    is_own_code: code !== null,
    is_of_period: ofPeriod.length > 0,
  };
}

/**
 * The rows with the greatest and the least shares, greatest first; of equal ones those with more jobs, which
 * say more. A quotient goes with its share.
 */
function bothEnds(rows: readonly ViewRow[]): readonly ViewRow[] {
  const greatest = byShare(rows, "-share");
  if (greatest.length <= 2 * ENDS_SHOWN) return greatest;
  const least = byShare(rows, "share");
  return [...greatest.slice(0, ENDS_SHOWN), ...least.slice(0, ENDS_SHOWN).reverse()];
}

/** Rows by their share of all jobs, and by jobs where shares are equal. */
function byShare(rows: readonly ViewRow[], order: "share" | "-share"): readonly ViewRow[] {
  const placed = rows.map((row) => ({
    row,
    share: numberOf(row, SHARE),
    place: numberOf(row, "jobs_place"),
  }));
  return ordered(placed, order, "place").map(({ row }) => row);
}

function lineOf(row: ViewRow, { pairs }: Nation, make: FigureMaker): ConcentrationLine {
  const line = cityLineWithState(row, make);
  const name = `${line.city.text}, ${line.state.text}`;
  return {
    ...line,
    short_city: make.text("quote", row, "short_city", "city, first name"),
    quotient: make.locationQuotient(`location quotient, ${name}`, line.share, pairs),
    area_jobs: make.areaJobs(`jobs of all occupations, ${name}`, line.jobs, line.share),
  };
}

function referenceOf(views: Views, make: FigureMaker) {
  const row = views.rows("report_references").find(({ key }) => key === "reference-oews-national");
  return row === undefined
    ? null
    : {
        publisher: make.text("quote", row, "publisher", "publisher of the national shares"),
        title: make.text("quote", row, "title", "title of the national shares"),
      };
}

function quotientChart(
  id: string,
  rows: readonly ViewRow[],
  lines: readonly ConcentrationLine[],
  make: FigureMaker,
): ChartRequest {
  const quotients = lines.map(({ quotient }) => quotient);
  const names = answering(cityChartRows(rows, true, make), quotients);
  const told = rows.map((row, at) => `${spokenName(row, true, make)} ${quotients[at]?.text ?? ""}`);
  return {
    id,
    spec: "concentration",
    rows: names.map((row, at) => ({
      ...row,
      ...endsOf(quotients[at]),
      text: quotients[at]?.text ?? null,
    })),
    figures: quotients,
    alt: `Location quotients by city, as ranges, highest first: ${told.join("; ")}.`,
  };
}

/** Ends of a range figure; null where it is missing. */
function endsOf(figure: Figure | undefined): { readonly least: number | null; readonly most: number | null } {
  const [least, most] = typeof figure?.value === "string" ? figure.value.split("/").map(Number) : [];
  return { least: least ?? null, most: most ?? null };
}
