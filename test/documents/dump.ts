import type { Document } from "../../pipeline/contracts/document.ts";
import type { Find } from "../../pipeline/contracts/record.ts";
import { decode } from "../../pipeline/documents/decode.ts";
import { htmlBlocks } from "../../pipeline/documents/html.ts";
import { textBlocks } from "../../pipeline/documents/text.ts";

/** A text dump as a document. */
export function dump(text: string): Document {
  const decoded = decode(Buffer.from(text), { path: "dump", contentType: null });
  return { format: "text", decoded, title: null, blocks: textBlocks(decoded.text) };
}

/** HTML as a document. */
export function html(text: string): Document {
  const decoded = decode(Buffer.from(text), { path: "page", contentType: "text/html; charset=utf-8" });
  return { format: "html", decoded, ...htmlBlocks(decoded.text) };
}

/** Fields of finds that have one reading each. */
export function fieldsOf(finds: readonly Find[]): Readonly<Record<string, string>>[] {
  return finds.map(({ readings }) => ({ ...readings[0] }));
}

/** What stands in the source where a find is. */
export function sourceOf(document: Document, find: Find | undefined): string {
  return find === undefined ? "" : document.decoded.text.slice(find.span.start, find.span.end);
}
