import { describe, expect, it } from "vitest";
import { datedInWords, periodInWords, timeInWords } from "../../pipeline/reports/period-words.ts";

describe("a reference period in words", () => {
  it.each([
    ["2006-05", "May 2006"],
    ["2016", "2016"],
    ["2016/2026", "2016–26"],
    ["1996/2006", "1996–2006"],
    ["2016-13", null],
    ["2016-00", null],
    ["2016-05-01", null],
    ["May 2016", null],
    ["", null],
  ])("%s is %s", (iso, words) => {
    expect(periodInWords(iso)).toBe(words);
  });

  it("says how it is known, and nothing more where it is not", () => {
    const evidence = "3 of 3 wage figures equal a release";
    const time = { period: "2024-05", basis: "inferred", evidence } as const;
    expect(timeInWords(time)).toBe("May 2024");
    expect(datedInWords(time)).toBe("May 2024 (inferred: 3 of 3 wage figures equal a release)");
    expect(datedInWords({ period: "2016", basis: "stated", evidence: null })).toBe("2016 (stated)");
    expect(datedInWords({ period: null, basis: "unknown", evidence: null })).toBe("undated");
  });
});
