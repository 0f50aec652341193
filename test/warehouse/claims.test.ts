import { describe, expect, it } from "vitest";
import type { FactRow, FactTables } from "../../pipeline/contracts/rows.ts";
import { fact, oews, projection, PROJECTIONS, RELEASES, titleOf, vintages } from "./official.ts";
import { employment, sampleReading, type SampleFact, statedIn, undated, wage } from "./sample.ts";
import { loadedDatabase } from "./temporary.ts";

interface Claim {
  readonly claim_id: string;
  readonly source_id: string;
  readonly verdict: string;
  readonly verdict_reason: string;
  readonly origin: string | null;
  readonly witness_key: string;
  readonly is_comparable: boolean;
  readonly today_value: number | null;
}

/** Claims of pages with these rows, page by page, by the name of their measure. */
async function judged(
  pages: readonly (readonly FactRow[])[],
  official: readonly SampleFact[] = [...vintages, ...RELEASES, ...PROJECTIONS],
): Promise<ReadonlyMap<string, Claim>[]> {
  const of = { occupation_code: null, occupation_title: "Health information technicians" };
  const readings = pages.map((rows, at) => sampleReading(`page${at}`, [fact(`page ${at}`, ...rows)], of));
  const db = await loadedDatabase([...readings, sampleReading("releases", official)]);
  const claims = await db.query<Claim>("select * from claims order by claim_id");
  return readings.map(({ source: { id } }) => {
    const own = claims.filter(({ source_id }) => source_id === id);
    return new Map(own.map((claim) => [claim.claim_id.replace(`${id}/fact/0000/`, ""), claim]));
  });
}

/** A wage of a page: the median of 29-2071, undated, unless overridden. */
const printed = (annual_usd: number, columns: Partial<FactTables["wages"]> = {}): FactRow =>
  wage({ ...undated, annual_usd, ...columns });

/** Claims of pages with one median each. */
async function medians(
  pages: readonly (readonly [annual_usd: number, columns: Partial<FactTables["wages"]>])[],
  official?: readonly SampleFact[],
): Promise<(Claim | undefined)[]> {
  const claims = await judged(
    pages.map(([usd, columns]) => [printed(usd, columns)]),
    official,
  );
  return claims.map((page) => page.get("median"));
}

const uncoded = { occupation_code: null, occupation_title: "Health information technicians" };
const of2072 = { occupation_code: "29-2072", occupation_title: titleOf("29-2072") };

describe("claims", () => {
  it("match where they equal the newest official figure of their time", async () => {
    expect(await medians([[50_250, { ...of2072, ...statedIn("2024") }]])).toMatchObject([
      {
        verdict: "matches",
        origin: "OEWS May 2024, 29-2072",
        witness_key: "OEWS May 2024, 29-2072",
        is_comparable: true,
        today_value: 50_250,
        age_at_newest_release_years: 0,
      },
    ]);
  });

  it("are out of date where they equal an older one, with today's figure, in percent only within a series", async () => {
    const series = "OEWS/29-2072/SOC 2018/nation/all industries";
    expect(
      await medians([
        [38_040, statedIn("2016-05")],
        [48_780, { ...of2072, ...statedIn("2023-05") }],
      ]),
    ).toMatchObject([
      {
        verdict: "out of date",
        origin: "OEWS May 2016, 29-2071",
        is_comparable: false,
        today_value: 50_250,
        today_release: "OEWS May 2024",
        today_occupation_code: "29-2072",
        age_at_newest_release_years: 8,
      },
      { verdict: "out of date", is_comparable: true, origin_series_key: series, today_series_key: series },
    ]);
  });

  it("that call a figure of 2019 that of 2020 contradict, and tell of the wider group, whatever their code", async () => {
    const may2020 = statedIn("2020-05");
    const claims = await medians([
      [42_630, { ...uncoded, ...may2020 }],
      [42_630, may2020],
      [42_630, { ...of2072, ...may2020 }],
    ]);
    expect(claims).toMatchObject(
      claims.map(() => ({
        verdict: "contradicts",
        origin: "OEWS May 2019, 29-2098",
        is_of_wider_group: true,
        is_comparable: false,
        verdict_reason: expect.stringContaining("wider group") as string,
      })),
    );
  });

  it("contradict where the wage of 2017 beside jobs of 2016 is said to be of 2016", async () => {
    expect(
      await medians([
        [39_180, statedIn("2016")],
        [39_180, statedIn("2017")],
      ]),
    ).toMatchObject([
      { verdict: "contradicts", origin: "OEWS May 2017, 29-2071" },
      { verdict: "out of date", origin: "OEWS May 2017, 29-2071" },
    ]);
  });

  it("that are of another time of the same series contradict, and are not compared in percent either", async () => {
    expect(await medians([[50_250, { ...of2072, ...statedIn("2023-05") }]])).toMatchObject([
      { verdict: "contradicts", origin: "OEWS May 2024, 29-2072", is_comparable: false },
    ]);
  });

  it("have no origin where two releases have the figure", async () => {
    const again = oews(2018, "29-2071", { median: 39_180 });
    const others = RELEASES.filter(({ raw_text }) => !raw_text.startsWith("2018 29"));
    expect(
      await medians(
        [
          [39_180, {}],
          [39_180, statedIn("2016-05")],
          [39_180, statedIn("2017-05")],
        ],
        [...vintages, ...others, again],
      ),
    ).toMatchObject([
      { verdict: "cannot be checked", origin: null },
      { verdict: "contradicts", origin: null },
      { verdict: "out of date", origin: "OEWS May 2017, 29-2071" },
    ]);
  });

  it("take a wage of the projections for what it is where the release that it repeats is not loaded", async () => {
    const releases = RELEASES.filter(({ raw_text }) => !raw_text.startsWith("2017"));
    const claims = await medians(
      [
        [39_180, statedIn("2016")],
        [39_180, statedIn("2017")],
      ],
      [...vintages, ...releases, ...PROJECTIONS],
    );
    const origin = "Employment Projections 2016–26, 29-2071";
    expect(claims).toMatchObject([
      { verdict: "contradicts", origin },
      { verdict: "out of date", origin, today_value: 50_250, is_comparable: false },
    ]);
  });

  it("have one origin where a release has an occupation twice", async () => {
    const of = { occupation_code: "13-1020", occupation_title: titleOf("13-1020") };
    expect(
      await medians([
        [34_160, statedIn("2012-05")],
        [34_160, {}],
        [75_650, { ...of, ...statedIn("2024") }],
      ]),
    ).toMatchObject([
      { origin: "OEWS May 2012, 29-2071" },
      { origin: "OEWS May 2012, 29-2071" },
      { origin: "OEWS May 2024, 13-1020" },
    ]);
  });

  it("are held to what they are rounded to", async () => {
    const claims = await medians(
      [38_000, 38_500, 38_050, 39_000].map((usd) => [usd, statedIn("2016-05")] as const),
    );
    expect(claims.map((claim) => claim?.verdict)).toEqual([
      "out of date",
      "contradicts",
      "contradicts",
      "contradicts",
    ]);
  });

  it("cannot be checked where no release of their time is loaded, and still have today's figure", async () => {
    expect(await medians([[28_030, statedIn("2006-05")]])).toMatchObject([
      {
        verdict: "cannot be checked",
        verdict_reason: "no official release of that time is loaded",
        origin: null,
        witness_key: "page0",
        today_value: 50_250,
        is_comparable: false,
        age_at_newest_release_years: 18,
      },
    ]);
    expect(await medians([[28_030, statedIn("2006-05")]], [])).toMatchObject([
      { verdict: "cannot be checked", today_value: null, age_at_newest_release_years: null },
    ]);
  });

  it("without a date are judged by what they equal, and where they are rounded only by today's", async () => {
    expect(
      await medians([
        [38_040, {}],
        [38_000, {}],
        [50_000, of2072],
        [67_310, of2072],
      ]),
    ).toMatchObject([
      { verdict: "out of date", origin: "OEWS May 2016, 29-2071" },
      { verdict: "cannot be checked", origin: null },
      { verdict: "matches", origin: "OEWS May 2024, 29-2072" },
      { verdict: "cannot be checked", origin: null },
    ]);
  });

  it("never contradict by a code that nothing proves, or that the survey did not have", async () => {
    expect(
      await medians([
        [60_000, { ...uncoded, ...statedIn("2024") }],
        [60_000, { ...of2072, ...statedIn("2024") }],
        [67_310, { ...of2072, ...statedIn("2024") }],
        [60_000, { ...of2072, ...statedIn("2020-05") }],
      ]),
    ).toMatchObject([
      { verdict: "cannot be checked" },
      { verdict: "contradicts", origin: null },
      { verdict: "contradicts", origin: "OEWS May 2024, 29-9021" },
      { verdict: "cannot be checked" },
    ]);
  });

  it("of a typical wage or a range are set against the percentiles, and do not contradict them", async () => {
    const [claims] = await judged([
      (
        [
          ["typical", 38_040],
          ["range_low", 25_070],
          ["range_high", 60_000],
        ] as const
      ).map(([statistic, usd]) => printed(usd, { statistic, ...statedIn("2016-05") })),
    ]);
    expect(claims?.get("typical")).toMatchObject({
      verdict: "out of date",
      matched_figures: 2,
      compared_figures: 3,
    });
    expect(claims?.get("range_low")).toMatchObject({ verdict: "out of date", official_measure: "p10" });
    expect(claims?.get("range_high")).toMatchObject({ verdict: "cannot be checked", origin: null });
  });

  it("say how many figures of the page equal the release", async () => {
    const may2016 = statedIn("2016-05");
    const [claims] = await judged([
      [
        printed(38_040, may2016),
        printed(38_040, { statistic: "typical", ...may2016 }),
        printed(25_070, { statistic: "p10", ...may2016 }),
        printed(62_840, { statistic: "p90", ...may2016 }),
        employment({ ...statedIn("2016"), value: 206_300 }),
      ],
    ]);
    for (const measure of ["median", "typical", "p10", "p90"]) {
      expect(claims?.get(measure)).toMatchObject({
        origin: "OEWS May 2016, 29-2071",
        matched_figures: 3,
        compared_figures: 3,
      });
    }
    expect(claims?.get("jobs")).toMatchObject({
      origin: "Employment Projections 2016–26, 29-2071",
      matched_figures: 1,
      compared_figures: 1,
    });
  });

  it("of jobs, growth and openings are held against survey and projections", async () => {
    const figures = { ...of2072, ...statedIn("2024/2034"), change_pct: 7, openings_per_year: 14_200 };
    const [page, survey] = await judged([
      [
        employment({ ...of2072, ...statedIn("2024"), value: 194_800 }),
        projection("2024/2034", { ...figures, target_jobs: 208_700 }),
      ],
      [employment({ ...of2072, ...statedIn("2024-05"), value: 187_910 })],
    ]);
    const origin = "Employment Projections 2024–34, 29-2072";
    expect(page?.get("jobs")).toMatchObject({ verdict: "matches", origin });
    expect(page?.get("change_pct")).toMatchObject({ verdict: "matches", origin, origin_value: 7.1 });
    expect(page?.get("openings_per_year")).toMatchObject({ verdict: "matches", unit: "jobs" });
    expect(page?.get("target_jobs")).toMatchObject({ verdict: "contradicts", today_value: 208_600 });
    expect(survey?.get("jobs")).toMatchObject({ verdict: "matches", origin: "OEWS May 2024, 29-2072" });
  });

  it("by industry are checked where the industry has the same title", async () => {
    const may2024 = { ...of2072, ...statedIn("2024-05") };
    expect(
      await medians([
        [49_970, { ...may2024, industry: "Professional, scientific, and technical services" }],
        [56_520, { ...may2024, industry: "Hospitals; state, local, and private" }],
      ]),
    ).toMatchObject([
      { verdict: "matches" },
      {
        verdict: "cannot be checked",
        verdict_reason: "no official figure of this industry and time is loaded",
      },
    ]);
  });

  it("take a code from a single occupation with the very title, never from a group", async () => {
    const group = { occupation_group: "minor", occupation_title: "Top Executives" } as const;
    const of = (occupation_title: string) => ({
      occupation_code: null,
      occupation_title,
      ...statedIn("2024"),
    });
    expect(
      await medians(
        [
          [50_250, of("MEDICAL RECORDS SPECIALISTS")],
          [105_350, of("Top Executives")],
        ],
        [...vintages, ...RELEASES, oews(2024, "11-1000", { median: 104_990 }, group)],
      ),
    ).toMatchObject([
      { verdict: "matches", occupation_code: "29-2072" },
      {
        verdict: "cannot be checked",
        verdict_reason: "nothing proves which occupation it speaks of",
      },
    ]);
  });

  it("take today's figure from the newest release only", async () => {
    const of = { occupation_code: "15-1150", occupation_title: titleOf("15-1150"), ...statedIn("2018") };
    expect(
      await medians([[53_470, of]], [...RELEASES, oews(2018, "15-1150", { median: 53_470 })]),
    ).toMatchObject([{ verdict: "out of date", today_value: null, is_comparable: false }]);
  });

  it("are held against the project's own table where releases are not loaded", async () => {
    const row: FactTables["reference_series"] = {
      ...statedIn("2016-05"),
      release: "OEWS May 2016",
      occupation_code: "29-2071",
      occupation_title: titleOf("29-2071"),
      jobs: 200_140,
      mean_annual_usd: 41_460,
      p10_annual_usd: 25_070,
      p25_annual_usd: 29_940,
      median_annual_usd: 38_040,
      p75_annual_usd: 49_770,
      p90_annual_usd: 62_840,
      all_occupations_jobs: 140_400_040,
    };
    expect(
      await medians(
        [[38_040, statedIn("2016-05")]],
        [...vintages, fact("line", { table: "reference_series", row })],
      ),
    ).toMatchObject([{ verdict: "matches", origin_record_id: "releases/fact/0004" }]);
  });
});
