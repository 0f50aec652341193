import { basename } from "node:path";

import { AlmanacError, EXIT, type ExitCode } from "../contracts/errors.ts";
import { snapshotMetaSchema, type Snapshot, type SnapshotMeta } from "../contracts/snapshot.ts";
import { readFileSnapshot, storeSnapshot } from "../lib/raw-store.ts";
import { print, printJson, type Io } from "./io.ts";

/** Rejects with an AlmanacError a page that a night could not load. */
export type Judge = (snapshot: Snapshot) => Promise<void>;

/** What `almanac add` is asked to do. */
export interface AddOptions {
  readonly sourceId: string;
  /** Path of a file, or an http or https address. */
  readonly file: string;
  readonly rawDir: string;
  /** Where the page came from; null leaves it as the file's own sidecar says. */
  readonly url: string | null;
  /** When it was fetched, ISO 8601 with zone; null means as the file's own sidecar says, or else now. */
  readonly retrievedAt: string | null;
  readonly json: boolean;
}

/** Gets the page at an address as if it were a snapshot of the source; its path is the file name to store it by. */
export type FetchPage = (sourceId: string, address: string) => Promise<Snapshot>;

/**
 * `almanac add`: stores a file, or what an address gives, as a snapshot of a source, if a night could load
 * it. A sidecar beside the file comes along; options go before what it says.
 *
 * @throws AlmanacError if the file cannot be read or the address not fetched, if it is not a page of the
 *   source, or cannot be stored.
 */
export async function addCommand(
  options: AddOptions,
  io: Io,
  judge: Judge,
  fetchPage: FetchPage,
): Promise<ExitCode> {
  const snapshot = isAddress(options.file)
    ? await fetchFor(options, fetchPage)
    : await readFor(options, io.now());
  await judge(snapshot);
  const fileName = basename(snapshot.path);
  const stored = await storeSnapshot(options.rawDir, options.sourceId, snapshot.bytes, snapshot.meta, {
    fileName,
  });
  if (options.json) printJson(io, { path: stored.path, is_new: stored.isNew });
  else if (stored.isNew) print(io, `stored ${stored.path}`);
  else print(io, `already there as ${stored.path}; nothing was written`);
  return EXIT.published;
}

const isAddress = (text: string): boolean => /^[a-z][a-z+.-]+:\/\//iu.test(text);

async function readFor(options: AddOptions, now: Date): Promise<Snapshot> {
  const found = await readFileSnapshot(options.sourceId, options.file);
  return { ...found, meta: describe(found.meta, options, now) };
}

function fetchFor({ sourceId, file, url, retrievedAt }: AddOptions, fetchPage: FetchPage): Promise<Snapshot> {
  if (url === null && retrievedAt === null) return fetchPage(sourceId, file);
  throw new AlmanacError("a page that is fetched says itself where and when it comes from", {
    where: file,
    next: "Leave out --url and --retrieved-at.",
    exitCode: EXIT.usage,
  });
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
