import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { DuckDBValue } from "@duckdb/node-api";
import type { Database } from "../duckdb.ts";
import { isNumber, resultPrinter, textOf } from "../result-text.ts";
import {
  CONVENTIONS,
  dataPackage,
  type ExportedPart,
  type ExportFormat,
  type ExportOrigin,
} from "./data-package.ts";
import { DATA_PACKAGE } from "./folder.ts";
import { rowsQuery, type ExportTable } from "./tables.ts";
import { WorkbookWriter } from "./workbook.ts";
import type { Cell } from "./workbook-xml.ts";

/** Name of the workbook, and of the sheets in it that describe the others. */
const WORKBOOK = "almanac.xlsx";
const CONTENTS = "contents";
const COLUMNS = "columns";

/** Digits that a cell of a workbook keeps. */
const CELL_DIGITS = 15;

/**
 * Writes tables into an empty folder, with the {@link DATA_PACKAGE} that describes them: a file for each table, or
 * one workbook for all. The same warehouse gives the same bytes.
 *
 * @param done Called after each table.
 * @throws AlmanacError where a workbook cannot hold a text.
 */
export async function writeTables(
  db: Database,
  tables: readonly ExportTable[],
  format: ExportFormat,
  origin: ExportOrigin,
  folder: string,
  done: () => void,
): Promise<void> {
  const parts =
    format === "xlsx"
      ? await writeWorkbook(db, tables, folder, origin, done)
      : await writeFiles(db, tables, format, folder, done);
  const description = dataPackage(format, origin, parts);
  await writeFile(join(folder, DATA_PACKAGE), `${JSON.stringify(description, null, 2)}\n`, { flag: "wx" });
}

async function writeFiles(
  db: Database,
  tables: readonly ExportTable[],
  format: "csv" | "parquet",
  folder: string,
  done: () => void,
): Promise<ExportedPart[]> {
  const parts: ExportedPart[] = [];
  for (const table of tables) {
    const path = `${table.name}.${format}`;
    const file = join(folder, path);
    if (format === "csv") await writeCsv(db, table, file);
    else
      await db.run(`copy (${rowsQuery(table, false)}) to '${file.replaceAll("'", "''")}' (format parquet)`);
    parts.push({ table, name: table.name, path, sheet: null, ...(await measured(file)) });
    done();
  }
  return parts;
}

async function writeCsv(db: Database, table: ExportTable, path: string): Promise<void> {
  const names = table.columns.map((column) => column.name);
  const printer = resultPrinter("csv", { names, areNumbers: [] });
  const file = await open(path, "wx");
  try {
    await file.writeFile(printer.begin());
    for await (const rows of db.stream(rowsQuery(table, true))) await file.writeFile(printer.rows(rows));
    await file.writeFile(printer.end());
  } finally {
    await file.close();
  }
}

async function writeWorkbook(
  db: Database,
  tables: readonly ExportTable[],
  folder: string,
  origin: ExportOrigin,
  done: () => void,
): Promise<ExportedPart[]> {
  const file = join(folder, WORKBOOK);
  const workbook = await WorkbookWriter.create(file);
  const sheets: Sheet[] = [];
  try {
    for (const table of tables) {
      const titles = table.columns.map((column) => column.name);
      const names = await workbook.addTable(table.name, titles, cellsOf(db, table));
      sheets.push(...names.map((sheet, at) => ({ table, sheet, name: partName(table, at) })));
      done();
    }
    await workbook.addTable(CONTENTS, ["sheet", "description"], once(contents(origin, sheets)));
    await workbook.addTable(COLUMNS, ["table", "column", "type", "description"], once(dictionary(tables)));
    await workbook.finish([CONTENTS, COLUMNS]);
  } finally {
    await workbook.close();
  }
  const size = await measured(file);
  return sheets.map((sheet) => ({ ...sheet, path: WORKBOOK, ...size }));
}

type Sheet = Pick<ExportedPart, "table" | "name"> & { readonly sheet: string };

const partName = (table: ExportTable, at: number): string =>
  at === 0 ? table.name : `${table.name}-${at + 1}`;

async function* cellsOf(db: Database, table: ExportTable): AsyncGenerator<Cell[][]> {
  for await (const rows of db.stream(rowsQuery(table, true))) yield rows.map((row) => row.map(cellOf));
}

/** A number that a cell keeps digit by digit, a truth value, or else the text of a value. */
function cellOf(value: DuckDBValue): Cell {
  if (typeof value === "boolean") return value;
  const text = textOf(value);
  if (text === null || !isNumber(value)) return text;
  const isKept = typeof value === "number" || text.replace(/\D/gu, "").length <= CELL_DIGITS;
  return isKept ? Number(text) : text;
}

function contents(origin: ExportOrigin, sheets: readonly Sheet[]): Cell[][] {
  return [
    ...sheets.map(({ table, sheet }) => [sheet, table.description]),
    [null, CONVENTIONS.xlsx],
    [null, `Edition ${origin.edition}, data of ${origin.dataDate ?? "no known date"}.`],
    ...origin.sources.map(({ title, url }) => [null, url === null ? title : `${title} ${url}`]),
  ];
}

function dictionary(tables: readonly ExportTable[]): Cell[][] {
  return tables.flatMap((table) =>
    table.columns.map(({ name, type, description }) => [table.name, name, type, description]),
  );
}

async function* once<Item>(item: Item): AsyncGenerator<Item> {
  yield await Promise.resolve(item);
}

async function measured(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return { bytes: (await stat(path)).size, sha256: hash.digest("hex") };
}
