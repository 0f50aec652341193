import { createRequire } from "node:module";
import type * as Xlsx from "@e965/xlsx";
import type { CellObject, ParsingOptions, WorkBook } from "@e965/xlsx";
import { AlmanacError } from "../../contracts/errors.ts";
import type { OddCell, Sheet, TableRow } from "../../contracts/table.ts";
import { chargeRow, type Budget } from "./limits.ts";

const require = createRequire(import.meta.url);

/**
 * The library, loaded when the first workbook is read: nights without one need not wait for it. Only its
 * CommonJS form brings the code pages that workbooks before Excel 97 are written in.
 */
const library = (): typeof Xlsx => require("@e965/xlsx") as typeof Xlsx;

/** Dates come as UTC dates and empty cells with a formula as stubs; nothing is formatted, styled or marked up. */
const OPTIONS: ParsingOptions = {
  type: "buffer",
  dense: true,
  cellDates: true,
  UTC: true,
  sheetStubs: true,
  cellText: false,
  cellHTML: false,
  cellStyles: false,
};

/** Errors by their codes (ECMA-376 part 1, 18.17.3; [MS-XLS] 2.5.10). */
const ERRORS: Readonly<Record<number, string>> = {
  0x00: "#NULL!",
  0x07: "#DIV/0!",
  0x0f: "#VALUE!",
  0x17: "#REF!",
  0x1d: "#NAME?",
  0x24: "#NUM!",
  0x2a: "#N/A",
  0x2b: "#GETTING_DATA",
};

interface Cell {
  readonly text: string;
  readonly odd: OddCell | null;
}

/** A finite number in its shortest exact decimal form, without exponent. */
export function decimalText(value: number): string {
  const text = String(value);
  const [, sign = "", whole = "", fraction = "", power] =
    /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? [];
  if (power === undefined) return text;
  const digits = whole + fraction;
  const point = whole.length + Number(power);
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return sign + digits.padEnd(point, "0");
}

/** `2016-05-01`, with the time where there is one: `2016-05-01T10:42:00`. */
function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) return "";
  const iso = value.toISOString();
  return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso.replace(/(?:\.000)?Z$/, "");
}

function valueOf(cell: CellObject): Cell {
  const { v: value } = cell;
  if (cell.t === "e") return { text: ERRORS[Number(value)] ?? "#ERROR!", odd: "error" };
  if (cell.t === "z" || value === undefined) return { text: "", odd: null };
  if (typeof value === "string") return { text: value, odd: null };
  if (typeof value === "boolean") return { text: value ? "TRUE" : "FALSE", odd: "boolean" };
  if (value instanceof Date) return { text: dateText(value), odd: "date" };
  if (!Number.isFinite(value)) return { text: String(value), odd: "error" };
  return { text: decimalText(value), odd: null };
}

function readCell(cell: CellObject): Cell {
  const isFormula = cell.f !== undefined || cell.F !== undefined;
  const { text, odd } = valueOf(cell);
  return { text, odd: isFormula ? "formula" : odd };
}

type Sparse<T> = readonly (T | undefined)[];

/** A row of the sheet; null where none of its cells holds anything. */
function readRow(
  row: Sparse<CellObject>,
  number: number,
  place: string,
  budget: Budget,
): Omit<TableRow, "locator"> | null {
  const found: [number, Cell][] = [];
  let characters = 0;
  row.forEach((cell, column) => {
    const value = cell === undefined ? null : readCell(cell);
    if (value === null || (value.text === "" && value.odd === null)) return;
    found.push([column, value]);
    characters += value.text.length;
  });
  const last = found.at(-1);
  if (last === undefined) return null;
  const width = last[0] + 1;
  chargeRow(budget, width, characters + width, place);
  const cells = new Array<string>(width).fill("");
  const odd = new Map<number, OddCell>();
  for (const [column, value] of found) {
    cells[column] = value.text;
    if (value.odd !== null) odd.set(column, value.odd);
  }
  return { number, raw_text: cells.join("\t"), cells, odd, fault: null };
}

function readRows(
  rows: Sparse<Sparse<CellObject>>,
  prefix: string,
  place: string,
  budget: Budget,
): TableRow[] {
  const found: TableRow[] = [];
  rows.forEach((cells, index) => {
    const number = index + 1;
    const locator = `${prefix}!A${number}`;
    const row = cells === undefined ? null : readRow(cells, number, `${place}!A${number}`, budget);
    if (row !== null) found.push({ ...row, locator });
  });
  return found;
}

function parse(bytes: Uint8Array, place: string): WorkBook {
  try {
    return library().read(bytes, OPTIONS);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    if (/password|encrypt/iu.test(message)) {
      throw new AlmanacError("The workbook is password-protected.", {
        where: place,
        next: "Open it with its password, save it without one, and put that in its place.",
        cause,
      });
    }
    throw new AlmanacError("The workbook is damaged or of a kind that the almanac does not read.", {
      where: place,
      next: "Get the file again from its publisher, or save it as .xlsx and put that in its place.",
      cause,
    });
  }
}

function sheetOf(workbook: WorkBook, name: string, place: string) {
  const sheet = workbook.Sheets[name];
  if (sheet === undefined || workbook.SheetNames.indexOf(name) !== workbook.SheetNames.lastIndexOf(name)) {
    throw new AlmanacError(
      `The sheet "${name}" is damaged and cannot be read, or stands in the workbook twice.`,
      {
        where: place,
        next: "Get the file again from its publisher, or save it anew and put that in its place.",
      },
    );
  }
  return sheet;
}

/**
 * Reads every sheet of a workbook, hidden ones among them; a sheet that is a chart has no rows.
 *
 * @param bytes .xls, or .xlsx as {@link repack} leaves it
 * @param origin path inside the archive, null for a plain file; place of the workbook, for errors
 * @throws AlmanacError where the workbook is damaged, password-protected or too large
 */
export function readWorkbook(
  bytes: Uint8Array,
  origin: { member: string | null; place: string },
  budget: Budget,
): Sheet[] {
  const workbook = parse(bytes, origin.place);
  return workbook.SheetNames.map((name) => {
    const sheet = sheetOf(workbook, name, origin.place);
    const isTable = sheet["!type"] === undefined || sheet["!type"] === "sheet";
    const rows = isTable ? (sheet["!data"] ?? []) : [];
    const prefix = origin.member === null ? name : `${origin.member}#${name}`;
    const place = `${origin.place}, sheet ${name}`;
    return { name, member: origin.member, rows: readRows(rows, prefix, place, budget) };
  });
}
