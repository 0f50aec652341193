import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";

import { fallbackFont, FONT_WEIGHTS, fontFaces, textWidth } from "../../pipeline/lib/fonts.ts";
import { glyphWidths, toTrueType } from "../../pipeline/lib/woff.ts";

const path = createRequire(import.meta.url).resolve(
  "@fontsource/public-sans/files/public-sans-latin-400-normal.woff",
);
const woff = readFileSync(path);

describe("textWidth", () => {
  it("adds up the widths of the letters, in pixels", () => {
    expect(textWidth("", 10, 400)).toBe(0);
    expect(textWidth("iW", 10, 400)).toBeCloseTo(textWidth("i", 10, 400) + textWidth("W", 10, 400));
    expect(textWidth("W", 20, 400)).toBeCloseTo(2 * textWidth("W", 10, 400));
    expect(textWidth("i", 10, 400)).toBeLessThan(textWidth("W", 10, 400) / 2);
  });

  it("takes all digits as equally wide, as tabular figures are", () => {
    const widths = Array.from("0123456789", (digit) => textWidth(digit, 10, 600));
    expect(new Set(widths).size).toBe(1);
  });

  it("knows accented letters, dashes and what the font does not have", () => {
    expect(textWidth("Ł", 10, 400)).toBeGreaterThan(4);
    expect(textWidth("–", 10, 400)).toBeCloseTo(5.55);
    expect(textWidth("\u6f22", 10, 400)).toBe(10);
  });
});

describe("fontFaces", () => {
  it("embeds every weight for both subsets and names no address", () => {
    const css = fontFaces();
    expect(css.match(/@font-face/g)).toHaveLength(FONT_WEIGHTS.length * 2);
    expect(css.match(/url\(data:font\/woff2;base64,d09GMg/g)).toHaveLength(FONT_WEIGHTS.length * 2);
    expect(css).not.toMatch(/url\((?!data:)/);
  });
});

describe("WOFF", () => {
  it("becomes a TrueType file whose tables lie where its directory says, with their checksums", () => {
    const font = toTrueType(woff);
    expect(font.readUInt32BE(0)).toBe(0x00010000);
    const tables = Array.from({ length: font.readUInt16BE(4) }, (_, i) => 12 + i * 16);
    for (const entry of tables) {
      const [expected, offset, length] = [4, 8, 12].map((field) => font.readUInt32BE(entry + field));
      const tag = font.toString("latin1", entry, entry + 4);
      // The checksum of `head` leaves out the field that adjusts the sum of the whole file.
      const bytes = Buffer.concat([font.subarray(offset, (offset ?? 0) + (length ?? 0)), Buffer.alloc(3)]);
      if (tag === "head") bytes.fill(0, 8, 12);
      let sum = 0;
      for (let i = 0; i < (length ?? 0); i += 4) sum = (sum + bytes.readUInt32BE(i)) >>> 0;
      expect([tag, sum]).toEqual([tag, expected]);
    }
    expect(fallbackFont().equals(font)).toBe(true);
  });

  it("gives no width to a character without a glyph", () => {
    const widthOf = glyphWidths(woff);
    expect(widthOf(0x41)).toBeCloseTo(0.71);
    expect(widthOf(0x6f22)).toBeUndefined();
    expect(widthOf(0x10ffff)).toBeUndefined();
  });
});
