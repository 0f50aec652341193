import { describe, expect, it } from "vitest";
import type { RecordPeriod } from "../../pipeline/contracts/evidence.ts";
import type { Dated } from "../../pipeline/contracts/rows.ts";
import { evidenceShelf } from "../../pipeline/reports/evidence-shelf.ts";
import { figure } from "../support/published.ts";
import { sampleReading, undated, wage } from "../warehouse/sample.ts";
import { loadedDatabase } from "../warehouse/temporary.ts";

const stated: Dated = {
  reference_period: "2006-05",
  reference_period_basis: "stated",
  reference_period_evidence: "the page says so",
};
const inferred: Dated = {
  reference_period: "2016-05",
  reference_period_basis: "inferred",
  reference_period_evidence: "three figures equal a release",
};

/** Periods of one record that holds wages of these dates. */
async function periodsOf(...dates: readonly Dated[]): Promise<readonly RecordPeriod[] | null | undefined> {
  const statistics = ["p10", "p25", "median", "p75"] as const;
  const rows = dates.map((dated, at) =>
    wage({ ...dated, statistic: statistics[at] ?? "p90", annual_usd: 30_000 + at }),
  );
  const outcome =
    rows.length === 0
      ? ({ disposition: "ignored", rule: "a test" } as const)
      : ({ disposition: "loaded", rows } as const);
  const reading = sampleReading("page", [{ kind: "wage", raw_text: "$30,000", outcome }]);
  const shelf = await evidenceShelf(await loadedDatabase([reading]));
  const { records } = await shelf.under([figure("x:1", { record_ids: ["page/wage/0000"] })]);
  return records["page/wage/0000"]?.periods;
}

describe("the periods of a record", () => {
  it("are those of its facts, each once, oldest first and unknown last", async () => {
    expect(await periodsOf(undated, inferred, stated, inferred)).toEqual([
      { period: "2006-05", basis: "stated", evidence: "the page says so" },
      { period: "2016-05", basis: "inferred", evidence: "three figures equal a release" },
      { period: null, basis: "unknown", evidence: null },
    ]);
  });

  it("are unknown where its facts are undated, and none where it holds no fact", async () => {
    expect(await periodsOf(undated)).toEqual([{ period: null, basis: "unknown", evidence: null }]);
    expect(await periodsOf()).toBeNull();
  });
});
