import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { ContentScanner, operator, shownBytes } from "../../pipeline/pdf/content.ts";
import type { Painting } from "../../pipeline/pdf/painting.ts";
import { readPainting } from "../../pipeline/pdf/painting-read.ts";

const bytesOf = (text: string): Uint8Array => Buffer.from(text, "latin1");

/** Every operator with its operands, as they are written. */
function operators(text: string): string[] {
  const bytes = bytesOf(text);
  const scan = new ContentScanner(bytes);
  const found: string[] = [];
  while (scan.next()) found.push(text.slice(scan.start, scan.end));
  return found;
}

describe("ContentScanner", () => {
  it.each([
    ["numbers", "1 0 -.5 +2. 3 4 cm\nq", ["1 0 -.5 +2. 3 4 cm", "q"]],
    ["strings with brackets and escapes", "(a (b) \\) ET) Tj ET", ["(a (b) \\) ET) Tj", "ET"]],
    ["hexadecimal strings", "<00 2b>Tj<0a>'", ["<00 2b>Tj", "<0a>'"]],
    ["arrays", "[(BT) -20 <41> [1]]TJ Q", ["[(BT) -20 <41> [1]]TJ", "Q"]],
    [
      "dictionaries",
      "/P <</MCID 0 /A <</B (>>)>> /C true>>BDC EMC",
      ["/P <</MCID 0 /A <</B (>>)>> /C true>>BDC", "EMC"],
    ],
    ["comments", "q % Q (not\nQ", ["q", "Q"]],
    ["inline images", "BI /W 1 /IM true ID aEIb Q EI Q", ["BI /W 1 /IM true ID aEIb Q EI", "Q"]],
    ["an end without operator", "q 1 2", ["q"]],
    ["strings without end", "q (a", ["q"]],
  ])("reads %s", (_what, text, expected) => {
    expect(operators(text)).toEqual(expected);
  });

  it("reads numbers as they are meant", () => {
    const scan = new ContentScanner(bytesOf("-12.5 .25 +3 0 -.004 12345.678 cm"));
    expect(scan.next() && scan.op === operator("cm")).toBe(true);
    expect([0, 1, 2, 3, 4, 5, 6].map((i) => scan.number(i))).toEqual([
      -12.5, 0.25, 3, 0, -0.004, 12345.678, 0,
    ]);
  });

  it("comes to an end on any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const scan = new ContentScanner(bytes);
        let end = 0;
        while (scan.next()) {
          expect(scan.end).toBeGreaterThan(end);
          end = scan.end;
        }
      }),
    );
  });
});

describe("shownBytes", () => {
  it.each([
    ["<002B> Tj 1 0 Td <3c> Tj", [0, 0x2b, 0x3c]],
    ["<4> Tj", [0x40]],
    ["[(A)-20(B)]TJ", [0x41, 0x42]],
    ["(a\\(b\\)\\101\\n\\\\) Tj", [0x61, 0x28, 0x62, 0x29, 0x41, 10, 0x5c]],
    ["(a\\\nb(c)) Tj", [0x61, 0x62, 0x28, 0x63, 0x29]],
  ])("reads %s", (text, expected) => {
    expect(shownBytes(bytesOf(text), 0, text.length)).toEqual(expected);
  });
});

function paintingOf(text: string): Painting {
  return readPainting(
    bytesOf(text),
    { matrix: [1, 0, 0, 1, 0, 0], clip: [0, 0, 612, 792] },
    {
      mcid: (name) => (name === "MC0" ? 7 : null),
      formBox: (name) => (name === "F" ? [0, 0, 10, 20] : null),
    },
  );
}

describe("readPainting", () => {
  it("finds what paints, and not what only clips or moves", () => {
    const { units } = paintingOf(
      "0 0 9 9 re W n q 1 0 0 1 5 5 cm 0 0 2 2 re f Q 0 0 m 1 1 l S BT ET /F Do /I Do",
    );
    expect(units.map(({ kind, box }) => [kind, ...box])).toEqual([
      ["path", 5, 5, 7, 7],
      ["path", 0, 0, 1, 1],
      ["form", 0, 0, 9, 9],
      ["image", 0, 0, 1, 1],
    ]);
  });

  it("says in which sequence each unit stands, by number or by name", () => {
    const { units, sequences, unbalanced } = paintingOf(
      "/P <</MCID 3>>BDC f 0 0 1 1 re f /Span /MC0 BDC 0 0 1 1 re f EMC EMC /Artifact BMC 0 0 1 1 re f EMC 0 0 1 1 re f",
    );
    expect(units.map(({ sequence }) => sequence?.mcid ?? sequence?.tag)).toEqual([
      3,
      7,
      "Artifact",
      undefined,
    ]);
    expect(sequences.map(({ parent }) => parent?.tag)).toEqual([undefined, "P", undefined]);
    expect(unbalanced).toBe(0);
  });

  it("parts a text object where a sequence begins in it", () => {
    const text = "BT <41> Tj /P <</MCID 0>>BDC <42> Tj EMC <43> Tj ET";
    const { units } = paintingOf(text);
    expect(units.map(({ start, end }) => text.slice(start, end))).toEqual(["<41> Tj", "<42> Tj", "<43> Tj"]);
    expect(paintingOf("BT <41> Tj ET").units.map(({ start, end }) => [start, end])).toEqual([[0, 13]]);
  });

  it("parts a text by its fonts", () => {
    const { units } = paintingOf("BT /A 9 Tf <41> Tj <42> Tj /B 9 Tf <43> Tj ET");
    expect(units[0]?.shown.map(({ font }) => font)).toEqual(["A", "B"]);
  });

  it.each([["/P <</MCID 0>>BDC"], ["EMC"], ["/A BMC /B BMC EMC"]])(
    "counts marks that do not pair: %s",
    (text) => {
      expect(paintingOf(text).unbalanced).toBe(1);
    },
  );
});
