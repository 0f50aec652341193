import { describe, expect, it } from "vitest";
import { AlmanacError } from "../../pipeline/contracts/errors.ts";
import { checkedStyles } from "../../pipeline/lib/style-source.ts";

const refusalOf = (css: string): AlmanacError => {
  try {
    checkedStyles(css, "print.css");
  } catch (error) {
    if (error instanceof AlmanacError) return error;
    throw error;
  }
  return expect.fail(`taken: ${css}`);
};

describe("a style sheet", () => {
  it.each([
    ['p::before { content: "41,000" }', "41,000"],
    ["p::before { content: '٤١' }", "٤١"],
    ['p::before { content: "\\0034\\0031" }', "escape"],
    ['p::before { content: "\\\n41" }', "escape"],
    ["p { counter-increment: c 41000 }", "counter-increment"],
    ["p { counter-reset: c 41000 }", "counter-reset"],
    ["p::after { content: counter(c) }", "counter("],
    ['p::after { content: counters(page, ".") }', "counters("],
    ["p::after { content: attr(value) }", "attr("],
    ['@counter-style q { symbols: "x" }', "@counter-style"],
    ["ul { list-style-type: decimal }", "list-style-type"],
    ["ul { LIST-STYLE: upper-roman }", "LIST-STYLE"],
    ["@import 'x.css';", "@import"],
    ["p { background: URL( x.png ) }", "URL"],
    ["</style>", "</"],
  ])("is refused where it prints a number or fetches something: %s", (css, said) => {
    const error = refusalOf(`h1 { margin: 0 }\n/* a comment\nof two lines, 41 */\n${css}`);
    expect(error.message).toContain(said);
    expect(error.where).toBe("print.css:4");
  });

  it("may count pages, size things and have no list marks", () => {
    const css = `@page { @bottom-right { content: "Page " counter(page) " of " counter( pages ) } }
ul { list-style: none; margin: 41pt } :is(.a, "b") th[scope="row"] { content: ". " }`;
    expect(checkedStyles(`${css}/* 41 */`, "print.css")).toBe(css);
  });
});
