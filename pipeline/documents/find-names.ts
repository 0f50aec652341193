import type { Block, MappedText } from "../contracts/document.ts";
import type { Find } from "../contracts/record.ts";
import { findIn } from "./find-blocks.ts";

/** Words that may stand inside a name although they begin with a small letter. */
const CONNECTORS = new Set(["of", "for", "and", "the", "in", "on", "&"]);

/** What a name with an abbreviation is the name of. */
export type NameKind = "credential" | "organization" | "law" | "other";

/** A name with its abbreviation, and where it stands. */
export interface AbbreviatedName {
  readonly name: string;
  readonly abbreviation: string;
  readonly kind: NameKind;
  readonly text: MappedText;
  readonly start: number;
  readonly end: number;
}

const ORGANIZATION =
  /\b(?:Association|Academy|Society|Commission|Organization|Institute|Council|Board|Agency|Department|Systems|Registrars)\b/u;
const CREDENTIAL = /^(?:Registered|Certified|Licensed|Board[- ]Certified)\b/u;

/**
 * Finds names followed by their abbreviation in parentheses (`Registered Health Information
 * Technician (RHIT)`): the capitalized words before the parenthesis, back to the one whose initial
 * opens the abbreviation. What stands in parentheses but is no abbreviation of the words before it
 * ("electronic health records (EHRs)" has no capitals) is passed over.
 */
export function findAbbreviatedNames(blocks: readonly Block[]): AbbreviatedName[] {
  return blocks.flatMap(({ content }) =>
    [...content.text.matchAll(/\s\((?<abbreviation>\p{Lu}[\p{L}&-]{1,15})\)/gu)].flatMap((match) => {
      const abbreviation = match.groups?.["abbreviation"] ?? "";
      if (!/^.+\p{Lu}/u.test(abbreviation)) return [];
      const start = nameStart(content.text.slice(0, match.index), abbreviation);
      if (start === null) return [];
      const name = content.text.slice(start, match.index);
      const end = match.index + match[0].length;
      return [{ name, abbreviation, kind: kindOf(name), text: content, start, end }];
    }),
  );
}

function nameStart(before: string, abbreviation: string): number | null {
  const words = [...before.matchAll(/\S+/gu)];
  let start: number | null = null;
  for (const word of words.reverse()) {
    const isCapital = /^\p{Lu}/u.test(word[0]);
    if (!isCapital && !CONNECTORS.has(word[0])) break;
    if (/[.,;:!?]$/u.test(word[0]) && start !== null) break;
    if (isCapital && word[0].startsWith(abbreviation.slice(0, 1))) start = word.index;
  }
  return start;
}

function kindOf(name: string): NameKind {
  if (CREDENTIAL.test(name)) return "credential";
  if (/\bAct$/u.test(name)) return "law";
  return ORGANIZATION.test(name) ? "organization" : "other";
}

/** First mention of each name, as finds with the fields name and abbreviation. */
export function firstMentions(names: readonly AbbreviatedName[], kind: string): Find[] {
  const seen = new Set<string>();
  return names.flatMap(({ name, abbreviation, text, start, end }) => {
    if (seen.has(abbreviation)) return [];
    seen.add(abbreviation);
    return [findIn(kind, text, start, end, { name, abbreviation })];
  });
}
