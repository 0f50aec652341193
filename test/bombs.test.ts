import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, it, test } from "vitest";
import { AlmanacError } from "../pipeline/contracts/errors.ts";
import { HEALTH_INFORMATION } from "../pipeline/contracts/occupation.ts";
import type { SourceReading } from "../pipeline/contracts/reading.ts";
import type { ConfinedLimits } from "../pipeline/lib/confined.ts";
import { PROJECT_DIR } from "../pipeline/lib/paths.ts";
import { listSnapshots, type RawListing } from "../pipeline/lib/raw-store.ts";
import { openReader, type Reader, READING_LIMITS } from "../pipeline/reader.ts";
import { readSources } from "../pipeline/read-sources.ts";
import { sources } from "../pipeline/sources/registry.ts";
import { context, readRaw } from "./sources/page-facts.ts";
import { type Bomb, BOMBS, bombSnapshot } from "./support/bombs.ts";

/** Whether every bomb is set off, with the limits of a night, which takes minutes; else each fourth with less time. */
const ALL = process.env["ALMANAC_BOMBS"] === "all";
const LIMITS: ConfinedLimits = ALL ? READING_LIMITS : { ...READING_LIMITS, seconds: 0.3 };
const CHOSEN = BOMBS.filter((_, at) => ALL || at % 4 === 0);

/** What the process may have filled between two looks of its watch. */
const OVERSHOOT = 128 * 1024 * 1024;

/** What this process may need besides the bytes of a bomb, which it made itself. */
const OWN = 256 * 1024 * 1024;

let reader: Reader;
let watch: NodeJS.Timeout;
/** Most memory that any reading process had, and this one, in bytes. */
const most = { reading: 0, own: 0 };

/** Most memory that processes started by this one have had, where the system tells it (Linux). */
function childPeaks(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/u.test(name))
    .flatMap((pid) => {
      try {
        const status = readFileSync(join("/proc", pid, "status"), "utf8");
        const valueOf = (key: string): number =>
          Number(new RegExp(`^${key}:\\s+(\\d+)`, "mu").exec(status)?.[1] ?? 0);
        return valueOf("PPid") === process.pid ? [valueOf("VmHWM") * 1024] : [];
      } catch {
        return [];
      }
    });
}

beforeAll(() => {
  reader = openReader(LIMITS);
  watch = setInterval(() => {
    most.reading = Math.max(most.reading, ...(process.platform === "linux" ? childPeaks() : []));
    most.own = Math.max(most.own, process.memoryUsage.rss());
  }, 10);
});

afterAll(() => {
  clearInterval(watch);
  const mib = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MiB`;
  process.stdout.write(`most memory of a reading process: ${mib(most.reading)}\n`);
  reader.close();
});

const sourceOf = ({ source_id }: Bomb) => {
  const source = sources.find(({ id }) => id === source_id);
  if (source === undefined) throw new Error(`no source ${source_id}`);
  return source;
};

it("there are more than fifty bombs, each another", () => {
  expect(BOMBS.length).toBeGreaterThan(50);
  expect(new Set(BOMBS.map(({ name }) => name)).size).toBe(BOMBS.length);
});

test.each(CHOSEN)(
  "$name: refused with a reason, or read as if it were not there",
  async (bomb) => {
    const snapshot = bombSnapshot(bomb);
    const before = process.memoryUsage.rss();
    most.own = before;
    const attempt = await reader.read(sourceOf(bomb), snapshot, context);
    if (attempt instanceof AlmanacError) {
      expect(attempt.where).toContain(basename(snapshot.path));
      expect(attempt.message).not.toMatch(/nobody foresaw|died/u);
      expect(attempt.next).not.toBe("");
    } else {
      // The facts of the page that it was put behind, or of none.
      const page = bomb.source_id === "wgu" ? "wgu" : "myperfectresume";
      const loaded = ({ outcome }: { readonly outcome: object }): boolean => "rows" in outcome;
      expect(attempt.cleaned.filter(loaded)).toHaveLength(readRaw(page).cleaned.filter(loaded).length);
    }
    expect(most.own - before).toBeLessThan(OWN);
    expect(most.reading).toBeLessThan(LIMITS.memory + OVERSHOOT);
  },
  1_500_000,
);

/** One bomb that is refused, one that takes too much time, one in an archive. */
const IN_A_NIGHT = ["a million open elements", "half a million attributes", "a zip in a zip in a zip"];

test("a night reads all else as if the bombs were not there, and names each with its reason", async () => {
  const raw = await listSnapshots(
    join(PROJECT_DIR, "raw"),
    sources.map(({ id }) => id),
  );
  const bombs = BOMBS.filter(({ name }) => IN_A_NIGHT.includes(name)).map(bombSnapshot);
  const folders = raw.folders.map((folder) => ({
    ...folder,
    snapshots: [...bombs.filter(({ source_id }) => source_id === folder.source_id), ...folder.snapshots],
  }));
  const night = openReader({ ...READING_LIMITS, seconds: 3 });
  const read = async (listing: RawListing): Promise<readonly SourceReading[]> =>
    (await readSources(listing, HEALTH_INFORMATION, night.read, () => undefined)).readings;
  const [plain, bombed] = [await read(raw), await read({ ...raw, folders })];
  night.close();
  const without = ({ snapshots, ...reading }: SourceReading) => ({
    ...reading,
    snapshots: snapshots.filter(({ snapshot }) => !bombs.includes(snapshot)),
  });
  expect(bombed.map(without).map(({ source, cleaned, blocks }) => [source.id, cleaned, blocks])).toEqual(
    plain.map(({ source, cleaned, blocks }) => [source.id, cleaned, blocks]),
  );
  const judged = bombed.flatMap(({ snapshots }) => snapshots);
  for (const bomb of bombs) {
    const found = judged.find(({ snapshot }) => snapshot === bomb);
    expect(found).toMatchObject({ state: "unusable", reason: expect.stringMatching(/\. [A-Z]/u) as string });
  }
  const reasons = judged.map(({ reason }) => reason ?? "").filter((reason) => reason !== "");
  expect(reasons).toHaveLength(IN_A_NIGHT.length);
  expect(reasons.join("\n")).toContain("takes more than 3 seconds");
});
