import type { Figure } from "../../contracts/figure.ts";
import type { ChartRequest } from "../../contracts/report.ts";
import type { FigureMaker } from "../figure-maker.ts";
import type { Section } from "../report-definition.ts";
import { chartLabel } from "./chart-label.ts";
import { numeric, payAxis } from "./city-lines.ts";
import { newestDated, type PayStrip } from "./nation.ts";
import { wrapped } from "./wrapped.ts";

/** Height of a strip in the chart, in pixels. */
const STRIP_HEIGHT = 45;

/** National pay as each source prints it: a strip and a table row each, never joined into a line. */
export function nationalPay(strips: readonly PayStrip[], make: FigureMaker): Section {
  const newest = newestDated(strips);
  const dated = strips.filter(
    ({ is_headline, iso, median }) => is_headline && iso !== null && median !== null,
  );
  const oldest = dated.length > 1 ? (dated.at(-1) ?? null) : null;
  return {
    data: {
      strips,
      newest,
      oldest,
      others:
        newest === null ? [] : strips.filter(({ is_headline, iso }) => !is_headline && iso === newest.iso),
      spread: spreadOf(strips, make),
      has_range: strips.some((strip) => strip.range_low !== null),
      has_shared: strips.some((strip) => strip.publishers.length > 1),
    },
    charts: strips.length === 0 ? [] : [stripChart(strips)],
  };
}

/** How far the highest tenth stands above the lowest, by the newest dated strip that has both; null for none. */
function spreadOf(strips: readonly PayStrip[], make: FigureMaker) {
  const strip = strips.find(
    ({ is_headline, iso, p10, p90 }) =>
      is_headline && iso !== null && p10?.value != null && p90?.value != null,
  );
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
      label: labelOf(strip),
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
    return `${strip.title.text}, ${publishersInWords(strip)}, ${periodInWords(strip)}: from ${textOrNone(ends[0])} over a median of ${textOrNone(strip.median)} to ${textOrNone(ends[1])}`;
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
    alt: `Strips of yearly pay, one for each code, time and figure. ${told.join("; ")}.`,
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

/** Characters in a line of a strip's label, its width in pixels, and lines of its title. */
const TITLE_WIDTH = 32;
const TITLE_ROOM = 210;
const TITLE_LINES = 2;

/** The label of a strip: the occupation in two lines at most, then its first source and its time. */
function labelOf(strip: PayStrip): string {
  const lines = wrapped(strip.title.text, TITLE_WIDTH).split("\n");
  const title = lines.slice(0, TITLE_LINES).map((line) => chartLabel(line, TITLE_ROOM));
  if (lines.length > TITLE_LINES) title.push(`${title.pop()?.replace(/…$/u, "") ?? ""}…`);
  return [...title, `${strip.publishers[0]?.text ?? ""}, ${periodInWords(strip)}`].join("\n");
}

const publishersInWords = ({ publishers }: PayStrip): string =>
  publishers.map((publisher) => publisher.text).join(" and ");

const periodInWords = ({ period }: PayStrip): string =>
  period.period === null ? "undated" : `${period.period.text}${period.is_inferred ? ", inferred" : ""}`;

const textOrNone = (figure: Figure | null | undefined): string => figure?.text ?? "no figure";
