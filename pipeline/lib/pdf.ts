import { createHash } from "node:crypto";
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFString,
  type PDFContext,
  type PDFObject,
} from "@cantoo/pdf-lib";

/** What a PDF says of itself. */
export interface PdfFacts {
  /** Shown in the title bar in place of the file's name. */
  readonly title: string;
  /**
   * Both the date of creation and of the last change: the date of the data, so that a reprint is the
   * same file; null leaves both out.
   */
  readonly date: Date | null;
}

const MAKER = "Health Careers Almanac";

/**
 * Settles what a browser leaves to chance or to itself: title, language, dates, maker, names of
 * structure elements, and an /ID that is the digest of the source. Two prints of the same source by
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
  renumberElements(pdf.context);
  return await pdf.save({
    useObjectStreams: false,
    objectsPerTick: Infinity,
    addDefaultPage: false,
    updateFieldAppearances: false,
  });
}

/** Takes out the browser's own dates, which say when it was printed. */
function dropDates(pdf: PDFDocument): void {
  const info = pdf.context.lookup(pdf.context.trailerInfo.Info);
  if (!(info instanceof PDFDict)) return;
  info.delete(PDFName.of("CreationDate"));
  info.delete(PDFName.of("ModDate"));
}

/** How Chromium names the structure elements that others refer to (headers of table cells). */
const ELEMENT = /^node\d+$/;

/**
 * Names structure elements by their order. Chromium's names count the nodes of all documents that its
 * process has seen, so that they depend on what was printed before.
 */
function renumberElements(context: PDFContext): void {
  const found: { readonly name: string; readonly rename: (to: PDFString) => void }[] = [];
  const visit = (value: PDFObject, rename: (to: PDFString) => void): void => {
    if (value instanceof PDFString) {
      if (ELEMENT.test(value.asString())) found.push({ name: value.asString(), rename });
    } else if (value instanceof PDFArray) {
      value.asArray().forEach((item, i) => {
        visit(item, (to) => {
          value.set(i, to);
        });
      });
    } else if (value instanceof PDFDict) {
      for (const [key, item] of value.entries()) {
        visit(item, (to) => {
          value.set(key, to);
        });
      }
    }
  };
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    visit(object, (to) => {
      context.assign(ref, to);
    });
  }
  const names = [...new Set(found.map(({ name }) => name))].sort();
  const order = new Map(names.map((name, i) => [name, `node${String(i + 1).padStart(8, "0")}`]));
  for (const { name, rename } of found) rename(PDFString.of(order.get(name) ?? name));
}
