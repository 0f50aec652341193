import { AlmanacError } from "../contracts/errors.ts";
import type { FetchedAddress, FetchLogLine } from "../contracts/fetch.ts";
import type { Log } from "../contracts/run.ts";
import type { Snapshot, SnapshotMeta } from "../contracts/snapshot.ts";
import type { Answer, Client, Validators } from "../fetch/client.ts";
import { FetchError } from "../fetch/fetch-error.ts";
import { sha256 } from "../lib/digest.ts";
import { appendFetches, readFetches } from "../lib/fetch-log.ts";
import { finishSnapshots, listSnapshots, storeSnapshot } from "../lib/raw-store.ts";

/** One address of a source. */
export interface FetchTarget {
  readonly source_id: string;
  readonly url: string;
}

/** What is to be fetched, and where it goes. */
export interface FetchPlan {
  readonly rawDir: string;
  readonly warehouseDir: string;
  readonly targets: readonly FetchTarget[];
}

/** What the stage needs of the world. */
export interface FetchEffects {
  readonly client: Client;
  readonly now: () => Date;
  readonly log: Log;
}

/** Response headers that a sidecar keeps: they describe the bytes. No cookie is among them, nor how the bytes travelled. */
const KEPT_HEADERS = [
  "age",
  "cache-control",
  "content-disposition",
  "content-language",
  "content-location",
  "content-type",
  "date",
  "etag",
  "expires",
  "last-modified",
  "server",
];

/**
 * Fetches addresses into raw/, hosts side by side, addresses of one host one after the other. What came of
 * each is added to the fetch log. An address that cannot be fetched stops no other.
 *
 * @returns What came of each, in the order of the targets.
 * @throws AlmanacError if the raw directory or the log cannot be read or written.
 */
export async function fetchTargets(plan: FetchPlan, effects: FetchEffects): Promise<FetchedAddress[]> {
  const { rawDir, warehouseDir, targets } = plan;
  effects.log.stage("fetch", targets.length);
  const held = await heldCopies(rawDir, warehouseDir, targets);
  const hosts = [...new Set(targets.map(hostOf))];
  const lines = new Map<FetchTarget, FetchLogLine>();
  await Promise.all(
    hosts.map(async (host) => {
      for (const target of targets.filter((one) => hostOf(one) === host)) {
        const line = await fetchTarget(rawDir, target, held.get(target) ?? null, effects);
        lines.set(target, line);
        effects.log.step();
      }
    }),
  );
  const inOrder = targets.flatMap((target) => lines.get(target) ?? []);
  await appendFetches(warehouseDir, inOrder);
  return inOrder.map(({ source_id, url, outcome, reason, path }) => ({
    source_id,
    url,
    outcome,
    reason,
    path,
  }));
}

const hostOf = ({ url }: FetchTarget): string => (URL.canParse(url) ? new URL(url).hostname : url);

/** What raw/ has of an address, with the validators of the answer that it came with or was last found unchanged in. */
interface HeldCopy extends Validators {
  readonly snapshot_id: string;
  readonly path: string;
}

async function heldCopies(
  rawDir: string,
  warehouseDir: string,
  targets: readonly FetchTarget[],
): Promise<Map<FetchTarget, HeldCopy>> {
  const ids = [...new Set(targets.map(({ source_id }) => source_id))];
  // Where it cannot be written to, nothing can be stored either, which is told of each address.
  for (const id of ids) await finishSnapshots(rawDir, id).catch(() => undefined);
  const { folders } = await listSnapshots(rawDir, ids);
  const log = await readFetches(warehouseDir);
  const copies = targets.flatMap((target) => {
    const snapshots = folders.find(({ source_id }) => source_id === target.source_id)?.snapshots ?? [];
    const copy = copyByLog(target, snapshots, log) ?? copyBySidecar(target, snapshots);
    return copy === null ? [] : [[target, copy] as const];
  });
  return new Map(copies);
}

/** What the address gave last, if raw/ still has it: a file that was removed is asked for in full. */
function copyByLog(
  { source_id, url }: FetchTarget,
  snapshots: readonly Snapshot[],
  log: readonly FetchLogLine[],
): HeldCopy | null {
  const last = log.findLast(
    (line) => line.source_id === source_id && line.url === url && line.snapshot_id !== null,
  );
  const snapshot = snapshots.find(({ snapshot_id }) => snapshot_id === last?.snapshot_id);
  if (last === undefined || snapshot === undefined) return null;
  const { etag, last_modified } = last;
  return { snapshot_id: snapshot.snapshot_id, path: snapshot.path, etag, last_modified };
}

/** The newest snapshot that was fetched from the address, where the log is lost. */
function copyBySidecar({ url }: FetchTarget, snapshots: readonly Snapshot[]): HeldCopy | null {
  const snapshot = snapshots.find(({ meta }) => meta.url === url && meta.status === 200);
  if (snapshot === undefined) return null;
  const { snapshot_id, path, meta } = snapshot;
  return { snapshot_id, path, ...validatorsOf(meta.headers) };
}

const validatorsOf = (headers: Readonly<Record<string, string>>): Validators => ({
  etag: headers["etag"] ?? null,
  last_modified: headers["last-modified"] ?? null,
});

async function fetchTarget(
  rawDir: string,
  target: FetchTarget,
  held: HeldCopy | null,
  { client, now }: FetchEffects,
): Promise<FetchLogLine> {
  try {
    const isKnown = held !== null && (held.etag !== null || held.last_modified !== null);
    const answer = await client.get(target.url, isKnown ? held : null);
    const at = now().toISOString();
    if (answer.status === 304 && held !== null) return stillHeld(target, at, held, answer);
    return await store(rawDir, target, held, { ...answer, at });
  } catch (error) {
    if (!(error instanceof FetchError || error instanceof AlmanacError)) throw error;
    return {
      at: now().toISOString(),
      ...target,
      outcome: error instanceof FetchError ? error.outcome : "failed",
      reason: error.message,
      path: null,
      snapshot_id: null,
      etag: null,
      last_modified: null,
    };
  }
}

/** A 304 may renew the validators (RFC 9110, 15.4.5); what it leaves out stays. */
function stillHeld(target: FetchTarget, at: string, held: HeldCopy, { headers }: Answer): FetchLogLine {
  const renewed = validatorsOf(headers);
  return {
    at,
    ...target,
    outcome: "not modified",
    reason: null,
    path: held.path,
    snapshot_id: held.snapshot_id,
    etag: renewed.etag ?? held.etag,
    last_modified: renewed.last_modified ?? held.last_modified,
  };
}

async function store(
  rawDir: string,
  target: FetchTarget,
  held: HeldCopy | null,
  answer: Answer & { readonly at: string },
): Promise<FetchLogLine> {
  const snapshot_id = sha256(answer.body);
  // An address that gives again what it gave before the last time is news: the older file alone would count as outdated.
  const returned = held !== null && held.snapshot_id !== snapshot_id;
  const { path, isNew } = await storeSnapshot(rawDir, target.source_id, answer.body, metaOf(answer), {
    fileName: fileNameOf(answer.url),
    again: returned,
  });
  return {
    at: answer.at,
    ...target,
    outcome: isNew ? "new" : "unchanged",
    reason: null,
    path,
    snapshot_id,
    ...validatorsOf(answer.headers),
  };
}

/** The sidecar of what was fetched. */
export function metaOf({ url, headers, at }: Answer & { readonly at: string }): SnapshotMeta {
  const kept = KEPT_HEADERS.flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    url,
    retrieved_at: at,
    status: 200,
    headers: Object.fromEntries(kept),
    prose: "original",
    note: null,
  };
}

/** What to call the file of an address: the last part of its path, or the host where it has none. */
export function fileNameOf(url: string): string {
  const { pathname, hostname } = new URL(url);
  return pathname.split("/").findLast((part) => part !== "") ?? hostname;
}
