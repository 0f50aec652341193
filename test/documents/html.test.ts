import { describe, expect, it } from "vitest";
import type { Block } from "../../pipeline/contracts/document.ts";
import { htmlBlocks } from "../../pipeline/documents/html.ts";
import { textBlocks } from "../../pipeline/documents/text.ts";

/** Blocks in short: kind, level, flags, text or cells. */
function shown(html: string): string[] {
  return htmlBlocks(html).blocks.map(brief);
}

function brief({ kind, level, nested, joined, content, cells }: Block): string {
  const text = cells.length > 0 ? cells.map((cell) => `[${cell.text}]`).join("") : content.text;
  return `${kind}${level ?? ""}${nested ? " nested" : ""}${joined ? " joined" : ""}: ${text}`;
}

/** Source of each block. */
function sources(html: string): string[] {
  return htmlBlocks(html).blocks.map(({ span }) => html.slice(span.start, span.end));
}

describe("kinds of blocks", () => {
  it("are headings with their levels", () => {
    expect(shown("<h1>One</h1><h6>Six</h6><h7>None</h7>")).toEqual([
      "heading1: One",
      "heading6: Six",
      "paragraph: None",
    ]);
  });

  it("are paragraphs for any other text", () => {
    expect(
      shown(
        "<section>loose<p>p</p><div>div<div>inner</div></div><blockquote>quote</blockquote>" +
          "<figure><figcaption>fig</figcaption></figure><button>b</button><select><option>o1<option>o2</select>" +
          "<label>l</label>end</section>",
      ),
    ).toEqual(
      ["loose", "p", "div", "inner", "quote", "fig", "b", "o1", "o2", "l", "end"].map(
        (text) => `paragraph: ${text}`,
      ),
    );
  });

  it("are no blocks where there is no text", () => {
    expect(
      shown("<p>&nbsp;</p><h2> </h2><ul><li></li></ul><table><tr><td> <td></table><p>\u200b<br><br></p>"),
    ).toEqual([]);
  });

  it("are none for what is not shown", () => {
    expect(
      shown(
        "<head><title>t</title><style>s</style></head><script>a<b</script><template><p>t</template>" +
          "<noscript>n</noscript><svg><title>s</title><text>v</text></svg><p hidden>h</p><iframe>i</iframe>" +
          '<p aria-hidden="true">shown</p>',
      ),
    ).toEqual(["paragraph: shown"]);
  });

  it("do not part inline elements, with white space or without", () => {
    expect(shown("<p>4<sup>th</sup> <b>of</b><i> July</i><!-- c -->!<img alt=x>?<wbr>.</p>")).toEqual([
      "paragraph: 4th of July!?.",
    ]);
  });
});

describe("list items", () => {
  it("have their own text up to the first block inside them; the rest is nested", () => {
    expect(shown("<ul><li><a>Clerk</a> - Miami<p>Keeps records.</p>more<li>Nurse</ul>after")).toEqual([
      "list_item: Clerk - Miami",
      "paragraph nested: Keeps records.",
      "paragraph nested: more",
      "list_item: Nurse",
      "paragraph: after",
    ]);
  });

  it("take the text of a block that they begin with", () => {
    expect(shown("<ul><li><p>One</p><p>Two</p></li><li><h3>Three</h3><p>Four</p></li></ul>")).toEqual([
      "list_item: One",
      "paragraph nested: Two",
      "heading3: Three",
      "paragraph nested: Four",
    ]);
  });

  it("are nested in a list inside an item, joined within one list", () => {
    expect(shown("<ul><li>A<ul><li>a<li>b</ul><li>B<li>C</ul><ol><li>1</ol>")).toEqual([
      "list_item: A",
      "list_item nested: a",
      "list_item nested joined: b",
      "list_item: B",
      "list_item joined: C",
      "list_item: 1",
    ]);
  });
});

describe("line breaks", () => {
  it("part joined lines; two of them part more", () => {
    expect(shown("<p>Age: 50<br>Practice: Himagine<br/>\n<br>Location: Florida<br></p>next<br>line")).toEqual(
      [
        "paragraph: Age: 50",
        "paragraph joined: Practice: Himagine",
        "paragraph: Location: Florida",
        "paragraph: next",
        "paragraph joined: line",
      ],
    );
  });

  it("do not join over a block", () => {
    expect(shown("a<br><p>b</p><br>c<div>d</div>")).toEqual(
      ["a", "b", "c", "d"].map((t) => `paragraph: ${t}`),
    );
  });

  it("are spaces in headings, the text of items, and cells", () => {
    expect(shown("<h2>Pay<br>2024</h2><ul><li>AHIMA<br>Chicago</ul><table><tr><td>1<br>2</table>")).toEqual([
      "heading2: Pay 2024",
      "list_item: AHIMA Chicago",
      "table_row: [1 2]",
    ]);
  });
});

describe("tables", () => {
  it("are rows of cells, joined, with their caption and implied parts", () => {
    expect(
      shown(
        "<table><caption>Cap</caption><tr><th>A<th>B<tr><td>1<td></td><tfoot><tr><td colspan=2>f</table>",
      ),
    ).toEqual(["paragraph: Cap", "table_row: [A][B]", "table_row joined: [1][]", "table_row joined: [f]"]);
  });

  it("have cells with a space where blocks meet", () => {
    const html = "<table><tr><td><p>a</p><div>b</div><td>c<i>d</i></table>";
    expect(shown(html)).toEqual(["table_row: [a b][cd]"]);
    expect(htmlBlocks(html).blocks[0]?.content.text).toBe("a b cd");
  });

  it("are layout where data cells hold parts of a page", () => {
    expect(shown("<table><tr><td><h2>Title</h2>text<td><ul><li>x</ul></table>")).toEqual([
      "heading2: Title",
      "paragraph: text",
      "list_item: x",
    ]);
    expect(shown("<table><tr><td>menu<td><table><tr><td>1<td>2</table></table>")).toEqual([
      "paragraph: menu",
      "table_row: [1][2]",
    ]);
    expect(shown("<table><tr><td><p>a<p>b<p>c</table>")).toEqual(
      ["a", "b", "c"].map((t) => `paragraph: ${t}`),
    );
    expect(shown("<table><tr><th><h4>A</h4><td>1</table>")).toEqual(["table_row: [A][1]"]);
  });

  it("leave out hidden cells", () => {
    expect(shown("<table><tr><td>1<td hidden>2<td>3</table>")).toEqual(["table_row: [1][3]"]);
  });
});

describe("definitions", () => {
  it("are terms with the descriptions that follow", () => {
    expect(shown("<dl><dt>Age<dd>50<dt>Place<dt>State<dd>Miami<dd><p>FL</p></dl>")).toEqual([
      "definition: [Age][50]",
      "definition joined: [Place State][Miami FL]",
    ]);
  });

  it("may stand in groups", () => {
    expect(shown("<dl><div><dt>A</dt> <!-- c --> <dd>1</dd></div></dl>")).toEqual(["definition: [A][1]"]);
  });

  it("are paragraphs where one is missing, or the description is a part of the page", () => {
    expect(shown("<dl><dt>A<dt>B</dl><dl><dd>C</dl><dl><dt>D<dd></dl>")).toEqual(
      ["A", "B", "C", "D"].map((text) => `paragraph: ${text}`),
    );
    expect(shown("<dl><dt>A<dd><ul><li>x</ul></dl>")).toEqual(["paragraph: A", "list_item: x"]);
    expect(shown("<dl><dt>A</dt>between<dd>B</dd></dl>")).toEqual([
      "paragraph: A",
      "paragraph: between",
      "paragraph: B",
    ]);
  });
});

describe("regions", () => {
  it("are read from landmarks by name and by role, the innermost first", () => {
    const html =
      "<header>h<nav>n</nav></header><main>m<aside>a</aside></main><footer>f</footer>" +
      "<div role=navigation>n</div><div role=banner>h</div><p role=complementary>a</p>" +
      "<div role='ContentInfo'>f<div role=main>m</div></div>d";
    const regions = htmlBlocks(html).blocks.map(({ region, content }) => `${content.text} ${region}`);
    expect(regions).toEqual([
      "h header",
      "n navigation",
      "m main",
      "a aside",
      "f footer",
      "n navigation",
      "h header",
      "a aside",
      "f footer",
      "m main",
      "d main",
    ]);
  });

  it("are not opened by the header and footer of an article or of main", () => {
    const html = "<article><header>a</header><nav>b</nav></article><main><footer>c</footer></main>";
    expect(htmlBlocks(html).blocks.map(({ region }) => region)).toEqual(["main", "navigation", "main"]);
  });
});

describe("title", () => {
  it("is the first of the page, as shown", () => {
    expect(
      htmlBlocks("<svg><title>s</title></svg><title> Pay &amp;\n more </title><title>x</title>").title,
    ).toBe("Pay & more");
    expect(htmlBlocks("<title> </title>x").title).toBeNull();
    expect(htmlBlocks("x").title).toBeNull();
  });
});

describe("spans", () => {
  it("are the element where it is one block", () => {
    expect(
      sources(
        "<div><p class=x>a</p><h2>b</h2><ul><li><b>c</b></ul><table><tr><td>d<td></td></tr></table></div>",
      ),
    ).toEqual(["<p class=x>a</p>", "<h2>b</h2>", "<li><b>c</b>", "<tr><td>d<td></td></tr>"]);
  });

  it("are the text where the element holds more", () => {
    expect(sources("<ul><li> a <p>b</p></li></ul><div>c <i>d</i> </div><p>e<br>f</p>")).toEqual([
      "a",
      "<p>b</p>",
      "c <i>d",
      "e",
      "f",
    ]);
  });

  it("reach from a term to its description", () => {
    expect(sources("<dl><dt>a</dt><dd>b</dd></dl>")).toEqual(["a</dt><dd>b"]);
  });

  it("keep what a table moves out of itself apart from its rows", () => {
    const html = "<table>foo<tr>x<td>1</td></tr>bar <b>baz</b></table>";
    expect(shown(html)).toEqual([
      "paragraph: foo",
      "paragraph: x",
      "paragraph: bar",
      "paragraph: baz",
      "table_row: [1]",
    ]);
    expect(sources(html)).toEqual(["foo", "x", "bar", "baz", "1"]);
    expect(sources("a<table><tr><td>1</td></tr><b>x</b></table>")).toEqual(["a", "x", "1"]);
  });
});

describe("a page and its text dump", () => {
  it("give the same texts in the same order", () => {
    const html =
      "<h1>Pay</h1><p>It is &nbsp;good.</p><ul><li>Clerk - Miami<p>Keeps</p></li><li>Nurse</li></ul>" +
      "<table><tr><td>Offices of\n physicians</td><td>19</td></tr><tr><td>Other</td><td>8</td></tr></table>" +
      "<p>Age: 50<br>Place: FL</p>";
    const dump =
      "Pay\n\nIt is  good.\n\n  • Clerk - Miami\n\n    Keeps\n\n  • Nurse\n\nOffices of physicians 19\nOther 8\n\n" +
      "Age: 50\nPlace: FL\n";
    const facts = (blocks: readonly Block[]) =>
      blocks.map(({ content, nested, joined }) => ({ text: content.text, nested, joined }));
    expect(facts(htmlBlocks(html).blocks)).toEqual(facts(textBlocks(dump)));
  });
});
