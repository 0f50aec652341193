import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { lstat, readdir, readFile, realpath, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect } from "vitest";
import type { Evidence, Manifest } from "../../pipeline/contracts/evidence.ts";
import { Database } from "../../pipeline/lib/duckdb.ts";
import { readLatest } from "../../pipeline/lib/editions.ts";
import { lockHolder } from "../../pipeline/lib/lock.ts";
import type { Folders } from "../../pipeline/lib/paths.ts";
import { digestRows } from "../../pipeline/stages/verify.ts";
import { isSwitch, type Step } from "./steps.ts";

/** What people meet: an edition, and the warehouse that analysts open. */
export interface Pair {
  /** Null where nothing was ever published. */
  readonly manifest: Manifest | null;
}

/**
 * Reads what is published, and sees that it is whole: every file has the digest of the manifest, there is none beside
 * them, the warehouse is a file of its own that can only be read, and belongs to the same edition.
 */
export async function publishedPair({ outDir, warehouseDir }: Folders): Promise<Pair> {
  const link = await lstat(join(outDir, "latest")).catch(() => null);
  if (link === null) {
    expect(await realpath(join(warehouseDir, "almanac.duckdb")).catch(() => null)).toBeNull();
    return { manifest: null };
  }
  const latest = await readLatest({ outDir, warehouseDir });
  if (latest === null) throw new Error("latest leads to no edition");
  const { dir, manifest, damage } = latest;
  expect(damage).toEqual([]);
  const digests: Record<string, string> = {};
  for (const path of Object.keys(manifest.files)) digests[path] = await sha256(join(dir, path));
  const told = Object.entries(manifest.files).map(([path, { sha256 }]) => [path, sha256] as const);
  expect(digests).toEqual(Object.fromEntries(told));
  const entries = await readdir(dir, { withFileTypes: true, recursive: true });
  const present = entries
    .filter((entry) => entry.isFile() && entry.name !== "manifest.json")
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1));
  expect(present.filter((path) => manifest.files[path] === undefined)).toEqual([]);
  const build = await realpath(join(warehouseDir, "almanac.duckdb"));
  expect(basename(build)).toBe(manifest.warehouse);
  expect(await realpath(join(dir, "almanac.duckdb"))).toBe(build);
  expect((await stat(build)).mode & 0o777).toBe(0o444);
  expect(existsSync(`${build}.wal`)).toBe(false);
  expect(await lockHolder(warehouseDir), "the lock is free").toBeNull();
  return { manifest };
}

const sha256 = async (path: string): Promise<string> =>
  createHash("sha256")
    .update(await readFile(path))
    .digest("hex");

/** Sees that the warehouse opens, has the rows of the manifest, and that the evidence is of the same edition. */
export async function requireSameEdition(
  { outDir, warehouseDir }: Folders,
  manifest: Manifest,
): Promise<void> {
  const text = await readFile(join(outDir, "latest", "evidence.json"), "utf8");
  expect((JSON.parse(text) as Evidence).edition).toBe(manifest.edition);
  const database = await Database.openReadOnly(join(warehouseDir, "almanac.duckdb"));
  try {
    expect(await digestRows(database)).toEqual({ digest: manifest.rows_digest, tables: manifest.tables });
  } finally {
    database.close();
  }
}

/**
 * Sees that what is published is what was published before, or the new edition, as the last step before the kill asks for:
 * until `latest` is renamed the one, from then on the other.
 *
 * @param isBefore Whether the process was killed right before its last step, so that this one was not done.
 */
export function requireOldOrNew(before: Pair, after: Pair, steps: readonly Step[], isBefore: boolean): void {
  const changes = steps.filter(({ number }) => number > 0);
  const at = changes.findIndex(isSwitch);
  const isOld = JSON.stringify(after.manifest) === JSON.stringify(before.manifest);
  if (at === -1 || (isBefore && at === changes.length - 1))
    expect(isOld, "nothing new is published yet").toBe(true);
  else if (at < changes.length - 1) expect(isOld, "the new edition is published").toBe(false);
}
