import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseReference } from "../../pipeline/cleaning/reference.ts";
import { HEALTH_INFORMATION } from "../../pipeline/contracts/occupation.ts";
import type { CleanedRecord } from "../../pipeline/contracts/record.ts";
import type { FactTables, TableName } from "../../pipeline/contracts/rows.ts";
import { snapshotMetaSchema } from "../../pipeline/contracts/snapshot.ts";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";
import { readPage, type ReadingContext, type ReadSnapshot } from "../../pipeline/read-snapshot.ts";
import { sources } from "../../pipeline/sources/registry.ts";

/** Dates that pages are given by evidence, as the project carries them. */
export const reference = parseReference(
  readFileSync(join(PROJECT_DIR, "warehouse", "reference", "oews-national.csv"), "utf8"),
);

/** What pages are read with where nothing else is configured and no release is loaded. */
export const context: ReadingContext = { reference, occupation: HEALTH_INFORMATION };

/** Both forms of each page: the snapshot in raw/ and its twin among the fixtures. */
export const PAGES = [
  {
    id: "myperfectresume",
    raw: "health-information-technicians.txt",
    twin: "html",
    original: "000_98c9867ac41cc2bb.txt",
  },
  {
    id: "collegegrad",
    raw: "medical-records-and-health-information-technicians.html",
    twin: "txt",
    original: "001_2a56ff453a833606.txt",
  },
  {
    id: "careersinhealthcare",
    raw: "health-information-technologist.txt",
    twin: "html",
    original: "002_6eb8277ddcf3f774.txt",
  },
  { id: "wgu", raw: "health-information-technician.html", twin: "txt", original: "003_f8eb806e30a2a10f.txt" },
  {
    id: "allhealthcare",
    raw: "medical-records-and-health-information-technicians.txt",
    twin: "html",
    original: "004_7bc4e1e3fb7e285c.txt",
  },
] as const;

/** Id of a source of the five pages. */
export type PageId = (typeof PAGES)[number]["id"];

/** A page that was read, with its text. */
export type Page = ReturnType<typeof readPage>;

/** Reads a page from bytes as the night does. */
export function readBytes(id: string, bytes: Uint8Array, path = `${id}/page`): Page {
  const source = sources.find((one) => one.id === id);
  if (source?.form !== "page") throw new Error(`no source of pages ${id}`);
  const snapshot_id = createHash("sha256").update(bytes).digest("hex");
  const meta = snapshotMetaSchema.parse({});
  return readPage(source, { snapshot_id, source_id: id, path, bytes, meta }, context);
}

/** Reads the project's snapshot of a page. */
export function readRaw(id: PageId): Page {
  return readBytes(id, readFileSync(rawPath(id)));
}

/** Reads the snapshot's twin in the other form. */
export function readTwin(id: PageId): Page {
  const page = pageOf(id);
  return readBytes(id, readFileSync(join(PROJECT_DIR, "test", "fixtures", "twins", `${id}.${page.twin}`)));
}

/** Path of the project's snapshot of a page. */
export function rawPath(id: PageId): string {
  return join(PROJECT_DIR, "raw", id, pageOf(id).raw);
}

/** Path of the original document, which stands beside the project only where it is developed. */
export function originalPath(id: PageId): string {
  return join(PROJECT_DIR, "..", "shared", "raw", id, pageOf(id).original);
}

function pageOf(id: PageId): (typeof PAGES)[number] {
  const page = PAGES.find((one) => one.id === id);
  if (page === undefined) throw new Error(`no page ${id}`);
  return page;
}

/** Rows that a page loads into a table, in the page's order. */
export function rowsIn<T extends TableName>(page: ReadSnapshot, table: T): FactTables[T][] {
  return page.cleaned.flatMap(({ outcome }) =>
    outcome.disposition === "loaded" || outcome.disposition === "repaired"
      ? outcome.rows.flatMap((fact) => (fact.table === table ? [fact.row as FactTables[T]] : []))
      : [],
  );
}

/** Number of records of a kind by what became of them. */
export function endsOf(page: ReadSnapshot, kind: string): Partial<Record<string, number>> {
  const ends: Partial<Record<string, number>> = {};
  for (const { outcome } of page.cleaned.filter((one: CleanedRecord) => one.record.kind === kind)) {
    ends[outcome.disposition] = (ends[outcome.disposition] ?? 0) + 1;
  }
  return ends;
}
