import { chmod, lstat, mkdir, readlink, realpath, stat, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";

import { AlmanacError } from "../contracts/errors.ts";
import type { Manifest } from "../contracts/evidence.ts";
import { replaceLink, syncPath, syncTree, uniqueSuffix } from "../lib/atomic-file.ts";
import {
  asideName,
  digestFiles,
  sweep,
  switchLatest,
  WAREHOUSE_LINK,
  type EditionFolders,
} from "../lib/editions.ts";
import { messageOf } from "../lib/errno.ts";
import { MANIFEST, manifestText } from "../lib/manifest.ts";
import { buildsDir, editionsDir, latestLink, publishedWarehouse } from "../lib/paths.ts";

/** An edition being made: nothing of it is visible until {@link publish} has switched `latest`. */
export interface OpenEdition {
  readonly id: string;
  /** Folder that the edition's files are written to; `states/` and the like are the writer's to make. */
  readonly dir: string;
  /** Where the warehouse is to be built: a path that was never used before. */
  readonly warehousePath: string;
  /**
   * Writes `manifest.json`, makes everything durable and switches reports and warehouse at once.
   *
   * @returns the edition's folder.
   * @throws AlmanacError if the build is missing or not checkpointed, or a folder cannot be written
   * to; what was published before then stands.
   */
  publish(facts: ManifestFacts): Promise<string>;
  /** Removes what was made so far, and nothing that was published. Never throws. */
  abandon(): Promise<void>;
}

/** What the manifest says besides what publishing knows itself. */
export type ManifestFacts = Pick<Manifest, "inputs" | "rows_digest" | "data_date" | "tables">;

/**
 * Id of an edition, the same for the same inputs: `2026-08-01-0a1b2c3d4e`.
 *
 * @param dataDate ISO date of the data; null where it is not known.
 * @param inputs Digest of the inputs, hex.
 */
export function editionId(dataDate: string | null, inputs: string): string {
  return `${dataDate ?? "undated"}-${inputs.slice(0, 10)}`;
}

/**
 * Makes room for an edition, after sweeping up what killed runs left behind. To be called by the
 * holder of the lock and before any work: a folder that cannot be written to shows here.
 *
 *     <out>/editions/<id>/…                          files of an edition
 *     <out>/editions/<id>/almanac.duckdb             → its build
 *     <out>/latest                                   → editions/<id>
 *     <warehouse>/almanac.duckdb                     → <out>/latest/almanac.duckdb
 *     <warehouse>/builds/<id>-<unique>.duckdb        a build, read-only once published
 *     <warehouse>/builds/<id>-<unique>.duckdb.out    → the output folder whose editions rest on it
 *
 * The warehouse is reached through `latest`, so one rename of that link switches both.
 *
 * @throws AlmanacError if a folder cannot be written to, or if `almanac.duckdb` or `latest` is there
 * and is not a link.
 */
export async function openEdition(folders: EditionFolders, id: string): Promise<OpenEdition> {
  const places = await preparePlaces(folders);
  const { outDir, warehouseDir } = places;
  const staging = asideName(outDir, id);
  const build = join(buildsDir(warehouseDir), `${id}-${uniqueSuffix()}.duckdb`);
  await writable(outDir, async () => {
    await sweep(places);
    await mkdir(staging);
    await symlink(linkText(staging, build), join(staging, WAREHOUSE_LINK));
  });
  await writable(warehouseDir, () => symlink(linkText(dirname(build), outDir), `${build}.out`));
  return {
    id,
    dir: staging,
    warehousePath: build,
    publish: (facts) => publish(places, { id, staging, build }, facts),
    // Only sweeping knows what `latest` names by now; what it cannot remove goes at the next start.
    abandon: () => sweep(places).catch(() => undefined),
  };
}

/** The folders, made if need be, with no link left in their paths: a relative link is read from where it really lies. */
async function preparePlaces({ outDir, warehouseDir }: EditionFolders): Promise<EditionFolders> {
  await writable(outDir, () => mkdir(editionsDir(outDir), { recursive: true }));
  await writable(warehouseDir, () => mkdir(buildsDir(warehouseDir), { recursive: true }));
  await refuseForeign(publishedWarehouse(warehouseDir));
  await refuseForeign(latestLink(outDir));
  return { outDir: await realpath(outDir), warehouseDir: await realpath(warehouseDir) };
}

/** Only links are ever replaced; a file or folder is somebody's work. */
async function refuseForeign(path: string): Promise<void> {
  const found = await lstat(path).catch(() => null);
  if (found === null || found.isSymbolicLink()) return;
  throw new AlmanacError(
    `a ${found.isDirectory() ? "folder" : "file"} stands where the almanac keeps a link`,
    {
      where: path,
      next: "Move it somewhere else, then start again; the almanac does not overwrite what it did not make.",
    },
  );
}

async function writable<T>(folder: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw new AlmanacError(`the folder cannot be written to: ${messageOf(error)}`, {
      where: folder,
      next: "Make the folder writable and see that the disk has room, or choose another with --out or --warehouse.",
      cause: error,
    });
  }
}

interface Made {
  readonly id: string;
  readonly staging: string;
  readonly build: string;
}

async function publish(places: EditionFolders, made: Made, facts: ManifestFacts): Promise<string> {
  await sealBuild(made.build);
  const warehouse = publishedWarehouse(places.warehouseDir);
  const target = linkText(places.warehouseDir, join(latestLink(places.outDir), WAREHOUSE_LINK));
  const before = await readlink(warehouse).catch(() => null);
  const edition = await writable(places.outDir, async () => {
    await writeManifest(made, facts);
    await syncTree(made.staging);
    if (before === null) await replaceLink(warehouse, target);
    return await switchLatest(places.outDir, made.id, made.staging);
  });
  // It led to another output folder: it follows once there is an edition to lead to.
  if (before !== target) await writable(places.warehouseDir, () => replaceLink(warehouse, target));
  // The edition stands; what cannot be removed now is swept at the next start.
  await sweep(places).catch(() => undefined);
  return edition;
}

async function sealBuild(build: string): Promise<void> {
  const refuse = (what: string): AlmanacError =>
    new AlmanacError(what, {
      where: build,
      next: "Run the night again; if this comes back, report it as a bug.",
    });
  const found = await stat(build).catch(() => null);
  if (found === null || found.size === 0) throw refuse("there is no warehouse to publish");
  // Whoever opens the build next would replay the log onto it.
  const log = await lstat(`${build}.wal`).catch(() => null);
  if (log !== null) throw refuse("the warehouse was built but not checkpointed");
  await chmod(build, 0o444);
  await syncPath(build);
  await syncPath(dirname(build));
}

async function writeManifest(made: Made, facts: ManifestFacts): Promise<void> {
  const manifest: Manifest = {
    edition: made.id,
    ...facts,
    warehouse: basename(made.build),
    files: await digestFiles(made.staging),
  };
  await writeFile(join(made.staging, MANIFEST), manifestText(manifest));
}

/** Text of a link from a folder to a target: relative, so that both may move together, unless they share no folder. */
function linkText(folder: string, target: string): string {
  const shared = folder.split(sep)[1] === target.split(sep)[1];
  return shared ? relative(folder, target) : target;
}
