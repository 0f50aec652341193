import { type CheerioAPI, load } from "cheerio";
import { isTag } from "domhandler";
import { describe, expect, it } from "vitest";
import { plainSvg } from "../../pipeline/lib/svg-logo.ts";
import { svgOf } from "./images.ts";

/** Names of all elements, in order. */
const namesIn = ($: CheerioAPI): string[] =>
  $("*")
    .toArray()
    .flatMap((node) => (isTag(node) ? [node.name] : []));

describe("plainSvg keeps", () => {
  it.each([
    [
      "shapes and their names",
      '<g transform="scale(2)"><path d="M0 0h9v9z"/><title>Career &amp; Center</title></g>',
    ],
    [
      "a gradient that paints a shape",
      '<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient></defs><circle r="5" fill="url(#a)"/>',
    ],
    ["a style of its own", "<style>.a{fill:#123}</style><rect class='a' style='stroke:#fff'/>"],
    ["a clip path", '<clipPath id="c"><rect width="9" height="9"/></clipPath><g clip-path="url(#c)"/>'],
  ])("%s", (_, inside) => {
    const $ = load(svgOf(inside), { xml: true });
    const kept = load(plainSvg(svgOf(inside)), { xml: true });
    expect(namesIn(kept)).toEqual(namesIn($));
    expect(kept("svg").text()).toBe($("svg").text());
  });

  it("the drawing below a declaration, a plain document type and a comment, and not these", () => {
    const text = `<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n<!-- by a program -->${svgOf("<!-- x -->")}`;
    expect(plainSvg(text)).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*><rect[^>]*\/><\/svg>$/u,
    );
  });

  it("well-formed what another parser would refuse or read otherwise", () => {
    expect(plainSvg('<svg width="1" height="1"><g><path d="M0 0"></svg>')).toMatch(/<\/g><\/svg>$/u);
  });
});

describe("plainSvg refuses", () => {
  it.each([
    ["a script", "<script>alert(1)</script>", "<script>"],
    [
      "a script of another namespace",
      '<x:script xmlns:x="http://www.w3.org/1999/xhtml">1</x:script>',
      "<x:script>",
    ],
    ["a script in other letters", "<SCRIPT>1</SCRIPT>", "<SCRIPT>"],
    ["foreign content", "<foreignObject><p>x</p></foreignObject>", "<foreignObject>"],
    ["a handler", '<g onclick="alert(1)"/>', "onclick"],
    ["a handler of the load", '<g ONLOAD="alert(1)"/>', "ONLOAD"],
    ["a link", '<a href="https://example.org"><g/></a>', "<a>"],
    ["an image", '<image href="https://example.org/x.png"/>', "<image>"],
    ["an animation that sets an address", '<set attributeName="href" to="javascript:1"/>', "<set>"],
    ["copies, which multiply", '<use href="#a"/>', "<use>"],
    ["a gradient of another file", '<linearGradient href="https://example.org/#a"/>', "href"],
    ["paint of another file", '<g fill="url(https://example.org/#a)"/>', "url("],
    ["paint behind an escape", String.raw`<g style="fill:u\72l(//example.org)"/>`, "\\"],
    ["a style sheet that fetches", "<style>@import '//example.org/x.css';</style>", "@import"],
    ["the same in CDATA", "<style><![CDATA[@import '//example.org/x.css';]]></style>", "@import"],
    ["a font from elsewhere", "<style>@font-face{src:url(//example.org/f)}</style>", "@font-face"],
    ["a style sheet beside it", '<?xml-stylesheet href="x.css"?>', "xml-stylesheet"],
    ["very deep elements", "<g>".repeat(5000), "deep"],
  ])("%s", (_, inside, named) => {
    expect(() => plainSvg(svgOf(inside))).toThrow(named);
  });

  it("entities of its own", () => {
    expect(() => plainSvg(`<!DOCTYPE svg [<!ENTITY a "aaaa">]>${svgOf("<text>&a;</text>")}`)).toThrow(
      "DOCTYPE",
    );
  });

  it("a page around a drawing", () => {
    expect(() => plainSvg(`<html>${svgOf()}</html>`)).toThrow("<html>");
  });
});
