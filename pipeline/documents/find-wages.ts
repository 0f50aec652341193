import type { Block, MappedText } from "../contracts/document.ts";
import type { Fields, Find } from "../contracts/record.ts";
import { findIn } from "./find-blocks.ts";

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
  const inParagraph = paragraphPeriod(text.text);
  return WORDINGS.flatMap(({ pattern, fields }) =>
    [...text.text.matchAll(pattern)].map((match) => {
      const end = match.index + match[0].length;
      const groups = match.groups ?? {};
      const per = /^(?:\s+(?:per|an)\s+hour|\s*\/\s*h)/iu.test(text.text.slice(end))
        ? "hourly"
        : groups["unit"];
      return findIn("wage_statement", text, match.index, end, {
        ...fields(groups),
        ...(per === undefined ? {} : { per: per.toLowerCase() }),
        ...(groups["period"] === undefined ? inParagraph : { period: groups["period"] }),
      });
    }),
  ).sort((a, b) => a.span.start - b.span.start);
}

/** The one period ("May 2006") that a text names; empty where it names none or several. */
export function paragraphPeriod(text: string): Fields {
  const named = new Set(
    [...text.matchAll(new RegExp(String.raw`\b(?:${MONTH})\s+(?:19|20)\d{2}\b`, "gu"))].map(
      ([period]) => period,
    ),
  );
  const [period] = named;
  return named.size === 1 && period !== undefined ? { paragraph_period: period } : {};
}
