import { load as parseHtml } from "cheerio";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Figure } from "../../../pipeline/contracts/figure.ts";
import { PROJECT_DIR } from "../../../pipeline/lib/paths.ts";
import { FigureBook } from "../../../pipeline/reports/figure-book.ts";
import { FigureMaker } from "../../../pipeline/reports/figure-maker.ts";
import type { PayStrip } from "../../../pipeline/reports/sections/nation.ts";
import { nationalPay } from "../../../pipeline/reports/sections/pay.ts";
import { drawChart, loadCharts } from "../../../pipeline/stages/chart.ts";

const book = new FigureBook("national");
const at = { label: "pay", derivation: { kind: "run", how: "made for a test" }, record_ids: ["r"] } as const;
const usd = (value: number): Figure => book.usd(at, value);

/** An undated strip of a publisher, with a median. */
const strip = (publisher: string, median: number, parts: Partial<PayStrip> = {}): PayStrip => ({
  title: book.quote(at, "Tinkers"),
  code: null,
  is_headline: true,
  publishers: [book.quote(at, publisher)],
  period: { period: null, is_inferred: false, evidence: null },
  iso: null,
  p10: null,
  p25: null,
  median: usd(median),
  p75: null,
  p90: null,
  range_low: null,
  range_high: null,
  ...parts,
});

async function drawn(strips: readonly PayStrip[]) {
  const [chart] = nationalPay(strips, new FigureMaker(book)).charts;
  if (chart === undefined) throw new Error("Nothing is drawn.");
  const { svg } = await drawChart(chart, await loadCharts(join(PROJECT_DIR, "templates")));
  return { chart, $: parseHtml(svg, { xml: true }) };
}

describe("the strips of national pay", () => {
  it("stand apart where two pages of one publisher are undated", async () => {
    const { $ } = await drawn([strip("Publisher", 40_000), strip("Publisher", 50_000)]);
    const medians = $(".mark-text.role-mark text").toArray();
    expect(medians.map((text) => $(text).text())).toEqual(["$40,000", "$50,000"]);
    const heights = medians.map(
      ({ attribs }) => /,(?<y>[\d.-]+)\)/u.exec(attribs["transform"] ?? "")?.groups?.["y"],
    );
    expect(new Set(heights).size).toBe(2);
  });

  it("name a figure for each end, and for the rest the median or, without one, an end", async () => {
    const range = { range_low: usd(30_000), range_high: usd(60_000) };
    const tenths = { p10: usd(20_000), p90: usd(70_000), median: null };
    const strips = [strip("One", 40_000, range), strip("Two", 50_000, tenths)];
    const { chart } = await drawn(strips);
    const texts = new Map(chart.figures.map(({ id, text }) => [id, text]));
    const told = chart.rows.map((row) =>
      ["figure", "low_figure", "high_figure"].map((name) => texts.get(String(row[name]))),
    );
    expect(told).toEqual([
      ["$40,000", "$30,000", "$60,000"],
      ["$20,000", "$20,000", "$70,000"],
    ]);
    expect(chart.rows.map(({ ends, median_text }) => [ends, median_text])).toEqual([
      ["not explained", "$40,000"],
      ["lowest and highest tenth", "no figure"],
    ]);
  });
});
