import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import type { Manifest } from "../contracts/evidence.ts";
import { sha256 } from "./digest.ts";

/** Name of an edition's list of contents, which is written last. */
export const MANIFEST = "manifest.json";

/** Names of editions: the date of the data, or `undated`, and the start of the digest of the inputs. */
export const EDITION_NAME = /^(?:undated|\d{4}-\d{2}-\d{2})-[0-9a-f]{10}$/u;

/** Bytes of a file that are read at a time. */
const PIECE_BYTES = 1024 * 1024;

const manifestSchema = z.object({
  edition: z.string().regex(EDITION_NAME),
  inputs: z.string(),
  rows_digest: z.string(),
  data_date: z.string().nullable(),
  warehouse: z.string(),
  files: z.record(z.string(), z.object({ sha256: z.string(), bytes: z.int() })),
  tables: z.record(z.string(), z.int()),
}) satisfies z.ZodType<Manifest>;

/** The text of `manifest.json`; `manifest_sha256` is the digest of all else in it, as JSON without white space. */
export function manifestText(manifest: Manifest): string {
  const manifest_sha256 = sha256(JSON.stringify(manifest));
  return `${JSON.stringify({ ...manifest, manifest_sha256 }, null, 2)}\n`;
}

/** The manifest of an edition; null where it is missing, or does not say what was written. */
export async function readManifest(dir: string): Promise<Manifest | null> {
  try {
    const text = await readFile(join(dir, MANIFEST), "utf8");
    const { manifest_sha256, ...manifest } = JSON.parse(text) as Record<string, unknown>;
    return sha256(JSON.stringify(manifest)) === manifest_sha256 ? manifestSchema.parse(manifest) : null;
  } catch {
    return null;
  }
}

/**
 * sha256 in lower-case hex, and size, of a file of any size. It is read in this thread: turns through the
 * thread pool take longer than the digest.
 *
 * @throws an error of the file system where it cannot be read.
 */
export function digestFile(path: string): Manifest["files"][string] {
  const hash = createHash("sha256");
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  const file = openSync(path, "r");
  try {
    let bytes = 0;
    for (;;) {
      const read = readSync(file, piece);
      if (read === 0) return { sha256: hash.digest("hex"), bytes };
      hash.update(piece.subarray(0, read));
      bytes += read;
    }
  } finally {
    closeSync(file);
  }
}

/** Whether a file of an edition can be read and has the bytes that were published; links are followed. */
export function isAsPublished(dir: string, { files }: Manifest, name: string): boolean {
  try {
    return digestFile(join(dir, name)).sha256 === files[name]?.sha256;
  } catch {
    return false;
  }
}

/** The bytes of a file of an edition; null where it is missing, or they are not those that were published. */
export async function readAsPublished(
  dir: string,
  { files }: Manifest,
  name: string,
): Promise<Buffer | null> {
  const bytes = await readFile(join(dir, name)).catch(() => null);
  return bytes !== null && sha256(bytes) === files[name]?.sha256 ? bytes : null;
}
