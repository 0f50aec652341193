import type { Document } from "../contracts/document.ts";
import { AlmanacError } from "../contracts/errors.ts";
import type { Snapshot } from "../contracts/snapshot.ts";
import { refuseLongBlock } from "./block-size.ts";
import { fileKind } from "./file-kind.ts";
import { decode } from "./decode.ts";
import { htmlBlocks } from "./html.ts";
import { isSpace } from "./mapped-text.ts";
import { refusePageSize } from "./page-size.ts";
import { textBlocks } from "./text.ts";

/** What may stand before an HTML page: white space, an XML declaration, a comment. */
const PREAMBLE = /\s+|<\?xml[^>]*>|<!--[^]*?-->/iy;

const HTML_START = /<(?:!doctype\s+html|html)(?![a-z-])/iy;

/** Tags that no text dump has by accident. */
const BLOCK_TAG =
  /<\/?(?:p|div|table|t[rdh]|[uod]l|li|d[td]|h[1-6]|head|body|section|article|nav)(?:\s[^<>]*)?>/gi;

/** Least number of block tags that make a text HTML; fewer where the file's name says it is. */
const BLOCK_TAGS = 3;

function refuseEmpty(snapshot: Snapshot, text: string): void {
  for (const char of text) if (!isSpace(char)) return;
  const what = snapshot.bytes.length === 0 ? "The file is empty." : "The file holds nothing but white space.";
  throw new AlmanacError(what, {
    where: snapshot.path,
    next: "Fetch or save the page again, or remove the file.",
  });
}

function refuseBinary(snapshot: Snapshot, kind: string, offset: number): never {
  throw new AlmanacError(`The file is not a page: it looks like ${kind}.`, {
    where: `${snapshot.path}, byte ${offset}`,
    next: "Save the page as HTML or as text and put that in its place.",
  });
}

function beginsLikeHtml(text: string): boolean {
  let at = 0;
  for (PREAMBLE.lastIndex = 0; PREAMBLE.test(text); at = PREAMBLE.lastIndex);
  HTML_START.lastIndex = at;
  return HTML_START.test(text);
}

function formatOf(snapshot: Snapshot, text: string): Document["format"] {
  const type = snapshot.meta.headers["content-type"] ?? "";
  if (/^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(type) || beginsLikeHtml(text)) return "html";
  const least = /\.x?html?$/i.test(snapshot.path) ? 1 : BLOCK_TAGS;
  return (text.match(BLOCK_TAG)?.length ?? 0) >= least ? "html" : "text";
}

/**
 * Reads a snapshot as a document. It is HTML where its content type says so, where it begins like a
 * page, or where it holds several block tags (one is enough in a file named `.html`); otherwise text.
 *
 * @throws AlmanacError, naming the snapshot's path and the byte where one is known, for a file that is
 *   empty, binary, larger than a page may be, in a charset that is not read, or nested,
 *   multiplied or in one piece beyond any real page
 */
export function readDocument(snapshot: Snapshot): Document {
  refusePageSize(snapshot);
  const kind = fileKind(snapshot.bytes);
  if (kind !== null) refuseBinary(snapshot, kind, 0);
  const contentType = snapshot.meta.headers["content-type"] ?? null;
  const decoded = decode(snapshot.bytes, { path: snapshot.path, contentType });
  const nul = decoded.text.indexOf("\0");
  if (nul >= 0) refuseBinary(snapshot, "binary data (it holds NUL bytes)", decoded.byteOffset(nul));
  refuseEmpty(snapshot, decoded.text);
  const format = formatOf(snapshot, decoded.text);
  const read =
    format === "html"
      ? htmlBlocks(decoded.text, snapshot.path)
      : { title: null, blocks: textBlocks(decoded.text) };
  refuseLongBlock(read.blocks, snapshot.path, decoded);
  return { format, decoded, ...read };
}
