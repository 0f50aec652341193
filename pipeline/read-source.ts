import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { parseReference, readReferenceTable, type Reference } from "./cleaning/reference.ts";
import { OEWS_NATIONAL, REFERENCE_TABLES, type ReferenceTable } from "./cleaning/reference-tables.ts";
import { AlmanacError } from "./contracts/errors.ts";
import type { JudgedSnapshot, SourceReading } from "./contracts/reading.ts";
import type { Snapshot } from "./contracts/snapshot.ts";
import type { Source } from "./contracts/source.ts";
import { PROJECT_DIR, REFERENCE_DIR } from "./lib/paths.ts";
import type { ReadingContext, ReadSnapshot } from "./read-snapshot.ts";
import type { Attempt, SnapshotReader } from "./reader.ts";
import { holdToBounds } from "./stages/screen.ts";

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

/** Reads a snapshot of the source at hand, each once. */
type AttemptOf = (snapshot: Snapshot) => Promise<Attempt>;

/**
 * Chooses the snapshots that a run loads. Of each part of the source it is the newest that can be read,
 * is its source's and keeps its source's bounds, also against the one before it. Newer ones that do not
 * are unusable, with the reason; older ones are superseded.
 *
 * @param snapshots Newest first.
 */
export async function readSource(
  source: Source,
  snapshots: readonly Snapshot[],
  context: ReadingContext,
  read: SnapshotReader,
): Promise<SourceReading> {
  const started = new Map<Snapshot, Promise<Attempt>>();
  const attempt: AttemptOf = (snapshot) => {
    const known = started.get(snapshot) ?? tryToRead(source, snapshot, context, read);
    started.set(snapshot, known);
    return known;
  };
  const used = new Map<Snapshot, ReadSnapshot>();
  const broken = new Map<Snapshot, AlmanacError>();
  for (const ofPart of await partsOf(source, snapshots, attempt)) {
    const chosen = await choose(source, ofPart, attempt, broken);
    if (chosen !== null) used.set(...chosen);
  }
  const judged: JudgedSnapshot[] = [];
  for (const snapshot of snapshots) {
    const came = broken.get(snapshot) ?? (await started.get(snapshot));
    judged.push(judge(snapshot, used.has(snapshot), came));
  }
  const readings = [...used.values()];
  return {
    source,
    is_reference: false,
    snapshots: judged,
    cleaned: readings.flatMap(({ cleaned }) => cleaned),
    blocks: readings.flatMap(({ blocks }) => blocks),
  };
}

/** The newest snapshot of a part that can be used; null where none can. Notes which are out of bounds. */
async function choose(
  source: Source,
  ofPart: readonly Snapshot[],
  attempt: AttemptOf,
  broken: Map<Snapshot, AlmanacError>,
): Promise<[Snapshot, ReadSnapshot] | null> {
  for (const [at, snapshot] of ofPart.entries()) {
    const read = await attempt(snapshot);
    if (read instanceof AlmanacError) continue;
    const before = await firstReadable(ofPart.slice(at + 1), attempt);
    const fault = boundsFault(source, snapshot, read, before);
    if (fault === null) return [snapshot, read];
    broken.set(snapshot, fault);
  }
  return null;
}

async function firstReadable(
  snapshots: readonly Snapshot[],
  attempt: AttemptOf,
): Promise<ReadSnapshot | null> {
  for (const snapshot of snapshots) {
    const read = await attempt(snapshot);
    if (!(read instanceof AlmanacError)) return read;
  }
  return null;
}

/**
 * Snapshots by the part of the source that they are, newest first in each. Where there is one part only,
 * none has to be read for that, and older ones than the one that is used never are.
 */
async function partsOf(
  source: Source,
  snapshots: readonly Snapshot[],
  attempt: AttemptOf,
): Promise<readonly (readonly Snapshot[])[]> {
  if (source.parts === "one") return [snapshots];
  const attempts = await Promise.all(snapshots.map(attempt));
  const parts = new Map<string, Snapshot[]>();
  for (const [at, snapshot] of snapshots.entries()) {
    const read = attempts[at];
    if (read === undefined || read instanceof AlmanacError) continue;
    parts.set(read.part, [...(parts.get(read.part) ?? []), snapshot]);
  }
  return [...parts.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ofPart]) => ofPart);
}

/** Reads a snapshot and holds it to the bounds that need no other; an AlmanacError says why it is unusable. */
async function tryToRead(
  source: Source,
  snapshot: Snapshot,
  context: ReadingContext,
  read: SnapshotReader,
): Promise<Attempt> {
  const attempt = await read(source, snapshot, context);
  if (attempt instanceof AlmanacError) return attempt;
  return boundsFault(source, snapshot, attempt, null) ?? attempt;
}

function boundsFault(
  source: Source,
  snapshot: Snapshot,
  read: ReadSnapshot,
  before: ReadSnapshot | null,
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
      reason: reasonOf(snapshot, attempt),
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

/** Why it is unusable, where in the file (a sheet, a row, a member of an archive), and what to do next. */
function reasonOf({ path }: Snapshot, { message, where, next }: AlmanacError): string {
  const [, inside = where] = where.split(basename(path));
  const place = inside.replace(/^[,#!\s]+/u, "");
  return `${message.replace(/\.$/u, "")}${place === "" ? "" : ` (${place})`}. ${next}`;
}
