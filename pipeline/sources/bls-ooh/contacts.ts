import { decodeHTML } from "entities";
import type { Block } from "../../contracts/document.ts";
import type { Find } from "../../contracts/record.ts";
import { blocksOf, type Page, subsectionsOf } from "./page.ts";

/** Parts of the section whose links lead to data and videos, not to whoever gives information. */
export const LINK_LISTS = /^(?:O\*NET|Occupational Requirements Survey|CareerOneStop)$/iu;

const LINK = /<a\b[^<>]*?\bhref="(?<url>https?:\/\/[^"\s<>]+)"[^<>]*>(?<name>[^]{1,500}?)<\/a>/giu;
const VIDEO = /youtu\.?be|\/videos?\//iu;

/**
 * Reads contacts: every link to another site in the section, with the sentence around it. Fields: name,
 * url, description (absent where the link stands alone). The find is the link itself, address included.
 */
export function findContacts(page: Page): Find[] {
  return subsectionsOf(blocksOf(page, "contacts"))
    .filter(({ heading }) => !LINK_LISTS.test(heading ?? ""))
    .flatMap(({ blocks }) => blocks.flatMap((block) => linksIn(page, block)));
}

function linksIn({ source }: Page, { content, span }: Block): Find[] {
  return [...source.slice(span.start, span.end).matchAll(LINK)].flatMap((match) => {
    const url = decodeHTML(match.groups?.["url"] ?? "");
    const inside = (match.groups?.["name"] ?? "").replaceAll(/<[^>]*>/gu, "");
    const name = decodeHTML(inside).replaceAll(/\s+/gu, " ").trim();
    if (name === "" || VIDEO.test(url)) return [];
    const start = span.start + match.index;
    const description = content.text === name ? {} : { description: content.text };
    return [
      {
        kind: "organization",
        span: { start, end: start + match[0].length },
        readings: [{ name, url, ...description }],
      },
    ];
  });
}
