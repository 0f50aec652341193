import { describe, expect, it } from "vitest";
import type { SourceReading } from "../../../pipeline/contracts/reading.ts";
import type { FactRow, OfOccupation } from "../../../pipeline/contracts/rows.ts";
import { FigureBook } from "../../../pipeline/reports/figure-book.ts";
import { FigureMaker } from "../../../pipeline/reports/figure-maker.ts";
import { readReferenceTables } from "../../../pipeline/read-source.ts";
import type { Section } from "../../../pipeline/reports/report-definition.ts";
import { concentration } from "../../../pipeline/reports/sections/concentration.ts";
import { publishersOf } from "../../../pipeline/reports/sections/publishers.ts";
import { readViews } from "../../../pipeline/reports/views.ts";
import {
  employment,
  sampleOccupation,
  sampleReading,
  statedIn,
  strangeOccupation,
  wage,
} from "../../warehouse/sample.ts";
import { loadedDatabase } from "../../warehouse/temporary.ts";

interface City {
  readonly name: string;
  readonly jobs: number;
  readonly share: number;
}

/** A page with a table of cities. */
function citiesPage(
  cities: readonly City[],
  code: string | null,
  period: string | null = null,
  id = "cities",
): SourceReading {
  const occupation: OfOccupation = {
    occupation_title: "Health information technicians",
    occupation_code: code,
  };
  const dated = statedIn(period);
  const facts = cities.map(({ name, jobs, share }) => {
    const place = {
      area_type: "metro",
      area_name: name,
      state: "AZ",
    } as const;
    const of = { ...occupation, ...place, ...dated };
    const rows: FactRow[] = [
      wage({ ...of, statistic: "typical", annual_usd: 30_000 }),
      employment({ ...of, measure: "jobs", value: jobs }),
      employment({ ...of, measure: "share_of_area_jobs_pct", value: share }),
    ];
    return { kind: "city_row", raw_text: name, outcome: { disposition: "loaded" as const, rows } };
  });
  return sampleReading(id, facts, occupation);
}

async function sectionOf(
  pages: readonly SourceReading[],
  { hasReference = true, occupation = sampleOccupation } = {},
) {
  const references = hasReference ? await readReferenceTables() : [];
  const views = await readViews(await loadedDatabase([...pages, ...references], occupation));
  const make = new FigureMaker(new FigureBook("national"));
  return concentration(views, make, publishersOf(views, make));
}

/** The only table of a section. */
function tableIn({ data }: Section): Readonly<Record<string, unknown>> {
  const [table, ...others] = data["tables"] as readonly Readonly<Record<string, unknown>>[];
  if (table === undefined || others.length > 0) throw new Error("There is not one table.");
  return table;
}

const PHOENIX = { name: "Phoenix", jobs: 70, share: 0.09 };

describe("concentration", () => {
  it("gives ranges that respect the rounding of share and jobs", async () => {
    const table = tableIn(await sectionOf([citiesPage([PHOENIX], "29-2098")]));
    // 0.085 ÷ 0.2286 to 0.095 ÷ 0.2259, the shares of 2020 and 2019
    expect(table["lines"]).toMatchObject([
      { quotient: { text: "0.37–0.43" }, area_jobs: { text: "68,400–88,300" } },
    ]);
    expect(table["nation"]).toMatchObject({ is_own_code: true, is_of_period: false });
  });

  it("takes the release of the table's own time where there is one", async () => {
    const table = tableIn(await sectionOf([citiesPage([PHOENIX], "29-2071", "2012-05")]));
    expect(table["nation"]).toMatchObject({ is_of_period: true, least: { text: "0.14%" } });
    expect(table["lines"]).toMatchObject([{ quotient: { text: "0.60–0.68" } }]);
  });

  it("takes the codes that other pages prove where the table's page proves none", async () => {
    const other = {
      ...sampleReading("other", [
        { kind: "x", raw_text: "x", outcome: { disposition: "ignored", rule: "x" } },
      ]),
    };
    const table = tableIn(await sectionOf([citiesPage([PHOENIX], null), other]));
    expect(table["nation"]).toMatchObject({ is_own_code: false, codes: [{ text: "29-2071" }] });
  });

  it("shows the highest and the lowest of many, and of equals those with more jobs", async () => {
    const cities = Array.from({ length: 30 }, (_, at) => ({
      name: `City ${String.fromCharCode(65 + at)}`,
      jobs: 100 + 10 * at,
      share: at < 10 ? 0.05 : at < 20 ? 0.1 : 0.2,
    }));
    const section = await sectionOf([citiesPage(cities, "29-2071")]);
    const table = tableIn(section);
    const lines = table["lines"] as readonly { share: { text: string }; jobs: { value: number } }[];
    expect(lines.map(({ share }) => share.text)).toEqual([
      ...Array<string>(3).fill("0.20%"),
      ...Array<string>(3).fill("0.05%"),
    ]);
    expect(lines.map(({ jobs }) => jobs.value)).toEqual([390, 380, 370, 170, 180, 190]);
    expect(section.charts[0]?.rows).toHaveLength(6);
  });

  it("gives each source a table and a chart of its own, by the national share of its own code", async () => {
    const one = citiesPage([PHOENIX], "29-2098");
    const other = citiesPage([{ ...PHOENIX, name: "Tucson" }], "29-2071", "2012-05", "others");
    const { data, charts } = await sectionOf([one, other]);
    expect(data["tables"]).toMatchObject([
      {
        chart_id: "concentration-a",
        lines: [{ city: { text: "Phoenix" }, quotient: { text: "0.37–0.43" } }],
      },
      { chart_id: "concentration-b", lines: [{ city: { text: "Tucson" }, quotient: { text: "0.60–0.68" } }] },
    ]);
    expect(charts.map(({ id }) => id)).toEqual(["concentration-a", "concentration-b"]);
  });

  it("says that nothing is computed where the reference does not know the occupation", async () => {
    const unknown = await sectionOf([citiesPage([PHOENIX], "31-9092")], { occupation: strangeOccupation });
    expect(tableIn(unknown)).toMatchObject({ nation: null });
    expect(unknown.charts).toEqual([]);
    const alone = await sectionOf([citiesPage([PHOENIX], "29-2071")], { hasReference: false });
    expect(tableIn(alone)).toMatchObject({ nation: null });
  });

  it("says that nothing is computed where there are no cities", async () => {
    expect((await sectionOf([])).data["tables"]).toEqual([]);
  });

  it("leaves the jobs of an area out where the share is rounded to nothing", async () => {
    const table = tableIn(await sectionOf([citiesPage([{ name: "Mesa", jobs: 40, share: 0 }], "29-2071")]));
    expect(table["lines"]).toMatchObject([
      { area_jobs: { value: null, text: "not computed" }, quotient: { text: "0.00–0.04" } },
    ]);
  });
});
