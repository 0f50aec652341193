import type { Reference } from "./cleaning/reference.ts";
import type { Document } from "./contracts/document.ts";
import type { OccupationProfile } from "./contracts/occupation.ts";
import type { BlockUse, CleanedRecord } from "./contracts/record.ts";
import type { OfOccupation } from "./contracts/rows.ts";
import type { Snapshot } from "./contracts/snapshot.ts";
import type { PageSource, Source, TableSource } from "./contracts/source.ts";
import { readDocument } from "./documents/read.ts";
import { readTableFile } from "./documents/tables/read.ts";
import { clean, cleanTables } from "./stages/clean.ts";
import { extractTables } from "./stages/extract-tables.ts";
import { extract } from "./stages/extract.ts";
import { screen } from "./stages/screen.ts";

/** What reading a snapshot needs to know besides the snapshot. */
export interface ReadingContext {
  /** Public facts that pages are dated by. */
  readonly reference: Reference;
  /** Occupation of the reports, for tables of which only its rows are wanted. */
  readonly occupation: OccupationProfile;
}

/** Everything that a snapshot gives, from its bytes to its cleaned records. */
export interface ReadSnapshot {
  readonly part: string;
  /** Null for a workbook. */
  readonly encoding: string | null;
  /** Null for tables. */
  readonly occupation: OfOccupation | null;
  readonly modified_on: string | null;
  readonly cleaned: readonly CleanedRecord[];
  readonly blocks: readonly BlockUse[];
}

/**
 * The first half of the pipeline for one snapshot: read, screen, extract, clean. Bounds are not held
 * here: `almanac extract` shows what a page gives, however little.
 *
 * It is the only work that is done on bytes from anywhere, and its time and memory are theirs to choose:
 * outside of tests it runs in the process that `openReader` confines.
 *
 * @throws AlmanacError where the bytes cannot be read or are not of the source.
 */
export function readSnapshot(source: Source, snapshot: Snapshot, context: ReadingContext): ReadSnapshot {
  if (source.form === "table") return readTables(source, snapshot, context.occupation);
  const { part, encoding, occupation, modified_on, cleaned, blocks } = readPage(source, snapshot, context);
  return { part, encoding, occupation, modified_on, cleaned, blocks };
}

/**
 * {@link readSnapshot} for a page, with the page.
 *
 * @throws AlmanacError as {@link readSnapshot}.
 */
export function readPage(
  source: PageSource,
  snapshot: Snapshot,
  { reference }: ReadingContext,
): ReadSnapshot & { readonly document: Document } {
  const document = readDocument(snapshot);
  screen(source, snapshot, document);
  const { records, ...page } = extract(source, snapshot, document);
  return { document, encoding: document.decoded.encoding, ...page, ...clean(source, records, reference) };
}

function readTables(source: TableSource, snapshot: Snapshot, occupation: OccupationProfile): ReadSnapshot {
  const file = readTableFile(snapshot);
  const { records, faults, ...tables } = extractTables(source, snapshot, file, occupation);
  const cleaned = cleanTables(source, records, faults);
  return { encoding: file.encoding, occupation: null, modified_on: null, ...tables, cleaned };
}
