import { describe, expect, it } from "vitest";
import type { SourceReading } from "../../pipeline/contracts/reading.ts";
import type { FactRow } from "../../pipeline/contracts/rows.ts";
import { load } from "../../pipeline/stages/load.ts";
import {
  judged,
  type SampleFact,
  sampleOccupation,
  sampleReading,
  sampleReadings,
  sampleRun,
  sampleSnapshot,
  wage,
} from "../warehouse/sample.ts";
import { emptyDatabase, loadedDatabase } from "../warehouse/temporary.ts";

/** A reading whose one record loaded these rows. */
function readingOf(...rows: FactRow[]): SourceReading {
  return sampleReading("one", [{ kind: "fact", raw_text: "fact", outcome: { disposition: "loaded", rows } }]);
}

describe("load", () => {
  it("keeps every record with its disposition and reason", async () => {
    const db = await loadedDatabase();
    const kept = await db.query(
      "select disposition, reason, count(*) as n from records group by all order by all",
    );
    expect(kept).toEqual([
      { disposition: "ignored", reason: "vacancies of other trades", n: 1 },
      { disposition: "loaded", reason: null, n: 8 },
      { disposition: "quarantined", reason: "the row stops after its name", n: 1 },
      { disposition: "repaired", reason: null, n: 1 },
    ]);
  });

  it("keeps raw text, locator and snapshot of a record as they are", async () => {
    const [reading] = sampleReadings();
    const db = await loadedDatabase();
    const records = await db.query(
      "select record_id, snapshot_id, locator, raw_text from records where source_id = 'cities' order by record_id",
    );
    expect(records).toEqual(
      reading?.cleaned.map(({ record: { record_id, snapshot_id, locator, raw_text } }) => ({
        record_id,
        snapshot_id,
        locator,
        raw_text,
      })),
    );
  });

  it("names what a source names by code alone as the source does elsewhere", async () => {
    const unnamed = wage({ occupation_code: "29-2072", occupation_title: "not stated" });
    const other = wage({ occupation_code: "29-2052", occupation_title: "not stated", statistic: "mean" });
    const title: FactRow = {
      table: "job_titles",
      row: {
        occupation_code: "29-2072",
        occupation_title: "Medical Records Specialists",
        title: "Medical Records Specialists",
        abbreviation: null,
        relation: "occupation_title",
        reference_period: null,
        reference_period_basis: "unknown",
        reference_period_evidence: null,
      },
    };
    const db = await loadedDatabase([readingOf(unnamed, other, title)]);
    expect(await db.query("select occupation_code, occupation_title from wages order by all")).toEqual([
      { occupation_code: "29-2052", occupation_title: "not stated" },
      { occupation_code: "29-2072", occupation_title: "Medical Records Specialists" },
    ]);
  });

  it("keeps repairs with what stood there before and after", async () => {
    const db = await loadedDatabase();
    expect(await db.query("select * from repairs")).toEqual([
      {
        record_id: "cities/city_row/0002",
        source_id: "cities",
        column_name: "area_name",
        rule: "dollar sign for a dash",
        before: "Lake Havasu City $ Kingman",
        after: "Lake Havasu City – Kingman",
      },
    ]);
  });

  it("keeps a missing wage as null with its mark, and an hourly wage to the cent", async () => {
    const db = await loadedDatabase();
    const wages = await db.query(
      "select area_name, annual_usd, hourly_usd, mark from wages where statistic in ('typical', 'median') order by 1",
    );
    expect(wages).toEqual([
      { area_name: "Birmingham", annual_usd: 36_000, hourly_usd: null, mark: null },
      { area_name: "Lake Havasu City – Kingman", annual_usd: 34_000, hourly_usd: null, mark: null },
      { area_name: "Phoenix", annual_usd: null, hourly_usd: null, mark: "$" },
      { area_name: "United States", annual_usd: 38_040, hourly_usd: 18.29, mark: null },
    ]);
  });

  it("keeps sources without a snapshot, and snapshots with their state", async () => {
    const db = await loadedDatabase();
    expect(await db.query("select source_id, occupation_code from sources order by 1")).toEqual([
      { source_id: "asleep", occupation_code: null },
      { source_id: "cities", occupation_code: "29-2071" },
      { source_id: "national", occupation_code: "29-2071" },
    ]);
    expect(
      await db.query("select path, bytes, retrieved_at, state from snapshots order by 1 limit 1"),
    ).toEqual([
      { path: "cities/page.txt", bytes: 183, retrieved_at: "2024-06-30T12:00:00.000Z", state: "current" },
    ]);
  });

  it("writes the run", async () => {
    const db = await loadedDatabase();
    expect(await db.query("select * from runs")).toEqual([sampleRun]);
  });

  it("refuses a row with a column its table lacks, and names both", async () => {
    const odd = wage({ annual_usd: 40_000 });
    Object.assign(odd.row, { weekly_usd: 800 });
    const db = await emptyDatabase();
    await expect(
      load(db, { readings: [readingOf(odd)], occupation: sampleOccupation, run: sampleRun }),
    ).rejects.toMatchObject({
      name: "AlmanacError",
      message: "A row does not fit its table: it has weekly_usd, which the table lacks.",
      where: "table wages, record one/fact/0000",
    });
  });

  it("refuses a row that lacks a column of its table, and names both", async () => {
    const short = wage({ annual_usd: 40_000 });
    Reflect.deleteProperty(short.row, "mark");
    const db = await emptyDatabase();
    await expect(
      load(db, { readings: [readingOf(short)], occupation: sampleOccupation, run: sampleRun }),
    ).rejects.toMatchObject({
      message: "A row does not fit its table: it lacks mark, which the table has.",
      where: "table wages, record one/fact/0000",
    });
  });

  it("refuses a table that the schema does not have", async () => {
    const stray = { table: "wishes", row: { wish: "more" } } as unknown as FactRow;
    const db = await emptyDatabase();
    await expect(
      load(db, { readings: [readingOf(stray)], occupation: sampleOccupation, run: sampleRun }),
    ).rejects.toMatchObject({
      where: "table wishes",
    });
  });

  it("leaves nothing behind where a row breaks a constraint", async () => {
    const twice = readingOf(wage({ annual_usd: 40_000 }), wage({ annual_usd: 41_000 }));
    const db = await emptyDatabase();
    await expect(
      load(db, { readings: [...sampleReadings(), twice], occupation: sampleOccupation, run: sampleRun }),
    ).rejects.toMatchObject({
      name: "AlmanacError",
      where: "table wages",
    });
    expect(await db.query("select table_name from duckdb_tables()")).toEqual([]);
    await load(db, { readings: sampleReadings(), occupation: sampleOccupation, run: sampleRun });
    expect(await db.query("select count(*) as n from sources")).toEqual([{ n: 3 }]);
  });

  describe("a source with two current pages", () => {
    const page = readingOf();
    const line: SampleFact = {
      kind: "line",
      raw_text: "another page",
      outcome: { disposition: "ignored", rule: "x" },
    };
    const [other] = sampleReading("one", [line]).blocks;
    const both: SourceReading = {
      ...page,
      snapshots: [
        ...page.snapshots,
        judged(sampleSnapshot("one", "another page", "other.txt"), {
          part: "another page",
          occupation: { occupation_code: "29-1141", occupation_title: "Registered Nurses" },
          modified_on: "2025-08-28",
        }),
      ],
      blocks: [...page.blocks, ...(other === undefined ? [] : [other])],
    };

    it("keeps their blocks apart, though both begin at 0", async () => {
      const db = await loadedDatabase([both]);
      expect(
        await db.query(
          "select path, position from blocks join snapshots using (source_id, snapshot_id) order by all",
        ),
      ).toEqual([
        { path: "one/other.txt", position: 0 },
        { path: "one/page.txt", position: 0 },
      ]);
    });

    it("keeps each with its part, its occupation and its day, and has no occupation of its own", async () => {
      const db = await loadedDatabase([both]);
      expect(
        await db.query(
          "select part, occupation_code, modified_on::varchar as day from snapshots order by all",
        ),
      ).toEqual([
        { part: "another page", occupation_code: "29-1141", day: "2025-08-28" },
        { part: "page", occupation_code: "29-2071", day: null },
      ]);
      expect(await db.query("select occupation_code, occupation_title from sources")).toEqual([
        { occupation_code: null, occupation_title: null },
      ]);
    });
  });

  it("writes what the reports are about: codes in their order, and search words", async () => {
    const db = await loadedDatabase();
    expect(
      await db.query("select occupation_code, occupation_title from report_occupation order by position"),
    ).toEqual(sampleOccupation.codes);
    const words = await db.query<{ word: string }>("select word from report_search_words");
    expect(words.map(({ word }) => word).sort()).toEqual([...sampleOccupation.search_words].sort());
  });
});
