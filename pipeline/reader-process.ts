import { AlmanacError } from "./contracts/errors.ts";
import { serveConfined } from "./lib/confined-child.ts";
import type { ReadingJob, ReadingPiece } from "./reader.ts";
import { readSnapshot, type ReadingContext } from "./read-snapshot.ts";
import { sources } from "./sources/registry.ts";

// The process in which reader.ts has snapshots read.

/** Records in a piece of an answer: some megabytes. */
const RECORDS = 1000;

serveConfined((job, context) => answerTo(job as ReadingJob, context as ReadingContext));

function* answerTo({ source_id, snapshot }: ReadingJob, context: ReadingContext): Generator<ReadingPiece> {
  const source = sources.find(({ id }) => id === source_id);
  if (source === undefined) throw new Error(`there is no source called ${source_id}`);
  try {
    const { cleaned, ...head } = readSnapshot(source, snapshot, context);
    yield { head };
    for (let at = 0; at < cleaned.length; at += RECORDS) yield { cleaned: cleaned.slice(at, at + RECORDS) };
  } catch (error) {
    if (!(error instanceof AlmanacError)) throw error;
    yield { refusal: { what: error.message, where: error.where, next: error.next } };
  }
}
