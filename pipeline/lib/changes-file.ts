import { z } from "zod";

import type { ChangeCounts } from "../contracts/changes.ts";
import type { Manifest } from "../contracts/evidence.ts";
import { UNITS } from "../contracts/figure.ts";
import { readAsPublished } from "./manifest.ts";

/** Names of the two files in which an edition tells what changed since the one before. */
export const CHANGES_JSON = "changes.json";
export const CHANGES_MARKDOWN = "changes.md";

const count = z.int().min(0).nullable();

const moveSchema = z.object({
  figure: z.string(),
  pages: z.array(z.string()),
  label: z.string(),
  unit: z.enum(UNITS),
  before: z.string(),
  after: z.string(),
  change_pct: z.number().nullable(),
});

const countsSchema = z.object({
  comparison: z.enum(["first edition", "compared", "not comparable"]),
  since: z.string().nullable(),
  reason: z.string().nullable(),
  sources_changed: z.array(z.string()),
  snapshots_unusable: count,
  sources_absent: z.array(z.string()),
  figures_moved: count,
  figures_below_threshold: count,
  figures_new: count,
  figures_gone: count,
  pages_new: z.array(z.string()),
  pages_gone: z.array(z.string()),
  largest_move: moveSchema.nullable(),
  tables_changed: z.array(z.string()),
  rows_in: count,
  rows_out: count,
  rows_changed: count,
  quarantine_new: count,
  quarantine_cleared: count,
  checks_changed: z.array(z.string()),
}) satisfies z.ZodType<ChangeCounts>;

/** How an edition differs from the one before it, in numbers; null where its folder does not say, or not as it was published. */
export async function readChangeCounts(editionDir: string, manifest: Manifest): Promise<ChangeCounts | null> {
  const bytes = await readAsPublished(editionDir, manifest, CHANGES_JSON);
  if (bytes === null) return null;
  try {
    return z.object({ counts: countsSchema }).parse(JSON.parse(bytes.toString("utf8"))).counts;
  } catch {
    return null;
  }
}
