import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inflateSync } from "node:zlib";
import { z } from "zod";

/** The one typeface of pages and charts. */
export const FONT_FAMILY = "Public Sans";

/** Weights that pages and charts may use: regular, semibold, bold. */
export const FONT_WEIGHTS = [400, 600, 700] as const;

/** One of {@link FONT_WEIGHTS}. */
export type FontWeight = (typeof FONT_WEIGHTS)[number];

/** The subsets that are embedded: together they hold every name a US source prints. */
const SUBSETS = ["latin", "latin-ext"] as const;

type Subset = (typeof SUBSETS)[number];

const resolve = (file: string): string =>
  createRequire(import.meta.url).resolve(`@fontsource/public-sans/${file}`);

function fontFile(subset: Subset, weight: FontWeight, extension: "woff" | "woff2"): Buffer {
  return readFileSync(resolve(`files/public-sans-${subset}-${weight}-normal.${extension}`));
}

/** `@font-face` rules with the fonts in them as `data:` addresses, so that a page needs no font of the machine. */
export function fontFaces(): string {
  const ranges = rangesSchema.parse(JSON.parse(readFileSync(resolve("unicode.json"), "utf8")));
  return FONT_WEIGHTS.flatMap((weight) =>
    SUBSETS.map((subset) => {
      const data = fontFile(subset, weight, "woff2").toString("base64");
      return `@font-face{font-family:"${FONT_FAMILY}";font-style:normal;font-weight:${weight};font-display:block;src:url(data:font/woff2;base64,${data}) format("woff2");unicode-range:${ranges[subset]}}`;
    }),
  ).join("\n");
}

/** Which characters a browser asks each subset for. */
const rangesSchema = z.object({ latin: z.string(), "latin-ext": z.string() });

const widthTables = new Map<FontWeight, (character: string) => number>();

/**
 * Width of a line of text in pixels, from the advance widths of the font that pages embed, without
 * kerning. Digits count as the widest digit, which is what tabular figures are. Characters that the
 * font lacks count as one em.
 */
export function textWidth(text: string, size: number, weight: FontWeight): number {
  let table = widthTables.get(weight);
  if (table === undefined) {
    table = advanceWidths(weight);
    widthTables.set(weight, table);
  }
  let ems = 0;
  for (const character of text) ems += table(character);
  return ems * size;
}

/** Width of each character, in em. */
function advanceWidths(weight: FontWeight): (character: string) => number {
  const fonts = SUBSETS.map((subset) => readWoff(fontFile(subset, weight, "woff")));
  const widthOf = (character: string): number => {
    const code = character.codePointAt(0) ?? 0;
    return fonts.map((font) => font(code)).find((width) => width !== undefined) ?? 1;
  };
  const digit = Math.max(...Array.from("0123456789", widthOf));
  return (character) => (/\d/.test(character) ? digit : widthOf(character));
}

/**
 * Reads advance widths from a WOFF 1.0 font (W3C Recommendation of 2012; tables as in OpenType's `head`,
 * `hhea`, `hmtx`, and `cmap` format 4).
 *
 * @returns Width in em of a character's glyph; undefined where the font has none.
 */
function readWoff(font: Buffer): (code: number) => number | undefined {
  const table = (tag: string): Buffer => {
    for (let entry = 44; entry < 44 + font.readUInt16BE(12) * 20; entry += 20) {
      if (font.toString("latin1", entry, entry + 4) !== tag) continue;
      const offset = font.readUInt32BE(entry + 4);
      const packed = font.readUInt32BE(entry + 8);
      const bytes = font.subarray(offset, offset + packed);
      return packed === font.readUInt32BE(entry + 12) ? bytes : inflateSync(bytes);
    }
    throw new Error(`the font has no table ${tag}`);
  };
  const unitsPerEm = table("head").readUInt16BE(18);
  const longMetrics = table("hhea").readUInt16BE(34);
  const metrics = table("hmtx");
  const glyphOf = glyphLookup(table("cmap"));
  return (code) => {
    const glyph = glyphOf(code);
    if (glyph === 0) return undefined;
    return metrics.readUInt16BE(Math.min(glyph, longMetrics - 1) * 4) / unitsPerEm;
  };
}

/** Glyph of a character by the first `cmap` subtable of format 4; 0 where there is none. */
function glyphLookup(cmap: Buffer): (code: number) => number {
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_, i) => cmap.readUInt32BE(8 + i * 8));
  const start = subtables.find((offset) => cmap.readUInt16BE(offset) === 4);
  if (start === undefined) throw new Error("the font has no character map of format 4");
  const doubled = cmap.readUInt16BE(start + 6);
  const ends = start + 14;
  const starts = ends + doubled + 2;
  const deltas = starts + doubled;
  const offsets = deltas + doubled;
  return (code) => {
    for (let i = 0; i < doubled; i += 2) {
      if (code > cmap.readUInt16BE(ends + i)) continue;
      const first = cmap.readUInt16BE(starts + i);
      if (code < first) return 0;
      const offset = cmap.readUInt16BE(offsets + i);
      const glyph = offset === 0 ? code : cmap.readUInt16BE(offsets + i + offset + (code - first) * 2);
      return glyph === 0 ? 0 : (glyph + cmap.readUInt16BE(deltas + i)) & 0xffff;
    }
    return 0;
  };
}
