import { load as parseHtml } from "cheerio";
import { describe, expect, it } from "vitest";
import { national } from "../../pipeline/reports/national.ts";
import { EDITION, expectGolden, htmlOf, readingsOf, textOf, warehouseOf } from "./pages.ts";
import { PAGES } from "../sources/page-facts.ts";

describe("the national report of the five pages", () => {
  const db = warehouseOf(() => readingsOf());

  it("says what its golden says", async () => {
    expectGolden("national", textOf(await htmlOf(await national.build(db(), "national", EDITION))));
  });

  it("numbers its figures the same way every time", async () => {
    const first = await national.build(db(), "national", EDITION);
    const again = await national.build(db(), "national", EDITION);
    expect(again.figures).toEqual(first.figures);
  });

  it("gives every figure a query that gives its value back", async () => {
    const { figures } = await national.build(db(), "national", EDITION);
    for (const { label, value, derivation } of figures) {
      if (derivation.kind !== "query") continue;
      const rows = await db().query<Record<string, unknown>>(derivation.sql);
      expect(rows, label).toHaveLength(1);
      const found = rows[0]?.[derivation.column] ?? null;
      const printed = typeof found === "string" ? found.replace(/\s+/gu, " ").trim() : found;
      expect(printed, `${label}: ${derivation.sql}`).toEqual(value);
    }
  });

  it("prints the pay of sources that repeat one release on one line", async () => {
    const { data } = await national.build(db(), "national", EDITION);
    const { strips } = data["pay"] as { strips: { publishers: { text: string }[] }[] };
    const publishers = strips.map((strip) => strip.publishers.map(({ text }) => text));
    expect(publishers).toEqual([["WGU"], ["Careers in Healthcare", "CollegeGrad"], ["AllHealthcare"]]);
  });

  it("has one main heading, no gap in its levels, and a name for every section, table and chart", async () => {
    const $ = parseHtml(await htmlOf(await national.build(db(), "national", EDITION)));
    const levels = $("h1, h2, h3, h4")
      .toArray()
      .map(({ tagName }) => Number(tagName.slice(1)));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, index) => {
      expect(level - (levels[index - 1] ?? 0), `heading ${index}`).toBeLessThanOrEqual(1);
    });
    for (const section of $("section").toArray()) {
      expect($(`#${$(section).attr("aria-labelledby") ?? "none"}`)).toHaveLength(1);
    }
    for (const table of $("table").toArray()) {
      expect($(table).children("caption").text().trim()).not.toBe("");
      expect($(table).find("thead th[scope=col]").length).toBeGreaterThan(0);
    }
    for (const chart of $("svg").toArray()) expect($(chart).attr("aria-label")?.length).toBeGreaterThan(40);
  });
});

describe.each(PAGES.map(({ id }) => id))("the national report of %s alone", (id) => {
  const db = warehouseOf(() => readingsOf(id));

  it("prints, and says in words what it lacks", async () => {
    const text = textOf(await htmlOf(await national.build(db(), "national", EDITION)));
    expect(text).toMatch(/No source loaded /u);
    expect(text).not.toMatch(/undefined|null|NaN|\[object/u);
  });
});
