import { describe, expect, it } from "vitest";
import type { SourceReading } from "../../../pipeline/contracts/reading.ts";
import { readReferenceTables } from "../../../pipeline/read-source.ts";
import { FigureBook } from "../../../pipeline/reports/figure-book.ts";
import { FigureMaker } from "../../../pipeline/reports/figure-maker.ts";
import { disagreements } from "../../../pipeline/reports/sections/disagreements.ts";
import { payStrips } from "../../../pipeline/reports/sections/nation.ts";
import { publishersOf } from "../../../pipeline/reports/sections/publishers.ts";
import { readViews } from "../../../pipeline/reports/views.ts";
import { about, sampleReading, statedIn, wage } from "../../warehouse/sample.ts";
import { loadedDatabase } from "../../warehouse/temporary.ts";

function median(id: string, annual_usd: number, period: string | null): SourceReading {
  const dated = statedIn(period);
  const row = wage({ ...dated, statistic: "median", annual_usd });
  return sampleReading(id, [
    { kind: "wage", raw_text: `$${annual_usd}`, outcome: { disposition: "loaded", rows: [row] } },
  ]);
}

async function deskOf(readings: SourceReading[]) {
  const views = await readViews(await loadedDatabase([...readings, ...(await readReferenceTables())]));
  const make = new FigureMaker(new FigureBook("national"));
  return [views, make, publishersOf(views, make)] as const;
}

describe("disagreements", () => {
  it("name each side of a question with its date, newest first and undated last", async () => {
    const desk = await deskOf([
      median("old", 28_030, "2006-05"),
      median("loose", 40_000, null),
      median("new", 50_250, "2024-05"),
    ]);
    const [pay, ...others] = disagreements(...desk);
    expect(others).toEqual([]);
    expect(pay?.answers.map(({ value, period }) => [value.text, period?.period?.text])).toEqual([
      ["$50,250", "May 2024"],
      ["$28,030", "May 2006"],
      ["$40,000", undefined],
    ]);
  });

  it("are none where the sources say the same", async () => {
    const desk = await deskOf([median("one", 38_040, "2016-05"), median("two", 38_040, "2016-05")]);
    expect(disagreements(...desk)).toEqual([]);
  });
});

describe("one source alone", () => {
  const schooling = (level: "certificate" | "associate") => ({
    kind: "education_requirement",
    raw_text: level,
    outcome: {
      disposition: "loaded" as const,
      rows: [
        {
          table: "education_requirements" as const,
          row: { ...about, level, necessity: "typical" as const, applies_to: null, statement: level },
        },
      ],
    },
  });

  it("does not disagree with itself, however much it allows", async () => {
    const both = sampleReading("both", [schooling("certificate"), schooling("associate")]);
    expect(disagreements(...(await deskOf([both])))).toEqual([]);
    const one = sampleReading("one", [schooling("associate")]);
    expect(disagreements(...(await deskOf([both, one]))).map(({ topic }) => topic)).toEqual(["schooling"]);
  });
});

describe("payStrips", () => {
  it("merges sources that print the same for the same time, and no undated ones", async () => {
    const strips = payStrips(
      ...(await deskOf([
        median("one", 38_040, "2016-05"),
        median("two", 38_040, "2016-05"),
        median("three", 38_040, null),
        median("four", 38_040, null),
      ])),
    );
    expect(strips.map(({ publishers }) => publishers.length)).toEqual([2, 1, 1]);
    expect(strips.map(({ iso }) => iso)).toEqual(["2016-05", null, null]);
  });
});
