import type { OccupationProfile } from "../contracts/occupation.ts";
import type { BlockUse, RawRecord } from "../contracts/record.ts";
import type { Snapshot } from "../contracts/snapshot.ts";
import type { IgnoredRows, RowFind, TableSource, UnreadColumn } from "../contracts/source.ts";
import type { TableFile, TableRow } from "../contracts/table.ts";
import { columnName } from "../documents/tables/cell-name.ts";
import { identifierOf } from "../lib/record-id.ts";

/** All that the extraction of a file of tables leaves. */
export interface ExtractedTables {
  readonly records: readonly RawRecord[];
  /** One for each stretch of rows that are no records, then one for each column that nobody reads. */
  readonly blocks: readonly BlockUse[];
  readonly part: string;
  /** Why a row could not be parted into its fields, by record. */
  readonly faults: ReadonlyMap<string, string>;
}

/**
 * Reads a file of tables and gives every row that is a record its identity, and every stretch of other
 * rows the rule that passes over it. Pure and synchronous.
 *
 * @throws AlmanacError where the tables are not those of the source.
 */
export function extractTables(
  source: TableSource,
  snapshot: Snapshot,
  file: TableFile,
  occupation: OccupationProfile,
): ExtractedTables {
  const { part, finds, ignored, unread = [] } = source.extract(file, occupation);
  refuseLostRows(source, file, finds, ignored);
  const identify = identifierOf(source.id, part);
  const faults = new Map<string, string>();
  const records = finds.map(({ kind, row, reading }): RawRecord => {
    const record_id = identify(kind, row.raw_text);
    if (typeof reading === "string") faults.set(record_id, reading);
    return {
      kind,
      readings: typeof reading === "string" ? [] : [reading],
      record_id,
      source_id: source.id,
      snapshot_id: snapshot.snapshot_id,
      locator: row.locator,
      raw_text: row.raw_text,
    };
  });
  const blocks = [...passedOver(snapshot, ignored), ...unclaimed(snapshot, unread, ignored.length)];
  return { records, blocks, part, faults };
}

function passedOver({ snapshot_id }: Snapshot, ignored: readonly IgnoredRows[]): BlockUse[] {
  return ignored.map(({ rule, sheet, from, to }, position) => {
    const first = sheet.rows.find(({ number }) => number === from);
    return {
      snapshot_id,
      position,
      kind: "rows",
      locator: `${first?.locator ?? sheet.name}:${to}`,
      state: "ignored",
      rule,
    };
  });
}

function unclaimed({ snapshot_id }: Snapshot, columns: readonly UnreadColumn[], from: number): BlockUse[] {
  return columns.map(({ header, position }, at) => ({
    snapshot_id,
    position: from + at,
    kind: "column",
    locator: `${header.locator}, ${columnName(header, position)}, “${header.cells[position]?.trim() ?? ""}”`,
    state: "unclaimed",
    rule: null,
  }));
}

/** Every row is a record or passed over by a rule, and not both; an extractor that forgets or doubles one is wrong. */
function refuseLostRows(
  source: TableSource,
  file: TableFile,
  finds: readonly RowFind[],
  ignored: readonly IgnoredRows[],
): void {
  const found = new Set<TableRow>(finds.map(({ row }) => row));
  for (const sheet of file.sheets) {
    const stretches = ignored.filter((stretch) => stretch.sheet === sheet);
    const isPassedOver = (row: TableRow): boolean =>
      stretches.some(({ from, to }) => from <= row.number && row.number <= to);
    const wrong = sheet.rows.find((row) => found.has(row) === isPassedOver(row));
    if (wrong !== undefined) {
      const fault = found.has(wrong) ? "reads and passes over" : "loses";
      throw new Error(`the extractor of ${source.id} ${fault} ${wrong.locator} of ${file.name}`);
    }
  }
  if (found.size < finds.length)
    throw new Error(`the extractor of ${source.id} reads a row of ${file.name} twice`);
}
