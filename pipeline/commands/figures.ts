import { basename } from "node:path/posix";

import type { Figure } from "../contracts/figure.ts";

/** A figure as a reader of the edition meets it: the same value on several pages is one. */
export interface FoundFigure {
  readonly figure: Figure;
  /** Ids of all figures with this value, label and records, in the order of the evidence. */
  readonly ids: readonly string[];
}

/** What a search found; without matches, the nearest figures instead. */
export interface Search {
  readonly found: readonly FoundFigure[];
  readonly nearest: readonly Figure[];
}

/**
 * Finds figures by id, or else by their text as printed; capitals, the kind of space and of minus
 * sign do not count. The folder of a report need not be said: `CA` is `states/CA`.
 *
 * @param report Key of the only report to search (`national`, `states/CA`); null for all.
 */
export function findFigures(figures: readonly Figure[], wanted: string, report: string | null): Search {
  const searched = figures.filter(({ id }) => report === null || basename(reportOf(id)) === basename(report));
  const text = plain(wanted);
  const byId = searched.filter(({ id }) => basename(id) === basename(wanted.trim()));
  const matches = byId.length > 0 ? byId : searched.filter((figure) => plain(figure.text) === text);
  if (matches.length === 0) return { found: [], nearest: nearestTo(text, searched) };
  const groups = new Map<string, { figure: Figure; ids: string[] }>();
  for (const figure of matches) {
    const key = JSON.stringify([figure.value, figure.text, figure.label, figure.record_ids]);
    const group = groups.get(key) ?? { figure, ids: [] };
    group.ids.push(figure.id);
    groups.set(key, group);
  }
  return { found: [...groups.values()], nearest: [] };
}

/** Key of the report that a figure is printed on. */
const reportOf = (id: string): string => id.slice(0, id.lastIndexOf(":"));

/** A text as it is compared: capitals, the kind of space and of minus sign do not count. */
export const plain = (text: string): string =>
  text.normalize("NFKC").replaceAll("\u2212", "-").replace(/\s+/gu, " ").trim().toLowerCase();

/** Up to five figures, each text once: first those that hold most of the text, then those with fewest letters changed. */
function nearestTo(text: string, figures: readonly Figure[]): Figure[] {
  const ranked = figures
    .filter((figure) => figure.text.length <= 80)
    .map((figure) => ({ figure, far: distance(text, plain(figure.text)) }))
    .filter(({ far }) => far <= Math.max(2, text.length / 2))
    .sort((a, b) => a.far - b.far);
  const texts = new Set<string>();
  const nearest = ranked.filter(({ figure }) => !texts.has(figure.text) && texts.add(figure.text));
  return nearest.slice(0, 5).map(({ figure }) => figure);
}

/** Letters to insert, delete or replace (Levenshtein); less than one where either is most of the other. */
function distance(a: string, b: string): number {
  const alike = Math.min(a.length, b.length) / Math.max(a.length, b.length);
  if (alike >= 0.5 && (a.includes(b) || b.includes(a))) return 1 - alike;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const [left = 0, up = 0, across = 0] = [next[j - 1], row[j], row[j - 1]];
      next.push(Math.min(left + 1, up + 1, across + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
