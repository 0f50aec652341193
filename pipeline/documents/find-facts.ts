import type { Block, Document } from "../contracts/document.ts";
import type { Fields, Find } from "../contracts/record.ts";
import {
  blockMatching,
  findIn,
  findOf,
  groupsOf,
  itemsAfter,
  type ListItem,
  mainBlocks,
  sectionUnder,
  sentencesOf,
} from "./find-blocks.ts";

/** Each list item as a find with its text under `name` and its position from 1. */
export function itemFinds(items: readonly ListItem[], kind: string, name: string, more: Fields = {}): Find[] {
  return items.map(({ block }, at) =>
    findOf(kind, block, { [name]: block.content.text, ...more, position: String(at + 1) }),
  );
}

/**
 * Reads lists of duties: every lead-in "… typically do the following:" with the list below it. The
 * words before "typically" are the role. Fields: duty, role, position.
 */
export function findDuties(document: Document): Find[] {
  return mainBlocks(document).flatMap((lead) => {
    const role = /^(?<role>.+?)\s+(?:typically|usually|generally)\s+do\s+the\s+following:?$/iu.exec(
      lead.content.text,
    )?.groups?.["role"];
    return role === undefined ? [] : itemFinds(itemsAfter(document, lead), "duty", "duty", { role });
  });
}

/**
 * Reads vacancies: list items `title - employer - place, ST` below a heading such as "Top 3 … Jobs",
 * with the snippet below each. Where there are more than two dashes every way to part the line is a reading.
 */
export function findJobPostings(document: Document, heading: RegExp): Find[] {
  const items = mainBlocks(document)
    .filter((block) => heading.test(block.content.text))
    .flatMap((block) => itemsAfter(document, block));
  return items.map(({ block, nested }, at) => {
    const snippet = nested.map(({ content }) => content.text).join(" ");
    const readings = postingReadings(block.content.text.split(/\s+[-–—]\s+/u)).map((fields) => ({
      ...fields,
      ...(snippet === "" ? {} : { snippet }),
      position: String(at + 1),
    }));
    const [last = block] = nested.slice(-1);
    const whole = findOf("job_posting", block, {}).span;
    return {
      kind: "job_posting",
      span: { ...whole, end: Math.max(whole.end, findOf("", last, {}).span.end) },
      readings,
    };
  });
}

function postingReadings(parts: readonly string[]): Fields[] {
  const place = parts.at(-1) ?? "";
  const rest = parts.slice(0, -1);
  return rest.slice(1).map((_, at) => ({
    title: rest.slice(0, at + 1).join(" - "),
    employer: rest.slice(at + 1).join(" - "),
    place,
  }));
}

/** Sentences of blocks that match, whole, as finds with the field statement and what the pattern's groups name. */
export function findSentences(
  blocks: readonly Block[],
  kind: string,
  pattern: RegExp,
  more: Fields = {},
): Find[] {
  return blocks.flatMap(({ content }) =>
    sentencesOf(content).flatMap(({ text, start, end }) => {
      const match = pattern.exec(text);
      if (match === null) return [];
      const groups = groupsOf(match);
      const unit = groups["value"] === undefined ? {} : more;
      return [findIn(kind, content, start, end, { statement: text, ...groups, ...unit })];
    }),
  );
}

/** Paragraphs (not lists, not quotations) below a heading, up to the next heading of any level. */
export function paragraphsUnder(document: Document, heading: RegExp): Block[] {
  const section = sectionUnder(document, heading);
  const end = section.findIndex((block) => block.kind === "heading");
  return section
    .slice(0, end < 0 ? section.length : end)
    .filter((block) => block.kind === "paragraph" && !/^[“"]/u.test(block.content.text));
}

/** The subjects of "… typically include courses in a, b, and c": fields topic, position; one find for each. */
export function findCourseSubjects(blocks: readonly Block[]): Find[] {
  return blocks.flatMap(({ content }) => {
    const lead = /\btypically include courses (?:in|on) /iu.exec(content.text);
    if (lead === null) return [];
    const from = lead.index + lead[0].length;
    const sentence = /^[^.]*/u.exec(content.text.slice(from))?.[0] ?? "";
    return listMembers(sentence).map(({ text, at }, index) =>
      findIn("study_topic", content, from + at, from + at + text.length, {
        topic: text,
        position: String(index + 1),
      }),
    );
  });
}

/**
 * Members of an enumeration in a sentence ("a, b and c") with their places. "and" parts the last two
 * members; inside a list that uses commas before its "and", another "and" belongs to a member.
 */
export function listMembers(list: string): { text: string; at: number }[] {
  const serial = /,\s+and\s+/u.test(list);
  const separator = serial ? /,\s+(?:and\s+)?/gu : /,\s+|\s+and\s+/gu;
  const members: { text: string; at: number }[] = [];
  let at = 0;
  for (const match of [...list.matchAll(separator), null]) {
    const text = list.slice(at, match === null ? list.length : match.index).trimEnd();
    if (text !== "") members.push({ text, at });
    at = match === null ? list.length : match.index + match[0].length;
  }
  return members;
}

/** States named in a row after words that say what they are first in; fields measure, rank, state. */
export function findRankedStates(
  blocks: readonly Block[],
  measure: "employment" | "pay",
  lead: RegExp,
): Find[] {
  return blocks.flatMap(({ content }) => {
    const match = lead.exec(content.text);
    if (match === null) return [];
    const from = match.index + match[0].length;
    const sentence = /^[^.;]*/u.exec(content.text.slice(from))?.[0] ?? "";
    return listMembers(sentence).map(({ text, at }, index) =>
      findIn("area_ranking", content, from + at, from + at + text.length, {
        measure,
        rank: String(index + 1),
        state: text,
      }),
    );
  });
}

/**
 * A block that holds nothing but a number (a headline figure) is passed over where one of the next two
 * blocks repeats it in words; alone it is a find of kind headline_number.
 */
export function findHeadlineNumbers(document: Document): { finds: Find[]; repeated: Block[] } {
  const blocks = mainBlocks(document);
  const headlines = blocks.flatMap((block, at) =>
    /^\$?\d[\d,.]*%?$/u.test(block.content.text) ? [{ block, next: blocks.slice(at + 1, at + 3) }] : [],
  );
  const isRepeated = ({ block, next }: { block: Block; next: Block[] }): boolean =>
    next.some(({ content }) => content.text.includes(block.content.text));
  return {
    finds: headlines.filter((h) => !isRepeated(h)).map(({ block }) => findOf("headline_number", block, {})),
    repeated: headlines.filter(isRepeated).map(({ block }) => block),
  };
}

/** The page's occupation, from the first block whose text matches; the pattern's group `title` names it. */
export function findOccupationTitle(document: Document, pattern: RegExp): Find[] {
  const block = blockMatching(document, pattern);
  const match = block === undefined ? null : pattern.exec(block.content.text);
  const title = match?.groups?.["title"];
  if (block === undefined || match === null || title === undefined) return [];
  const start = match.index + match[0].indexOf(title);
  return [findIn("occupation_title", block.content, start, start + title.length, { title })];
}
