import { describe, expect, test } from "vitest";
import { findProjectionSentences, findProjectionTables } from "../../pipeline/documents/find-projections.ts";
import { dump, fieldsOf, html } from "./dump.ts";

const read = (text: string): Readonly<Record<string, string>>[] =>
  fieldsOf(findProjectionSentences(dump(text).blocks));

describe("projection sentences", () => {
  test.each([
    [
      "Employment is projected to grow 13 percent over the next ten years.",
      { change_pct: "13", window: "next ten years", direction: "up" },
    ],
    [
      "Employment is projected to decline 4.5 percent from 2024 to 2034.",
      { change_pct: "4.5", base_year: "2024", target_year: "2034", direction: "down" },
    ],
    [
      "The BLS says employment will grow by 7% between 2024 and 2034. About 14,200 openings are expected each year.",
      { change_pct: "7", base_year: "2024", target_year: "2034", direction: "up", openings: "14,200" },
    ],
    ["About 900 openings a year are projected.", { openings: "900" }],
  ])("%s", (text, expected) => {
    expect(read(text)).toEqual([expected]);
  });

  test.each([
    ["Her savings grow 13 percent."],
    ["There are many openings each year."],
    ["Grow with us: 7 courses."],
  ])("nothing in: %s", (text) => {
    expect(read(text)).toEqual([]);
  });
});

describe("projection tables", () => {
  const lines = [
    "Employment projections data for Registrars, 2016-26",
    "Occupational Title Employment, 2016 Projected Employment, 2026 Change, 2016-26",
    "Percent Numeric",
    "Registrars 206,300 234,100 13 27,800",
  ];
  const expected = {
    title: "Registrars",
    base_year: "2016",
    target_year: "2026",
    base_jobs: "206,300",
    target_jobs: "234,100",
    change_pct: "13",
    change_jobs: "27,800",
  };

  test("from lines of a dump", () => {
    expect(fieldsOf(findProjectionTables(dump(lines.join("\n"))))).toEqual([expected]);
  });

  test("columns go by their heading, whatever their order", () => {
    const turned = [lines[0], lines[1], "Numeric Percent", "Registrars 206,300 234,100 27,800 13"];
    expect(fieldsOf(findProjectionTables(dump(turned.join("\n"))))).toEqual([expected]);
  });

  test("from a table with spanning headings", () => {
    const page = html(
      "<table><caption>Employment projections data for Registrars, 2016-26</caption><tr><th rowspan=2>Occupational Title</th><th rowspan=2>Employment, 2016</th><th rowspan=2>Projected Employment, 2026</th><th colspan=2>Change, 2016-26</th></tr><tr><th>Percent</th><th>Numeric</th></tr><tr><td>Registrars</td><td>206,300</td><td>234,100</td><td>13</td><td>27,800</td></tr></table>",
    );
    expect(fieldsOf(findProjectionTables(page))).toEqual([expected]);
  });

  test("a row that is short of a number is not read by position", () => {
    const short = [...lines.slice(0, 3), "Registrars 206,300 234,100 27,800"];
    expect(fieldsOf(findProjectionTables(dump(short.join("\n"))))).toEqual([]);
  });
});
