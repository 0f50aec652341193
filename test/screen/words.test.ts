import { describe, expect, it } from "vitest";

import { ageInWords } from "../../templates/screen/age-in-words.ts";
import { sorted } from "../../templates/screen/sort-order.ts";
import { tooltipText } from "../../templates/screen/tooltip-text.ts";

describe("ageInWords", () => {
  const now = new Date("2026-03-01T12:00:00Z");
  it.each([
    ["2026-03-01", "today"],
    ["2026-02-28", "yesterday"],
    ["2026-02-20", "9 days ago"],
    ["2026-02-01", "4 weeks ago"],
    ["2025-12-01", "2 months ago"],
    ["2025-02-20T10:00:00.000Z", "1 year ago"],
    ["2006-05-01", "19 years ago"],
    ["2026-03-02", null],
    ["soon", null],
  ])("%s is %s", (iso, words) => {
    expect(ageInWords(iso, now)).toBe(words);
  });
});

describe("sorted", () => {
  const rows = [["b", 2] as const, ["a", 10] as const, ["none", null] as const, ["c", 2] as const];
  const names = (direction: "ascending" | "descending"): string[] =>
    sorted(rows, ([, key]) => key, direction).map(([name]) => name);

  it("keeps equals in their order and what is missing at the end, both ways", () => {
    expect(names("ascending")).toEqual(["b", "c", "a", "none"]);
    expect(names("descending")).toEqual(["a", "b", "c", "none"]);
  });

  it("orders words as a reader would, accents and capitals aside", () => {
    const words = ["Zürich", "área 10", "Area 9", "beta"];
    expect(sorted(words, (word) => word, "ascending")).toEqual(["Area 9", "área 10", "beta", "Zürich"]);
  });
});

describe("a tooltip", () => {
  it("says what its chart names, the first as its heading", () => {
    expect(tooltipText({ City: "Yuma, AZ", "Typical salary a year": "no figure", Jobs: "80" })).toEqual({
      heading: "Yuma, AZ",
      lines: [
        ["Typical salary a year", "no figure"],
        ["Jobs", "80"],
      ],
    });
  });
});
