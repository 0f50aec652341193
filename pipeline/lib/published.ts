import { readlink, realpath } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

import { AlmanacError } from "../contracts/errors.ts";
import { isWarehouseIntact, WAREHOUSE_LINK } from "./editions.ts";
import { MANIFEST, readManifest } from "./manifest.ts";
import { editionsDir, publishedWarehouse } from "./paths.ts";

/** The published warehouse, and of which edition it is. */
export interface PublishedWarehouse {
  /** The build itself, which stays when another edition is published meanwhile. */
  readonly path: string;
  /** Null where it is no edition's: the file was copied, or a link made by hand leads to a build. */
  readonly edition: { readonly id: string; readonly data_date: string | null } | null;
}

/**
 * Finds the published warehouse and the edition it belongs to: its link leads through the folder of an edition,
 * whose manifest has its digest. What is not as it was published is refused before DuckDB opens it.
 *
 * @throws AlmanacError where nothing is published, or it is damaged.
 */
export async function findPublished(warehouseDir: string): Promise<PublishedWarehouse> {
  const link = publishedWarehouse(warehouseDir);
  const path = await realpath(link).catch((cause: unknown) => {
    throw new AlmanacError("there is no published warehouse here", {
      where: link,
      next: "Run: almanac nightly. Or name the folder of the warehouse with --warehouse DIR.",
      cause,
    });
  });
  const dir = await editionFolder(link);
  if (dir === null) return { path, edition: null };
  const manifest = await readManifest(dir);
  if (manifest === null) throw damaged(join(dir, MANIFEST), "the manifest of its edition cannot be read");
  if (!(await isWarehouseIntact(dir, manifest))) throw damaged(path, "it is not as it was published");
  const { edition: id, data_date } = manifest;
  // By way of the edition: `latest` may have been switched since the path was looked up.
  return { path: await realpath(join(dir, WAREHOUSE_LINK)), edition: { id, data_date } };
}

/** The folder of the edition that a link leads through; null where it leads elsewhere, or is a file. */
async function editionFolder(link: string): Promise<string | null> {
  const target = await readlink(link).catch(() => null);
  if (target === null || basename(target) !== WAREHOUSE_LINK) return null;
  const dir = await realpath(dirname(resolve(dirname(link), target)));
  return basename(dirname(dir)) === basename(editionsDir(dir)) ? dir : null;
}

const damaged = (where: string, why: string): AlmanacError =>
  new AlmanacError(`the published warehouse is damaged: ${why}`, {
    where,
    next: "Run: almanac nightly --force",
  });
