import type { Figure } from "../../contracts/figure.ts";
import type { ChartRequest } from "../../contracts/report.ts";
import type { PrintedPeriod, FigureMaker } from "../figure-maker.ts";
import { numberOf, textOf, type ViewRow } from "../views.ts";
import { ordered } from "../ordered.ts";
import { chartLabel } from "./chart-label.ts";
import { type Named, named, tiedFirst } from "./ties.ts";

/** A city as tables print it. */
export interface CityLine {
  readonly city: Figure;
  readonly typical: Figure;
  readonly low: Figure;
  readonly high: Figure;
  readonly jobs: Figure;
  readonly share: Figure;
  /** Fewer jobs than the reports call a small group. */
  readonly is_small: boolean;
}

/** A name in a sentence. */
interface CityName {
  /** First of the names that a metropolitan area is made of. */
  readonly city: Figure;
  /** Null where the sentence names no states. */
  readonly state: Figure | null;
}

/** A city as a sentence names it, with the others that share its value. */
export interface CityMention extends Named<CityName>, CityName {
  readonly typical: Figure;
  readonly jobs: Figure;
  readonly share: Figure;
  /** Whether all that are named are small groups. */
  readonly is_small: boolean;
}

/** Rows of `report_cities` with the most jobs, the greatest first. */
export function largest(rows: readonly ViewRow[], howMany: number): readonly ViewRow[] {
  const placed = rows.map((row) => ({ row, place: numberOf(row, "jobs_place") }));
  return ordered(placed, "place")
    .slice(0, howMany)
    .map(({ row }) => row);
}

/** Rows with a typical salary, the highest first, and rows without one; by jobs where salaries are equal. */
export function byPay(rows: readonly ViewRow[]): {
  readonly paid: readonly ViewRow[];
  readonly unpaid: readonly ViewRow[];
} {
  const shaped = rows.map((row) => ({
    row,
    typical: numberOf(row, "typical_annual_usd"),
    place: numberOf(row, "jobs_place"),
  }));
  const sorted = ordered(shaped, "-typical", "place");
  return {
    paid: sorted.filter(({ typical }) => typical !== null).map(({ row }) => row),
    unpaid: sorted.filter(({ typical }) => typical === null).map(({ row }) => row),
  };
}

/** A table's line of a row of `report_cities`. */
export function cityLine(row: ViewRow, make: FigureMaker): CityLine {
  const name = nameOf(row);
  return {
    city: make.text("quote", row, "city", "city"),
    typical: typicalOf(row, make),
    low: make.number("usd", row, "low_annual_usd", `low end of annual salaries, ${name}`),
    high: make.number("usd", row, "high_annual_usd", `high end of annual salaries, ${name}`),
    jobs: jobsOf(row, make),
    share: make.percent(row, "share_of_area_jobs_pct", `share of all jobs, ${name}`, 2),
    is_small: row.cells["is_small_cell"] === true,
  };
}

/** A table's line that names the city's state, too. */
export function cityLineWithState(row: ViewRow, make: FigureMaker): CityLine & { readonly state: Figure } {
  return { ...cityLine(row, make), state: make.text("quote", row, "state", "state") };
}

/** Columns of `report_cities` that a sentence may rank cities by. */
type Ranked = "typical_annual_usd" | "jobs" | "share_of_area_jobs_pct";

/** The first of some ordered cities for a sentence, with those that share its value; null where there is none. */
export function leading(
  rows: readonly ViewRow[],
  column: Ranked,
  make: FigureMaker,
  withState = false,
): CityMention | null {
  const tied = tiedFirst(rows, (row) => numberOf(row, column));
  return tied.length === 0 ? null : mentionOf(tied, make, withState);
}

/** A city for a sentence that ranks nothing. */
export function mention(row: ViewRow, make: FigureMaker): CityMention {
  return mentionOf([row], make, false);
}

function mentionOf(tied: readonly ViewRow[], make: FigureMaker, withState: boolean): CityMention {
  const [row] = tied;
  if (row === undefined) throw new RangeError("A sentence needs at least one city.");
  const nameOf = (one: ViewRow): CityName => ({
    city: make.text("quote", one, "short_city", "city, first name"),
    state: withState ? make.text("quote", one, "state", "state") : null,
  });
  const { typical, jobs, share } = cityLine(row, make);
  const is_small = tied.every((one) => one.cells["is_small_cell"] === true);
  return { ...named(tied, nameOf), ...nameOf(row), typical, jobs, share, is_small };
}

/** Both ends of some cities, and how they stand to each other. */
export interface CityEnds {
  readonly highest: CityMention;
  /** Null where all have one value. */
  readonly lowest: CityMention | null;
  /** The highest against the lowest, in words; null with `lowest`. */
  readonly times: Figure | null;
}

/** The ends of cities in their order, the greatest first; null where there are none. */
export function cityEnds(
  rows: readonly ViewRow[],
  column: "typical_annual_usd" | "share_of_area_jobs_pct",
  label: string,
  make: FigureMaker,
  withState = false,
): CityEnds | null {
  const highest = leading(rows, column, make, withState);
  const [first, last] = [rows[0], rows.at(-1)];
  if (highest === null || first === undefined || last === undefined) return null;
  if (numberOf(first, column) === numberOf(last, column)) return { highest, lowest: null, times: null };
  const lowest = leading(rows.toReversed(), column, make, withState);
  const figure = (end: CityMention): Figure => (column === "typical_annual_usd" ? end.typical : end.share);
  return { highest, lowest, times: lowest && make.timesInWords(label, figure(highest), figure(lowest)) };
}

/** Typical salary of a city. */
export function typicalOf(row: ViewRow, make: FigureMaker): Figure {
  return make.number("usd", row, "typical_annual_usd", `typical annual salary, ${nameOf(row)}`);
}

/** Jobs in a city. */
export function jobsOf(row: ViewRow, make: FigureMaker): Figure {
  return make.number("jobs", row, "jobs", `jobs, ${nameOf(row)}`);
}

const nameOf = (row: ViewRow): string => `${textOf(row, "city") ?? ""}, ${textOf(row, "state") ?? ""}`;

/**
 * Rows for the city charts, in the order given. `name` is the label, with its state where `withState` and a dagger
 * where the group is small; `city` is the whole name. `place` tells rows apart, since names need not.
 */
export function cityChartRows(
  rows: readonly ViewRow[],
  withState: boolean,
  make: FigureMaker,
): ChartRequest["rows"] {
  return rows.map((row, place) => {
    const { city, typical, low, high, jobs, share, is_small } = cityLine(row, make);
    const state = textOf(row, "state") ?? "";
    const label = chartLabel(textOf(row, "short_city") ?? "");
    return {
      place,
      name: `${label}${withState ? `, ${state}` : ""}${is_small ? " †" : ""}`,
      city: `${city.text}, ${state}`,
      low: numeric(low),
      low_text: low.text,
      high: numeric(high),
      high_text: high.text,
      typical: numeric(typical),
      typical_text: typical.text,
      jobs: numeric(jobs),
      jobs_text: jobs.text,
      share: numeric(share),
      share_text: share.text,
    };
  });
}

/** Rows of a chart, each with the figure that a reader who asks at its mark is shown. */
export function answering(rows: ChartRequest["rows"], figures: readonly Figure[]): ChartRequest["rows"] {
  return rows.map((row, place) => ({ ...row, figure: figures[place]?.id ?? null }));
}

/** A city in the alternative text of a chart: its first name, whole, with its state where `withState`. */
export function spokenName(row: ViewRow, withState: boolean, make: FigureMaker): string {
  const city = make.text("quote", row, "short_city", "city, first name").text;
  return withState ? `${city}, ${textOf(row, "state") ?? ""}` : city;
}

/** One city in the alternative text of a chart: "Miami $27,270, from $20,000 to $47,000". */
export function payInWords(row: ViewRow, make: FigureMaker): string {
  const { typical, low, high } = cityLine(row, make);
  const salary = typical.value === null ? "no typical salary" : typical.text;
  const range = low.value === null || high.value === null ? "no range" : `from ${low.text} to ${high.text}`;
  return `${spokenName(row, false, make)} ${salary}, ${range}`;
}

/** The period of the city rows; one basis holds for a whole table. */
export function cityPeriod(rows: readonly ViewRow[], make: FigureMaker): PrintedPeriod | null {
  const [first] = rows;
  return first === undefined ? null : make.period(first, "the city table");
}

/** A figure's number; null where it is missing or a text. */
export function numeric(figure: Figure | null): number | null {
  return typeof figure?.value === "number" ? figure.value : null;
}

/** Step to which the ends of an axis of yearly pay are rounded, in US dollars. */
const PAY_STEP = 5000;

/** Ends of an axis that holds every pay, for the charts' params. A chart without any has an axis all the same. */
export function payAxis(pay: readonly (number | null)[]): {
  readonly pay_low: number;
  readonly pay_high: number;
} {
  const known = pay.filter((value) => value !== null);
  if (known.length === 0) return { pay_low: 0, pay_high: PAY_STEP };
  const pay_low = Math.floor(Math.min(...known) / PAY_STEP) * PAY_STEP;
  return {
    pay_low,
    pay_high: Math.max(Math.ceil(Math.max(...known) / PAY_STEP) * PAY_STEP, pay_low + PAY_STEP),
  };
}

/** The params of a chart of cities: ends of its axes of pay and jobs. */
export function cityAxes(rows: readonly ViewRow[], alsoPay: readonly (number | null)[] = []) {
  const columns = ["low_annual_usd", "typical_annual_usd", "high_annual_usd"];
  const pay = rows.flatMap((row) => columns.map((column) => numberOf(row, column)));
  const jobs = rows.map((row) => numberOf(row, "jobs")).filter((value) => value !== null);
  return { ...payAxis([...pay, ...alsoPay]), jobs_high: Math.max(1, ...jobs) };
}
