import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanCityRow } from "../../pipeline/cleaning/city-row.ts";
import { UNDATED } from "../../pipeline/cleaning/periods.ts";
import type { Outcome, RawRecord } from "../../pipeline/contracts/record.ts";
import type { CleaningContext } from "../../pipeline/contracts/source.ts";
import { runTogetherReadings } from "../../pipeline/documents/find-run-together.ts";
import { CITY_COLUMNS } from "../../pipeline/sources/myperfectresume/extract.ts";

function recordOf(line: string, at = 0): RawRecord {
  return {
    kind: "city_row",
    readings: runTogetherReadings(line, CITY_COLUMNS),
    record_id: `test/city_row/${at}`,
    source_id: "test",
    snapshot_id: "0",
    locator: `chars:${at}-${at + line.length}`,
    raw_text: line,
  };
}

function cleanAll(lines: readonly string[]): Outcome[] {
  const records = lines.map((line, at) => recordOf(line, at));
  const about = { ...UNDATED, occupation_code: null, occupation_title: "Health Information Technicians" };
  const context: CleaningContext = { about, records };
  return records.map((record) => cleanCityRow(record, context));
}

const cleanLine = (line: string): Outcome => cleanAll([line])[0] ?? { disposition: "ignored", rule: "none" };

/** Values of a loaded row by statistic and measure, with its city. */
function valuesOf(outcome: Outcome): Record<string, unknown> {
  if (outcome.disposition !== "loaded" && outcome.disposition !== "repaired") return {};
  const values: Record<string, unknown> = {};
  for (const fact of outcome.rows) {
    if (fact.table === "wages") values[fact.row.statistic] = fact.row.annual_usd;
    if (fact.table === "employment") values[fact.row.measure] = fact.row.value;
    if (fact.table === "wages" || fact.table === "employment") values["city"] = fact.row.area_name;
    if (fact.table === "wages" || fact.table === "employment") values["state"] = fact.row.state;
  }
  return values;
}

describe("a row whose columns have run together", () => {
  test("loads with one plausible reading", () => {
    expect(
      valuesOf(cleanLine("CAOakland – Fremont – Hayward (Metro Area)$47790$32K – $73K12900.13%")),
    ).toEqual({
      state: "CA",
      city: "Oakland – Fremont – Hayward (Metro Area)",
      typical: 47790,
      range_low: 32000,
      range_high: 73000,
      jobs: 1290,
      share_of_area_jobs_pct: 0.13,
    });
  });

  test("keeps a missing salary as null with its mark, and its jobs", () => {
    const phoenix = cleanLine("AZPhoenix – Mesa – Glendale$$21K – $56K35700.21%");
    const iowaCity = cleanLine("IAIowa CityN/AN/A – N/A1400.16%");
    expect(valuesOf(phoenix)).toMatchObject({ typical: null, range_low: 21000, jobs: 3570 });
    expect(valuesOf(iowaCity)).toMatchObject({ typical: null, range_low: null, range_high: null, jobs: 140 });
    const marks = [phoenix, iowaCity].map((outcome) =>
      outcome.disposition === "loaded"
        ? outcome.rows.flatMap((fact) => (fact.table === "wages" ? [fact.row.mark] : []))
        : [],
    );
    expect(marks).toEqual([
      ["$", null, null],
      ["N/A", "N/A", "N/A"],
    ]);
  });

  test.each([
    [
      "a stray $ in the name",
      "AZLake Havasu City $ Kingman$28560$21K – $45K1500.35%",
      "stray_dollar_to_dash",
      "Lake Havasu City – Kingman",
    ],
    [
      "the state in the name",
      "IDCoeur d'Alene ID$29620$24K – $40K800.15%",
      "state_inside_city_name",
      "Coeur d'Alene",
    ],
    [
      "hyphens in the name",
      "ALAuburn - Opelika$23640$17K - $38K500.11%",
      "spaced_hyphen_to_en_dash",
      "Auburn – Opelika",
    ],
  ])("repairs %s by its rule", (_what, line, rule, city) => {
    const outcome = cleanLine(line);
    expect(outcome.disposition).toBe("repaired");
    expect(outcome.disposition === "repaired" && outcome.repairs[0]).toMatchObject({
      column_name: "city",
      rule,
      after: city,
    });
    expect(valuesOf(outcome)).toMatchObject({ city });
  });

  test.each([
    [
      "thousands groups in jobs",
      "ILChicago$35420$25K – $59K1,2700.14%",
      { jobs: 1270, share_of_area_jobs_pct: 0.14 },
    ],
    [
      "a hyphen in the range",
      "AKAnchorage$37850$28K - $56K2700.16%",
      { range_low: 28000, range_high: 56000, jobs: 270 },
    ],
    [
      "an em dash in the range",
      "AKAnchorage$37850$28K — $56K2700.16%",
      { range_low: 28000, range_high: 56000 },
    ],
    ["thousands groups in the salary", "AKAnchorage$37,850$28K – $56K2700.16%", { typical: 37850 }],
  ])("reads %s", (_what, line, expected) => {
    const outcome = cleanLine(line);
    expect(outcome.disposition).toBe("loaded");
    expect(valuesOf(outcome)).toMatchObject(expected);
  });

  test.each([
    ["a row that stops", "ILKankakee – Bradley", /stops early/],
    ["a row cut in a number", "ILDecatur$34720$21K – $56K80", /stops early/],
    ["a share of 12.05%", "ILDanville$36630$22K – $56K6012.05%", /share of 12.05%/],
    ["jobs that are no multiple of ten", "ILDanville$36630$22K – $56K640.23%", /no reading is plausible/],
    ["a range upside down", "ILDanville$36630$56K – $22K600.23%", /exceeds its high/],
    ["a typical salary below its range", "ILDanville$16630$22K – $56K600.23%", /below its range/],
    ["a typical salary above its range", "ILDanville$96630$22K – $56K600.23%", /above its range/],
    [
      "a wage below any full-time year",
      "ILDanville$36630$2K – $56K600.23%",
      /not plausible as an annual wage/,
    ],
    ["a range wider than any", "ILDanville$36630$22K – $336K600.23%", /wider than 10 times/],
    [
      "a name that has lost its first letter",
      "LAuburn – Opelika$23640$17K – $38K500.11%",
      /lost its first letter/,
    ],
    ["a state that is none", "XXDanville$36630$22K – $56K600.23%", /not a state's postal code/],
    ["a name that ends in another state", "IDBoise OR$36630$22K – $56K600.23%", /another state/],
    ["wrong thousands groups", "ILDanville$36630$22K – $56K1,27000.23%", /stops early|plausible/],
  ])("sets aside %s", (_what, line, reason) => {
    const outcome = cleanLine(line);
    expect(outcome).toMatchObject({
      disposition: "quarantined",
      reason: expect.stringMatching(reason) as string,
    });
  });

  test("passes over an exact duplicate and sets aside both of two that differ", () => {
    const row = "ILDanville$36630$22K – $56K600.23%";
    const other = "ILDanville$36640$22K – $56K600.23%";
    expect(cleanAll([row, row]).map(({ disposition }) => disposition)).toEqual(["loaded", "ignored"]);
    expect(cleanAll([row, other]).map(({ disposition }) => disposition)).toEqual([
      "quarantined",
      "quarantined",
    ]);
  });
});

const NAME = fc.constantFrom(
  "Decatur",
  "St. Louis",
  "Coeur d'Alene",
  "Winston – Salem",
  "Port St. Lucie",
  "Kailua",
  "Ño",
  "Truth or Consequences",
  "New York (Metro Area)",
);

/** A row as published: ends of the range enclose the salary, jobs in tens, shares below one percent. */
const ROW = fc
  .record({
    state: fc.constantFrom("AK", "CA", "IL", "IA", "GA", "TX"),
    city: fc
      .tuple(NAME, fc.constantFrom("", " – ", "-"), NAME)
      .map(([a, dash, b]) => (dash === "" ? a : `${a}${dash}${b}`)),
    low: fc.integer({ min: 15, max: 40 }),
    spread: fc.integer({ min: 5, max: 60 }),
    within: fc.integer({ min: 0, max: 100 }),
    jobs: fc.integer({ min: 3, max: 900 }).map((tens) => tens * 10),
    share: fc.integer({ min: 1, max: 99 }).map((hundredths) => `0.${String(hundredths).padStart(2, "0")}`),
    salary: fc.constantFrom("amount", "amount", "amount", "amount", "$", "N/A"),
  })
  .map((row) => {
    const high = row.low + row.spread;
    const typical = Math.round((row.low * 1000 + (row.spread * 1000 * row.within) / 100) / 10) * 10;
    const salary = row.salary === "amount" ? `$${typical}` : row.salary;
    const line = `${row.state}${row.city}${salary}$${row.low}K – $${high}K${row.jobs}${row.share}%`;
    const expected = {
      state: row.state,
      city: row.city,
      typical: row.salary === "amount" ? typical : null,
      range_low: row.low * 1000,
      range_high: high * 1000,
      jobs: row.jobs,
      share_of_area_jobs_pct: Number(row.share),
    };
    return { line, expected };
  });

type Damage = (line: string) => string;

/** Damages that leave the true values in the text, where a rule may repair them, or take them away. */
const DAMAGE = fc.constantFrom<Damage>(
  (line) => line,
  (line) => line,
  (line) => line.replaceAll(" – $", " - $"),
  (line) => line.replaceAll(" – ", " — "),
  (line) => line.replaceAll(" – ", " $ "),
  (line) => line.replaceAll(" ", "\u00A0"),
  (line) => line.slice(0, Math.floor(line.length / 2)),
  (line) => line.slice(0, -1),
  (line) => line.slice(0, -3),
  (line) => line.replace("%", ""),
  (line) => line.replace(/\d(?=K –)/u, ""),
  (line) => line.replace(/K(?= [–$])/u, ""),
  (line) => line.replace(/0(?=0\.)/u, "3"),
  (line) => line.replace(/0\.(?=\d\d%$)/u, "12."),
  (line) => line.replace(/\.(?=\d\d%$)/u, ""),
  (line) => line.replace(/^../u, "ZZ"),
  (line) => line.replace(/\$(?<low>\d+)K – \$(?<high>\d+)K/u, "$$$<high>K – $$$<low>K"),
);

test("no wrong value in 10,000 random rows, damaged or not", () => {
  const ends = { loaded: 0, repaired: 0, quarantined: 0, ignored: 0 };
  fc.assert(
    fc.property(ROW, DAMAGE, ({ line, expected }, damage) => {
      const damaged = damage(line).replaceAll(/\s/gu, " ");
      const outcome = cleanLine(damaged);
      ends[outcome.disposition] += 1;
      if (damaged === line) expect(outcome.disposition).toBe("loaded");
      if (outcome.disposition === "quarantined" || outcome.disposition === "ignored") return;
      if (outcome.disposition === "repaired") expect(outcome.repairs.length).toBeGreaterThan(0);
      expect({ ...valuesOf(outcome), city: "" }).toEqual({ ...expected, city: "" });
      expect(String(valuesOf(outcome)["city"]).replaceAll(/[–—-]/gu, "–")).toBe(
        expected.city.replaceAll(/[–—-]/gu, "–"),
      );
    }),
    { numRuns: 10_000, seed: 20260801 },
  );
  expect(ends.loaded).toBeGreaterThan(1000);
  expect(ends.repaired).toBeGreaterThan(100);
  expect(ends.quarantined).toBeGreaterThan(1000);
});
