import { describe, expect, it } from "vitest";
import type { FactRow, FactTables } from "../../pipeline/contracts/rows.ts";
import { fact, PROJECTIONS, RELEASES, titleOf, vintages } from "./official.ts";
import { sampleReading, statedIn, undated, wage } from "./sample.ts";
import { loadedDatabase } from "./temporary.ts";

/** A wage of a page: the median of 29-2071, undated, unless overridden. */
const printed = (annual_usd: number, columns: Partial<FactTables["wages"]> = {}): FactRow =>
  wage({ ...undated, annual_usd, ...columns });

const of2072 = { occupation_code: "29-2072", occupation_title: titleOf("29-2072") };

describe("report_claims", () => {
  it("makes one witness of all pages that repeat a release, contradictions first, then the oldest", async () => {
    const page = (id: string, ...rows: readonly FactRow[]) => sampleReading(id, [fact("the page", ...rows)]);
    const db = await loadedDatabase([
      page("one", printed(38_040, statedIn("2016-05"))),
      page("two", printed(38_040, { statistic: "typical", ...statedIn("2016") })),
      page("three", printed(28_030, statedIn("2006-05"))),
      page("four", printed(39_180, statedIn("2016"))),
      page("five", printed(50_250, { ...of2072, ...statedIn("2024") })),
      page("six", printed(99_990, { occupation_code: "29-1141", occupation_title: "Registered Nurses" })),
      sampleReading("releases", [...vintages, ...RELEASES, ...PROJECTIONS]),
    ]);
    const rows = await db.query(
      "select source_ids, verdict, sources, claim, age_at_newest_release_years as age from report_claims",
    );
    expect(rows).toEqual([
      { source_ids: "four", verdict: "contradicts", sources: 1, claim: "median pay", age: 8 },
      { source_ids: "three", verdict: "cannot be checked", sources: 1, claim: "median pay", age: 18 },
      { source_ids: "one two", verdict: "out of date", sources: 2, claim: "median pay", age: 8 },
      { source_ids: "five", verdict: "matches", sources: 1, claim: "median pay", age: 0 },
    ]);
    const [contradiction] = await db.query<{ record_ids: string[]; official_record_ids: string[] }>(
      "select record_ids, official_record_ids from report_claims",
    );
    expect(contradiction?.record_ids).toEqual(["four/fact/0000"]);
    expect(contradiction?.official_record_ids).toHaveLength(2);
  });

  it("says everything that is no figure in words", async () => {
    const db = await loadedDatabase([
      sampleReading("page", [fact("the page", printed(39_180, statedIn("2016")))]),
      sampleReading("releases", [...vintages, ...RELEASES]),
    ]);
    const rows = await db.query<{ verdict_reason: string; claim: string }>(
      "select verdict_reason, claim from report_claims",
    );
    expect(rows).not.toEqual([]);
    for (const { verdict_reason, claim } of rows) expect(`${verdict_reason} ${claim}`).not.toMatch(/\d/u);
  });
});
