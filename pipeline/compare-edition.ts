import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { changesMarkdown } from "./changes/markdown.ts";
import type { ChangeCounts, Changes } from "./contracts/changes.ts";
import type { Configuration } from "./contracts/configuration.ts";
import { AlmanacError } from "./contracts/errors.ts";
import type { Evidence } from "./contracts/evidence.ts";
import type { Log } from "./contracts/run.ts";
import { CHANGES_JSON, CHANGES_MARKDOWN } from "./lib/changes-file.ts";
import type { EditionBefore } from "./lib/edition-before.ts";
import { messageOf } from "./lib/errno.ts";
import {
  comparedEditions,
  compareWarehouses,
  uncomparedEdition,
  type WarehouseDifferences,
} from "./stages/changes.ts";

/**
 * How a finished warehouse differs from the one of the edition before; null where there is none, or it cannot be
 * read: it is about to be replaced, and that is no reason to keep it.
 */
export async function differencesSince(
  before: EditionBefore | null,
  warehousePath: string,
  log: Log,
): Promise<WarehouseDifferences | null> {
  if (before === null || "unreadable" in before) return null;
  try {
    return await compareWarehouses(before.warehousePath, warehousePath);
  } catch (error) {
    log.warn(`the warehouse of edition ${before.id} cannot be compared: ${messageOf(error)}`);
    return null;
  }
}

/** What is written of an edition against the one before it. */
interface ChangesRequest {
  /** Folder of the edition. */
  readonly dir: string;
  readonly before: EditionBefore | null;
  readonly warehouses: WarehouseDifferences | null;
  /** What this edition prints. */
  readonly evidence: Evidence;
  readonly configuration: Configuration;
}

/**
 * Writes `changes.md` and `changes.json` into an edition that is being made.
 *
 * @throws AlmanacError where they cannot be written.
 */
export async function writeChanges(request: ChangesRequest): Promise<ChangeCounts> {
  const changes = changesOf(request);
  try {
    await writeFile(join(request.dir, CHANGES_JSON), `${JSON.stringify(changes, null, 1)}\n`);
    await writeFile(join(request.dir, CHANGES_MARKDOWN), changesMarkdown(changes));
  } catch (error) {
    throw new AlmanacError(`what changed cannot be written: ${messageOf(error)}`, {
      where: join(request.dir, CHANGES_JSON),
      next: "See that the folder can be written to and the disk has room, or choose another with --out.",
      cause: error,
    });
  }
  return changes.counts;
}

function changesOf({ before, warehouses, evidence, configuration }: ChangesRequest): Changes {
  const { threshold_pct } = configuration.changes;
  const apart = (comparison: "first edition" | "not comparable", reason: string | null): Changes =>
    uncomparedEdition(evidence.edition, { comparison, since: before?.id ?? null, reason }, threshold_pct);
  if (before === null) return apart("first edition", null);
  if ("unreadable" in before) return apart("not comparable", before.unreadable);
  if (warehouses === null) return apart("not comparable", "its warehouse cannot be read");
  return comparedEditions({ before: before.evidence, after: evidence }, warehouses, threshold_pct);
}

/** What a person should know of a comparison that could not be made. */
export function comparisonWarnings({ comparison, since, reason }: ChangeCounts): string[] {
  if (comparison !== "not comparable") return [];
  return [`what changed since edition ${since ?? "before"} cannot be told: ${reason ?? ""}`];
}
