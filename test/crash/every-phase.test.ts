import { cp } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { WAREHOUSE_LINK } from "../../pipeline/lib/editions.ts";
import type { Folders } from "../../pipeline/lib/paths.ts";
import { tempFolder } from "../support/temp-folder.ts";
import type { Kill, Told } from "./kill.ts";
import { KilledNights, type Start } from "./killed-nights.ts";
import { isLong, random } from "./length.ts";
import { publishedPair } from "./published-pair.ts";
import { isDivisible, kindOf, PHASE_NAMES, phaseOf } from "./steps.ts";

/** Kills that are to fall into each phase: in the long form, and in the short one. */
const WANTED: Readonly<Record<string, readonly [number, number]>> = {
  start: [3, 0],
  fetch: [3, 0],
  "store a snapshot": [2, 0],
  "fetch log": [1, 0],
  "take the lock, sweep, make room": [2, 0],
  "extract and clean": [4, 0],
  "load, model and check": [6, 1],
  "start of the browser, load, verify": [6, 0],
  charts: [5, 0],
  "print PDFs": [10, 1],
  "finish PDFs": [5, 0],
  "write pages": [3, 0],
  changes: [1, 0],
  "seal the warehouse, manifest": [1, 0],
  sync: [1, 0],
  switch: [3, 1],
  sweep: [1, 0],
  ledger: [1, 0],
};

/** Phases that only a night that fetches has. */
const OF_FETCHING = ["fetch", "store a snapshot", "fetch log"];

/** Nights that run beside each other, each in its own folders. */
const LANES = isLong ? 2 : 1;

/** A kill within so many milliseconds cannot be sent from outside; the process does it itself. */
const SHORT_MS = 100;

const SEED = 20260801;

test.skipIf(process.platform !== "linux")(
  "a night that is killed in any phase loses, mixes and leaves nothing, and leaves no process behind",
  async () => {
    const only = isLong ? ["wgu", "myperfectresume"] : ["wgu"];
    const lanes = await Promise.all(
      Array.from({ length: LANES }, async () => KilledNights.open(await tempFolder(), only)),
    );
    const counts = new Map<string, number>();
    await Promise.all(lanes.map((nights, lane) => killIn(nights, counts, lane)));
    report(counts);
    for (const [phase] of wantedIn(0, 1)) expect(counts.get(phase) ?? 0, phase).toBeGreaterThan(0);
    await Promise.all(lanes.slice(0, 1).map(requireSameAsElsewhere));
  },
  7_200_000,
);

/** The phases that a lane of so many has to do with, and how many kills are to fall into each. */
function wantedIn(lane: number, lanes: number): [string, number][] {
  return PHASE_NAMES.map((phase): [string, number] => [phase, WANTED[phase]?.[isLong ? 0 : 1] ?? Number.NaN])
    .filter(([, wanted]) => wanted !== 0)
    .filter((_, index) => index % lanes === lane);
}

async function killIn(nights: KilledNights, counts: Map<string, number>, lane: number): Promise<void> {
  const next = random(SEED + lane);
  const whole = (await nights.night("fetching", null)).steps;
  for (const [phase, wanted] of wantedIn(lane, LANES)) {
    for (let kill = 0; kill < 3 * wanted && (counts.get(phase) ?? 0) < wanted; kill += 1) {
      const start: Start = OF_FETCHING.includes(phase) || kill % 3 === 2 ? "fetching" : "almanac";
      const moment = momentIn(phase, whole, next);
      const { isKilled, steps } = await nights.night(start, moment).catch((error: unknown) => {
        throw new Error(`killed in "${phase}": ${start} ${JSON.stringify(moment)}`, { cause: error });
      });
      if (isKilled) counts.set(phaseOf(steps), (counts.get(phaseOf(steps)) ?? 0) + 1);
    }
  }
}

/** A moment in a phase, by the steps of a night that nobody killed and how long they took. */
function momentIn(phase: string, whole: readonly Told[], next: () => number): Kill {
  const places = [...whole.keys()].filter((index) => phaseOf(whole.slice(0, index + 1)) === phase);
  const index = places[Math.floor(next() * places.length)];
  const step = whole[index ?? -1];
  if (index === undefined || step === undefined) throw new Error(`a whole night has no phase "${phase}"`);
  const kind = kindOf(step);
  const nth = whole.slice(0, index + 1).filter((one) => kindOf(one) === kind).length;
  const lastsMs = (whole[index + 1]?.at ?? step.at) - step.at;
  if (step.number === 0 || lastsMs > SHORT_MS)
    return { kind, nth, milliseconds: Math.floor(next() * lastsMs) };
  return { kind, nth, where: isDivisible(step) && next() < 0.5 ? "within" : "before" };
}

function report(counts: ReadonlyMap<string, number>): void {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const line = (name: string, count: number): string => `${name.padEnd(36)} ${String(count).padStart(4)}\n`;
  const lines = PHASE_NAMES.map((phase) => line(phase, counts.get(phase) ?? 0));
  process.stdout.write(`${lines.join("")}${line("kills of whole nights", all)}`);
}

/** Nights that nobody kills publish, and in the long form: what nights publish in new folders, digest by digest. */
async function requireSameAsElsewhere(nights: KilledNights): Promise<void> {
  await nights.night("almanac", null);
  if (!isLong) return;
  const base = await tempFolder();
  const raw = join(base, "first-raw");
  await cp(nights.folders.rawDir, raw, { recursive: true });
  await nights.night("almanac", null);
  const other = await nights.elsewhere(base, raw);
  expect(await manifestOf(nights.folders)).toEqual(await manifestOf(other));
}

/** Without the build's name, which is unique, and its digest: its bytes differ for the same rows. */
async function manifestOf(folders: Folders): Promise<unknown> {
  const { manifest } = await publishedPair(folders);
  const { [WAREHOUSE_LINK]: build, ...files } = manifest?.files ?? {};
  expect(build).toBeDefined();
  return { ...manifest, warehouse: "", files };
}
