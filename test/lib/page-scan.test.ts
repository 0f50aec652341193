import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { activeContent, parsePage, unaccountedDigits } from "../../pipeline/lib/page-scan.ts";
import { FigureBook } from "../../pipeline/reports/figure-book.ts";

const book = new FigureBook("r");
const at = { label: "l", derivation: { kind: "query", sql: "q", column: "c" }, record_ids: ["x"] } as const;
const pay = book.usd(at, 38040);
const jobs = book.jobs(at, 380);
book.usd(at, 138040);
const quoted = book.quote(at, "Route 66 <Clinic>");
const constants = new Map([["p10_name", "10th percentile"]]);
const accounts = { figures: book.all, constants, charts: [{ id: "pay", figures: [pay, quoted] }] };

const found = (body: string): string[] =>
  unaccountedDigits(
    parsePage(`<!doctype html><title>Pay</title><style>p{margin:1px}</style>${body}`),
    accounts,
  ).map(({ text }) => text);
const fig = (id: string, text: string): string =>
  `<data class="fig" data-figure="${id}" value="9">${text}</data>`;
const svg = (inside: string, id = "pay"): string =>
  `<svg data-chart="${id}" viewBox="0 0 9 9" width="9"><g><g class="mark-text role-axis-label"><text y="1">$10,000</text></g>${inside}</g></svg>`;

describe("accounted for", () => {
  it.each([
    ["a figure", `<p>It is ${fig(pay.id, pay.text)} a year</p>`],
    ["a quote with markup in it", `<p>${fig(quoted.id, "Route 66 &lt;Clinic&gt;")}</p>`],
    ["a constant", '<span data-constant="p10_name">10th percentile</span>'],
    ["labels of axes", svg("")],
    ["labels of legends", svg('<g class="mark-text role-legend-label"><text>2016</text></g>')],
    ["a figure of the chart as a mark", svg('<g class="mark-text role-mark"><text>$38,040</text></g>')],
    ["a constant as a mark", svg("<text>10th percentile</text>")],
    ["figures in an attribute", '<p aria-label="From $38,040 at the 10th percentile, at 380.">x</p>'],
    ["a longer figure before a shorter one inside it", '<p title="$138,040, $38,040">x</p>'],
    ["classes, ids, spans, links", '<td class="w2" id="t3" colspan="4"><a href="#t3">up</a></td>'],
    ["words", "<p>No figure here.</p>"],
  ])("%s", (_, body) => {
    expect(found(body)).toEqual([]);
  });
});

describe("not accounted for", () => {
  it.each([
    ["a typed figure", "<p>$41,000 a year</p>", "$41,000 a year"],
    ["a digit in a heading", "<h2>Top 5</h2>", "Top 5"],
    ["a digit in another script", "<p>\u0664\u0661</p>", "\u0664\u0661"],
    ["a superscript", "<p>pay\u00b9</p>", "pay\u00b9"],
    ["a figure's text without the figure", `<p>${pay.text}</p>`, pay.text],
    ["a figure with another text", `<p>${fig(pay.id, "$38,041")}</p>`, "$38,041"],
    ["a figure with a text behind it", `<p>${fig(pay.id, "$38,040.50")}</p>`, "$38,040.50"],
    ["a figure of another report", `<p>${fig("q:1", "$38,040")}</p>`, "$38,040"],
    ["a digit around a figure", `<data data-figure="${pay.id}"><b>$38,040</b></data>`, "$38,040"],
    ["an unknown constant", '<span data-constant="p11_name">11th</span>', "11th"],
    [
      "a constant with another text",
      '<span data-constant="p10_name">90th percentile</span>',
      "90th percentile",
    ],
    ["a mark that no figure of the chart has", svg("<text>$41,000</text>"), "$41,000"],
    ["a mark with the text of another chart's figure", svg("<text>380</text>"), "380"],
    [
      "a title of an axis",
      svg('<g class="mark-text role-axis-title"><text>Pay in 2016</text></g>'),
      "Pay in 2016",
    ],
    ["a label of a chart that the page does not have", svg("", "other"), "$10,000"],
    ["a label outside of charts", '<g class="role-axis-label"><text>$5</text></g>', "$5"],
    ["the alternative text of a chart", '<svg data-chart="pay" aria-label="about 41"></svg>', "about 41"],
    ["a number that is part of a figure", '<p aria-label="38">x</p>', "38"],
    ["a number that has a figure as a part", '<p aria-label="$38,040,000">x</p>', "$38,040,000"],
    ["a figure with another unit", '<p aria-label="380%">x</p>', "380%"],
    ["a count as dollars", '<p aria-label="$380">x</p>', "$380"],
    ["the value of something else than data", '<meter value="3"></meter>', "3"],
    ["the start of a list", '<ol start="4"></ol>', "4"],
  ])("%s", (_, body, text) => {
    expect(found(body)).toEqual([text]);
  });

  it("a digit in the title of the document", () => {
    expect(unaccountedDigits(parsePage("<title>Pay 2016</title>"), accounts)).toEqual([
      { place: "head > title", text: "Pay 2016" },
    ]);
  });

  it("says where, from the outside in", () => {
    const html = `<main><section class="pay wide"><p>7</p>${svg("<text>8</text>")}</section></main>`;
    expect(unaccountedDigits(parsePage(html), accounts).map(({ place }) => place)).toEqual([
      "main > section.pay > p",
      "main > section.pay > chart pay > text",
    ]);
  });

  it("any number but the page's, wherever it stands in a text", () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom("p", "h2", "td", "li"), (number, element) => {
        const text = `a ${number} b`;
        expect(found(`<${element}>${text}</${element}>`)).toEqual([text]);
        expect(found(`<p aria-label="${text}"></p>`)).toEqual(number === jobs.value ? [] : [text]);
      }),
      { seed: 4 },
    );
  });
});

describe("active content", () => {
  it("is none in links to the web and on the page", () => {
    expect(
      activeContent(parsePage('<p id="a"><a href="https://example.org/?a=1">x</a><a href="#a">y</a></p>')),
    ).toEqual([]);
  });

  it.each([
    "<script>1</script>",
    '<p onclick="x">',
    '<a href="javascript:x">',
    '<a href="file:///etc/passwd">',
    '<a href="states/CA.html">',
    '<a href="//example.org">',
    '<img src="https://example.org/x.png">',
    '<iframe srcdoc="x"></iframe>',
    '<link rel="prefetch" href="https://example.org">',
    '<form action="https://example.org"></form>',
    '<svg><a xlink:href="javascript:x"><text>x</text></a></svg>',
    '<svg><use href="#x"></use></svg>',
  ])("%s", (body) => {
    expect(activeContent(parsePage(body))).not.toEqual([]);
  });
});

describe("a picture", () => {
  const logo = { src: "data:image/png;base64,iVBORw0KGgo=", alt: "Career Center 4", width: 144, height: 48 };
  const img = (more = "", src = logo.src) =>
    `<img class="picture" src="${src}" alt="${logo.alt}" width="144" height="48"${more}>`;
  const findings = (html: string, pictures = [logo]) => [
    ...activeContent(parsePage(html), { pictures }),
    ...unaccountedDigits(parsePage(html), {
      ...accounts,
      constants: new Map([["office_name", logo.alt]]),
      pictures,
    }),
  ];

  it("of the page may stand on it", () => {
    expect(findings(img())).toEqual([]);
  });

  it.each([
    ["that is not the page's", img(), []],
    ["with other bytes", img("", "data:image/png;base64,AAAA"), [logo]],
    ["from elsewhere", img("", "https://example.org/x.png"), [logo]],
    ["with a handler", img(' onerror="alert(1)"'), [logo]],
    ["with a second source", img(' srcset="https://example.org/x.png"'), [logo]],
    ["of another size", img().replace("144", "145"), [logo]],
  ])("%s may not", (_, html, pictures) => {
    expect(findings(html, pictures)).not.toEqual([]);
  });

  it("speaks only of what is accounted for", () => {
    const page = parsePage(img());
    expect(unaccountedDigits(page, { ...accounts, constants: new Map(), pictures: [logo] })).toHaveLength(1);
  });
});
