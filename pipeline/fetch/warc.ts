import { STATUS_CODES } from "node:http";
import { WARC_1_1, WARCRecord, WARCSerializer } from "warcio";
import type { Snapshot } from "../contracts/snapshot.ts";
import { sha256 } from "../lib/digest.ts";

/** What a WARC file says of itself. */
export interface WarcInfo {
  /** Name and version of the program that writes it. */
  readonly software: string;
  /** When it is written; also the date of records of which nobody knows when they were fetched. */
  readonly written: Date;
  readonly isCompressed: boolean;
}

/** Headers that tell how bytes travelled. Snapshots are stored as they arrived, unpacked, so readers must not unpack them again. */
const TRAVEL_HEADERS = ["content-encoding", "content-length", "transfer-encoding"];

/**
 * Snapshots as records of a WARC 1.1 file (ISO 28500:2017), piece by piece: a `warcinfo`, then one record for each.
 *
 * What was fetched (address, time and status are known) is a `response` with the headers that its sidecar
 * keeps. Anything else is a `resource`, a file archived now: its date is that of writing and its address a
 * URN of its digest, since nobody saw the address in its sidecar give these bytes at that time; that address
 * is in `Almanac-Stated-URL`. `Almanac-Path` is where raw/ holds it. No `request` is written: none was kept.
 */
export async function* warcPieces(
  snapshots: readonly Snapshot[],
  info: WarcInfo,
): AsyncGenerator<Uint8Array> {
  yield serialized(headRecord(info), info);
  for (const snapshot of snapshots) yield serialized(recordOf(snapshot, info), info);
}

/** Digests are sha256 of block and payload, in hex, as everywhere in the almanac. */
const serialized = (record: WARCRecord, { isCompressed }: WarcInfo): Promise<Uint8Array> =>
  WARCSerializer.serialize(record, { gzip: isCompressed });

function headRecord({ software, written }: WarcInfo): WARCRecord {
  const warcHeaders = { "WARC-Record-ID": recordId(`warcinfo ${written.toISOString()}`) };
  return WARCRecord.createWARCInfo(
    { warcVersion: WARC_1_1, date: warcDate(written), warcHeaders },
    { software, format: "WARC File Format 1.1" },
  );
}

function recordOf(snapshot: Snapshot, { written }: WarcInfo): WARCRecord {
  const { path, bytes, snapshot_id, meta } = snapshot;
  const { url, status, retrieved_at } = meta;
  const warcHeaders = {
    "WARC-Record-ID": recordId(`${path} ${snapshot_id}`),
    "Almanac-Path": encodeURI(path),
  };
  const content = [bytes];
  if (url === null || status === null || retrieved_at === null) {
    const stated = url === null ? {} : { "Almanac-Stated-URL": url };
    const type = { "Content-Type": "application/octet-stream" };
    return WARCRecord.create(
      {
        type: "resource",
        warcVersion: WARC_1_1,
        url: `urn:sha256:${snapshot_id}`,
        date: warcDate(written),
        warcHeaders: { ...warcHeaders, ...stated, ...type },
      },
      content,
    );
  }
  return WARCRecord.create(
    {
      type: "response",
      warcVersion: WARC_1_1,
      url,
      date: warcDate(new Date(retrieved_at)),
      warcHeaders,
      statusline: `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`.trimEnd(),
      httpHeaders: archivedHeaders(meta.headers),
      keepHeadersCase: true,
    },
    content,
  );
}

function archivedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const safe = Object.entries(headers).filter(
    ([name, value]) => /^[!#$%&'*+.^_`|~\w-]+$/u.test(name) && !/[\0\r\n]/u.test(value),
  );
  return Object.fromEntries(
    safe.map(([name, value]) => [
      TRAVEL_HEADERS.includes(name.toLowerCase()) ? `x-archive-orig-${name}` : name,
      value,
    ]),
  );
}

/** Whole seconds, which every reader of the format takes. */
const warcDate = (time: Date): string => time.toISOString().replace(/\.\d+Z$/u, "Z");

/** A name that the same snapshot always gets: the digest of a text in the form of a UUID of version 8 (RFC 9562). */
function recordId(text: string): string {
  const hex = sha256(text);
  const variant = (8 + (Number.parseInt(hex.slice(16, 17), 16) % 4)).toString(16);
  return `<urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}>`;
}
