import { load as parseHtml } from "cheerio";
import { describe, expect, it } from "vitest";
import { national } from "../../pipeline/reports/national.ts";
import { EDITION, htmlOf, readingsOf, textOf, warehouseOf } from "./pages.ts";
import { PAGES } from "../sources/page-facts.ts";

describe("the national report of the five pages", () => {
  const db = warehouseOf(() => readingsOf());

  it("numbers its figures the same way every time", async () => {
    const first = await national.build(db(), "national", EDITION);
    const again = await national.build(db(), "national", EDITION);
    expect(again.figures).toEqual(first.figures);
  });

  it("gives every figure a query that gives its value back", async () => {
    const { figures } = await national.build(db(), "national", EDITION);
    // A view that is asked hundreds of times is computed once: a temporary table of its name hides it.
    const views = await db().query<{ view_name: string }>(
      "select view_name from duckdb_views() where starts_with(view_name, 'report_')",
    );
    for (const { view_name } of views)
      await db().run(`create temp table ${view_name} as select * from main.${view_name}`);
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

/** Parts of the report in their order, by the id of their heading. */
const PARTS = [
  "summary",
  "work",
  "pay",
  "cities",
  "employers",
  "outlook",
  "qualifying",
  "credentials",
  "skills",
  "ladder",
  "organizations",
  "claims",
  "disagreements",
  "quality",
  "sources",
  "glossary",
  "check",
];

/** What a page must not hold, whatever is missing from it. */
function expectSensible(html: string): void {
  const $ = parseHtml(html);
  const text = textOf(html);
  expect(text).not.toMatch(/undefined|null|NaN|\[object/u);
  const dangling = /\(\s*[,;)]|[(,;:]\s*[.;)]|\s[,;.:)](?:\s|$)|[,;:]\s*$|\bby\s*[.;,]/u;
  const prose = $("h1, h2, h3, p, li, dt, dd, caption, th, td")
    .toArray()
    // A quotation may end as it pleases.
    .map((element) => $(element).clone().find(".quote, svg").replaceWith("…").end().text())
    .map((line) => line.replace(/\s+/gu, " ").trim());
  expect(prose.filter((line) => dangling.test(line))).toEqual([]);
  expect(prose.filter((line) => line === "")).toEqual([]);
  expect(
    $("ul, ol, dl, tbody")
      .toArray()
      .filter((list) => $(list).children().length === 0),
  ).toEqual([]);
  // A part without anything to say is neither on a page nor in the contents.
  const parts = $("section h2[id]")
    .toArray()
    .map(({ attribs }) => `#${attribs["id"] ?? ""}`);
  const contents = $(".contents a")
    .toArray()
    .map(({ attribs }) => attribs["href"] ?? "");
  expect([...contents].sort()).toEqual([...parts].sort());
  for (const heading of $("h2, h3").toArray()) {
    const next = $(heading).next();
    const isFollowed = next.length > 0 && (!next.is("h2") || $(heading).is("h1"));
    expect(isFollowed, $(heading).text()).toBe(true);
    if ($(heading).is("h3")) expect(next.is("h3"), $(heading).text()).toBe(false);
  }
}

describe("the parts of the national report", () => {
  const db = warehouseOf(() => readingsOf());
  const page = async () => parseHtml(await htmlOf(await national.build(db(), "national", EDITION)));

  it("stand in their order, and the cover leads to each of them", async () => {
    const $ = await page();
    const found = $("section > h2[id]")
      .toArray()
      .map(({ attribs }) => attribs["id"] ?? "");
    // The box on checking numbers stands on the cover, at the end of the contents.
    expect(found.filter((id) => PARTS.includes(id))).toEqual(["check", ...PARTS.slice(0, -1)]);
    const links = $(".contents a")
      .toArray()
      .map(({ attribs }) => attribs["href"]);
    expect(links).toEqual(PARTS.map((id) => `#${id}`));
    for (const link of $('a[href^="#"]').toArray()) expect($(link.attribs["href"] ?? "")).toHaveLength(1);
  });

  it("name the occupation as it is configured, and each code with its classification", async () => {
    const $ = await page();
    expect($("h1").text()).toBe("Health Information Technicians");
    expect($("title").text()).toBe("Health Information Technicians: pay, jobs and ways in");
    expect($(".names").text()).toContain("code 29-2072 of SOC 2018");
  });

  it("call a level that a source requires only as one of several just that", async () => {
    const $ = await page();
    const rows = $("#qualifying ~ table").first().find("tbody tr").toArray();
    const cells = (level: string): string[] => {
      const row = rows.find((one) => $(one).find("th").text() === level);
      return row === undefined
        ? []
        : $(row)
            .find("td")
            .toArray()
            .map((cell) => $(cell).text().trim());
    };
    // "Post-secondary Certificate or Associate’s Degree" is no need of both.
    for (const level of ["Postsecondary certificate", "Associate degree"])
      expect(cells(level)[0]).toBe("required (this or another level)");
    expect(cells("Postsecondary certificate")[1]).toBe("typical");
  });

  it("compare in the summary, with what each comparison rests on", async () => {
    const $ = await page();
    const findings = $(".summary .findings").text().replace(/\s+/gu, " ");
    expect(findings).toContain(
      "Oakland, CA, $47,790, is more than twice that in Valdosta, GA, a small group, $22,520",
    );
    expect(findings).toContain("26% above the $33,030");
    expect($(".summary .findings > li").length).toBeGreaterThanOrEqual(5);
    expect($(".summary .findings > li").length).toBeLessThanOrEqual(8);
    for (const item of $(".summary .findings > li").toArray())
      expect($(item).find(".says").length).toBeGreaterThan(0);
  });

  it("set only rungs on the ladder that sources name, each with its source", async () => {
    const $ = await page();
    const rungs = $(".ladder .rung")
      .toArray()
      .map((rung) => $(rung).text());
    expect(rungs).toEqual(["Start", "In the occupation", "With a credential", "In a specialty", "Beyond"]);
    for (const rung of $(".ladder > li").toArray()) expect($(rung).find(".says").length).toBeGreaterThan(0);
  });

  it("give each side of a disagreement its source and its publisher's interest", async () => {
    const $ = await page();
    const rows = $(".sides tbody tr").toArray();
    expect(rows.length).toBeGreaterThan(4);
    for (const row of rows) expect($(row).children().last().find(".fig").length).toBeGreaterThan(0);
    const named = $("section:has(#disagreements) > p").last().text();
    expect(named).toContain("WGU sells the degree it recommends");
  });

  it("read well with every source", async () => {
    expectSensible(await htmlOf(await national.build(db(), "national", EDITION)));
  });
});

describe("what a check found", () => {
  const db = warehouseOf(() => readingsOf("wgu"));

  it("is printed where it does not hold the report back, and only there", async () => {
    await db().run(
      `insert into checks values
        ('a', 'warn', 'A block of a page is read by no record.', 3), ('b', 'warn', 'Another one.', 0)`,
    );
    const text = textOf(await htmlOf(await national.build(db(), "national", EDITION)));
    expect(text).toContain("A block of a page is read by no record. Found: 3.");
    expect(text).not.toContain("Another one.");
  });
});

describe.each(PAGES.map(({ id }) => id))("the national report of %s alone", (id) => {
  const db = warehouseOf(() => readingsOf(id));

  it("prints what it has, and no empty part", async () => {
    expectSensible(await htmlOf(await national.build(db(), "national", EDITION)));
  });
});

describe.each(PAGES.map(({ id }) => id))("the national report without %s", (id) => {
  const db = warehouseOf(() => readingsOf(...PAGES.map((page) => page.id).filter((other) => other !== id)));

  it("prints a sensible page", async () => {
    expectSensible(await htmlOf(await national.build(db(), "national", EDITION)));
  });
});
