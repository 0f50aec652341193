import {
  PDFArray,
  PDFBool,
  PDFDict,
  PDFName,
  PDFRawStream,
  PDFString,
  type PDFDocument,
} from "@cantoo/pdf-lib";

import { changeContent, elementsOf } from "./pdf-sample.ts";
import { STRUCTURE_DAMAGES } from "./pdf-damages-structure.ts";

const name = (text: string): PDFName => PDFName.of(text);

const catalogDict = (pdf: PDFDocument, key: string): PDFDict => pdf.catalog.lookup(name(key), PDFDict);
const structure = (pdf: PDFDocument): PDFDict => catalogDict(pdf, "StructTreeRoot");
const renameAll = (pdf: PDFDocument, from: string, to: string): void => {
  for (const { dict } of elementsOf(pdf, from)) dict.set(name("S"), name(to));
};

function xmp(pdf: PDFDocument, change: (text: string) => string): void {
  const stream = pdf.catalog.lookup(name("Metadata"));
  if (!(stream instanceof PDFRawStream)) throw new Error("no metadata");
  const text = change(Buffer.from(stream.contents).toString("utf8"));
  pdf.catalog.set(name("Metadata"), pdf.context.register(PDFRawStream.of(stream.dict, Buffer.from(text))));
}

function firstAnnotation(pdf: PDFDocument): PDFDict {
  for (const page of pdf.getPages()) {
    const dict = page.node.Annots()?.lookup(0);
    if (dict instanceof PDFDict) return dict;
  }
  throw new Error("no annotation");
}

/** Puts an annotation that no element holds on the first page. */
function annotate(pdf: PDFDocument, entries: Readonly<Record<string, unknown>>): void {
  const annotation = pdf.context.register(
    pdf.context.obj({ Type: "Annot", Rect: [0, 0, 9, 9], ...entries } as never),
  );
  const { node } = pdf.getPage(0);
  const all = node.Annots()?.asArray() ?? [];
  node.set(name("Annots"), pdf.context.obj([...all, annotation]));
}

/** Fonts that the pages use, as the content streams name them. */
function fonts(pdf: PDFDocument): PDFDict[] {
  return pdf.getPages().flatMap((page) => {
    const all = page.node.Resources()?.lookup(name("Font"), PDFDict);
    return all?.keys().map((key) => all.lookup(key, PDFDict)) ?? [];
  });
}

function descendant(font: PDFDict): PDFDict {
  return font.lookup(name("DescendantFonts"), PDFArray).lookup(0, PDFDict);
}

/** Gives every font a map to text in which all codes up to 255 have the same one. */
function mapCodes(pdf: PDFDocument, text: string): void {
  const lines = Array.from({ length: 256 }, (_, code) => `<${code.toString(16).padStart(4, "0")}> <${text}>`);
  const map = `beginbfchar ${text === "" ? "" : lines.join(" ")} endbfchar`;
  for (const font of fonts(pdf)) {
    const stream = PDFRawStream.of(pdf.context.obj({}), Buffer.from(map));
    font.set(name("ToUnicode"), pdf.context.register(stream));
  }
}

/** For each condition of PDF/UA-1, what breaks it in the sample. */
export const DAMAGES: readonly (readonly [
  condition: string,
  what: string,
  damage: (pdf: PDFDocument) => void,
])[] = [
  ...STRUCTURE_DAMAGES,
  ["ISO 14289-1, 7.1", "not marked as tagged", (pdf) => catalogDict(pdf, "MarkInfo").delete(name("Marked"))],
  ["ISO 14289-1, 7.1", "no structure tree", (pdf) => pdf.catalog.delete(name("StructTreeRoot"))],
  [
    "01-003",
    "an artifact in a paragraph",
    (pdf) => {
      changeContent(pdf, 0, (text) =>
        text.replace(/(\/H1 <<\/MCID \d+ >>BDC|\/NonStruct <<\/MCID \d+ >>BDC)/, "$1\n/Artifact BMC EMC"),
      );
    },
  ],
  [
    "01-004",
    "tagged content in an artifact",
    (pdf) => {
      changeContent(pdf, 0, (text) => `/Artifact BMC\n${text}\nEMC`);
    },
  ],
  [
    "01-005",
    "text without any mark",
    (pdf) => {
      changeContent(pdf, 0, (text) => `${text}\nBT 1 0 0 1 9 9 Tm <0000> Tj ET`);
    },
  ],
  [
    "01-005",
    "a line without any mark",
    (pdf) => {
      changeContent(pdf, 0, (text) => `${text}\n0 0 m 9 9 l S`);
    },
  ],
  [
    "01-005",
    "a mark that no element knows",
    (pdf) => {
      changeContent(pdf, 0, (text) => `${text}\n/P <</MCID 9999>>BDC 0 0 9 9 re f EMC`);
    },
  ],
  [
    "01-005",
    "a mark that does not end",
    (pdf) => {
      changeContent(pdf, 0, (text) => `${text}\n/Artifact BMC`);
    },
  ],
  [
    "ISO 32000-1, 14.7.4.4",
    "a parent tree without entries",
    (pdf) => {
      structure(pdf).set(name("ParentTree"), pdf.context.obj({ Nums: [] }));
    },
  ],
  [
    "01-007",
    "suspects",
    (pdf) => {
      catalogDict(pdf, "MarkInfo").set(name("Suspects"), PDFBool.True);
    },
  ],
  ["06-001", "no metadata", (pdf) => pdf.catalog.delete(name("Metadata"))],
  [
    "06-002",
    "no identifier",
    (pdf) => {
      xmp(pdf, (text) => text.replace("<pdfuaid:part>1", "<pdfuaid:part>"));
    },
  ],
  [
    "06-003",
    "an empty title",
    (pdf) => {
      xmp(pdf, (text) => text.replace(/x-default">[^<]*/, 'x-default"> '));
    },
  ],
  ["07-001", "the title is not shown", (pdf) => pdf.catalog.delete(name("ViewerPreferences"))],
  [
    "10-001",
    "a font that maps to nothing",
    (pdf) => {
      mapCodes(pdf, "");
    },
  ],
  ["11-001", "no language", (pdf) => pdf.catalog.delete(name("Lang"))],
  [
    "11-001",
    "a language that is none",
    (pdf) => {
      pdf.catalog.set(name("Lang"), PDFString.of("?"));
    },
  ],
  [
    "20-001",
    "layers without name",
    (pdf) => {
      pdf.catalog.set(name("OCProperties"), pdf.context.obj({ D: {} }));
    },
  ],
  [
    "21-001",
    "an attached file without name",
    (pdf) => pdf.catalog.lookup(name("AF"), PDFArray).lookup(0, PDFDict).delete(name("UF")),
  ],
  [
    "25-001",
    "an XFA form",
    (pdf) => {
      pdf.catalog.set(name("AcroForm"), pdf.context.obj({ XFA: [] }));
    },
  ],
  [
    "26-001",
    "encryption",
    (pdf) => {
      pdf.context.trailerInfo.Encrypt = pdf.context.register(pdf.context.obj({ Filter: "Standard" }));
    },
  ],
  [
    "28-002",
    "a comment that is not tagged",
    (pdf) => {
      annotate(pdf, { Subtype: "Text", Contents: PDFString.of("a") });
    },
  ],
  [
    "28-004",
    "a comment without words",
    (pdf) => {
      annotate(pdf, { Subtype: "Text" });
    },
  ],
  [
    "28-005",
    "a field without words",
    (pdf) => {
      annotate(pdf, { Subtype: "Widget" });
    },
  ],
  [
    "28-006",
    "an annotation of no known type",
    (pdf) => {
      annotate(pdf, { Subtype: "Hologram" });
    },
  ],
  [
    "28-007",
    "a trap network",
    (pdf) => {
      annotate(pdf, { Subtype: "TrapNet" });
    },
  ],
  [
    "28-008",
    "tabs in the order of rows",
    (pdf) => {
      pdf.getPage(0).node.set(name("Tabs"), name("R"));
    },
  ],
  [
    "28-010",
    "a field outside of forms",
    (pdf) => {
      annotate(pdf, { Subtype: "Widget", TU: PDFString.of("a") });
    },
  ],
  [
    "28-011",
    "a link that is not tagged",
    (pdf) => {
      annotate(pdf, { Subtype: "Link", Contents: PDFString.of("a") });
    },
  ],
  [
    "28-011",
    "a link in a paragraph",
    (pdf) => {
      renameAll(pdf, "Link", "Span");
    },
  ],
  [
    "28-012",
    "a link without words",
    (pdf) => {
      firstAnnotation(pdf).delete(name("Contents"));
    },
  ],
  [
    "28-014",
    "a link that is a map",
    (pdf) => {
      firstAnnotation(pdf).set(name("A"), pdf.context.obj({ S: "URI", IsMap: true }));
    },
  ],
  [
    "28-018",
    "a tagged mark for printers",
    (pdf) => {
      firstAnnotation(pdf).set(name("Subtype"), name("PrinterMark"));
    },
  ],
  [
    "29-001",
    "a script",
    (pdf) => {
      pdf.catalog.set(
        name("OpenAction"),
        pdf.context.register(pdf.context.obj({ S: "JavaScript", JS: PDFString.of("app.beep()") })),
      );
    },
  ],
  [
    "30-001",
    "a page of another file",
    (pdf) => {
      pdf.context.register(pdf.context.stream("", { Type: "XObject", Subtype: "Form", Ref: {} }));
    },
  ],
  [
    "30-002",
    "a form painted twice",
    (pdf) => {
      changeContent(pdf, 0, (text) => text.replace(/\/X\d+ Do(?=[^/]*EMC\s*$)|(\/X\d+ Do)/g, "$& $&"));
    },
  ],
  [
    "31-004",
    "no map to glyphs",
    (pdf) => {
      for (const font of fonts(pdf))
        if (font.has(name("DescendantFonts"))) descendant(font).delete(name("CIDToGIDMap"));
    },
  ],
  [
    "31-009",
    "a font that is not embedded",
    (pdf) => {
      for (const font of fonts(pdf)) {
        const holder = font.has(name("DescendantFonts")) ? descendant(font) : font;
        holder.lookupMaybe(name("FontDescriptor"), PDFDict)?.delete(name("FontFile2"));
      }
    },
  ],
  [
    "31-027",
    "no map to text",
    (pdf) => {
      for (const font of fonts(pdf)) font.delete(name("ToUnicode"));
    },
  ],
  [
    "31-028",
    "text that is none",
    (pdf) => {
      mapCodes(pdf, "feff");
    },
  ],
  [
    "31-030",
    "a missing glyph",
    (pdf) => {
      changeContent(pdf, 0, (text) => text.replace(/<[\da-f]{4}> Tj/i, "<0000> Tj"));
    },
  ],
  ["bookmarks", "no bookmarks", (pdf) => pdf.catalog.delete(name("Outlines"))],
];
