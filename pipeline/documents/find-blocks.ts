import type { Block, Document, MappedText, Span } from "../contracts/document.ts";
import type { Fields, Find } from "../contracts/record.ts";
import { sliceText, spanOf } from "./mapped-text.ts";

/** A find with a single reading, over a stretch of one block's text. */
export function findIn(kind: string, text: MappedText, start: number, end: number, fields: Fields): Find {
  return { kind, span: spanOf(text, start, end), readings: [fields] };
}

/** A find with a single reading, over the whole text of a block. */
export function findOf(kind: string, block: Block, fields: Fields): Find {
  return findIn(kind, block.content, 0, block.content.text.length, fields);
}

/** A find with a single reading that reaches from one block's text to the end of another's. */
export function findAcross(kind: string, first: Block, last: Block, fields: Fields): Find {
  const span: Span = { start: spanOf(first.content).start, end: spanOf(last.content).end };
  return { kind, span, readings: [fields] };
}

/** Named groups that took part in a match, by name; empty for no match. */
export function groupsOf(match: RegExpExecArray | RegExpMatchArray | null): Fields {
  const groups: Record<string, string | undefined> = match?.groups ?? {};
  return Object.fromEntries(
    Object.entries(groups).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Blocks of the page's own content: no navigation and no page footer, and of the page header its headings only. */
export function mainBlocks(document: Document): Block[] {
  return document.blocks.filter(isContent);
}

/** Whether a block is of the page's own content. */
export function isContent({ region, kind }: Block): boolean {
  return region === "main" || region === "aside" || (region === "header" && kind === "heading");
}

/** First block of the page's content whose text matches; undefined where none does. */
export function blockMatching(document: Document, pattern: RegExp): Block | undefined {
  return mainBlocks(document).find((block) => pattern.test(block.content.text));
}

/**
 * Blocks between a heading that matches and the next heading that is not below it. A text dump does
 * not tell levels, so there the section ends at the next heading of any kind. Empty where no heading matches.
 */
export function sectionUnder(document: Document, heading: RegExp): Block[] {
  const blocks = mainBlocks(document);
  const from = blocks.findIndex((block) => block.kind === "heading" && heading.test(block.content.text));
  const head = blocks[from];
  if (head === undefined) return [];
  const after = blocks.slice(from + 1);
  const to = after.findIndex((block) => block.kind === "heading" && !isBelow(block, head));
  return to < 0 ? after : after.slice(0, to);
}

function isBelow(block: Block, head: Block): boolean {
  return block.level !== null && head.level !== null && block.level > head.level;
}

/** A list item together with the blocks nested in it. */
export interface ListItem {
  readonly block: Block;
  readonly nested: readonly Block[];
}

/** List items that directly follow a block, in order, each with its nested blocks. */
export function itemsAfter(document: Document, lead: Block): ListItem[] {
  const items: { block: Block; nested: Block[] }[] = [];
  for (const block of document.blocks.slice(lead.index + 1)) {
    if (block.kind === "list_item" && !block.nested) items.push({ block, nested: [] });
    else if (block.nested) items.at(-1)?.nested.push(block);
    else break;
  }
  return items;
}

/** List items that directly follow the first block whose text matches; empty where there is none. */
export function listAfter(document: Document, lead: RegExp): ListItem[] {
  const block = mainBlocks(document).find(
    (candidate) => lead.test(candidate.content.text) && itemsAfter(document, candidate).length > 0,
  );
  return block === undefined ? [] : itemsAfter(document, block);
}

/** Rows of a table (or joined lines of a dump) that directly follow a block. */
export function rowsAfter(document: Document, lead: Block): Block[] {
  const rows: Block[] = [];
  for (const block of document.blocks.slice(lead.index + 1)) {
    const isRow =
      block.kind === "table_row" || (block.kind === "paragraph" && (rows.length === 0 || block.joined));
    if (!isRow) break;
    rows.push(block);
  }
  return rows;
}

/**
 * Sentences of a text with their places. A sentence ends at `.`, `!` or `?` (and closing quotes)
 * before white space and a capital, a digit or an opening quote; initials and common abbreviations
 * ("U.S.", "vs.", "B.S.", "M.D.") do not end one.
 */
export function sentencesOf(text: MappedText): { text: string; start: number; end: number }[] {
  const sentences: { text: string; start: number; end: number }[] = [];
  let start = 0;
  for (const end of sentenceEnds(text.text)) {
    const slice = sliceText(text, start, end).text;
    const lead = text.text.slice(start, end).search(/\S/);
    if (slice.length > 0) sentences.push({ text: slice, start: start + lead, end });
    start = end;
  }
  return sentences;
}

function sentenceEnds(text: string): number[] {
  const ends: number[] = [];
  for (const match of text.matchAll(/[.!?]{1,6}[”’")\]]{0,3}(?=\s+[\p{Lu}\d“‘"(])/gu)) {
    const before = text.slice(Math.max(0, match.index - 12), match.index + 1);
    if (!/(?:^|[\s(])(?:\p{L}\.)+$|\b(?:vs|Dr|Mr|Mrs|Ms|St|No|N|Inc|etc|Assn)\.$/u.test(before)) {
      ends.push(match.index + match[0].length);
    }
  }
  return [...ends, text.length];
}
