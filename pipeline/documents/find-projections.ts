import type { Block, Document } from "../contracts/document.ts";
import type { Find } from "../contracts/record.ts";
import { findIn, findOf, groupsOf, mainBlocks, rowsAfter } from "./find-blocks.ts";

const YEAR = String.raw`(?:19|20)\d{2}`;

const GROWTH = new RegExp(
  String.raw`\b(?:grow(?:th)?|increase|rise|decline|decrease|shrink|fall)\b[^.%\d]{0,60}?(?<change_pct>\d+(?:\.\d+)?)\s*(?:percent|%)` +
    String.raw`(?:[^.]{0,60}?\b(?:from|between)\s+(?<base_year>${YEAR})\s+(?:to|and|through)\s+(?<target_year>${YEAR})` +
    String.raw`|[^.]{0,30}?\bover\s+(?:the\s+)?(?:course\s+of\s+the\s+)?(?<window>next\s+(?:ten\s+years|decade)))?`,
  "iu",
);
const OPENINGS = /\b(?<openings>\d{1,3}(?:,\d{3})*|\d+)\s+(?:job\s+)?openings\b/iu;
const FALLING = /^(?:decline|decrease|shrink|fall)/iu;

/**
 * Reads projection sentences: growth in percent with its years or window ("over the next ten
 * years"), and yearly openings. Statements of one block are one find, since a paragraph speaks of one
 * window. Fields: change_pct, direction ("up", "down"), base_year, target_year, window, openings.
 */
export function findProjectionSentences(blocks: readonly Block[]): Find[] {
  return blocks.flatMap((block) => {
    const text = block.content.text;
    const growth = /project|outlook|will\s+(?:grow|decline|increase)|BLS/iu.test(text)
      ? GROWTH.exec(text)
      : null;
    const openings = /each\s+year|a\s+year|per\s+year|annual/iu.test(text) ? OPENINGS.exec(text) : null;
    const parts = [growth, openings].filter((match) => match !== null);
    if (parts.length === 0) return [];
    const start = Math.min(...parts.map((match) => match.index));
    const end = Math.max(...parts.map((match) => match.index + match[0].length));
    const direction = growth === null ? {} : { direction: FALLING.test(growth[0]) ? "down" : "up" };
    return [
      findIn("projection", block.content, start, end, {
        ...groupsOf(growth),
        ...groupsOf(openings),
        ...direction,
      }),
    ];
  });
}

/** A column of a projections table, told by its heading words. */
const TABLE_COLUMNS: readonly { readonly name: string; readonly heading: RegExp }[] = [
  { name: "target_jobs", heading: /projected\s+employment,?\s+\d{4}/iu },
  { name: "base_jobs", heading: /(?<!projected\s)employment,?\s+\d{4}/iu },
  { name: "change_pct", heading: /\bpercent\b/iu },
  { name: "change_jobs", heading: /\bnumeric\b/iu },
];

/**
 * Reads a projections table ("Employment projections data for …, 2016-26" and the rows under it),
 * its columns by the words of the heading rows. Fields: title, base_year, target_year, and the
 * columns as printed.
 */
export function findProjectionTables(document: Document): Find[] {
  return mainBlocks(document).flatMap((caption) => {
    const window =
      /employment projections data\b.*\b(?<from>(?:19|20)\d{2})\s*[-–—]\s*(?<to>(?:19|20)?\d{2})\b/iu.exec(
        caption.content.text,
      )?.groups;
    if (window === undefined) return [];
    const rows = rowsAfter(document, caption);
    const order = columnOrder(rows);
    const from = window["from"] ?? "";
    const to = window["to"] ?? "";
    const years = { base_year: from, target_year: to.length === 2 ? from.slice(0, 2) + to : to };
    return rows.flatMap((row) => {
      const cells = dataCells(row, order.length);
      if (cells === null) return [];
      const columns = order.map((name, at) => [name, cells.values[at] ?? ""] as const);
      return [findOf("projection", row, { title: cells.title, ...years, ...Object.fromEntries(columns) })];
    });
  });
}

function columnOrder(rows: readonly Block[]): string[] {
  const headings = rows.filter((row) => dataCells(row, TABLE_COLUMNS.length) === null);
  const text = headings.map((row) => row.content.text).join(" \n ");
  return TABLE_COLUMNS.map(({ name, heading }) => ({ name, at: text.search(heading) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name);
}

/** Title and the last `count` numbers of a row; null for a row that does not end in so many. */
function dataCells(row: Block, count: number): { title: string; values: string[] } | null {
  if (count === 0) return null;
  const words = row.content.text.split(" ");
  const values = words.slice(-count);
  const isNumber = values.every((word) => /^-?\d[\d,]*(?:\.\d+)?%?$/u.test(word));
  return isNumber && words.length > count ? { title: words.slice(0, -count).join(" "), values } : null;
}
