import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempFolder } from "../support/temp-folder.ts";
import { killAt, prepare, SCENARIOS } from "./every-step.ts";
import { isLong, picked } from "./length.ts";

test.skipIf(process.platform !== "linux")(
  "a night that is killed before or within any change on disk loses, mixes and leaves nothing",
  async () => {
    const folder = await tempFolder();
    let kills = 0;
    for (const [index, scenario] of SCENARIOS.entries()) {
      const base = join(folder, String(index));
      await mkdir(join(base, "raw"), { recursive: true });
      const prepared = await prepare(scenario, base);
      for (const place of isLong ? prepared.kills : picked(prepared.kills, 2, index)) {
        await killAt(prepared, place, join(folder, "killed")).catch((error: unknown) => {
          throw new Error(`${scenario.name}, killed ${place.where} step ${place.nth}`, { cause: error });
        });
        kills += 1;
      }
    }
    expect(kills).toBeGreaterThanOrEqual(2 * SCENARIOS.length);
    process.stdout.write(`${kills} kills of nights without their work\n`);
  },
  3_600_000,
);
