import { load as parseHtml } from "cheerio";
import { describe, expect, it } from "vitest";
import type { SourceReading } from "../../pipeline/contracts/reading.ts";
import { contentsPage } from "../../pipeline/reports/contents.ts";
import { national } from "../../pipeline/reports/national.ts";
import { region } from "../../pipeline/reports/region.ts";
import { state } from "../../pipeline/reports/state.ts";
import { EDITION, htmlOf, readingsOf, textOf, warehouseOf } from "./pages.ts";
import { cityIn, metroRelease, newYork, releaseWith } from "./region-releases.ts";

/** The lines of a handout by region, from a warehouse that is there when the tests run. */
function handoutsOf(...readings: readonly SourceReading[]) {
  const db = warehouseOf(() => readings);
  const page = (code: string) => region.build(db(), `states/${code}`, EDITION);
  return { db, page, text: async (code: string) => textOf(await htmlOf(await page(code))) };
}

describe("the handout of New York", () => {
  const { db, page, text } = handoutsOf(...readingsOf(), newYork());

  it("is the only one: no other state has regions in a release", async () => {
    expect(await region.pages(db())).toEqual(["states/NY"]);
    expect(await state.pages(db())).not.toContain("states/NY");
  });

  it("has the whole state first, every region with jobs, wages and what is missing, for both codes", async () => {
    const lines = (await text("NY")).split("\n");
    for (const line of [
      "New York | $51,289 | $39,360 | $66,614 | $57,529 | 9,130",
      "North Country | $49,300 | $38,186 | $58,527 | $51,747 | not stated",
      "Mohawk Valley † | $48,607 | $31,046 | $70,035 | $57,039 | 60",
      "Central New York | $80,529 | $46,818 | $94,349 | $78,506 | not stated",
    ])
      expect(lines.map((one) => one.replaceAll("\u00a0", " "))).toContain(line);
    expect(lines.filter((line) => line.startsWith("Finger Lakes | "))).toEqual([
      "Finger Lakes | $50,467 | $38,150 | $61,496 | $53,714 | 520",
      "Finger Lakes | –not given | –not given | –not given | –not given | –not given",
    ]);
  });

  it("flags regions with fewer than 100 jobs, and only these", async () => {
    const flagged = (await text("NY")).split("\n").filter((line) => /†.* \| /u.test(line));
    expect(flagged.map((line) => Number(line.split(" | ").at(-1)))).toEqual([90, 60]);
  });

  it("draws the newest national median of the same code, and says that the release is undated and what bounds it", async () => {
    const [chart] = (await page("NY")).charts;
    expect(chart?.params).toMatchObject({ nation_median: 50_250, nation_median_text: "$50,250" });
    const said = (await text("NY")).replace(/\s+/gu, " ");
    expect(said).toContain(
      "The state’s release is undated: it has 29-2072 and 29-9021, which the survey uses since 2021",
    );
    expect(said).toContain("$67,310 median, 37,620 jobs");
  });

  it("says in its title what the data say", async () => {
    expect(await text("NY")).toContain(
      "The median in New York City, $56,270, is about a fifth more than that in Southern Tier, $46,168",
    );
  });

  it("stands in the contents with the number of its regions, and its regions in their search", async () => {
    const pages = [await national.build(db(), "national", EDITION), await page("NY")];
    const contents = await contentsPage(db(), pages, { ...EDITION, since: null });
    expect(textOf(await htmlOf(contents))).toContain("New York | NY, PDF | 10 | undated");
    const found = contents.search?.find(({ name }) => name === "Southern Tier");
    expect(found).toMatchObject({ state: "New York", href: "states/NY.html" });
    expect(contents.search?.find(({ name }) => name === "New York")?.figure).not.toBeNull();
  });
});

describe("a release of metropolitan areas", () => {
  const { page, text, db } = handoutsOf(
    ...readingsOf("wgu"),
    metroRelease("TX", "Austin-Round Rock, TX", "Waco, TX"),
  );

  it("gives its state a handout with tenths, the nation of the same month and no word of a whole state", async () => {
    expect(await region.pages(db())).toEqual(["states/TX"]);
    const said = await text("TX");
    expect(said).toContain("Austin-Round Rock, TX | $49,500 | $36,000 | $78,000 | $52,000 | not released");
    expect(said).toContain("no figure of the whole state in the release");
    expect(said).not.toContain("xperienced");
    expect(said).not.toContain("undated;");
    expect((await page("TX")).charts[0]?.params).toMatchObject({ nation_median: 50_250 });
  });
});

describe("a release with one metropolitan area of a state", () => {
  const { db } = handoutsOf(...readingsOf("wgu"), metroRelease("TX", "Austin-Round Rock, TX"));

  it("gives no handout: it says nothing of how the state's areas differ", async () => {
    expect(await region.pages(db())).toEqual([]);
  });
});

describe("a state with regions and with cities of a page", () => {
  const { db, page } = handoutsOf(
    releaseWith([{ name: "Capital Region", jobs: 720, wages: [53_492, 49_350, 39_462, 60_507] }]),
    cityIn("NY"),
  );

  it("keeps its handout by city", async () => {
    expect(await region.pages(db())).toEqual([]);
    expect(await state.pages(db())).toEqual(["states/NY"]);
    await expect(page("NY")).rejects.toThrow('no handout by region for "NY"');
  });
});

describe("a state with regions of its own and metropolitan areas", () => {
  const own = releaseWith([{ name: "Capital Region", jobs: 720, wages: [53_492, 49_350, 39_462, 60_507] }]);
  const { text } = handoutsOf(own, metroRelease("NY", "Albany-Schenectady-Troy, NY", "Ithaca, NY"));

  it("prints its own regions", async () => {
    const said = await text("NY");
    expect(said).toContain("Capital Region | $49,350");
    expect(said).not.toContain("Schenectady");
  });
});

describe("regions whose wages are all missing", () => {
  const blank = [null, null, null, null];
  const { page, text } = handoutsOf(
    releaseWith(
      ["Capital Region", "Long Island"].map((name, at) => ({ name, jobs: 500 - at, wages: blank })),
    ),
  );

  it("are in the table with their jobs; nothing is drawn and nothing is compared", async () => {
    expect((await page("NY")).charts).toEqual([]);
    const html = await htmlOf(await page("NY"));
    const $ = parseHtml(html);
    expect($(".finding").first().text()).toBe("No median wage is stated for any region");
    expect($("table.regions td.missing")).toHaveLength(8);
    expect(await text("NY")).toContain(
      "Long Island | not stated | not stated | not stated | not stated | 499",
    );
  });
});
