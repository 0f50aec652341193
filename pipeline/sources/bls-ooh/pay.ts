import type { Block } from "../../contracts/document.ts";
import type { Fields, Find } from "../../contracts/record.ts";
import { findIn, findOf, groupsOf, sentencesOf } from "../../documents/find-blocks.ts";
import { rowsBelow } from "./rows-below.ts";

const MONEY = String.raw`\$\d(?:[\d,]*\d)?(?:\.\d+)?`;
const FLOOR = String.raw`(?:(?:greater than or )?equal to(?: or (?:greater|more) than)?|at least) ${MONEY}`;
const PERIOD = String.raw`(?:\p{L}+ )?(?:19|20)\d{2}`;

/** "The median annual wage for pharmacy technicians was $43,460 in May 2024." */
const MEDIAN = new RegExp(
  String.raw`^The median (?<per>annual|hourly) (?:wage|earnings|pay) (?:for|of) (?<occupation>.+?) (?:was|were|is) (?<median>${FLOOR}|${MONEY})(?: in (?<period>${PERIOD}))?\.$`,
  "u",
);

/** "Wages for physicians and surgeons are among …, with a median wage equal to or greater than $239,200 per year." */
const FLOOR_MEDIAN = new RegExp(
  String.raw`^Wages for (?<occupation>.+?) are .*\bmedian wage (?<median>${FLOOR}) per (?<unit>year|hour)\.$`,
  "u",
);

/** "The lowest 10 percent earned less than $35,100, and the highest 10 percent earned more than $59,450." */
const TAILS = new RegExp(
  String.raw`^The lowest 10 percent earned less than (?<p10>${MONEY}),? and the highest 10 percent earned (?:more than (?<p90>${MONEY})|(?<p90_floor>${FLOOR}))\.$`,
  "u",
);

/** "In May 2024, the median annual wages for … in the top industries in which they worked were as follows:" */
const BY_INDUSTRY = new RegExp(
  String.raw`^In (?<period>${PERIOD}), the (?<statistic>median|mean) (?<per>annual|hourly) wages? for (?<occupation>.+) in the top industries\b.*:$`,
  "iu",
);

/** "… mean (average) annual wages for physicians and surgeons in May 2024 were as follows:" */
const BY_OCCUPATION = new RegExp(
  String.raw`\b(?<statistic>median|mean|average)(?: \(average\))? (?<per>annual|hourly) wages? for (?:(?!\bwages?\b).)+ in (?<period>${PERIOD}) were as follows:$`,
  "iu",
);

/** Heading of a bar chart: "Median annual wages, May 2024". */
const CHART = new RegExp(String.raw`^Median (?<per>annual|hourly) wages?, (?<period>${PERIOD})$`, "iu");

/**
 * Reads what a section says of pay. Kinds and fields:
 * wage_statement (a sentence) and chart_wage (a bar): occupation, per, and median, p10, p90 as printed;
 * industry_wage (a row): occupation, label, per, statistic, value, unit;
 * occupation_wage (a row): label, per, statistic, value, unit;
 * unread_pay: a sentence with an amount that none of the wordings fits.
 * The month or year is `period` where the sentence itself names it, and `paragraph_period` where the words above do.
 */
export function findPay(blocks: readonly Block[]): Find[] {
  return blocks.flatMap((block, at) => {
    if (block.kind !== "paragraph") return [];
    const after = blocks.slice(at + 1);
    const chart = CHART.exec(block.content.text);
    return chart === null
      ? [...findSentences(block), ...findTable(block, after)]
      : bars(after).map((bar) => chartFind("chart_wage", bar, "median", ofParagraph(groupsOf(chart))));
  });
}

/** Bars of a chart, which follow its heading as terms with a value each. */
export function bars(after: readonly Block[]): Block[] {
  const end = after.findIndex(({ kind }) => kind !== "definition");
  return end < 0 ? [...after] : after.slice(0, end);
}

/** A bar as a find: fields occupation, the value under `name`, and what the chart's heading says. */
export function chartFind(kind: string, bar: Block, name: string, common: Fields): Find {
  const [label, value] = bar.cells.map(({ text }) => text);
  return findOf(kind, bar, { ...common, occupation: label ?? "", [name]: value ?? "" });
}

/** What words above a figure say of it: their period is not the figure's own. */
function ofParagraph({ period, ...fields }: Fields): Fields {
  return period === undefined ? fields : { ...fields, paragraph_period: period };
}

function findSentences(block: Block): Find[] {
  let lead: Fields = {};
  return sentencesOf(block.content).flatMap(({ text, start, end }) => {
    if (text.endsWith(":") || !text.includes("$")) return [];
    const median = groupsOf(MEDIAN.exec(text) ?? FLOOR_MEDIAN.exec(text));
    if (median["median"] !== undefined) {
      const { unit, ...stated } = median;
      const fields = unit === undefined ? stated : { ...stated, per: unit === "hour" ? "hourly" : "annual" };
      lead = ofParagraph(Object.fromEntries(Object.entries(fields).filter(([name]) => name !== "median")));
      return [findIn("wage_statement", block.content, start, end, fields)];
    }
    const { p90_floor: floor, ...tails } = groupsOf(TAILS.exec(text));
    const found = floor === undefined ? tails : { ...tails, p90: floor };
    const isRead = found["p10"] !== undefined && lead["occupation"] !== undefined;
    return [
      isRead
        ? findIn("wage_statement", block.content, start, end, { ...lead, ...found })
        : findIn("unread_pay", block.content, start, end, {}),
    ];
  });
}

function findTable(lead: Block, after: readonly Block[]): Find[] {
  const byIndustry = groupsOf(BY_INDUSTRY.exec(lead.content.text));
  const byOccupation = groupsOf(BY_OCCUPATION.exec(lead.content.text));
  const isByIndustry = byIndustry["statistic"] !== undefined;
  const fields = isByIndustry ? byIndustry : byOccupation;
  if (fields["statistic"] === undefined) return [];
  const statistic = fields["statistic"].toLowerCase() === "median" ? "median" : "mean";
  return rowsBelow(after, isByIndustry ? "industry_wage" : "occupation_wage", {
    ...ofParagraph(fields),
    statistic,
  });
}
