import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FactRow, TableName } from "../../../pipeline/contracts/rows.ts";
import { snapshotMetaSchema } from "../../../pipeline/contracts/snapshot.ts";
import { PROJECT_DIR } from "../../../pipeline/lib/paths.ts";
import { readPage } from "../../../pipeline/read-snapshot.ts";
import { blsOoh } from "../../../pipeline/sources/bls-ooh/source.ts";
import { holdToBounds } from "../../../pipeline/stages/screen.ts";
import { context } from "../page-facts.ts";

/** What a page says, written by reading it. */
export interface Expected {
  readonly slug: string;
  readonly url: string;
  readonly title: string;
  readonly code: string | null;
  readonly modified_on: string;
  /** Kinds of the records that no rule can read (counts of personnel by branch, of which no words say what they are); none where absent. */
  readonly set_aside?: readonly string[];
  /** Rows by table. */
  readonly counts: Partial<Record<TableName, number>>;
  readonly facts: readonly { readonly table: TableName; readonly row: Record<string, unknown> }[];
}

/** A page of the handbook that was read, with its text. */
export type OohPage = ReturnType<typeof readPage>;

const EXPECTED_DIR = join(PROJECT_DIR, "test", "sources", "bls-ooh", "expected");

/** Expectations of all pages. */
export const EXPECTED: readonly Expected[] = readdirSync(EXPECTED_DIR)
  .sort()
  .map((name) => JSON.parse(readFileSync(join(EXPECTED_DIR, name), "utf8")) as Expected);

/** Path of a page in raw/. */
export const rawPath = (slug: string): string => join(PROJECT_DIR, "raw", "bls-ooh", `${slug}.html`);

/** Path of a page as it was served, which stands beside the project only where it is developed. */
export const servedPath = (slug: string): string =>
  join(PROJECT_DIR, "..", "shared", "raw", "bls-ooh", `${slug}.html`);

/** Text of a page in raw/. */
export const rawText = (slug: string): string => readFileSync(rawPath(slug), "utf8");

/** Reads a page from its text as the night does, bounds held. */
export function readText(text: string): OohPage {
  const bytes = Buffer.from(text);
  const snapshot_id = createHash("sha256").update(bytes).digest("hex");
  const meta = snapshotMetaSchema.parse({});
  const snapshot = { snapshot_id, source_id: blsOoh.id, path: "bls-ooh/page.html", bytes, meta };
  const page = readPage(blsOoh, snapshot, context);
  holdToBounds(blsOoh, snapshot, page.cleaned, null);
  return page;
}

/** All rows that a page loads. */
export function factsOf(page: OohPage): FactRow[] {
  return page.cleaned.flatMap(({ outcome }) =>
    outcome.disposition === "loaded" || outcome.disposition === "repaired" ? outcome.rows : [],
  );
}

/** Records that a page sets aside: kind and reason. */
export function quarantineOf(page: OohPage): { kind: string; reason: string }[] {
  return page.cleaned.flatMap(({ record, outcome }) =>
    outcome.disposition === "quarantined" ? [{ kind: record.kind, reason: outcome.reason }] : [],
  );
}

/** Sentences stand in the expectations by their digest: the handbook's prose is not carried over. */
const DIGEST = "sha256:";

function isAsExpected(found: unknown, expected: unknown): boolean {
  if (typeof expected !== "string" || !expected.startsWith(DIGEST)) return found === expected;
  const digest = createHash("sha256").update(String(found)).digest("hex").slice(0, 16);
  return `${DIGEST}${digest}` === expected;
}

/** Expected facts that no row of the page has; each row answers to one fact at most. */
export function missingFrom(page: OohPage, facts: Expected["facts"]): string[] {
  const left = new Set(factsOf(page));
  return facts.flatMap((fact) => {
    const found = [...left].find(
      ({ table, row }) =>
        table === fact.table &&
        Object.entries(fact.row).every(([name, value]) =>
          isAsExpected((row as unknown as Record<string, unknown>)[name], value),
        ),
    );
    if (found === undefined) return [JSON.stringify(fact)];
    left.delete(found);
    return [];
  });
}
