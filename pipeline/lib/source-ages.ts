import type { FetchLogLine } from "../contracts/fetch.ts";
import type { Publication } from "../contracts/source.ts";
import { Database } from "./duckdb.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

type Cadence = Publication["cadence"];

/** Days for which what was fetched of a source counts as fresh, by how often it changes; null for ever. */
const ALLOWED_AGE_DAYS: Readonly<Record<Cadence, number | null>> = {
  daily: 3,
  weekly: 14,
  monthly: 62,
  yearly: 550,
  "never again": null,
};

/** A snapshot that an edition was made from. */
export interface UsedSnapshot {
  readonly source_id: string;
  readonly cadence: Cadence;
  readonly snapshot_id: string;
  /** ISO 8601; null where unknown. */
  readonly retrieved_at: string | null;
}

/** How old what an edition knows of a source is. */
export interface SourceAge {
  readonly source_id: string;
  /** When one of its snapshots was last fetched, or last found unchanged, ISO 8601; null where unknown. */
  readonly seen_at: string | null;
  /** Days from then to now, whole; null with it. */
  readonly age_days: number | null;
  /** Days that its cadence allows; null where any age will do. */
  readonly allowed_days: number | null;
  /** Whether it is older than that; what is undated cannot be said to be. */
  readonly is_stale: boolean;
}

/**
 * The ages of sources, each that of its newest snapshot in use: a new release makes the older ones no staler.
 *
 * @param fetches The fetch log: a snapshot is as fresh as when its bytes were last found unchanged.
 */
export function sourceAges(
  used: readonly UsedSnapshot[],
  fetches: readonly FetchLogLine[],
  now: Date,
): SourceAge[] {
  const lastSeen = new Map(fetches.map(({ snapshot_id, at }) => [snapshot_id, at]));
  const ids = [...new Set(used.map(({ source_id }) => source_id))];
  return ids.map((source_id) => {
    const own = used.filter((snapshot) => snapshot.source_id === source_id);
    const times = own
      .flatMap(({ retrieved_at, snapshot_id }) => [retrieved_at, lastSeen.get(snapshot_id) ?? null])
      .filter((time) => time !== null)
      .map((time) => Date.parse(time));
    const seen = times.length === 0 ? null : Math.max(...times);
    const age_days = seen === null ? null : Math.floor((now.getTime() - seen) / DAY_MS);
    const allowed_days = own[0] === undefined ? null : ALLOWED_AGE_DAYS[own[0].cadence];
    return {
      source_id,
      seen_at: seen === null ? null : new Date(seen).toISOString(),
      age_days,
      allowed_days,
      is_stale: age_days !== null && allowed_days !== null && age_days > allowed_days,
    };
  });
}

/** Says of each stale source how old it is, one sentence each; of one whose age is not known there is nothing to say. */
export function staleWarnings(ages: readonly SourceAge[]): string[] {
  return ages.flatMap(({ source_id, is_stale, age_days, allowed_days }) => {
    if (!is_stale || age_days === null || allowed_days === null) return [];
    return [
      `${source_id}: what is known of it is ${age_days} days old, more than the ${allowed_days} that its cadence allows`,
    ];
  });
}

const USED_SQL = `
select source_id, cadence, snapshot_id, retrieved_at
from snapshots
inner join sources using (source_id)
where state = 'current' and not is_reference
order by source_id, path
`;

/**
 * The snapshots that a published warehouse was made from.
 *
 * @throws AlmanacError if the file is no warehouse that can be read.
 */
export async function usedSnapshots(warehouse: string): Promise<UsedSnapshot[]> {
  const database = await Database.openReadOnly(warehouse);
  try {
    return await database.query<UsedSnapshot>(USED_SQL);
  } finally {
    database.close();
  }
}
