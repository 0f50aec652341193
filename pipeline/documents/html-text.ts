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

/**
 * Places of the code units of a text node, or null where its source does not decode to its text (a
 * replaced NUL, for one).
 */
function alignedUnits(source: string, node: TextNode, span: Span): Unit[] | null {
  const units = [...unitsOf(source, span.start, span.end)];
  const decoded = units.map((unit) => unit.text).join("");
  if (decoded === node.data) return units;
  // The line end right after <pre> and <textarea> belongs to the tag.
  return decoded === `\n${node.data}` ? units.slice(1) : null;
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
