import type { Figure } from "../../contracts/figure.ts";
import type { ChartRequest } from "../../contracts/report.ts";
import type { PrintedPeriod, FigureMaker } from "../figure-maker.ts";
import type { Section } from "../report-definition.ts";
import { grouped, numberOf, textOf, type ViewRow, type Views } from "../views.ts";
import { ordered } from "../ordered.ts";
import { letter } from "./chart-label.ts";
import { numeric, payAxis } from "./city-lines.ts";
import { newestDated, type PayStrip } from "./nation.ts";
import type { Publishers } from "./publishers.ts";
import { type Named, named, tiedFirst } from "./ties.ts";
import { LABEL_WIDTH, wrapped } from "./wrapped.ts";

/** Height of a strip in the chart, in pixels. */
const STRIP_HEIGHT = 45;

/** National pay as each source prints it: a strip and a table row each, never joined into a line. */
export function nationalPay(strips: readonly PayStrip[], make: FigureMaker): Section {
  const newest = newestDated(strips);
  const dated = strips.filter((strip) => strip.iso !== null && strip.median !== null);
  const oldest = dated.length > 1 ? (dated.at(-1) ?? null) : null;
  return {
    data: {
      strips,
      newest,
      oldest,
      spread: spreadOf(strips, make),
      has_range: strips.some((strip) => strip.range_low !== null),
      has_shared: strips.some((strip) => strip.publishers.length > 1),
    },
    charts: strips.length === 0 ? [] : [stripChart(strips)],
  };
}

/** How far the highest tenth stands above the lowest, by the newest dated strip that has both; null for none. */
function spreadOf(strips: readonly PayStrip[], make: FigureMaker) {
  const strip = strips.find(({ iso, p10, p90 }) => iso !== null && p10?.value != null && p90?.value != null);
  if (strip?.p10 == null || strip.p90 === null) return null;
  const times = make.timesInWords("pay of the highest tenth against the lowest", strip.p90, strip.p10);
  return times.value === null ? null : { times, period: strip.period };
}

function stripChart(strips: readonly PayStrip[]): ChartRequest {
  const rows = strips.map((strip, place) => {
    const low = strip.p10 ?? strip.range_low;
    const high = strip.p90 ?? strip.range_high;
    return {
      place,
      label: [...strip.publishers.map((publisher) => publisher.text), periodInWords(strip)].join("\n"),
      publishers: publishersInWords(strip),
      period: periodInWords(strip),
      low: numeric(low),
      low_text: textOrNone(low),
      low_figure: low?.id ?? null,
      p25: numeric(strip.p25),
      p25_text: textOrNone(strip.p25),
      median: numeric(strip.median),
      median_text: textOrNone(strip.median),
      p75: numeric(strip.p75),
      p75_text: textOrNone(strip.p75),
      high: numeric(high),
      high_text: textOrNone(high),
      high_figure: high?.id ?? null,
      is_range: strip.range_low !== null,
      ends: strip.range_low === null ? "lowest and highest tenth" : "not explained",
      figure: (strip.median ?? low ?? high)?.id ?? null,
    };
  });
  const told = strips.map((strip) => {
    const ends = [strip.p10 ?? strip.range_low, strip.p90 ?? strip.range_high];
    return `${publishersInWords(strip)}, ${periodInWords(strip)}: from ${textOrNone(ends[0])} over a median of ${textOrNone(strip.median)} to ${textOrNone(ends[1])}`;
  });
  return {
    id: "pay-strips",
    spec: "pay-strips",
    rows,
    params: payAxis(withLabelRoom(rows.flatMap(({ low, median, high }) => [low, median, high]))),
    height: strips.length * STRIP_HEIGHT,
    figures: strips.flatMap((strip) =>
      [
        strip.p10,
        strip.p25,
        strip.median,
        strip.p75,
        strip.p90,
        strip.range_low,
        strip.range_high,
        strip.period.period,
      ].filter((figure) => figure !== null),
    ),
    alt: `Strips of yearly pay, one for each source. ${told.join("; ")}.`,
  };
}

/** Part of the width of a chart that half a label below an end takes. */
const LABEL_ROOM = 0.06;

/** The amounts, and such beyond both ends as leave their labels room. */
function withLabelRoom(pay: readonly (number | null)[]): readonly (number | null)[] {
  const known = pay.filter((amount) => amount !== null);
  const [least, greatest] = [Math.min(...known), Math.max(...known)];
  const room = LABEL_ROOM * (greatest - least);
  return known.length === 0 ? [] : [...known, Math.max(0, least - room), greatest + room];
}

const publishersInWords = ({ publishers }: PayStrip): string =>
  publishers.map((publisher) => publisher.text).join(" and ");

const periodInWords = ({ period }: PayStrip): string =>
  period.period === null ? "undated" : `${period.period.text}${period.is_inferred ? ", inferred" : ""}`;

const textOrNone = (figure: Figure | null | undefined): string => figure?.text ?? "no figure";

/** Median pay by industry: a chart and a table for each source and period, apart from each other. */
export function industryPay(views: Views, make: FigureMaker, publishers: Publishers): Section {
  const all = views
    .rows("report_wages")
    .filter((row) => textOf(row, "industry") !== null && textOf(row, "statistic") === "median");
  const groups = [...grouped(all, "source_id").values()].flatMap((rows) => [
    ...grouped(rows, "reference_period").values(),
  ]);
  groups.sort((a, b) => periodOf(b).localeCompare(periodOf(a), "en-US"));
  const tables = groups.map((rows, index) => ({
    ...industryTable(rows, make, publishers),
    chart_id: `pay-by-industry-${letter(index)}`,
  }));
  return { data: { tables }, charts: tables.map(industryChart) };
}

const periodOf = ([row]: readonly ViewRow[]): string =>
  (row === undefined ? null : textOf(row, "reference_period")) ?? "";

interface IndustryLine {
  readonly industry: Figure;
  readonly pay: Figure;
}

/** The most or the least that an industry pays, with all that pay it. */
interface IndustryEnd extends Named<Figure> {
  readonly pay: Figure;
}

interface IndustryTable {
  readonly lines: readonly IndustryLine[];
  readonly highest: IndustryEnd | null;
  /** Null where all pay the same. */
  readonly lowest: IndustryEnd | null;
  /** How the highest stands to the lowest, in words; null where one of them is missing. */
  readonly times: Figure | null;
  readonly period: PrintedPeriod;
  readonly publishers: readonly Figure[];
}

function industryTable(rows: readonly ViewRow[], make: FigureMaker, publishers: Publishers): IndustryTable {
  const shaped = rows.map((row) => ({ row, usd: numberOf(row, "annual_usd") }));
  const lines = ordered(shaped, "-usd").map(({ row }) => industryLine(row, make));
  const [first] = rows;
  if (first === undefined) throw new RangeError("A table of industries needs at least one row.");
  const paid = lines.filter(({ pay }) => pay.value !== null);
  const highest = industryEnd(paid.length > 0 ? paid : lines);
  const last = industryEnd(paid.toReversed());
  const lowest = last?.pay.value === highest?.pay.value ? null : last;
  return {
    lines,
    highest,
    lowest,
    times:
      highest === null || lowest === null
        ? null
        : make.timesInWords("highest pay of an industry against the lowest", highest.pay, lowest.pay),
    period: make.period(first, "pay by industry"),
    publishers: publishers.namesOf(rows),
  };
}

function industryEnd(lines: readonly IndustryLine[]): IndustryEnd | null {
  const tied = tiedFirst(lines, ({ pay }) => pay.value);
  const [first] = tied;
  return first === undefined ? null : { ...named(tied, ({ industry }) => industry), pay: first.pay };
}

function industryLine(row: ViewRow, make: FigureMaker): IndustryLine {
  const name = textOf(row, "industry") ?? "";
  return {
    industry: make.text("quote", row, "industry", "industry"),
    pay: make.number("usd", row, "annual_usd", `median annual pay, ${name}`),
  };
}

function industryChart(table: IndustryTable & { readonly chart_id: string }): ChartRequest {
  const drawn = table.lines.filter((line) => line.pay.value !== null);
  return {
    id: table.chart_id,
    spec: "pay-by-industry",
    rows: drawn.map((line, place) => ({
      place,
      industry: line.industry.text,
      label: wrapped(line.industry.text, LABEL_WIDTH),
      pay: numeric(line.pay),
      pay_text: line.pay.text,
      figure: line.pay.id,
    })),
    figures: drawn.map((line) => line.pay),
    alt: `Median yearly pay by industry: ${drawn.map((line) => `${line.industry.text} ${line.pay.text}`).join("; ")}.`,
  };
}
