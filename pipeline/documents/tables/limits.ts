import { AlmanacError } from "../../contracts/errors.ts";
import type { Snapshot } from "../../contracts/snapshot.ts";

/** What a file of tables may hold at most. The largest release known (OEWS by sector, 2024) has 20 MB and half a million cells. */
export interface Limits {
  /** Bytes of a file, and of everything that is inflated out of it. */
  readonly bytes: number;
  /** Inflated bytes for each stored byte of an archive's entry, above the first megabyte. */
  readonly inflation: number;
  /** Entries of an archive. */
  readonly entries: number;
  /** Tags in the XML of a workbook; a cell takes up to four. */
  readonly tags: number;
  readonly columns: number;
  /** Cells of all rows, empty ones among them. */
  readonly cells: number;
  /** Characters of all rows; a workbook keeps a text once that thousands of cells repeat. */
  readonly characters: number;
}

/** The limits of every file. */
export const LIMITS: Limits = {
  bytes: 256 * 1024 * 1024,
  inflation: 250,
  entries: 10_000,
  tags: 32_000_000,
  columns: 4096,
  cells: 24_000_000,
  characters: 512 * 1024 * 1024,
};

/** What is left of the limits while one file is read, its archive members included. */
export interface Budget {
  readonly limits: Limits;
  bytes: number;
  cells: number;
  characters: number;
}

/** Nothing used yet. */
export function budgetOf(limits: Limits): Budget {
  return { limits, bytes: limits.bytes, cells: limits.cells, characters: limits.characters };
}

const CHECK_FILE =
  "Check that this is the publisher's file; take it out of the folder where it is not, or split it.";

/**
 * Refuses a file that is too large for a file of tables.
 *
 * @throws AlmanacError naming both sizes.
 */
export function refuseTableSize({ bytes, path }: Snapshot, limits: Limits): void {
  if (bytes.length <= limits.bytes) return;
  throw new AlmanacError(`The file has ${bytes.length} bytes; ${limits.bytes} at most are read.`, {
    where: path,
    next: CHECK_FILE,
  });
}

/**
 * Counts a row against the budget.
 *
 * @param width its cells
 * @param place of the row, for the error
 * @throws AlmanacError where the row or all rows together are too large
 */
export function chargeRow(budget: Budget, width: number, characters: number, place: string): void {
  const { limits } = budget;
  const refuse = (what: string): never => {
    throw new AlmanacError(what, { where: place, next: CHECK_FILE });
  };
  if (width > limits.columns) {
    refuse(`The row has ${width} columns; a table may have ${limits.columns} at most.`);
  }
  budget.cells -= width;
  budget.characters -= characters;
  if (budget.cells < 0) refuse(`The file has more than ${limits.cells} cells.`);
  if (budget.characters < 0) refuse(`The tables of the file have more than ${limits.characters} characters.`);
}
