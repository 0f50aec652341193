import { describe, expect, it } from "vitest";
import { sqlFiles, WAREHOUSE_SQL } from "../../pipeline/lib/sql-files.ts";
import { check } from "../../pipeline/stages/check.ts";
import { delineations } from "./check-cases/areas.ts";
import { places, time } from "./check-cases/places-and-time.ts";
import { provenance } from "./check-cases/provenance.ts";
import { reference } from "./check-cases/reference.ts";
import { seriesAndClaims } from "./check-cases/series.ts";
import { wages } from "./check-cases/wages.ts";
import { sharedDatabase } from "./temporary.ts";

const cases = [
  ...provenance,
  ...wages,
  ...places,
  ...time,
  ...reference,
  ...delineations,
  ...seriesAndClaims,
];

describe("checks", () => {
  const warehouse = sharedDatabase();

  it.each(cases)("$what violates $violates", async ({ sql, violates }) => {
    await warehouse().undone(async (db) => {
      await db.run(sql);
      const violated = (await check(db, WAREHOUSE_SQL)).filter((result) => result.violations > 0);
      expect(violated.map((result) => result.name)).toEqual([...violates].sort());
    });
  });

  it("each have a case that violates them", async () => {
    const files = await sqlFiles(`${WAREHOUSE_SQL}/checks`);
    const violated = new Set(cases.flatMap((known) => known.violates));
    expect([...violated].sort()).toEqual(files.map((file) => file.name));
  });
});
