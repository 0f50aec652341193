import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinTexts, mapText, sliceText, spanOf } from "../../pipeline/documents/mapped-text.ts";

const SEED = { seed: 20260101 };
const spaces = [" ", "\t", "\n", "\r\n", "\u00a0", "\u200b", "\u2009", "\u3000", "\ufeff", "\u0085", "\f"];
const source = fc
  .array(fc.oneof(fc.constantFrom(...spaces), fc.string({ unit: "binary", maxLength: 4 })), { maxLength: 12 })
  .map((parts) => parts.join(""));

/** What a reader sees of a stretch of plain text. */
function collapse(text: string): string {
  return text.replace(/[\s\u0085\u200b]+/g, " ").replace(/^ | $/g, "");
}

describe("mapText", () => {
  it("collapses white space of every kind and trims", () => {
    expect(mapText(spaces.join(""), 0, spaces.join("").length).text).toBe("");
    expect(mapText("\u00a0a\u200b\r\n\tb\u2009 \ufeffc ", 0, 12).text).toBe("a b c");
  });

  it("keeps to its stretch", () => {
    const mapped = mapText("one two three", 4, 7);
    expect(mapped).toEqual({ text: "two", starts: [4, 5, 6], ends: [5, 6, 7] });
  });

  it("gives a space the whole white space it stands for", () => {
    const mapped = mapText("a \t\nb", 0, 5);
    expect(mapped).toEqual({ text: "a b", starts: [0, 1, 4], ends: [1, 4, 5] });
  });

  it("maps every code unit to a stretch that collapses to it", () => {
    fc.assert(
      fc.property(source, (text) => {
        const mapped = mapText(text, 0, text.length);
        expect(mapped.text).toBe(collapse(text));
        expect(mapped.starts).toHaveLength(mapped.text.length);
        expect(mapped.ends).toHaveLength(mapped.text.length);
        for (let at = 0; at < mapped.text.length; at++) {
          const slice = text.slice(mapped.starts[at], mapped.ends[at]);
          const char = mapped.text.charAt(at);
          expect(char === " " ? collapse(`a${slice}b`) : slice).toBe(char === " " ? "a b" : char);
        }
      }),
      SEED,
    );
  });
});

describe("sliceText", () => {
  it("trims at its edges and keeps the places", () => {
    const mapped = mapText("  one   two three", 0, 17);
    const slice = sliceText(mapped, 3, 8);
    expect(slice.text).toBe("two");
    expect(spanOf(slice)).toEqual({ start: 8, end: 11 });
  });

  it("is empty where only white space is left", () => {
    expect(sliceText(mapText("a b", 0, 3), 1, 2)).toEqual({ text: "", starts: [], ends: [] });
  });

  it("agrees with the text for any stretch", () => {
    fc.assert(
      fc.property(source, fc.nat(30), fc.nat(30), (text, start, length) => {
        const mapped = mapText(text, 0, text.length);
        const slice = sliceText(mapped, start, start + length);
        expect(slice.text).toBe(mapped.text.slice(start, start + length).trim());
        const span = spanOf(slice);
        expect(collapse(text.slice(span.start, span.end))).toBe(slice.text);
      }),
      SEED,
    );
  });
});

describe("spanOf", () => {
  const mapped = mapText("  pay:  $40,510 ", 0, 16);

  it("gives the stretch of the source", () => {
    expect(spanOf(mapped)).toEqual({ start: 2, end: 15 });
    expect(spanOf(mapped, 5)).toEqual({ start: 8, end: 15 });
    expect(spanOf(mapped, 5, 6)).toEqual({ start: 8, end: 9 });
  });

  it("gives an empty stretch the place where it stands", () => {
    expect(spanOf(mapped, 5, 5)).toEqual({ start: 8, end: 8 });
    expect(spanOf(mapped, 12, 12)).toEqual({ start: 15, end: 15 });
    expect(spanOf(mapText("  ", 0, 2))).toEqual({ start: 0, end: 0 });
  });

  it("refuses offsets outside the text", () => {
    expect(() => spanOf(mapped, -1, 2)).toThrow(RangeError);
    expect(() => spanOf(mapped, 0, 13)).toThrow(RangeError);
    expect(() => spanOf(mapped, 3, 2)).toThrow(RangeError);
  });
});

describe("joinTexts", () => {
  it("puts one space between texts, which stands for all between them", () => {
    const source = "AK | | Anchorage";
    const parts = [mapText(source, 0, 3), mapText(source, 4, 5), mapText(source, 6, 16)];
    const joined = joinTexts(parts);
    expect(joined.text).toBe("AK Anchorage");
    expect([joined.starts[2], joined.ends[2]]).toEqual([2, 7]);
    expect(spanOf(joined)).toEqual({ start: 0, end: 16 });
  });

  it("joins nothing to nothing", () => {
    expect(joinTexts([]).text).toBe("");
    expect(joinTexts([mapText(" ", 0, 1)]).text).toBe("");
  });
});
