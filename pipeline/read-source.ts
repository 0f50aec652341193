import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseReference, readReferenceTable, type Reference } from "./cleaning/reference.ts";
import { OEWS_NATIONAL, REFERENCE_TABLES, type ReferenceTable } from "./cleaning/reference-tables.ts";
import type { Document } from "./contracts/document.ts";
import { AlmanacError } from "./contracts/errors.ts";
import type { JudgedSnapshot, SourceReading } from "./contracts/reading.ts";
import type { BlockUse, CleanedRecord } from "./contracts/record.ts";
import type { OfOccupation } from "./contracts/rows.ts";
import type { Snapshot } from "./contracts/snapshot.ts";
import type { Source } from "./contracts/source.ts";
import { readDocument } from "./documents/read.ts";
import { PROJECT_DIR, REFERENCE_DIR } from "./lib/paths.ts";
import { clean } from "./stages/clean.ts";
import { extract } from "./stages/extract.ts";
import { holdToBounds, screen } from "./stages/screen.ts";

/** Everything that a snapshot gives, from its bytes to its cleaned records. */
export interface ReadSnapshot {
  readonly document: Document;
  readonly occupation: OfOccupation;
  readonly cleaned: readonly CleanedRecord[];
  readonly blocks: readonly BlockUse[];
}

/**
 * The first half of the pipeline for one snapshot: read, screen, extract, clean. Bounds are not held
 * here: `almanac extract` shows what a page gives, however little.
 *
 * @throws AlmanacError where the bytes cannot be read or the page is not one of its source's.
 */
export function readSnapshot(source: Source, snapshot: Snapshot, reference: Reference): ReadSnapshot {
  const document = readDocument(snapshot);
  screen(source, snapshot, document);
  const { records, blocks } = extract(source, snapshot, document);
  return { document, blocks, ...clean(source, records, reference) };
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
 * Chooses the snapshot that a run loads: the newest that can be read, is its source's page and keeps
 * its source's bounds, also against the one before it. Newer ones that do not are unusable, with the
 * reason; older ones are superseded.
 *
 * @param snapshots Newest first.
 */
export function readSource(
  source: Source,
  snapshots: readonly Snapshot[],
  reference: Reference,
): SourceReading {
  const attempts = new Map<Snapshot, Attempt>();
  const attempt = (snapshot: Snapshot): Attempt => {
    const known = attempts.get(snapshot) ?? tryToRead(source, snapshot, reference);
    attempts.set(snapshot, known);
    return known;
  };
  const current = snapshots.find((snapshot, at) => {
    const read = attempt(snapshot);
    if (read instanceof AlmanacError) return false;
    const before = snapshots
      .slice(at + 1)
      .map(attempt)
      .find((older) => !(older instanceof AlmanacError));
    const broken = tryBounds(source, snapshot, read, before instanceof AlmanacError ? undefined : before);
    if (broken !== null) attempts.set(snapshot, broken);
    return broken === null;
  });
  const read = current === undefined ? undefined : attempts.get(current);
  const used = read === undefined || read instanceof AlmanacError ? null : read;
  return {
    source,
    is_reference: false,
    occupation: used?.occupation ?? null,
    snapshots: snapshots.map((snapshot) => judge(snapshot, snapshot === current, attempts.get(snapshot))),
    cleaned: used?.cleaned ?? [],
    blocks: used?.blocks ?? [],
  };
}

/** Reads a snapshot and holds it to the bounds that need no other; an AlmanacError says why it is unusable. */
function tryToRead(source: Source, snapshot: Snapshot, reference: Reference): Attempt {
  try {
    const read = readSnapshot(source, snapshot, reference);
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
    };
  }
  const encoding = attempt?.document.decoded.encoding ?? null;
  return { snapshot, state: isCurrent ? "current" : "superseded", reason: null, encoding };
}
