import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { escapeAttribute, escapeText } from "entities";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Evidence } from "../../pipeline/contracts/evidence.ts";
import type { SearchEntry } from "../../pipeline/contracts/screen.ts";
import { loadScreenAssets, screenDocument, type ScreenPage } from "../../pipeline/stages/render-screen.ts";
import { hostilePieces } from "../support/hostile.ts";
import { figure } from "../support/published.ts";
import { openReader, press, textsOf, type Reader } from "./reader.ts";

const RUN = "globalThis.ran=1";

/** Names that try to break out of wherever they stand. */
const NAMES = [
  `<script>${RUN}</script>`,
  `</script><script>${RUN}</script>`,
  `<!--<script>${RUN}`,
  `"><img src=x onerror="${RUN}">`,
  `' onclick='${RUN}' x='`,
  `javascript:${RUN}`,
  "\u2028\u2029 line ends of a script",
  "\u202eمدينة\u202c",
  "Ville 🚗 of the test",
  "W".repeat(200),
  ...hostilePieces("http://127.0.0.1:9"),
];

const snapshot_id = "a".repeat(64);

/** A page all of whose texts are hostile: numbers, labels, records, repairs, publishers, chart rows, search. */
function hostilePage(): ScreenPage {
  const figures = NAMES.map((name, at) =>
    figure(`x:${at}`, { text: name, value: name, unit: "text", label: name, record_ids: [`r${at}`] }),
  );
  const evidence: Evidence = {
    edition: NAMES[1] ?? "",
    figures,
    constants: { name: NAMES[1] ?? "" },
    scales: [],
    records: Object.fromEntries(
      NAMES.map((name, at) => [
        `r${at}`,
        {
          source_id: "s",
          snapshot_id,
          kind: "city_row",
          locator: name,
          raw_text: `before ${name} after`,
          disposition: "repaired",
          repairs: [{ column_name: name, rule: name, before: name, after: name }],
          periods: [{ period: name, basis: "inferred", evidence: name }],
        },
      ]),
    ),
    snapshots: {
      [snapshot_id]: {
        source_id: "s",
        publisher: NAMES[1] ?? "",
        path: NAMES[0] ?? "",
        bytes: 1,
        encoding: "utf-8",
        retrieved_at: null,
        prose: "original",
        note: null,
      },
    },
  };
  const search = NAMES.map((name, at): SearchEntry => ({
    kind: "city",
    name,
    figure: `x:${at}`,
    also: ["ZZ"],
    state: name,
    href: null,
  }));
  const rows = NAMES.map((name, at) => ({ name, jobs: at + 1, jobs_text: name, figure: `x:${at}` }));
  const cells = figures.map(
    ({ id, text }) =>
      `<tr><th scope="row"><span class="fig quote" data-figure="${id}">${escapeText(text)}</span></th></tr>`,
  );
  return {
    page: { key: "x", title: NAMES[1] ?? "", template: "x", data: {}, charts: [], figures, search },
    body: `<main><header><h1>x</h1></header><section><table><thead><tr><th scope="col">Name</th></tr></thead><tbody>${cells.join("")}</tbody></table>
      <svg id="chart-jobs" class="chart" data-chart="jobs" role="img" aria-label="${escapeAttribute(NAMES[3] ?? "")}"></svg></section></main>`,
    charts: [
      {
        id: "jobs",
        svg: "",
        alt: "",
        scale_labels: [],
        interactive: {
          datasets: { rows },
          data: { name: "rows" },
          encoding: {
            y: { field: "name", type: "nominal", sort: null, axis: null },
            x: { field: "jobs", type: "quantitative" },
            tooltip: [
              { field: "name", title: "City" },
              { field: "jobs_text", title: "Jobs" },
            ],
          },
          layer: [{ mark: "bar" }, { mark: "text", encoding: { text: { field: "jobs_text" } } }],
        },
      },
    ],
    evidence,
  };
}

let folder = "";
let reader: Reader;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "almanac-hostile-"));
  const [assets, opened] = await Promise.all([loadScreenAssets(""), openReader()]);
  reader = opened;
  await writeFile(join(folder, "x.html"), screenDocument(hostilePage(), assets));
});

afterAll(async () => {
  await reader.close();
  await rm(folder, { recursive: true, force: true });
});

describe("names that try to run something", () => {
  it("stand on the page as they are, are found and explained, and run nothing", async () => {
    const { page, requests, complaints } = await reader.open(join(folder, "x.html"));
    await page.waitForSelector(".chart-place svg.chart");
    const shown = (text: string): string => text.replace(/\s+/g, " ").trim();
    expect(await page.title()).toBe(NAMES[1]);
    for (const [at, name] of NAMES.entries()) {
      if (at % 5 > 0 && at > 12) continue;
      await page.$eval(`[data-figure="x:${at}"]`, (one) => {
        (one as HTMLElement).click();
      });
      expect((await textsOf(page, "dialog.evidence h2"))[0]).toBe(shown(name));
      expect((await textsOf(page, "dialog.evidence blockquote"))[0]).toBe(shown(`before ${name} after`));
    }
    for (const name of NAMES.slice(0, 10)) {
      await page.$eval("#search", (input) => {
        (input as HTMLInputElement).value = "";
      });
      await page.focus("#search");
      await page.keyboard.type(shown(name).slice(0, 20));
      expect((await textsOf(page, "[role=option]")).join(" ")).toContain(shown(name).slice(0, 20));
    }
    await page.click("th .sort");
    await press(page, "Enter");
    expect(await page.evaluate(() => (globalThis as { ran?: number }).ran)).toBeUndefined();
    expect(await page.$$eval("script", (all) => all.length)).toBe(2);
    expect(
      await page.$$eval("img, iframe, object, embed, form, link, base, video", (all) => all.length),
    ).toBe(0);
    expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
    await page.close();
  });

  it("open their evidence from a mark of a chart", async () => {
    const { page } = await reader.open(join(folder, "x.html"));
    const mark = await page.waitForSelector(".chart-place .mark-rect.role-mark path");
    await mark?.scrollIntoView();
    await mark?.hover();
    await page.waitForSelector(".tip:not([hidden])");
    await mark?.click();
    expect((await textsOf(page, "dialog.evidence h2"))[0]).toBe(NAMES[0]);
    expect((await textsOf(page, ".tip-heading"))[0]).toBe(NAMES[0]);
    await page.close();
  });

  it("would be heard of if they ran: the policy refuses a second script, and says so", async () => {
    const { page, complaints } = await reader.open(join(folder, "x.html"));
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "globalThis.ran=1";
      document.body.append(script);
      document.body.append(Object.assign(new Image(), { src: "http://127.0.0.1:9/x" }));
    });
    expect(await page.evaluate(() => (globalThis as { ran?: number }).ran)).toBeUndefined();
    expect(complaints.join()).toContain("Content Security Policy");
    await page.close();
  });

  it("leave the picture of a chart that cannot be drawn again", async () => {
    const broken = hostilePage();
    const assets = await loadScreenAssets("");
    const charts = broken.charts.map((chart) => ({
      ...chart,
      interactive: { mark: "no such mark", data: { url: "file:///etc/hostname" } },
    }));
    await writeFile(join(folder, "y.html"), screenDocument({ ...broken, charts }, assets));
    const { page, requests } = await reader.open(join(folder, "y.html"));
    await page.waitForFunction(() => document.querySelector(".chart-place") === null);
    expect(await page.$$eval("svg#chart-jobs.chart", (all) => all.length)).toBe(1);
    expect(requests).toEqual([]);
    await page.close();
  });
});
