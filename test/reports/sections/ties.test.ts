import { describe, expect, it } from "vitest";
import { FigureBook } from "../../../pipeline/reports/figure-book.ts";
import { FigureMaker } from "../../../pipeline/reports/figure-maker.ts";
import { byPay, cityEnds, leading } from "../../../pipeline/reports/sections/city-lines.ts";
import { named, tiedFirst } from "../../../pipeline/reports/sections/ties.ts";
import { cityViews, type City } from "../city-views.ts";

const same = (value: number | null): number | null => value;

describe("tiedFirst", () => {
  it("takes the rows that share the first one's value, and no others", () => {
    expect(tiedFirst([3, 3, 2, 3], same)).toEqual([3, 3]);
    expect(tiedFirst([3, 2], same)).toEqual([3]);
    expect(tiedFirst([], same)).toEqual([]);
  });

  it("shares nothing that is missing", () => {
    expect(tiedFirst([null, null], same)).toEqual([null]);
  });
});

describe("named", () => {
  it("names a few, and of many the first", () => {
    expect(named(["a", "b", "c"], String)).toEqual({ names: ["a", "b", "c"], has_more: false, is_tie: true });
    expect(named(["a", "b", "c", "d"], String)).toEqual({ names: ["a"], has_more: true, is_tie: true });
    expect(named(["a"], String)).toEqual({ names: ["a"], has_more: false, is_tie: false });
  });
});

describe("the ends of cities", () => {
  const make = () => new FigureMaker(new FigureBook("national"));
  const city = (name: string, typical: number, jobs: number): City => ({
    city: name,
    state: "AZ",
    typical,
    jobs,
  });
  const rowsOf = (...cities: City[]) => byPay(cityViews(cities).rows("report_cities")).paid;
  const namesOf = (end: { readonly names: readonly { readonly city: { readonly text: string } }[] } | null) =>
    end?.names.map(({ city: { text } }) => text);

  it("name every city that shares one", () => {
    const rows = rowsOf(city("A", 40_000, 500), city("B", 40_000, 400), city("C", 30_000, 300));
    const ends = cityEnds(rows, "typical_annual_usd", "ends", make());
    expect(namesOf(ends?.highest ?? null)).toEqual(["A", "B"]);
    expect(namesOf(ends?.lowest ?? null)).toEqual(["C"]);
  });

  it("are one where all cities have the same", () => {
    const rows = rowsOf(city("A", 40_000, 500), city("B", 40_000, 400));
    expect(cityEnds(rows, "typical_annual_usd", "ends", make())).toMatchObject({ lowest: null, times: null });
  });

  it("are small groups only where all of them are", () => {
    const rows = rowsOf(city("A", 40_000, 500), city("B", 40_000, 40), city("C", 30_000, 30));
    expect(leading(rows, "typical_annual_usd", make())?.is_small).toBe(false);
    expect(leading(rows.toReversed(), "typical_annual_usd", make())?.is_small).toBe(true);
  });
});
