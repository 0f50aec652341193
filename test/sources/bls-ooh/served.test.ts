import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { EXPECTED, factsOf, missingFrom, quarantineOf, readText, servedPath } from "./pages.ts";

test("sixteen pages are expected", () => {
  expect(EXPECTED).toHaveLength(16);
});

describe.each(EXPECTED)("$slug as served", (expected) => {
  const path = servedPath(expected.slug);
  test.skipIf(!existsSync(path))("says what was read on it (skipped where ../shared is absent)", () => {
    const page = readText(readFileSync(path, "utf8"));
    expect(page.part).toBe(expected.slug);
    expect(page.modified_on).toBe(expected.modified_on);
    expect(page.occupation).toEqual({ occupation_title: expected.title, occupation_code: expected.code });
    expect(missingFrom(page, expected.facts)).toEqual([]);
    const facts = factsOf(page);
    const counts = Object.fromEntries(
      Object.keys(expected.counts).map((name) => [name, facts.filter(({ table }) => table === name).length]),
    );
    expect(counts).toEqual(expected.counts);
    expect(page.blocks.filter(({ state }) => state === "unclaimed")).toEqual([]);
    expect(quarantineOf(page).map(({ kind }) => kind)).toEqual(expected.set_aside ?? []);
  });
});
