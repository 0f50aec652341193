import { describe, expect, test } from "vitest";
import type { FactTables } from "../../../pipeline/contracts/rows.ts";
import { factsOf, type OohPage, quarantineOf, rawText, readText } from "./pages.ts";

const pharmacy = rawText("pharmacy-technicians");

/** The page with a text replaced, which must be there. */
function changed(...changes: readonly (readonly [RegExp | string, string])[]): OohPage {
  return readText(
    changes.reduce((text, [from, to]) => {
      const next = text.replaceAll(from, to);
      if (next === text) throw new Error(`nothing to replace: ${String(from)}`);
      return next;
    }, pharmacy),
  );
}

const wagesOf = (page: OohPage): FactTables["wages"][] =>
  factsOf(page).flatMap(({ table, row }) => (table === "wages" ? [row] : []));
const ownWages = (page: OohPage, title = "Pharmacy Technicians"): FactTables["wages"][] =>
  wagesOf(page).filter(({ occupation_title, industry }) => occupation_title === title && industry === null);

describe("pay that is not a number a year", () => {
  test("hourly only: no annual wage is made of it", () => {
    const page = changed(
      ["$43,460 per year<br>", ""],
      [
        "median annual wage for pharmacy technicians was $43,460",
        "median hourly wage for pharmacy technicians was $20.90",
      ],
      ["Median annual wages, May 2024", "Median hourly wages, May 2024"],
      ["$54,270", "$26.09"],
      ["$49,500", "$23.80"],
      ["<span>$43,460</span>", "<span>$20.90</span>"],
      ["less than $35,100", "less than $16.88"],
      ["more than $59,450", "more than $28.58"],
    );
    expect(quarantineOf(page)).toEqual([]);
    expect(ownWages(page).map((row) => [row.statistic, row.annual_usd, row.hourly_usd, row.mark])).toEqual([
      ["median", null, 20.9, null],
      ["median", null, 20.9, null],
      ["p10", null, 16.88, null],
      ["p90", null, 28.58, null],
    ]);
  });

  test("a wage above what the survey publishes is a mark without a number", () => {
    const floor = "This wage is equal to or greater than $239,200 per year or $115.00 per hour.";
    const page = changed(
      ["$43,460 per year<br>$20.90 per hour", floor],
      [
        "The median annual wage for pharmacy technicians was $43,460 in May 2024.",
        "Wages for pharmacy technicians are the highest of all, with a median wage equal to or greater than $239,200 per year.",
      ],
      ["<span>$43,460</span>", "<span>This wage is equal to or greater than $239,200 per year.</span>"],
      ["less than $35,100", "less than $135,100"],
      ["more than $59,450", "more than $239,200"],
    );
    expect(quarantineOf(page)).toEqual([]);
    const rows = ownWages(page).map((row) => [row.statistic, row.annual_usd, row.mark, row.reference_period]);
    expect(rows).toContainEqual(["median", null, "#", "2024"]);
    expect(rows).toContainEqual(["median", null, "#", null]);
    expect(rows).toContainEqual(["p10", 135_100, null, null]);
    expect(JSON.stringify(rows)).not.toContain("239");
  });

  test("a highest tenth that earns more than the highest published wage is a floor, an ordinary one is not", () => {
    const p90 = (page: OohPage) => ownWages(page).find(({ statistic }) => statistic === "p90");
    expect(p90(changed(["more than $59,450", "more than $239,200"]))).toMatchObject({
      annual_usd: null,
      mark: "#",
    });
    expect(p90(changed(["more than $59,450", "more than $239,190"]))).toMatchObject({
      annual_usd: 239_190,
      mark: null,
    });
  });

  test("means are no medians", () => {
    const page = changed([
      "In May 2024, the median annual wages for pharmacy technicians in the top industries in which they worked were as follows:",
      "Median wages are not available, but mean (average) annual wages for pharmacy technicians in May 2024 were as follows:",
    ]);
    const means = wagesOf(page).filter(({ statistic }) => statistic === "mean");
    expect(means.map(({ occupation_title }) => occupation_title)).toContain("Pharmacies and drug retailers");
    expect(means).toHaveLength(5);
  });

  test("a similar occupation without an annual wage keeps its row", () => {
    const page = changed(["<span>$137,480</span>", "<span>The annual wage is not available.</span>"]);
    expect(ownWages(page, "Pharmacists")).toMatchObject([
      { annual_usd: null, hourly_usd: null, mark: "N/A" },
    ]);
  });
});

describe("pages that group occupations", () => {
  const row = (title: string, code: string): string =>
    `<tr><th><p>${title}</p></th><td>${code}</td><td>100,000</td><td>110,000</td><td>10</td><td>10,000</td><td>Get data</td></tr>\n</tbody>\n</table>\n</article>`;
  const page = changed(
    [
      /<\/tbody>\n<\/table>\n<\/article>\n<nav><div class="tab-footer"><a href="#tab-5"/gu,
      `${row("Pharmacy aides", "31-9095")}\n<nav><div class="tab-footer"><a href="#tab-5"`,
    ],
    ["<td>29-2052</td>", "<td>—</td>"],
    [
      "held about 490,400 jobs in 2024.",
      "held about 490,400 jobs in 2024. Pharmacy aides held about 0.1 million jobs in 2024.",
    ],
  );

  test("a code for each row that has one", () => {
    const projected = factsOf(page).flatMap(({ table, row: fact }) =>
      table === "projections" && fact.base_jobs !== null
        ? [[fact.occupation_title, fact.occupation_code]]
        : [],
    );
    expect(projected).toEqual([
      ["Pharmacy Technicians", null],
      ["Pharmacy aides", "31-9095"],
    ]);
  });

  test("jobs by occupation, rounded ones as such", () => {
    const jobs = factsOf(page).flatMap(({ table, row: fact }) =>
      table === "employment" && fact.measure === "jobs" ? [[fact.occupation_title, fact.value]] : [],
    );
    expect(jobs).toContainEqual(["Pharmacy aides", 100_000]);
    expect(quarantineOf(page)).toEqual([]);
  });

  test("two codes are no code of the page", () => {
    const two = changed([
      /<\/tbody>\n<\/table>\n<\/article>\n<nav><div class="tab-footer"><a href="#tab-5"/gu,
      `${row("Pharmacy aides", "31-9095")}\n<nav><div class="tab-footer"><a href="#tab-5"`,
    ]);
    expect(two.occupation).toEqual({ occupation_title: "Pharmacy Technicians", occupation_code: null });
  });
});

test("education that differs within the occupation is no level", () => {
  const page = changed(["High school diploma or equivalent", "See How to Become One"]);
  const rows = factsOf(page).filter(
    ({ row }) => "statement" in row && row.statement === "See How to Become One",
  );
  expect(rows.map(({ table }) => table)).toEqual(["statements"]);
});

test("a decline is one in every place, and little or no change is no number", () => {
  const page = changed(
    [
      "is projected to grow 6 percent from 2024 to 2034, faster than the average for all occupations",
      "is projected to show little or no change from 2024 to 2034",
    ],
    ["6% (Faster than average)", "0% (Little or no change)"],
    [">31,500<", ">-900<"],
    ["<td>521,800</td>\n<td>6</td>", "<td>489,500</td>\n<td>0</td>"],
    [/(?<=Pharmacy technicians<\/span><\/dt>.{1,60}<span><span>)6%/gu, "0%"],
  );
  expect(quarantineOf(page)).toEqual([]);
  const own = factsOf(page).flatMap(({ table, row }) =>
    table === "projections" && row.occupation_title === "Pharmacy Technicians"
      ? [[row.change_pct, row.change_jobs, row.openings_per_year]]
      : [],
  );
  expect(own).toEqual([
    [0, -900, null],
    [null, null, 49_000],
    [0, -900, null],
  ]);
});

test("contacts are links by their words, markup and entities read", () => {
  const page = changed([
    /<p>On certification, see .*?<\/p>/gu,
    '<p>On certification, see the <a class="external" href="https://example.org/?a=1&amp;b=2"><em>Board</em> of\nPharmacy &amp; Labor</a>. A <a href="https://www.youtube.com/watch?v=1">video</a> is no contact.</p>',
  ]);
  const contacts = factsOf(page).flatMap(({ table, row }) => (table === "organizations" ? [row] : []));
  expect(contacts).toMatchObject([
    {
      organization_name: "Board of Pharmacy & Labor",
      url: "https://example.org/?a=1&b=2",
      description: "On certification, see the Board of Pharmacy & Labor. A video is no contact.",
    },
  ]);
});

test("a page keeps its name where its address is not given", () => {
  expect(changed([/<link rel="canonical"[^>]*>/gu, ""]).part).toBe("pharmacy-technicians");
});
