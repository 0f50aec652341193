import { DecodingMode, HtmlEntityDecoder } from "entities";
import type { Element, Node, TextNode, Tree } from "./html-tree.ts";
import { isTextNode, walk } from "./html-tree.ts";
import { isBlock, isHidden, isLineBreak } from "./html-elements.ts";
import { MappedTextBuilder } from "./mapped-text.ts";
import type { MappedText, Span } from "../contracts/document.ts";

/** The code units that a stretch of source stands for, and where the stretch begins and ends. */
interface Unit extends Span {
  readonly text: string;
}

/** Reads the character reference at `&`; null where the ampersand is just an ampersand. */
function readReference(source: string, at: number, end: number): Unit | null {
  let text = "";
  const decoder = new HtmlEntityDecoder((codePoint) => {
    text += String.fromCodePoint(codePoint);
  });
  decoder.startEntity(DecodingMode.Legacy);
  const stretch = source.slice(at, end);
  const written = decoder.write(stretch, 1);
  const length = written < 0 ? decoder.end() : written;
  return length > 0 ? { text, start: at, end: at + length } : null;
}

/** Decodes the source of a text node: character references and line ends, as the HTML standard has it. */
function* unitsOf(source: string, start: number, end: number): Generator<Unit> {
  for (let at = start; at < end;) {
    const char = source.charAt(at);
    let unit: Unit = { text: char, start: at, end: at + 1 };
    if (char === "&") unit = readReference(source, at, end) ?? unit;
    if (char === "\r") unit = { text: "\n", start: at, end: at + (source[at + 1] === "\n" ? 2 : 1) };
    yield unit;
    at = unit.end;
  }
}

/** With what a text begins that parse5 may take to begin later. */
const LATE = /[&<\ud800-\udbff]/;

/** Longest stretch by which parse5 may set the start of a text too late: the longest reference, `&` to `;`. */
const MAX_LATENESS = 33;

/** The units of a text node if its text begins at an offset; null where the source there is another. */
function unitsFrom(source: string, data: string, start: number, end: number): Unit[] | null {
  const units: Unit[] = [];
  let length = 0;
  for (const unit of unitsOf(source, start, end)) {
    if (length === data.length) break;
    if (!data.startsWith(unit.text, length)) return null;
    units.push(unit);
    length += unit.text.length;
  }
  return length === data.length ? units : null;
}

/**
 * The units of a text node; null where its source does not decode to its text (a replaced NUL, for
 * one). The offsets of parse5 are wrong in three cases. The line end right after `<pre>` is counted in,
 * but not part of the text. A text before a tag that the end of the page cuts off is taken to reach to
 * the end. Where white space is dropped before a reference, a `<` that opens no tag or a character
 * beyond U+FFFF, the text is taken to begin behind (or within) that.
 */
function alignedUnits(source: string, node: TextNode, { start, end }: Span): Unit[] | null {
  const afterLineEnd = start + (/^\r?\n?/.exec(source.slice(start, start + 2))?.[0].length ?? 0);
  const earlier = Array.from({ length: Math.min(MAX_LATENESS, start) }, (_, at) => start - 1 - at).filter(
    (from) => LATE.test(source.charAt(from)),
  );
  for (const from of [start, afterLineEnd, ...earlier]) {
    const units = unitsFrom(source, node.data, from, end);
    if (units !== null) return units;
  }
  return null;
}

/**
 * Appends the text of a text node. A code unit that comes from a character reference has the whole
 * reference as its source. Where text and source cannot be brought together, every code unit has the
 * whole node as its source.
 */
export function appendTextNode(builder: MappedTextBuilder, source: string, node: TextNode): void {
  const location = node.sourceCodeLocation;
  if (!location) return;
  const span = { start: location.startOffset, end: location.endOffset };
  if (source.startsWith(node.data, span.start) && span.end - span.start === node.data.length) {
    for (let at = span.start; at < span.end; at++) builder.add(source.charAt(at), at, at + 1);
    return;
  }
  for (const unit of alignedUnits(source, node, span) ?? [{ text: node.data, ...span }]) {
    for (let at = 0; at < unit.text.length; at++) {
      builder.add(unit.text.charAt(at), unit.start, unit.end);
    }
  }
}

/** All text that is shown of an element, as one text: block boundaries and line breaks become spaces. */
export function flatText(tree: Tree, source: string, element: Element): MappedText {
  const builder = new MappedTextBuilder();
  const separates = (node: Node) => tree.moved.has(node) || isBlock(node) || isLineBreak(node);
  walk(
    element,
    (node) => {
      if (isHidden(node)) return false;
      if (separates(node)) builder.addBoundary();
      if (isTextNode(node)) appendTextNode(builder, source, node);
      return true;
    },
    (left) => {
      if (separates(left)) builder.addBoundary();
    },
  );
  return builder.take();
}
