import { realpath } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import { AlmanacError } from "../contracts/errors.ts";
import type { Evidence } from "../contracts/evidence.ts";
import { UNITS } from "../contracts/figure.ts";
import { messageOf } from "./errno.ts";
import { MANIFEST, readAsPublished, readManifest } from "./manifest.ts";
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
  unit: z.enum(UNITS),
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
 * @throws AlmanacError if there is no edition, or its evidence is not as it was published.
 */
export async function readEvidence(outDir: string): Promise<Evidence> {
  const latest = latestLink(outDir);
  const dir = await realpath(latest).catch((cause: unknown) => {
    throw new AlmanacError("there is no published edition here", {
      where: join(latest, EVIDENCE),
      next: "Run: almanac nightly. Or name the folder of the reports with --out DIR.",
      cause,
    });
  });
  const manifest = await readManifest(dir);
  if (manifest === null) throw damaged(join(latest, MANIFEST), "the manifest of its edition cannot be read");
  const bytes = await readAsPublished(dir, manifest, EVIDENCE);
  if (bytes === null) throw damaged(join(latest, EVIDENCE), "it is not as it was published");
  try {
    return parseEvidence(bytes.toString("utf8"));
  } catch (cause) {
    throw damaged(join(latest, EVIDENCE), messageOf(cause), cause);
  }
}

const damaged = (where: string, why: string, cause?: unknown): AlmanacError =>
  new AlmanacError(`the evidence is damaged: ${why}`, {
    where,
    next: "Run: almanac nightly --force",
    cause,
  });
