import { describe, expect, it } from "vitest";
import { occupationAtHand } from "../../pipeline/cleaning/occupation.ts";
import type { NationalFigures } from "../../pipeline/cleaning/reference.ts";
import { AlmanacError, EXIT } from "../../pipeline/contracts/errors.ts";
import type { OccupationProfile } from "../../pipeline/contracts/occupation.ts";
import type { SourceReading } from "../../pipeline/contracts/reading.ts";
import { sampleReading, statedIn, wage } from "../warehouse/sample.ts";

/** A source that calls a code so in a period. */
function naming(id: string, code: string, title: string, period: string | null): SourceReading {
  const row = wage({
    ...statedIn(period),
    occupation_code: code,
    occupation_title: title,
    annual_usd: 40_000,
  });
  return sampleReading(id, [
    { kind: "wage", raw_text: title, outcome: { disposition: "loaded", rows: [row] } },
  ]);
}

const own: NationalFigures = {
  release: "OEWS May 2024",
  reference_period: "2024-05",
  occupation_code: "29-2072",
  occupation_title: "Medical Records Specialists",
  mean_annual_usd: null,
  p10_annual_usd: null,
  p25_annual_usd: null,
  median_annual_usd: null,
  p75_annual_usd: null,
  p90_annual_usd: null,
};
const reference = { releases: [own] };

const profile = (...codes: readonly string[]): OccupationProfile => ({ name: null, codes, search_words: [] });

const of2016 = naming("old", "29-2052", "Pharmacy technicians", "2016-05");
const of2024 = naming("new", "29-2052", "Pharmacy Technicians", "2024-05");
const undatedPage = naming("page", "29-2052", "Pharmacy helper", null);

describe("occupationAtHand", () => {
  it.each([
    ["the newest first", [of2024, of2016, undatedPage]],
    ["the oldest first", [undatedPage, of2016, of2024]],
  ])("calls a code what the newest period calls it, %s", (_what, readings) => {
    expect(occupationAtHand(profile("29-2052"), readings, reference)).toEqual({
      name: "Pharmacy Technicians",
      codes: [{ occupation_code: "29-2052", occupation_title: "Pharmacy Technicians" }],
      search_words: ["pharmacy technician"],
    });
  });

  it("does not call a code by what a newer row leaves open", () => {
    const untitled = naming("database", "29-2052", "not stated", "2025-08");
    expect(occupationAtHand(profile("29-2052"), [untitled, of2024], reference).name).toBe(
      "Pharmacy Technicians",
    );
  });

  it("takes an undated title where there is no other", () => {
    expect(occupationAtHand(profile("29-2052"), [undatedPage], reference).name).toBe("Pharmacy helper");
  });

  it("prefers what a source says to the project's own table, and knows a code by that alone", () => {
    const older = naming("page", "29-2072", "Medical records workers", null);
    expect(occupationAtHand(profile("29-2072"), [older], reference).name).toBe("Medical records workers");
    expect(occupationAtHand(profile("29-2072"), [], reference).name).toBe("Medical Records Specialists");
  });

  it("keeps the order of the codes, and is named after the first that anyone knows", () => {
    const { name, codes, search_words } = occupationAtHand(
      profile("99-9999", "29-2072", "29-2052"),
      [of2024],
      reference,
    );
    expect(name).toBe("Medical Records Specialists");
    expect(codes.map(({ occupation_code }) => occupation_code)).toEqual(["29-2072", "29-2052"]);
    expect(search_words).toEqual(["medical records specialist", "pharmacy technician"]);
  });

  it("keeps the name and the words that are configured", () => {
    const configured = { name: "Pharmacy work", codes: ["29-2052"], search_words: ["pharmac", "pharmac"] };
    expect(occupationAtHand(configured, [of2024], reference)).toMatchObject({
      name: "Pharmacy work",
      search_words: ["pharmac"],
    });
  });

  it("has each word once where two codes have one title", () => {
    const twin = naming("twin", "29-2098", "Medical Records Specialists", "2019-05");
    expect(occupationAtHand(profile("29-2072", "29-2098"), [twin], reference).search_words).toEqual([
      "medical records specialist",
    ]);
  });

  it("takes no title from a record that was set aside", () => {
    const aside = sampleReading("aside", [
      { kind: "wage", raw_text: "29-2052", outcome: { disposition: "quarantined", reason: "x" } },
    ]);
    expect(() => occupationAtHand(profile("29-2052"), [aside], reference)).toThrow(AlmanacError);
  });

  it("refuses codes that nobody knows as wrong usage, and names them", () => {
    const refused = (): unknown => occupationAtHand(profile("99-9999", "99-9998"), [of2024], reference);
    expect(refused).toThrow(/99-9999 or 99-9998/u);
    expect(refused).toThrow(
      expect.objectContaining({
        exitCode: EXIT.usage,
        next: expect.stringContaining("29-2072") as string,
      }),
    );
  });
});
