import { open, readFile } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import { AlmanacError } from "../contracts/errors.ts";
import type { Run, RunSummary } from "../contracts/run.ts";
import { errnoCode, messageOf } from "./errno.ts";

const runSchema = z.object({
  run_id: z.string(),
  started: z.string(),
  finished: z.string(),
  outcome: z.enum(["published", "nothing to do", "blocked", "failed"]),
  digest: z.string(),
}) satisfies z.ZodType<Run>;

/** The runs of a warehouse, and how many lines of its ledger could not be read. */
export interface Ledger {
  /** Oldest first. */
  readonly runs: readonly Run[];
  /** Lines cut short by a kill or a full disk; they are left where they are and skipped. */
  readonly damaged: number;
}

/**
 * The ledger of a warehouse folder: `runs.jsonl`, one JSON object a line, only ever appended to. Each line is the
 * summary of a run; lines of earlier versions hold the run alone.
 */
export const ledgerPath = (warehouseDir: string): string => join(warehouseDir, "runs.jsonl");

/**
 * Adds a run to the ledger. A last line that was cut short is ended first, so that it costs only
 * itself. Only the holder of the lock writes.
 *
 * @throws AlmanacError if the file cannot be written.
 */
export async function appendRun(warehouseDir: string, run: Run | RunSummary): Promise<void> {
  const path = ledgerPath(warehouseDir);
  try {
    const handle = await open(path, "a+");
    try {
      const { size } = await handle.stat();
      const last = Buffer.alloc(1);
      if (size > 0) await handle.read(last, 0, 1, size - 1);
      const torn = size > 0 && last[0] !== 0x0a;
      await handle.write(`${torn ? "\n" : ""}${JSON.stringify(run)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
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
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (errnoCode(error) === "ENOENT") return { runs: [], damaged: 0 };
    throw new AlmanacError(`the ledger cannot be read: ${messageOf(error)}`, {
      where: path,
      next: "Make the file readable for the user who runs the almanac.",
      cause: error,
    });
  }
  const lines = text.split("\n").filter((line) => line !== "");
  const runs = lines.map(parseRun).filter((run) => run !== null);
  return { runs, damaged: lines.length - runs.length };
}

function parseRun(line: string): Run | null {
  try {
    return runSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
