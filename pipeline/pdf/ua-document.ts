import { PDFArray, PDFBool, PDFDict, PDFName, PDFNumber } from "@cantoo/pdf-lib";
import { hasText, NAME } from "./tree.ts";
import { dictsOf, textOf, type Fault, type UaSubject } from "./ua-subject.ts";

const EF = PDFName.of("EF");
const FORM = PDFName.of("Form");
const JAVASCRIPT = PDFName.of("JavaScript");
const REF = PDFName.of("Ref");

const catalog = (what: string): Fault[] => [{ what, place: "the catalog" }];

/** 01-007: `/Suspects` is true, so that some tags are guesses. */
export function suspectTags({ catalog: dict }: UaSubject): Fault[] {
  const info = dict.lookup(PDFName.of("MarkInfo"));
  const suspects = info instanceof PDFDict && info.lookup(PDFName.of("Suspects")) === PDFBool.True;
  return suspects ? catalog("some of its tags are marked as suspect") : [];
}

/** ISO 14289-1, 6.2 and 7.1, under which all of Matterhorn stands: a tagged PDF with a structure tree. */
export function untagged({ catalog: dict, structure, elements }: UaSubject): Fault[] {
  const info = dict.lookup(PDFName.of("MarkInfo"));
  const marked = info instanceof PDFDict && info.lookup(PDFName.of("Marked")) === PDFBool.True;
  return [
    ...(marked ? [] : catalog("it is not marked as tagged")),
    ...(structure !== null && elements.length > 0 ? [] : catalog("it has no structure tree")),
  ];
}

/** 06-001: no XMP metadata. */
export function metadataMissing({ xmp }: UaSubject): Fault[] {
  return xmp === "" ? catalog("it has no XMP metadata") : [];
}

/** 06-002: the XMP metadata carry no identifier of PDF/UA-1. */
export function identifierMissing({ xmp }: UaSubject): Fault[] {
  const named = /pdfuaid:part(?:>|\s*=\s*["'])\s*1\s*["'<]/.test(xmp);
  return named && xmp.includes("http://www.aiim.org/pdfua/ns/id/")
    ? []
    : catalog("its metadata do not say that it is PDF/UA-1");
}

/** 06-003: the XMP metadata have no title. */
export function titleMissing({ xmp }: UaSubject): Fault[] {
  return /<dc:title>[^]*?<rdf:li[^>]*>[^<]*\S[^<]*<\/rdf:li>[^]*?<\/dc:title>/.test(xmp)
    ? []
    : catalog("its metadata have no title");
}

/** 07-001 and 07-002: the window does not show the title. */
export function titleNotShown({ catalog: dict }: UaSubject): Fault[] {
  const preferences = dict.lookup(PDFName.of("ViewerPreferences"));
  const shown =
    preferences instanceof PDFDict && preferences.lookup(PDFName.of("DisplayDocTitle")) === PDFBool.True;
  return shown ? [] : catalog("its title is not shown in the window");
}

/** 11-001 to 11-006: without a language for the whole document, that of text, titles and descriptions is unknown. */
export function languageMissing({ catalog: dict }: UaSubject): Fault[] {
  return /^[a-z]{2,3}(?:-[a-z\d]{1,8})*$/i.test(textOf(dict.lookup(PDFName.of("Lang"))))
    ? []
    : catalog("its language is not named");
}

/** 20-001 and 20-003: optional content without a name, or that switches itself. */
export function optionalContent({ catalog: dict }: UaSubject): Fault[] {
  const properties = dict.lookup(PDFName.of("OCProperties"));
  if (!(properties instanceof PDFDict)) return [];
  const others = properties.lookup(PDFName.of("Configs"));
  const configurations = [
    properties.lookup(PDFName.of("D")),
    ...(others instanceof PDFArray ? others.asArray().map((_, i) => others.lookup(i)) : []),
  ];
  return configurations.flatMap((one) =>
    one instanceof PDFDict && hasText(one, PDFName.of("Name")) && !one.has(PDFName.of("AS"))
      ? []
      : catalog("a configuration of its optional content has no name, or switches by itself"),
  );
}

/** 21-001: an embedded file without both of its names. */
export function fileNamesMissing({ context }: UaSubject): Fault[] {
  return dictsOf(context)
    .filter(({ dict }) => dict.has(EF))
    .filter(({ dict }) => !hasText(dict, PDFName.of("F")) || !hasText(dict, PDFName.of("UF")))
    .map(({ number }) => ({ what: "an embedded file lacks a name in /F or /UF", place: `object ${number}` }));
}

/** 25-001: an XFA form; none is wanted, whether it renders dynamically or not. */
export function xfaForm({ catalog: dict }: UaSubject): Fault[] {
  const form = dict.lookup(PDFName.of("AcroForm"));
  return form instanceof PDFDict && form.has(PDFName.of("XFA")) ? catalog("it holds an XFA form") : [];
}

/** 26-001 and 26-002: encryption, which can keep screen readers out; none is wanted. */
export function encrypted({ context }: UaSubject): Fault[] {
  return context.trailerInfo.Encrypt === undefined ? [] : [{ what: "it is encrypted", place: "the trailer" }];
}

/** 29-001 asks a person whether scripts press for time; a report has no script at all. */
export function scripts({ context }: UaSubject): Fault[] {
  return dictsOf(context)
    .filter(({ dict }) => dict.lookup(NAME.S) === JAVASCRIPT || dict.has(JAVASCRIPT))
    .map(({ number }) => ({ what: "it holds JavaScript", place: `object ${number}` }));
}

/** 30-001: a form that shows a page of another file. */
export function referenceObjects({ context }: UaSubject): Fault[] {
  return dictsOf(context)
    .filter(({ dict }) => dict.lookup(NAME.Subtype) === FORM && dict.has(REF))
    .map(({ number }) => ({ what: "a form refers to a page of another file", place: `object ${number}` }));
}

/** Bookmarks, where there is more than one heading to go to. PDF/UA-1 leaves them to WCAG 2.4.5; this house does not. */
export function bookmarksMissing({ catalog: dict, elements }: UaSubject): Fault[] {
  const headings = elements.filter(({ role }) => /^H[1-6]?$/.test(role)).length;
  const outline = dict.lookup(PDFName.of("Outlines"));
  const count = outline instanceof PDFDict ? outline.lookup(PDFName.of("Count")) : undefined;
  const some = count instanceof PDFNumber && count.asNumber() !== 0;
  return headings < 2 || some ? [] : catalog("it has headings and no bookmarks");
}
