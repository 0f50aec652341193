import { createHash } from "node:crypto";
import { load } from "cheerio";
import { beforeAll, describe, expect, it } from "vitest";

import type { ReportPage } from "../../pipeline/contracts/report.ts";
import type { ScreenData } from "../../pipeline/contracts/screen.ts";
import {
  inlineJson,
  loadScreenAssets,
  screenDocument,
  type ScreenAssets,
} from "../../pipeline/stages/render-screen.ts";
import { figure } from "../support/published.ts";

let assets: ScreenAssets;
beforeAll(async () => {
  assets = await loadScreenAssets("p{color:red}");
});

const page = (key: string, template: string): ReportPage => ({
  key,
  template,
  title: "A <title>",
  data: {},
  charts: [],
  figures: [],
});

const record = {
  source_id: "s",
  snapshot_id: "f".repeat(64),
  kind: "wage",
  locator: "chars:0-7",
  raw_text: "$38,040",
  disposition: "loaded",
  repairs: [],
  periods: null,
} as const;

const evidence = {
  edition: "undated-0123456789",
  figures: [figure("x:1", { record_ids: ["b", "a"] }), figure("x:2", { record_ids: ["b"] })],
  constants: { p10_name: "10th percentile" },
  scales: [],
  records: { a: record, b: record },
  snapshots: {},
};

const chart = {
  id: "pay",
  svg: "<svg></svg>",
  alt: "Pay",
  scale_labels: [],
  interactive: { title: "</script>" },
};

const made = (key: string, template: string, charts = [chart]): ReturnType<typeof load> =>
  load(screenDocument({ page: page(key, template), body: "<main>Body</main>", charts, evidence }, assets));

describe("screenDocument", () => {
  it("lets one script run, by its hash, and nothing be fetched", () => {
    const $ = made("states/CA", "state");
    const scripts = $("script").toArray();
    expect(scripts.map(({ attribs }) => attribs["type"])).toEqual(["application/json", undefined]);
    const hash = createHash("sha256")
      .update($(scripts.at(-1)).text())
      .digest("base64");
    expect($("meta[http-equiv]").attr("content")).toBe(
      `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'`,
    );
    expect($("[src], link, base, form").length).toBe(0);
  });

  it("carries its data: each record once, charts, and nothing that ends the script around it", () => {
    const text = made("national", "national")("#page-data").text();
    const data = JSON.parse(text) as ScreenData;
    expect(data.evidence.records.map(({ record_id }) => record_id)).toEqual(["a", "b"]);
    expect(data.evidence.figures.map(({ records }) => records)).toEqual([[1, 0], [1]]);
    expect(data.charts).toEqual({ pay: chart.interactive });
    expect(data.search).toBeNull();
    expect(text).not.toContain("<");
  });

  it.each([
    ["national", "national", ["index.html", "national.pdf"]],
    ["states/CA", "state", ["../index.html", "CA.pdf"]],
    ["index", "index", []],
  ])("of %s leads to the contents and to its PDF", (key, template, links) => {
    const $ = made(key, template);
    expect(
      $("nav a")
        .toArray()
        .map(({ attribs }) => attribs["href"]),
    ).toEqual(links);
    expect($(".skip").attr("href")).toBe(`#${$("main").parent().attr("id") ?? ""}`);
  });

  it("leaves Vega out where there is no chart", () => {
    expect(assets.withoutCharts.code.length).toBeLessThan(assets.withCharts.code.length / 10);
    expect(made("index", "index", [])("script").last().text()).toBe(assets.withoutCharts.code);
  });

  it("escapes its title and holds the printed styles with its own", () => {
    const $ = made("national", "national");
    expect($("title").text()).toBe("A <title>");
    expect($("style").text()).toMatch(/^p\{color:red\}[^]*\.evidence/);
  });
});

it("JSON inside a page survives whatever it holds", () => {
  const hostile = { "</script><!--<script>": "\u2028 & \\u003c < >" };
  expect(inlineJson(hostile)).not.toContain("<");
  expect(JSON.parse(inlineJson(hostile))).toEqual(hostile);
});

it("the scripts are the same bytes each time", async () => {
  expect(await loadScreenAssets("p{color:red}")).toEqual(assets);
});
