import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutGlyph } from "../../pipeline/lib/fonts.ts";
import { legible } from "../../pipeline/lib/legible.ts";

/** What may stay although the typeface has no sign for it. */
const UNSEEN = new Set("\n\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff");

describe("legible", () => {
  it.each([
    ["Cañon City – Coeur d’Alene", "Cañon City – Coeur d’Alene"],
    ["Łódź, Šiauliai", "Łódź, Šiauliai"],
    ["Springfield 🚗 City", "Springfield [U+1F697] City"],
    ["شيك", "[U+0634 U+064A U+0643]"],
    ["a\u202eb", "a[U+202E]b"],
    ["two\nlines", "two\nlines"],
    ["\ufffd", "[U+FFFD]"],
    ["bell\u0007", "bell[U+0007]"],
    ["soft\u00adhyphen, zero\u200bwidth", "soft\u00adhyphen, zero\u200bwidth"],
  ])("prints %j as %j", (text, printed) => {
    expect(legible(text)).toBe(printed);
  });

  it("leaves nothing that the typeface lacks, and loses nothing that it has", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const printed = legible(text);
        expect(withoutGlyph(printed).filter((character) => !UNSEEN.has(character))).toEqual([]);
        const missing = new Set(withoutGlyph(text).filter((character) => !UNSEEN.has(character)));
        const kept = Array.from(text)
          .filter((character) => !missing.has(character))
          .join("");
        expect(printed.replace(/\[U\+[0-9A-F]{4,6}(?: U\+[0-9A-F]{4,6})*\]/gu, "")).toBe(
          kept.replace(/\[U\+[0-9A-F]{4,6}(?: U\+[0-9A-F]{4,6})*\]/gu, ""),
        );
      }),
      { seed: 5 },
    );
  });
});
