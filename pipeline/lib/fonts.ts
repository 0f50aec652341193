import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { z } from "zod";

import { glyphWidths, toTrueType } from "./woff.ts";

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

/** The regular weight as a TrueType file, for a browser on a machine that has no font at all. */
export const fallbackFont = (): Buffer => toTrueType(fontFile("latin", 400, "woff"));

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

let glyphs: ((code: number) => boolean) | undefined;

/**
 * Characters of a text that no embedded font has a sign for, each once: a browser would print a blank box
 * or nothing in their place. Control characters have none, whatever the font says.
 */
export function withoutGlyph(text: string): readonly string[] {
  if (/^[\x20-\x7e]*$/u.test(text)) return [];
  glyphs ??= glyphsOf(400);
  const has = glyphs;
  return [...new Set(text)].filter(
    (character) => /\p{Cc}/u.test(character) || !has(character.codePointAt(0) ?? 0),
  );
}

function glyphsOf(weight: FontWeight): (code: number) => boolean {
  const fonts = SUBSETS.map((subset) => glyphWidths(fontFile(subset, weight, "woff")));
  return (code) => fonts.some((font) => font(code) !== undefined);
}

/** Width of each character, in em. */
function advanceWidths(weight: FontWeight): (character: string) => number {
  const fonts = SUBSETS.map((subset) => glyphWidths(fontFile(subset, weight, "woff")));
  const widthOf = (character: string): number => {
    const code = character.codePointAt(0) ?? 0;
    return fonts.map((font) => font(code)).find((width) => width !== undefined) ?? 1;
  };
  const digit = Math.max(...Array.from("0123456789", widthOf));
  return (character) => (/\d/.test(character) ? digit : widthOf(character));
}
