import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";
import { finishedWarehouse } from "../warehouse/published.ts";
import { readingsOf } from "./pages.ts";

const run = promisify(execFile);

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "almanac-test-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Places whose clocks, zones, languages and number formats have nothing in common. */
const PLACES = [
  { name: "one", days: 0, TZ: "UTC", LANG: "C" },
  { name: "other", days: 4321, TZ: "Pacific/Kiritimati", LANG: "de_DE.UTF-8" },
] as const;

test("the same pages printed by another clock, zone and locale are the same bytes", async () => {
  const { file } = await finishedWarehouse(folder, readingsOf());
  for (const { name, days, TZ, LANG } of PLACES) {
    const environment = { ...process.env, TZ, LANG, LC_ALL: LANG, LANGUAGE: LANG };
    const script = join(PROJECT_DIR, "test", "support", "print-twin.ts");
    const keys = name === "one" ? ["national", "states/CA"] : ["states/CA", "national"];
    await run(
      process.execPath,
      ["--import", "tsx", script, file, join(folder, name), String(days), ...keys],
      {
        cwd: PROJECT_DIR,
        env: environment,
      },
    );
  }
  for (const page of ["national.pdf", "states/CA.pdf"]) {
    const [one, other] = await Promise.all(PLACES.map(({ name }) => readFile(join(folder, name, page))));
    expect(one?.equals(other ?? Buffer.alloc(0)), page).toBe(true);
    expect(one?.toString("latin1")).toContain("D:20240501000000Z");
  }
});
