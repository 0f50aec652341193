import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import { AlmanacError } from "../contracts/errors.ts";
import type { Evidence } from "../contracts/evidence.ts";
import { errnoCode, messageOf } from "./errno.ts";
import { latestLink } from "./paths.ts";

const derivationSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("query"), sql: z.string(), column: z.string() }),
  z.object({ kind: z.literal("formula"), formula: z.string(), inputs: z.array(z.string()) }),
  z.object({ kind: z.literal("run"), how: z.string() }),
]);

const figureSchema = z.object({
  id: z.string(),
  text: z.string(),
  value: z.union([z.number(), z.string()]).nullable(),
  unit: z.enum([
    "usd",
    "jobs",
    "pct",
    "count",
    "ratio",
    "year",
    "period",
    "rank",
    "text",
    "words",
    "date",
    "id",
  ]),
  label: z.string(),
  derivation: derivationSchema,
  record_ids: z.array(z.string()),
  mark: z.string().nullable(),
});

const recordSchema = z.object({
  source_id: z.string(),
  snapshot_id: z.string(),
  kind: z.string(),
  locator: z.string(),
  raw_text: z.string(),
  disposition: z.enum(["loaded", "repaired", "quarantined", "ignored"]),
  repairs: z.array(
    z.object({ column_name: z.string(), rule: z.string(), before: z.string(), after: z.string() }),
  ),
  periods: z
    .array(
      z.object({
        period: z.string().nullable(),
        basis: z.enum(["stated", "inferred", "unknown"]),
        evidence: z.string().nullable(),
      }),
    )
    .nullable(),
});

const snapshotSchema = z.object({
  source_id: z.string(),
  publisher: z.string(),
  path: z.string(),
  bytes: z.int(),
  encoding: z.string(),
  retrieved_at: z.string().nullable(),
  prose: z.enum(["original", "rewritten"]),
  note: z.string().nullable(),
});

const evidenceSchema = z.object({
  edition: z.string(),
  figures: z.array(figureSchema),
  constants: z.record(z.string(), z.string()),
  scales: z.array(z.object({ page: z.string(), chart: z.string(), labels: z.array(z.string()) })),
  records: z.record(z.string(), recordSchema),
  snapshots: z.record(z.string(), snapshotSchema),
}) satisfies z.ZodType<Evidence>;

/** Name of an edition's list of figures and what lies under them. */
export const EVIDENCE = "evidence.json";

/**
 * The evidence in a file's text.
 *
 * @throws an error, in words of the parser, where it is none.
 */
export const parseEvidence = (text: string): Evidence => evidenceSchema.parse(JSON.parse(text));

/**
 * Reads the evidence of the last edition.
 *
 * @throws AlmanacError if there is no edition, or its evidence is damaged.
 */
export async function readEvidence(outDir: string): Promise<Evidence> {
  const path = join(latestLink(outDir), EVIDENCE);
  try {
    return parseEvidence(await readFile(path, "utf8"));
  } catch (error) {
    const missing = errnoCode(error) === "ENOENT";
    const what = missing
      ? "there is no published edition here"
      : `the evidence is damaged: ${messageOf(error)}`;
    throw new AlmanacError(what, {
      where: path,
      next: missing
        ? "Run: almanac nightly. Or name the folder of the reports with --out DIR."
        : "Run: almanac nightly --force",
      cause: error,
    });
  }
}
