import { textWidth } from "../../lib/fonts.ts";
import { legible } from "../../lib/legible.ts";

/** Size of labels in charts, in pixels, as in templates/theme.json. */
const SIZE = 12;

/** Widest name beside or on a chart, in pixels; the longest first name of a metropolitan area takes about 110. */
const ROOM = 150;

const letters = new Intl.Segmenter("en-US", { granularity: "grapheme" });

/**
 * A name for a chart. One that is too wide ends in an ellipsis after the last letter that fits, since the
 * labels of a chart do not wrap; the table beside the chart has it whole.
 *
 * @param room Width that it may take, in pixels.
 */
export function chartLabel(name: string, room = ROOM): string {
  const bare = legible(name.replace(/\s+/gu, " ").trim());
  if (width(bare) <= room) return bare;
  let label = "";
  for (const { segment } of letters.segment(bare)) {
    if (width(`${label}${segment}…`) > room) break;
    label += segment;
  }
  return `${label.trimEnd()}…`;
}

/** Names charts of one kind apart without a digit: `a`, `b`. */
export const letter = (index: number): string => String.fromCharCode("a".charCodeAt(0) + index);

const width = (text: string): number => textWidth(text, SIZE, 400);
