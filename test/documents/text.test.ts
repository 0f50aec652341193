import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block } from "../../pipeline/contracts/document.ts";
import { textBlocks } from "../../pipeline/documents/text.ts";

/** Blocks in short: kind, flags, text. */
function shown(text: string): string[] {
  return textBlocks(text).map(brief);
}

function brief({ kind, nested, joined, content }: Block): string {
  return `${kind}${nested ? " nested" : ""}${joined ? " joined" : ""}: ${content.text}`;
}

describe("lines", () => {
  it.each(["\n", "\r\n", "\r"])("end at %j, outside the spans", (end) => {
    const text = `One.${end}  Two. ${end}${end}\u00a0${end}Three.`;
    const blocks = textBlocks(text);
    expect(blocks.map(({ span }) => text.slice(span.start, span.end))).toEqual(["One.", "Two.", "Three."]);
    expect(blocks.map(({ joined }) => joined)).toEqual([false, true, false]);
    expect(blocks.map(({ index }) => index)).toEqual([0, 1, 2]);
  });

  it("are paragraphs, joined to the line above unless blank space parts them", () => {
    expect(shown("Employer pays.\nPlace too.\n\nElse.")).toEqual([
      "paragraph: Employer pays.",
      "paragraph joined: Place too.",
      "paragraph: Else.",
    ]);
  });

  it("stand in the main region, without a level", () => {
    expect(textBlocks("Title")).toMatchObject([{ kind: "heading", level: null, region: "main", cells: [] }]);
  });

  it("are none in a text without any", () => {
    expect(textBlocks("")).toEqual([]);
    expect(textBlocks(" \n\u200b\r\n\t")).toEqual([]);
  });
});

describe("headings", () => {
  it.each(["Job Outlook", "Key duties:", "What Is It?", "Skills (in short)", "x".repeat(100)])(
    "stand alone: %s",
    (line) => {
      expect(shown(`Before.\n\n${line}\n\nAfter.`)[1]).toBe(`heading: ${line}`);
    },
  );

  it.each([
    ["a full stop", "It pays well."],
    ["an exclamation mark", "Apply now!"],
    ["a comma", "For example,"],
    ["a semicolon", "One thing;"],
    ["no letter", "$50,250"],
    ["too many characters", "x".repeat(101)],
  ])("have not %s", (_, line) => {
    expect(shown(`Before.\n\n${line}\n\nAfter.`)[1]).toBe(`paragraph: ${line}`);
  });

  it("have a blank line, or an end of the file, on both sides", () => {
    expect(shown("Title\n\nNext\nbeside\n\nLast")).toEqual([
      "heading: Title",
      "paragraph: Next",
      "paragraph joined: beside",
      "heading: Last",
    ]);
  });

  it("are not set in", () => {
    expect(shown("Before.\n\n  Set in\n\nAfter.")[1]).toBe("paragraph: Set in");
  });
});

describe("list items", () => {
  it.each(["•", "◦", "▪", "‣", "*", "-", "1.", "12."])(
    "have a marker like %s outside their content",
    (marker) => {
      const text = `  ${marker}  Keep records \n`;
      const [block] = textBlocks(text);
      expect(block).toMatchObject({ kind: "list_item", content: { text: "Keep records" } });
      expect(text.slice(block?.span.start, block?.span.end)).toBe(`${marker}  Keep records`);
      expect(text.slice(block?.content.starts[0], block?.content.ends.at(-1))).toBe("Keep records");
    },
  );

  it.each(["*Some content", "-5 degrees", "2006. was a year", "1.5 years"])("need a marker: %s", (line) => {
    expect(textBlocks(`a.\n${line}`)[1]?.kind).toBe("paragraph");
  });

  it("need something after the marker", () => {
    expect(shown("a.\n-")[1]).toBe("paragraph joined: -");
  });

  it("hold what is set in below them, over blank lines, until a line that is not", () => {
    expect(
      shown(
        "• Clerk - Miami, FL\n\n    Keeps records of\n\n• Nurse\n    Cares\n  for all\nSee all\n    Set in",
      ),
    ).toEqual([
      "list_item: Clerk - Miami, FL",
      "paragraph nested: Keeps records of",
      "list_item: Nurse",
      "paragraph nested joined: Cares",
      "paragraph nested joined: for all",
      "paragraph: See all",
      "paragraph joined: Set in",
    ]);
  });

  it("are joined within a list; a list set in further is nested", () => {
    expect(shown("Duties are:\n• One\n  - Half\n  - Other half\n• Two")).toEqual([
      "paragraph: Duties are:",
      "list_item joined: One",
      "list_item nested joined: Half",
      "list_item nested joined: Other half",
      "list_item joined: Two",
    ]);
  });

  it("count a tab as setting in", () => {
    expect(shown("• One\n\tmore")[1]).toBe("paragraph nested joined: more");
  });
});

describe("table rows", () => {
  const cells = (text: string) => textBlocks(text)[0]?.cells.map((cell) => cell.text);

  it("have two tabs or more", () => {
    expect(cells("AK\tAnchorage\t$37,850")).toEqual(["AK", "Anchorage", "$37,850"]);
    expect(textBlocks("AK\tAnchorage")[0]).toMatchObject({ kind: "heading", cells: [] });
  });

  it("have two pipes or more, which may stand around them", () => {
    expect(cells("AK | Anchorage | 270")).toEqual(["AK", "Anchorage", "270"]);
    expect(cells("  | AK | Anchorage |")).toEqual(["AK", "Anchorage"]);
    expect(textBlocks("Health | Careers")[0]?.kind).toBe("heading");
  });

  it("keep empty cells", () => {
    expect(cells("\tPercent\t\tNumeric")).toEqual(["", "Percent", "", "Numeric"]);
    expect(cells("a | | c")).toEqual(["a", "", "c"]);
  });

  it("have their cells, with single spaces between, as content", () => {
    const text = "AK |  Anchorage\u00a0Bowl | 270";
    const [block] = textBlocks(text);
    expect(block?.content.text).toBe("AK Anchorage Bowl 270");
    expect(block?.span).toEqual({ start: 0, end: text.length });
    expect(block?.cells.map(({ starts, ends }) => text.slice(starts[0], ends.at(-1)))).toEqual([
      "AK",
      "Anchorage\u00a0Bowl",
      "270",
    ]);
  });

  it("end with their table", () => {
    expect(shown("a|b|c\nd|e|f\nBelow.")).toEqual([
      "table_row: a b c",
      "table_row joined: d e f",
      "paragraph: Below.",
    ]);
  });

  it("are not made of separators alone", () => {
    expect(shown("| | |")).toEqual(["paragraph: | | |"]);
  });
});

describe("any text", () => {
  const part = fc.constantFrom(
    ..."• ,* ,- ,1. ,2006. ,|,\t,  ,\n,\n\n,\r\n,\r,\u00a0,\u200b,Title,A sentence.,$28K – $56K,😀,x".split(
      ",",
    ),
  );
  const texts = fc.array(part, { maxLength: 40 }).map((parts) => parts.join(""));
  const squeeze = (text: string) => text.replace(/[\s\u0085\u200b]+/g, " ").trim();

  it("gives blocks whose every code unit lies where it says, in order, nothing lost", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const blocks = textBlocks(text);
        let end = 0;
        for (const { content, cells, span } of blocks) {
          expect(squeeze(text.slice(end, span.start))).toBe("");
          expect(text.slice(span.start, span.end)).not.toMatch(/^\s|\s$|[\r\n]/);
          end = span.end;
          for (const { text: shownText, starts, ends } of [content, ...cells]) {
            expect(squeeze(shownText)).toBe(shownText);
            for (let at = 0; at < shownText.length; at++) {
              const slice = text.slice(starts[at], ends[at]);
              const char = shownText.charAt(at);
              if (char === " ") expect(slice.replace(/[\s|\u200b]/g, "")).toBe("");
              else expect(slice).toBe(char);
            }
          }
        }
        expect(squeeze(text.slice(end))).toBe("");
      }),
      { seed: 20260103, numRuns: 500 },
    );
  });
});
