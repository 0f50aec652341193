import { PDFBool, PDFDict, PDFName, type PDFRef } from "@cantoo/pdf-lib";
import { hasText, NAME } from "./tree.ts";
import type { Fault, Tagged, UaSubject } from "./ua-subject.ts";

interface Note {
  readonly dict: PDFDict;
  readonly subtype: string;
  readonly place: string;
  /** The element that holds it; null where none does. */
  readonly holder: Tagged | null;
}

/** Types of ISO 32000-1, table 169. */
const SUBTYPES = new Set(
  `Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret
  Ink Popup FileAttachment Sound Movie Widget Screen PrinterMark TrapNet Watermark 3D Redact`.split(/\s+/),
);

function annotations({ pages, contents, context }: UaSubject): Note[] {
  const holders = new Map<PDFRef, Tagged>();
  for (const { kid, tagged } of contents) if (kid.kind === "annotation") holders.set(kid.ref, tagged);
  return pages.flatMap(({ number, annotations: refs }) =>
    refs.flatMap((ref) => {
      const dict = context.lookup(ref);
      if (!(dict instanceof PDFDict)) return [];
      const subtype = dict.lookup(NAME.Subtype);
      return [
        {
          dict,
          subtype: subtype instanceof PDFName ? subtype.decodeText() : "",
          place: `page ${number}, annotation ${ref.objectNumber}`,
          holder: holders.get(ref) ?? null,
        },
      ];
    }),
  );
}

function faults(subject: UaSubject, what: string, bad: (note: Note) => boolean): Fault[] {
  return annotations(subject).flatMap((note) => (bad(note) ? [{ what, place: note.place }] : []));
}

const OTHERS = new Set(["Widget", "PrinterMark", "Link", "Popup"]);

const roleIs = ({ holder }: Note, role: string): boolean => holder?.role === role;

/** 28-002: an annotation, but a link or a form field, that stands in no `Annot`. */
export function annotationOutside(subject: UaSubject): Fault[] {
  return faults(
    subject,
    "an annotation is not tagged as one",
    (note) => !OTHERS.has(note.subtype) && !roleIs(note, "Annot"),
  );
}

/** 28-004: an annotation, but a form field, that neither itself nor its element describes. */
export function annotationUndescribed(subject: UaSubject): Fault[] {
  return faults(subject, "an annotation is not described", ({ subtype, dict, holder }) => {
    if (OTHERS.has(subtype)) return false;
    return !hasText(dict, NAME.Contents) && !(holder !== null && hasText(holder.element.dict, NAME.Alt));
  });
}

/** 28-005: a form field that does not say what it asks for. */
export function fieldUndescribed(subject: UaSubject): Fault[] {
  return faults(
    subject,
    "a form field does not say what it asks for",
    ({ subtype, dict }) => subtype === "Widget" && !hasText(dict, PDFName.of("TU")),
  );
}

/** 28-006: an annotation of a type that is none. */
export function annotationUnknown(subject: UaSubject): Fault[] {
  return faults(subject, "an annotation is of no known type", ({ subtype }) => !SUBTYPES.has(subtype));
}

/** 28-007: a trap network, which is for presses. */
export function trapNetworks(subject: UaSubject): Fault[] {
  return faults(subject, "there is a trap network", ({ subtype }) => subtype === "TrapNet");
}

/** 28-008 and 28-009: a page with annotations whose order for the tab key is not that of the structure. */
export function tabOrder({ pages }: UaSubject): Fault[] {
  return pages
    .filter(
      ({ annotations: all, dict }) => all.length > 0 && dict.lookup(PDFName.of("Tabs")) !== PDFName.of("S"),
    )
    .map(({ number }) => ({ what: "the tab key does not follow the structure", place: `page ${number}` }));
}

/** 28-010: a form field that stands in no `Form`. */
export function fieldOutside(subject: UaSubject): Fault[] {
  return faults(
    subject,
    "a form field is not tagged as one",
    (note) => note.subtype === "Widget" && !roleIs(note, "Form"),
  );
}

/** 28-011: a link that stands in no `Link`. */
export function linkOutside(subject: UaSubject): Fault[] {
  return faults(
    subject,
    "a link is not tagged as one",
    (note) => note.subtype === "Link" && !roleIs(note, "Link"),
  );
}

/** 28-012: a link that does not say where it leads. */
export function linkUndescribed(subject: UaSubject): Fault[] {
  return faults(
    subject,
    "a link does not say where it leads",
    ({ subtype, dict }) => subtype === "Link" && !hasText(dict, NAME.Contents),
  );
}

/** 28-014: a link that asks where in an image the pointer is. */
export function imageMaps(subject: UaSubject): Fault[] {
  return faults(subject, "a link depends on where the pointer is", ({ dict }) => {
    const action = dict.lookup(NAME.A);
    return action instanceof PDFDict && action.lookup(PDFName.of("IsMap")) === PDFBool.True;
  });
}

/** 28-018: marks for printers in the structure tree. */
export function printerMarks(subject: UaSubject): Fault[] {
  return faults(
    subject,
    "a printer's mark is tagged",
    ({ subtype, holder }) => subtype === "PrinterMark" && holder !== null,
  );
}
