import { AlmanacError } from "./contracts/errors.ts";
import type { CleanedRecord } from "./contracts/record.ts";
import type { Snapshot } from "./contracts/snapshot.ts";
import type { Source } from "./contracts/source.ts";
import { refusePageSize } from "./documents/page-size.ts";
import { LIMITS, refuseTableSize } from "./documents/tables/limits.ts";
import { type ConfinedLimits, type ConfinedReply, openConfined } from "./lib/confined.ts";
import type { ReadingContext, ReadSnapshot } from "./read-snapshot.ts";

const MIB = 1024 * 1024;

/**
 * What reading one snapshot may take. The largest release known (OEWS by sector, 2024) takes 450 MB, 90 MB of
 * answer and five seconds of the processor.
 */
export const READING_LIMITS: ConfinedLimits = {
  seconds: 60,
  memory: 1536 * MIB,
  heap: 1024 * MIB,
  answer: 256 * MIB,
};

/** What a snapshot gives, or why it cannot be used. */
export type Attempt = ReadSnapshot | AlmanacError;

/** Reads a snapshot; what its bytes make impossible is given, and not thrown. */
export type SnapshotReader = (
  source: Source,
  snapshot: Snapshot,
  context: ReadingContext,
) => Promise<Attempt>;

/** A process that reads snapshots within limits. */
export interface Reader {
  readonly read: SnapshotReader;
  /** Ends the process; to be called in any case. */
  close(): void;
}

/** A snapshot as the process is asked for it. */
export interface ReadingJob {
  readonly source_id: string;
  readonly snapshot: Snapshot;
}

/** A piece of the answer: first all but the records, then the records in order; or why there is none. */
export type ReadingPiece =
  | { readonly head: Omit<ReadSnapshot, "cleaned"> }
  | { readonly cleaned: readonly CleanedRecord[] }
  | { readonly refusal: { readonly what: string; readonly where: string; readonly next: string } };

const PROGRAM = new URL("reader-process.ts", import.meta.url);

/**
 * Opens a reader of snapshots. Each is read as `readSnapshot` does, in another process, after the size of its
 * file was looked at; one that exceeds a limit, or is the end of that process, cannot be used, and the next is
 * read by a new process.
 *
 * Its `read` throws an AlmanacError only where no process can be started.
 */
export function openReader(limits: ConfinedLimits = READING_LIMITS): Reader {
  const confined = openConfined(PROGRAM, limits);
  return {
    async read(source, snapshot, context) {
      const tooLarge = sizeFault(source, snapshot);
      if (tooLarge !== null) return tooLarge;
      const job: ReadingJob = { source_id: source.id, snapshot };
      return attemptOf(await confined.ask(job, context), snapshot, limits);
    },
    close() {
      confined.close();
    },
  };
}

function sizeFault({ form }: Source, snapshot: Snapshot): AlmanacError | null {
  try {
    if (form === "page") refusePageSize(snapshot);
    else refuseTableSize(snapshot, LIMITS);
    return null;
  } catch (error) {
    if (error instanceof AlmanacError) return error;
    throw error;
  }
}

function attemptOf(reply: ConfinedReply, snapshot: Snapshot, limits: ConfinedLimits): Attempt {
  if (reply.ended !== null) return endedBy(reply.ended, reply.trace, snapshot, limits);
  const cleaned: CleanedRecord[] = [];
  let head: Omit<ReadSnapshot, "cleaned"> | null = null;
  for (const piece of reply.pieces as readonly ReadingPiece[]) {
    if ("refusal" in piece) return new AlmanacError(piece.refusal.what, piece.refusal);
    if ("head" in piece) ({ head } = piece);
    else for (const one of piece.cleaned) cleaned.push(one);
  }
  if (head === null) throw new Error(`the process that reads files said nothing of ${snapshot.path}`);
  return { ...head, cleaned };
}

function endedBy(
  ended: Exclude<ConfinedReply["ended"], null>,
  trace: string,
  { path }: Snapshot,
  limits: ConfinedLimits,
): AlmanacError {
  const mb = (bytes: number): string => `${Math.round(bytes / MIB).toLocaleString("en-US")} MiB`;
  const what = {
    time: `Reading the file takes more than ${limits.seconds} seconds of the processor.`,
    memory: `Reading the file takes more memory than a file may (${mb(limits.memory)}, of them ${mb(limits.heap)} for objects).`,
    answer: `What is read from the file is more than ${mb(limits.answer)}.`,
    thrown: `Reading the file fails in a way that nobody foresaw: ${trace.split("\n", 1).join("")}.`,
    died: `The process that read the file died of it: ${trace.split("\n", 1).join("")}.`,
  }[ended];
  const next =
    ended === "thrown" || ended === "died"
      ? "Open the file: if it is the one that was meant, report this as a bug, with the file; else take it out of the folder."
      : "Open the file: if it is the one that was meant, split it or save its text and put that in its place; else take it out of the folder.";
  return new AlmanacError(what, { where: path, next, cause: new Error(trace) });
}
