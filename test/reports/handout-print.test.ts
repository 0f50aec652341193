import { load as parseHtml } from "cheerio";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { describe, expect, it } from "vitest";
import { type Configuration, DEFAULT_CONFIGURATION } from "../../pipeline/contracts/configuration.ts";
import { pageCount } from "../../pipeline/pdf/pages.ts";
import { pngOf } from "../lib/images.ts";
import { citiesOf, manyCities, printHandout, type Handout, type MadeCity } from "./handouts.ts";
import { type PageId } from "../sources/page-facts.ts";
import { readingsOf } from "./pages.ts";

const OTHERS: readonly PageId[] = ["wgu", "collegegrad", "careersinhealthcare", "allhealthcare"];

const others = readingsOf(...OTHERS);

/** The handout of a state with these cities, beside the pages that list none. */
const handoutOf = (cities: readonly MadeCity[], configuration = DEFAULT_CONFIGURATION): Promise<Handout> =>
  printHandout("TX", [...others, citiesOf("TX", cities)], configuration);

const city = (name: string, more: Partial<MadeCity> = {}): MadeCity => ({
  name,
  salary: { typical: 40_000, low: 30_000, high: 60_000 },
  jobs: 200,
  ...more,
});

/** Names in the table, in order, without the dagger. */
const namesOf = ({ html }: Handout): string[] => {
  const $ = parseHtml(html);
  return $("table.cities tbody th")
    .toArray()
    .map((cell) => $(cell).find("[data-figure]").text());
};

/** Height in points of the letters of the first piece of text that begins so, on any page. */
async function heightOf(pdf: Uint8Array, beginning: string): Promise<number | undefined> {
  const task = getDocument({ data: Uint8Array.from(pdf), verbosity: 0, isEvalSupported: false });
  const document = await task.promise;
  try {
    for (let number = 1; number <= document.numPages; number += 1) {
      const { items } = await (await document.getPage(number)).getTextContent();
      const found = items.find((item) => "str" in item && item.str.startsWith(beginning));
      if (found !== undefined && "height" in found) return found.height;
    }
    return undefined;
  } finally {
    await task.destroy();
  }
}

const words = (text: string): string => text.replace(/\s+/gu, " ");

describe("a handout on paper", () => {
  it.each([1, 2, 14, 20, 28])("of %i cities has two sides, and every row", async (count) => {
    const cities = manyCities(count);
    const handout = await handoutOf(cities);
    expect(handout.inside.document.getPageCount()).toBe(2);
    expect(pageCount(handout.pdf)).toBe(2);
    expect(namesOf(handout)).toEqual(cities.map(({ name }) => name));
  });

  it.each([
    [60, 4],
    [200, 6],
  ])(
    "of %i cities has %i sides; the table has every row and the chart says what it leaves out",
    async (count, sides) => {
      const cities = manyCities(count);
      const handout = await handoutOf(cities);
      expect(handout.inside.document.getPageCount()).toBe(sides);
      expect(namesOf(handout)).toEqual(cities.map(({ name }) => name));
      const $ = parseHtml(handout.html);
      expect($('svg[data-chart="state-cities"] .role-axis-label text').length).toBeLessThan(60);
      expect(words($("figcaption .measure").first().text())).toContain(
        `with the most jobs of the ${count} listed`,
      );
    },
  );

  it("is the same bytes each time, also where it took several attempts", async () => {
    // Estimated by their number, eight cities fit the front; names of many lines do not.
    const long = manyCities(8).map((one) => ({
      ...one,
      name: `${one.name} ${"and more ".repeat(20)}`.trim(),
    }));
    const [one, two] = [await handoutOf(long), await handoutOf(long)];
    expect(parseHtml(one.html)(".new-page")).toHaveLength(0);
    expect(one.inside.document.getPageCount()).toBe(2);
    expect(Buffer.compare(one.pdf, two.pdf)).toBe(0);
  });

  it("has two sides on A4 and beside the longest of offices", async () => {
    const office = {
      name: "N".repeat(80),
      lines: Array.from({ length: 4 }, (_, i) => `${i} ${"wide line of words ".repeat(6)}`.slice(0, 100)),
      url: `https://careers.example/${"a".repeat(70)}`,
      logo: {
        src: `data:image/png;base64,${pngOf(300, 120).toString("base64")}`,
        alt: "N".repeat(80),
        width: 143,
        height: 57,
      },
    };
    for (const paper of ["letter", "a4"] as const) {
      const configuration: Configuration = { ...DEFAULT_CONFIGURATION, office, paper };
      const handout = await handoutOf(manyCities(22), configuration);
      expect(handout.inside.document.getPageCount()).toBe(2);
      expect(handout.evidence.constants).toMatchObject({ office_line_4: office.lines[3] });
      expect(handout.inside.tags).toContain(`Figure: ${office.name}`);
    }
  });
});

describe("what is missing", () => {
  it("all salaries: said in the finding and in each row, and no national line is drawn", async () => {
    const handout = await handoutOf(manyCities(9).map((one) => ({ ...one, salary: null })));
    const $ = parseHtml(handout.html);
    expect($(".finding").first().text()).toBe("No typical salary is stated for any city listed");
    expect($("table.cities tbody td.missing")).toHaveLength(27);
    expect($('svg[data-chart="state-cities"]').text()).not.toContain("U.S. median");
    expect(handout.inside.document.getPageCount()).toBe(2);
  });

  it("every other source: the page says what it cannot say, and holds no empty heading", async () => {
    const handout = await printHandout("TX", [citiesOf("TX", manyCities(5))]);
    const text = words(parseHtml(handout.html)("main").text());
    for (const said of [
      "no dated median loaded",
      "No dated national median is loaded",
      "No source loaded lays out steps",
      "No source loaded names one",
      "No source loaded names an organization",
    ])
      expect(text).toContain(said);
    expect(handout.inside.document.getPageCount()).toBeLessThanOrEqual(2);
  });
});

describe("names that are none of ours", () => {
  it("are printed as names, run nothing and leave the page whole", async () => {
    const names = [
      "<script>alert(1)</script>",
      `O'Brien "Quote" & Sons`,
      "<img src=x onerror=alert(1)>",
      "مدينة نيويورك",
      "Springfield 🚗 City",
      "a\u202ebackwards",
      "Long name ".repeat(20).trim(),
      "X".repeat(200),
    ];
    const handout = await handoutOf(names.map((name, i) => city(name, { jobs: 900 - 100 * i })));
    const printed = [
      ...names.slice(0, 3),
      "[U+0645 U+062F U+064A U+0646 U+0629] [U+0646 U+064A U+0648 U+064A U+0648 U+0631 U+0643]",
      "Springfield [U+1F697] City",
      "a[U+202E]backwards",
      ...names.slice(6),
    ];
    expect(namesOf(handout)).toEqual(printed);
    const $ = parseHtml(handout.html);
    expect($("main script, main img, main [onerror]")).toHaveLength(0);
    expect(
      handout.inside.fonts.every(({ name, embedded }) => embedded && name.startsWith("PublicSans")),
    ).toBe(true);
    expect(handout.inside.pages.join(" ")).toContain("<script>alert(1)</script>");
    const values = handout.evidence.figures.map(({ value }) => value);
    for (const name of [names[3], names[4]]) expect(values).toContain(name);
    expect(handout.inside.document.getPageCount()).toBe(2);
  });
});

describe("a name of one long word", () => {
  it("is broken, also in sentences, and leaves the letters of the page as large as they are", async () => {
    const salary = { typical: 70_000, low: 30_000, high: 90_000 };
    const handout = await handoutOf([city("X".repeat(200), { salary }), city("Austin")]);
    expect(words(parseHtml(handout.html)(".finding").first().text())).toContain(
      `in ${"X".repeat(200)}, $70,000`,
    );
    expect(await heightOf(handout.pdf, "Ask two employers")).toBeCloseTo(10, 1);
    // A column's head is no place to break a word; beside so long a name there is no room for the table.
    const plain = await handoutOf([city("Austin")]);
    expect(await heightOf(plain.pdf, "percentile")).toBeCloseTo(10, 1);
  });
});

describe("an office's own texts", () => {
  it("are printed as texts", async () => {
    const office = { name: "<script>alert(1)</script>", lines: ['"><b>1</b>'], url: null, logo: null };
    const { html, inside } = await handoutOf([city("Austin")], { ...DEFAULT_CONFIGURATION, office });
    const $ = parseHtml(html);
    expect(
      $(".office [data-constant]")
        .toArray()
        .map((one) => $(one).text()),
    ).toEqual([office.name, ...office.lines]);
    expect($("main script, main b")).toHaveLength(0);
    expect(inside.pages.join(" ")).toContain("<script>alert(1)</script>");
  });

  it("a logo that the browser cannot read fails the print", async () => {
    const logo = { src: "data:image/png;base64,AAAA", alt: "A", width: 10, height: 10 };
    const office = { name: "A", lines: [], url: null, logo };
    await expect(handoutOf([city("Austin")], { ...DEFAULT_CONFIGURATION, office })).rejects.toThrow(
      "cannot be decoded",
    );
  });
});
