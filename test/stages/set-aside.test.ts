import { describe, expect, it } from "vitest";
import type { SourceReading } from "../../pipeline/contracts/reading.ts";
import type { CheckResult } from "../../pipeline/contracts/run.ts";
import { snapshotsAtFault } from "../../pipeline/stages/set-aside.ts";
import { sampleReading, type SampleFact } from "../warehouse/sample.ts";

const fact = (raw_text: string): SampleFact => ({
  kind: "wage",
  raw_text,
  outcome: { disposition: "loaded", rows: [] },
});

const page = sampleReading("page", [fact("a"), fact("b")]);
const [one, other] = ["2023", "2024"].map((year) => sampleReading("releases", [fact(year)]));
/** A source with two snapshots beside each other, whose records have names of their own. */
const releases: SourceReading = {
  ...page,
  source: { ...page.source, id: "releases" },
  snapshots: [one, other].flatMap((reading) => reading?.snapshots ?? []),
  cleaned: [one, other].flatMap(
    (reading, at) =>
      reading?.cleaned.map((cleaned) => ({
        ...cleaned,
        record: { ...cleaned.record, record_id: `releases/wage/${at}` },
      })) ?? [],
  ),
};
const own: SourceReading = { ...sampleReading("own", [fact("x")]), is_reference: true };

const failed = (...named: CheckResult["named"]): CheckResult => ({
  name: "sums_agree",
  severity: "error",
  description: "A sum is wrong.",
  violations: named.length,
  examples: ["total: 120"],
  named,
});
const bySource = (source_id: string) => ({ source_id, record_id: null });
const byRecord = (record_id: string) => ({ source_id: null, record_id });

const found = (...results: readonly CheckResult[]): readonly string[] => [
  ...snapshotsAtFault(results, [page, releases, own]).keys(),
];
const idOf = (reading: SourceReading | undefined): string | undefined =>
  reading?.snapshots[0]?.snapshot.snapshot_id;

describe("snapshots at fault", () => {
  it("are found by the source that a row names, where it has one snapshot in use", () => {
    expect(found(failed(bySource("page"), bySource("page")))).toEqual([idOf(page)]);
  });

  it("are found by the record that a row names, also where its source has several", () => {
    expect(found(failed(byRecord("page/wage/0001")))).toEqual([idOf(page)]);
    expect(found(failed(byRecord("releases/wage/1")))).toEqual([idOf(other)]);
  });

  it("are those of all rows and checks together", () => {
    expect(found(failed(bySource("page")), failed(byRecord("releases/wage/0")))).toEqual([
      idOf(page),
      idOf(one),
    ]);
  });

  it.each([
    ["a row that names nothing", { source_id: null, record_id: null }],
    ["a source that was not read", bySource("elsewhere")],
    ["the project's own table", bySource("own")],
    ["one of several snapshots without saying which", bySource("releases")],
    ["a record that was not read", byRecord("releases/wage/9")],
  ])("are none where a row names %s, whatever the others name", (_, named) => {
    expect(found(failed(bySource("page"), named))).toEqual([]);
  });

  it("say which check they break, with an example, and what to do", () => {
    const [error] = snapshotsAtFault([failed(bySource("page"))], [page]).values();
    expect(error).toMatchObject({
      message: "What it says breaks the check sums_agree. A sum is wrong. (total: 120)",
      where: page.snapshots[0]?.snapshot.path,
      next: expect.stringContaining("almanac extract --source page FILE") as string,
    });
  });
});
