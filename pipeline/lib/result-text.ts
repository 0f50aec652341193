import {
  DuckDBArrayValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBStructValue,
  type DuckDBValue,
} from "@duckdb/node-api";
import { AlmanacError } from "../contracts/errors.ts";
import { isoText } from "./duckdb-values.ts";
import { printable, printableJson } from "./printable.ts";
import { guardedText } from "./spreadsheet-text.ts";

/** Forms in which rows are printed as text. */
export type TextFormat = "table" | "csv" | "json" | "ndjson";

/** Rows that a table may have: it is aligned as a whole, so it is held in memory. */
const TABLE_ROWS = 10_000;
/** Characters of a cell that a table shows; a longer one ends in an ellipsis. */
const TABLE_CELL = 120;

/** What a result's columns are called, and which hold numbers. */
export interface ResultColumns {
  readonly names: readonly string[];
  readonly areNumbers: readonly boolean[];
}

/** Prints a result piece by piece: begin once, rows as they come, end once. */
export interface ResultPrinter {
  begin(): string;
  rows(rows: readonly (readonly DuckDBValue[])[]): string;
  end(): string;
}

/**
 * Printer of a format. Instants are ISO 8601 in UTC, whole numbers and decimals keep all their digits.
 *
 * - `table`: aligned columns, numbers to the right, a missing value as NULL, line ends and control
 *   characters escaped, cells cut at 120 characters; at most 10,000 rows, or an AlmanacError.
 * - `csv`: RFC 4180 with `\n` as line end and a header; a missing value is an empty field, an empty text `""`.
 *   Numbers stand as they are; every other value, and every name of a column, as {@link guardedText} says.
 * - `json`: an array of objects; `ndjson`: one object a line. Column names that repeat are numbered.
 */
export function resultPrinter(format: TextFormat, columns: ResultColumns): ResultPrinter {
  switch (format) {
    case "table":
      return tablePrinter(columns);
    case "csv":
      return csvPrinter(columns);
    case "json":
      return jsonPrinter(columns);
    case "ndjson":
      return {
        begin: () => "",
        rows: (rows) => rows.map((row) => `${jsonObject(columns.names, row)}\n`).join(""),
        end: () => "",
      };
  }
}

function tablePrinter({ names, areNumbers }: ResultColumns): ResultPrinter {
  const lines: string[][] = [names.map(tableCell)];
  return {
    begin: () => "",
    rows(rows) {
      if (lines.length + rows.length > TABLE_ROWS + 1) {
        throw new AlmanacError(
          `The result has more than ${TABLE_ROWS.toLocaleString("en-US")} rows, too many for a table.`,
          {
            where: "the query",
            next: "Add a limit, or choose --format csv or --format ndjson.",
          },
        );
      }
      lines.push(...rows.map((row) => row.map((value) => tableCell(textOf(value) ?? "NULL"))));
      return "";
    },
    end() {
      const widths = names.map((_, column) => Math.max(...lines.map((line) => widthOf(line[column] ?? ""))));
      const [header = [], ...body] = lines;
      const rule = widths.map((width) => "-".repeat(width));
      const aligned = [header, rule, ...body].map((line) =>
        line.map((cell, column) => pad(cell, widths[column] ?? 0, areNumbers[column] ?? false)),
      );
      return aligned.map((cells) => `${cells.join("  ").trimEnd()}\n`).join("");
    },
  };
}

function tableCell(text: string): string {
  const line = printable(text.replaceAll("\n", "\\n").replaceAll("\t", "\\t"));
  const characters = Array.from(line);
  return characters.length > TABLE_CELL ? `${characters.slice(0, TABLE_CELL - 1).join("")}…` : line;
}

function widthOf(text: string): number {
  return Array.from(text).length;
}

function pad(text: string, width: number, toTheRight: boolean): string {
  const space = " ".repeat(width - widthOf(text));
  return toTheRight ? space + text : text + space;
}

function csvPrinter({ names }: ResultColumns): ResultPrinter {
  const line = (fields: readonly string[]): string => `${fields.join(",")}\n`;
  return {
    begin: () => line(names.map((name) => csvField(guardedText(name)))),
    rows: (rows) => rows.map((row) => line(row.map(csvValue))).join(""),
    end: () => "",
  };
}

function csvValue(value: DuckDBValue): string {
  const text = textOf(value);
  if (text === null) return "";
  return csvField(isNumber(value) ? text : guardedText(text));
}

function csvField(text: string): string {
  return text === "" || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function jsonPrinter({ names }: ResultColumns): ResultPrinter {
  let separator = "\n";
  return {
    begin: () => "[",
    rows(rows) {
      const text = rows
        .map((row, index) => `${index === 0 ? separator : ",\n"}${jsonObject(names, row)}`)
        .join("");
      if (rows.length > 0) separator = ",\n";
      return text;
    },
    end: () => "\n]\n",
  };
}

/** Written by hand, so that a column may have any name and its number any size. */
function jsonObject(names: readonly string[], row: readonly DuckDBValue[]): string {
  const members = row.map((value, index) => `${printableJson(names[index])}:${jsonValue(value)}`);
  return `{${members.join(",")}}`;
}

function jsonValue(value: DuckDBValue): string {
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) {
    return `[${value.items.map(jsonValue).join(",")}]`;
  }
  if (value instanceof DuckDBStructValue) {
    return jsonObject(Object.keys(value.entries), Object.values(value.entries));
  }
  const text = textOf(value);
  return text === null || typeof value === "boolean" || isNumber(value) ? String(text) : printableJson(text);
}

/** Whether a value is a finite number, of whatever size. */
export function isNumber(value: DuckDBValue): boolean {
  return typeof value === "bigint" || Number.isFinite(value) || value instanceof DuckDBDecimalValue;
}

/** Text of a value as every format has it, instants as ISO 8601 in UTC; null where it is missing. */
export function textOf(value: DuckDBValue): string | null {
  return value === null ? null : (isoText(value) ?? value.toString());
}
