import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "puppeteer";
import { describe, expect, it } from "vitest";

import type { RecordPeriod } from "../../pipeline/contracts/evidence.ts";
import type { Figure } from "../../pipeline/contracts/figure.ts";
import type { ScreenData } from "../../pipeline/contracts/screen.ts";
import { PANEL, publishedEdition, type ReadEdition } from "./published.ts";
import { focused, press, textsOf } from "./reader.ts";

const edition = publishedEdition();

const PAGES = ["national", "states/CA", "states/NY", "index"] as const;

const open: ReadEdition["open"] = (key, opening) => edition().open(key, opening);
const figureOf = (id: string): Figure => edition().figureOf(id);

/** Id of the first figure on the page that a condition holds for. */
async function find(page: Page, holds: (figure: Figure) => boolean): Promise<string> {
  const ids = await page.$$eval("[data-figure][role=button]", (all) =>
    all.map((one) => one.getAttribute("data-figure") ?? ""),
  );
  const id = ids.find((one) => holds(figureOf(one)));
  if (id === undefined) throw new Error("The page has no such figure.");
  return id;
}

const numberOf = (id: string): string => `[data-figure="${id}"][role=button]`;

/** A number of one record, so that what the panel must say is plain. */
const single = (figure: Figure): boolean =>
  figure.unit === "usd" && figure.record_ids.length === 1 && figure.derivation.kind === "query";

describe.each(["national", "states/CA"])("evidence on %s", (key) => {
  it("opens by mouse and says what the evidence says", async () => {
    const { page, complaints, requests } = await open(key);
    const id = await find(page, single);
    const figure = figureOf(id);
    const { evidence } = edition();
    const record = evidence.records[figure.record_ids[0] ?? ""];
    const snapshot = evidence.snapshots[record?.snapshot_id ?? ""];
    if (record === undefined || snapshot === undefined) throw new Error("It rests on nothing.");
    await page.click(numberOf(id));
    const said = (await textsOf(page, PANEL))[0] ?? "";
    for (const part of [
      figure.text,
      figure.label,
      snapshot.publisher,
      snapshot.path,
      record.locator,
      record.snapshot_id,
      record.raw_text.replace(/\s+/g, " ").trim(),
      `npx almanac explain ${id}`,
    ])
      expect(said).toContain(part);
    expect(Number((await textsOf(page, `${PANEL} mark`))[0]?.replace(/[$,]/g, "").replace("K", "000"))).toBe(
      figure.value,
    );
    expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
    await page.close();
  });

  it("opens by Enter and by Space; Escape closes it and gives the focus back", async () => {
    const { page } = await open(key, { width: 320, height: 256 });
    const id = await find(page, single);
    for (const start of ["Enter", "Space"] as const) {
      await page.focus(numberOf(id));
      await press(page, start);
      expect(await page.$eval(PANEL, (panel) => panel.hasAttribute("open"))).toBe(true);
      expect(await focused(page)).toBe(figureOf(id).text);
      await press(page, "Escape");
      expect(await page.$eval(PANEL, (panel) => panel.hasAttribute("open"))).toBe(false);
      expect(await page.evaluate(() => document.activeElement?.getAttribute("data-figure"))).toBe(id);
    }
    await page.close();
  });
});

describe("numbers by keyboard", () => {
  it("are one tab stop a section, and arrow keys walk them in reading order", async () => {
    const { page } = await open("states/CA");
    const stops = await page.$$eval(
      "[role=button][aria-haspopup]",
      (all) => all.filter((one) => (one as HTMLElement).tabIndex === 0).length,
    );
    const sections = await page.$$eval("section, header, footer", (all) => all.length);
    expect(stops).toBeLessThanOrEqual(sections + 1);
    const inTable = "section:has(table.cities) [role=button][aria-haspopup]";
    const texts = await textsOf(page, inTable);
    await page.focus(inTable);
    await press(page, "ArrowRight", "ArrowRight", "ArrowLeft");
    expect(await focused(page)).toBe(texts[1]);
    await press(page, "End");
    expect(await focused(page)).toBe(texts.at(-1));
    await press(page, "ArrowRight", "Home");
    expect(await focused(page)).toBe(texts[0]);
    expect(
      await page.$$eval(inTable, (all) => all.filter((one) => (one as HTMLElement).tabIndex === 0).length),
    ).toBe(1);
    await page.close();
  });
});

describe("what time a number speaks of", () => {
  /** What the panel says of it, of the number itself and of each record shown. */
  async function said(page: Page, id: string): Promise<string[]> {
    await page.click(numberOf(id));
    const lines = await textsOf(page, `${PANEL} dl > div`);
    return lines.filter((line) => line.startsWith("Speaks of")).map((line) => line.slice("Speaks of".length));
  }
  const periodsOf = ({ record_ids }: Figure): readonly RecordPeriod[] =>
    record_ids.flatMap((record) => edition().evidence.records[record]?.periods ?? []);

  it("is said with its basis and the evidence, once", async () => {
    const { page } = await open("national");
    const id = await find(page, (one) => single(one) && periodsOf(one)[0]?.basis === "inferred");
    const [period] = periodsOf(figureOf(id));
    expect(await said(page, id)).toEqual([
      expect.stringMatching(/^May 20\d\d \(inferred: 3 of 3 wage figures of the page equal OEWS May 20\d\d/),
    ]);
    expect(period?.evidence).toMatch(/^3 of 3 wage figures/);
    await page.close();
  });

  it("is said to be unknown where nothing dates the page", async () => {
    const { page } = await open("states/CA");
    const id = await find(page, single);
    expect(await said(page, id)).toEqual(["undated"]);
    await page.close();
  });

  it("is said of each record where they speak of different times", async () => {
    const { page } = await open("national");
    const isMixed = (one: Figure): boolean => {
      const periods = periodsOf(one).map(({ period }) => period);
      // Two records that speak of one time each; a record may speak of several.
      return one.record_ids.length === 2 && periods.length === 2 && periods[0] !== periods[1];
    };
    const id = await find(page, isMixed);
    const [all, ...each] = await said(page, id);
    expect(each).toHaveLength(2);
    for (const time of each) expect(all).toContain(time);
    await page.close();
  });
});

it("leads from a computed number to its inputs and back", async () => {
  const { page } = await open("national");
  const id = await find(
    page,
    ({ derivation }) => derivation.kind === "formula" && derivation.inputs.length > 0,
  );
  const { derivation, text } = figureOf(id);
  const input = figureOf(derivation.kind === "formula" ? (derivation.inputs[0] ?? "") : "");
  await page.click(numberOf(id));
  await page.click(`${PANEL} .input`);
  expect(await textsOf(page, `${PANEL} h2, ${PANEL} .evidence-label`)).toEqual([input.text, input.label]);
  await page.click(`${PANEL} .evidence-back`);
  expect(await textsOf(page, `${PANEL} h2`)).toEqual([text]);
  await page.close();
});

it("shows the first records of many, and the others when asked", async () => {
  const { page } = await open("national");
  const id = await find(page, ({ record_ids }) => record_ids.length > 3 && record_ids.length < 25);
  await page.click(numberOf(id));
  expect((await textsOf(page, `${PANEL} .records > li`)).length).toBe(3);
  await page.click(`${PANEL} .more`);
  expect((await textsOf(page, `${PANEL} .records > li`)).length).toBe(figureOf(id).record_ids.length);
  await page.close();
});

describe("a table", () => {
  /** Values of a column as the page holds them; null for a missing one. */
  const column = (page: Page, at: number): Promise<(number | null)[]> =>
    page.$$eval(
      "table.cities tbody tr",
      (rows, index) =>
        rows.map((row) => {
          const value = row.cells[index]?.querySelector("data")?.getAttribute("value");
          return value == null ? null : Number(value);
        }),
      at,
    );

  it("sorts by mouse and by keyboard, what is missing last, and goes back to its printed order", async () => {
    const { page } = await open("states/AZ");
    const heads = await page.$$("table.cities thead th");
    const at = (await textsOf(page, "table.cities thead th")).indexOf("Typical");
    const printed = await column(page, at);
    expect(printed).toContain(null);
    const numbers = printed.filter((value) => value !== null).sort((a, b) => a - b);
    const missing = printed.filter((value) => value === null);
    await (await heads[at]?.$("button"))?.click();
    expect(await column(page, at)).toEqual([...numbers, ...missing]);
    expect(await textsOf(page, "[role=status]")).toEqual(["Table sorted by Typical, ascending."]);
    await press(page, "Enter");
    expect(await column(page, at)).toEqual([...numbers.toReversed(), ...missing]);
    expect(await heads[at]?.evaluate((head) => head.getAttribute("aria-sort"))).toBe("descending");
    await press(page, "Space");
    expect(await column(page, at)).toEqual(printed);
    expect(await heads[at]?.evaluate((head) => head.hasAttribute("aria-sort"))).toBe(false);
    await page.close();
  });
});

describe("the contents", () => {
  it("find a city's handout by keyboard, and say how old the data is", async () => {
    const { page, complaints } = await open("index");
    expect((await textsOf(page, ".lead"))[0]).toMatch(/January 15, 2020 \(\d+ years ago\)/);
    await page.focus("#search");
    await page.keyboard.type("oAk");
    expect((await textsOf(page, "[role=option]"))[0]).toMatch(/^Oakland.*, CA.*California/);
    await press(page, "ArrowDown");
    expect(await page.$eval("#search", (input) => input.getAttribute("aria-activedescendant"))).toBe(
      "result-0",
    );
    await Promise.all([page.waitForNavigation(), press(page, "Enter")]);
    expect(await page.$eval("h1", (title) => title.textContent)).toContain("California");
    await Promise.all([page.waitForNavigation(), page.click(".screen-bar a")]);
    expect(new URL(page.url()).pathname).toMatch(/index\.html$/);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("prints every city through a figure", async () => {
    const html = await edition().html("index");
    const json = /id="page-data">(?<json>[^<]*)</.exec(html)?.groups?.["json"] ?? "";
    const cities = ((JSON.parse(json) as ScreenData).search ?? []).filter(({ kind }) => kind === "city");
    expect(cities.length).toBeGreaterThan(100);
    for (const { name, figure } of cities) expect(figureOf(figure ?? "").text).toBe(name);
  });

  it("say what is not there", async () => {
    const { page } = await open("index");
    await page.type("#search", "Wyoming");
    expect((await textsOf(page, "[role=option]"))[0]).toContain("no source loaded lists its cities");
    await page.type("#search", "xyzzy");
    expect(await textsOf(page, ".no-results, [role=status]")).toEqual([
      "Nothing is listed for “Wyomingxyzzy”.",
      "No results.",
    ]);
    await page.close();
  });
});

/** Texts of elements that hold more than they have room for. Runs in the page. */
const overflowing = (all: Element[]): (string | null)[] =>
  all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent);

describe("accessibility", () => {
  const axe = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

  /** What axe-core finds of serious or critical impact. */
  async function findings(page: Page): Promise<string[]> {
    await page.evaluate(await axe);
    return page.evaluate(async () => {
      interface Axe {
        run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
      }
      const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run();
      return violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(
          ({ id, nodes }) =>
            `${id}: ${nodes
              .map(({ html }) => html)
              .slice(0, 3)
              .join(" ")}`,
        );
    });
  }

  it.each(PAGES)("of %s, with evidence open; nothing is wider than the window", async (key) => {
    const { page } = await open(key, { bypassPolicy: true });
    await page.waitForFunction(() => document.querySelector("svg.chart:not(.chart-place *)") === null);
    await page.click("[data-figure][role=button]");
    expect(await findings(page)).toEqual([]);
    for (const width of [320, 700, 768, 1280]) {
      await page.setViewport({ width, height: 600 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(await page.$$eval("h1, th, td", overflowing)).toEqual([]);
    }
    await page.close();
  });

  it("is not found where it is missing", async () => {
    const { page } = await open("index", { bypassPolicy: true });
    await page.evaluate(() => {
      document.querySelector("main")?.append(document.createElement("button"));
    });
    expect((await findings(page)).join()).toContain("button-name");
    await page.close();
  });
});
