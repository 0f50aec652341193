import { posix } from "node:path";
import type { DecodedText } from "../../contracts/document.ts";
import { AlmanacError } from "../../contracts/errors.ts";
import type { Sheet, TableRow } from "../../contracts/table.ts";
import { decode } from "../decode.ts";
import { chargeRow, type Budget } from "./limits.ts";

/** Lines at the start of a file that say what parts its cells. */
const HEADER_LINES = 10;

/** Cells of one line; one that cannot be parted gives the reason. */
type Parted = readonly string[] | { readonly fault: string };

const NONE_ODD = new Map<never, never>();

/**
 * Parts one line at its commas as RFC 4180 has it: a cell is quoted from its first to its last character,
 * with quotes inside doubled, or holds no quote at all.
 */
export function partCommas(line: string): Parted {
  if (!line.includes('"')) return line.split(",");
  const cells: string[] = [];
  const column = () => cells.length + 1;
  for (let at = 0; ;) {
    if (line[at] !== '"') {
      const comma = line.indexOf(",", at);
      const cell = comma < 0 ? line.slice(at) : line.slice(at, comma);
      if (cell.includes('"')) return { fault: `a quote stands inside the text of column ${column()}` };
      cells.push(cell);
      if (comma < 0) return cells;
      at = comma + 1;
      continue;
    }
    let end = line.indexOf('"', at + 1);
    while (end >= 0 && line[end + 1] === '"') end = line.indexOf('"', end + 2);
    if (end < 0) return { fault: `a quote in column ${column()} is not closed` };
    const next = line[end + 1];
    if (next !== undefined && next !== ",") {
      return { fault: `text follows the closing quote of column ${column()}` };
    }
    cells.push(line.slice(at + 1, end).replaceAll('""', '"'));
    if (next === undefined) return cells;
    at = end + 2;
  }
}

/** How often a mark stands in a line outside of quotes. */
const count = (line: string, mark: string) => line.replace(/"[^"]*"/gu, "").split(mark).length - 1;

/** Tab or comma: what the fullest of the first lines has; a name on .csv needs more tabs than commas to be overruled. */
function delimiterOf(lines: readonly string[], name: string): "\t" | "," {
  const head = lines.slice(0, HEADER_LINES);
  const most = (mark: string) => Math.max(0, ...head.map((line) => count(line, mark)));
  const least = /\.csv$/iu.test(name) ? most(",") : 0;
  return most("\t") > least ? "\t" : ",";
}

function linesOf(text: string): string[] {
  const lines = text.includes("\n") ? text.split(/\r?\n/u) : text.split("\r");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/**
 * Refuses what is no text with lines of a table.
 *
 * @throws AlmanacError for binary data, pages and empty files
 */
function refuseOther(decoded: DecodedText, place: string): void {
  const { text } = decoded;
  const next = "Get the file again from its publisher, or take it out of the folder.";
  const nul = text.indexOf("\0");
  if (nul >= 0) {
    throw new AlmanacError("The file is not a table: it holds NUL bytes, as binary data does.", {
      where: `${place}, byte ${decoded.byteOffset(nul)}`,
      next,
    });
  }
  if (text.trim() === "") throw new AlmanacError("The file is empty.", { where: place, next });
  if (/^\s*<(?:!doctype|html|head|body|\?xml)\b/iu.test(text)) {
    throw new AlmanacError("The file is not a table: it looks like a web page or XML.", {
      where: place,
      next,
    });
  }
}

/**
 * Reads a delimited file: one record a line, lines without any character left out. Cells are parted by tabs, where quotes are
 * ordinary characters, or by commas ({@link partCommas}).
 *
 * @param origin file name, or path inside the archive as `member`; place of the file and its content type, null where unknown
 * @throws AlmanacError where the file is binary, empty or too large
 */
export function readDelimited(
  bytes: Uint8Array,
  origin: { name: string; member: string | null; place: string; contentType: string | null },
  budget: Budget,
): { sheet: Sheet; encoding: string } {
  const { name, member, place } = origin;
  const decoded = decode(bytes, { path: place, contentType: origin.contentType });
  refuseOther(decoded, place);
  const lines = linesOf(decoded.text);
  const part = delimiterOf(lines, name) === "\t" ? (line: string): Parted => line.split("\t") : partCommas;
  const prefix = member === null ? "" : `${member}#`;
  const rows: TableRow[] = [];
  lines.forEach((line, index) => {
    if (line === "") return;
    const number = index + 1;
    const parted = part(line);
    const isFaulty = "fault" in parted;
    const cells = isFaulty ? [line] : parted;
    chargeRow(budget, cells.length, line.length, `${place}, line ${number}`);
    const fault = isFaulty ? parted.fault : null;
    rows.push({ number, locator: `${prefix}line:${number}`, raw_text: line, cells, odd: NONE_ODD, fault });
  });
  return { sheet: { name: posix.basename(name), member, rows }, encoding: decoded.encoding };
}
