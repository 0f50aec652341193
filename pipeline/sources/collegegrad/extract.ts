import type { Block, Document } from "../../contracts/document.ts";
import type { Find } from "../../contracts/record.ts";
import type { Extraction } from "../../contracts/source.ts";
import { findIn, groupsOf, mainBlocks, sentencesOf } from "../../documents/find-blocks.ts";
import { findDefinitions } from "../../documents/find-definitions.ts";
import { findEducationRequirements } from "../../documents/find-education.ts";
import {
  findCourseSubjects,
  findDuties,
  findJobPostings,
  findOccupationTitle,
  findSentences,
  paragraphsUnder,
} from "../../documents/find-facts.ts";
import { ignoreBlocks, type IgnoreRule } from "../../documents/find-ignored.ts";
import { findLabelValues } from "../../documents/find-label-values.ts";
import { findAbbreviatedNames, firstMentions } from "../../documents/find-names.ts";
import { findProjectionSentences, findProjectionTables } from "../../documents/find-projections.ts";
import { findIndustryMedians, findWageStatements } from "../../documents/find-wages.ts";

const CERTIFICATION = /^Licenses, Certifications/u;
const BECOMING = /^How to Become/u;

/** A whole sentence, not a table's line or a credit below an asterisk. */
const SENTENCE = /^\p{Lu}.*[.!?]$/su;

/** Extracts the career page that follows the Occupational Outlook Handbook's order of sections. */
export function extract(document: Document): Extraction {
  const main = mainBlocks(document);
  const certification = paragraphsUnder(document, CERTIFICATION);
  const education = [...paragraphsUnder(document, BECOMING), ...paragraphsUnder(document, /^Education for/u)];
  const tables = findProjectionTables(document);
  const finds: Find[] = [
    ...findOccupationTitle(document, /^(?<title>\p{Lu}[\p{L}’'&/, -]+)$/u),
    ...findJobPostings(document, /^Top \d+ .* Jobs$/u),
    ...findDuties(document),
    ...findSpecialties(main),
    ...findEmployment(main),
    ...findLabelValues(document, "industry_share", /largest employers of .* (?:are|were) as follows/iu),
    ...findEducationRequirements(education),
    ...findSentences(education, "education_statement", SENTENCE),
    ...findCourseSubjects(paragraphsUnder(document, /^Education for/u)),
    ...findDefinitions(paragraphsUnder(document, /^Important Qualities/u), "quality"),
    ...firstMentions(
      findAbbreviatedNames(certification).filter(({ kind }) => kind === "credential"),
      "credential",
    ),
    ...findEligibility(certification),
    ...findSentences(certification, "certification_statement", SENTENCE),
    ...findSentences(paragraphsUnder(document, /^Advancement/u), "advancement_statement", SENTENCE),
    ...findSentences(
      paragraphsUnder(document, /Work Schedules$/u),
      "schedule_statement",
      /full[- ]time|shifts/iu,
    ),
    ...findWageStatements(main),
    ...findIndustryMedians(
      document,
      /median (?:annual|hourly) wages? .*industries .*(?:are|were) as follows/iu,
    ),
    ...findProjectionSentences(paragraphsUnder(document, /^Job Outlook/u)),
    ...findSentences(paragraphsUnder(document, /^Job Prospects/u), "prospects_statement", SENTENCE),
    ...tables,
  ];
  return { finds, ignored: ignoreBlocks(document, finds, IGNORED) };
}

/** Who the duties are of, where that is not the occupation as a whole: "Cancer registrars typically do …". */
function findSpecialties(blocks: readonly Block[]): Find[] {
  const leads = blocks.flatMap(({ content }) => {
    const title = /^(.+?)(?= typically do the following)/u.exec(content.text)?.[1];
    return title === undefined ? [] : [{ content, title }];
  });
  return leads.slice(1).map(({ content, title }) => findIn("specialty", content, 0, title.length, { title }));
}

/** "… hold about 206,300 jobs". */
function findEmployment(blocks: readonly Block[]): Find[] {
  return blocks.flatMap(({ content }) => {
    const match = /\b(?:held?|holds?) about (?<jobs>\d[\d,]*) jobs(?: in (?<period>(?:19|20)\d{2}))?/u.exec(
      content.text,
    );
    if (match === null) return [];
    return [findIn("employment_count", content, match.index, match.index + match[0].length, groupsOf(match))];
  });
}

/** "Certification as a Certified Tumor Registrar (CTR) requires …": the sentence is the eligibility. */
function findEligibility(blocks: readonly Block[]): Find[] {
  return blocks.flatMap((block) =>
    sentencesOf(block.content).flatMap(({ text, start, end }) => {
      if (!/^Certification as an? /u.test(text)) return [];
      const named = findAbbreviatedNames([block]).find((name) => name.start >= start && name.end <= end);
      if (named === undefined) return [];
      const { name, abbreviation } = named;
      return [findIn("credential", block.content, start, end, { name, abbreviation, eligibility: text })];
    }),
  );
}

const IGNORED: readonly IgnoreRule[] = [
  {
    rule: "table_heading",
    block:
      /^(?:Occupational Title|Percent Numeric|Projected Employment|Employment, \d{4}|Change, |Percent$|Numeric$)/u,
  },
  { rule: "table_caption", block: /^Employment projections data for/u },
  {
    rule: "page_navigation",
    block: /^(?:Explore more careers|Search for jobs|See all .* jobs$|Get the education you need)/u,
  },
  { rule: "source_credit", block: /permission of the Bureau of Labor Statistics/u },
  { rule: "repeated_subtitle", block: /^Career, Salary and Education Information/u },
  { rule: "list_lead_in", block: /(?:following|as follows):$/u },
  {
    rule: "section_heading",
    block:
      /\[To Top\]|^(?:Duties of|Education for|Important Qualities|Licenses, |Advancement for|Job Prospects for|Top \d+ )|Work Schedules$/u,
  },
  { rule: "descriptive_prose", under: /./u, onlyProse: true },
];
