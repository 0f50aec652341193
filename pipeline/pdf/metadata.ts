import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { type PDFDocument, PDFDict, PDFHexString, PDFName, PDFRawStream, PDFString } from "@cantoo/pdf-lib";
import { escapeText } from "entities";

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
const LANGUAGE = "en-US";

/**
 * Says what the document is, in place of what the browser says, for readers of either time: in the
 * document information and in XMP, where PDF/UA has its mark (ISO 14289-1, 5). Marks the document as tagged.
 */
export function describeDocument(pdf: PDFDocument, facts: PdfFacts): void {
  const { title, date } = facts;
  pdf.setTitle(title, { showInWindowTitleBar: true });
  pdf.setLanguage(LANGUAGE);
  pdf.setCreator(MAKER);
  pdf.setProducer(MAKER);
  if (date === null) dropDates(pdf);
  else {
    pdf.setCreationDate(date);
    pdf.setModificationDate(date);
  }
  pdf.catalog.set(PDFName.of("MarkInfo"), pdf.context.obj({ Marked: true }));
  const dict = pdf.context.obj({ Type: "Metadata", Subtype: "XML" });
  const packet = PDFRawStream.of(dict, Buffer.from(xmpPacket(facts)));
  pdf.catalog.set(PDFName.of("Metadata"), pdf.context.register(packet));
}

/** Takes out the browser's own dates, which say when it was printed. */
function dropDates(pdf: PDFDocument): void {
  const info = pdf.context.lookup(pdf.context.trailerInfo.Info);
  if (!(info instanceof PDFDict)) return;
  info.delete(PDFName.of("CreationDate"));
  info.delete(PDFName.of("ModDate"));
}

function xmpPacket({ title, date }: PdfFacts): string {
  const when = date?.toISOString().replace(/\.\d+Z$/, "Z");
  const dates =
    when === undefined
      ? ""
      : `
   <xmp:CreateDate>${when}</xmp:CreateDate>
   <xmp:ModifyDate>${when}</xmp:ModifyDate>`;
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <pdfuaid:part>1</pdfuaid:part>
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeText(title)}</rdf:li></rdf:Alt></dc:title>
   <dc:language><rdf:Bag><rdf:li>${LANGUAGE}</rdf:li></rdf:Bag></dc:language>
   <xmp:CreatorTool>${MAKER}</xmp:CreatorTool>${dates}
   <pdf:Producer>${MAKER}</pdf:Producer>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`;
}

/** Puts a file into the document as the data that it was made from (an associated file of ISO 32000-2, 7.11.4). */
export function attachFile(pdf: PDFDocument, file: Attachment, date: Date | null): void {
  const { context, catalog } = pdf;
  const dates =
    date === null ? {} : { CreationDate: PDFString.fromDate(date), ModDate: PDFString.fromDate(date) };
  const CheckSum = PDFHexString.of(createHash("md5").update(file.bytes).digest("hex"));
  const dict = context.obj({
    Type: "EmbeddedFile",
    Subtype: file.media_type,
    Filter: "FlateDecode",
    Params: { Size: file.bytes.length, CheckSum, ...dates },
  });
  const stream = context.register(PDFRawStream.of(dict, deflateSync(file.bytes)));
  const specification = context.register(
    context.obj({
      Type: "Filespec",
      F: PDFString.of(file.name),
      UF: PDFHexString.fromText(file.name),
      Desc: PDFHexString.fromText(file.description),
      AFRelationship: "Data",
      EF: { F: stream, UF: stream },
    }),
  );
  catalog.set(PDFName.of("AF"), context.obj([specification]));
  const EmbeddedFiles = { Names: [PDFHexString.fromText(file.name), specification] };
  const names = catalog.lookup(PDFName.of("Names"));
  if (names instanceof PDFDict) names.set(PDFName.of("EmbeddedFiles"), context.obj(EmbeddedFiles));
  else catalog.set(PDFName.of("Names"), context.obj({ EmbeddedFiles }));
}
