import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { AlmanacError } from "../../../pipeline/contracts/errors.ts";
import { PROJECT_DIR } from "../../../pipeline/lib/paths.ts";
import { factsOf, quarantineOf, rawText, readText } from "./pages.ts";

const page = rawText("medical-records-and-health-information-technicians");

function changed(from: RegExp | string, to: string): string {
  const text = page.replace(from, to);
  if (text === page) throw new Error(`nothing to replace: ${String(from)}`);
  return text;
}

const MEDIAN = "The median annual wage for medical records specialists was $50,250 in May 2024.";

describe("pages that are not used", () => {
  test.each([
    [
      "without its table of quick facts",
      changed(/<table class="regular-text tooltips" id="quickfacts">[^]*?<\/table>/u, ""),
      /quick facts/u,
    ],
    [
      "without its table of projections",
      changed(/<table class="regular" id="outlook-table">[^]*?<\/table>/u, ""),
      /employment projections/u,
    ],
    ["without what it says of pay", page.replaceAll(/<p>The median annual wage[^]*?<\/p>/gu, ""), /pay/u],
    [
      "without a section that its tabs announce",
      changed(/<div id="tab-6"[^]*?(?=<div id="tab-7")/u, ""),
      /“job outlook”/u,
    ],
    ["without tabs", changed(/<ul class="tabs"[^]*?<\/ul>/u, ""), /tabs/u],
    ["without its heading", changed(/<h1>[^]*?<\/h1>/u, ""), /heading/u],
    ["cut off before its date of change", page.slice(0, page.indexOf("Last Modified Date")), /cut off/u],
    ["without its duties", changed(/(?<=do the following:<\/p>\n)<ul>[^]*?<\/ul>/u, ""), /kind duty/u],
    [
      "a challenge in its place",
      "<!doctype html><html><head><title>Access Denied</title></head><body><h1>Access Denied</h1><p>You don't have permission to access this page on this server.</p></body></html>",
      /a refusal stands in place/u,
    ],
    [
      "another site's page",
      readFileSync(join(PROJECT_DIR, "raw", "wgu", "health-information-technician.html"), "utf8"),
      /stands in place/u,
    ],
  ])("%s", (_, text, reason) => {
    expect(() => readText(text)).toThrow(AlmanacError);
    expect(() => readText(text)).toThrow(reason);
  });

  test("cut off anywhere", () => {
    for (let at = 1; at < 40; at++) {
      const cut = page.slice(0, Math.floor((page.indexOf("Last Modified Date") * at) / 40));
      expect(() => readText(cut)).toThrow(AlmanacError);
    }
  });
});

describe("two values for one figure: both are set aside, with the reason", () => {
  const both =
    /^the page says both \$5\d,\d+ and \$5\d,\d+ for the median annual wage of medical records specialists in 2024$/u;

  test("a second median in the section on pay", () => {
    const read = readText(
      changed(
        `<p>${MEDIAN} The median wage`,
        `<p>${MEDIAN.replace("50,250", "53,000")}</p>\n<p>${MEDIAN} The median wage`,
      ),
    );
    const set = quarantineOf(read);
    expect(set.map(({ kind }) => kind)).toEqual([
      "quick_pay",
      "chart_wage",
      "wage_statement",
      "wage_statement",
    ]);
    for (const { reason } of set) expect(reason).toMatch(both);
    expect(medians(read)).toEqual([]);
  });

  test.each([
    ["the quick facts", "$50,250 per year<br>$24.16 per hour", "$52,250 per year<br>$25.12 per hour"],
    [
      "the summary",
      `<h3><a class="tab_link" href="#tab-5">Pay</a></h3>\n<p>${MEDIAN}`,
      `<h3><a class="tab_link" href="#tab-5">Pay</a></h3>\n<p>${MEDIAN.replace("50,250", "52,250")}`,
    ],
    ["the chart", "<span>$50,250</span>", "<span>$52,250</span>"],
  ])("another median in %s", (_, from, to) => {
    const read = readText(changed(from, to));
    expect(quarantineOf(read).every(({ reason }) => both.test(reason))).toBe(true);
    expect(medians(read)).toEqual([]);
  });

  test("another number of jobs, another growth", () => {
    const jobs = readText(changed("held about 194,800 jobs", "held about 184,800 jobs"));
    expect(quarantineOf(jobs).map(({ kind }) => kind)).toEqual([
      "quick_jobs",
      "employment_count",
      "projection",
    ]);
    const growth = readText(page.replaceAll("projected to grow 7 percent", "projected to grow 9 percent"));
    expect(quarantineOf(growth).map(({ kind }) => kind)).toEqual([
      "quick_outlook",
      "chart_outlook",
      "outlook_statement",
      "projection",
    ]);
  });
});

describe("figures that cannot be right are set aside", () => {
  test.each([
    [
      "pay a year that is not pay an hour",
      "$24.16 per hour",
      "$42.16 per hour",
      "quick_pay",
      /is not \$42\.16 per hour/u,
    ],
    [
      "a lowest tenth above the median",
      "less than $35,780",
      "less than $55,780",
      "wage_statement",
      /out of order/u,
    ],
    [
      "a malformed amount",
      '<td style="text-align:right;">56,520',
      '<td style="text-align:right;">56,52',
      "industry_wage",
      /not an amount/u,
    ],
    ["a share above 100 percent", ">28%<", ">280%<", "industry_share", /not a share/u],
    [
      "a change that does not follow",
      "<td>208,600</td>",
      "<td>280,600</td>",
      "projection",
      /printed change/u,
    ],
    ["a row with a lost cell", "<td>29-2072</td>\n", "", "projection", /other cells than the heading/u],
    [
      "an unknown level of education",
      "<span>High school diploma or equivalent</span>",
      "<span>Apprenticeship</span>",
      "related_occupation",
      /not a known level/u,
    ],
    [
      "an unknown quick fact",
      "On-the-job Training</a></th>",
      "Union members</a></th>",
      "quick_fact",
      /label that is not known/u,
    ],
    [
      "pay in unknown words",
      "The median wage is the wage that half",
      "Overtime adds $4,000 a year. The median wage is the wage that half",
      "unread_pay",
      /none of the known wordings/u,
    ],
    [
      "rows without a lead-in",
      "The largest employers of medical records specialists were as follows:",
      "Here are some industries.",
      "unread_row",
      /what it counts/u,
    ],
  ])("%s", (_, from, to, kind, reason) => {
    const set = quarantineOf(readText(changed(from, to)));
    expect(set.map((one) => one.kind)).toContain(kind);
    expect(new Set(set.map((one) => one.kind))).toEqual(new Set([kind]));
    for (const one of set) expect(one.reason).toMatch(reason);
  });
});

/** Damaged pages to read; the environment may ask for more than a test run has time for. */
const RUNS = Number(process.env["ALMANAC_DAMAGED_PAGES"] ?? "500");

test("a damaged page is refused with a reason, or every record and block of it is accounted for", () => {
  const random = generator(20_250_828);
  const reasons = new Set<string>();
  const faults: string[] = [];
  for (let run = 0; run < RUNS; run++) {
    const text = damage(page, random);
    try {
      const read = readText(text);
      faults.push(...faultsOf(read).map((fault) => `page ${run}: ${fault}`));
    } catch (error) {
      if (!(error instanceof AlmanacError)) throw error;
      reasons.add(error.message.replaceAll(/\d+|“[^”]*”/gu, "…"));
    }
  }
  expect(faults).toEqual([]);
  expect(reasons.size).toBeGreaterThan(3);
}, 3_000_000);

/** Records that are not where they say, are there twice or end as nothing; blocks that are not listed. */
function faultsOf({ cleaned, blocks, document }: ReturnType<typeof readText>): string[] {
  const misplaced = cleaned.flatMap(({ record }) => {
    const [, start, end] = /^chars:(\d+)-(\d+)$/u.exec(record.locator) ?? [];
    const there = document.decoded.text.slice(Number(start), Number(end));
    return there === record.raw_text ? [] : [`${record.record_id} is not at ${record.locator}`];
  });
  const empty = cleaned.flatMap(({ record, outcome }) =>
    outcome.disposition === "loaded" && outcome.rows.length === 0
      ? [`${record.record_id} loads nothing`]
      : [],
  );
  const ids = new Set(cleaned.map(({ record }) => record.record_id));
  return [
    ...misplaced,
    ...empty,
    ...(ids.size === cleaned.length ? [] : ["two records have one id"]),
    ...(blocks.length === document.blocks.length ? [] : ["a block has no use"]),
  ];
}

function medians(read: ReturnType<typeof readText>): unknown[] {
  return factsOf(read).filter(
    ({ table, row }) =>
      table === "wages" &&
      row.statistic === "median" &&
      row.industry === null &&
      row.occupation_code === "29-2072",
  );
}

/** Cuts out, doubles, swaps or overwrites one to three stretches. */
function damage(text: string, random: () => number): string {
  let damaged = text;
  for (let times = 1 + Math.floor(random() * 3); times > 0; times--) {
    const at = Math.floor(random() * damaged.length);
    const length = 1 + Math.floor(random() ** 3 * 400);
    const [before, piece, after] = [
      damaged.slice(0, at),
      damaged.slice(at, at + length),
      damaged.slice(at + length),
    ];
    const kinds = [
      () => before + after,
      () => before + piece + piece + after,
      () => before + Array.from(piece).reverse().join("") + after,
      () =>
        `${before}${["<", "&#0;", "<table><tr><td>", "</div>", "$9", "\u0000", "%", "</p><p>"][Math.floor(random() * 8)] ?? ""}${piece}${after}`,
      () => before + piece.replaceAll(/\d/gu, () => String(Math.floor(random() * 10))) + after,
    ];
    damaged = (kinds[Math.floor(random() * kinds.length)] ?? (() => damaged))();
  }
  return damaged;
}

/** Numbers from 0 to 1, the same in every run (a linear congruential generator). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
