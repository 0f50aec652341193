import { cp, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { listSnapshots } from "../../pipeline/lib/raw-store.ts";
import type { Bundle } from "./bundle.ts";
import { type Ended, run } from "./kill.ts";
import { publishedPair, requireOldOrNew } from "./published-pair.ts";
import { foldersBelow, pageOf, smallNight } from "./small-night.ts";
import { isDivisible, type KillAt } from "./steps.ts";

/** A state of the folders, and the edition that a night publishes from there. */
export interface Scenario {
  readonly name: string;
  /** Editions published before, by the nights 1, 2, …; the same id again publishes it again. */
  readonly before: readonly string[];
  readonly next: string;
}

const id = (number: number): string => `undated-${String(number).padStart(10, "0")}`;

export const SCENARIOS: readonly Scenario[] = [
  { name: "the first edition", before: [], next: id(1) },
  { name: "the next edition", before: [id(1)], next: id(2) },
  { name: "the same edition again", before: [id(1), id(2)], next: id(2) },
  { name: "the eighth edition, so that the oldest goes", before: [1, 2, 3, 4, 5, 6, 7].map(id), next: id(8) },
];

/** A scenario made ready to be killed in: its folders, and every place where a kill may fall. */
export interface Prepared extends Scenario {
  readonly bundle: Bundle;
  readonly base: string;
  readonly kills: readonly KillAt[];
}

const arrange = (scenario: Scenario, base: string): string[] => [
  base,
  String(scenario.before.length + 1),
  scenario.next,
];

/** Publishes what comes before, and lets a night run that nobody kills, to learn its steps. */
export async function prepare(scenario: Scenario, bundle: Bundle, base: string): Promise<Prepared> {
  for (const [index, edition] of scenario.before.entries()) await smallNight(base, index + 1, edition);
  const trial = `${base}-trial`;
  await cp(base, trial, {
    recursive: true,
    verbatimSymlinks: true,
    preserveTimestamps: true,
    force: true,
  }).catch(() => undefined);
  const { exitCode, steps, stderr } = await killed({ ...scenario, bundle }, trial, null);
  expect(exitCode, stderr).toBe(0);
  await rm(trial, { recursive: true });
  const changes = steps.filter(({ number }) => number > 0);
  const kills = changes.flatMap((step) => [
    { kind: null, nth: step.number, where: "before" as const },
    ...(isDivisible(step) ? [{ kind: null, nth: step.number, where: "within" as const }] : []),
  ]);
  return { ...scenario, bundle, base, kills };
}

const killed = (
  { bundle, ...scenario }: Scenario & { readonly bundle: Bundle },
  base: string,
  kill: KillAt | null,
): Promise<Ended> => run({ ...bundle, args: arrange(scenario, base), cacheDir: join(base, "cache"), kill });

/**
 * Kills a small night at one place, in folders of its own, and sees that nothing is lost, mixed or half-written; then
 * that the next night publishes, and that nothing is left of the killed one.
 *
 * @returns how the killed night ended.
 */
export async function killAt(prepared: Prepared, place: KillAt, base: string): Promise<Ended> {
  await cp(prepared.base, base, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  const folders = foldersBelow(base);
  const before = await publishedPair(folders);
  const lines = await linesOf(folders.warehouseDir);
  const ended = await killed(prepared, base, place);
  expect(ended.isKilled, ended.stderr).toBe(true);
  requireOldOrNew(before, await publishedPair(folders), ended.steps, place.where === "before");
  await requireWholePages(folders.rawDir);
  await requireLinesKept(folders.warehouseDir, lines);
  const number = prepared.before.length + 2;
  await smallNight(base, number, id(99));
  expect((await publishedPair(folders)).manifest?.edition).toBe(id(99));
  expect(await readFile(join(folders.warehouseDir, "almanac.duckdb"), "utf8")).toBe(`rows ${number}`);
  await requireNothingLeft(base, Math.min(7, prepared.before.length + 2));
  await requireLinesKept(folders.warehouseDir, lines);
  await rm(base, { recursive: true, force: true });
  return ended;
}

/** Whatever is read from raw/ is a page as it was sent, with its sidecar. */
async function requireWholePages(rawDir: string): Promise<void> {
  const [folder] = (await listSnapshots(rawDir, ["wgu"]).catch(() => null))?.folders ?? [];
  for (const { bytes, meta } of folder?.snapshots ?? []) {
    expect(meta.retrieved_at).not.toBeNull();
    const number = new Date(meta.retrieved_at ?? 0).getUTCDate();
    expect(Buffer.from(bytes).toString()).toBe(pageOf(number));
  }
}

const LOGS = ["runs.jsonl", "fetches.jsonl"] as const;

const linesOf = (warehouseDir: string): Promise<string[]> =>
  Promise.all(LOGS.map((name) => readFile(join(warehouseDir, name), "utf8").catch(() => "")));

/** What a log held it holds, and of what came since at most one line is torn. */
async function requireLinesKept(warehouseDir: string, before: readonly string[]): Promise<void> {
  const after = await linesOf(warehouseDir);
  for (const [index, text] of after.entries()) {
    const kept = before[index] ?? "";
    expect(text.startsWith(kept)).toBe(true);
    const added = text.slice(kept.length).split("\n").filter(Boolean);
    expect(added.filter((line) => !isJson(line)).length).toBeLessThanOrEqual(1);
  }
}

function isJson(line: string): boolean {
  try {
    return typeof JSON.parse(line) === "object";
  } catch {
    return false;
  }
}

/** After a night that came to its end there are editions, builds, snapshots and links, and nothing else. */
async function requireNothingLeft(base: string, editions: number): Promise<void> {
  const { rawDir, outDir, warehouseDir } = foldersBelow(base);
  const names = async (folder: string): Promise<string[]> => (await readdir(folder)).sort();
  expect(await names(outDir)).toEqual(["editions", "latest"]);
  const kept = await names(join(outDir, "editions"));
  expect(kept.filter((name) => !/^undated-\d{10}$/u.test(name))).toEqual([]);
  expect(kept.length).toBeLessThanOrEqual(editions);
  expect(await names(warehouseDir)).toEqual([
    "almanac.duckdb",
    "builds",
    "fetches.jsonl",
    "run.lock",
    "runs.jsonl",
  ]);
  const builds = await names(join(warehouseDir, "builds"));
  expect(builds.filter((name) => name.endsWith(".duckdb"))).toHaveLength(kept.length);
  expect(builds).toHaveLength(2 * kept.length);
  const [folder] = (await listSnapshots(rawDir, ["wgu"])).folders;
  expect(folder?.problems.map(({ message }) => message)).toEqual([]);
  expect((await names(join(rawDir, "wgu"))).filter((name) => name.startsWith("."))).toEqual([]);
}
