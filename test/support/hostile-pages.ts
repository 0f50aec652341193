import { escapeText } from "entities";
import type { CleanedRecord } from "../../pipeline/contracts/record.ts";
import type { Page } from "../sources/page-facts.ts";
import type { Payload } from "./hostile.ts";

/** Columns whose texts are the page's own words, which reports print or keep as evidence. */
const WORDS = new Set([
  "area_name",
  "title",
  "employer",
  "city",
  "snippet",
  "duty",
  "topic",
  "skill",
  "description",
  "benefit",
  "credential_name",
  "issuer",
  "eligibility",
  "organization_name",
  "postal_address",
  "statement",
  "related_title",
  "program_name",
  "degree",
  "provider",
  "accreditor",
  "person_name",
  "practice",
  "location",
]);

/** How payloads are written into a page: as text, so that they reach the reports, or as what they are, in HTML. */
export type Writing = "as text" | "as markup";

/** A page full of payloads. */
export interface HostilePage {
  readonly text: string;
  /** The payloads on it. */
  readonly planted: readonly Payload[];
  /** Those that would have made it no page of its source, and are not on it. */
  readonly left: readonly Payload[];
}

/** How a page is filled. */
export interface Filling {
  /** As the pipeline reads it; the places for payloads are found by what it loads. */
  readonly page: Page;
  readonly payloads: readonly Payload[];
  /** Place in the list of the payload for the first place in the page; the others follow. */
  readonly first: number;
  readonly writing: Writing;
  /** Whether a night could use a page with this text. */
  readonly isUsable: (text: string) => boolean;
}

/** A word of a page, in its text, that takes a payload. */
interface Slot {
  readonly start: number;
  readonly end: number;
  readonly column: string;
}

interface Choice {
  readonly slot: Slot;
  readonly payload: Payload;
}

/**
 * A copy of a page in which the words of every record carry a payload: names of cities and employers, titles,
 * addresses, duties, statements. In a city's name stand no digits, `$` and `%`, which no name of the table can have.
 */
export function hostilePage(filling: Filling): HostilePage {
  const { page, payloads, first, isUsable } = filling;
  const fit = page.document.format === "html" ? payloads : payloads.filter(isTextOnly);
  const names = fit.filter(isName);
  const choices = slotsOf(page).flatMap((slot, index): Choice[] => {
    const list = slot.column === "area_name" ? names : fit;
    const payload = list[(first + index) % list.length];
    return payload === undefined ? [] : [{ slot, payload }];
  });
  const kept = harmless(choices, (some) => isUsable(written(some, filling)));
  const planted = new Set(kept.map(({ payload }) => payload));
  const tried = new Set(choices.map(({ payload }) => payload));
  return {
    text: written(kept, filling),
    planted: [...planted],
    left: [...tried].filter((payload) => !planted.has(payload)),
  };
}

/** Choices that leave the page usable together, found by halves. */
function harmless(
  choices: readonly Choice[],
  isUsable: (choices: readonly Choice[]) => boolean,
): readonly Choice[] {
  if (isUsable(choices)) return choices;
  if (choices.length <= 1) return [];
  const middle = Math.floor(choices.length / 2);
  const [some, others] = [choices.slice(0, middle), choices.slice(middle)].map((half) =>
    harmless(half, isUsable),
  );
  const both = [...(some ?? []), ...(others ?? [])];
  return isUsable(both) ? both : (some ?? []);
}

/** The page with payloads in their places. */
function written(choices: readonly Choice[], { page, writing }: Filling): string {
  const { text } = page.document.decoded;
  const isHtml = page.document.format === "html";
  const parts: string[] = [];
  let at = 0;
  for (const { slot, payload } of choices) {
    const said = isHtml ? payload.text : onOneLine(payload.text);
    const safe = isHtml && writing === "as text" ? asText(said) : said;
    const words = text.slice(slot.start, slot.end);
    const [opening = ""] = words.split(" ");
    const rest = words.slice(opening.length);
    parts.push(text.slice(at, slot.start), payload.isWhole ? safe : `${opening} ${safe}${rest}`);
    at = slot.end;
  }
  return parts.join("") + text.slice(at);
}

/** As HTML writes a text; what no file can hold stands as a reference. */
const asText = (text: string): string =>
  escapeText(text).replaceAll(/[\0\p{Cs}]/gu, (unit) => `&#${unit.charCodeAt(0)};`);

/** Whether the city table can have a city of that name: its cells are told apart by digits and signs. */
const isName = ({ text }: Payload): boolean => !/[\d$%\ufffd]|\p{Cs}|\s\p{Lu}{2}$/u.test(text);

/** Whether a page that is a text stays one: three tags of blocks make it HTML, and a NUL makes it no page at all. */
const isTextOnly = ({ text }: Payload): boolean =>
  !/\0|<\/?(?:p|div|table|t[rdh]|[uod]l|li|d[td]|h[1-6]|head|body|html|section|article|nav|!doctype)\b/iu.test(
    text,
  );

/** A line end would end the name, in a page that is a text. */
const onOneLine = (text: string): string => text.replaceAll(/[\r\n]+/gu, " ");

/** Words of the page that stand in a loaded row as they stand in the page, no two of them overlapping. */
function slotsOf({ cleaned, document }: Page): readonly Slot[] {
  const { text } = document.decoded;
  const slots = cleaned.flatMap((one) => slotsIn(one, text)).sort((a, b) => a.start - b.start);
  let end = 0;
  return slots.filter((slot) => {
    if (slot.start < end) return false;
    end = slot.end;
    return true;
  });
}

function slotsIn({ record, outcome }: CleanedRecord, text: string): Slot[] {
  if (outcome.disposition !== "loaded" && outcome.disposition !== "repaired") return [];
  // A page of another occupation is left out of the reports.
  if (record.kind === "occupation_title") return [];
  const [, first, last] = /^chars:(\d+)-(\d+)$/u.exec(record.locator) ?? [];
  const raw = text.slice(Number(first), Number(last));
  return outcome.rows.flatMap(({ row }) =>
    Object.entries(row).flatMap(([column, value]: readonly [string, unknown]) => {
      if (!WORDS.has(column) || typeof value !== "string" || value.length < 3) return [];
      const at = raw.indexOf(value);
      if (at < 0) return [];
      const start = Number(first) + at;
      return [{ start, end: start + value.length, column }];
    }),
  );
}
