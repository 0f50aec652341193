import { describe, expect, it } from "vitest";
import type { OccupationAtHand } from "../../pipeline/contracts/occupation.ts";
import { sampleOccupation } from "./sample.ts";
import { loadedDatabase } from "./temporary.ts";

const PHARMACY: OccupationAtHand = {
  name: "Pharmacy Technicians",
  codes: [{ occupation_code: "29-2052", occupation_title: "Pharmacy Technicians" }],
  search_words: ["pharmacy technician"],
};

type Case = readonly [code: string | null, title: string, isAtHand: boolean];

const HEALTH_INFORMATION_CASES: readonly Case[] = [
  ["29-2072", "Medical Records Specialists", true],
  ["29-2071", "Registered Nurses", true],
  ["29-1141", "Health information technicians", false],
  ["29-1141", "not stated", false],
  [null, "Health Information Technicians", true],
  [null, "MEDICAL RECORDS CLERK", true],
  [null, "Registered Nurses", false],
  [null, "not stated", true],
];

const PHARMACY_CASES: readonly Case[] = [
  ["29-2052", "not stated", true],
  ["29-2072", "Pharmacy technician", false],
  [null, "Certified pharmacy technicians", true],
  [null, "Pharmacy", false],
  [null, "not stated", false],
];

describe("is_at_hand", () => {
  it.each([
    ["health information, which a page without title counts as", sampleOccupation, HEALTH_INFORMATION_CASES],
    ["another occupation, which it does not", PHARMACY, PHARMACY_CASES],
  ])("decides by code, and without one by title: %s", async (_what, occupation, cases) => {
    const db = await loadedDatabase([], occupation);
    const found = [];
    for (const [code, title] of cases) {
      const [row] = await db.query<{ at_hand: boolean }>("select is_at_hand($1::varchar, $2) as at_hand", [
        code,
        title,
      ]);
      found.push([code, title, row?.at_hand]);
    }
    expect(found).toEqual(cases);
  });
});
