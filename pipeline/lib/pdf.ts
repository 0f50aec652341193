import { createHash } from "node:crypto";
import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFWriter } from "@cantoo/pdf-lib";

import { canonical } from "./pdf-order.ts";

/** What a PDF says of itself. */
export interface PdfFacts {
  /** Shown in the title bar in place of the file's name. */
  readonly title: string;
  /**
   * Both the date of creation and of the last change: the date of the data, so that a reprint is the
   * same file; null leaves both out.
   */
  readonly date: Date | null;
  /** A file to carry inside: the evidence of the printed figures. */
  readonly attachment: Attachment | null;
}

/** A file inside a PDF. */
export interface Attachment {
  readonly name: string;
  readonly media_type: string;
  /** What it is, for the list of attachments that a reader opens. */
  readonly description: string;
  readonly bytes: Uint8Array;
}

const MAKER = "Health Careers Almanac";

/**
 * Settles what a browser leaves to chance or to itself: title, language, dates, maker, the order
 * of objects, and an /ID that is the digest of the source. Two prints of the same source by
 * the same browser become the same bytes.
 *
 * @param printed A PDF as Chromium prints it; its tags and bookmarks stay as they are.
 * @param source The HTML that it was printed from.
 */
export async function settlePdf(
  printed: Uint8Array,
  source: string,
  { title, date }: PdfFacts,
): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(printed, { updateMetadata: false, parseSpeed: Infinity });
  pdf.setTitle(title, { showInWindowTitleBar: true });
  pdf.setLanguage("en-US");
  pdf.setCreator(MAKER);
  pdf.setProducer(MAKER);
  if (date === null) dropDates(pdf);
  else {
    pdf.setCreationDate(date);
    pdf.setModificationDate(date);
  }
  const id = PDFHexString.of(createHash("sha256").update(source).digest("hex").slice(0, 32));
  pdf.context.trailerInfo.ID = pdf.context.obj([id, id]);
  mapRoles(pdf);
  return await PDFWriter.forContext(canonical(pdf.context), Infinity).serializeToBuffer();
}

/** Takes out the browser's own dates, which say when it was printed. */
function dropDates(pdf: PDFDocument): void {
  const info = pdf.context.lookup(pdf.context.trailerInfo.Info);
  if (!(info instanceof PDFDict)) return;
  info.delete(PDFName.of("CreationDate"));
  info.delete(PDFName.of("ModDate"));
}

/** Chromium tags `<strong>` and `<em>` with types that came with PDF 2.0; older readers are told what they are. */
function mapRoles(pdf: PDFDocument): void {
  const structure = pdf.catalog.lookupMaybe(PDFName.of("StructTreeRoot"), PDFDict);
  structure?.set(PDFName.of("RoleMap"), pdf.context.obj({ Strong: "Span", Em: "Span" }));
}
