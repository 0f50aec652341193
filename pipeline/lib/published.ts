import { readlink, realpath } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";

import { AlmanacError } from "../contracts/errors.ts";
import { readLatest } from "./editions.ts";
import { publishedWarehouse } from "./paths.ts";

/** The published warehouse, and of which edition it is. */
export interface PublishedWarehouse {
  /** The build itself, which stays when another edition is published meanwhile. */
  readonly path: string;
  /** Null where the manifest of its edition is not to be found: the file was copied, or the reports were moved. */
  readonly edition: { readonly id: string; readonly data_date: string | null } | null;
}

/**
 * Finds the published warehouse and the edition it belongs to: beside each build a link names the folder
 * of its reports, and `latest` there has the manifest that names the build.
 *
 * @throws AlmanacError where nothing is published.
 */
export async function findPublished(warehouseDir: string): Promise<PublishedWarehouse> {
  const link = publishedWarehouse(warehouseDir);
  const path = await realpath(link).catch((cause: unknown) => {
    throw new AlmanacError("there is no published warehouse to print from", {
      where: link,
      next: "Run: almanac nightly. Or name the folder of the warehouse with --warehouse DIR.",
      cause,
    });
  });
  const out = await readlink(`${path}.out`).catch(() => null);
  const latest =
    out === null ? null : await readLatest({ warehouseDir, outDir: resolve(dirname(path), out) });
  if (latest?.manifest.warehouse !== basename(path)) return { path, edition: null };
  const { edition: id, data_date } = latest.manifest;
  return { path, edition: { id, data_date } };
}
