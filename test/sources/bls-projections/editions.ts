import { readFileSync } from "node:fs";
import { join } from "node:path";
import { HEALTH_INFORMATION } from "../../../pipeline/contracts/occupation.ts";
import type { CleanedRecord, Repair } from "../../../pipeline/contracts/record.ts";
import type { FactTables, TableName } from "../../../pipeline/contracts/rows.ts";
import { readTableFile } from "../../../pipeline/documents/tables/read.ts";
import { PROJECT_DIR } from "../../../pipeline/lib/paths.ts";
import { blsProjections } from "../../../pipeline/sources/bls-projections/source.ts";
import { cleanTables } from "../../../pipeline/stages/clean.ts";
import { extractTables } from "../../../pipeline/stages/extract-tables.ts";
import { tableSnapshot } from "../../support/tables.ts";

/** A file of the source, read and cleaned. */
export interface ReadEdition {
  readonly part: string;
  readonly cleaned: readonly CleanedRecord[];
  /** Locator and rule of each stretch that is no record. */
  readonly ignored: readonly string[];
}

/** Reads bytes as a file of the source. */
export function readEdition(file: string, bytes: Uint8Array | string): ReadEdition {
  const snapshot = tableSnapshot(`bls-projections/${file}`, bytes);
  const tables = readTableFile(snapshot);
  const { records, faults, blocks, part } = extractTables(
    blsProjections,
    snapshot,
    tables,
    HEALTH_INFORMATION,
  );
  const ignored = blocks.map(({ locator, rule }) => `${locator} ${rule ?? ""}`);
  return { part, cleaned: cleanTables(blsProjections, records, faults), ignored };
}

/** A file of the project's own raw/. */
export function ownFile(file: string): string {
  return readFileSync(join(PROJECT_DIR, "raw", "bls-projections", file), "utf8");
}

/** Rows of a table of the warehouse, of one occupation or of all. */
export function rowsOf<T extends TableName>(
  { cleaned }: ReadEdition,
  table: T,
  code?: string,
): FactTables[T][] {
  const rows = cleaned.flatMap(({ outcome }) => ("rows" in outcome ? outcome.rows : []));
  const ofTable = rows.filter((row) => row.table === table).map(({ row }) => row as FactTables[T]);
  return ofTable.filter(
    (row) => code === undefined || (row as { occupation_code?: string }).occupation_code === code,
  );
}

/** The repairs of all records. */
export function repairsOf({ cleaned }: ReadEdition): Repair[] {
  return cleaned.flatMap(({ outcome }) => (outcome.disposition === "repaired" ? outcome.repairs : []));
}

/** Locator and reason of the records that were set aside. */
export function quarantineOf({ cleaned }: ReadEdition): string[] {
  return cleaned.flatMap(({ record, outcome }) =>
    outcome.disposition === "quarantined" ? [`${record.locator} ${outcome.reason}`] : [],
  );
}
