import type { Block, Document, MappedText } from "../contracts/document.ts";
import type { Fields, Find } from "../contracts/record.ts";
import { mainBlocks } from "./find-blocks.ts";
import { spanOf } from "./mapped-text.ts";

/** A column of a table whose cells may have run together. */
export interface RunTogetherColumn {
  readonly name: string;
  /** Matches the column's heading, whole. */
  readonly heading: RegExp;
  /**
   * Matches a cell, whole. It says what a cell of the column can look like at all, not which values
   * are plausible: that is cleaning's. White space that may stand around a cell is part of it.
   */
  readonly cell: RegExp;
}

/** The table as found: its heading block, the columns in the page's order, and what the heading lacks. */
export interface RunTogetherTable {
  readonly heading: Block;
  readonly columns: readonly RunTogetherColumn[];
  readonly missing: readonly string[];
  readonly rows: readonly Find[];
}

interface Compiled {
  readonly name: string;
  readonly cell: RegExp;
}

/** A longer line is no row of a table; cutting it up in every way would take for ever. */
const LONGEST_ROW = 1200;

/** More readings than this are not told apart by anybody; the row counts as unreadable. */
const MOST_READINGS = 64;

/**
 * Finds a table by its heading row, whether its cells stand apart (HTML, tab-separated) or have run
 * together in a dump, and gives every row with all the ways it can be read. A heading is recognized
 * when at least `least` of the columns are named in it and nothing else is.
 *
 * @returns null where the page has no such heading.
 */
export function findRunTogetherTable(
  document: Document,
  kind: string,
  columns: readonly RunTogetherColumn[],
  least: number,
): RunTogetherTable | null {
  for (const block of mainBlocks(document)) {
    const found = headingColumns(block, columns);
    if (found === null || found.length < least) continue;
    const missing = columns.filter((column) => !found.includes(column)).map((column) => column.name);
    const patterns = found.map(compile);
    const rows = bodyRows(document, block, patterns).map((row) => rowFind(kind, row, patterns));
    return { heading: block, columns: found, missing, rows };
  }
  return null;
}

/** Columns named in a heading, in its order; null where it holds anything else. */
function headingColumns(block: Block, columns: readonly RunTogetherColumn[]): RunTogetherColumn[] | null {
  if (block.cells.length > 1) {
    const named = block.cells.map((cell) =>
      columns.find((column) => matchesWhole(column.heading, cell.text)),
    );
    return named.every((column) => column !== undefined) ? named : null;
  }
  const found: RunTogetherColumn[] = [];
  let rest = block.content.text;
  while (rest.length > 0) {
    const next = columns
      .map((column) => ({ column, length: prefixLength(column.heading, rest) }))
      .find(({ column, length }) => length > 0 && !found.includes(column));
    if (next === undefined) return null;
    found.push(next.column);
    rest = rest.slice(next.length).trimStart();
  }
  return found;
}

/** So many blocks that do not read as rows end a table; fewer between rows are rows that cannot be read. */
const MOST_BETWEEN = 3;

/** Rows below a heading. A heading that is repeated among them is none. */
function bodyRows(document: Document, heading: Block, columns: readonly Compiled[]): Block[] {
  const rows: Block[] = [];
  let between: Block[] = [];
  for (const block of document.blocks.slice(heading.index + 1)) {
    if (block.content.text === heading.content.text) continue;
    if (belongs(block, heading, columns)) {
      rows.push(...between, block);
      between = [];
    } else if (between.push(block) > MOST_BETWEEN) break;
  }
  return rows;
}

function belongs(block: Block, heading: Block, columns: readonly Compiled[]): boolean {
  if (heading.cells.length > 1) return block.kind === "table_row";
  return block.joined || cuts(block.content.text, columns).length > 0;
}

function rowFind(kind: string, row: Block, columns: readonly Compiled[]): Find {
  const readings = row.cells.length > 1 ? cellReadings(row.cells, columns) : cuts(row.content.text, columns);
  return { kind, span: spanOf(row.content), readings };
}

/** A row with cells of its own has one reading, or none where the number of cells is wrong. */
function cellReadings(cells: readonly MappedText[], columns: readonly Compiled[]): Fields[] {
  const texts = cells.map((cell) => cell.text);
  if (texts.length !== columns.length) return [];
  const fits = columns.every((column, at) => texts[at] === "" || column.cell.test(texts[at] ?? ""));
  return fits ? [Object.fromEntries(columns.map((column, at) => [column.name, texts[at] ?? ""]))] : [];
}

/**
 * Every way to cut a text into one cell for each column, in order. Each column's pattern must match
 * its whole cell. Empty where there is no way, or more than anybody could tell apart.
 */
export function runTogetherReadings(text: string, columns: readonly RunTogetherColumn[]): Fields[] {
  return cuts(text, columns.map(compile));
}

function cuts(text: string, columns: readonly Compiled[]): Fields[] {
  if (text.length > LONGEST_ROW) return [];
  const readings: Fields[] = [];
  const cut = (at: number, column: number, cells: readonly string[]): void => {
    if (readings.length > MOST_READINGS) return;
    const current = columns[column];
    if (current === undefined) {
      if (at === text.length) {
        readings.push(
          Object.fromEntries(columns.map(({ name }, index) => [name, (cells[index] ?? "").trim()])),
        );
      }
      return;
    }
    const last = column === columns.length - 1;
    for (let end = last ? text.length : at + 1; end <= text.length; end += 1) {
      const cell = text.slice(at, end);
      if (current.cell.test(cell)) cut(end, column + 1, [...cells, cell]);
    }
  };
  cut(0, 0, []);
  return readings.length > MOST_READINGS ? [] : distinct(readings);
}

/** White space between cells may go to either side; trimmed, these readings are one. */
function distinct(readings: readonly Fields[]): Fields[] {
  const seen = new Map(readings.map((reading) => [JSON.stringify(reading), reading]));
  return [...seen.values()];
}

function compile(column: RunTogetherColumn): Compiled {
  return { name: column.name, cell: new RegExp(`^(?:${column.cell.source})$`, column.cell.flags) };
}

function matchesWhole(pattern: RegExp, text: string): boolean {
  return new RegExp(`^(?:${pattern.source})$`, pattern.flags).test(text);
}

function prefixLength(pattern: RegExp, text: string): number {
  return new RegExp(`^(?:${pattern.source})`, pattern.flags).exec(text)?.[0].length ?? 0;
}
