import { createHash } from "node:crypto";
import {
  PDFDict,
  PDFDocument,
  PDFHeader,
  PDFHexString,
  PDFName,
  PDFWriter,
  type PDFContext,
} from "@cantoo/pdf-lib";
import { markContent } from "./marks.ts";
import { attachFile, describeDocument, type PdfFacts } from "./metadata.ts";
import { canonical } from "./order.ts";
import { mendStructure } from "./structure.ts";
import { pageRefs } from "./surfaces.ts";
import { readTree } from "./tree.ts";
import { writeTree } from "./tree-write.ts";

export type { Attachment, PdfFacts } from "./metadata.ts";

/**
 * Settles what a browser leaves to chance or to itself: title, language, dates, maker, tags of what it
 * leaves untagged, the mark of PDF/UA, the attached file, the order of objects, and an /ID that is the
 * digest of the source. Two prints of the same source by the same browser become the same bytes.
 *
 * @param printed A PDF as Chromium prints it; what is to be seen in it stays as it is.
 * @param source The HTML that it was printed from.
 */
export async function settlePdf(printed: Uint8Array, source: string, facts: PdfFacts): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(printed, { updateMetadata: false, parseSpeed: Infinity });
  const { context } = pdf;
  // PDF/UA-1 is a use of PDF 1.7.
  context.header = PDFHeader.forVersion(1, 7);
  describeDocument(pdf, facts);
  settleTags(context);
  if (facts.attachment !== null) attachFile(pdf, facts.attachment, facts.date);
  const id = PDFHexString.of(createHash("sha256").update(source).digest("hex").slice(0, 32));
  context.trailerInfo.ID = context.obj([id, id]);
  return await PDFWriter.forContext(canonical(context), Infinity).serializeToBuffer();
}

function settleTags(context: PDFContext): void {
  const tree = readTree(context);
  if (tree === null) return;
  const pages = pageRefs(context);
  const marked = markContent(context, tree, pages);
  mendStructure(context, tree, marked);
  writeTree(context, tree, pages);
  for (const page of pages) context.lookup(page, PDFDict).set(PDFName.of("Tabs"), PDFName.of("S"));
}
