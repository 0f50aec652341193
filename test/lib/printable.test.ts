import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { printable, printableJson } from "../../pipeline/lib/printable.ts";

const RISKY = "a\u001b[2J\u009b31m\u202egnp.exe\u2066x\u200e";

/** Characters that move a cursor, color a line or turn it. */
const MOVES = /[\u0080-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

describe("text from outside on a terminal", () => {
  it("moves, colors and turns nothing", () => {
    expect(printable(RISKY)).not.toMatch(MOVES);
    expect(printable(RISKY)).toContain("\\u{1b}[2J\\u{9b}31m\\u{202e}gnp.exe");
  });

  it("neither does JSON, which reads back as the same value", () => {
    expect(printableJson({ city: RISKY })).not.toMatch(MOVES);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.constantFrom(undefined, 2), (text, indent) => {
        const json = printableJson({ [text]: [text, 1, null] }, indent);
        expect(json).not.toMatch(MOVES);
        expect(JSON.parse(json)).toEqual({ [text]: [text, 1, null] });
      }),
    );
  });
});
