import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanOewsRow } from "../../pipeline/cleaning/oews.ts";
import { CENTS, figureOf, RATIO, Unreadable, WHOLE } from "../../pipeline/cleaning/oews-figures.ts";
import { placeOf } from "../../pipeline/cleaning/oews-place.ts";
import { UNDATED } from "../../pipeline/cleaning/periods.ts";
import type { Fields, Outcome, Repair } from "../../pipeline/contracts/record.ts";

const about = { ...UNDATED, occupation_code: null, occupation_title: "not stated" };

function clean(fields: Fields): Outcome {
  const record = {
    kind: "oews_row",
    readings: [fields],
    record_id: "bls/oews_row/1",
    source_id: "bls",
    snapshot_id: "0",
    locator: "national_dl!A2",
    raw_text: "",
  };
  return cleanOewsRow(record, { about, records: [record] });
}

const ROW: Fields = {
  release_year: "2016",
  release_evidence: "the name of the release: national_M2016_dl",
  occ_code: "27-2011",
  occ_title: "Actors",
  o_group: "detailed",
  tot_emp: "43,470",
};

/** The wage of a statistic, of a row with these columns. */
function wageOf(columns: Fields) {
  const outcome = clean({ ...ROW, ...columns });
  if (!("rows" in outcome)) return outcome;
  const [wage] = outcome.rows.flatMap((fact) => (fact.table === "wages" ? [fact.row] : []));
  return [wage?.annual_usd, wage?.hourly_usd, wage?.mark];
}

const figure = (text: string, precision = CENTS, repairs: Repair[] = []) =>
  figureOf({ h_mean: text }, "h_mean", precision, repairs);

const MARKS = ["*", "**", "#", "~"] as const;

describe("a figure", () => {
  it.each(MARKS)("that is %s is missing, and keeps its mark", (mark) => {
    expect(figure(mark)).toEqual({ value: null, mark });
    expect(figure(` ${mark} `)).toEqual({ value: null, mark });
  });

  it("that is blank is not stated; a column that is absent says nothing at all", () => {
    expect(figure("  ")).toEqual({ value: null, mark: "not stated" });
    expect(figureOf({}, "h_mean", CENTS, [])).toEqual({ value: null, mark: null });
  });

  it("reads as printed, with or without thousands and zeros at its end", () => {
    const amounts = fc.tuple(fc.integer({ min: 0, max: 200_000_000 }), fc.integer({ min: 0, max: 99 }));
    fc.assert(
      fc.property(amounts, fc.boolean(), ([whole, cents], isGrouped) => {
        const digits = isGrouped ? whole.toLocaleString("en-US") : String(whole);
        const repairs: Repair[] = [];
        const read = figure(`${digits}.${String(cents).padStart(2, "0")}`, CENTS, repairs);
        expect(read.mark).toBeNull();
        expect(read.value).toBe(Number(`${whole}.${String(cents).padStart(2, "0")}`));
        expect(repairs).toEqual([]);
      }),
    );
  });

  it("is either a number, a mark, or refused by name; nothing becomes 0", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        let read;
        try {
          read = figure(text, RATIO);
        } catch (error) {
          expect(error).toBeInstanceOf(Unreadable);
          expect((error as Error).message).toContain("H_MEAN");
          return;
        }
        expect(read.value === null).toBe(read.mark !== null);
        if (read.value === 0) expect(text).toMatch(/^\s*[0,.]+\s*$/u);
      }),
    );
  });

  it("with the noise of binary fractions is repaired, with before and after", () => {
    const noisy = fc.integer({ min: 1, max: 30_000 }).map((cents) => ({
      cents,
      text: (cents / 100 + 1e-13).toFixed(15),
    }));
    fc.assert(
      fc.property(noisy, ({ cents, text }) => {
        const repairs: Repair[] = [];
        const { value } = figure(text, CENTS, repairs);
        expect(value).toBe(cents / 100);
        expect(repairs).toEqual([
          { column_name: "h_mean", rule: "float_noise", before: text, after: String(cents / 100) },
        ]);
      }),
    );
    const repairs: Repair[] = [];
    expect(figure("17.260000000000002", CENTS, repairs).value).toBe(17.26);
    expect(repairs).toHaveLength(1);
  });

  it("that is finer than the survey publishes is refused where it is money or jobs, and kept where it is a share", () => {
    expect(() => figure("17.265")).toThrow(
      "H_MEAN reads “17.265”, where the survey publishes 2 decimals at most",
    );
    expect(() => figure("38040.5", WHOLE)).toThrow("no decimals");
    expect(figure("0.53121", RATIO)).toEqual({ value: 0.53121, mark: null });
  });
});

describe("the mark of a wage", () => {
  it.each([
    ["both are there", { a_mean: "41,460", h_mean: "19.93" }, [41_460, 19.93, null]],
    ["the annual one only is published", { a_mean: "58,030", h_mean: "*" }, [58_030, null, "*"]],
    ["the hourly one only is published", { a_mean: "*", h_mean: "43.72" }, [null, 43.72, "*"]],
    ["both are above the highest", { a_mean: "#", h_mean: "#" }, [null, null, "#"]],
    [
      "the annual one only is published, and is above the highest",
      { a_mean: "#", h_mean: "*" },
      [null, null, "#"],
    ],
    // The hourly wage is above the highest; that the annual one is not published must not read as a wage of that height.
    [
      "the hourly one only is published, and is above the highest",
      { a_mean: "*", h_mean: "#" },
      [null, null, "*"],
    ],
    ["neither is published", { a_mean: "*", h_mean: "*" }, [null, null, "*"]],
    ["both are blank", { a_mean: "", h_mean: "" }, [null, null, "not stated"]],
    ["the release has no hourly ones", { a_mean: "41460" }, [41_460, null, null]],
  ])("where %s", (_when, columns, expected) => {
    expect(wageOf(columns)).toEqual(expected);
  });

  it("is never there beside two wages, and always where there is none", () => {
    const cell = (least: number, most: number) =>
      fc.oneof(fc.constantFrom("", ...MARKS), fc.integer({ min: least, max: most }).map(String));
    fc.assert(
      fc.property(cell(10_000, 500_000), cell(5, 240), (a_mean, h_mean) => {
        const wage = wageOf({ a_mean, h_mean });
        if (!Array.isArray(wage)) return;
        const [annual, hourly, mark] = wage;
        expect(mark === null).toBe(annual !== null && hourly !== null);
      }),
    );
  });
});

describe("measures", () => {
  it("that a release leaves blank for its kind of rows make no row; marks do", () => {
    const outcome = clean({
      ...ROW,
      jobs_1000: "",
      loc_quotient: "",
      pct_total: "**",
      pct_rpt: "~",
      emp_prse: "4.1",
    });
    const rows = "rows" in outcome ? outcome.rows.map(({ row }) => row) : [];
    expect(rows).toMatchObject([
      { measure: "jobs", value: 43_470, rse_pct: 4.1 },
      { measure: "share_of_industry_jobs_pct", value: null, mark: "**", rse_pct: null },
      { measure: "establishments_reporting_pct", value: null, mark: "~" },
    ]);
  });

  it("of more than a hundred percent set the row aside", () => {
    expect(clean({ ...ROW, pct_total: "100.2" })).toEqual({
      disposition: "quarantined",
      reason: "PCT_TOTAL reads 100.2, which is more than 100 percent",
    });
  });

  it("a record whose text has no reading is set aside", () => {
    const record = {
      kind: "oews_row",
      readings: [],
      record_id: "1",
      source_id: "b",
      snapshot_id: "0",
      locator: "A2",
      raw_text: "",
    };
    expect(cleanOewsRow(record, { about, records: [record] })).toMatchObject({ disposition: "quarantined" });
  });
});

describe("a place", () => {
  const place = (fields: Fields) => placeOf(fields, []);

  it.each([
    ["no area at all", {}, { area_type: "nation", area_name: "United States", state: null, area_code: null }],
    [
      "99",
      { area: "99", area_title: "U.S.", prim_state: "US" },
      { area_type: "nation", state: null, area_code: "99" },
    ],
    [
      "a state",
      { area: "06", area_title: "California" },
      { area_type: "state", state: "CA", area_code: "06" },
    ],
    [
      "a territory",
      { area: "72", area_type: "3", area_title: "Puerto Rico", prim_state: "PR" },
      { area_type: "state", state: "PR" },
    ],
    [
      "a metropolitan area",
      { area: "31080", area_title: "Los Angeles, CA" },
      { area_type: "metro", state: "CA" },
    ],
    [
      "one of several states",
      { area: "35620", area_title: "New York, NY-NJ-PA" },
      { area_type: "metro", state: "NY" },
    ],
    [
      "a division",
      { area: "31084", area_title: "Los Angeles-Long Beach-Glendale, CA Metropolitan Division" },
      { area_type: "metro", state: "CA" },
    ],
    [
      "a New England area without a column of its kind",
      { area: "0077200", area_title: "Providence-Warwick, RI-MA" },
      { area_type: "metro", area_code: "77200", state: "RI" },
    ],
    [
      "a nonmetropolitan area whose name tells no state",
      { area: "1500007", area_title: "Kauai nonmetropolitan area" },
      { area_type: "nonmetro", state: "HI" },
    ],
    [
      "a territory by the name that releases have for it",
      { area: "78", area_title: "Virgin Islands" },
      { state: "VI" },
    ],
    [
      "a nonmetropolitan area",
      { area: "5400001", area_type: "6", area_title: "Northern West Virginia nonmetropolitan area" },
      { area_type: "nonmetro", state: "WV" },
    ],
  ])("of %s", (_what, fields, expected) => {
    expect(place(fields as Fields)).toMatchObject(expected);
  });

  it.each([
    ["an unknown kind", { area: "1", area_type: "5", area_title: "West" }, "AREA_TYPE reads “5”"],
    ["a code of no kind", { area: "123", area_title: "West" }, "AREA reads “123”"],
    ["no name", { area: "31080", area_title: " " }, "AREA_TITLE is empty"],
    ["no state", { area: "31080", area_title: "Los Angeles" }, "“Los Angeles” tells no state"],
    [
      "a state that is none",
      { area: "31080", area_title: "Los Angeles, CA", prim_state: "ZZ" },
      "PRIM_STATE reads “ZZ”",
    ],
    [
      "another state's code",
      { area: "06", area_title: "Alabama" },
      "AREA reads “06”, of CA, beside “Alabama” of AL",
    ],
    [
      "another state's column",
      { area: "0100001", area_title: "Northwest nonmetropolitan area", prim_state: "GA" },
      "AREA reads “0100001”, of AL, beside “Northwest nonmetropolitan area” of GA",
    ],
    ["a code of no state", { area: "0300001", area_title: "Nowhere" }, "begins with no state's code"],
    [
      "a code of another kind than its column says",
      { area: "3108", area_type: "4", area_title: "Los Angeles, CA" },
      "AREA reads “3108”, where a code of this kind of area has 5 digits",
    ],
    [
      "a metropolitan code that lost a digit",
      { area: "3108", area_title: "Los Angeles, CA" },
      "tells no kind of area",
    ],
    ["an industry without a name", { naics: "62", naics_title: "" }, "NAICS_TITLE is empty"],
  ])("with %s is refused", (_what, fields, reason) => {
    expect(() => place(fields)).toThrow(reason);
  });

  it.each([
    [
      "all industries of all owners",
      { naics: "000000", naics_title: "Cross-industry", own_code: "1235" },
      null,
    ],
    ["all industries, where no owner is told", { naics: "000000", naics_title: "Cross-industry" }, null],
    ["no columns of industries", {}, null],
    [
      "all industries of one owner",
      { naics: "000000", naics_title: "Cross-industry", own_code: "5" },
      "Cross-industry (private)",
    ],
    ["an industry of one owner", { naics: "11", naics_title: "Agriculture", own_code: "5" }, "Agriculture"],
    [
      "an industry of several owners",
      { naics: "62", naics_title: "Health", own_code: "3", owners: "several" },
      "Health (local government)",
    ],
    [
      "an owner without a name",
      { naics: "62", naics_title: "Health", own_code: "61", owners: "several" },
      "Health (ownership code 61)",
    ],
  ])("of %s", (_what, fields, industry) => {
    expect(place(fields as Fields).industry).toBe(industry);
  });
});
