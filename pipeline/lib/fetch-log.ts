import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AlmanacError } from "../contracts/errors.ts";
import type { FetchLogLine } from "../contracts/fetch.ts";
import { messageOf } from "./errno.ts";
import { appendJsonLines, readJsonLines } from "./json-lines.ts";

const lineSchema = z.object({
  at: z.iso.datetime(),
  source_id: z.string(),
  url: z.string(),
  outcome: z.enum(["new", "unchanged", "not modified", "failed", "disallowed"]),
  reason: z.string().nullable(),
  path: z.string().nullable(),
  snapshot_id: z.string().nullable(),
  etag: z.string().nullable(),
  last_modified: z.string().nullable(),
}) satisfies z.ZodType<FetchLogLine>;

/** The fetch log of a warehouse folder: `fetches.jsonl`, one JSON object a line, only ever appended to. */
export const fetchLogPath = (warehouseDir: string): string => join(warehouseDir, "fetches.jsonl");

/**
 * Adds what was fetched to the log. Only the holder of the lock writes.
 *
 * @throws AlmanacError if the file cannot be written.
 */
export async function appendFetches(warehouseDir: string, lines: readonly FetchLogLine[]): Promise<void> {
  const path = fetchLogPath(warehouseDir);
  try {
    await mkdir(warehouseDir, { recursive: true });
    await appendJsonLines(path, lines);
  } catch (error) {
    throw new AlmanacError(`what was fetched could not be written to its log: ${messageOf(error)}`, {
      where: path,
      next: "Make the file writable and see that the disk has room.",
      cause: error,
    });
  }
}

/**
 * Reads the fetch log, oldest line first; damaged lines are skipped, since what they knew is asked for again.
 *
 * @throws AlmanacError if the file is there and cannot be read.
 */
export async function readFetches(warehouseDir: string): Promise<readonly FetchLogLine[]> {
  const path = fetchLogPath(warehouseDir);
  try {
    return (await readJsonLines(path, (json) => lineSchema.parse(json))).lines;
  } catch (error) {
    throw new AlmanacError(`the log of what was fetched cannot be read: ${messageOf(error)}`, {
      where: path,
      next: "Make the file readable for the user who runs the almanac, or remove it.",
      cause: error,
    });
  }
}
