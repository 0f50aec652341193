import { realpath } from "node:fs/promises";
import { basename, join } from "node:path";

import type { Evidence, Manifest } from "../contracts/evidence.ts";
import {
  isPublished,
  isWarehouseIntact,
  readLatest,
  WAREHOUSE_LINK,
  type EditionFolders,
} from "./editions.ts";
import { EVIDENCE, parseEvidence } from "./evidence.ts";
import { readAsPublished } from "./manifest.ts";

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
  if (!(await isPublished(folders.outDir))) return null;
  const latest = await readLatest(folders);
  if (latest === null) return { id: null, unreadable: "its manifest cannot be read" };
  const { edition: id, warehouse } = latest.manifest;
  const warehousePath = await realpath(join(latest.dir, WAREHOUSE_LINK)).catch(() => null);
  if (warehousePath === null || basename(warehousePath) !== warehouse) {
    return { id, unreadable: "its warehouse is missing" };
  }
  if (!(await isWarehouseIntact(latest.dir, latest.manifest))) {
    return { id, unreadable: "its warehouse is not as it was published" };
  }
  const evidence = await evidenceIn(latest.dir, latest.manifest);
  return evidence === null
    ? { id, unreadable: `its ${EVIDENCE} is not as it was published` }
    : { id, warehousePath, evidence };
}

/** Null where the file is not the one that was published, or is of a version that wrote it otherwise. */
async function evidenceIn(dir: string, manifest: Manifest): Promise<Evidence | null> {
  const bytes = await readAsPublished(dir, manifest, EVIDENCE);
  try {
    return bytes === null ? null : parseEvidence(bytes.toString("utf8"));
  } catch {
    return null;
  }
}
