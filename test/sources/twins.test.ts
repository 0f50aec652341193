import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { TableName } from "../../pipeline/contracts/rows.ts";
import type { ReadSnapshot } from "../../pipeline/read-snapshot.ts";
import { originalPath, PAGES, readBytes, readRaw, readTwin, rowsIn } from "./page-facts.ts";

/** Columns that quote a page's prose, which raw/ has in the project's own words. */
const PROSE = new Set([
  "statement",
  "description",
  "benefit",
  "duty",
  "snippet",
  "eligibility",
  "title:qualification_steps",
  "applies_to",
]);

const TABLES: readonly TableName[] = [
  "wages", "employment", "projections", "credentials", "organizations", "education_requirements", "courses",
  "study_topics", "duties", "skills", "job_titles", "job_postings", "programs", "area_rankings",
  "related_occupations", "qualification_steps", "statements", "interviewees",
]; // prettier-ignore

/** Rows of every table without the columns that `drop` names, in one order. */
function factsOf(page: ReadSnapshot, drop: ReadonlySet<string>): Record<string, string[]> {
  return Object.fromEntries(
    TABLES.map((table) => [
      table,
      rowsIn(page, table)
        .map((row) =>
          Object.entries(row).filter(([column]) => !drop.has(column) && !drop.has(`${column}:${table}`)),
        )
        .map((entries) => JSON.stringify(Object.fromEntries(entries)))
        .sort(),
    ]),
  );
}

describe.each(PAGES)("$id", ({ id }) => {
  test("gives the same facts as text and as HTML", () => {
    expect(factsOf(readTwin(id), new Set())).toEqual(factsOf(readRaw(id), new Set()));
  });

  test("every locator gives back its raw text, and no block is nobody's", () => {
    for (const page of [readRaw(id), readTwin(id)]) {
      for (const { record } of page.cleaned) {
        const [, start, end] = /^chars:(\d+)-(\d+)$/u.exec(record.locator) ?? [];
        expect(page.document.decoded.text.slice(Number(start), Number(end))).toBe(record.raw_text);
      }
      expect(new Set(page.cleaned.map(({ record }) => record.record_id)).size).toBe(page.cleaned.length);
      expect(page.blocks.filter(({ state }) => state === "unclaimed")).toEqual([]);
    }
  });

  test.skipIf(!existsSync(originalPath(id)))(
    "gives the same facts as the original (skipped where ../shared is absent)",
    () => {
      const original = readBytes(id, readFileSync(originalPath(id)));
      expect(factsOf(original, PROSE)).toEqual(factsOf(readRaw(id), PROSE));
    },
  );
});
