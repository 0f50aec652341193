import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Feature } from "geojson";
import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { describe, expect, it } from "vitest";

import { AlmanacError } from "../../pipeline/contracts/errors.ts";
import type { ChartRequest } from "../../pipeline/contracts/report.ts";
import { embeddable } from "../../pipeline/lib/svg.ts";
import { drawChart, loadCharts, type ChartSpecs } from "../../pipeline/stages/chart.ts";
import { tempFolder } from "../support/temp-folder.ts";

const bars = {
  data: { name: "rows" },
  width: 200,
  height: { step: 20 },
  params: [{ name: "ink", value: "#111111" }],
  encoding: { y: { field: "city", type: "nominal", sort: null, axis: { title: null } } },
  layer: [
    {
      mark: { type: "bar", color: { expr: "ink" }, clip: true },
      encoding: { x: { field: "usd", type: "quantitative", axis: { format: "$,.0f" } } },
    },
    {
      mark: { type: "text", align: "left" },
      encoding: { x: { field: "usd", type: "quantitative" }, text: { field: "label" } },
    },
  ],
};

const rows = [
  { city: "Mesa", usd: 38040, label: "$38,040" },
  { city: "Lake Havasu City–Kingman", usd: null, label: "n/a" },
  { city: "Tempe", usd: 50000, label: "$50,000" },
];
const request: ChartRequest = { id: "pay", spec: "bars", rows, figures: [], alt: "Pay by city" };

async function specs(files: Record<string, unknown>, theme: unknown = {}): Promise<ChartSpecs> {
  const folder = await tempFolder();
  await mkdir(join(folder, "charts"));
  for (const [name, spec] of Object.entries(files)) {
    await writeFile(join(folder, "charts", `${name}.vl.json`), JSON.stringify(spec));
  }
  await writeFile(join(folder, "theme.json"), JSON.stringify(theme));
  return await loadCharts(folder);
}

const texts = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text ?? "");
const barsOf = (svg: string): number =>
  [...(/role-mark[^"]*layer_0.*?<\/g>/.exec(svg)?.[0] ?? "").matchAll(/<path/g)].length;

describe("drawChart", () => {
  it("draws rows as marks, in one SVG for a page", async () => {
    const { svg, id, alt } = await drawChart(request, await specs({ bars }));
    expect({ id, alt }).toEqual({ id: "pay", alt: "Pay by city" });
    expect(svg).toMatch(/^<svg [^>]*data-chart="pay" role="img" aria-label="Pay by city"/);
    expect(texts(svg)).toEqual(expect.arrayContaining(["Mesa", "Tempe", "$38,040", "$50,000", "$0"]));
    expect(svg).not.toMatch(/<\?xml|<a |href|<script|<style/);
    expect(svg).toContain("Public Sans");
  });

  it("leaves the mark of a null out and keeps its place, so that it is not taken for zero", async () => {
    const { svg } = await drawChart(request, await specs({ bars }));
    expect(texts(svg)).toContain("Lake Havasu City–Kingman");
    expect(texts(svg)).not.toContain("n/a");
    expect(barsOf(svg)).toBe(2);
    const zero = rows.map((row) => ({ ...row, usd: row.usd ?? 0 }));
    expect(barsOf((await drawChart({ ...request, rows: zero }, await specs({ bars }))).svg)).toBe(3);
  });

  it("gives the same bytes whatever was drawn before, and alone as beside others", async () => {
    const charts = await specs({ bars });
    const alone = await drawChart(request, charts);
    const others = ["a", "b", "c"].map((id) => drawChart({ ...request, id, rows: rows.slice(0, 1) }, charts));
    const [again] = await Promise.all([drawChart(request, charts), ...others]);
    expect(again.svg).toBe(alone.svg);
    expect((await drawChart(request, await specs({ bars }))).svg).toBe(alone.svg);
  });

  it("shares no id between charts of a page", async () => {
    const charts = await specs({ bars });
    const drawn = await Promise.all(["a", "b"].map((id) => drawChart({ ...request, id }, charts)));
    const ids = drawn.flatMap(({ svg }) => [...svg.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
    expect(ids.length).toBe(new Set(ids).size);
    expect(ids).toContain("chart-a-1");
  });

  it("sets params and height, and leaves the rows and the spec as they were", async () => {
    const charts = await specs({ bars });
    const before = JSON.stringify([rows, charts.specs.get("bars")]);
    const { svg } = await drawChart({ ...request, params: { ink: "#00ff00" }, height: 300 }, charts);
    expect(svg).toContain('fill="#00ff00"');
    expect(Number(/ height="(\d+)"/.exec(svg)?.[1])).toBeGreaterThan(300);
    expect((await drawChart(request, charts)).svg).toContain('fill="#111111"');
    expect(JSON.stringify([rows, charts.specs.get("bars")])).toBe(before);
  });

  it("takes the theme, and gives long labels the room they need", async () => {
    const themed = await specs({ bars }, { axis: { labelColor: "#123456" } });
    const { svg } = await drawChart({ ...request, rows: rows.slice(1) }, themed);
    expect(svg).toContain('fill="#123456"');
    const left = Number(/translate\((\d+)/.exec(svg)?.[1]);
    expect(left).toBeGreaterThan(110);
    expect(left).toBeLessThan(160);
  });

  it("writes hostile texts as texts", async () => {
    const city = `</text><script>alert("x")</script><a href="javascript:x">`;
    const { svg } = await drawChart(
      { ...request, rows: [{ city, usd: 1, label: city }] },
      await specs({ bars }, { axis: { labelLimit: 0 } }),
    );
    expect(svg).not.toMatch(/<script|<a /);
    expect(svg).toContain("&lt;script&gt;");
  });
});

it("draws a label that came with an ellipsis", async () => {
  const short = [{ city: "Lake Havasu…", usd: 38040, label: "$38,040" }];
  const { svg } = await drawChart({ ...request, rows: short }, await specs({ bars }));
  expect(texts(svg)).toContain("Lake Havasu…");
});

describe("a map", () => {
  const square = (name: string, west: number): Feature => ({
    type: "Feature",
    properties: { name },
    geometry: {
      type: "Polygon",
      coordinates: [
        [
          [west, 40],
          [west, 42],
          [west + 2, 42],
          [west + 2, 40],
          [west, 40],
        ],
      ],
    },
  });
  const map = {
    data: { name: "rows" },
    width: 300,
    height: 200,
    projection: { type: "albersUsa" },
    layer: [
      {
        data: { name: "outlines" },
        mark: "geoshape",
        encoding: { tooltip: { field: "properties.name", title: "State" } },
      },
      {
        mark: "circle",
        encoding: {
          longitude: { field: "longitude" },
          latitude: { field: "latitude" },
          tooltip: { field: "city", title: "City" },
        },
      },
    ],
  };
  const mapRequest: ChartRequest = {
    ...request,
    spec: "map",
    rows: [{ city: "Mesa", longitude: -99, latitude: 41 }],
    outlines: [square("West", -100), square("East", -98)],
  };
  const shapesOf = (svg: string): readonly string[] =>
    [...svg.matchAll(/<path[^>]* d="(M[^"]*Z)"/g)].map(([, path]) => path ?? "");

  it("draws outlines and rows in one projection, with coordinates of one decimal and no tooltip left", async () => {
    const { svg } = await drawChart(mapRequest, await specs({ map }));
    const outlines = shapesOf(svg).filter((path) => path.includes("L"));
    expect(outlines).toHaveLength(2);
    expect(outlines.join()).not.toMatch(/\d\.\d\d/);
    expect(svg).not.toMatch(/<title|tooltip|State|City|West/);
  });

  it("gives a browser outlines and rows along with the spec, which draws the same", async () => {
    const { svg, interactive } = await drawChart(mapRequest, await specs({ map }));
    expect(interactive["datasets"]).toEqual({ rows: mapRequest.rows, outlines: mapRequest.outlines });
    const { spec } = compile(interactive as unknown as TopLevelSpec);
    const again = await new View(parse(spec), { renderer: "none" }).toSVG();
    expect(shapesOf(embeddable(again, "pay", "Pay by city"))).toEqual(shapesOf(svg));
  });
});

describe("what is not drawn", () => {
  const narrow = { axis: { labelLimit: 60 } };
  it.each<[string, Partial<ChartRequest>, unknown, string]>([
    ["a chart without rows", { rows: [] }, {}, "no rows"],
    [
      "a chart of nothing but nulls",
      { rows: [{ city: "Mesa", usd: null, label: "n/a" }] },
      {},
      "Infinite extent",
    ],
    ["a spec that is not there", { spec: "nope" }, {}, "no such spec"],
    ["a param that the spec does not have", { params: { nope: 1 } }, {}, "nope"],
    ["an id that is no id", { id: "a b" }, {}, "letters"],
    ["a label that is cut", {}, narrow, "is cut"],
    [
      "a label that is cut beside one that came so",
      { rows: [...rows, { city: "Lake…", usd: 1, label: "" }] },
      narrow,
      "is cut",
    ],
  ])("%s", async (_, change, theme, message) => {
    const error = await drawChart({ ...request, ...change }, await specs({ bars }, theme)).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(AlmanacError);
    expect(error).toHaveProperty("message", expect.stringContaining(message));
    expect(error).toHaveProperty("where", expect.stringContaining(`charts/${change.spec ?? "bars"}.vl.json`));
  });

  it.each([
    ["does not compile", { data: { name: "rows" }, mark: "nonsense", encoding: {} }],
    [
      "Vega-Lite warns of",
      {
        data: { name: "rows" },
        mark: "bar",
        encoding: { x: { field: "usd", type: "quantitative" }, shape: { field: "city" } },
      },
    ],
    [
      "loads a picture",
      { data: { name: "rows" }, mark: "image", encoding: { x: { field: "usd", type: "quantitative" } } },
    ],
  ])("a spec that %s", async (_, spec) => {
    await expect(drawChart(request, await specs({ bars: spec }))).rejects.toBeInstanceOf(AlmanacError);
  });
});

describe("loadCharts", () => {
  it.each([
    ["values", { data: { values: [{ usd: 41000 }] }, mark: "bar" }, "$.data"],
    ["values under its name", { data: { name: "rows", values: [{ usd: 41000 }] } }, "$.data"],
    ["an address", { data: { url: "https://example.org/x.json" } }, "$.data"],
    ["a file", { data: { url: "file:///etc/passwd" } }, "$.data"],
    ["outlines with values", { data: { name: "outlines", values: [] } }, "$.data"],
    ["data of another name", { data: { name: "cities" } }, "$.data"],
    ["data in a layer", { layer: [{ data: { sequence: { start: 0, stop: 9 } } }] }, "$.layer[0].data"],
    [
      "data to look up",
      { transform: [{ lookup: "a", from: { data: { url: "x.csv" }, key: "a" } }] },
      "$.transform[0].from.data",
    ],
    ["named datasets", { datasets: { rows: [] } }, "$.datasets"],
    ["a typed reference line", { encoding: { x: { datum: 41000 } } }, "$.encoding.x.datum"],
    ["a picture's address", { encoding: { url: { value: "x.png" } } }, "$.encoding.url"],
    ["a link", { mark: { type: "bar", href: "javascript:x" } }, "$.mark.href"],
  ])("refuses a spec that brings %s", async (_, spec, place) => {
    const error = await specs({ bars, bad: spec }).catch((e: unknown) => e);
    expect(error).toHaveProperty("message", expect.stringContaining(place));
    expect(error).toHaveProperty("where", expect.stringMatching(/bad\.vl\.json$/));
  });

  it("refuses what is not a JSON object", async () => {
    await expect(specs({ bars: [1] })).rejects.toBeInstanceOf(AlmanacError);
    await expect(specs({ bars }, "theme")).rejects.toHaveProperty(
      "where",
      expect.stringMatching(/theme\.json$/),
    );
  });
});
