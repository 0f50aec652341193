import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Unit } from "../../pipeline/contracts/figure.ts";
import { ratioInWords } from "../../pipeline/reports/comparison-words.ts";
import {
  computeFormula,
  formulaInWords,
  type FormulaName,
  type Input,
} from "../../pipeline/reports/formulas.ts";

function input(value: Input["value"], unit: Unit = "usd", text = String(value)): Input {
  return { id: "r:1", value, text, unit, mark: value === null ? "*" : null };
}
const all = (values: readonly number[], unit?: Unit): Input[] => values.map((value) => input(value, unit));

describe("what formulas give", () => {
  it.each<[FormulaName, Input[], number | string, Unit, string]>([
    ["sum", all([1_000, 290], "jobs"), 1_290, "jobs", "1,290"],
    ["sum", [input(18.29), input(1)], 19.29, "usd", "$19.29"],
    ["difference", all([47_790, 50_000]), -2_210, "usd", "−$2,210"],
    ["difference", all([13, 8], "pct"), 5, "pct", "5 percentage points"],
    ["difference", all([2018, 2012], "year"), 6, "count", "6"],
    ["ratio", all([47_790, 28_000]), 47_790 / 28_000, "ratio", "1.7"],
    ["share", all([2_115, 45_000], "jobs"), 4.7, "pct", "4.7%"],
    ["share", all([1, 1_000], "jobs"), 0.1, "pct", "0.10%"],
    ["percent_change", all([28_000, 41_160]), 47, "pct", "47%"],
    ["percent_change", all([100, 97]), -3, "pct", "−3%"],
    ["percent_change_size", all([100, 97]), 3, "pct", "3%"],
    ["direction", all([100, 97]), "fell", "words", "fell"],
    ["direction", all([97, 100]), "rose", "words", "rose"],
    ["direction", all([97, 97]), "stayed the same", "words", "stayed the same"],
    ["times_in_words", all([47_790, 25_000]), "nearly twice", "words", "nearly twice"],
    ["least", all([3, 1, 2]), 1, "usd", "$1"],
    ["greatest", all([3, 1, 2]), 3, "usd", "$3"],
    ["range", [input(3, "usd", "$3"), input(1, "usd", "$1")], "1/3", "usd", "$1–$3"],
    ["real_usd", [input(100), input(50, "ratio"), input(75, "ratio")], 150, "usd", "$150"],
  ])("%s of %o is %s", (name, inputs, value, unit, text) => {
    const result = computeFormula(name, inputs);
    expect(result).toMatchObject({ unit, text, mark: null });
    if (typeof value === "number") expect(result.value).toBeCloseTo(value, 9);
    else expect(result.value).toBe(value);
  });

  it("are missing with the mark of the missing input, whichever it is", () => {
    for (const inputs of [
      [input(null), input(1)],
      [input(1), input(null)],
    ]) {
      for (const name of ["sum", "ratio", "percent_change", "times_in_words", "range"]) {
        expect(computeFormula(name, inputs)).toMatchObject({ value: null, text: "", mark: "*" });
      }
    }
  });

  it.each<[FormulaName, Input[]]>([
    ["ratio", all([1, 0])],
    ["share", all([1, 0])],
    ["percent_change", all([0, 1])],
    ["percent_change", all([-5, 1])],
    ["times_in_words", all([1, 0])],
    ["times_in_words", all([-1, 2])],
    ["real_usd", [input(1), input(0, "ratio"), input(1, "ratio")]],
    ["area_jobs_range", [input(40, "jobs"), input(0, "pct")]],
    ["location_quotient_range", [input(0.1, "pct"), input(0, "jobs"), input(0, "jobs")]],
  ])("%s of %o has no result", (name, inputs) => {
    expect(computeFormula(name, inputs)).toMatchObject({ value: null, text: "", mark: "not computed" });
  });

  it.each<[string, Input[]]>([
    ["product", all([1, 2])],
    ["constructor", all([1, 2])],
    ["sum", []],
    ["ratio", all([1])],
    ["ratio", all([1, 2, 3])],
    ["location_quotient_range", [input(0.1, "pct"), input(1, "jobs")]],
    ["ratio", [input(1, "usd"), input(1, "jobs")]],
    ["least", [input("28000/56000")]],
  ])("%s of %o is refused", (name, inputs) => {
    expect(() => computeFormula(name, inputs)).toThrow(RangeError);
  });

  it("say how they are computed and where that comes from", () => {
    expect(formulaInWords("real_usd")?.says).toBe("amount × index_to ÷ index_from, in whole dollars");
    expect(formulaInWords("location_quotient_range")?.source).toContain("Bureau of Labor Statistics");
    expect(formulaInWords("product")).toBeNull();
  });
});

describe("ranges that respect rounding", () => {
  it("takes 0.09 % as 0.085 to 0.095 % and 70 jobs as 65 to 75", () => {
    const [jobs, share] = [input(70, "jobs"), input(0.09, "pct")];
    expect(computeFormula("area_jobs_range", [jobs, share]).text).toBe("68,400–88,300");
    const nation = [input(182_900, "jobs"), input(130_287_700, "jobs")];
    expect(computeFormula("location_quotient_range", [share, ...nation]).text).toBe("0.60–0.68");
  });

  it("holds every true value that rounds to what is printed", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 40_000 }),
        fc.integer({ min: 20_000, max: 9_000_000 }),
        fc.integer({ min: 10_000, max: 400_000 }),
        (trueJobs, areaJobs, nationJobs) => {
          fc.pre(trueJobs < areaJobs);
          const nationAll = 140_000_000;
          const share = input(Math.round((trueJobs / areaJobs) * 10_000) / 100, "pct");
          const jobs = input(Math.round(trueJobs / 10) * 10, "jobs");
          const quotient = computeFormula("location_quotient_range", [
            share,
            input(Math.round(nationJobs / 10) * 10, "jobs"),
            input(nationAll, "jobs"),
          ]);
          expectWithin(quotient.text, trueJobs / areaJobs / (nationJobs / nationAll));
          const area = computeFormula("area_jobs_range", [jobs, share]);
          if (area.value !== null) expectWithin(area.text, areaJobs);
        },
      ),
      { seed: 5 },
    );
  });

  function expectWithin(text: string, value: number): void {
    const ends = text.replaceAll(",", "").split("–").map(Number);
    expect(ends[0]).toBeLessThanOrEqual(value);
    expect(ends.at(-1)).toBeGreaterThanOrEqual(value);
  }

  it("spans the national shares of all releases", () => {
    const share = input(0.1, "pct");
    const low = [input(100_000, "jobs"), input(100_000_000, "jobs")];
    const high = [input(200_000, "jobs"), input(100_000_000, "jobs")];
    expect(computeFormula("location_quotient_range", [share, ...low, ...high]).text).toBe("0.47–1.06");
  });
});

describe("ratios in words", () => {
  it.each([
    [0.1, "less than a quarter of"],
    [1 / 4, "about a quarter of"],
    [1 / 3, "about a third of"],
    [1 / 2, "about half"],
    [2 / 3, "about two thirds of"],
    [3 / 4, "about three quarters of"],
    [0.8, "about a fifth less than"],
    [0.9, "about a tenth less than"],
    [0.95, "a little less than"],
    [1, "about the same as"],
    [1.05, "a little more than"],
    [1.1, "about a tenth more than"],
    [1.2, "about a fifth more than"],
    [1.25, "about a quarter more than"],
    [4 / 3, "about a third more than"],
    [1.5, "about half as much again as"],
    [5 / 3, "about two thirds more than"],
    [1.75, "about three quarters more than"],
    [1.9, "nearly twice"],
    [2, "about twice"],
    [2.4, "more than twice"],
    [3, "about three times"],
    [3.5, "more than three times"],
    [11, "more than ten times"],
  ])("%d is %s", (ratio, words) => {
    expect(ratioInWords(ratio)).toBe(words);
  });

  it("has no digit, and says never the same of what is clearly more", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1_000, noNaN: true }), (ratio) => {
        const words = ratioInWords(ratio);
        expect(words).not.toMatch(/\d/u);
        if (ratio > 1.03) expect(words).toMatch(/more|again|twice|times/u);
        if (ratio < 0.97) expect(words).toMatch(/less|half|of$/u);
      }),
      { seed: 3 },
    );
  });
});
