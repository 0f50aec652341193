import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempFolder } from "../support/temp-folder.ts";
import { type Bundle, bundleSmallNight } from "./bundle.ts";
import { killAt, prepare, type Scenario, SCENARIOS } from "./every-step.ts";
import { isLong, picked } from "./length.ts";
import { PHASE_NAMES, phaseOf } from "./steps.ts";

test.skipIf(process.platform !== "linux")(
  "a night that is killed before or within any change on disk loses, mixes and leaves nothing",
  async () => {
    const bundle = await bundleSmallNight(await tempFolder());
    const phases = await Promise.all(
      SCENARIOS.map(async (scenario, index) => killIn(scenario, index, bundle, await tempFolder())),
    );
    const all = phases.flat();
    for (const phase of PHASE_NAMES) {
      const count = all.filter((one) => one === phase).length;
      if (count > 0) process.stdout.write(`${phase.padEnd(36)} ${String(count).padStart(4)}\n`);
    }
    process.stdout.write(`${"kills at changes on disk".padEnd(36)} ${String(all.length).padStart(4)}\n`);
    expect(all.length).toBeGreaterThanOrEqual(isLong ? 200 : 2 * SCENARIOS.length);
  },
  3_600_000,
);

/** Kills nights of a scenario: at every place in the long form, at two of them in the short one. */
async function killIn(scenario: Scenario, seed: number, bundle: Bundle, folder: string): Promise<string[]> {
  const base = join(folder, "base");
  await mkdir(join(base, "raw"), { recursive: true });
  const prepared = await prepare(scenario, bundle, base);
  const phases: string[] = [];
  for (const place of isLong ? prepared.kills : picked(prepared.kills, 2, seed)) {
    const { steps } = await killAt(prepared, place, join(folder, "killed")).catch((error: unknown) => {
      throw new Error(`${scenario.name}, killed ${place.where} change ${place.nth}`, { cause: error });
    });
    phases.push(phaseOf(steps));
  }
  return phases;
}
