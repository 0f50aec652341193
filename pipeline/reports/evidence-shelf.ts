import type { Evidence, EvidenceRecord, EvidenceSnapshot, RecordPeriod } from "../contracts/evidence.ts";
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
  type Row = Omit<EvidenceRecord, "repairs" | "periods"> & Of;
  const rows = await db.query<Row>(
    "select record_id, source_id, snapshot_id, kind, locator, raw_text, disposition from records",
  );
  const repairs = byRecord(
    await db.query<Repair & Of>(
      "select record_id, column_name, rule, before, after from repairs order by all",
    ),
  );
  const periods = byRecord(
    await db.query<RecordPeriod & Of>(
      `select distinct
         record_id, reference_period as period, reference_period_basis as basis,
         reference_period_evidence as evidence
       from facts
       order by record_id, period nulls last, basis, evidence`,
    ),
  );
  return new Map(
    rows.map(({ record_id, ...record }) => [
      record_id,
      { ...record, repairs: repairs.get(record_id) ?? [], periods: periods.get(record_id) ?? null },
    ]),
  );
}

/** A row that belongs to a record. */
interface Of {
  readonly record_id: string;
}

function byRecord<Row extends Of>(rows: readonly Row[]): Map<string, Omit<Row, "record_id">[]> {
  const found = new Map<string, Omit<Row, "record_id">[]>();
  for (const { record_id, ...row } of rows) {
    const known = found.get(record_id);
    if (known === undefined) found.set(record_id, [row]);
    else known.push(row);
  }
  return found;
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
