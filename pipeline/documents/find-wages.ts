import type { Block, Document, MappedText } from "../contracts/document.ts";
import type { Fields, Find } from "../contracts/record.ts";
import { findIn, groupsOf, mainBlocks } from "./find-blocks.ts";
import { findInlineLabelValues, findLabelValues } from "./find-label-values.ts";

const MONEY = String.raw`\$\s?\d(?:[\d,]*\d)?(?:\.\d+)?K?`;
const MONTH = "January|February|March|April|May|June|July|August|September|October|November|December";
const PERIOD = String.raw`(?:\s+in\s+(?<period>(?:(?:${MONTH})\s+)?(?:19|20)\d{2})\b)?`;
const GAP = String.raw`[^.$]{0,200}?`;

/** A wording of a wage statement and the statistic its amounts belong to. */
interface Wording {
  readonly pattern: RegExp;
  readonly fields: (groups: Record<string, string | undefined>) => Fields;
}

const CENTRE: Readonly<Record<string, string>> = { median: "median", mean: "mean", average: "mean" };

const WORDINGS: readonly Wording[] = [
  {
    // "The median annual wage for registrars is $38,040"; "Median annual earnings were $28,030 in May 2006"
    pattern: new RegExp(
      String.raw`\b(?<centre>median|mean|average)\s+(?<unit>annual|yearly|hourly)?\s*(?:wages?|salary|salaries|incomes?|earnings|pay)\b${GAP}\b(?:is|was|were|are|of|at|about|approximately|around)\s+(?<amount>${MONEY})${PERIOD}`,
      "giu",
    ),
    fields: (groups) => ({
      [CENTRE[groups["centre"]?.toLowerCase() ?? ""] ?? "mean"]: groups["amount"] ?? "",
    }),
  },
  {
    pattern: new RegExp(
      String.raw`\bmiddle\s+(?:50|fifty)\s*(?:percent|%)${GAP}\bbetween\s+(?<p25>${MONEY})\s+and\s+(?<p75>${MONEY})${PERIOD}`,
      "giu",
    ),
    fields: (groups) => ({ p25: groups["p25"] ?? "", p75: groups["p75"] ?? "" }),
  },
  {
    pattern: new RegExp(
      String.raw`\b(?:lowest|bottom)(?:[\s-]paid)?\s+(?:10|ten)\s*(?:percent|%)${GAP}\b(?:less\s+than|below|under|up\s+to)\s+(?<p10>${MONEY})${PERIOD}`,
      "giu",
    ),
    fields: (groups) => ({ p10: groups["p10"] ?? "" }),
  },
  {
    pattern: new RegExp(
      String.raw`\b(?:highest|top)(?:[\s-]paid)?\s+(?:10|ten)\s*(?:percent|%)${GAP}\b(?:more\s+than|above|over|at\s+least)\s+(?<p90>${MONEY})${PERIOD}`,
      "giu",
    ),
    fields: (groups) => ({ p90: groups["p90"] ?? "" }),
  },
  {
    // "Salaries typically range from $35,780 to $80,950 a year"; "Salary Range: $25,070 to $62,840"
    pattern: new RegExp(
      String.raw`\b(?:wages?|salary|salaries|incomes?|earnings|pay)\b[^.$]{0,60}?\branges?\b[^.$]{0,30}?(?<low>${MONEY})\s*(?:to|and|through|[–—-])\s*(?<high>${MONEY})`,
      "giu",
    ),
    fields: (groups) => ({ range_low: groups["low"] ?? "", range_high: groups["high"] ?? "" }),
  },
  {
    // "Health Information Technologist Salary (Annual): $38,040": no statistic is named
    pattern: new RegExp(
      String.raw`\b(?:wage|salary|income|earnings|pay)\s*(?:\((?<unit>annual|yearly|hourly)\))?\s*:\s*(?<amount>${MONEY})$`,
      "giu",
    ),
    fields: (groups) => ({ typical: groups["amount"] ?? "" }),
  },
];

/**
 * Reads wage statements out of prose and label lines: median and mean, the middle 50 percent, the
 * lowest and highest 10 percent, ranges. Each find covers the clause that states it; its reading maps
 * the statistic (`median`, `mean`, `p10` … `p90`, `range_low`, `range_high`, `typical`) to the amount
 * as printed, with `per` ("annual" or "hourly") where the words or "per hour" say so, and `period`
 * where the clause names a month or year; a clause that names none, in a paragraph that names exactly
 * one, has it as `paragraph_period`.
 */
export function findWageStatements(blocks: readonly Block[]): Find[] {
  return blocks.flatMap((block) => wageStatementsIn(block.content));
}

function wageStatementsIn(text: MappedText): Find[] {
  const { paragraph_period, paragraph_per } = paragraphContext(text.text);
  return WORDINGS.flatMap(({ pattern, fields }) =>
    [...text.text.matchAll(pattern)].map((match) => {
      const end = match.index + match[0].length;
      const groups = groupsOf(match);
      const perHour = /^(?:\s+(?:per|an)\s+hour|\s*\/\s*h)/iu.test(text.text.slice(end));
      const per = perHour ? "hourly" : groups["unit"]?.toLowerCase();
      const period = groups["period"];
      return findIn("wage_statement", text, match.index, end, {
        ...fields(groups),
        ...(per !== undefined ? { per } : paragraph_per === undefined ? {} : { paragraph_per }),
        ...(period !== undefined ? { period } : paragraph_period === undefined ? {} : { paragraph_period }),
      });
    }),
  ).sort((a, b) => a.span.start - b.span.start);
}

/**
 * Reads medians by industry below (or behind, in one line) the first block that matches `lead` and has
 * any, with what the lead says of all of them. Fields: label, value, unit, paragraph_period, paragraph_per.
 */
export function findIndustryMedians(document: Document, lead: RegExp): Find[] {
  for (const [at, block] of mainBlocks(document).entries()) {
    if (!lead.test(block.content.text)) continue;
    const next = mainBlocks(document)[at + 1];
    const inline = next === undefined ? [] : findInlineLabelValues(next.content, "industry_wage");
    const finds = inline.length > 1 ? inline : findLabelValues(document, "industry_wage", lead);
    const common = paragraphContext(block.content.text);
    if (finds.length > 0) {
      return finds.map((find) => ({
        ...find,
        readings: find.readings.map((fields) => ({ ...fields, ...common })),
      }));
    }
  }
  return [];
}

/**
 * What a paragraph says of all its figures: the one period that it names ("May 2006") as
 * paragraph_period, and "annual" or "hourly", if it says only one of them, as paragraph_per.
 */
export function paragraphContext(text: string): Fields {
  const periods = distinct(text, new RegExp(String.raw`\b(?:${MONTH})\s+(?:19|20)\d{2}\b`, "gu"));
  const units = distinct(text.toLowerCase(), /\b(?:annual|hourly)\b/gu);
  return {
    ...(periods.length === 1 && periods[0] !== undefined ? { paragraph_period: periods[0] } : {}),
    ...(units.length === 1 && units[0] !== undefined ? { paragraph_per: units[0] } : {}),
  };
}

function distinct(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([found]) => found))];
}
