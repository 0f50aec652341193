import { describe, expect, it } from "vitest";

import { ageInWords } from "../../templates/screen/age-in-words.ts";
import { sorted } from "../../templates/screen/sort-order.ts";
import { statedText, tooltipFields, tooltipText } from "../../templates/screen/tooltip-fields.ts";

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
    expect(statedText({ City: "Yuma, AZ", "Typical salary a year": "no figure", Jobs: "80" })).toEqual({
      heading: "Yuma, AZ",
      lines: [
        ["Typical salary a year", "no figure"],
        ["Jobs", "80"],
      ],
    });
  });

  const spec = {
    hconcat: [
      {
        encoding: { y: { field: "name", type: "nominal", sort: { field: "place" } } },
        layer: [
          {
            encoding: {
              x: { field: "low_usd", type: "quantitative", axis: { format: "$,.0f" } },
              x2: { field: "high_usd" },
            },
          },
          { encoding: { x: { field: "p25", type: "quantitative" } } },
        ],
      },
      {
        encoding: {
          x: { field: "jobs", type: "quantitative", title: "Jobs in the area" },
          text: { field: "jobs_text" },
        },
      },
    ],
  };
  const row = {
    name: "Mesa\nMay 2006",
    place: 3,
    low_usd: 20000,
    high_usd: 9000,
    p25: null,
    jobs: 1290,
    jobs_text: "1,290",
    figure: "AZ:1",
  };
  const text = tooltipText(row, tooltipFields(spec), (value, by) => `${by} ${value}`);

  it("has readable names, the page's own texts, and nothing that the chart does not draw", () => {
    expect(text).toEqual({
      heading: "Mesa, May 2006",
      lines: [
        ["High", "$,.0f 9000"],
        ["Low", "$,.0f 20000"],
        ["Jobs in the area", "1,290"],
      ],
    });
  });

  it("takes its heading from the row where the chart names none of its fields", () => {
    const { heading } = tooltipText(row, { ...tooltipFields(spec), names: [] }, String);
    expect(heading).toBe("Mesa, May 2006");
  });

  it("names percentiles", () => {
    const { lines } = tooltipText({ ...row, p25: 1 }, tooltipFields(spec), String);
    expect(lines.map(([name]) => name)).toContain("25th percentile");
  });
});
