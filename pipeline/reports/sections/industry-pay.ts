import type { Figure } from "../../contracts/figure.ts";
import type { ChartRequest } from "../../contracts/report.ts";
import type { FigureMaker, PrintedPeriod } from "../figure-maker.ts";
import { ordered } from "../ordered.ts";
import type { Section } from "../report-definition.ts";
import { grouped, isHeadline, numberOf, textOf, type ViewRow, type Views } from "../views.ts";
import { letter } from "./chart-label.ts";
import { numeric } from "./city-lines.ts";
import type { Publishers } from "./publishers.ts";
import { type Named, named, tiedFirst } from "./ties.ts";
import { LABEL_WIDTH, wrapped } from "./wrapped.ts";

/** Sectors that a chart and its table show, those with the most jobs; the others are counted. */
const MOST_SECTORS = 4;

/** A line of a chart of pay by industry. */
interface IndustryLine {
  readonly industry: Figure;
  readonly pay: Figure;
}

/** The most or the least that an industry pays, with all that pay it. */
interface IndustryEnd extends Named<Figure> {
  readonly pay: Figure;
}

/**
 * Median pay by industry. Of the newest release of the survey a chart and a table with the jobs of each sector; of pages one table that sets their statements side by side, and a chart of the newest where no
 * release has sectors.
 */
export function industryPay(views: Views, make: FigureMaker, publishers: Publishers): Section {
  const sectors = sectorTables(views, make, publishers);
  const statements = statementsOf(views);
  const [newest] = sectors.length > 0 ? [] : statements.filter(([row]) => isHeadline(row));
  const chart = newest === undefined ? null : pageChart(newest, make, publishers);
  return {
    data: {
      sectors: sectors.map(({ data }) => data),
      matrix: matrixOf(statements, make, publishers),
      page: chart?.data ?? null,
    },
    charts: [...sectors.flatMap(({ charts }) => charts), ...(chart?.charts ?? [])],
  };
}

/** Sectors of each code at hand that the newest release has by sector; a chart of the headline's. */
function sectorTables(views: Views, make: FigureMaker, publishers: Publishers): readonly Section[] {
  const codes = [...grouped(views.rows("report_industries"), "occupation_code").values()];
  return codes.flatMap((rows, at) => {
    const [first] = rows;
    if (first === undefined) return [];
    const shown = rows.slice(0, MOST_SECTORS);
    const lines = shown.map((row) => sectorLine(row, views, make));
    const title = make.text("quote", first, "occupation_title", "occupation by sector");
    const chart_id = `sectors-${letter(at)}`;
    const byPay = ordered(
      lines.filter(({ pay }) => pay.value !== null).map((line) => ({ line, usd: numeric(line.pay) })),
      "-usd",
    ).map(({ line }) => line);
    const table = {
      title,
      lines,
      ends: endsOf(byPay, make),
      most: mostOf(lines),
      rest:
        rows.length === shown.length
          ? null
          : make.countOf(
              rows.slice(MOST_SECTORS),
              restSql(first.cells["occupation_code"]),
              "sectors",
              "further sectors",
            ),
      period: make.period(first, "pay by sector"),
      publishers: publishers.namesOf(rows),
      chart_id,
    };
    // Another code stands beside the headline in a sentence, as everywhere.
    const charts = byPay.length === 0 || !isHeadline(first) ? [] : [chartOf(chart_id, title.text, byPay)];
    return { data: { ...table, is_headline: isHeadline(first) }, charts };
  });
}

/** The query that counts what a table of sectors leaves out. */
const restSql = (code: unknown): string =>
  `select count(*) - ${MOST_SECTORS} as sectors from report_industries where occupation_code = '${String(code)}'`;

function sectorLine(row: ViewRow, views: Views, make: FigureMaker) {
  const name = `${textOf(row, "industry") ?? ""}, ${textOf(row, "occupation_title") ?? ""}`;
  const jobs = make.number("jobs", row, "jobs", `jobs, ${name}`);
  const total = views
    .rows("report_employment")
    .find(
      (one) =>
        textOf(one, "release") === textOf(row, "release") &&
        textOf(one, "occupation_code") === textOf(row, "occupation_code") &&
        textOf(one, "measure") === "jobs",
    );
  const whole = total && make.number("jobs", total, "value", `jobs in all sectors, ${name}`);
  return {
    industry: make.text("quote", row, "industry", "sector"),
    pay: make.number("usd", row, "median_annual_usd", `median annual pay, ${name}`),
    jobs,
    part: whole === undefined ? null : make.share(`share of the occupation's jobs, ${name}`, jobs, whole),
    of_sector: make.percent(row, "share_of_industry_jobs_pct", `share of the sector's jobs, ${name}`, 2),
  };
}

/** The sector with the most jobs; null where all are withheld. */
function mostOf(
  lines: readonly { readonly jobs: Figure; readonly industry: Figure; readonly part: Figure | null }[],
) {
  const tied = tiedFirst(
    lines.filter(({ jobs }) => jobs.value !== null),
    ({ jobs }) => jobs.value,
  );
  const [first] = tied;
  return first === undefined
    ? null
    : { ...named(tied, ({ industry }) => industry), jobs: first.jobs, part: first.part };
}

/** The best and the worst paying of lines in that order, and how they stand to each other. */
function endsOf(lines: readonly IndustryLine[], make: FigureMaker) {
  const highest = industryEnd(lines);
  const last = industryEnd(lines.toReversed());
  const lowest = last?.pay.value === highest?.pay.value ? null : last;
  return {
    highest,
    lowest,
    times:
      highest === null || lowest === null
        ? null
        : make.timesInWords("highest pay of an industry against the lowest", highest.pay, lowest.pay),
  };
}

function industryEnd(lines: readonly IndustryLine[]): IndustryEnd | null {
  const tied = tiedFirst(lines, ({ pay }) => pay.value);
  const [first] = tied;
  return first === undefined ? null : { ...named(tied, ({ industry }) => industry), pay: first.pay };
}

function chartOf(id: string, title: string, lines: readonly IndustryLine[]): ChartRequest {
  return {
    id,
    spec: "pay-by-industry",
    rows: lines.map((line, place) => ({
      place,
      industry: line.industry.text,
      label: labelOf(line.industry.text),
      pay: numeric(line.pay),
      pay_text: line.pay.text,
      figure: line.pay.id,
    })),
    figures: lines.map((line) => line.pay),
    alt: `Median yearly pay by industry, ${title}: ${lines.map((line) => `${line.industry.text} ${line.pay.text}`).join("; ")}.`,
  };
}

/** Lines of a label that the chart has room for. */
const LABEL_LINES = 2;

/** The label of an industry; the table beside the chart has a longer one whole. */
function labelOf(industry: string): string {
  const lines = wrapped(industry, LABEL_WIDTH).split("\n");
  const label = lines.slice(0, LABEL_LINES).join("\n");
  return lines.length > LABEL_LINES ? `${label}…` : label;
}

/** What one source says of one time and code, newest first; at one time in the order of the codes. */
function statementsOf(views: Views): readonly (readonly [ViewRow, ...ViewRow[]])[] {
  const groups = new Map<string, [ViewRow, ...ViewRow[]]>();
  for (const row of views.rows("report_wages")) {
    if (textOf(row, "industry") === null || textOf(row, "statistic") !== "median") continue;
    const columns = ["source_id", "reference_period", "occupation_code"];
    const key = JSON.stringify(columns.map((column) => textOf(row, column)));
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [row]);
    else known.push(row);
  }
  const place = ([row]: readonly [ViewRow, ...ViewRow[]]) => numberOf(row, "code_position") ?? Infinity;
  const period = ([row]: readonly [ViewRow, ...ViewRow[]]) => textOf(row, "reference_period") ?? "";
  return [...groups.values()].sort((a, b) =>
    period(a) === period(b) ? (place(a) < place(b) ? -1 : 1) : period(a) < period(b) ? 1 : -1,
  );
}

/** Statements side by side: a column each, a row for each industry that some of them names. */
function matrixOf(
  statements: readonly (readonly [ViewRow, ...ViewRow[]])[],
  make: FigureMaker,
  publishers: Publishers,
) {
  const industries = new Map<string, ViewRow>();
  for (const row of statements.flat()) {
    const name = (textOf(row, "industry") ?? "").toLowerCase();
    if (!industries.has(name)) industries.set(name, row);
  }
  return {
    columns: statements.map(([row]) => ({
      publisher: publishers.of(row),
      title: make.text("quote", row, "occupation_title", "occupation by industry"),
      period: make.period(row, "pay by industry"),
    })),
    lines: [...industries].map(([name, row]) => ({
      industry: make.text("quote", row, "industry", "industry"),
      cells: statements.map((rows) => {
        const cell = rows.find((one) => (textOf(one, "industry") ?? "").toLowerCase() === name);
        return cell === undefined ? { pay: null } : { pay: payOf(cell, make) };
      }),
    })),
  };
}

const payOf = (row: ViewRow, make: FigureMaker): Figure =>
  make.number("usd", row, "annual_usd", `median annual pay, ${textOf(row, "industry") ?? ""}`);

/** The chart of a page's pay by industry; its table is the one of all pages. */
function pageChart(
  rows: readonly [ViewRow, ...ViewRow[]],
  make: FigureMaker,
  publishers: Publishers,
): Section & { readonly data: { readonly period: PrintedPeriod } } {
  const shaped = rows
    .map((row) => ({ row, usd: numberOf(row, "annual_usd") }))
    .filter(({ usd }) => usd !== null);
  const lines = ordered(shaped, "-usd").map(({ row }) => ({
    industry: make.text("quote", row, "industry", "industry"),
    pay: payOf(row, make),
  }));
  const [first] = rows;
  const chart_id = "pay-by-industry";
  const title = textOf(first, "occupation_title") ?? "";
  return {
    data: {
      chart_id,
      ends: endsOf(lines, make),
      period: make.period(first, "pay by industry"),
      publishers: publishers.namesOf(rows),
    },
    charts: lines.length === 0 ? [] : [chartOf(chart_id, title, lines)],
  };
}
