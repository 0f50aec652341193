import { load as parseHtml } from "cheerio";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROJECT_DIR } from "../../../pipeline/lib/paths.ts";
import { FigureBook } from "../../../pipeline/reports/figure-book.ts";
import { FigureMaker } from "../../../pipeline/reports/figure-maker.ts";
import { publishersOf } from "../../../pipeline/reports/sections/publishers.ts";
import { stateCities } from "../../../pipeline/reports/sections/state-cities.ts";
import { drawChart, loadCharts } from "../../../pipeline/stages/chart.ts";
import { cityViews, type City } from "../city-views.ts";

/** The chart of a state with these cities, its drawing, and the text of a figure by its id. */
async function chartOf(cities: readonly City[]) {
  const views = cityViews(cities);
  const make = new FigureMaker(new FigureBook("AZ"));
  const state = views.rows("report_states").find(({ key }) => key === "AZ");
  if (state === undefined) throw new Error("There is no such state.");
  const [chart] = stateCities(views, state, null, make, publishersOf(views, make)).charts;
  if (chart === undefined) throw new Error("Nothing is drawn.");
  const { svg } = await drawChart(chart, await loadCharts(join(PROJECT_DIR, "templates")));
  const texts = new Map(chart.figures.map(({ id, text }) => [id, text]));
  return { chart, $: parseHtml(svg, { xml: true }), textOf: (id: unknown) => texts.get(String(id)) };
}

describe("the chart of a state's cities", () => {
  it("gives two cities a row each whose shortened names are the same", async () => {
    const long = "Llanfairpwllgwyngyll".repeat(3);
    const { $ } = await chartOf(
      ["one", "two"].map((end, n) => ({
        city: `${long}${end}`,
        state: "AZ",
        typical: 30_000 + n,
        jobs: 500 + n,
      })),
    );
    const labels = $(".role-axis-label text")
      .toArray()
      .filter((label) => $(label).text().startsWith("Llan"));
    expect(labels).toHaveLength(2);
    expect(new Set(labels.map((label) => $(label).text())).size).toBe(1);
    expect(new Set(labels.map(({ attribs }) => attribs["transform"])).size).toBe(2);
    const circles = $(".mark-symbol.role-mark path").toArray();
    const heights = circles.map(
      ({ attribs }) => /,(?<y>[\d.]+)\)/u.exec(attribs["transform"] ?? "")?.groups?.["y"],
    );
    expect(new Set(heights).size).toBe(2);
  });

  it("lets each mark answer: by the typical salary, missing or not, and by the jobs", async () => {
    const { chart, textOf } = await chartOf([
      { city: "Tucson", state: "AZ", typical: 29_150, jobs: 860 },
      { city: "Mesa", state: "AZ", typical: null, jobs: 3_570 },
    ]);
    expect(chart.rows.map((row) => [textOf(row["figure"]), textOf(row["jobs_figure"])])).toEqual([
      ["$29,150", "860"],
      ["no figure", "3,570"],
    ]);
  });
});
