import type { Evidence, EvidenceRecord, EvidenceSnapshot } from "../contracts/evidence.ts";
import type { Figure } from "../contracts/figure.ts";
import type { Repair } from "../contracts/record.ts";
import type { Warehouse } from "./views.ts";

/** Every record and snapshot of a warehouse, from which the evidence of any page is taken. */
export interface EvidenceShelf {
  /** Records under figures and the snapshots of these records, by id, in the order of their ids. */
  under(figures: readonly Figure[]): Pick<Evidence, "records" | "snapshots">;
}

/** Reads records, repairs and snapshots once for all pages. */
export async function evidenceShelf(db: Warehouse): Promise<EvidenceShelf> {
  const [records, snapshots] = [await readRecords(db), await readSnapshots(db)];
  return {
    under(figures) {
      const ids = [...new Set(figures.flatMap(({ record_ids }) => record_ids))].sort();
      const found = chosen(records, ids);
      const used = [...new Set(Object.values(found).map(({ snapshot_id }) => snapshot_id))].sort();
      return { records: found, snapshots: chosen(snapshots, used) };
    },
  };
}

function chosen<Value>(
  all: ReadonlyMap<string, Value>,
  ids: readonly string[],
): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    ids.flatMap((id) => {
      const value = all.get(id);
      return value === undefined ? [] : [[id, value]];
    }),
  );
}

async function readRecords(db: Warehouse): Promise<Map<string, EvidenceRecord>> {
  type Row = Omit<EvidenceRecord, "repairs"> & { readonly record_id: string };
  const rows = await db.query<Row>(
    "select record_id, source_id, snapshot_id, kind, locator, raw_text, disposition from records",
  );
  const repairs = await db.query<Repair & { readonly record_id: string }>(
    "select record_id, column_name, rule, before, after from repairs order by all",
  );
  const mended = new Map<string, Repair[]>();
  for (const { record_id, ...repair } of repairs)
    mended.set(record_id, [...(mended.get(record_id) ?? []), repair]);
  return new Map(
    rows.map(({ record_id, ...record }) => [record_id, { ...record, repairs: mended.get(record_id) ?? [] }]),
  );
}

async function readSnapshots(db: Warehouse): Promise<Map<string, EvidenceSnapshot>> {
  type Row = Omit<EvidenceSnapshot, "bytes"> & {
    readonly snapshot_id: string;
    readonly bytes: number | bigint;
  };
  const rows = await db.query<Row>(
    `select
       snapshots.snapshot_id, snapshots.source_id, sources.publisher, snapshots.path, snapshots.bytes,
       coalesce(snapshots.encoding, 'unknown') as encoding,
       strftime(snapshots.retrieved_at at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ') as retrieved_at,
       snapshots.prose, snapshots.note
     from snapshots join sources using (source_id)
     where snapshots.state = 'current'`,
  );
  return new Map(
    rows.map(({ snapshot_id, ...snapshot }) => [snapshot_id, { ...snapshot, bytes: Number(snapshot.bytes) }]),
  );
}
