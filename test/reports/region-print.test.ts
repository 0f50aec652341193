import { load as parseHtml } from "cheerio";
import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIGURATION } from "../../pipeline/contracts/configuration.ts";
import { pageCount } from "../../pipeline/pdf/pages.ts";
import { readReferenceTables } from "../../pipeline/read-source.ts";
import { printHandout, type Handout } from "./handouts.ts";
import { readingsOf } from "./pages.ts";
import { type MadeRegion, manyRegions, newYork, releaseWith } from "./region-releases.ts";

const BOTH = ["29-2072", "29-9021"];

/** Names in the tables, in order, without the daggers. */
const namesOf = ({ html }: Handout): string[] => {
  const $ = parseHtml(html);
  return $("table.regions tbody th")
    .toArray()
    .map((cell) => $(cell).find("[data-figure]").text());
};

const handoutOf = (regions: readonly MadeRegion[], codes: readonly string[]): Promise<Handout> =>
  printHandout("NY", [...readingsOf(), releaseWith(regions, codes)]);

describe("the handout of New York on paper", () => {
  const readings = async () => [...readingsOf(), newYork(), ...(await readReferenceTables())];

  it.each(["letter", "a4"] as const)("is both sides of one sheet of %s", async (paper) => {
    const handout = await printHandout("NY", await readings(), { ...DEFAULT_CONFIGURATION, paper });
    expect(handout.inside.document.getPageCount()).toBe(2);
    expect(pageCount(handout.pdf)).toBe(2);
    expect(handout.inside.pages[0]).toContain("North Country");
    expect(handout.inside.pages[1]).toContain("How to qualify");
    expect(handout.inside.tags).toEqual(
      expect.arrayContaining([
        "H1",
        "TH",
        "TD",
        expect.stringMatching(/^Figure: Median wage, .* by region/u),
      ]),
    );
  });

  it("rests every figure on records, and tells of the bounds of the year by what they rest on", async () => {
    const { evidence } = await printHandout("NY", await readings());
    const ids = new Set(Object.keys(evidence.records));
    for (const { record_ids } of evidence.figures) for (const id of record_ids) expect(ids).toContain(id);
    const bounds = evidence.figures.find(({ label }) => label === "what bounds the year of the release");
    expect(bounds?.record_ids.some((id) => id.startsWith("ny-oews/"))).toBe(true);
    expect(bounds?.record_ids.some((id) => !id.startsWith("ny-oews/"))).toBe(true);
  });
});

describe("a handout by region", () => {
  it.each([1, 5, 12])("of %i has two sides, and every region under both codes", async (count) => {
    const regions = manyRegions(count);
    const handout = await handoutOf(regions, BOTH);
    expect(handout.inside.document.getPageCount()).toBe(2);
    const names = ["New York", ...regions.map(({ name }) => name)];
    expect(namesOf(handout)).toEqual([...names, ...names]);
  });

  it("of 60 has every region in its table, takes whole sheets, and says what its chart leaves out", async () => {
    const regions = manyRegions(60);
    const handout = await handoutOf(regions, BOTH.slice(0, 1));
    expect(handout.inside.document.getPageCount()).toBe(4);
    expect(namesOf(handout)).toEqual(["New York", ...regions.map(({ name }) => name)]);
    const $ = parseHtml(handout.html);
    expect($('svg[data-chart="state-regions"] .role-axis-label text').length).toBeLessThan(60);
    expect($("figcaption .measure").first().text()).toContain("of the 60 regions of the release");
  });

  it("prints without any other source, and says what it cannot say", async () => {
    const handout = await printHandout("NY", [releaseWith(manyRegions(3))]);
    const text = parseHtml(handout.html)("main").text();
    for (const said of [
      "no figure of this code loaded",
      "No national median of this code is loaded",
      "No source loaded lays out steps",
    ])
      expect(text).toContain(said);
    expect(handout.inside.document.getPageCount()).toBeLessThanOrEqual(2);
  });
});

describe("regions with names that are none of ours", () => {
  it("are printed as names, run nothing and leave the page whole", async () => {
    const names = [
      "<script>alert(1)</script>",
      `O'Brien "Quote" & Sons`,
      "<img src=x onerror=alert(1)>",
      "a\u202ebackwards",
      "Long name ".repeat(20).trim(),
      "X".repeat(200),
    ];
    const handout = await handoutOf(
      manyRegions(names.length).map((one, at) => ({ ...one, name: names[at] ?? "" })),
      BOTH.slice(0, 1),
    );
    const printed = ["New York", ...names.slice(0, 3), "a[U+202E]backwards", ...names.slice(4)];
    expect(namesOf(handout)).toEqual(printed);
    expect(parseHtml(handout.html)("main script, main img, main [onerror]")).toHaveLength(0);
    expect(
      handout.inside.fonts.every(({ name, embedded }) => embedded && name.startsWith("PublicSans")),
    ).toBe(true);
    expect(handout.inside.document.getPageCount()).toBe(2);
  });
});
