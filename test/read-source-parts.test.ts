import { describe, expect, it } from "vitest";
import type { SourceReading } from "../pipeline/contracts/reading.ts";
import type { Snapshot } from "../pipeline/contracts/snapshot.ts";
import type { PageSource } from "../pipeline/contracts/source.ts";
import { readSource } from "../pipeline/read-source.ts";
import { context } from "./sources/page-facts.ts";
import { readHere } from "./support/reading.ts";
import { smallRelease, smallSnapshot, smallTables } from "./support/small-tables.ts";
import { sampleSnapshot, sampleSource } from "./warehouse/sample.ts";

/** Lines of so many coders. */
const coders = (count: number, pay = 48_000): string[] =>
  Array.from({ length: count }, (_, at) => `29-2072,Medical Records Specialists,${pay + at}`);

const of2023 = smallSnapshot(smallRelease("Release 2023", ...coders(4)), "2024-05-01T00:00:00Z", "2023.csv");
const of2024 = smallSnapshot(smallRelease("Release 2024", ...coders(3)), "2025-05-01T00:00:00Z", "2024.csv");

/** What became of each snapshot, by its file. */
function statesOf({ snapshots }: SourceReading): Record<string, string> {
  return Object.fromEntries(
    snapshots.map(({ snapshot, state, part }) => [snapshot.path, part === null ? state : `${state} ${part}`]),
  );
}

const read = (...newestFirst: readonly Snapshot[]): Promise<SourceReading> =>
  readSource(smallTables, newestFirst, context, readHere);

describe("a source of many parts", () => {
  it("has a current snapshot of each, and the records and rows of all of them", async () => {
    const reading = await read(of2024, of2023);
    expect(statesOf(reading)).toEqual({
      "small/2024.csv": "current Release 2024",
      "small/2023.csv": "current Release 2023",
    });
    expect(reading.cleaned).toHaveLength(7);
    expect(new Set(reading.cleaned.map(({ record }) => record.record_id)).size).toBe(7);
    expect(new Set(reading.blocks.map(({ snapshot_id }) => snapshot_id))).toEqual(
      new Set([of2023.snapshot_id, of2024.snapshot_id]),
    );
  });

  it("gives records and blocks in the order of its parts, whatever the order of its snapshots", async () => {
    const { cleaned, blocks } = await read(of2024, of2023);
    expect(await read(of2023, of2024)).toMatchObject({ cleaned, blocks });
    expect(cleaned[0]?.record.snapshot_id).toBe(of2023.snapshot_id);
  });

  it("takes the newer of two snapshots of one part, and leaves the other part alone", async () => {
    const corrected = smallSnapshot(
      smallRelease("Release 2023", ...coders(4, 50_000)),
      "2026-01-01T00:00:00Z",
      "2023-corrected.csv",
    );
    const reading = await read(corrected, of2024, of2023);
    expect(statesOf(reading)).toEqual({
      "small/2023-corrected.csv": "current Release 2023",
      "small/2024.csv": "current Release 2024",
      "small/2023.csv": "superseded Release 2023",
    });
    expect(reading.cleaned.map(({ record }) => record.snapshot_id)).not.toContain(of2023.snapshot_id);
  });

  it("goes on without a snapshot that cannot be read, and says why", async () => {
    const page = smallSnapshot("Just a moment...", "2026-01-01T00:00:00Z", "challenge.csv");
    const reading = await read(page, of2024, of2023);
    expect(statesOf(reading)).toEqual({
      "small/challenge.csv": "unusable",
      "small/2024.csv": "current Release 2024",
      "small/2023.csv": "current Release 2023",
    });
    expect(reading.snapshots[0]).toMatchObject({ reason: "this is no small release. Get the release." });
    expect(reading.cleaned).toHaveLength(7);
  });

  it("keeps the older snapshot of a part whose newer one shrank, though another part is as small", async () => {
    const short = smallSnapshot(
      smallRelease("Release 2023", ...coders(1)),
      "2026-01-01T00:00:00Z",
      "2023-short.csv",
    );
    const reading = await read(short, of2024, of2023);
    expect(statesOf(reading)).toMatchObject({
      "small/2023-short.csv": "unusable",
      "small/2024.csv": "current Release 2024",
      "small/2023.csv": "current Release 2023",
    });
    expect(reading.snapshots[0]?.reason).toMatch(/1 records .*, 4 did .*more than 50%/u);
  });

  it("holds a part to its own past only: one much smaller than another part is current", async () => {
    const tiny = smallSnapshot(
      smallRelease("Release 2022", ...coders(1)),
      "2026-01-01T00:00:00Z",
      "2022.csv",
    );
    expect(statesOf(await read(tiny, of2023))).toEqual({
      "small/2022.csv": "current Release 2022",
      "small/2023.csv": "current Release 2023",
    });
  });

  it("has nothing where it has no snapshot, or none that can be read", async () => {
    expect(await read()).toMatchObject({ snapshots: [], cleaned: [], blocks: [] });
    const empty = smallSnapshot(smallRelease("Release 2023", "29-1141,Registered Nurses,94480"));
    const reading = await read(empty);
    expect(statesOf(reading)).toEqual({ "small/wages.csv": "unusable" });
    expect(reading.snapshots[0]?.reason).toMatch(/^0 records of kind wage_row load/u);
    expect(reading.cleaned).toEqual([]);
  });
});

/** A source of pages, one for each occupation, that takes the page's title for its part. */
const pages: PageSource = {
  ...sampleSource("pages"),
  parts: "many",
  extractors: [
    {
      from: "2020-01-01",
      extract: ({ blocks, title }) => ({
        part: title ?? "untitled",
        modified_on: "2025-08-28",
        finds: blocks.map(({ span }) => ({ kind: "line", span, readings: [{}] })),
        ignored: [],
      }),
    },
  ],
  cleaners: { line: () => ({ disposition: "ignored", rule: "a line" }) },
};

const pageOf = (title: string, file: string): Snapshot =>
  sampleSnapshot("pages", `<!doctype html><title>${title}</title><body><p>The same line.</p></body>`, file);

const readPages = (source: PageSource): Promise<SourceReading> =>
  readSource(source, [pageOf("Nurses", "b.html"), pageOf("Coders", "a.html")], context, readHere);

describe("a source of many pages", () => {
  it("keeps them side by side, each with the day on which it was changed", async () => {
    const reading = await readPages(pages);
    expect(reading.snapshots).toMatchObject([
      { state: "current", part: "Nurses", modified_on: "2025-08-28", encoding: "utf-8" },
      { state: "current", part: "Coders", modified_on: "2025-08-28", encoding: "utf-8" },
    ]);
  });

  it("gives the same line on two of them two ids", async () => {
    const { cleaned } = await readPages(pages);
    expect(new Set(cleaned.map(({ record }) => record.record_id)).size).toBe(cleaned.length);
    expect(cleaned.length).toBeGreaterThan(1);
  });

  it("takes an extractor for wrong that does not say which page it read", async () => {
    const nameless: PageSource = {
      ...pages,
      extractors: [{ from: "2020-01-01", extract: () => ({ finds: [], ignored: [] }) }],
    };
    await expect(readPages(nameless)).rejects.toThrow(
      "the extractor of pages does not say which of its pages this is",
    );
  });
});
