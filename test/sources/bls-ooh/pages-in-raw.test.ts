import { describe, expect, test } from "vitest";
import { EXPECTED, type Expected, factsOf, missingFrom, quarantineOf, rawText, readText } from "./pages.ts";

const IN_RAW = [
  "health-information-technologists-and-medical-registrars",
  "medical-records-and-health-information-technicians",
  "pharmacy-technicians",
];

/** Topics of statements whose wording is the page's prose; quick facts are not. */
const PROSE_TOPICS = new Set(["summary", "schedule", "certification", "advancement"]);

/** Expected facts without the columns that quote prose, which raw/ has in the project's own words. */
function withoutProse({ facts }: Expected): Expected["facts"] {
  return facts.map(({ table, row }) => ({
    table,
    row: Object.fromEntries(
      Object.entries(row).filter(
        ([name]) =>
          !(table === "duties" && name === "duty") &&
          !(table === "skills" && name === "description") &&
          !(table === "statements" && name === "statement" && PROSE_TOPICS.has(String(row["topic"]))),
      ),
    ),
  }));
}

describe.each(EXPECTED.filter(({ slug }) => IN_RAW.includes(slug)))("$slug in raw/", (expected) => {
  const page = readText(rawText(expected.slug));

  test("gives the facts that were read on the served page, prose apart", () => {
    expect(page.part).toBe(expected.slug);
    expect(page.modified_on).toBe(expected.modified_on);
    expect(page.occupation).toEqual({ occupation_title: expected.title, occupation_code: expected.code });
    expect(missingFrom(page, withoutProse(expected))).toEqual([]);
    const facts = factsOf(page);
    for (const [name, count] of Object.entries(expected.counts)) {
      expect([name, facts.filter(({ table }) => table === name).length]).toEqual([name, count]);
    }
  });

  test("leaves no block to nobody and sets nothing aside", () => {
    expect(page.blocks.filter(({ state }) => state === "unclaimed")).toEqual([]);
    expect(quarantineOf(page)).toEqual([]);
  });

  test("gives back the raw text at every locator, each record once", () => {
    for (const { record } of page.cleaned) {
      const [, start, end] = /^chars:(\d+)-(\d+)$/u.exec(record.locator) ?? [];
      expect(page.document.decoded.text.slice(Number(start), Number(end))).toBe(record.raw_text);
    }
    expect(new Set(page.cleaned.map(({ record }) => record.record_id)).size).toBe(page.cleaned.length);
  });
});

test("figures of other occupations that a page shows are theirs, not its own", () => {
  const rows = factsOf(readText(rawText("pharmacy-technicians")));
  const total = rows.flatMap(({ table, row }) =>
    table === "wages" && row.occupation_title === "Total, all occupations" ? [row] : [],
  );
  expect(total).toMatchObject([{ annual_usd: 49_500, occupation_code: null, reference_period: "2024-05" }]);
});

test("what a page repeats is one row: the bar of a chart, the sentence that has the number of the quick facts", () => {
  const page = readText(rawText("pharmacy-technicians"));
  const repeated = page.cleaned.flatMap(({ record, outcome }) =>
    outcome.disposition === "ignored" ? [[record.kind, outcome.rule]] : [],
  );
  expect(repeated).toEqual([
    ["chart_wage", "repeated_figure"],
    ["employment_count", "repeated_figure"],
    ["chart_outlook", "repeated_figure"],
  ]);
});

test("a list of requirements is one statement with its lead-in", () => {
  const statements = factsOf(readText(rawText("pharmacy-technicians"))).flatMap(({ table, row }) =>
    table === "statements" && row.topic === "certification" ? [row.statement] : [],
  );
  expect(statements).toContainEqual(expect.stringMatching(/following: A high school diploma; .*; Fees; /u));
});
