import type { Block } from "../../contracts/document.ts";
import type { Find } from "../../contracts/record.ts";
import { findIn, groupsOf, sentencesOf } from "../../documents/find-blocks.ts";
import { rowsBelow } from "./rows-below.ts";

/** A sentence that says how many jobs there are: "Pharmacy technicians held about 490,400 jobs in 2024." */
export const HELD =
  /^(?<occupation>.+?) held (?:about )?(?<value>\d[\d,.]*(?: (?:million|thousand))?) jobs in (?<period>\d{4})\.$/u;

/** "The largest employers of pharmacy technicians were as follows:" */
const EMPLOYERS = /^The largest employers? of (?<occupation>.+) (?:was|were|are) as follows:$/u;

/** "Employment in the detailed occupations that make up … was distributed as follows:" */
const DETAILED = /^Employment in the detailed occupations\b.*\bas follows:$/u;

/**
 * Reads jobs and the shares of the largest employers. Kinds and fields: employment_count: occupation,
 * value, period; industry_share: occupation, label, value, unit, paragraph_period; occupation_jobs: label,
 * value, paragraph_period.
 */
export function findEmployers(blocks: readonly Block[]): Find[] {
  let year: { paragraph_period?: string } = {};
  return blocks.flatMap((block, at) => {
    if (block.kind !== "paragraph") return [];
    return sentencesOf(block.content).flatMap(({ text, start, end }) => {
      const held = HELD.exec(text);
      if (held !== null) {
        const fields = groupsOf(held);
        year = { paragraph_period: fields["period"] ?? "" };
        return [findIn("employment_count", block.content, start, end, fields)];
      }
      const after = blocks.slice(at + 1);
      const employers = EMPLOYERS.exec(text);
      if (employers !== null) return rowsBelow(after, "industry_share", { ...groupsOf(employers), ...year });
      return DETAILED.test(text) ? rowsBelow(after, "occupation_jobs", year) : [];
    });
  });
}
