import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFStream,
  PDFString,
  type PDFObject,
} from "@cantoo/pdf-lib";

/** Keys and types of what a viewer runs, opens, sends or fetches (ISO 32000-1, 12.6 and 13). */
const ACTIVE = new Set([
  "JS",
  "JavaScript",
  "AA",
  "Launch",
  "GoToR",
  "GoToE",
  "SubmitForm",
  "ImportData",
  "ResetForm",
  "Rendition",
  "Movie",
  "Sound",
  "RichMedia",
  "RichMediaExecute",
  "Screen",
  "3D",
  "XFA",
  "AcroForm",
]);

/** What of a PDF could do more than be read. */
export interface PdfActions {
  /** Where something active stands, as `dictionary key` or `dictionary key = name`. */
  readonly active: readonly string[];
  /** Addresses that links lead to. */
  readonly addresses: readonly string[];
  /** Pictures made of pixels. */
  readonly images: number;
}

/** Looks through every object of a PDF, whether anything refers to it or not. */
export async function pdfActions(bytes: Uint8Array): Promise<PdfActions> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  const active: string[] = [];
  const addresses: string[] = [];
  let images = 0;
  const pending: PDFObject[] = document.context.enumerateIndirectObjects().map(([, object]) => object);
  for (let object = pending.pop(); object !== undefined; object = pending.pop()) {
    if (object instanceof PDFArray) pending.push(...object.asArray());
    const dict = object instanceof PDFStream ? object.dict : object;
    if (!(dict instanceof PDFDict)) continue;
    for (const [key, value] of dict.entries()) {
      const name = key.decodeText();
      if (ACTIVE.has(name)) active.push(name);
      // A destination may be opened; an action may not.
      if (name === "OpenAction" && !(value instanceof PDFArray)) active.push(name);
      if (name === "URI" && (value instanceof PDFString || value instanceof PDFHexString))
        addresses.push(value.decodeText());
      if (value instanceof PDFName && ["S", "Subtype", "Type"].includes(name)) {
        if (ACTIVE.has(value.decodeText())) active.push(`${name} = ${value.decodeText()}`);
        if (name === "Subtype" && value.decodeText() === "Image") images += 1;
      }
      pending.push(value);
    }
  }
  return { active, addresses, images };
}
