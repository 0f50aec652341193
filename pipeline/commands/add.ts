import { basename } from "node:path";

import { AlmanacError, EXIT, type ExitCode } from "../contracts/errors.ts";
import { snapshotMetaSchema, type Snapshot, type SnapshotMeta } from "../contracts/snapshot.ts";
import { readFileSnapshot, storeSnapshot } from "../lib/raw-store.ts";
import { print, printJson, type Io } from "./io.ts";

/** Throws an AlmanacError for a page that a night could not load. */
export type Judge = (snapshot: Snapshot) => void;

/** What `almanac add` is asked to do. */
export interface AddOptions {
  readonly sourceId: string;
  /** Path of a file. An address is refused with what to do instead. */
  readonly file: string;
  readonly rawDir: string;
  /** Where the page came from; null leaves it as the file's own sidecar says. */
  readonly url: string | null;
  /** When it was fetched, ISO 8601 with zone; null means as the file's own sidecar says, or else now. */
  readonly retrievedAt: string | null;
  readonly json: boolean;
}

/**
 * `almanac add`: stores a file as a snapshot of a source, if a night could load it. A sidecar beside
 * the file comes along; options go before what it says.
 *
 * @throws AlmanacError if the file cannot be read, is not a page of the source, or cannot be stored.
 */
export async function addCommand(options: AddOptions, io: Io, judge: Judge): Promise<ExitCode> {
  if (/^[a-z][a-z+.-]+:\/\//iu.test(options.file)) throw notFetched(options);
  const found = await readFileSnapshot(options.sourceId, options.file);
  const snapshot = { ...found, meta: describe(found.meta, options, io.now()) };
  judge(snapshot);
  const name = basename(options.file);
  const stored = await storeSnapshot(options.rawDir, options.sourceId, snapshot.bytes, snapshot.meta, name);
  if (options.json) printJson(io, { path: stored.path, is_new: stored.isNew });
  else if (stored.isNew) print(io, `stored ${stored.path}`);
  else print(io, `already there as ${stored.path}; nothing was written`);
  return EXIT.published;
}

function describe(meta: SnapshotMeta, options: AddOptions, now: Date): SnapshotMeta {
  const parsed = snapshotMetaSchema.safeParse({
    ...meta,
    url: options.url ?? meta.url,
    retrieved_at: options.retrievedAt ?? meta.retrieved_at ?? now.toISOString(),
  });
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.some(({ path }) => path[0] === "url") ? "--url" : "--retrieved-at";
  throw new AlmanacError(`${wrong} is not of its form`, {
    where: "command line",
    next: "Give an http or https address, and a date and time like 2026-08-01T06:00:00Z.",
    exitCode: EXIT.usage,
  });
}

function notFetched({ sourceId, file }: AddOptions): AlmanacError {
  return new AlmanacError("this version of the almanac does not fetch pages", {
    where: file,
    next: `Save the page to a file, then: almanac add ${sourceId} FILE --url ${file}`,
    exitCode: EXIT.usage,
  });
}
