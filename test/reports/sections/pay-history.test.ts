import { describe, expect, it } from "vitest";
import type { OccupationAtHand } from "../../../pipeline/contracts/occupation.ts";
import type { SourceReading } from "../../../pipeline/contracts/reading.ts";
import { FigureBook } from "../../../pipeline/reports/figure-book.ts";
import { FigureMaker } from "../../../pipeline/reports/figure-maker.ts";
import { readReferenceTables } from "../../../pipeline/read-source.ts";
import { payHistory } from "../../../pipeline/reports/sections/pay-history.ts";
import { payPoints, payRuns, pricesOf } from "../../../pipeline/reports/sections/pay-points.ts";
import { publishersOf } from "../../../pipeline/reports/sections/publishers.ts";
import { readViews } from "../../../pipeline/reports/views.ts";
import { PROJECT_DIR } from "../../../pipeline/lib/paths.ts";
import { drawChart, loadCharts } from "../../../pipeline/stages/chart.ts";
import {
  sampleOccupation,
  sampleReading,
  statedIn,
  strangeOccupation,
  wage,
} from "../../warehouse/sample.ts";
import { loadedDatabase } from "../../warehouse/temporary.ts";

/** A page that prints one national median. */
function median(
  id: string,
  annual_usd: number,
  period: string | null,
  occupation_code: string | null,
  occupation_title = "Health information technicians",
): SourceReading {
  const occupation = { occupation_code, occupation_title };
  const row = wage({ ...statedIn(period), ...occupation, statistic: "median", annual_usd });
  const outcome = { disposition: "loaded" as const, rows: [row] };
  return sampleReading(id, [{ kind: "wage", raw_text: `$${annual_usd}`, outcome }], occupation);
}

interface Setting {
  readonly hasReference?: boolean;
  readonly occupation?: OccupationAtHand;
}

async function deskOf(
  pages: readonly SourceReading[],
  { hasReference = true, occupation = sampleOccupation }: Setting = {},
) {
  const references = hasReference ? await readReferenceTables() : [];
  const views = await readViews(await loadedDatabase([...pages, ...references], occupation));
  const make = new FigureMaker(new FigureBook("national"));
  return { views, make, publishers: publishersOf(views, make) };
}

async function pointsOf(pages: readonly SourceReading[], setting?: Setting) {
  const { views, make, publishers } = await deskOf(pages, setting);
  return payPoints(views, make, publishers, pricesOf(views, make));
}

async function historyOf(pages: readonly SourceReading[], setting?: Setting) {
  const { views, make, publishers } = await deskOf(pages, setting);
  return payHistory(views, make, publishers);
}

const of2016 = median("new", 38_040, "2016-05", "29-2071");
const of2006 = median("old", 28_030, "2006-05", "29-2071");

describe("payPoints", () => {
  it("are the releases of the page's code and its lineage, with the pages that repeat one beside it", async () => {
    const points = await pointsOf([of2016, median("twin", 38_040, "2016-05", "29-2071")]);
    expect(points).toHaveLength(17);
    expect(new Set(points.map(({ code }) => code?.text))).toEqual(
      new Set(["29-2071", "29-2098", "29-2072", "29-9021"]),
    );
    const repeated = points.filter(({ publishers }) => publishers.length > 0);
    expect(repeated.map(({ period, publishers }) => [period.text, publishers.length])).toEqual([
      ["May 2016", 2],
    ]);
  });

  it.each([
    ["another amount", median("new", 38_041, "2016-05", "29-2071")],
    ["another month", median("new", 38_040, "2016-06", "29-2071")],
    ["another code", median("new", 38_040, "2016-05", "29-2072")],
  ])("keep a page with %s apart, and in no line", async (_what, page) => {
    const points = await pointsOf([page]);
    const own = points.filter((point) => point.series === null);
    expect(own).toHaveLength(1);
    expect(payRuns(points).flatMap((run) => run.points)).not.toContain(own[0]);
  });

  it("give dollars of the newest year of the index, and none for a year that it does not have", async () => {
    const points = await pointsOf([of2006, median("far", 20_000, "1996", "29-2071")]);
    const real = new Map(
      points.map((point) => [`${point.code?.text ?? ""} ${point.period.text}`, point.real]),
    );
    // 28,030 × 313.689 ÷ 201.6
    expect(real.get("29-2071 May 2006")?.text).toBe("$43,615");
    expect(real.get("29-2071 1996")).toBeNull();
    expect(real.get("29-2072 May 2024")?.text).toBe("$50,250");
  });

  it("rest on the lines of the reference tables", async () => {
    const point = (await pointsOf([of2016])).find(({ period }) => period.text === "May 2012");
    expect(point?.real?.record_ids.map((id) => id.split("/")[0])).toEqual([
      "reference-cpi-u-annual",
      "reference-cpi-u-annual",
      "reference-oews-national",
    ]);
  });

  it("leave out undated medians and those of an interval", async () => {
    const points = await pointsOf([median("a", 1, null, "29-2071"), median("b", 2, "2016/2026", "29-2071")], {
      hasReference: false,
    });
    expect(points).toEqual([]);
  });
});

describe("payRuns", () => {
  it("never join two codes, nor years with a gap between them", async () => {
    const points = await pointsOf([of2016]);
    const without2015 = points.filter(({ year }) => year !== 2015);
    const ends = payRuns(without2015).map((run) => [
      run.code.text,
      run.points[0]?.year,
      run.points.at(-1)?.year,
    ]);
    expect(ends).toEqual([
      ["29-2071", 2012, 2014],
      ["29-2071", 2016, 2018],
      ["29-2098", 2019, 2020],
      ["29-2072", 2021, 2024],
      ["29-9021", 2021, 2024],
    ]);
  });
});

describe("payHistory", () => {
  it("leads with the code that pages prove, and counts what it says from the data", async () => {
    const { data, charts } = await historyOf([of2016]);
    expect(data["lead"]).toMatchObject({
      code: { text: "29-2071" },
      first: { median: { text: "$34,160" } },
      last: { median: { text: "$40,350" } },
      direction: { text: "rose" },
      change: { text: "18%" },
      real_change: { text: "8%" },
    });
    const breaks = charts[0]?.rows.filter(({ kind }) => kind === "break").map(({ year }) => year);
    expect(breaks).toEqual([2018.5, 2020.5, 2018.5, 2020.5]);
  });

  it("leads with a newer code where pages prove that one only", async () => {
    const { data } = await historyOf([median("new", 50_250, "2024-05", "29-2072")]);
    expect(data["lead"]).toMatchObject({ code: { text: "29-2072" }, real_direction: { text: "fell" } });
  });

  it.each([
    ["no dated median", [median("a", 40_000, null, null, "Medical assistants")]],
    ["one dated median", [median("a", 40_000, "2016-05", "31-9092")]],
  ])("says so instead of drawing with %s", async (_what, pages) => {
    const { data, charts } = await historyOf(pages, { occupation: strangeOccupation });
    expect(data).toMatchObject({ is_shown: false });
    expect(charts).toEqual([]);
  });

  it.each([
    ["two years", ["2006-05", "2016-05"]],
    ["one year twice", ["2016-05", "2016-05"]],
    ["one year and the next", ["2015", "2016"]],
  ])("draws an occupation that the reference does not know as points of %s", async (_what, periods) => {
    const pages = periods.map((period, at) => median(`s${"ab".charAt(at)}`, 40_000 + at, period, "31-9092"));
    const { data, charts } = await historyOf(pages, { occupation: strangeOccupation });
    expect(data).toMatchObject({ is_shown: true, lead: null, has_series: false, has_breaks: false });
    const [chart] = charts;
    if (chart === undefined) throw new Error("nothing is drawn");
    const { svg } = await drawChart(chart, await loadCharts(`${PROJECT_DIR}/templates`));
    expect(svg).not.toMatch(/NaN|undefined/u);
    expect(svg).not.toContain("mark-line");
  });

  it("draws without constant dollars where no price index is loaded", async () => {
    const { data, charts } = await historyOf([of2006, of2016], { hasReference: false });
    expect(data).toMatchObject({ is_shown: true, prices: null });
    expect(new Set(charts[0]?.rows.map(({ panel }) => panel))).toEqual(new Set(["In dollars of the time"]));
  });
});
