import path from "node:path";
import { withOwnTitles } from "../cleaning/occupation-titles.ts";
import type { SourceReading } from "../contracts/reading.ts";
import type { CleanedRecord } from "../contracts/record.ts";
import type { OccupationAtHand } from "../contracts/occupation.ts";
import type { FactRow } from "../contracts/rows.ts";
import type { Run } from "../contracts/run.ts";
import type { Database, InsertRow } from "../lib/duckdb.ts";
import { sqlFiles, WAREHOUSE_SQL } from "../lib/sql-files.ts";

/** What a warehouse is filled with. */
export interface LoadInput {
  readonly readings: readonly SourceReading[];
  readonly occupation: OccupationAtHand;
  readonly run: Run;
}

/**
 * Creates the tables of warehouse/schema/ in a new file and fills them, all or nothing. Every record
 * becomes a row of `records`, whatever its disposition; its facts, repairs and blocks follow. What a source names by
 * code alone gets the title that the source has for the code elsewhere.
 *
 * @throws AlmanacError where a row does not fit its table, or breaks one of its constraints.
 */
export async function load(db: Database, input: LoadInput): Promise<void> {
  await db.transaction(async () => {
    for (const file of await sqlFiles(path.join(WAREHOUSE_SQL, "schema"))) await db.run(file.text);
    await fill(db, input);
  });
}

/** Fills the tables of a warehouse that has no rows yet. Exported for tests, which keep one without rows. */
export async function fill(db: Database, { readings, occupation, run }: LoadInput): Promise<void> {
  for (const [table, rows] of tables(readings)) await db.insert(table, rows);
  const { name, codes, search_words } = occupation;
  await db.insert("report_subject", [{ name }]);
  await db.insert(
    "report_occupation",
    codes.map((code, at) => ({ ...code, position: at + 1 })),
  );
  await db.insert(
    "report_search_words",
    search_words.map((word) => ({ word })),
  );
  await db.insert("runs", [{ ...run }]);
}

/** Rows by table; a table comes after those that its foreign keys point to. */
function tables(readings: readonly SourceReading[]): Map<string, Iterable<InsertRow>> {
  const cleaned = readings.flatMap((reading) => withOwnTitles(reading.cleaned));
  return new Map<string, Iterable<InsertRow>>([
    ["sources", readings.map(sourceRow)],
    ["snapshots", readings.flatMap(snapshotRows)],
    ["blocks", readings.flatMap(blockRows)],
    ["records", cleaned.map(recordRow)],
    ["repairs", cleaned.flatMap(repairRows)],
    ...factRows(cleaned),
  ]);
}

function sourceRow({ source, is_reference, snapshots }: SourceReading): InsertRow {
  const current = snapshots.filter(({ state }) => state === "current");
  const occupation = current.length === 1 ? current[0]?.occupation : null;
  return {
    source_id: source.id,
    publisher: source.publisher,
    short_name: source.short_name,
    title: source.title,
    url: source.url,
    media_type: source.media_type,
    terms: source.terms,
    cadence: source.cadence,
    interest: source.interest,
    is_reference,
    occupation_title: occupation?.occupation_title ?? null,
    occupation_code: occupation?.occupation_code ?? null,
  };
}

function snapshotRows({ snapshots }: SourceReading): InsertRow[] {
  return snapshots.map(({ snapshot, state, reason, encoding, part, occupation, modified_on }) => ({
    snapshot_id: snapshot.snapshot_id,
    source_id: snapshot.source_id,
    path: snapshot.path,
    bytes: snapshot.bytes.length,
    retrieved_at: snapshot.meta.retrieved_at,
    url: snapshot.meta.url,
    encoding,
    prose: snapshot.meta.prose,
    note: snapshot.meta.note,
    part,
    occupation_title: occupation?.occupation_title ?? null,
    occupation_code: occupation?.occupation_code ?? null,
    modified_on,
    state,
    state_reason: reason,
  }));
}

function blockRows({ source, blocks }: SourceReading): InsertRow[] {
  return blocks.map((block) => ({ source_id: source.id, ...block }));
}

function recordRow({ record, outcome }: CleanedRecord): InsertRow {
  return {
    record_id: record.record_id,
    source_id: record.source_id,
    snapshot_id: record.snapshot_id,
    kind: record.kind,
    locator: record.locator,
    raw_text: record.raw_text,
    disposition: outcome.disposition,
    reason: reasonOf(outcome),
  };
}

function reasonOf(outcome: CleanedRecord["outcome"]): string | null {
  switch (outcome.disposition) {
    case "quarantined":
      return outcome.reason;
    case "ignored":
      return outcome.rule;
    case "loaded":
    case "repaired":
      return null;
  }
}

function repairRows({ record, outcome }: CleanedRecord): InsertRow[] {
  if (outcome.disposition !== "repaired") return [];
  const of = { record_id: record.record_id, source_id: record.source_id };
  return outcome.repairs.map((repair) => ({ ...of, ...repair }));
}

/** A fact and the record that it was read from. */
interface RecordedFact {
  readonly record: CleanedRecord["record"];
  readonly row: FactRow["row"];
}

/** Facts by table. Releases have hundreds of thousands: their rows are put together while they are inserted. */
function factRows(cleaned: readonly CleanedRecord[]): [string, Iterable<InsertRow>][] {
  const byTable = new Map<string, RecordedFact[]>();
  for (const { record, outcome } of cleaned) {
    if (!("rows" in outcome)) continue;
    for (const { table, row } of outcome.rows) {
      const facts = byTable.get(table);
      if (facts === undefined) byTable.set(table, [{ record, row }]);
      else facts.push({ record, row });
    }
  }
  return [...byTable].map(([table, facts]) => [table, rowsOf(facts)]);
}

function* rowsOf(facts: readonly RecordedFact[]): Generator<InsertRow> {
  for (const { record, row } of facts) {
    yield { record_id: record.record_id, source_id: record.source_id, ...row };
  }
}
