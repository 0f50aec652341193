import { lstat, readFile, realpath } from "node:fs/promises";
import { basename, join } from "node:path";

import type { Evidence } from "../contracts/evidence.ts";
import { sha256 } from "./digest.ts";
import { readLatest, WAREHOUSE_LINK, type EditionFolders } from "./editions.ts";
import { EVIDENCE, parseEvidence } from "./evidence.ts";
import { latestLink } from "./paths.ts";

/** The edition that `latest` names while the next one is made; null in its place where there is none. */
export type EditionBefore =
  | {
      readonly id: string;
      /** The file itself, which stays when `latest` is switched. */
      readonly warehousePath: string;
      readonly evidence: Evidence;
    }
  | {
      /** Null where not even the manifest can be read. */
      readonly id: string | null;
      /** Why nothing can be compared with it, in words without a path. */
      readonly unreadable: string;
    };

/**
 * Reads the edition that `latest` names, with what a comparison needs of it. To be called by the holder of the lock,
 * after what killed runs left was swept, which may give the edition's folder its name back. What is damaged is told, never thrown:
 * the next edition replaces it.
 */
export async function readEditionBefore(folders: EditionFolders): Promise<EditionBefore | null> {
  const link = await lstat(latestLink(folders.outDir)).catch(() => null);
  if (link === null) return null;
  const latest = await readLatest(folders);
  if (latest === null) return { id: null, unreadable: "its manifest cannot be read" };
  const { edition: id, files, warehouse } = latest.manifest;
  const warehousePath = await realpath(join(latest.dir, WAREHOUSE_LINK)).catch(() => null);
  if (warehousePath === null || basename(warehousePath) !== warehouse) {
    return { id, unreadable: "its warehouse is missing" };
  }
  const evidence = await readEvidence(join(latest.dir, EVIDENCE), files[EVIDENCE]?.sha256);
  return evidence === null
    ? { id, unreadable: `its ${EVIDENCE} is not as it was published` }
    : { id, warehousePath, evidence };
}

/** Null where the file is not the one that was published, or is of a version that wrote it otherwise. */
async function readEvidence(path: string, digest: string | undefined): Promise<Evidence | null> {
  try {
    const text = await readFile(path);
    return sha256(text) === digest ? parseEvidence(text.toString("utf8")) : null;
  } catch {
    return null;
  }
}
