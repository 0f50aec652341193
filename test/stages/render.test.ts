import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { load } from "cheerio";
import { describe, expect, it } from "vitest";

import { AlmanacError } from "../../pipeline/contracts/errors.ts";
import type { ChartRequest, ReportPage } from "../../pipeline/contracts/report.ts";
import { openPrinter } from "../../pipeline/lib/printer.ts";
import { FigureBook } from "../../pipeline/reports/figure-book.ts";
import { drawChart, loadCharts } from "../../pipeline/stages/chart.ts";
import { finishPdf, loadAssets, printDocument, renderBody } from "../../pipeline/stages/render.ts";
import { hostilePieces } from "../support/hostile.ts";
import { pdfInside } from "../support/pdf-inside.ts";
import { tempFolder } from "../support/temp-folder.ts";

const spec = {
  data: { name: "rows" },
  width: 200,
  height: { step: 20 },
  encoding: { y: { field: "city", type: "nominal", axis: { title: null, labelLimit: 0 } } },
  layer: [
    { mark: "bar", encoding: { x: { field: "usd", type: "quantitative", title: null } } },
    { mark: "text", encoding: { x: { field: "usd", type: "quantitative" }, text: { field: "label" } } },
  ],
};
const template = `<main><h1>Pay in {{ state }}</h1>
{{ charts.pay }}
<table><thead><tr><th scope="col">City</th><th scope="col">Pay, {{ "p10_name" | constant }}</th></tr></thead>
<tbody>{% for row in rows %}<tr><th scope="row">{{ row.city }}</th><td>{{ row.pay }}</td></tr>{% endfor %}</tbody></table></main>`;

async function folderWith(files: Record<string, string> = {}): Promise<string> {
  const folder = await tempFolder();
  await mkdir(join(folder, "charts"));
  const all = {
    "page.html": template,
    "print.css": '@page { size: letter; margin: 1in } body { font-family: "Public Sans" }',
    "constants.json": '{"p10_name": "10th percentile"}',
    "theme.json": "{}",
    "charts/bars.vl.json": JSON.stringify(spec),
    ...files,
  };
  for (const [name, text] of Object.entries(all)) await writeFile(join(folder, name), text);
  return folder;
}

/** A page over these cities; its chart prints `label` where it is given. */
function pageOf(cities: readonly string[], label?: string): ReportPage & { charts: readonly [ChartRequest] } {
  const book = new FigureBook("AZ");
  const at = { label: "l", derivation: { kind: "query", sql: "q", column: "c" }, record_ids: ["x"] } as const;
  const rows = cities.map((city, i) => ({ city: book.quote(at, city), pay: book.usd(at, 38040 + i) }));
  const chart = {
    id: "pay",
    spec: "bars",
    rows: rows.map(({ city, pay }) => ({ city: city.text, usd: pay.value, label: label ?? pay.text })),
    figures: rows.map(({ pay }) => pay),
    alt: `Pay by city, from ${rows[0]?.pay.text ?? ""}`,
  };
  const data = { state: book.quote(at, "Arizona"), rows };
  return {
    key: "states/AZ",
    title: "Pay in Arizona",
    template: "page",
    data,
    charts: [chart],
    figures: book.all,
  };
}

async function htmlOf(
  page: ReportPage & { charts: readonly [ChartRequest] },
  files: Record<string, string> = {},
): Promise<string> {
  const folder = await folderWith(files);
  const drawn = await drawChart(page.charts[0], await loadCharts(folder));
  const assets = await loadAssets(folder);
  return printDocument(page, renderBody(page, [drawn], assets), assets.styles);
}

describe("renderBody and printDocument", () => {
  it("makes a document that stands alone", async () => {
    const html = await htmlOf(pageOf(["Mesa", "Tempe"]));
    const $ = load(html);
    expect(html).toMatch(/^<!doctype html>/);
    expect($("html").attr("lang")).toBe("en-US");
    expect($("title").text()).toBe("Pay in Arizona");
    expect($("meta[http-equiv=Content-Security-Policy]").attr("content")).toContain("default-src 'none'");
    expect($("style").text()).toContain("@font-face");
    expect($("body.page main td data").first().text()).toBe("$38,040");
    expect($("svg[role=img]").attr("aria-label")).toBe("Pay by city, from $38,040");
    expect($("[src], [href]")).toHaveLength(0);
  });

  it("gives the same text for the same page", async () => {
    expect(await htmlOf(pageOf(["Mesa"]))).toBe(await htmlOf(pageOf(["Mesa"])));
  });

  it.each([
    [
      "a figure typed into the template",
      pageOf(["Mesa"]),
      { "page.html": "<p>About $41,000.</p>" },
      /\$41,000/,
      /page\.html:1$/,
    ],
    [
      "a digit in a mark that no figure has",
      pageOf(["Mesa"], "$41,000"),
      {},
      /\$41,000/,
      /page, .*chart pay/,
    ],
    ["a digit in the title", { ...pageOf(["Mesa"]), title: "Pay 2016" }, {}, /Pay 2016/, /title/],
    ["a figure that is not among the page's", { ...pageOf(["Mesa"]), figures: [] }, {}, /\$38,040/, /page/],
    [
      "a bare number",
      { ...pageOf(["Mesa"]), data: { state: 41000, rows: [] } },
      {},
      /41000/,
      /page\.html:1$/,
    ],
    ["a link to a file", pageOf(["Mesa"]), { "page.html": '<a href="../x.html">x</a>' }, /x\.html/, /page/],
    [
      "a digit that the style sheet writes",
      pageOf(["Mesa"]),
      { "print.css": "p::before { content: '$41,000' }" },
      /41,000/,
      /print\.css:1$/,
    ],
    [
      "a style sheet from elsewhere",
      pageOf(["Mesa"]),
      { "print.css": "@import 'x.css';" },
      /@import/,
      /print\.css:1$/,
    ],
    [
      "a picture of the style sheet",
      pageOf(["Mesa"]),
      { "print.css": "p { background: url(x.png) }" },
      /url/,
      /print\.css:1$/,
    ],
  ] as const)("refuses %s, and says where", async (_, page, files, message, where) => {
    const error = await htmlOf(page, files).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(AlmanacError);
    expect(error).toHaveProperty("message", expect.stringMatching(message));
    expect(error).toHaveProperty("where", expect.stringMatching(where));
  });

  it("prints hostile names as names", async () => {
    const pieces = hostilePieces("http://127.0.0.1:9");
    const $ = load(await htmlOf(pageOf(pieces)));
    expect(
      $("th[scope=row]")
        .toArray()
        .map((cell) => $(cell).text()),
    ).toEqual(pieces.map((piece) => piece.replace(/\s+/g, " ").trim()));
    expect($("script, iframe, img, link, object, embed, video, form, a, image")).toHaveLength(0);
    expect($("style")).toHaveLength(1);
  });
});

describe("finishPdf", () => {
  it("prints a page with its names, figures, chart and tags, twice the same", async () => {
    const facts = { title: "Pay in Arizona", date: new Date("2024-05-01T00:00:00Z"), attachment: null };
    const html = await htmlOf(pageOf(["Mesa <b>bold</b>", "Coeur d’Alene"]));
    const printer = await openPrinter();
    try {
      const print = async () => finishPdf(await printer.print(html), html, facts);
      const [one, two] = await Promise.all([print(), print()]);
      expect(Buffer.compare(one, two)).toBe(0);
      const { pages, tags, fonts, document } = await pdfInside(one);
      expect(pages[0]).toContain("$38,041");
      expect(pages[0]?.match(/Mesa <b>bold<\/b>/g)).toHaveLength(2);
      expect(tags).toEqual(expect.arrayContaining(["H1", "Figure: Pay by city, from $38,040", "TH", "TD"]));
      expect(fonts.every(({ name, embedded }) => embedded && name.startsWith("PublicSans"))).toBe(true);
      expect(document.getTitle()).toBe("Pay in Arizona");
    } finally {
      await printer.close();
    }
  });
});
