import { join } from "node:path";

import { z } from "zod";

import { AlmanacError } from "../contracts/errors.ts";
import type { Run } from "../contracts/run.ts";
import { messageOf } from "./errno.ts";
import { appendJsonLines, readJsonLines } from "./json-lines.ts";

/** A run as the ledger keeps it. */
export interface LedgerRun extends Run {
  /** Whether it published an edition; absent in lines of versions that had no outcome `degraded`. */
  readonly published?: boolean | undefined;
}

const runSchema = z.object({
  run_id: z.string(),
  started: z.string(),
  finished: z.string(),
  outcome: z.enum(["published", "degraded", "nothing to do", "blocked", "failed"]),
  digest: z.string(),
  published: z.boolean().optional(),
}) satisfies z.ZodType<LedgerRun>;

/** The runs of a warehouse, and how many lines of its ledger could not be read. */
export interface Ledger {
  /** Oldest first. */
  readonly runs: readonly LedgerRun[];
  /** Lines cut short by a kill or a full disk; they are left where they are and skipped. */
  readonly damaged: number;
}

/**
 * The ledger of a warehouse folder: `runs.jsonl`, one JSON object a line, only ever appended to. Each line is the
 * summary of a run; lines of earlier versions hold the run alone.
 */
export const ledgerPath = (warehouseDir: string): string => join(warehouseDir, "runs.jsonl");

/**
 * Adds a run to the ledger. Only the holder of the lock writes.
 *
 * @throws AlmanacError if the file cannot be written.
 */
export async function appendRun(warehouseDir: string, run: LedgerRun): Promise<void> {
  const path = ledgerPath(warehouseDir);
  try {
    await appendJsonLines(path, [run]);
  } catch (error) {
    throw new AlmanacError(`the run could not be written to the ledger: ${messageOf(error)}`, {
      where: path,
      next: "Make the file writable and see that the disk has room.",
      cause: error,
    });
  }
}

/**
 * Reads the ledger; a warehouse without one has had no runs.
 *
 * @throws AlmanacError if the file is there and cannot be read.
 */
export async function readLedger(warehouseDir: string): Promise<Ledger> {
  const path = ledgerPath(warehouseDir);
  try {
    const { lines, damaged } = await readJsonLines(path, (json) => runSchema.parse(json));
    return { runs: lines, damaged };
  } catch (error) {
    throw new AlmanacError(`the ledger cannot be read: ${messageOf(error)}`, {
      where: path,
      next: "Make the file readable for the user who runs the almanac.",
      cause: error,
    });
  }
}
