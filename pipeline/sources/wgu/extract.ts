import type { Block, Document } from "../../contracts/document.ts";
import type { Find } from "../../contracts/record.ts";
import type { Extraction } from "../../contracts/source.ts";
import {
  findAcross,
  findIn,
  findOf,
  listAfter,
  type ListItem,
  mainBlocks,
  sectionUnder,
  sentencesOf,
} from "../../documents/find-blocks.ts";
import { findDefinitions } from "../../documents/find-definitions.ts";
import { findEducationRequirements } from "../../documents/find-education.ts";
import {
  findHeadlineNumbers,
  findOccupationTitle,
  findSentences,
  itemFinds,
} from "../../documents/find-facts.ts";
import { ignoreBlocks, type IgnoreRule } from "../../documents/find-ignored.ts";
import { findAbbreviatedNames, firstMentions } from "../../documents/find-names.ts";
import { findProjectionSentences } from "../../documents/find-projections.ts";
import { findWageStatements } from "../../documents/find-wages.ts";

const DEGREE = /^(?<name>.+?)\s+[–—-]\s+(?<degree>[BMA]\.\s?[A-Z]\p{L}{0,3}\.?(?:[A-Z]\.)?)$/u;

/** Extracts the university's career guide; what praises its own programs is kept as the seller's claim. */
export function extract(document: Document): Extraction {
  const main = mainBlocks(document);
  const title = findOccupationTitle(document, /^(?<title>.+) Career$/u);
  const role = title[0]?.readings[0]?.["title"] ?? "the occupation";
  const headlines = findHeadlineNumbers(document);
  const becoming = main.filter((block) => !isSelling(block));
  const finds: Find[] = [
    ...title,
    ...itemFinds(itemsUnder(document, /^What Does .* Do\?$/u), "duty", "duty", { role }),
    ...findEducationRequirements(between(main, /^How Do I Become /u, /^Best Degrees for /u)),
    ...findSteps(document),
    ...findCredentials(becoming),
    ...findOrganizations(becoming),
    ...findPrograms(document),
    ...itemFinds(
      listAfter(document, /^Skills for your r.sum. that you will learn/iu),
      "program_skill",
      "label",
    ),
    ...findSentences(main.filter(isSelling), "sellers_claim", /(?<value>\d+%)|best degree/iu, {
      unit: "pct",
    }),
    ...findWageStatements(main),
    ...findProjectionSentences(main),
    ...findDefinitions(
      itemsUnder(document, /^What Skills Does /u).map(({ block }) => block),
      "skill",
    ),
    ...main
      .filter(({ content }) => /^\{\{.*\}\}$/u.test(content.text))
      .map((block) => findOf("template_placeholder", block, {})),
    ...headlines.finds,
  ];
  const rules = headlines.repeated.map(({ span }) => ({ rule: "headline_repeats_sentence", span }));
  return {
    finds,
    ignored: [
      ...rules,
      ...ignoreBlocks(document, [...finds, ...headlines.repeated.map((b) => findOf("", b, {}))], IGNORED),
    ],
  };
}

/** Paragraphs from one heading up to another. */
function between(blocks: readonly Block[], from: RegExp, to: RegExp): Block[] {
  const start = blocks.findIndex(({ kind, content }) => kind === "heading" && from.test(content.text));
  const end = blocks.findIndex(
    ({ kind, content }, at) => at > start && kind === "heading" && to.test(content.text),
  );
  return start < 0
    ? []
    : blocks.slice(start, end < 0 ? blocks.length : end).filter(({ kind }) => kind === "paragraph");
}

/** List items of a section. */
function itemsUnder(document: Document, heading: RegExp): ListItem[] {
  return sectionUnder(document, heading)
    .filter((block) => block.kind === "list_item" && !block.nested)
    .map((block) => ({ block, nested: [] }));
}

/** A paragraph that speaks of the publisher's own program. */
function isSelling({ content }: Block): boolean {
  return /\bour program\b|\bbest degree\b.*\b(?:is|would be)\b/iu.test(content.text);
}

/** "Step 1: Obtain …" with the paragraph below it. */
function findSteps(document: Document): Find[] {
  return mainBlocks(document).flatMap((block, at, all) => {
    const match = /^Step (?<position>\d+)\s*[:.]\s*(?<title>.+)$/u.exec(block.content.text)?.groups;
    if (match === undefined) return [];
    const below = all[at + 1];
    const fields = { title: match["title"] ?? "", position: match["position"] ?? "" };
    if (below?.kind !== "paragraph") return [findOf("qualification_step", block, fields)];
    return [findAcross("qualification_step", block, below, { ...fields, description: below.content.text })];
  });
}

/** A credential with the sentence after it, where that says how it is earned. */
function findCredentials(blocks: readonly Block[]): Find[] {
  const names = findAbbreviatedNames(blocks).filter(({ kind }) => kind === "credential");
  const firsts = firstMentions(names, "credential");
  return firsts.map((find) => {
    const named = names.find(({ abbreviation }) => abbreviation === find.readings[0]?.["abbreviation"]);
    const sentence =
      named === undefined ? undefined : sentencesOf(named.text).find(({ start }) => start >= named.end);
    if (named === undefined || sentence === undefined || !/exam|earn/iu.test(sentence.text)) return find;
    const fields = { ...find.readings[0], eligibility: sentence.text };
    return findIn("credential", named.text, named.start, sentence.end, fields);
  });
}

function findOrganizations(blocks: readonly Block[]): Find[] {
  return firstMentions(
    findAbbreviatedNames(blocks).filter(({ kind }) => kind === "organization"),
    "organization",
  );
}

/** A degree's card: its name, its figures, and the exam it opens. */
function findPrograms(document: Document): Find[] {
  const blocks = mainBlocks(document);
  return blocks.flatMap((head, at) => {
    const named = DEGREE.exec(head.content.text)?.groups;
    const card = blocks.slice(at + 1, at + 20);
    const note = card.find(({ content }) => /\beligible for the\b/u.test(content.text));
    const last = note ?? card.findLast(({ content }) => /^(?:Time|Tuition|Courses):/u.test(content.text));
    if (named === undefined || last === undefined) return [];
    const text = card
      .slice(0, card.indexOf(last) + 1)
      .map(({ content }) => content.text)
      .join("\n");
    const figures = [
      /Time:\s*(?<pct>\d+%) of grads earned this degree in (?<months>\d+) months/u,
      /Tuition:\s*(?<tuition>\$[\d,]+) per (?<term_months>\d+)-month term/u,
      /Courses:\s*(?<courses>\d+) total/u,
      /This (?<accreditor>\p{Lu}+)-accredited program/u,
      /eligible for the (?<exam>[\p{Lu}]+) exam/u,
    ].flatMap((pattern) => Object.entries(pattern.exec(text)?.groups ?? {}));
    const fields = {
      name: named["name"] ?? "",
      degree: named["degree"] ?? "",
      provider: "WGU",
      ...Object.fromEntries(figures),
    };
    return [findAcross("program", head, last, fields)];
  });
}

const IGNORED: readonly IgnoreRule[] = [
  {
    rule: "page_navigation",
    block:
      /^(?:Skip to|HEALTHCARE CAREER GUIDES|OVERVIEW|RESPONSIBILITIES|EDUCATION & BEST DEGREES|SKILLS|COMPARE|Compare with|Health & Nursing)/u,
  },
  { rule: "next_start_date", block: /^Next Start Date/u },
  { rule: "enrollment_appeal", under: /^(?:Our Online University|Interested in Becoming)/u },
  {
    rule: "section_heading",
    block:
      /^(?:What is |What Does |How Do I |Best Degrees for|How Much Does|What Is the Projected|What Skills)/u,
  },
  { rule: "list_lead_in", block: /:$/u },
  { rule: "descriptive_prose", under: /./u, onlyProse: true },
];
