import type { Figure } from "../../contracts/figure.ts";
import type { ChartRequest } from "../../contracts/report.ts";
import type { FigureMaker } from "../figure-maker.ts";
import type { Section } from "../report-definition.ts";
import { numberOf, textOf, type ViewRow, type Views } from "../views.ts";
import { numeric, payAxis } from "./city-lines.ts";
import { type PayPoint, payPoints, type PayRun, payRuns, type Prices, pricesOf } from "./pay-points.ts";
import type { Publishers } from "./publishers.ts";

/** Source of the survey's releases among the reference tables. */
const SERIES = "reference-oews-national";

/** How pay under one code moved between the first and the last release of a run. */
interface Finding {
  readonly code: Figure;
  readonly first: PayPoint;
  readonly last: PayPoint;
  readonly direction: Figure;
  readonly change: Figure;
  /** The same in constant dollars; null where the price index does not have both years. */
  readonly real_direction: Figure | null;
  readonly real_change: Figure | null;
}

/** A code's part of the table: its name and years, what its pay did, and its points. */
interface CodePart {
  readonly code: Figure | null;
  readonly title: Figure | null;
  readonly first_year: Figure | null;
  readonly note: Figure | null;
  /** Whether it stands in the place of another: where the break is drawn. */
  readonly is_break: boolean;
  readonly finding: Finding | null;
  /** What its releases were sorted by, one after the other: lines are broken between two. */
  readonly classes: readonly { readonly classification: Figure; readonly first: Figure }[];
  readonly points: readonly PayPoint[];
}

/** National pay through the years, broken wherever the occupation code or its classification changes. */
export function payHistory(views: Views, make: FigureMaker, publishers: Publishers): Section {
  const prices = pricesOf(views, make);
  const points = payPoints(views, make, publishers, prices);
  if (points.length < 2)
    return { data: { is_shown: false, lead: null, only: points[0] ?? null }, charts: [] };
  const runs = payRuns(points);
  const found = partsOf(views, points, runs, make);
  const lead = leadOf(views, found);
  const parts = found.map((part) => ({ ...part, is_lead: part === lead }));
  return {
    data: {
      is_shown: true,
      only: null,
      parts,
      columns: columnsOf(parts),
      alone: points.filter((point) => point.series === null),
      lead: lead?.finding ?? null,
      first: points[0],
      last: points.at(-1),
      prices: points.some(({ real }) => real !== null) ? prices : null,
      has_series: runs.length > 0,
      has_breaks: parts.some(({ is_break, classes }) => is_break || classes.length > 1),
      has_pages: points.some((point) => point.publishers.length > 0),
      references: referencesOf(views, make),
    },
    charts: [historyChart(views, points, runs, prices)],
  };
}

/** The parts in two columns of about the same length; in one where there is only one part. */
function columnsOf<Part extends CodePart>(parts: readonly Part[]): readonly (readonly Part[])[] {
  const size = (some: readonly Part[]): number => some.reduce((sum, { points }) => sum + points.length, 0);
  const excess = (at: number): number => Math.abs(size(parts.slice(0, at)) - size(parts.slice(at)));
  const cuts = parts.slice(1).map((_, before) => before + 1);
  const best = cuts.reduce<number | null>(
    (least, at) => (least === null || excess(at) < excess(least) ? at : least),
    null,
  );
  return best === null ? [parts] : [parts.slice(0, best), parts.slice(best)];
}

/** Publisher and titles of the reference tables behind the section. */
function referencesOf(views: Views, make: FigureMaker) {
  const named = (id: string) => {
    const row = views.rows("report_references").find(({ key }) => key === id);
    if (row === undefined) return null;
    return {
      publisher: make.text("quote", row, "publisher", `publisher of ${id}`),
      title: make.text("quote", row, "title", `title of ${id}`),
    };
  };
  return { series: named(SERIES), prices: named("reference-cpi-u-annual") };
}

function partsOf(
  views: Views,
  points: readonly PayPoint[],
  runs: readonly PayRun[],
  make: FigureMaker,
): readonly CodePart[] {
  const vintages = new Map(views.rows("report_vintages").map((row) => [row.key, row]));
  const titles = new Map(views.rows("report_codes").map((row) => [row.key, row]));
  const codes = [...vintages.keys(), ...points.map(({ code }) => code?.text ?? "")];
  return [...new Set(codes)].flatMap((code) => {
    const ofCode = points.filter((point) => (point.code?.text ?? "") === code);
    const [first] = ofCode;
    const vintage = vintages.get(code);
    const named = vintage ?? titles.get(code);
    return first === undefined ? [] : [partOf(first.code, ofCode, { vintage, named }, runs, make)];
  });
}

function partOf(
  code: Figure | null,
  points: readonly PayPoint[],
  { vintage, named }: { readonly vintage: ViewRow | undefined; readonly named: ViewRow | undefined },
  runs: readonly PayRun[],
  make: FigureMaker,
): CodePart {
  const ofCode = runs.filter((run) => run.code.text === code?.text);
  const longest = ofCode.reduce<PayRun | null>(
    (best, run) => (best === null || run.points.length >= best.points.length ? run : best),
    null,
  );
  return {
    code,
    title: named === undefined ? null : make.text("quote", named, "occupation_title", "title of the code"),
    first_year:
      vintage === undefined ? null : make.number("year", vintage, "first_year", "first year of the code"),
    note: vintage === undefined ? null : make.textIfAny("quote", vintage, "note", "what to know of the code"),
    is_break: vintage !== undefined && textOf(vintage, "follows_code") !== null,
    finding: longest === null ? null : findingOf(longest, make),
    classes: classesOf(points),
    points,
  };
}

/** Classifications of a code's releases in their order, each with its first period. */
function classesOf(points: readonly PayPoint[]) {
  return points.flatMap(({ classification, period }, at) =>
    classification === null || points[at - 1]?.classification?.text === classification.text
      ? []
      : { classification, first: period },
  );
}

/** What a run says; null for a single point. */
function findingOf({ code, points }: PayRun, make: FigureMaker): Finding | null {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const what = `${code.text}, ${first.period.text} to ${last.period.text}`;
  const isReal = first.real !== null && last.real !== null;
  return {
    code,
    first,
    last,
    direction: make.direction(`which way median pay went, ${what}`, first.median, last.median),
    change: make.percentChangeSize(`change of median pay, ${what}`, first.median, last.median),
    real_direction: isReal
      ? make.direction(`which way median pay went in constant dollars, ${what}`, first.real, last.real)
      : null,
    real_change: isReal
      ? make.percentChangeSize(`change of median pay in constant dollars, ${what}`, first.real, last.real)
      : null,
  };
}

/** The code whose finding rests on most points, of those that pages prove where they prove any; the newer of equals. */
function leadOf(views: Views, parts: readonly CodePart[]): CodePart | null {
  const proved = new Set(
    views
      .rows("report_national_series")
      .filter((row) => row.cells["is_of_pages"] === true)
      .map((row) => textOf(row, "occupation_code")),
  );
  const found = parts.filter(({ finding }) => finding !== null);
  const ofPages = found.filter(({ code }) => proved.has(code?.text ?? null));
  const candidates = ofPages.length > 0 ? ofPages : found;
  return candidates.reduce<CodePart | null>(
    (most, part) => (most === null || part.points.length >= most.points.length ? part : most),
    null,
  );
}

/** The axis of pay leaves room above the highest point, for the code that is written there. */
const LABEL_ROOM = 1.06;

const NOMINAL = "In dollars of the time";
const CONSTANT = "In constant dollars";

function historyChart(
  views: Views,
  points: readonly PayPoint[],
  runs: readonly PayRun[],
  prices: Prices | null,
): ChartRequest {
  const nominal = panelRows(NOMINAL, points, runs, ({ median }) => median);
  const real = prices === null ? [] : panelRows(CONSTANT, points, runs, (point) => point.real);
  const panels = real.some(({ kind }) => kind === "point") ? [nominal, real] : [nominal];
  const years = points.map(({ year }) => year);
  const breaks = breakYears(views, runs).filter((at) => at > Math.min(...years) && at < Math.max(...years));
  const drawn = panels.flatMap((rows) => [
    ...rows,
    ...breaks.map((year) => ({
      ...rows[0],
      kind: "break",
      year,
      usd: null,
      text: null,
      segment: null,
      figure: null,
    })),
  ]);
  const amounts = drawn.flatMap(({ usd }) => (typeof usd === "number" ? [usd] : []));
  return {
    id: "pay-history",
    spec: "pay-history",
    rows: drawn,
    params: {
      ...payAxis([...amounts, Math.max(...amounts) * LABEL_ROOM]),
      year_low: Math.min(...years) - 1,
      year_high: Math.max(...years) + 1,
    },
    figures: [
      ...points.flatMap(({ median, real, code, period }) => [median, real, code, period]),
      prices?.year ?? null,
    ].filter((figure) => figure !== null),
    alt: altOf(points, breaks.length > 0, prices),
  };
}

/** Where a code took another's place, or its classification changed: half a year before the first of the new. */
function breakYears(views: Views, runs: readonly PayRun[]): readonly number[] {
  const starts = views
    .rows("report_vintages")
    .filter((row) => textOf(row, "follows_code") !== null)
    .map((row) => numberOf(row, "first_year"))
    .filter((year) => year !== null)
    .map((year) => year - 0.5);
  const changes = runs.flatMap(({ code, points: [first] }, at) => {
    const before = runs.slice(0, at).findLast((run) => run.code.text === code.text);
    return first === undefined || before === undefined || before.points[0]?.series === first.series
      ? []
      : first.year - 0.5;
  });
  return [...new Set([...starts, ...changes])];
}

type ChartRow = ChartRequest["rows"][number];

/** Points of one panel, and a label for each code's longest run, above and below its line in turn. */
function panelRows(
  panel: string,
  points: readonly PayPoint[],
  runs: readonly PayRun[],
  amountOf: (point: PayPoint) => Figure | null,
): ChartRow[] {
  const segmentOf = new Map(
    runs.flatMap((run, at) => run.points.map((point) => [point, `${run.code.text} ${at}`] as const)),
  );
  const common = { panel, panel_place: panel === NOMINAL ? 0 : 1 };
  const dots = points.map((point) => ({
    ...common,
    kind: "point",
    segment: segmentOf.get(point) ?? null,
    year: point.year,
    usd: numeric(amountOf(point)),
    text: amountOf(point)?.text ?? null,
    figure: amountOf(point)?.id ?? null,
    period: point.period.text,
    code: point.code?.text ?? "code not known",
    is_page: point.publishers.length > 0,
    is_above: false,
  }));
  const labels = longestOfCodes(runs).map((run, at) => {
    const amounts = run.points.map((point) => numeric(amountOf(point))).filter((usd) => usd !== null);
    const years = run.points.map(({ year }) => year);
    const isAbove = at % 2 === 1;
    return {
      ...common,
      kind: "label",
      segment: null,
      year: (Math.min(...years) + Math.max(...years)) / 2,
      usd: amounts.length === 0 ? null : isAbove ? Math.max(...amounts) : Math.min(...amounts),
      text: run.code.text,
      figure: run.code.id,
      period: null,
      code: run.code.text,
      is_page: false,
      is_above: isAbove,
    };
  });
  return [...dots, ...labels.filter(({ usd }) => usd !== null)];
}

/** The longest run of each code, where its name is written. */
function longestOfCodes(runs: readonly PayRun[]): readonly PayRun[] {
  const longest = new Map<string, PayRun>();
  for (const run of runs) {
    const known = longest.get(run.code.text);
    if (known === undefined || run.points.length > known.points.length) longest.set(run.code.text, run);
  }
  return [...longest.values()];
}

function altOf(points: readonly PayPoint[], hasBreaks: boolean, prices: Prices | null): string {
  const told = points.map(({ code, period, median, real }) => {
    const constant =
      real === null || prices === null ? "" : `, ${real.text} in dollars of ${prices.year.text}`;
    return `${code?.text ?? "code not known"} ${period.text} ${median.text}${constant}`;
  });
  const broken = hasBreaks
    ? "; lines are broken where the occupation code or its classification changes"
    : "";
  return `Median yearly pay in the nation by year and occupation code${broken}. ${told.join("; ")}.`;
}
