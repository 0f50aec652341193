import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { cp, readdir, readFile, readlink, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";

import { z } from "zod";

import type { Manifest } from "../contracts/evidence.ts";
import { replaceLink, syncPath, syncTree, uniqueSuffix } from "./atomic-file.ts";
import { buildsDir, editionsDir, latestLink, publishedWarehouse, type Folders } from "./paths.ts";

/** Where editions and builds lie. */
export type EditionFolders = Pick<Folders, "warehouseDir" | "outDir">;

/** Name of the link in every edition's folder that leads to its build of the warehouse. */
export const WAREHOUSE_LINK = "almanac.duckdb";

/** Name of an edition's list of contents, which is written last. */
export const MANIFEST = "manifest.json";

/** Editions kept, the newest first; the one that `latest` names is always among them. */
const KEPT = 7;

/** Begins the name of everything in the editions folder that is no edition (yet). */
const ASIDE = ".building-";

const EDITION_NAME = /^(?:undated|\d{4}-\d{2}-\d{2})-[0-9a-f]{10}$/u;
const BUILD_NAME = /^(?<build>(?:undated|\d{4}-\d{2}-\d{2})-[0-9a-f]{10}-[0-9a-f]{8}\.duckdb)(?:\..+)?$/u;

const manifestSchema = z.object({
  edition: z.string().regex(EDITION_NAME),
  inputs: z.string(),
  rows_digest: z.string(),
  data_date: z.string().nullable(),
  warehouse: z.string(),
  files: z.record(z.string(), z.object({ sha256: z.string(), bytes: z.int() })),
  tables: z.record(z.string(), z.int()),
}) satisfies z.ZodType<Manifest>;

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

async function readManifest(dir: string): Promise<Manifest | null> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(dir, MANIFEST), "utf8")));
  } catch {
    return null;
  }
}

async function findDamage(folders: EditionFolders, dir: string, manifest: Manifest): Promise<string[]> {
  const damage: string[] = [];
  for (const [path, { bytes }] of Object.entries(manifest.files)) {
    const size = await stat(join(dir, path)).then(
      (found) => found.size,
      () => null,
    );
    if (size === null) damage.push(`${path} is missing`);
    else if (size !== bytes) damage.push(`${path} has ${size} bytes instead of ${bytes}`);
  }
  const build = await realpath(join(dir, WAREHOUSE_LINK)).catch(() => null);
  const published = await realpath(publishedWarehouse(folders.warehouseDir)).catch(() => null);
  if (build === null) damage.push(`its warehouse builds/${manifest.warehouse} is missing`);
  else if (build !== published)
    damage.push("almanac.duckdb of the warehouse folder does not lead to its warehouse");
  return damage;
}

/** sha256 and size of every file below a folder, by path with forward slashes, in order. */
export async function digestFiles(folder: string): Promise<Manifest["files"]> {
  const files: [string, { sha256: string; bytes: number }][] = [];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const hash = createHash("sha256");
    await pipeline(createReadStream(path), hash);
    const name = path.slice(folder.length + 1).replaceAll("\\", "/");
    files.push([name, { sha256: hash.digest("hex"), bytes: (await stat(path)).size }]);
  }
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
  const { outDir, warehouseDir } = folders;
  await settle(outDir);
  const latest = basename(await readlink(latestLink(outDir)).catch(() => ""));
  const names = (await namesIn(editionsDir(outDir))).filter((name) => name !== latest);
  for (const name of names) {
    if (name.startsWith(ASIDE)) await discard(outDir, join(editionsDir(outDir), name));
  }
  for (const name of (await newestFirst(outDir, names)).slice(KEPT - 1)) {
    await discard(outDir, join(editionsDir(outDir), name));
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
