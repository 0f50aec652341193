import type { Document } from "../../contracts/document.ts";
import type { Find } from "../../contracts/record.ts";
import type { Extraction } from "../../contracts/source.ts";
import { findIn, findOf, itemsAfter, mainBlocks, sectionUnder } from "../../documents/find-blocks.ts";
import { findOccupationTitle, findSentences, paragraphsUnder } from "../../documents/find-facts.ts";
import { ignoreBlocks, type IgnoreRule } from "../../documents/find-ignored.ts";
import { findIndustryMedians, findWageStatements } from "../../documents/find-wages.ts";

const INDUSTRIES = /\bin the industries employing\b.*:$/iu;

/** Extracts the last page of an article that repeats an older Occupational Outlook Handbook. */
export function extract(document: Document): Extraction {
  const main = mainBlocks(document);
  const finds: Find[] = [
    ...findOccupationTitle(document, /^Career Guide: (?<title>.+)$/u),
    ...findSentences(paragraphsUnder(document, /^Job Prospects/u), "prospects_statement", /./u),
    ...findWageStatements(main),
    ...findIndustryMedians(document, INDUSTRIES),
    ...findRelatedOccupations(document),
    ...findOrganizations(document),
  ];
  return { finds, ignored: ignoreBlocks(document, finds, IGNORED) };
}

/** "Medical secretaries and medical transcriptionists also must …": the subjects of the sentence. */
function findRelatedOccupations(document: Document): Find[] {
  return sectionUnder(document, /^Related Occupations/u).flatMap(({ content }) => {
    const match = /(?<=[.]\s)(?<list>\p{Lu}[\p{L} ,]+? and [\p{L} ]+?),?\s+(?:also|too|must|have to)\b/u.exec(
      content.text,
    );
    const list = match?.groups?.["list"];
    if (match === null || list === undefined) return [];
    const [first = "", second = ""] = list.split(" and ");
    const secondAt = match.index + list.length - second.length;
    return [
      findIn("related_occupation", content, match.index, match.index + first.length, { title: first }),
      findIn("related_occupation", content, secondAt, secondAt + second.length, { title: second }),
    ];
  });
}

/** "… is available from:" and below it name and postal address in one line. */
function findOrganizations(document: Document): Find[] {
  return mainBlocks(document)
    .filter(({ content }) => /\bavailable from:$/u.test(content.text))
    .flatMap((lead) =>
      itemsAfter(document, lead).map(({ block }) => {
        const text = block.content.text.replace(/[.\s]*Internet:.*$/u, "");
        const comma = text.indexOf(",");
        if (comma < 0) return findOf("organization", block, { name: text });
        const fields = {
          name: text.slice(0, comma),
          address: text.slice(comma + 1).trim(),
          description: lead.content.text,
        };
        return findOf("organization", block, fields);
      }),
    );
}

const IGNORED: readonly IgnoreRule[] = [
  { rule: "page_navigation", block: />>/u },
  { rule: "repeated_title", block: /^Career Guide:/u },
  { rule: "source_credit", block: /^U\.S\. Department of Labor/u },
  { rule: "quiz", under: /^Quiz:/u },
  { rule: "quiz", block: /^(?:Quiz:|1\. )/u },
  { rule: "school_finder", from: /School Finder$/u },
  { rule: "list_lead_in", block: /available from:$/u },
  { rule: "section_heading", block: /^(?:Job Prospects|Related Occupations)$/u },
  { rule: "descriptive_prose", under: /./u, onlyProse: true },
];
