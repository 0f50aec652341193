import { load as parseHtml } from "cheerio";
import { describe, expect, it } from "vitest";
import type { SourceReading } from "../../pipeline/contracts/reading.ts";
import type { About } from "../../pipeline/contracts/rows.ts";
import { national } from "../../pipeline/reports/national.ts";
import { employment, sampleReading, wage } from "../warehouse/sample.ts";
import { EDITION, htmlOf, readingsOf, textOf, warehouseOf } from "./pages.ts";

const RELEASE = "OEWS May 2024";
const HEADLINE = "29-2072";
const BESIDE = "29-9021";

const dated = {
  reference_period: "2024-05",
  reference_period_basis: "stated",
  reference_period_evidence: "the release says so",
} as const;

const of = (occupation_code: string): Pick<About, "occupation_code" | "occupation_title"> => ({
  occupation_code,
  occupation_title: `Release title of ${occupation_code}`,
});

/** A row of a release with its median, by sector where one is named. */
function released(code: string, annual_usd: number, sector: { name: string; code: string } | null = null) {
  const place = { release: RELEASE, industry: sector?.name ?? null, industry_code: sector?.code ?? null };
  const row = wage({ ...dated, ...of(code), ...place, statistic: "median", annual_usd });
  return {
    kind: "oews_row",
    raw_text: `${code} ${annual_usd} ${sector?.code ?? ""}`,
    outcome: {
      disposition: "loaded" as const,
      rows: [row, employment({ ...dated, ...of(code), ...place, measure: "jobs", value: annual_usd / 10 })],
    },
  };
}

/** Growth that a page states of a code. */
function growth(code: string, change_pct: number) {
  const row = {
    ...of(code),
    reference_period: "2024/2034",
    reference_period_basis: "stated" as const,
    reference_period_evidence: "the page says so",
    release: null,
    occupation_group: null,
    base_year: 2024,
    target_year: 2034,
    base_jobs: null,
    target_jobs: null,
    change_jobs: null,
    change_pct,
    openings_per_year: null,
    openings_growth_per_year: null,
    openings_exits_per_year: null,
    openings_transfers_per_year: null,
  };
  return {
    kind: "projection",
    raw_text: `${code} ${change_pct}%`,
    outcome: { disposition: "loaded" as const, rows: [{ table: "projections" as const, row }] },
  };
}

const tool = (technology: string, is_hot: boolean) => ({
  kind: "technology",
  raw_text: technology,
  outcome: {
    disposition: "loaded" as const,
    rows: [
      {
        table: "technologies" as const,
        row: { ...dated, ...of(HEADLINE), technology, category: "Software", category_code: "1", is_hot },
      },
    ],
  },
});

/** A reading of an official source on some terms. */
function official(reading: SourceReading, terms: "public domain" | "licence", title: string): SourceReading {
  return { ...reading, source: { ...reading.source, terms, title } };
}

const release = () =>
  official(
    sampleReading("survey", [
      released(HEADLINE, 50_250),
      released(BESIDE, 67_310),
      released(HEADLINE, 48_690, { name: "Health Care", code: "62" }),
      released(HEADLINE, 63_360, { name: "Finance", code: "52" }),
      released(HEADLINE, 61_000, { name: "Hospitals", code: "622000" }),
    ]),
    "public domain",
    "The survey",
  );

describe("two occupations in one report", () => {
  const db = warehouseOf(() => [
    release(),
    sampleReading("handbook", [growth(HEADLINE, 7), growth(BESIDE, 15)]),
  ]);
  const page = async () => parseHtml(await htmlOf(await national.build(db(), "national", EDITION)));

  it("are never mixed: the glance is of the first code, the other is named beside it", async () => {
    const $ = await page();
    const cards = $(".cards").text();
    expect(cards).toContain("$50,250");
    expect(cards).not.toContain("$67,310");
    expect(cards).not.toContain("15%");
    expect($(".cards ~ .note").first().text()).toMatch(/Title of 29-9021.*\$67,310/su);
  });

  it("do not disagree, since they are asked different questions", async () => {
    const $ = await page();
    expect($(".sides").text()).not.toContain("15%");
    expect($(".findings").text()).not.toContain("$67,310");
  });

  it("have strips of their own", async () => {
    const $ = await page();
    const heads = $(".strips tbody th")
      .toArray()
      .map((head) => $(head).text());
    expect(heads).toHaveLength(2);
    expect(heads[0]).toContain("Title of 29-2072");
    expect(heads[1]).toContain("Title of 29-9021");
  });

  it("show pay by sector, sectors only, with a table for the chart", async () => {
    const $ = await page();
    const rows = $(".sectors tbody tr")
      .toArray()
      .map((row) => $(row).find("th").text());
    expect(rows.sort()).toEqual(["Finance", "Health Care"]);
    expect($("svg[data-chart='sectors-a']").attr("aria-label")).toContain("Finance $63,360");
  });
});

describe("an occupation without pages", () => {
  const tools = () =>
    official(
      sampleReading("database", [tool("Plain tool", false), tool("Hot tool", true)]),
      "licence",
      "The Database, CC BY 4.0",
    );
  const db = warehouseOf(() => [release(), tools()]);

  it("has no part without data, and no sentence that says so", async () => {
    const $ = parseHtml(await htmlOf(await national.build(db(), "national", EDITION)));
    for (const id of ["cities", "employers", "organizations", "disagreements", "credentials"]) {
      expect($(`#${id}`), id).toHaveLength(0);
      expect($(`a[href="#${id}"]`), id).toHaveLength(0);
    }
    expect($(".none")).toHaveLength(0);
  });

  it("prints tools, hot ones first, with their license", async () => {
    const text = textOf(await htmlOf(await national.build(db(), "national", EDITION)));
    const tools = text.slice(text.indexOf("Tools and technology"));
    expect(tools).toMatch(/Hot tool, Plain tool/u);
    expect(tools).toContain("The Database, CC BY 4.0");
  });
});

describe("a hostile title", () => {
  const title = "<script>alert(1)</script> \u202Eevil\u202C \u200Fنص";
  const db = warehouseOf(() => readingsOf("wgu"));

  it("stands as text in the heading, with nothing that runs or turns the line around", async () => {
    await db().query("update report_subject set name = $1", [title]);
    const html = await htmlOf(await national.build(db(), "national", EDITION));
    const $ = parseHtml(html);
    expect($("script")).toHaveLength(0);
    expect($("h1").text()).toContain("<script>alert(1)</script>");
    expect($("h1").text()).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/u);
    expect($("title").text()).toBe("National market report: pay, jobs and ways in");
  });
});
