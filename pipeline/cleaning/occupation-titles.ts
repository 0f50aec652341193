import type { CleanedRecord } from "../contracts/record.ts";
import type { FactRow } from "../contracts/rows.ts";

/** Title of an occupation that a source does not name. */
export const NO_TITLE = "not stated";

/**
 * Gives rows that name their occupation by its code alone the title that the same source has for the code: rows of
 * `job_titles` whose relation is `occupation_title` (O*NET's table Occupation Data). A code that they do not have, or
 * have with two titles, stays {@link NO_TITLE}. Pure.
 *
 * @param cleaned All records of one source.
 */
export function withOwnTitles(cleaned: readonly CleanedRecord[]): readonly CleanedRecord[] {
  const titles = titlesIn(cleaned);
  if (titles.size === 0) return cleaned;
  return cleaned.map((one) => {
    const { outcome } = one;
    return "rows" in outcome
      ? { ...one, outcome: { ...outcome, rows: outcome.rows.map(named(titles)) } }
      : one;
  });
}

/** The one title of each code; null for a code that has several. */
function titlesIn(cleaned: readonly CleanedRecord[]): ReadonlyMap<string, string | null> {
  const titles = new Map<string, string | null>();
  for (const { outcome } of cleaned) {
    if (!("rows" in outcome)) continue;
    for (const { table, row } of outcome.rows) {
      if (table !== "job_titles" || row.relation !== "occupation_title" || row.occupation_code === null)
        continue;
      const known = titles.get(row.occupation_code);
      titles.set(row.occupation_code, known === undefined || known === row.title ? row.title : null);
    }
  }
  return titles;
}

const named =
  (titles: ReadonlyMap<string, string | null>) =>
  (fact: FactRow): FactRow => {
    const { row } = fact;
    if (!("occupation_title" in row) || row.occupation_title !== NO_TITLE || row.occupation_code === null)
      return fact;
    const title = titles.get(row.occupation_code) ?? null;
    return title === null ? fact : ({ ...fact, row: { ...row, occupation_title: title } } as FactRow);
  };
