import { load } from "cheerio";
import { decodeHTML } from "entities";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block, MappedText } from "../../pipeline/contracts/document.ts";
import { AlmanacError } from "../../pipeline/contracts/errors.ts";
import { htmlBlocks } from "../../pipeline/documents/html.ts";
import { spanOf } from "../../pipeline/documents/mapped-text.ts";

/** Source of each code unit of a text. */
function unitSources(html: string, { text, starts, ends }: MappedText): string[] {
  return Array.from({ length: text.length }, (_, at) => html.slice(starts[at], ends[at]));
}

describe("places of characters", () => {
  const first = (html: string) => {
    const content = htmlBlocks(html).blocks[0]?.content ?? { text: "", starts: [], ends: [] };
    return { text: content.text, sources: unitSources(html, content) };
  };

  it.each<[string, string, string[]]>([
    ["<p>A&amp;B", "A&B", ["A", "&amp;", "B"]],
    ["<p>&ampe&notit;", "&e¬it;", ["&amp", "e", "&not", "i", "t", ";"]],
    ["<p>&#36;&#x24;1", "$$1", ["&#36;", "&#x24;", "1"]],
    ["<p>& <&", "& <&", ["&", " ", "<", "&"]],
    ["<p>a&nbsp; \r\nb", "a b", ["a", "&nbsp; \r\n", "b"]],
    ["<p>a\r\n b\rc", "a b c", ["a", "\r\n ", "b", "\r", "c"]],
    ["<p>&#128512;😀", "😀😀", ["&#128512;", "&#128512;", "\ud83d", "\ude00"]],
    ["<p>a</i>b</span> c", "ab c", ["a", "b", " ", "c"]],
    ["<p>a <b> b</b>", "a b", ["a", " ", "b"]],
    ["<pre>\n\nab</pre>", "ab", ["a", "b"]],
    ["<textarea>\r\n&lt;p></textarea>", "<p>", ["&lt;", "p", ">"]],
    [" &lt;a", "<a", ["&lt;", "a"]],
    ["\n< a", "< a", ["<", " ", "a"]],
    ["\n😀a", "😀a", ["\ud83d", "\ude00", "a"]],
    ["<td>$37,850</td><td class='x", "$37,850", ["$", "3", "7", ",", "8", "5", "0"]],
    ["<p>x</body></html>y", "xy", ["x", "y"]],
  ])("are exact in %j", (html, text, expected) => {
    expect(first(html)).toEqual({ text, sources: expected });
  });

  it("are the whole node where text and source cannot be brought together", () => {
    const html = "<p><math><![CDATA[a b]]></math>c";
    expect(first(html).text).toBe("a bc");
    expect(first(html).sources).toEqual([...new Array<string>(3).fill("<![CDATA[a b]]>"), "c"]);
  });

  it("are never taken from another text before", () => {
    const html = "<p>xy<math><![CDATA[x]]>";
    expect(first(html)).toEqual({ text: "xyx", sources: ["x", "y", "<![CDATA[x]]>"] });
  });

  it("hold for cells and for the spaces between them", () => {
    const html = "<table><tr><td>1&nbsp;2</td> <td>3</td></table>";
    const [row] = htmlBlocks(html).blocks;
    expect(row?.cells.map((cell) => spanOf(cell))).toEqual([
      { start: html.indexOf("1"), end: html.indexOf("2") + 1 },
      { start: html.indexOf("3"), end: html.indexOf("3") + 1 },
    ]);
    expect(unitSources(html, row?.content ?? { text: "", starts: [], ends: [] })[3]).toBe("</td> <td>");
  });
});

describe("pages beyond measure", () => {
  const kinds = (html: string) => htmlBlocks(html).blocks.map(({ kind }) => kind);

  it("are read while they are deep", () => {
    const depth = 4000;
    expect(kinds("<div>".repeat(depth) + "x")).toEqual(["paragraph"]);
    expect(kinds("<ul><li>".repeat(depth / 2) + "x")).toEqual(["list_item"]);
    expect(kinds("<span>".repeat(depth) + "x")).toEqual(["paragraph"]);
  });

  it("are refused where they are deeper, without overflow", () => {
    for (const tag of ["<div>", "<b>", "<ul><li>", "<table><tr><td>"]) {
      expect(() => htmlBlocks(tag.repeat(200_000) + "x")).toThrow(AlmanacError);
    }
  });

  it("are refused where misnested tags multiply", () => {
    const fonts = Array.from({ length: 900 }, (_, at) => `<font size=${at}>`).join("");
    const attempt = () => htmlBlocks(`<p>${fonts}${"<p>x".repeat(3000)}`, "wgu/page.html");
    expect(attempt).toThrow(/100,000 elements/);
    expect(attempt).toThrow(expect.objectContaining({ where: "wgu/page.html" }) as Error);
  });

  it("have terms without end", () => {
    expect(kinds("<dl>" + "<dt>x".repeat(20_000))).toHaveLength(20_000);
  });
});

const TAGS =
  "p div b i a span table tr td th tbody caption col ul ol li dl dt dd h1 h2 section article nav header main br hr " +
  "form select option button label body html head title font svg math template script style textarea pre noscript";
const tag = fc.constantFrom(...TAGS.split(" "));
const texts = [
  ..."foo,bar baz, ,\n,\r\n,\r,&amp;,&nbsp;,&notit;,&amp,&#128512;,😀,&#x41;,&,<, < ,a & b,\u200b,é,&lt;b&gt;".split(
    ",",
  ),
  ..."&#13;,&#10;x,&Tab;,&NotEqualTilde;,$28K – $56K".split(","),
];
const oddities = [
  "<!-- c -->",
  "<!doctype html>",
  "<p class=x y='>'>",
  '<a href="x>y">',
  "<div hidden>",
  '<p title="',
  "<!",
  "</",
  "<li",
  "<?php x ?>",
];
const soup = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: tag.map((name) => `<${name}>`) },
      { weight: 5, arbitrary: tag.map((name) => `</${name}>`) },
      { weight: 6, arbitrary: fc.constantFrom(...texts) },
      { weight: 1, arbitrary: fc.constantFrom(...oddities) },
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));

/** All text that a page shows, without white space, by a plain walk over cheerio's own tree. */
function visibleText(html: string): string {
  const $ = load(html);
  $("script,style,template,noscript,title,svg,iframe,[hidden]").remove();
  return $.root()
    .text()
    .replace(/[\s\u0085\u200b]+/g, "");
}

describe("any HTML, however broken", () => {
  const check = (property: (html: string, blocks: readonly Block[]) => void) => {
    fc.assert(
      fc.property(soup, (html) => {
        property(html, htmlBlocks(html).blocks);
      }),
      { seed: 20260104, numRuns: 1500 },
    );
  };

  it("loses no text and shows none twice", () => {
    check((html, blocks) => {
      const text = blocks.map(({ content }) => content.text).join("");
      expect(text.replaceAll(" ", "")).toBe(visibleText(html));
    });
  });

  it("keeps the place of every code unit", () => {
    check((html, blocks) => {
      for (const mapped of blocks.flatMap(({ content, cells }) => [content, ...cells])) {
        expect(mapped.text).toBe(mapped.text.trim());
        for (const [at, source] of unitSources(html, mapped).entries()) {
          const decoded = decodeHTML(source).replace(/\r\n?/g, "\n");
          const char = mapped.text.charAt(at);
          if (char === " ") expect(decoded).toMatch(/^[\s\u200b]+$|</);
          else expect(decoded.length > 2 ? "too much" : decoded).toContain(char);
        }
      }
    });
  });

  it("gives blocks that hold their content and do not overlap", () => {
    check((_, blocks) => {
      const spans = blocks.map(({ span }) => span).sort((a, b) => a.start - b.start);
      for (const [at, span] of spans.entries()) {
        expect(span.start).toBeLessThan(span.end);
        expect(span.start).toBeGreaterThanOrEqual(spans[at - 1]?.end ?? 0);
      }
      for (const { content, cells, span } of blocks) {
        for (const mapped of [content, ...cells.filter(({ text }) => text !== "")]) {
          expect(spanOf(mapped).start).toBeGreaterThanOrEqual(span.start);
          expect(spanOf(mapped).end).toBeLessThanOrEqual(span.end);
        }
      }
    });
  });

  it("numbers its blocks and keeps cells to rows and definitions", () => {
    check((_, blocks) => {
      for (const [at, block] of blocks.entries()) {
        expect(block.index).toBe(at);
        expect(block.cells.length > 0).toBe(block.kind === "table_row" || block.kind === "definition");
        expect(block.level === null).toBe(block.kind !== "heading");
      }
    });
  });
});
