import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseReference, readReferenceTable, type Reference } from "./cleaning/reference.ts";
import { OEWS_NATIONAL, REFERENCE_TABLES, type ReferenceTable } from "./cleaning/reference-tables.ts";
import type { Document } from "./contracts/document.ts";
import { AlmanacError } from "./contracts/errors.ts";
import type { OccupationProfile } from "./contracts/occupation.ts";
import type { JudgedSnapshot, SourceReading } from "./contracts/reading.ts";
import type { BlockUse, CleanedRecord } from "./contracts/record.ts";
import type { OfOccupation } from "./contracts/rows.ts";
import type { Snapshot } from "./contracts/snapshot.ts";
import type { PageSource, Source, TableSource } from "./contracts/source.ts";
import { readDocument } from "./documents/read.ts";
import { readTableFile } from "./documents/tables/read.ts";
import { PROJECT_DIR, REFERENCE_DIR } from "./lib/paths.ts";
import { clean, cleanTables } from "./stages/clean.ts";
import { extractTables } from "./stages/extract-tables.ts";
import { extract } from "./stages/extract.ts";
import { holdToBounds, screen } from "./stages/screen.ts";

/** What reading a snapshot needs to know besides the snapshot. */
export interface ReadingContext {
  /** Public facts that pages are dated by. */
  readonly reference: Reference;
  /** Occupation of the reports, for tables of which only its rows are wanted. */
  readonly occupation: OccupationProfile;
}

/** Everything that a snapshot gives, from its bytes to its cleaned records. */
export interface ReadSnapshot {
  readonly part: string;
  /** Null for a workbook. */
  readonly encoding: string | null;
  /** Null for tables. */
  readonly occupation: OfOccupation | null;
  readonly modified_on: string | null;
  readonly cleaned: readonly CleanedRecord[];
  readonly blocks: readonly BlockUse[];
}

/**
 * The first half of the pipeline for one snapshot: read, screen, extract, clean. Bounds are not held
 * here: `almanac extract` shows what a page gives, however little.
 *
 * @throws AlmanacError where the bytes cannot be read or are not of the source.
 */
export function readSnapshot(source: Source, snapshot: Snapshot, context: ReadingContext): ReadSnapshot {
  return source.form === "page"
    ? readPage(source, snapshot, context)
    : readTables(source, snapshot, context.occupation);
}

/**
 * {@link readSnapshot} for a page, with the page.
 *
 * @throws AlmanacError as {@link readSnapshot}.
 */
export function readPage(
  source: PageSource,
  snapshot: Snapshot,
  { reference }: ReadingContext,
): ReadSnapshot & { readonly document: Document } {
  const document = readDocument(snapshot);
  screen(source, snapshot, document);
  const { records, ...page } = extract(source, snapshot, document);
  return { document, encoding: document.decoded.encoding, ...page, ...clean(source, records, reference) };
}

function readTables(source: TableSource, snapshot: Snapshot, occupation: OccupationProfile): ReadSnapshot {
  const file = readTableFile(snapshot);
  const { records, faults, ...tables } = extractTables(source, snapshot, file, occupation);
  const cleaned = cleanTables(source, records, faults);
  return { encoding: file.encoding, occupation: null, modified_on: null, ...tables, cleaned };
}

/**
 * Reads the public facts that pages are dated by: warehouse/reference/.
 *
 * @throws ZodError where a cell of the table is not of its column's form.
 */
export async function loadReference(): Promise<Reference> {
  return parseReference(Buffer.from(await bytesOf(OEWS_NATIONAL)).toString("utf8"));
}

/**
 * Reads the tables of public facts as sources, each line a record, to be loaded beside the pages.
 *
 * @throws AlmanacError naming file and line where a line is not of its table's form.
 */
export async function readReferenceTables(): Promise<SourceReading[]> {
  return Promise.all(REFERENCE_TABLES.map(async (table) => readReferenceTable(table, await bytesOf(table))));
}

const bytesOf = ({ file }: ReferenceTable): Promise<Uint8Array> =>
  readFile(join(PROJECT_DIR, REFERENCE_DIR, file));

type Attempt = ReadSnapshot | AlmanacError;

/**
 * Chooses the snapshots that a run loads. Of each part of the source it is the newest that can be read,
 * is its source's and keeps its source's bounds, also against the one before it. Newer ones that do not
 * are unusable, with the reason; older ones are superseded.
 *
 * @param snapshots Newest first.
 */
export function readSource(
  source: Source,
  snapshots: readonly Snapshot[],
  context: ReadingContext,
): SourceReading {
  const attempts = new Map<Snapshot, Attempt>();
  const attempt = (snapshot: Snapshot): Attempt => {
    const known = attempts.get(snapshot) ?? tryToRead(source, snapshot, context);
    attempts.set(snapshot, known);
    return known;
  };
  const current = new Set(
    partsOf(source, snapshots, attempt).flatMap((ofPart) => {
      const chosen = ofPart.find((snapshot, at) => {
        const read = attempt(snapshot);
        if (read instanceof AlmanacError) return false;
        const before = ofPart
          .slice(at + 1)
          .map(attempt)
          .find((older): older is ReadSnapshot => !(older instanceof AlmanacError));
        const broken = tryBounds(source, snapshot, read, before);
        if (broken !== null) attempts.set(snapshot, broken);
        return broken === null;
      });
      return chosen === undefined ? [] : [chosen];
    }),
  );
  const used = [...current]
    .map(attempt)
    .filter((read): read is ReadSnapshot => !(read instanceof AlmanacError));
  return {
    source,
    is_reference: false,
    snapshots: snapshots.map((snapshot) => judge(snapshot, current.has(snapshot), attempts.get(snapshot))),
    cleaned: used.flatMap(({ cleaned }) => cleaned),
    blocks: used.flatMap(({ blocks }) => blocks),
  };
}

/**
 * Snapshots by the part of the source that they are, newest first in each. Where there is one part only,
 * none has to be read for that, and older ones than the one that is used never are.
 */
function partsOf(
  source: Source,
  snapshots: readonly Snapshot[],
  attempt: (snapshot: Snapshot) => Attempt,
): readonly (readonly Snapshot[])[] {
  if (source.parts === "one") return [snapshots];
  const parts = new Map<string, Snapshot[]>();
  for (const snapshot of snapshots) {
    const read = attempt(snapshot);
    if (read instanceof AlmanacError) continue;
    parts.set(read.part, [...(parts.get(read.part) ?? []), snapshot]);
  }
  return [...parts.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ofPart]) => ofPart);
}

/** Reads a snapshot and holds it to the bounds that need no other; an AlmanacError says why it is unusable. */
function tryToRead(source: Source, snapshot: Snapshot, context: ReadingContext): Attempt {
  try {
    const read = readSnapshot(source, snapshot, context);
    holdToBounds(source, snapshot, read.cleaned, null);
    return read;
  } catch (error) {
    if (error instanceof AlmanacError) return error;
    throw error;
  }
}

function tryBounds(
  source: Source,
  snapshot: Snapshot,
  read: ReadSnapshot,
  before: ReadSnapshot | undefined,
): AlmanacError | null {
  try {
    holdToBounds(source, snapshot, read.cleaned, before?.cleaned ?? null);
    return null;
  } catch (error) {
    if (error instanceof AlmanacError) return error;
    throw error;
  }
}

function judge(snapshot: Snapshot, isCurrent: boolean, attempt: Attempt | undefined): JudgedSnapshot {
  if (attempt instanceof AlmanacError) {
    return {
      snapshot,
      state: "unusable",
      reason: `${attempt.message.replace(/\.$/u, "")}. ${attempt.next}`,
      encoding: null,
      part: null,
      occupation: null,
      modified_on: null,
    };
  }
  return {
    snapshot,
    state: isCurrent ? "current" : "superseded",
    reason: null,
    encoding: attempt?.encoding ?? null,
    part: attempt?.part ?? null,
    occupation: attempt?.occupation ?? null,
    modified_on: attempt?.modified_on ?? null,
  };
}
