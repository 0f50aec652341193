import { cp, lstat, readdir, readlink, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

import type { Manifest } from "../contracts/evidence.ts";
import { leftAsides, replaceLink, syncPath, syncTree, uniqueSuffix } from "./atomic-file.ts";
import { digestFile, EDITION_NAME, isAsPublished, MANIFEST, readManifest } from "./manifest.ts";
import { buildsDir, editionsDir, latestLink, publishedWarehouse, type Folders } from "./paths.ts";

/** Where editions and builds lie. */
export type EditionFolders = Pick<Folders, "warehouseDir" | "outDir">;

/** Name of the link in every edition's folder that leads to its build of the warehouse. */
export const WAREHOUSE_LINK = "almanac.duckdb";

/** Editions kept, the newest first; the one that `latest` names is always among them. */
const KEPT = 7;

/** Begins the name of everything in the editions folder that is no edition (yet). */
const ASIDE = ".building-";

const BUILD_NAME = /^(?<build>(?:undated|\d{4}-\d{2}-\d{2})-[0-9a-f]{10}-[0-9a-f]{8}\.duckdb)(?:\..+)?$/u;

/** The edition that `latest` names. */
export interface PublishedEdition {
  readonly dir: string;
  readonly manifest: Manifest;
  /** What is no longer as it was published, in words; empty for a whole edition. */
  readonly damage: readonly string[];
}

/** A name for a folder beside the editions that holds no edition: one being made, or one being removed. */
export const asideName = (outDir: string, id: string): string =>
  join(editionsDir(outDir), `${ASIDE}${id}-${uniqueSuffix()}`);

/**
 * The edition that `<out>/latest` names; null if there is none or its manifest cannot be read.
 * Files are compared with the manifest by size only, which is fast enough for every night.
 */
export async function readLatest(folders: EditionFolders): Promise<PublishedEdition | null> {
  const dir = await realpath(latestLink(folders.outDir)).catch(() => null);
  if (dir === null) return null;
  const manifest = await readManifest(dir);
  if (manifest === null) return null;
  return { dir, manifest, damage: await findDamage(folders, dir, manifest) };
}

/** Whether something was published here, be it damaged. */
export const isPublished = (outDir: string): Promise<boolean> =>
  lstat(latestLink(outDir)).then(
    () => true,
    () => false,
  );

/**
 * Files of an edition that have their size and other bytes than were published, its warehouse among them, in
 * words. All are read, which takes a tenth of a second and is the only way to see a turned bit.
 */
export async function findAltered({ dir, manifest }: PublishedEdition): Promise<string[]> {
  const altered: string[] = [];
  for (const [path, { bytes }] of Object.entries(manifest.files)) {
    if ((await sizeOf(join(dir, path))) !== bytes || isAsPublished(dir, manifest, path)) continue;
    altered.push(`${fileWords(path, manifest)} is not as it was published`);
  }
  return altered;
}

async function findDamage(folders: EditionFolders, dir: string, manifest: Manifest): Promise<string[]> {
  const damage: string[] = [];
  for (const [path, { bytes }] of Object.entries(manifest.files)) {
    const size = await sizeOf(join(dir, path));
    const file = fileWords(path, manifest);
    if (size === null) damage.push(`${file} is missing`);
    else if (size !== bytes) damage.push(`${file} has ${size} bytes instead of ${bytes}`);
  }
  const build = await realpath(join(dir, WAREHOUSE_LINK)).catch(() => null);
  const published = await realpath(publishedWarehouse(folders.warehouseDir)).catch(() => null);
  if (build !== null && build !== published)
    damage.push("almanac.duckdb of the warehouse folder does not lead to its warehouse");
  if (await hasLog(dir))
    damage.push(`${fileWords(WAREHOUSE_LINK, manifest)} has a write-ahead log beside it`);
  return damage;
}

const sizeOf = (path: string): Promise<number | null> =>
  stat(path).then(
    ({ size }) => size,
    () => null,
  );

/**
 * Whether the warehouse of an edition is the file that was published, and nothing beside it. Asked before DuckDB
 * opens it, which may die of a damaged file, and replays a write-ahead log even for readers.
 */
export async function isWarehouseIntact(dir: string, manifest: Manifest): Promise<boolean> {
  return isAsPublished(dir, manifest, WAREHOUSE_LINK) && !(await hasLog(dir));
}

async function hasLog(dir: string): Promise<boolean> {
  const build = await realpath(join(dir, WAREHOUSE_LINK)).catch(() => null);
  return build !== null && (await sizeOf(`${build}.wal`)) !== null;
}

/** What a file of an edition is called; its warehouse lies elsewhere. */
const fileWords = (path: string, { warehouse }: Manifest): string =>
  path === WAREHOUSE_LINK ? `its warehouse builds/${warehouse}` : path;

/**
 * sha256 and size of every file below an edition's folder, by path with forward slashes, in order; links are
 * followed, so that its warehouse is among them.
 */
export async function digestFiles(folder: string): Promise<Manifest["files"]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(folder.length + 1).replaceAll("\\", "/"), digestFile(path)] as const);
  return Object.fromEntries(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Makes a finished folder of {@link asideName} the last edition, in one step for whoever looks.
 *
 * @returns the edition's folder.
 */
export async function switchLatest(outDir: string, id: string, finished: string): Promise<string> {
  const place = join(editionsDir(outDir), id);
  const taken = await stat(place).catch(() => null);
  if (taken !== null) {
    // The same edition once more: `latest` names the new folder while the old one makes room for it.
    await replaceLink(latestLink(outDir), join("editions", basename(finished)));
    // It is published now; a name that cannot be given back yet is given back at the next start.
    await settle(outDir).catch(() => undefined);
  } else {
    await rename(finished, place);
    await syncPath(dirname(place));
    await replaceLink(latestLink(outDir), join("editions", id));
  }
  return await realpath(latestLink(outDir));
}

/** If `latest` names a folder aside, gives the edition its own name again; may be repeated after a kill at any step. */
async function settle(outDir: string): Promise<void> {
  const target = await readlink(latestLink(outDir)).catch(() => "");
  if (!basename(target).startsWith(ASIDE)) return;
  const finished = resolve(outDir, target);
  const id = (await readManifest(finished))?.edition;
  if (id === undefined) return;
  const place = join(editionsDir(outDir), id);
  const copy = asideName(outDir, id);
  await discard(outDir, place);
  await cp(finished, copy, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  await syncTree(copy);
  await rename(copy, place);
  await syncPath(dirname(place));
  await replaceLink(latestLink(outDir), join("editions", id));
  await discard(outDir, finished);
}

/** Removes a folder; it loses its name first, so that nobody meets half of it. */
async function discard(outDir: string, folder: string): Promise<void> {
  const doomed = asideName(outDir, "old");
  try {
    await rename(folder, doomed);
  } catch {
    return; // It is not there, or somebody else has just taken it away.
  }
  await rm(doomed, { recursive: true, force: true });
}

/**
 * Removes what killed runs left behind, all editions but the newest seven, and builds that no
 * edition rests on. To be called by the holder of the lock.
 */
export async function sweep(folders: EditionFolders): Promise<void> {
  // Without links in their paths: the links of builds are read from where they really lie.
  const outDir = await realpath(folders.outDir);
  const warehouseDir = await realpath(folders.warehouseDir);
  await settle(outDir);
  const latest = basename(await readlink(latestLink(outDir)).catch(() => ""));
  const names = (await namesIn(editionsDir(outDir))).filter((name) => name !== latest);
  for (const name of names) {
    if (name.startsWith(ASIDE)) await discard(outDir, join(editionsDir(outDir), name));
  }
  for (const name of (await newestFirst(outDir, names)).slice(KEPT - 1)) {
    await discard(outDir, join(editionsDir(outDir), name));
  }
  for (const folder of [outDir, warehouseDir]) {
    for (const { path } of await leftAsides(folder)) await rm(path, { force: true });
  }
  await sweepBuilds(outDir, buildsDir(warehouseDir));
}

/** Editions in the order they were published; what is no edition of ours is left out, and so left alone. */
async function newestFirst(outDir: string, names: readonly string[]): Promise<string[]> {
  const dated: { name: string; time: number }[] = [];
  for (const name of names.filter((name) => EDITION_NAME.test(name))) {
    const manifest = await stat(join(editionsDir(outDir), name, MANIFEST)).catch(() => null);
    if (manifest !== null) dated.push({ name, time: manifest.mtimeMs });
  }
  return dated.sort((a, b) => b.time - a.time || (a.name < b.name ? 1 : -1)).map(({ name }) => name);
}

/** One warehouse may serve several output folders; each build knows its own by the link `<build>.out`. */
async function sweepBuilds(outDir: string, builds: string): Promise<void> {
  const files = await namesIn(builds);
  const outDirs = new Set([outDir]);
  for (const name of files.filter((name) => name.endsWith(".out"))) {
    const target = await readlink(join(builds, name)).catch(() => null);
    if (target !== null) outDirs.add(resolve(builds, target));
  }
  const used = new Set<string>();
  for (const folder of outDirs) {
    for (const edition of await namesIn(editionsDir(folder))) {
      const link = await readlink(join(editionsDir(folder), edition, WAREHOUSE_LINK)).catch(() => null);
      if (link !== null) used.add(basename(link));
    }
  }
  for (const name of files) {
    const build = BUILD_NAME.exec(name)?.groups?.["build"];
    const leftover = build === undefined ? name.startsWith(".lock-") : !used.has(build);
    if (leftover) await rm(join(builds, name), { recursive: true, force: true });
  }
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
