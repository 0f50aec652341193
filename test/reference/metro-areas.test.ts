import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";
import { metroAreas } from "./metro-areas.ts";

it("metro-areas.csv is what the counties and their shapes give", () => {
  const file = readFileSync(join(PROJECT_DIR, "warehouse", "reference", "metro-areas.csv"), "utf8");
  expect(file).toBe(metroAreas());
});
