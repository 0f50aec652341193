import { PDFArray, PDFDict, PDFName, PDFString, type PDFDocument } from "@cantoo/pdf-lib";

import { elementOf, elementsOf, kidsOf } from "./pdf-sample.ts";

const name = (text: string): PDFName => PDFName.of(text);

const structure = (pdf: PDFDocument): PDFDict => pdf.catalog.lookup(name("StructTreeRoot"), PDFDict);

function renameAll(pdf: PDFDocument, from: string, to: string): void {
  for (const { dict } of elementsOf(pdf, from)) dict.set(name("S"), name(to));
}

function rename(pdf: PDFDocument, from: string, to: string): void {
  elementOf(pdf, from).set(name("S"), name(to));
}

function dropAttribute(pdf: PDFDocument, type: string, attribute: string): void {
  for (const { dict } of elementsOf(pdf, type)) {
    const all = dict.lookup(name("A"));
    if (!(all instanceof PDFArray)) continue;
    for (let i = 0; i < all.size(); i += 1) all.lookup(i, PDFDict).delete(name(attribute));
  }
}

/** For each condition of PDF/UA-1 on structure elements, what breaks it in the sample. */
export const STRUCTURE_DAMAGES: readonly (readonly [
  condition: string,
  what: string,
  damage: (pdf: PDFDocument) => void,
])[] = [
  [
    "02-001",
    "a type of its own",
    (pdf) => {
      rename(pdf, "P", "Paragraf");
    },
  ],
  [
    "02-003",
    "roles in a circle",
    (pdf) => {
      structure(pdf).set(name("RoleMap"), pdf.context.obj({ Aa: "Bb", Bb: "Aa" }));
    },
  ],
  [
    "02-004",
    "a standard type with a role",
    (pdf) => {
      structure(pdf).set(name("RoleMap"), pdf.context.obj({ P: "Span" }));
    },
  ],
  [
    "09-004",
    "a row outside of tables",
    (pdf) => {
      rename(pdf, "Table", "Sect");
    },
  ],
  [
    "09-004",
    "a table without rows",
    (pdf) => {
      elementOf(pdf, "Table").delete(name("K"));
    },
  ],
  [
    "09-005",
    "an item without body",
    (pdf) => {
      rename(pdf, "LBody", "Div");
    },
  ],
  [
    "09-005",
    "an item outside of lists",
    (pdf) => {
      rename(pdf, "L", "Div");
    },
  ],
  [
    "ISO 14289-1, 7.5 rows",
    "a row that lacks a cell",
    (pdf) => {
      const row = elementOf(pdf, "TR");
      row.set(name("K"), pdf.context.obj(kidsOf(row).slice(1)));
    },
  ],
  [
    "ISO 14289-1, 7.5 headers",
    "a header that is not there",
    (pdf) => {
      for (const { dict } of elementsOf(pdf, "TH")) dict.delete(name("ID"));
    },
  ],
  [
    "13-004",
    "a figure without words",
    (pdf) => {
      elementOf(pdf, "Figure").delete(name("Alt"));
    },
  ],
  [
    "13-004",
    "a figure with empty words",
    (pdf) => {
      elementOf(pdf, "Figure").set(name("Alt"), PDFString.of(" "));
    },
  ],
  [
    "14-002",
    "no first heading",
    (pdf) => {
      rename(pdf, "H1", "P");
    },
  ],
  [
    "14-003",
    "a level left out",
    (pdf) => {
      renameAll(pdf, "H2", "P");
    },
  ],
  [
    "14-006",
    "two headings in one element",
    (pdf) => {
      rename(pdf, "H1", "H");
      rename(pdf, "H2", "H");
    },
  ],
  [
    "14-007",
    "headings of both kinds",
    (pdf) => {
      rename(pdf, "H3", "H");
    },
  ],
  [
    "15-003",
    "headers without scope",
    (pdf) => {
      dropAttribute(pdf, "TH", "Scope");
      dropAttribute(pdf, "TD", "Headers");
    },
  ],
  [
    "17-002",
    "a formula without words",
    (pdf) => {
      rename(pdf, "P", "Formula");
    },
  ],
  [
    "19-003",
    "a note without name",
    (pdf) => {
      rename(pdf, "P", "Note");
    },
  ],
];
