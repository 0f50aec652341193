import { load as parseHtml } from "cheerio";
import { describe, expect, it } from "vitest";
import type { OccupationAtHand } from "../../../pipeline/contracts/occupation.ts";
import type { SourceReading } from "../../../pipeline/contracts/reading.ts";
import type { FactTables } from "../../../pipeline/contracts/rows.ts";
import { FigureBook } from "../../../pipeline/reports/figure-book.ts";
import { FigureMaker } from "../../../pipeline/reports/figure-maker.ts";
import { national } from "../../../pipeline/reports/national.ts";
import type { Section } from "../../../pipeline/reports/report-definition.ts";
import { claims } from "../../../pipeline/reports/sections/claims.ts";
import type { ClaimList } from "../../../pipeline/reports/sections/claims-list.ts";
import type { PageAge } from "../../../pipeline/reports/sections/claims-pages.ts";
import type { Witness } from "../../../pipeline/reports/sections/claims-witnesses.ts";
import { readViews } from "../../../pipeline/reports/views.ts";
import { fact, projection, RELEASES, vintages } from "../../warehouse/official.ts";
import {
  cityRows,
  sampleOccupation,
  sampleReading,
  statedIn,
  undated,
  wage,
} from "../../warehouse/sample.ts";
import { loadedDatabase } from "../../warehouse/temporary.ts";
import { EDITION, htmlOf } from "../pages.ts";

type Wage = Partial<FactTables["wages"]>;

const of2072 = { occupation_code: "29-2072", occupation_title: "Medical Records Specialists" };

/** A page that gives these wages for the nation. */
function page(id: string, ...wages: readonly Wage[]): SourceReading {
  return sampleReading(
    id,
    wages.map((columns, at) => fact(`${id} ${at}`, wage(columns))),
  );
}

/** The three figures of a release of 2016 that pages repeat, dated as the page does. */
const of2016 = (dated: Wage = statedIn("2016-05")): Wage[] => [
  { ...dated, statistic: "median", annual_usd: 38_040 },
  { ...dated, statistic: "p10", annual_usd: 25_070 },
  { ...dated, statistic: "p90", annual_usd: 62_840 },
];

const official = sampleReading("official", [...vintages, ...RELEASES]);

interface Data {
  readonly pages: readonly PageAge[];
  readonly official: readonly PageAge[];
  readonly tally: Readonly<Record<string, { readonly text: string }>> | null;
  readonly oldest: {
    readonly names: readonly { readonly text: string }[];
    readonly has_more: boolean;
  } | null;
  readonly witnesses: readonly Witness[];
  readonly list: ClaimList;
}

async function sectionOf(
  pages: readonly SourceReading[],
  occupation: OccupationAtHand = sampleOccupation,
  releases: readonly SourceReading[] = [official],
): Promise<Section & { readonly data: Data }> {
  const views = await readViews(await loadedDatabase([...pages, ...releases], occupation));
  return claims(views, new FigureMaker(new FigureBook("national"))) as Section & { readonly data: Data };
}

const textsOf = (figures: readonly ({ readonly text: string } | null)[]) => figures.map((one) => one?.text);

/** The section as a page prints it, with no digit that nothing accounts for. */
async function printed(pages: readonly SourceReading[], releases: readonly SourceReading[] = [official]) {
  const db = await loadedDatabase([...pages, ...releases]);
  const $ = parseHtml(await htmlOf(await national.build(db, "national", EDITION)));
  const section = $("section[aria-labelledby=claims]");
  return {
    $: section,
    text: section.clone().find("svg").remove().end().text().replace(/\s+/gu, " "),
    select: (what: string) => section.find(what),
  };
}

describe("pages that repeat one release", () => {
  it("are one witness, with how many figures of each equal it, today's figure and the code of both", async () => {
    const { data } = await sectionOf([page("one", ...of2016()), page("two", ...of2016())]);
    expect(data.witnesses).toHaveLength(1);
    const [witness] = data.witnesses;
    expect(witness).toMatchObject({
      origin: { release: { text: "OEWS May 2016" }, code: { text: "29-2071" } },
      age: { text: "8" },
      value: { text: "$38,040" },
      today: { text: "$50,250" },
      today_origin: { release: { text: "OEWS May 2024" }, code: { text: "29-2072" } },
      former_code: { text: "29-2071" },
      change: null,
      direction: null,
    });
    expect(witness?.pages.map(({ matched, compared }) => [matched?.text, compared?.text])).toEqual([
      ["3", "3"],
      ["3", "3"],
    ]);
  });

  it("stand in the list once, but count for each page", async () => {
    const { data } = await sectionOf([page("one", ...of2016()), page("two", ...of2016())]);
    expect(data.tally).toMatchObject({
      pages: { text: "2" },
      figures: { text: "6" },
      out_of_date: { text: "6" },
    });
    expect(data.list.groups.map(({ publishers, lines }) => [publishers.length, lines.length])).toEqual([
      [2, 3],
    ]);
  });

  it("are all named where they are equally old", async () => {
    const three = ["one", "two", "three"].map((id) => page(id, ...of2016()));
    expect(textsOf((await sectionOf(three)).data.oldest?.names ?? [])).toHaveLength(3);
    const older = page("older", { ...statedIn("2006-05"), annual_usd: 28_030 });
    expect(textsOf((await sectionOf([...three, older])).data.oldest?.names ?? [])).toEqual([
      "Publisher of older",
    ]);
    const four = [...three, page("four", ...of2016())];
    expect((await sectionOf(four)).data.oldest).toMatchObject({ names: [{}], has_more: true });
  });
});

describe("today's figure", () => {
  it("is compared in percent only where the code is the same", async () => {
    const { data } = await sectionOf([
      page("old", ...of2016()),
      page("same", { ...of2072, ...statedIn("2023-05"), annual_usd: 48_780 }),
    ]);
    expect(data.witnesses.map(({ direction, change }) => [direction?.text, change?.text])).toEqual([
      [undefined, undefined],
      ["rose", "3%"],
    ]);
  });

  it("of one code is never set beside a claim of another", async () => {
    const of9021 = {
      occupation_code: "29-9021",
      occupation_title: "Health Information Technologists and Medical Registrars",
      ...statedIn("2024-05"),
    };
    const { data } = await sectionOf([
      page(
        "both",
        { ...of2072, ...statedIn("2024-05"), annual_usd: 50_250 },
        { ...of9021, annual_usd: 67_310 },
      ),
    ]);
    expect(
      data.list.groups.map(({ origin, lines }) => [
        origin?.code.text,
        lines.map(({ value, today }) => [value.text, today?.text]),
      ]),
    ).toEqual([
      ["29-2072", [["$50,250", "$50,250"]]],
      ["29-9021", [["$67,310", "$67,310"]]],
    ]);
  });

  it("of an hour has its cents", async () => {
    const { data } = await sectionOf([page("hours", { ...undated, annual_usd: null, hourly_usd: 24.16 })]);
    expect(data.list.groups[0]?.lines[0]?.value.text).toBe("$24.16");
  });
});

describe("the list of claims", () => {
  it("begins with what contradicts, then with the oldest", async () => {
    const { data } = await sectionOf([
      page("new", { ...of2072, ...statedIn("2024-05"), annual_usd: 50_250 }),
      page("old", ...of2016()),
      page("wrong", { ...of2072, ...statedIn("2024-05"), annual_usd: 61_000 }),
      page("older", { ...statedIn("2006-05"), annual_usd: 28_030 }),
    ]);
    expect(data.list.groups.map(({ verdict }) => verdict.text)).toEqual([
      "contradicts",
      "cannot be checked",
      "out of date",
      "matches",
    ]);
  });

  it("leaves first what matches and then its end to the screen where paper has no room", async () => {
    const older = (count: number): Wage[] =>
      Array.from({ length: count }, (_, at) => ({ ...statedIn(`${1950 + at}-05`), annual_usd: 20_000 + at }));
    const match = { ...of2072, ...statedIn("2024-05"), annual_usd: 50_250 };
    const some = await sectionOf([page("page", match, ...older(13))]);
    expect(some.data.list).toMatchObject({ hides_matches: true, hides_more: false, hides_industries: false });
    expect(some.data.list.groups.map(({ is_more }) => is_more)).toEqual([
      ...Array<boolean>(13).fill(false),
      true,
    ]);
    const many = await sectionOf([page("page", match, ...older(40))]);
    expect(many.data.list).toMatchObject({ hides_matches: true, hides_more: true });
    const shown = many.data.list.groups.flatMap(({ lines }) => lines).filter(({ is_more }) => !is_more);
    expect(shown.length).toBeGreaterThan(10);
    expect(shown.length).toBeLessThan(16);
  });

  it("leaves to the screen what nothing can be held against of single industries", async () => {
    const industry = { ...statedIn("2006-05"), annual_usd: 30_000, industry: "Offices of physicians" };
    const { data } = await sectionOf([page("page", ...of2016(), industry)]);
    expect(data.list).toMatchObject({ hides_industries: true, hides_matches: false, hides_more: false });
    const lines = data.list.groups.flatMap((group) => group.lines);
    expect(lines.map(({ industry: named, is_more }) => [named === null, is_more])).toEqual([
      [false, true],
      ...Array<boolean[]>(lines.length - 1).fill([true, false]),
    ]);
  });

  it("has claims of the occupation at hand only", async () => {
    const other = { occupation_code: "13-1020", occupation_title: "Buyers", ...statedIn("2024-05") };
    const { data } = await sectionOf([page("page", { ...other, annual_usd: 75_650 }, ...of2016())]);
    expect(data.tally).toMatchObject({ figures: { text: "3" } });
    expect(data.list.groups).toHaveLength(1);
  });
});

describe("the chart of ages", () => {
  it("draws each page's times up to the newest release, and tells them in words", async () => {
    const { charts } = await sectionOf([
      page("old", ...of2016(), { ...statedIn("2006-05"), annual_usd: 28_030 }),
      page("new", { ...of2072, ...statedIn("2024-05"), annual_usd: 50_250 }),
    ]);
    expect(charts[0]?.alt).toContain(
      "Publisher of old: May 2006, 18 years before it and May 2016, 8 years before it",
    );
    expect(charts[0]?.alt).toContain("Publisher of new: May 2024, the newest");
    const spans = charts[0]?.rows.filter(({ kind }) => kind === "span") ?? [];
    expect(spans.map(({ from, to }) => [from, to])).toEqual([
      [2006, 2024],
      [2024, 2024],
    ]);
  });

  it("has the years that an undated table of cities can be of", async () => {
    const cities = sampleReading("cities", [
      fact("c", ...cityRows("AL", "Birmingham", { typical: 36_000, low: 28_000, high: 56_000 }, 1270, 0.24)),
    ]);
    const { data, charts } = await sectionOf([page("old", ...of2016()), cities]);
    const table = data.pages.find(({ source_id }) => source_id === "cities")?.undated_cities;
    expect(table?.cities.text).toBe("1");
    expect(charts[0]?.alt).toContain("an undated table of 1 cities");
  });

  it("is left out where no release is loaded", async () => {
    const { data, charts } = await sectionOf([page("old", ...of2016())], sampleOccupation, []);
    expect(charts).toEqual([]);
    expect(data.tally).toMatchObject({ figures: { text: "3" }, unchecked: { text: "3" } });
    expect(data.witnesses).toMatchObject([{ origin: null, today: null, age: null }]);
  });
});

describe("a page by the publisher of the releases", () => {
  const handbook = { ...page("handbook", { ...of2072, ...statedIn("2024-05"), annual_usd: 50_250 }) };
  const own = { ...handbook, source: { ...handbook.source, publisher: official.source.publisher } };

  it("is not counted, and listed only where it is wrong or out of date", async () => {
    const { data } = await sectionOf([own]);
    expect(data).toMatchObject({ pages: [], tally: null, official: [{ matches: { text: "1" } }] });
    expect(data.list.groups).toEqual([]);
    const wrong = page("handbook", { ...of2072, ...statedIn("2024-05"), annual_usd: 61_000 });
    const trap = { ...wrong, source: { ...wrong.source, publisher: official.source.publisher } };
    expect((await sectionOf([trap])).data.list.groups.map(({ verdict }) => verdict.text)).toEqual([
      "contradicts",
    ]);
  });

  it("is told of in a sentence where there is no other", async () => {
    const { text } = await printed([own]);
    expect(text).toContain("No career page read here gives figures");
    expect(text).toContain("of its 1 figure for the whole nation 1 matches the newest release");
  });
});

describe("the section on a page", () => {
  it("says in its title what was found", async () => {
    const { text, select } = await printed([page("one", ...of2016()), page("two", ...of2016())]);
    expect(text).toContain(
      "Of 6 figures for the whole nation on 2 career pages, 0 match the newest official release, 6 are out of date, and 0 cannot be checked.",
    );
    expect(text).toContain("The oldest, on Publisher of one and Publisher of two, are 8 years behind it.");
    expect(text).toContain("The code changed from 29-2071 to 29-2072 in between");
    expect(select("table caption").length).toBe(select("table").length);
    expect(select("thead th:not([scope=col]), tbody th:not([scope=row])").length).toBe(0);
  });

  it("says what contradicts, and tells of one in the singular", async () => {
    const { text } = await printed([page("one", { ...of2072, ...statedIn("2024-05"), annual_usd: 61_000 })]);
    expect(text).toContain("Of 1 figure for the whole nation on 1 career page,");
    expect(text).toContain("1 contradicts the release of its own time");
  });

  it("stands without releases", async () => {
    const { text } = await printed([page("one", ...of2016())], []);
    expect(text).toContain("and 3 cannot be checked.");
    expect(text).not.toMatch(/years? behind/u);
  });

  it("prints hostile names as text", async () => {
    const hostile = page("one", ...of2016(), {
      ...statedIn("2006-05"),
      annual_usd: 28_030,
      industry: "<script>alert(1)</script> {{ 9 }} 'x'; drop table wages",
    });
    const named = "<img src=x onerror=alert(2)>";
    const reading = { ...hostile, source: { ...hostile.source, publisher: named, short_name: named } };
    const { text, select } = await printed([reading]);
    expect(select("script, img").length).toBe(0);
    expect(text).toContain("<img src=x onerror=alert(2)>");
    expect(text).toContain("<script>alert(1)</script> {{ 9 }} 'x'; drop table wages");
  });

  it("is not there where no page speaks of the nation", async () => {
    const { $ } = await printed([sampleReading("silent", [fact("p", projection("2016/2026", {}))])]);
    expect($.length).toBe(0);
  });
});
