import { join } from "node:path";
import { load as parseHtml } from "cheerio";
import { describe, expect, it } from "vitest";
import type { DrawnChart, ReportPage } from "../../pipeline/contracts/report.ts";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";
import { contentsPage } from "../../pipeline/reports/contents.ts";
import { FigureBook } from "../../pipeline/reports/figure-book.ts";
import { FigureMaker } from "../../pipeline/reports/figure-maker.ts";
import { national } from "../../pipeline/reports/national.ts";
import { region } from "../../pipeline/reports/region.ts";
import { nationalCities } from "../../pipeline/reports/sections/national-cities.ts";
import { publishersOf } from "../../pipeline/reports/sections/publishers.ts";
import { state } from "../../pipeline/reports/state.ts";
import { readViews } from "../../pipeline/reports/views.ts";
import { drawChart, loadCharts } from "../../pipeline/stages/chart.ts";
import { loadAssets, renderBody } from "../../pipeline/stages/render.ts";
import { EDITION, expectGolden, readingsOf, warehouseOf } from "./pages.ts";
import { newYork } from "./region-releases.ts";

/** The body of a page with a line for each block, and its charts left to goldens of their own. */
function bodyLines(body: string): string {
  const $ = parseHtml(body, null, false);
  $("svg[data-chart]").each((_, svg) => {
    $(svg).empty().text("(golden of its own)");
  });
  return `${$.html()
    .replace(/\s+/gu, " ")
    .replace(
      /(?=<(?:section|h\d|p|ul|ol|li|dl|div|figure|table|caption|thead|tbody|tr|th|td|header|footer|svg)\b)/gu,
      "\n",
    )
    .replace(/ +$/gmu, "")
    .trim()}\n`;
}

/** An SVG with a line for each element. */
const svgLines = (svg: string): string => `${svg.replace(/(?=<)/gu, "\n").trim()}\n`;

async function drawn(page: ReportPage): Promise<{ body: string; charts: DrawnChart[] }> {
  const folder = join(PROJECT_DIR, "templates");
  const [assets, specs] = await Promise.all([loadAssets(folder), loadCharts(folder)]);
  const charts = await Promise.all(page.charts.map((chart) => drawChart(chart, specs)));
  return { body: renderBody(page, charts, assets), charts };
}

function compare(name: string, { body, charts }: { body: string; charts: readonly DrawnChart[] }): void {
  expectGolden(`${name}.html`, bodyLines(body));
  for (const { id, svg } of charts) expectGolden(`${name}-${id}.svg`, svgLines(svg));
}

describe("the five pages", () => {
  const warehouse = warehouseOf(() => readingsOf());

  it("make this national report", async () => {
    compare("national", await drawn(await national.build(warehouse(), "national", EDITION)));
  });

  it.each(["AZ", "CA", "DC", "HI"])("make this handout of %s", async (code) => {
    compare(code, await drawn(await state.build(warehouse(), `states/${code}`, EDITION)));
  });

  it("make these contents", async () => {
    const pages = [
      await national.build(warehouse(), "national", EDITION),
      await state.build(warehouse(), "states/CA", EDITION),
    ];
    compare("index", await drawn(await contentsPage(warehouse(), pages, { ...EDITION, since: null })));
  });

  it("draw the greatest shares so, where no quotient stands for them", async () => {
    const make = new FigureMaker(new FigureBook("national"));
    const views = await readViews(warehouse());
    const { charts } = nationalCities(views, make, publishersOf(views, make), true);
    const specs = await loadCharts(join(PROJECT_DIR, "templates"));
    for (const chart of charts.filter(({ id }) => id === "city-shares"))
      expectGolden("city-shares.svg", svgLines((await drawChart(chart, specs)).svg));
  });

  it("draw every other chart of templates/charts/", async () => {
    const { specs } = await loadCharts(join(PROJECT_DIR, "templates"));
    const pages = [
      await national.build(warehouse(), "national", EDITION),
      await state.build(warehouse(), "states/CA", EDITION),
    ];
    const used = new Set(pages.flatMap(({ charts }) => charts.map(({ spec }) => spec)));
    expect([...specs.keys()].filter((spec) => !used.has(spec))).toEqual(["city-shares", "state-regions"]);
  });
});

describe("the five pages and New York's release", () => {
  const warehouse = warehouseOf(() => [...readingsOf(), newYork()]);

  it("make this handout of New York by region", async () => {
    compare("NY", await drawn(await region.build(warehouse(), "states/NY", EDITION)));
  });
});
