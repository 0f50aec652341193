import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HOURS_A_YEAR, isPlausible, plausibleUsd } from "../../pipeline/cleaning/plausible-wages.ts";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";

const BOUNDS = (["page", "official"] as const).flatMap((by) =>
  (["annual", "hourly"] as const).map((per) => ({ by, per, ...plausibleUsd(by, per) })),
);

describe("a plausible wage", () => {
  it.each(BOUNDS)(
    "of a $by, $per, is from $least to $most dollars, both included",
    ({ by, per, least, most }) => {
      const around = [least - 0.01, least, most, most + 0.01];
      expect(around.map((usd) => isPlausible(usd, by, per))).toEqual([false, true, true, false]);
    },
  );

  it.each(["page", "official"] as const)(
    "of a %s has limits by the hour that are those by the year",
    (by) => {
      const [annual, hourly] = [plausibleUsd(by, "annual"), plausibleUsd(by, "hourly")];
      for (const end of ["least", "most"] as const) {
        expect(Math.abs((hourly[end] * HOURS_A_YEAR) / annual[end] - 1)).toBeLessThanOrEqual(0.05);
      }
    },
  );

  // Means of physicians in a sector in May 2024, the federal minimum wage, and the survey's highest percentile.
  it.each([
    ["official", "annual", 486_960],
    ["official", "hourly", 234.12],
    ["official", "annual", 15_080],
    ["page", "annual", 10_712],
    ["page", "annual", 239_200],
  ] as const)("stated by a %s, %s, can be $%d", (by, per, usd) => {
    expect(isPlausible(usd, by, per)).toBe(true);
  });

  it.each([
    ["page", "annual", 612_000],
    ["page", "annual", 4_779],
    ["official", "annual", 5_025_000],
    ["official", "hourly", 50_250],
    ["official", "annual", 24.16],
  ] as const)("stated by a %s, %s, can not be $%d", (by, per, usd) => {
    expect(isPlausible(usd, by, per)).toBe(false);
  });

  it("of a release is what the check of the warehouse holds every row to", () => {
    const sql = readFileSync(join(PROJECT_DIR, "warehouse", "checks", "wages_are_plausible.sql"), "utf8");
    for (const per of ["annual", "hourly"] as const) {
      const { least, most } = plausibleUsd("official", per);
      expect(sql).toContain(`${per}_usd not between ${least} and ${most}`);
    }
  });
});
