import type { Evidence, EvidenceRecord, EvidenceSnapshot, RecordPeriod } from "../contracts/evidence.ts";
import type { Figure } from "../contracts/figure.ts";
import type { Repair } from "../contracts/record.ts";
import { readViews, type Warehouse } from "./views.ts";

/** Records and snapshots of a warehouse, from which the evidence of any page is taken. */
export interface EvidenceShelf {
  /** Records under figures and the snapshots of these records, by id, in the order of their ids. */
  under(figures: readonly Figure[]): Promise<Pick<Evidence, "records" | "snapshots">>;
}

/**
 * Reads the records that report views rest on, with their repairs, and the snapshots, once for all pages.
 * A warehouse holds many times as many, from releases of every occupation; a record that no view names is
 * read when a figure rests on it.
 */
export async function evidenceShelf(db: Warehouse): Promise<EvidenceShelf> {
  const records = await readRecords(db, (await readViews(db)).record_ids);
  const snapshots = await readSnapshots(db);
  return {
    async under(figures) {
      const ids = [...new Set(figures.flatMap(({ record_ids }) => record_ids))].sort();
      const others = ids.filter((id) => !records.has(id));
      if (others.length > 0)
        for (const [id, record] of await readRecords(db, others)) records.set(id, record);
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

/** Record ids hold no line break. */
const OF_IDS = "record_id in (select unnest(string_split($1, chr(10))))";

async function readRecords(db: Warehouse, ids: readonly string[]): Promise<Map<string, EvidenceRecord>> {
  const wanted = [ids.join("\n")];
  type Row = Omit<EvidenceRecord, "repairs" | "periods"> & Of;
  const rows = await db.query<Row>(
    `select record_id, source_id, snapshot_id, kind, locator, raw_text, disposition
     from records where ${OF_IDS}`,
    wanted,
  );
  const repairs = byRecord(
    await db.query<Repair & Of>(
      `select record_id, column_name, rule, before, after from repairs where ${OF_IDS} order by all`,
      wanted,
    ),
  );
  const periods = byRecord(
    await db.query<RecordPeriod & Of>(
      `select distinct
         record_id, reference_period as period, reference_period_basis as basis,
         reference_period_evidence as evidence
       from facts
       where ${OF_IDS}
       order by record_id, period nulls last, basis, evidence`,
      wanted,
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
