import type { SearchEntry } from "../../pipeline/contracts/screen.ts";

/** A text as it is compared: without accents, apostrophes and capitals. */
export function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}'’ʻ‘`.]/gu, "")
    .toLowerCase()
    .replace(/[\s–—,/-]+/gu, " ")
    .trim();
}

/** Reports first, then states, then cities. */
const KINDS: readonly SearchEntry["kind"][] = ["report", "state", "city"];

/**
 * Entries that have every word of a query, best first: whose name or postal code is the query, then whose
 * name begins with it, then where each word begins a word, then any. A city is found by its state as well.
 */
export function matches(entries: readonly SearchEntry[], query: string): readonly SearchEntry[] {
  // A query of signs only, such as an apostrophe, is looked for as it is.
  const wanted = folded(query) || query.trim().toLowerCase();
  if (wanted === "") return [];
  return entries
    .map((entry) => ({ entry, rank: rankOf(entry, wanted) }))
    .filter(({ rank }) => rank !== null)
    .sort(
      (a, b) => Number(a.rank) - Number(b.rank) || KINDS.indexOf(a.entry.kind) - KINDS.indexOf(b.entry.kind),
    )
    .map(({ entry }) => entry);
}

function rankOf({ name, also, state }: SearchEntry, wanted: string): number | null {
  const names = [name, ...also];
  const texts = names.map(folded);
  if (texts.includes(wanted)) return 0;
  if (texts.some((text) => text.startsWith(wanted))) return 1;
  const all = `${[...texts, folded(state ?? "")].join(" ")} ${names.join(" ").toLowerCase()}`;
  const words = wanted.split(" ");
  if (words.every((word) => ` ${all}`.includes(` ${word}`))) return 2;
  return words.every((word) => all.includes(word)) ? 3 : null;
}
