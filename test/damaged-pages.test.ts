import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { AlmanacError } from "../pipeline/contracts/errors.ts";
import { PROJECT_DIR } from "../pipeline/lib/paths.ts";
import { type Page, PAGES, rawPath, readBytes } from "./sources/page-facts.ts";

/** Damaged pages to read; the environment may ask for more than a test run has time for. */
const RUNS = Number(process.env["ALMANAC_DAMAGED_PAGES"] ?? "150");

const TEXTS = PAGES.flatMap(({ id, twin }) => [
  { id, text: readFileSync(rawPath(id), "utf8") },
  { id, text: readFileSync(join(PROJECT_DIR, "test", "fixtures", "twins", `${id}.${twin}`), "utf8") },
]);

type Damage = (text: string, at: number, length: number) => string;

const DAMAGES: readonly Damage[] = [
  (text, at, length) => text.slice(0, at) + text.slice(at + length),
  (text, at, length) => text.slice(0, at) + text.slice(at, at + length) + text.slice(at),
  (text, at) => text.slice(0, at),
  (text, at) => text.slice(at),
  (text, at) => `${text.slice(0, at)}\n\n${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}</td></tr></table><li>${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}<!-- ${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}\u202E\u{1F600}&#0;&amp;lt;${text.slice(at)}`,
  (text, at, length) =>
    text.slice(0, at) + text.slice(at, at + length).replaceAll("\n", " ") + text.slice(at + length),
  (text, at, length) =>
    text.slice(0, at) + text.slice(at, at + length).replaceAll(/\d/gu, "7") + text.slice(at + length),
  (text, at, length) =>
    text.slice(0, at) +
    Array.from(text.slice(at, at + length))
      .reverse()
      .join("") +
    text.slice(at + length),
];

const DAMAGED = fc
  .record({
    page: fc.constantFrom(...TEXTS),
    hits: fc.array(
      fc.record({
        damage: fc.constantFrom(...DAMAGES),
        place: fc.double({ min: 0, max: 1, noNaN: true }),
        length: fc.integer({ min: 1, max: 400 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ page, hits }) => ({
    id: page.id,
    text: hits.reduce(
      (text, { damage, place, length }) => damage(text, Math.floor(place * text.length), length),
      page.text,
    ),
  }));

test("a damaged page is refused with a reason, or every record and block of it is accounted for", () => {
  let read = 0;
  fc.assert(
    fc.property(DAMAGED, ({ id, text }) => {
      const page = readOrRefuse(id, text);
      if (page === null) return;
      read += 1;
      const decoded = page.document.decoded.text;
      for (const { record, outcome } of page.cleaned) {
        const [, start, end] = /^chars:(\d+)-(\d+)$/u.exec(record.locator) ?? [];
        expect(decoded.slice(Number(start), Number(end))).toBe(record.raw_text);
        if (outcome.disposition === "quarantined") expect(outcome.reason).not.toBe("");
        if (outcome.disposition === "loaded") expect(outcome.rows.length).toBeGreaterThan(0);
      }
      expect(new Set(page.cleaned.map(({ record }) => record.record_id)).size).toBe(page.cleaned.length);
      expect(page.blocks.map(({ position }) => position)).toEqual(
        page.document.blocks.map(({ index }) => index),
      );
      for (const block of page.blocks) expect(block.rule === null).toBe(block.state !== "ignored");
    }),
    { numRuns: RUNS, seed: 20260802 },
  );
  expect(read).toBeGreaterThan(RUNS / 3);
});

function readOrRefuse(id: string, text: string): Page | null {
  try {
    return readBytes(id, Buffer.from(text));
  } catch (error) {
    if (!(error instanceof AlmanacError)) throw error;
    expect(error.where).not.toBe("");
    expect(error.next).not.toBe("");
    return null;
  }
}
