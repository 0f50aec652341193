import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFString,
  type PDFContext,
} from "@cantoo/pdf-lib";
import { NAME, type Element, type Kid } from "./tree.ts";
import { newElement } from "./tree-write.ts";

/** A cell in the grid of its table. */
export interface Cell {
  readonly element: Element;
  /** First column, from 0. */
  readonly column: number;
  readonly columns: number;
  readonly rows: number;
}

/** A row of a table. */
export interface Row {
  readonly element: Element;
  readonly cells: readonly Cell[];
  /** Columns that its cells and those that reach down from above take, each once; a column taken twice is in `doubled`. */
  readonly taken: ReadonlySet<number>;
  readonly doubled: boolean;
}

const TABLE = PDFName.of("Table");
const ATTRIBUTES = {
  ColSpan: PDFName.of("ColSpan"),
  Headers: PDFName.of("Headers"),
  RowSpan: PDFName.of("RowSpan"),
  Scope: PDFName.of("Scope"),
} as const;

/** An attribute that belongs to tables (ISO 32000-1, table 349); undefined where the cell has none. */
export function tableAttribute({ dict }: Element, name: keyof typeof ATTRIBUTES) {
  const attributes = dict.lookup(NAME.A);
  const all =
    attributes instanceof PDFArray ? attributes.asArray().map((_, i) => attributes.lookup(i)) : [attributes];
  for (const one of all) {
    if (!(one instanceof PDFDict) || one.lookup(NAME.O) !== TABLE) continue;
    const value = one.lookup(ATTRIBUTES[name]);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Names of the header cells that a cell points to. */
export function headersOf(cell: Element): string[] {
  const headers = tableAttribute(cell, "Headers");
  return headers instanceof PDFArray ? headers.asArray().flatMap((_, i) => idText(headers.lookup(i))) : [];
}

/** The name of an element that others can point to; null where it has none. */
export function idOf({ dict }: Element): string | null {
  return idText(dict.lookup(NAME.ID))[0] ?? null;
}

function idText(value: unknown): string[] {
  return value instanceof PDFString || value instanceof PDFHexString ? [value.asString()] : [];
}

/** Rows of a table, whether in a head, a body or a foot, in order. */
export function rowsOf(table: Element): Element[] {
  return table.kids.flatMap((kid) => {
    if (kid.kind !== "element") return [];
    if (kid.type === "TR") return [kid];
    return /^T(?:Head|Body|Foot)$/.test(kid.type) ? rowsOf(kid) : [];
  });
}

/** Where each cell of a table lies, by its spans, as HTML and PDF lay them out: at the first free column. */
export function layOut(table: Element): Row[] {
  const reaching = new Map<number, number>();
  return rowsOf(table).map((element) => {
    const taken = new Set<number>();
    let doubled = false;
    for (const [column, rows] of reaching) {
      taken.add(column);
      if (rows > 1) reaching.set(column, rows - 1);
      else reaching.delete(column);
    }
    const cells: Cell[] = [];
    let column = 0;
    for (const cell of cellsOf(element)) {
      while (taken.has(column)) column += 1;
      const columns = span(cell, "ColSpan");
      const rows = span(cell, "RowSpan");
      for (let i = column; i < column + columns; i += 1) {
        doubled ||= taken.has(i);
        taken.add(i);
        if (rows > 1) reaching.set(i, rows - 1);
      }
      cells.push({ element: cell, column, columns, rows });
    }
    return { element, cells, taken, doubled };
  });
}

/** Columns of a table: those of its longest row. */
export const widthOf = (rows: readonly Row[]): number =>
  rows.reduce((most, { taken }) => Math.max(most, ...taken, -1), -1) + 1;

function cellsOf(row: Element): Element[] {
  return row.kids
    .filter((kid) => kid.kind === "element")
    .filter(({ type }) => type === "TH" || type === "TD");
}

function span(cell: Element, name: "ColSpan" | "RowSpan"): number {
  const value = tableAttribute(cell, name);
  return value instanceof PDFNumber ? Math.max(1, value.asNumber()) : 1;
}

/**
 * Puts back the empty cells of a table, which the browser leaves out of the tree, so that all rows have
 * the same columns. Where a short row has its gap is told by the headers that its cells, or the cells
 * below its headers, point to; where nothing tells it, headers keep to the right and data to the left.
 */
export function completeRows(context: PDFContext, table: Element): void {
  const before = layOut(table);
  const width = widthOf(before);
  if (before.every(({ taken }) => taken.size === width)) return;
  const columns = headerColumns(before, width);
  const count = before.length;
  for (let i = 0; i < count; i += 1) {
    // A row that is completed moves what reaches down into those below it.
    const row = layOut(table)[i];
    if (row !== undefined && row.taken.size < width) completeRow(context, row, width, columns);
  }
}

/** Columns that column headers stand over, as far as full rows tell: their own, and those of cells that point to them. */
function headerColumns(rows: readonly Row[], width: number): Map<string, number> {
  const cells = rows.flatMap((row) => row.cells);
  const headers = new Set(
    cells.filter(({ element }) => isColumnHeader(element)).map(({ element }) => idOf(element)),
  );
  const columns = new Map<string, number>();
  for (const row of rows) {
    if (row.taken.size !== width) continue;
    for (const { element, column } of row.cells) {
      const own = idOf(element);
      for (const id of own !== null && headers.has(own) ? [own] : headersOf(element))
        if (headers.has(id) && !columns.has(id)) columns.set(id, column);
    }
  }
  return columns;
}

const isColumnHeader = (cell: Element): boolean => tableAttribute(cell, "Scope") === PDFName.of("Column");

function completeRow(
  context: PDFContext,
  { element, cells, taken }: Row,
  width: number,
  columns: ReadonlyMap<string, number>,
): void {
  const own = new Set(cells.flatMap(({ column, columns: many }) => range(column, many)));
  const above = new Set([...taken].filter((column) => !own.has(column)));
  const kids: Kid[] = [];
  let at = 0;
  let missing = width - taken.size;
  const fillTo = (column: number): void => {
    for (; at < column && (missing > 0 || above.has(at)); at += 1) {
      if (above.has(at)) continue;
      kids.push(newElement(context, "TD", []));
      missing -= 1;
    }
  };
  const allHeaders = cells.every(({ element: cell }) => isColumnHeader(cell));
  for (const { element: cell, columns: many } of cells) {
    while (above.has(at)) at += 1;
    const known = columnOf(cell, columns);
    if (known !== null) fillTo(known);
    else if (allHeaders && kids.length === 0) fillTo(at + missing);
    kids.push(cell);
    at += many;
  }
  fillTo(width);
  element.kids.splice(0, element.kids.length, ...kids);
}

/** The column that a cell's name or its headers place it in. */
function columnOf(cell: Element, columns: ReadonlyMap<string, number>): number | null {
  const own = idOf(cell);
  for (const id of own === null ? headersOf(cell) : [own, ...headersOf(cell)]) {
    const column = columns.get(id);
    if (column !== undefined) return column;
  }
  return null;
}

const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);
