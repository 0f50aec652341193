import { describe, expect, test } from "vitest";
import {
  findIndustryMedians,
  findWageStatements,
  paragraphContext,
} from "../../pipeline/documents/find-wages.ts";
import { dump, fieldsOf, html, sourceOf } from "./dump.ts";

const read = (text: string): Readonly<Record<string, string>>[] =>
  fieldsOf(findWageStatements(dump(text).blocks));

describe("wage statements", () => {
  test.each([
    ["The median annual wage for registrars was $38,040.", { median: "$38,040", per: "annual" }],
    ["The mean annual wage is about $41,460 today.", { mean: "$41,460", per: "annual" }],
    ["Average pay for coders is $19.93 per hour.", { mean: "$19.93", per: "hourly" }],
    [
      "The median hourly wage of actors was $17.54 in May 2017.",
      { median: "$17.54", per: "hourly", period: "May 2017" },
    ],
    ["The lowest 10 percent earned less than $25,070.", { p10: "$25,070" }],
    ["The lowest-paid ten percent earned below $25,070.", { p10: "$25,070" }],
    ["The top 10% made more than $62,840.", { p90: "$62,840" }],
    ["The middle 50 percent earned between $22,420 and $35,990.", { p25: "$22,420", p75: "$35,990" }],
    [
      "Salaries typically range from $35,780 to $80,950 a year.",
      { range_low: "$35,780", range_high: "$80,950" },
    ],
    ["Technologist Salary Range: $25,070 to $62,840", { range_low: "$25,070", range_high: "$62,840" }],
    ["Technologist Salary (Annual): $38,040", { typical: "$38,040", per: "annual" }],
  ])("%s", (text, expected) => {
    expect(read(text)).toEqual([expected]);
  });

  test.each([
    ["The median annual wages in the top industries are as follows:"],
    ["Tuition is $4,210 per term."],
    ["The median age is 41 years. A bus ride costs $3."],
    ["Half of them earn more than the median."],
  ])("nothing in: %s", (text) => {
    expect(read(text)).toEqual([]);
  });

  test("a clause without a date has that of its paragraph, where it names only one", () => {
    const one = read(
      "Median annual earnings were $28,030 in May 2006. The lowest 10 percent earned less than $19,060.",
    );
    expect(one[1]).toEqual({ p10: "$19,060", paragraph_period: "May 2006", paragraph_per: "annual" });
    const two = read(
      "Median annual earnings were $28,030 in May 2006, after May 2004. The lowest 10 percent earned less than $19,060.",
    );
    expect(two[1]).toEqual({ p10: "$19,060", paragraph_per: "annual" });
    expect(paragraphContext("It may 2006 times")).toEqual({});
  });

  test("a clause without a unit has that of its paragraph, where it names only one", () => {
    const text = "The median hourly wage of actors was $17.54. The lowest 10 percent earned less than $9.05.";
    expect(read(text)[1]).toEqual({ p10: "$9.05", paragraph_per: "hourly" });
    expect(read(`${text} Few have an annual contract.`)[1]).toEqual({ p10: "$9.05" });
  });

  test("medians by industry have what their lead says of them all", () => {
    const page = dump(
      "The median hourly wages in the top industries in May 2017 were as follows:\n\nTheaters $19.20\nSchools 18.75",
    );
    expect(fieldsOf(findIndustryMedians(page, /top industries/u))).toEqual([
      {
        label: "Theaters",
        value: "$19.20",
        unit: "$",
        paragraph_period: "May 2017",
        paragraph_per: "hourly",
      },
      { label: "Schools", value: "18.75", unit: "$", paragraph_period: "May 2017", paragraph_per: "hourly" },
    ]);
  });

  test("the place is the clause, also through markup and entities", () => {
    const page = html("<p>By then the <b>median</b> annual&nbsp;wage was <b>&#36;38,040</b>, they say.</p>");
    const [find] = findWageStatements(page.blocks);
    expect(fieldsOf(find === undefined ? [] : [find])).toEqual([{ median: "$38,040", per: "annual" }]);
    expect(sourceOf(page, find)).toBe("median</b> annual&nbsp;wage was <b>&#36;38,040");
  });
});
