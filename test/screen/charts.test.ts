import type { ElementHandle, Page } from "puppeteer";
import { describe, expect, it } from "vitest";

import type { Figure } from "../../pipeline/contracts/figure.ts";
import { PANEL, publishedEdition, type ReadEdition } from "./published.ts";
import { textsOf } from "./reader.ts";

const edition = publishedEdition();

const open: ReadEdition["open"] = (key, opening) => edition().open(key, opening);
const figureOf = (id: string): Figure => edition().figureOf(id);

/** Waits until every chart of the page is drawn by the browser. */
const redrawn = (page: Page): Promise<unknown> =>
  page.waitForFunction(
    () =>
      document.querySelector("svg.chart") !== null &&
      document.querySelector("svg.chart:not(.chart-place *)") === null,
  );

/** A mark of a chart with the figure that its row names, and the text that it prints. */
interface ChartMark {
  readonly mark: ElementHandle;
  readonly figure: string;
  readonly printed: string;
}

/** First and last mark of each kind that a chart has, where nothing lies over its middle; lines are left out. */
async function marksOf(page: Page, chart: string): Promise<ChartMark[]> {
  const found: ChartMark[] = [];
  for (const group of await page.$$(`[id="chart-${chart}"] .role-mark:not(.mark-line, .mark-group)`)) {
    const marks = await group.$$("path, rect, line, text");
    for (const mark of new Set([marks[0], marks.at(-1)])) {
      const told = await mark?.evaluate((element) => {
        element.scrollIntoView({ block: "center" });
        const { left, top, width, height } = element.getBoundingClientRect();
        const over = document.elementFromPoint(left + width / 2, top + height / 2);
        const { __data__: item } = element as unknown as { __data__?: { datum?: Record<string, unknown> } };
        const figure = item?.datum?.["figure"];
        return over === element && typeof figure === "string" && figure !== ""
          ? { figure, printed: element.textContent }
          : null;
      });
      if (mark !== undefined && told != null) found.push({ mark, ...told });
    }
  }
  return found;
}

/** Where the middle of a mark stands in the window, once it is scrolled there. */
const middleOf = (mark: ElementHandle): Promise<{ x: number; y: number }> =>
  mark.evaluate((element) => {
    element.scrollIntoView({ block: "center" });
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  });

describe("charts", () => {
  it("are drawn again in place of the pictures and keep their names", async () => {
    const { page, complaints, requests } = await open("states/CA");
    const before = await page.$$eval("svg.chart", (all) => all.length);
    const html = await edition().html("states/CA");
    const still = [
      ...html.matchAll(/<svg[^>]* id="(?<id>[^"]+)" class="chart"[^>]* aria-label="(?<alt>[^"]+)"/g),
    ];
    await redrawn(page);
    expect(await page.$$eval("svg.chart", (all) => all.length)).toBe(before);
    const drawn = await page.$$eval(".chart-place svg.chart", (all) =>
      all.map((svg) => [svg.id, svg.getAttribute("aria-label"), svg.getAttribute("role")]),
    );
    expect(drawn).toEqual(still.map(({ groups }) => [groups?.["id"], groups?.["alt"], "img"]));
    expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
    await page.close();
  });

  it.each([
    [
      "national",
      [
        "state-map",
        "pay-strips",
        "pay-history",
        "sectors-a",
        "industry-shares",
        "city-pay",
        "city-jobs",
        "concentration-a",
      ],
    ],
    ["states/AZ", ["state-cities"]],
    ["states/NY", ["state-regions"]],
  ])("open on %s the evidence of the number that a mark stands for", async (key, charts) => {
    const { page } = await open(key);
    await redrawn(page);
    for (const chart of charts) {
      const marks = await marksOf(page, chart);
      expect(marks.length, chart).toBeGreaterThan(1);
      for (const { mark, figure, printed } of marks) {
        const { x, y } = await middleOf(mark);
        await page.mouse.click(x, y);
        expect(await textsOf(page, `${PANEL} h2, ${PANEL} .evidence-label`), chart).toEqual([
          figureOf(figure).text,
          figureOf(figure).label,
        ]);
        // A number printed in a chart opens itself.
        if (printed !== "" && /\d/.test(printed)) expect(figureOf(figure).text).toBe(printed);
      }
    }
    await page.close();
  });

  it("open nothing at a line, which stands for many numbers, nor where the occupation code breaks", async () => {
    const { page } = await open("national");
    await redrawn(page);
    for (const chart of ["pay-history", "concentration-a"])
      for (const mark of await page.$$(`[id="chart-${chart}"] :is(.mark-line path, .mark-rule line)`))
        await mark.evaluate((element) => element.dispatchEvent(new MouseEvent("click", { bubbles: true })));
    expect(await page.$(`${PANEL}[open]`)).toBeNull();
    const circle = await page.$('[id="chart-pay-history"] .mark-symbol path');
    await circle?.evaluate((element) => element.dispatchEvent(new MouseEvent("click", { bubbles: true })));
    expect(await page.$(`${PANEL}[open]`)).not.toBeNull();
    await page.close();
  });

  it.each(["national", "states/AZ", "states/NY"])(
    "tell of each mark on %s what it shows, in words",
    async (key) => {
      const { page, complaints } = await open(key);
      await redrawn(page);
      const charts = await page.$$eval("svg.chart", (all) => all.map((svg) => svg.dataset["chart"] ?? ""));
      for (const chart of charts) {
        const marks = (await marksOf(page, chart)).filter(({ printed }) => printed === "");
        for (const { mark, figure } of marks) {
          const { x, y } = await middleOf(mark);
          await page.mouse.move(x, y);
          const tip = await textsOf(page, ".tip:not([hidden]) p");
          expect(tip.join("; "), chart).not.toMatch(/_|null|undefined|NaN/);
          expect(tip.length, chart).toBeGreaterThan(1);
          expect(tip.slice(1).join("; "), chart).toContain(figureOf(figure).text);
        }
      }
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  it("leave nothing of their tooltips in the drawings that come with the page", async () => {
    for (const key of ["national", "states/AZ"]) {
      const html = await edition().html(key);
      const drawings = html.match(/<svg[^>]* class="chart"[^]*?<\/svg>/g) ?? [];
      expect(drawings.length).toBeGreaterThan(0);
      for (const drawing of drawings) {
        const inside = drawing.replace(/^<svg[^>]*>/, "");
        expect(inside).not.toMatch(/<title|tooltip|Speaks of|Low end|Median pay a year|Share of/);
      }
    }
  });

  it("stay as they came where a browser runs no script, and so does everything else", async () => {
    const { page } = await open("states/CA", { script: false });
    const html = await edition().html("states/CA");
    const still = [...html.matchAll(/<svg[^>]* class="chart"/g)].length;
    await page.setJavaScriptEnabled(true);
    expect(await page.$$eval("svg.chart", (all) => all.length)).toBe(still);
    expect(await page.$("button, .chart-place, dialog, .hint")).toBeNull();
    expect(await page.$eval("h1", (title) => title.textContent)).toContain("California");
    await page.close();
  });
});
