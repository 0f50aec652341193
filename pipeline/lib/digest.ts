import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Snapshot } from "../contracts/snapshot.ts";
import { PROJECT_DIR } from "./paths.ts";

/** What decides the content of an edition besides the clock, which decides nothing. */
export interface Inputs {
  /** Every snapshot that the run reads; their order does not matter. */
  readonly snapshots: readonly Snapshot[];
  /** Options of the command line that change the content. */
  readonly options: Readonly<Record<string, unknown>>;
  /** {@link codeDigest} of the code that reads them. */
  readonly code: string;
}

/** sha256 in lower-case hex. */
export function sha256(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}

/**
 * sha256 over the project's own files that shape what it prints: code, templates, SQL, reference
 * tables and the lock file. Paths count as well as contents; the place of the project does not.
 */
export function codeDigest(projectDir: string = PROJECT_DIR): string {
  const paths = [
    ...filesBelow(projectDir, "pipeline"),
    ...filesBelow(projectDir, "templates"),
    ...filesBelow(projectDir, "warehouse").filter(
      (path) => path.endsWith(".sql") || path.startsWith("warehouse/reference/"),
    ),
    "package-lock.json",
  ].sort();
  return sha256(JSON.stringify(paths.map((path) => [path, sha256(readFileSync(join(projectDir, path)))])));
}

/**
 * sha256 over everything an edition is made from. The same snapshots under other names or with
 * another sidecar are other inputs: both are printed.
 */
export function inputsDigest(inputs: Inputs): string {
  const snapshots = inputs.snapshots
    .map(({ source_id, path, snapshot_id, meta }) => ({ source_id, path, snapshot_id, meta }))
    .sort((a, b) => compareText(a.path, b.path));
  return sha256(canonicalJson({ snapshots, options: inputs.options, code: inputs.code }));
}

/** JSON with the keys of every object in order, so that equal values have equal texts. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => compareText(a, b)))
      : part,
  );
}

/** Paths below the project with forward slashes. Builds and hidden files are none of its own. */
function filesBelow(projectDir: string, folder: string): string[] {
  return readdirSync(join(projectDir, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.name.startsWith(".") || path === "warehouse/builds") return [];
    if (entry.isDirectory()) return filesBelow(projectDir, path);
    return entry.isFile() ? [path] : [];
  });
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
