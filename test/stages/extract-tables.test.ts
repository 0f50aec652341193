import { describe, expect, it } from "vitest";
import { HEALTH_INFORMATION } from "../../pipeline/contracts/occupation.ts";
import type { TableExtractor, TableSource } from "../../pipeline/contracts/source.ts";
import { readTableFile } from "../../pipeline/documents/tables/read.ts";
import { cleanTables } from "../../pipeline/stages/clean.ts";
import { extractTables, type ExtractedTables } from "../../pipeline/stages/extract-tables.ts";
import { smallRelease, smallSnapshot, smallTables } from "../support/small-tables.ts";

const CODER = "29-2072,Medical Records Specialists,48780";
const NURSE = "29-1141,Registered Nurses,94480";

function extracted(text: string, source: TableSource = smallTables): ExtractedTables {
  const snapshot = smallSnapshot(text);
  return extractTables(source, snapshot, readTableFile(snapshot), HEALTH_INFORMATION);
}

/** The small source with another extractor, which changes what the right one gives. */
function withExtractor(change: (extraction: ReturnType<TableExtractor>) => ReturnType<TableExtractor>) {
  return {
    ...smallTables,
    extract: (...given: Parameters<TableExtractor>) => change(smallTables.extract(...given)),
  };
}

const idsOf = ({ records }: ExtractedTables): string[] => records.map(({ record_id }) => record_id);

describe("extractTables", () => {
  it("makes a record of every find, with the row as it stands and its place", () => {
    const { records, part, faults } = extracted(smallRelease("Release 2023", NURSE, CODER));
    expect(part).toBe("Release 2023");
    expect(faults.size).toBe(0);
    expect(records).toMatchObject([
      {
        kind: "wage_row",
        source_id: "small",
        snapshot_id: smallSnapshot(smallRelease("Release 2023", NURSE, CODER)).snapshot_id,
        locator: "line:4",
        raw_text: CODER,
        readings: [{ occ_code: "29-2072", occ_title: "Medical Records Specialists", a_mean: "48780" }],
      },
    ]);
  });

  it("keeps every stretch of other rows with its rule, from its first row to its last", () => {
    const { blocks } = extracted(smallRelease("Release 2023", NURSE, CODER));
    expect(blocks.map(({ position, locator, state, rule }) => [position, locator, state, rule])).toEqual([
      [0, "line:1:2", "ignored", "head of the table"],
      [1, "line:3:3", "ignored", "other_occupation"],
    ]);
  });

  it.each([
    ["a record", "line:4", withExtractor((whole) => ({ ...whole, finds: [] }))],
    [
      "rows that are none",
      "line:3",
      withExtractor((whole) => ({ ...whole, ignored: whole.ignored.slice(0, 1) })),
    ],
    [
      "the last row of a stretch",
      "line:2",
      withExtractor((whole) => ({
        ...whole,
        ignored: whole.ignored.map((rows) => (rows.from === 1 ? { ...rows, to: 1 } : rows)),
      })),
    ],
  ])("takes an extractor for wrong that loses %s, and names the row", (_what, locator, source) => {
    expect(() => extracted(smallRelease("Release 2023", NURSE, CODER), source)).toThrow(
      `the extractor of small loses ${locator} of wages.csv`,
    );
  });

  it("gives equal rows of a release ids of their own, and a row of two releases two", () => {
    const twice = idsOf(extracted(smallRelease("Release 2023", CODER, CODER)));
    const other = idsOf(extracted(smallRelease("Release 2024", CODER)));
    expect(new Set([...twice, ...other]).size).toBe(3);
    for (const id of [...twice, ...other]) expect(id).toMatch(/^small\/wage_row\/[0-9a-f]{16}$/u);
  });

  it("keeps the id of a row in a later snapshot of its release, wherever the row stands", () => {
    const [before] = idsOf(extracted(smallRelease("Release 2023", CODER)));
    const [after] = idsOf(extracted(smallRelease("Release 2023", NURSE, CODER)));
    expect(after).toBe(before);
  });
});

describe("a row that cannot be parted into its fields", () => {
  const { records, faults } = extracted(smallRelease("Release 2023", "29-2072,Specialists", CODER));

  it("is a record without reading, beside the reason", () => {
    expect(records.map(({ readings }) => readings.length)).toEqual([0, 1]);
    expect([...faults]).toEqual([[records[0]?.record_id, "the row has 2 cells where its head has 3"]]);
  });

  it("is quarantined for that reason, and its neighbor loads", () => {
    expect(cleanTables(smallTables, records, faults).map(({ outcome }) => outcome)).toMatchObject([
      { disposition: "quarantined", reason: "the row has 2 cells where its head has 3" },
      { disposition: "loaded", rows: [{ table: "wages", row: { annual_usd: 48_780 } }] },
    ]);
  });

  it("is quarantined as well where nobody cleans records of its kind", () => {
    const source = { ...smallTables, cleaners: {} };
    expect(cleanTables(source, records, faults).map(({ outcome }) => outcome)).toEqual([
      { disposition: "quarantined", reason: "the row has 2 cells where its head has 3" },
      { disposition: "quarantined", reason: "no cleaner is registered for records of kind wage_row" },
    ]);
  });
});
