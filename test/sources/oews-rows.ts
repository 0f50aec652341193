import { readFileSync } from "node:fs";
import { join } from "node:path";
import { HEALTH_INFORMATION } from "../../pipeline/contracts/occupation.ts";
import type { BlockUse, CleanedRecord } from "../../pipeline/contracts/record.ts";
import type { FactTables } from "../../pipeline/contracts/rows.ts";
import type { TableSource } from "../../pipeline/contracts/source.ts";
import { readTableFile } from "../../pipeline/documents/tables/read.ts";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";
import { cleanTables } from "../../pipeline/stages/clean.ts";
import { extractTables } from "../../pipeline/stages/extract-tables.ts";
import { tableSnapshot } from "../support/tables.ts";

/** What a file of a release gives. */
export interface OewsRows {
  readonly part: string;
  readonly cleaned: readonly CleanedRecord[];
  readonly blocks: readonly BlockUse[];
  readonly wages: readonly FactTables["wages"][];
  readonly employment: readonly FactTables["employment"][];
}

/** Reads and cleans a file as the night does. */
export function oewsRows(source: TableSource, name: string, bytes: Uint8Array | string): OewsRows {
  const snapshot = tableSnapshot(`${source.id}/${name}`, bytes);
  const { records, faults, blocks, part } = extractTables(
    source,
    snapshot,
    readTableFile(snapshot),
    HEALTH_INFORMATION,
  );
  const cleaned = cleanTables(source, records, faults);
  const facts = cleaned.flatMap(({ outcome }) => ("rows" in outcome ? outcome.rows : []));
  return {
    part,
    cleaned,
    blocks,
    wages: facts.flatMap((fact) => (fact.table === "wages" ? [fact.row] : [])),
    employment: facts.flatMap((fact) => (fact.table === "employment" ? [fact.row] : [])),
  };
}

/** The same of a file of raw/. */
export function keptRows(source: TableSource, name: string): OewsRows {
  return oewsRows(source, name, readFileSync(join(PROJECT_DIR, "raw", source.id, name)));
}

/** How many of each mark there are. */
export function marksOf(rows: readonly { readonly mark: string | null }[]): Record<string, number> {
  const marks = rows.flatMap(({ mark }) => (mark === null ? [] : [mark])).sort();
  return Object.fromEntries(
    [...new Set(marks)].map((one) => [one, marks.filter((mark) => mark === one).length]),
  );
}

/** Sum of what is there; null where nothing is. */
export function sumOf(values: readonly (number | null)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

/** Jobs and median annual wage of an occupation, by level. */
export function jobsAndMedian({ wages, employment }: OewsRows, code: string, group = "detailed") {
  const isWanted = (row: FactTables["wages"] | FactTables["employment"]): boolean =>
    row.occupation_code === code && row.occupation_group === group && row.industry === null;
  return {
    jobs: employment.filter(isWanted).find(({ measure }) => measure === "jobs")?.value,
    median: wages.filter(isWanted).find(({ statistic }) => statistic === "median")?.annual_usd,
  };
}
