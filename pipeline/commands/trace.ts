import { readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

import type { DecodedText } from "../contracts/document.ts";
import type { Evidence, EvidenceRecord, EvidenceSnapshot } from "../contracts/evidence.ts";
import { snapshotMetaSchema } from "../contracts/snapshot.ts";
import type { TableFile } from "../contracts/table.ts";
import { decode } from "../documents/decode.ts";
import { readTableFile, sliceAt } from "../documents/tables/read.ts";
import { sha256 } from "../lib/digest.ts";
import { messageOf } from "../lib/errno.ts";
import { PROJECT_DIR, REFERENCE_DIR } from "../lib/paths.ts";

/** Code units shown on either side of a record's text. */
const CONTEXT = 48;

/** A record followed back to its bytes, with what was found there. */
export interface Trace {
  readonly record_id: string;
  readonly record: EvidenceRecord;
  readonly snapshot: EvidenceSnapshot | null;
  /** Bytes of the file that hold the text, end exclusive; null where the file could not be read. */
  readonly byte_range: { readonly start: number; readonly end: number } | null;
  /** What stands before and after the text in the file. */
  readonly context: { readonly before: string; readonly after: string } | null;
  /** What is not as the evidence says; empty means verified. */
  readonly differences: readonly string[];
}

/** A snapshot's file, opened and compared with the evidence. */
interface Opened {
  /** Null where it could not be read, and for a workbook or an archive. */
  readonly decoded: DecodedText | null;
  /** The tables of a workbook or an archive; null for any other file. */
  readonly tables: TableFile | null;
  readonly differences: readonly string[];
}

/**
 * Follows records back to the files below a raw directory, and those of the project's own tables of public
 * facts to the project. Each file is opened once, its sha256
 * computed, and the text at each locator compared with the record's.
 */
export function tracerOf(evidence: Evidence, rawDir: string): (recordId: string) => Promise<Trace> {
  const opened = new Map<string, Promise<Opened>>();
  return async (recordId) => {
    const record = evidence.records[recordId];
    if (record === undefined) throw new Error(`evidence.json names record ${recordId} and does not hold it`);
    const snapshot = evidence.snapshots[record.snapshot_id] ?? null;
    const file = opened.get(record.snapshot_id) ?? openSnapshot(rawDir, record, snapshot);
    opened.set(record.snapshot_id, file);
    return { record_id: recordId, record, snapshot, ...compare(record, await file) };
  };
}

const unread = (difference: string): Opened => ({ decoded: null, tables: null, differences: [difference] });

/** A locator that leads to a cell of a workbook, or into an archive. */
const OF_TABLES = /[!#]/u;

async function openSnapshot(
  rawDir: string,
  { snapshot_id, source_id, locator }: EvidenceRecord,
  snapshot: EvidenceSnapshot | null,
): Promise<Opened> {
  if (snapshot === null) return unread("evidence.json does not hold its snapshot");
  // No source is called "warehouse", so that no page lies below raw/warehouse/.
  const isReference = snapshot.path.startsWith(`${REFERENCE_DIR}/`);
  const [base, within] = isReference ? [PROJECT_DIR, join(PROJECT_DIR, REFERENCE_DIR)] : [rawDir, rawDir];
  const path = join(base, snapshot.path);
  if (relative(within, path).split(sep).includes("..")) {
    const folder = isReference ? "folder of reference tables" : "raw directory";
    return unread(`the path ${snapshot.path} leads out of the ${folder}`);
  }
  try {
    const bytes = await readFile(path);
    const found = sha256(bytes);
    const differences = found === snapshot_id ? [] : [`${path} has changed: its sha256 is ${found}`];
    if (OF_TABLES.test(locator)) {
      // A night has read these very bytes within its limits; of others nobody knows what reading them takes.
      if (differences.length > 0) return { decoded: null, tables: null, differences };
      const meta = snapshotMetaSchema.parse({});
      return {
        decoded: null,
        tables: readTableFile({ snapshot_id, source_id, path, bytes, meta }),
        differences,
      };
    }
    // The encoding is that of the night, whatever headers said then.
    const contentType = `text/plain; charset=${snapshot.encoding}`;
    return { decoded: decode(bytes, { path, contentType }), tables: null, differences };
  } catch (error) {
    return unread(`${path} cannot be read: ${messageOf(error)}`);
  }
}

function compare(
  record: EvidenceRecord,
  { decoded, tables, differences }: Opened,
): Omit<Trace, "record_id" | "record" | "snapshot"> {
  if (tables !== null) {
    const same = sliceAt(tables, record.locator) === record.raw_text;
    const found = same ? differences : [...differences, "another text stands at this place"];
    return { byte_range: null, context: null, differences: found };
  }
  if (decoded === null) return { byte_range: null, context: null, differences };
  const place = placeOf(record.locator, decoded.text);
  if (place === null) {
    return { byte_range: null, context: null, differences: [...differences, "the file has no such place"] };
  }
  const { start, end } = place;
  const same = decoded.text.slice(start, end) === record.raw_text;
  return {
    byte_range: { start: decoded.byteOffset(start), end: decoded.byteOffset(end) },
    context: {
      before: decoded.text.slice(Math.max(0, start - CONTEXT), start),
      after: decoded.text.slice(end, end + CONTEXT),
    },
    differences: same ? differences : [...differences, "another text stands at this place"],
  };
}

/** Where a locator leads in a text, in code units, end exclusive; null where there is no such place. */
function placeOf(locator: string, text: string): { readonly start: number; readonly end: number } | null {
  const chars = /^chars:(?<start>\d+)-(?<end>\d+)$/u.exec(locator)?.groups;
  if (chars !== undefined) {
    const [start, end] = [Number(chars["start"]), Number(chars["end"])];
    return start <= end && end <= text.length ? { start, end } : null;
  }
  const number = /^line:(?<number>[1-9]\d*)$/u.exec(locator)?.groups?.["number"];
  return number === undefined ? null : placeOfLine(Number(number), text);
}

/** A line without its break, counted from 1. */
function placeOfLine(number: number, text: string): { readonly start: number; readonly end: number } | null {
  let start = 0;
  for (let line = 1; line < number; line += 1) {
    const end = text.indexOf("\n", start);
    if (end === -1) return null;
    start = end + 1;
  }
  const next = text.indexOf("\n", start);
  const end = next === -1 ? text.length : next;
  return { start, end: text[end - 1] === "\r" && end > start ? end - 1 : end };
}
