import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";

import { vegaSvg } from "../../pipeline/lib/vega.ts";
import { tempFolder } from "../support/temp-folder.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

const rows = [{ city: "Mesa", usd: 38040 }];
const spec = {
  data: { name: "rows" },
  transform: [{ calculate: "upper(datum.city) + ' ' + datum.usd", as: "label" }],
  params: [{ name: "ink", expr: "'#12' + '3456'" }],
  mark: { type: "text", color: { expr: "ink" } },
  encoding: { x: { field: "usd", type: "quantitative" }, text: { field: "label" } },
};

describe("the expressions of a chart", () => {
  it("are walked as syntax trees, and no code is made of them", async () => {
    const made: unknown[] = [];
    const Real = Function;
    const watched = new Proxy(Real, {
      apply: (target, self, given) => (made.push(given), Reflect.apply(target, self, given) as unknown),
      construct: (target, given) => (made.push(given), Reflect.construct(target, given) as object),
    });
    vi.stubGlobal("Function", watched);
    const svg = await vegaSvg(spec, {}, { rows });
    expect(svg).toContain("MESA 38040");
    expect(svg).toContain("#123456");
    expect(made).toEqual([]);
  });

  it.each([
    ["a function's constructor", "datum.city.constructor.constructor('globalThis.ran = 1')()"],
    ["a function of the machine", "globalThis.process.exit(1)"],
    ["a module", "import('node:fs')"],
  ])("do not reach %s", async (_, calculate) => {
    const reaching = { ...spec, transform: [{ calculate, as: "label" }] };
    await expect(vegaSvg(reaching, {}, { rows })).rejects.toThrow();
    expect(globalThis).not.toHaveProperty("ran");
  });

  it("are never what stands in a row", async () => {
    const city = "datum.usd + 1; signal('ink'); ${ink} {{ink}} [[usd]]";
    const said = [{ city, usd: 1, __proto__: null, constructor: "c", expr: "1+1", signal: "ink" }];
    const plain = { ...spec, transform: [], encoding: { ...spec.encoding, text: { field: "city" } } };
    expect(await vegaSvg(plain, {}, { rows: said })).toContain(city);
  });
});

describe("what a chart asks for", () => {
  it.each(["a file", "an address"])("is refused where it is %s: data and pictures alike", async (kind) => {
    const folder = await tempFolder();
    await writeFile(join(folder, "rows.json"), '[{"city": "canary", "usd": 1}]');
    let connections = 0;
    const server = createServer((_, response) => response.end('[{"city": "canary", "usd": 1}]'));
    server.on("connection", () => (connections += 1));
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    onTestFinished(() => {
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const url = kind === "a file" ? `file://${folder}/rows.json` : `http://127.0.0.1:${port}/rows.json`;
    const data = { data: { name: "rows" }, layer: [{ mark: "point" }, { data: { url }, mark: "point" }] };
    await expect(vegaSvg(data, {}, { rows })).rejects.toThrow(/may not load/u);
    const picture = await vegaSvg(
      { ...spec, mark: "image", encoding: { url: { value: url } } },
      {},
      { rows },
    );
    expect(picture).not.toContain("rows.json");
    expect(picture).not.toContain("canary");
    expect(connections).toBe(0);
  });
});
