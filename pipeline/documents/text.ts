import type { Block, MappedText, Span } from "../contracts/document.ts";
import { joinTexts, mapText, sliceText, spanOf } from "./mapped-text.ts";

/** A line set in by at least this many columns belongs to the list item above it. */
const INDENT = 2;

/** Columns of a tab, as far as indentation goes. */
const TAB_WIDTH = 4;

/** Least number of tabs or pipes that make a line a table row. */
const MIN_SEPARATORS = 2;

const MAX_HEADING_LENGTH = 100;

/** A longer line is no heading, whatever links stand in it. */
const MAX_HEADING_LINE = 1000;

/** A bullet, or a number with a point, and the space before what it marks. */
const MARKER = /^(?:[•◦▪‣*-]|\d{1,2}\.) /;

/** A line that is not blank. */
interface Line {
  readonly content: MappedText;
  /** Without its line end. */
  readonly whole: Span;
  /** Columns of white space before the content. */
  readonly indent: number;
  /** Whether a blank line, or the start of the text, is above it. */
  readonly gapBefore: boolean;
}

/** What a line is by itself. */
type Reading = Pick<Block, "kind" | "content" | "cells">;

function* lineSpans(text: string): Generator<Span> {
  let start = 0;
  for (const lineEnd of text.matchAll(/\r\n?|\n/g)) {
    yield { start, end: lineEnd.index };
    start = lineEnd.index + lineEnd[0].length;
  }
  yield { start, end: text.length };
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let gapBefore = true;
  for (const whole of lineSpans(text)) {
    const content = mapText(text, whole.start, whole.end);
    if (content.text !== "") {
      const margin = text.slice(whole.start, spanOf(content).start);
      const indent = margin.replaceAll("\t", " ".repeat(TAB_WIDTH)).length;
      lines.push({ content, whole, indent, gapBefore });
    }
    gapBefore = content.text === "";
  }
  return lines;
}

/** Cells of a line that tabs or pipes divide; empty where they do not. Empty cells count. */
function cellsOf(text: string, line: Line): MappedText[] {
  const { start, end } = spanOf(line.content);
  const separator = ["\t", "|"].find((char) => text.slice(start, end).split(char).length > MIN_SEPARATORS);
  if (separator === undefined) return [];
  // Pipes may stand around a row; a tab before the first word is an empty cell.
  const inner = separator === "|" ? trimPipes(text, { start, end }) : line.whole;
  const cells: MappedText[] = [];
  let at = inner.start;
  for (const cell of text.slice(inner.start, inner.end).split(separator)) {
    cells.push(mapText(text, at, at + cell.length));
    at += cell.length + 1;
  }
  return cells.some((cell) => cell.text !== "") ? cells : [];
}

function trimPipes(text: string, { start, end }: Span): Span {
  return { start: text[start] === "|" ? start + 1 : start, end: text[end - 1] === "|" ? end - 1 : end };
}

function readLine(text: string, line: Line): Reading {
  const marker = MARKER.exec(line.content.text);
  if (marker !== null) {
    const content = sliceText(line.content, marker[0].length, line.content.text.length);
    return { kind: "list_item", content, cells: [] };
  }
  const cells = cellsOf(text, line);
  if (cells.length > 0) return { kind: "table_row", content: joinTexts(cells), cells };
  return { kind: "paragraph", content: line.content, cells: [] };
}

/** Whether a line that stands alone reads like a heading. A label such as `Key skills:` does. */
function isHeading(line: Line): boolean {
  if (line.content.text.length > MAX_HEADING_LINE) return false;
  // Links such as `[To Top]` that a dump leaves behind a heading are not part of it.
  const text = line.content.text.replace(/(?:\s*\[[^[\]]*\])+$/, "");
  return (
    line.indent < INDENT && text.length <= MAX_HEADING_LENGTH && /\p{L}/u.test(text) && !/[.!,;]$/.test(text)
  );
}

/**
 * Reads a text dump as blocks, one for each line that is not blank.
 *
 * - `list_item`: a line with a bullet or a number and a point; the marker is in its span, not in its content.
 * - `table_row`: a line with two or more tabs, or two or more pipes.
 * - `heading`: a line between blank lines, not set in, of up to 100 characters, with a letter and
 *   without `.`, `!`, `,` or `;` at its end. Its level is unknown.
 * - `paragraph`: any other line.
 *
 * A line set in by two columns or more below a list item, blank lines between or not, is `nested` in it;
 * so is an item set in by two columns or more against the item above. `joined` is a line with no blank
 * line above it, unless a list or table ends there. The span of a block is its line without the white
 * space around it.
 */
export function textBlocks(decodedText: string): Block[] {
  const blocks: Block[] = [];
  const lines = linesOf(decodedText);
  /** Indentation of the list item that lines set in deeper belong to; null outside a list. */
  let item: number | null = null;
  for (const [at, line] of lines.entries()) {
    const reading = readLine(decodedText, line);
    const nested: boolean =
      item !== null && line.indent >= (reading.kind === "list_item" ? item + INDENT : INDENT);
    if (!nested) item = reading.kind === "list_item" ? line.indent : null;
    const alone = line.gapBefore && (lines[at + 1]?.gapBefore ?? true);
    const heading = reading.kind === "paragraph" && !nested && alone && isHeading(line);
    blocks.push({
      ...reading,
      index: at,
      kind: heading ? "heading" : reading.kind,
      level: null,
      span: spanOf(line.content),
      region: "main",
      nested,
      joined: !line.gapBefore && !endsGroup(blocks.at(-1), reading, nested),
    });
  }
  return blocks;
}

/** Whether a list or table ends between a block and the line below it. */
function endsGroup(before: Block | undefined, reading: Reading, nested: boolean): boolean {
  if (before?.kind === "table_row") return reading.kind !== "table_row";
  return (before?.kind === "list_item" || before?.nested === true) && reading.kind !== "list_item" && !nested;
}
