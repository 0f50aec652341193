/**
 * What came of fetching an address: its bytes are `new` and stored, they are `unchanged` (the same sha256
 * as a stored snapshot), the server says `not modified` (304), it `failed`, or its robots.txt `disallowed` it.
 */
export type FetchOutcome = "new" | "unchanged" | "not modified" | "failed" | "disallowed";

/** One address that a night fetched, or tried to. */
export interface FetchedAddress {
  readonly source_id: string;
  /** As the source names it; where it redirects to is in the sidecar of the snapshot. */
  readonly url: string;
  readonly outcome: FetchOutcome;
  /** Why nothing was fetched, in words; null where something was. */
  readonly reason: string | null;
  /** The snapshot that holds what the address gives now, below the raw directory; null where nothing was fetched. */
  readonly path: string | null;
}

/** A {@link FetchedAddress} as the fetch log keeps it. */
export interface FetchLogLine extends FetchedAddress {
  /** When it was fetched, ISO 8601, UTC. */
  readonly at: string;
  /** sha256 of what the address gave, hex; null where nothing was fetched. */
  readonly snapshot_id: string | null;
  /** Validators of the answer, as the next request repeats them; null where the server gave none. */
  readonly etag: string | null;
  readonly last_modified: string | null;
}

/** What a fetch starts from. */
export interface FetchRequest {
  readonly rawDir: string;
  /** Folder of the fetch log. */
  readonly warehouseDir: string;
  /** Ids of the sources to fetch; null for all. */
  readonly only: readonly string[] | null;
  /** How to reach who runs the almanac: a mailto: or https: address. */
  readonly contact: string;
}
