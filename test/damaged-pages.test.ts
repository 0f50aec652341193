import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { AlmanacError } from "../pipeline/contracts/errors.ts";
import type { CleanedRecord } from "../pipeline/contracts/record.ts";
import { snapshotMetaSchema } from "../pipeline/contracts/snapshot.ts";
import { sha256 } from "../pipeline/lib/digest.ts";
import { PROJECT_DIR } from "../pipeline/lib/paths.ts";
import { readPage } from "../pipeline/read-snapshot.ts";
import { sources } from "../pipeline/sources/registry.ts";
import { holdToBounds } from "../pipeline/stages/screen.ts";
import { context, type Page, PAGES, rawPath } from "./sources/page-facts.ts";
import { type DamagedPage, damagedPages } from "./support/page-damages.ts";

/** Damaged pages to read; the environment may ask for more than a test run has time for. */
const RUNS = Number(process.env["ALMANAC_DAMAGED_PAGES"] ?? "200");

/** Another seed makes other pages; what fails says its own. */
const SEED = Number(process.env["ALMANAC_DAMAGED_SEED"] ?? "20260802");

/** Pages that once failed; every run begins with them. */
const KEPT = join(PROJECT_DIR, "test", "fixtures", "damaged");

const TEXTS = PAGES.flatMap(({ id, twin }) => [
  { id, text: readFileSync(rawPath(id), "utf8") },
  { id, text: readFileSync(join(PROJECT_DIR, "test", "fixtures", "twins", `${id}.${twin}`), "utf8") },
]);

const kept = readdirSync(KEPT)
  .filter((name) => name.endsWith(".json"))
  .sort();

test.each(kept)("%s, which failed once, is refused with a reason or accounted for", (name) => {
  readAndAccount(fromFixture(readFileSync(join(KEPT, name), "utf8")));
});

test("a damaged page is refused with a reason, or every record and block of it is accounted for", () => {
  let read = 0;
  const details = fc.check(
    fc.property(damagedPages(TEXTS), (page) => {
      if (readAndAccount(page)) read += 1;
    }),
    { numRuns: RUNS, seed: SEED },
  );
  if (details.counterexample !== null) {
    const [page] = details.counterexample;
    const file = join(KEPT, `${page.source_id}-${sha256(page.bytes).slice(0, 12)}.json`);
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(file, toFixture(page, details.seed));
    expect.fail(
      `seed ${details.seed}, path ${details.counterexamplePath}: a page with ${page.damages.join(", ")} fails, and is kept as ${file}: ${fc.stringify(details.errorInstance)}`,
    );
  }
  expect(details.failed).toBe(false);
  expect(read).toBeGreaterThan(RUNS / 3);
  process.stdout.write(`${read} of ${RUNS} damaged pages were read, the others refused with a reason\n`);
});

/** Whether the page was read; throws where it crashes, or loses or makes up anything. */
function readAndAccount(damaged: DamagedPage): boolean {
  const page = readOrRefuse(damaged);
  if (page === null) return false;
  const { text } = page.document.decoded;
  for (const one of page.cleaned) accountFor(one, text);
  expect(new Set(page.cleaned.map(({ record }) => record.record_id)).size).toBe(page.cleaned.length);
  expect(page.blocks.map(({ position }) => position)).toEqual(page.document.blocks.map(({ index }) => index));
  for (const block of page.blocks) expect(block.rule === null).toBe(block.state !== "ignored");
  return true;
}

function accountFor({ record, outcome }: CleanedRecord, text: string): void {
  const [, start, end] = /^chars:(\d+)-(\d+)$/u.exec(record.locator) ?? [];
  expect(text.slice(Number(start), Number(end))).toBe(record.raw_text);
  switch (outcome.disposition) {
    case "quarantined":
      expect(outcome.reason).not.toBe("");
      return;
    case "ignored":
      expect(outcome.rule).not.toBe("");
      return;
    case "repaired":
      expect(outcome.repairs.length).toBeGreaterThan(0);
      break;
    case "loaded":
      break;
  }
  expect(outcome.rows.length).toBeGreaterThan(0);
  const digits = record.raw_text.replaceAll(",", "");
  for (const { table, row } of outcome.rows) {
    if (table !== "wages" && table !== "employment") continue;
    const amounts = table === "wages" ? [row.annual_usd, row.hourly_usd] : [row.value];
    for (const amount of amounts) if (amount !== null) expect(digits).toMatch(formsOf(amount));
  }
}

/** An amount as a page may print it: `28000` or `28K`. */
function formsOf(amount: number): RegExp {
  const thousands = amount % 1000 === 0 ? [`${amount / 1000}K`] : [];
  const forms = [String(amount), ...thousands].map((form) => form.replace(".", "\\."));
  return new RegExp(forms.join("|"), "u");
}

function readOrRefuse({ source_id, content_type, bytes }: DamagedPage): Page | null {
  const source = sources.find((one) => one.id === source_id);
  if (source?.form !== "page") throw new Error(`no source of pages ${source_id}`);
  const meta = snapshotMetaSchema.parse(
    content_type === null ? {} : { headers: { "content-type": content_type } },
  );
  const snapshot = { snapshot_id: sha256(bytes), source_id, path: `${source_id}/page`, bytes, meta };
  const page = orRefusal(() => readPage(source, snapshot, context));
  if (page !== null) {
    orRefusal(() => {
      holdToBounds(source, snapshot, page.cleaned, null);
    });
  }
  return page;
}

/** What is made, or null where that is refused in words: what is wrong, where, and what to do. */
function orRefusal<Made>(make: () => Made): Made | null {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof AlmanacError)) throw error;
    expect([error.message, error.where, error.next]).not.toContain("");
    return null;
  }
}

function toFixture({ bytes, ...page }: DamagedPage, seed: number): string {
  return `${JSON.stringify({ ...page, seed, bytes: bytes.toString("base64") }, null, 2)}\n`;
}

function fromFixture(text: string): DamagedPage {
  const page = JSON.parse(text) as Omit<DamagedPage, "bytes"> & { readonly bytes: string };
  return { ...page, bytes: Buffer.from(page.bytes, "base64") };
}
