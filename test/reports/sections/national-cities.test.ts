import { describe, expect, it } from "vitest";
import type { SourceReading } from "../../../pipeline/contracts/reading.ts";
import { FigureBook } from "../../../pipeline/reports/figure-book.ts";
import { FigureMaker } from "../../../pipeline/reports/figure-maker.ts";
import { coverage } from "../../../pipeline/reports/sections/national-cities.ts";
import { publishersOf } from "../../../pipeline/reports/sections/publishers.ts";
import { readViews } from "../../../pipeline/reports/views.ts";
import { sampleReading, sampleReadings } from "../../warehouse/sample.ts";
import { loadedDatabase } from "../../warehouse/temporary.ts";

/** The one line on the one city table of the readings. */
async function coverageOf(readings: SourceReading[]) {
  const views = await readViews(await loadedDatabase(readings));
  const [row] = views.rows("report_coverage");
  const make = new FigureMaker(new FigureBook("national"));
  const [line] = coverage(views, make, publishersOf(views, make));
  if (row === undefined || line === undefined) throw new Error("No city table is covered.");
  return { row, line };
}

const cityRecords = (...places: number[]): string[] =>
  places.map((place) => `cities/city_row/${String(place).padStart(4, "0")}`);

describe("coverage", () => {
  it("lets what is counted of loaded rows rest on these alone, without the row set aside", async () => {
    const { row, line } = await coverageOf(sampleReadings());
    expect(row.cells).toMatchObject({ rows_seen: 4, rows_loaded: 3, without_pay: 1 });
    expect(row.record_ids).toEqual(cityRecords(0, 1, 2, 3));
    expect(line).toMatchObject({
      cities: { value: 3, record_ids: cityRecords(0, 1, 2) },
      jobs: { value: 4050, record_ids: cityRecords(0, 1, 2) },
      states: { value: 2, record_ids: cityRecords(0, 1, 2) },
      stops_in_a_row: true,
      last_state: { value: "Arizona" },
    });
  });

  it("rests on every row seen where none is loaded, and then knows no jobs", async () => {
    const unread = { disposition: "quarantined", reason: "the row stops after its name" } as const;
    const { line } = await coverageOf([
      sampleReading("cities", [{ kind: "city_row", raw_text: "IllinoisPeoria", outcome: unread }]),
    ]);
    expect(line).toMatchObject({
      cities: { value: 0, record_ids: cityRecords(0) },
      jobs: { value: null, mark: "not stated", record_ids: cityRecords(0) },
      last_state: null,
    });
  });
});
