import { describe, expect, it } from "vitest";
import { codeOfTitle, type NationalFigures, withReleases } from "../../pipeline/cleaning/reference.ts";
import type { SourceReading } from "../../pipeline/contracts/reading.ts";
import type { FactTables } from "../../pipeline/contracts/rows.ts";
import { sampleReading, statedIn, wage } from "../warehouse/sample.ts";

type WageColumns = Partial<FactTables["wages"]>;

/** National pay of a detailed occupation, as a record of a release has it. */
const DETAIL: WageColumns = {
  ...statedIn("2016-05"),
  release: "OEWS May 2016",
  occupation_group: "detailed",
  occupation_code: "29-2071",
  occupation_title: "Medical Records and Health Information Technicians",
};

/** A release whose one record has these wages. */
function releaseOf(...wages: readonly WageColumns[]): SourceReading {
  const rows = wages.map((columns) => wage({ ...DETAIL, ...columns }));
  return sampleReading("release", [
    { kind: "row", raw_text: "row", outcome: { disposition: "loaded", rows } },
  ]);
}

const own: NationalFigures = {
  release: "OEWS May 2016",
  reference_period: "2016-05",
  occupation_code: "29-2071",
  occupation_title: "The project's own title",
  mean_annual_usd: 1,
  p10_annual_usd: 2,
  p25_annual_usd: 3,
  median_annual_usd: 4,
  p75_annual_usd: 5,
  p90_annual_usd: 6,
};

const median = { statistic: "median", annual_usd: 38_040 } as const;

describe("withReleases", () => {
  it("puts an official row in the place of the project's own, with null for what it does not publish", () => {
    const mean = { statistic: "mean", annual_usd: 41_460 } as const;
    const top = { statistic: "p90", annual_usd: null, mark: "#" } as const;
    expect(withReleases({ releases: [own] }, [releaseOf(mean, median, top)]).releases).toEqual([
      {
        release: "OEWS May 2016",
        reference_period: "2016-05",
        occupation_code: "29-2071",
        occupation_title: "Medical Records and Health Information Technicians",
        mean_annual_usd: 41_460,
        p10_annual_usd: null,
        p25_annual_usd: null,
        median_annual_usd: 38_040,
        p75_annual_usd: null,
        p90_annual_usd: null,
      },
    ]);
  });

  it.each<[what: string, columns: WageColumns]>([
    ["of a broad group, which stands for a detailed one with other titles", { occupation_group: "broad" }],
    ["of which nobody says how wide the occupation is", { occupation_group: null }],
    ["of one industry", { industry: "Hospitals", industry_code: "622000" }],
    ["of a state", { area_type: "state", area_name: "California", state: "CA" }],
    ["without a code", { occupation_code: null }],
    ["without a period", { ...statedIn(null) }],
    ["of a page", { release: null }],
  ])("does not count a row %s", (_what, columns) => {
    const reading = releaseOf({ ...median, ...columns });
    expect(withReleases({ releases: [own] }, [reading]).releases).toEqual([own]);
  });

  it("does not count a record that was set aside", () => {
    const aside = sampleReading("release", [
      { kind: "row", raw_text: "row", outcome: { disposition: "quarantined", reason: "x" } },
    ]);
    expect(withReleases({ releases: [own] }, [aside]).releases).toEqual([own]);
  });

  it("keeps the project's own rows of other releases and codes, the newest first", () => {
    const other = { ...own, occupation_code: "29-2098" };
    const older = { ...own, release: "OEWS May 2015", reference_period: "2015-05" };
    const newer = { ...own, release: "OEWS May 2017", reference_period: "2017-05" };
    const { releases } = withReleases({ releases: [older, other, newer] }, [releaseOf(median)]);
    expect(releases.map(({ release, occupation_code }) => `${release} ${occupation_code}`)).toEqual([
      "OEWS May 2017 29-2071",
      "OEWS May 2016 29-2071",
      "OEWS May 2016 29-2098",
      "OEWS May 2015 29-2071",
    ]);
  });

  it("knows titles of the releases, the newest code of a title that two codes have had", () => {
    const title = "Pharmacy Technicians";
    const first = releaseOf({
      ...median,
      ...statedIn("2015-05"),
      release: "OEWS May 2015",
      occupation_code: "29-9999",
      occupation_title: title,
    });
    const second = releaseOf({ ...median, occupation_code: "29-2052", occupation_title: title });
    for (const readings of [
      [first, second],
      [second, first],
    ]) {
      const reference = withReleases({ releases: [own] }, readings);
      expect(codeOfTitle("pharmacy technicians", reference)).toBe("29-2052");
      expect(codeOfTitle("Pharmacists", reference)).toBeNull();
    }
  });
});
