import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRef, PDFStream, type PDFObject } from "@cantoo/pdf-lib";
import { codesIn } from "./fonts.ts";
import type { Sequence } from "./painting.ts";
import type { Surface } from "./surfaces.ts";
import { NAME } from "./tree.ts";
import { type CheckedPage, type Fault, type UaSubject } from "./ua-subject.ts";

/** Whether a sequence, or one that it lies in, satisfies a test. */
function within(sequence: Sequence | null, test: (one: Sequence) => boolean): boolean {
  for (let one = sequence; one !== null; one = one.parent) if (test(one)) return true;
  return false;
}

const isArtifact = ({ tag }: Sequence): boolean => tag === "Artifact";
const isTagged = ({ mcid }: Sequence): boolean => mcid !== null;

function eachSurface(
  { pages }: UaSubject,
  faultsOf: (surface: Surface, place: string, page: CheckedPage) => Fault[],
): Fault[] {
  return pages.flatMap((page) =>
    page.surfaces.flatMap((surface) =>
      faultsOf(
        surface,
        `page ${page.number}${surface.form === null ? "" : `, form ${surface.form.objectNumber}`}`,
        page,
      ),
    ),
  );
}

/** 01-003: an artifact inside of tagged content. */
export function artifactInContent(subject: UaSubject): Fault[] {
  return eachSurface(subject, ({ painting }, place) =>
    painting.sequences
      .filter((one) => isArtifact(one) && within(one.parent, isTagged))
      .map(() => ({ what: "an artifact stands inside of tagged content", place })),
  );
}

/** 01-004: tagged content inside of an artifact. */
export function contentInArtifact(subject: UaSubject): Fault[] {
  return eachSurface(subject, ({ painting }, place) =>
    painting.sequences
      .filter((one) => isTagged(one) && (isArtifact(one) || within(one.parent, isArtifact)))
      .map(() => ({ what: "tagged content stands inside of an artifact", place })),
  );
}

/** 01-005: painting that is neither an artifact nor connected with the structure tree. */
export function unmarkedContent(subject: UaSubject): Fault[] {
  const known = new Set(
    subject.contents.flatMap(({ kid }) =>
      kid.kind === "content" ? [keyOf(kid.stream ?? kid.page, kid.mcid)] : [],
    ),
  );
  return eachSurface(subject, (surface, place) => [
    ...surface.painting.units
      .filter(({ kind, name }) => kind !== "form" || !surface.carriers.has(name))
      .filter(
        ({ sequence }) =>
          !within(
            sequence,
            (one) =>
              isArtifact(one) ||
              (one.mcid !== null && known.has(keyOf(surface.form ?? surface.page, one.mcid))),
          ),
      )
      .map(({ kind, shown }) => {
        const text = subject.texts.text(surface, shown);
        return {
          what: `a ${kind} is neither tagged nor an artifact${text === "" ? "" : `: "${text}"`}`,
          place,
        };
      }),
    ...(surface.painting.unbalanced === 0 ? [] : [{ what: "its marks do not end where they should", place }]),
  ]);
}

const keyOf = (stream: PDFRef, mcid: number): string => `${stream.tag} ${mcid}`;

/** 01-005 from the other side: an MCID that the parent tree leads to no element or to another one (ISO 32000-1, 14.7.4.4). */
export function parentTreeWrong(subject: UaSubject): Fault[] {
  const { context, structure } = subject;
  const parents = numberTree(structure?.lookup(NAME.ParentTree));
  const keyIn = (ref: PDFRef, name: PDFName): number => {
    const object = context.lookup(ref);
    const dict = object instanceof PDFStream ? object.dict : object;
    const key = dict instanceof PDFDict ? dict.lookup(name) : undefined;
    return key instanceof PDFNumber ? key.asNumber() : -1;
  };
  return subject.contents.flatMap(({ kid, tagged }) => {
    const own = tagged.element.ref;
    if (kid.kind === "annotation") {
      const found = parents.get(keyIn(kid.ref, NAME.StructParent));
      return found === own
        ? []
        : [{ what: "an annotation does not lead to its element", place: `object ${kid.ref.objectNumber}` }];
    }
    const row = parents.get(keyIn(kid.stream ?? kid.page, NAME.StructParents));
    const array = row instanceof PDFRef ? context.lookup(row) : row;
    const found = array instanceof PDFArray && kid.mcid < array.size() ? array.get(kid.mcid) : undefined;
    return found === own
      ? []
      : [
          {
            what: `marked content ${kid.mcid} does not lead to its element`,
            place: `object ${own.objectNumber}`,
          },
        ];
  });
}

/** Entries of a number tree: ISO 32000-1, 7.9.7. */
function numberTree(node: PDFObject | undefined): Map<number, PDFObject> {
  if (!(node instanceof PDFDict)) return new Map();
  const nums = node.lookup(NAME.Nums);
  const kids = node.lookup(NAME.Kids);
  const own = nums instanceof PDFArray ? nums.asArray() : [];
  const entries = own.flatMap((key, i) => {
    const value = own[i + 1];
    return i % 2 === 0 && key instanceof PDFNumber && value !== undefined
      ? [[key.asNumber(), value] as const]
      : [];
  });
  const below =
    kids instanceof PDFArray ? kids.asArray().flatMap((_, i) => [...numberTree(kids.lookup(i))]) : [];
  return new Map([...entries, ...below]);
}

/** 10-001: text whose characters no one can tell, since its font maps the code to none. */
export function unmappedCodes(subject: UaSubject): Fault[] {
  return usedFonts(subject).flatMap(({ name, place, codes, texts }) => {
    const unknown = [...codes].filter((code) => (texts.get(code) ?? "") === "");
    return unknown.length === 0
      ? []
      : [{ what: `${unknown.length} characters of font ${name} have no text`, place }];
  });
}

/** 31-009: a font whose program is not in the file. */
export function fontNotEmbedded(subject: UaSubject): Fault[] {
  return usedFonts(subject)
    .filter(({ dict }) => !isEmbedded(dict))
    .map(({ name, place }) => ({ what: `font ${name} is not embedded`, place }));
}

/** 31-004 and 31-005: a TrueType font for composite text that does not say which glyph a code is. */
export function glyphMapMissing(subject: UaSubject): Fault[] {
  return usedFonts(subject)
    .filter(({ dict }) => {
      const below = descendant(dict);
      if (below?.lookup(NAME.Subtype) !== PDFName.of("CIDFontType2")) return false;
      const map = below.lookup(PDFName.of("CIDToGIDMap"));
      return !(map instanceof PDFStream) && map !== PDFName.of("Identity");
    })
    .map(({ name, place }) => ({ what: `font ${name} has no map from codes to glyphs`, place }));
}

/** 31-027: a font without `/ToUnicode`. */
export function textMapMissing(subject: UaSubject): Fault[] {
  return usedFonts(subject)
    .filter(({ dict }) => !dict.has(PDFName.of("ToUnicode")))
    .map(({ name, place }) => ({ what: `font ${name} has no map from codes to text`, place }));
}

/** 31-028 and 31-029: a font that maps codes to what is no character: 0, U+FEFF, U+FFFE. */
export function nonCharacters(subject: UaSubject): Fault[] {
  return usedFonts(subject)
    .filter(({ codes, texts }) => [...codes].some((code) => /[\0\ufeff\ufffe]/.test(texts.get(code) ?? "")))
    .map(({ name, place }) => ({ what: `font ${name} maps codes to what is no character`, place }));
}

/** 31-030: text that shows the glyph for a missing one. */
export function missingGlyphs(subject: UaSubject): Fault[] {
  return usedFonts(subject)
    .filter(({ dict, codes }) => dict.lookup(NAME.Subtype) === PDFName.of("Type0") && codes.has(0))
    .map(({ name, place }) => ({ what: `text in font ${name} shows a missing glyph`, place }));
}

/** 30-002: a form with marked content of its own that is painted more than once. */
export function sharedForms({ pages }: UaSubject): Fault[] {
  const met = new Set<PDFRef>();
  return pages.flatMap(({ number, surfaces }) =>
    surfaces.flatMap(({ form }) => {
      if (form === null) return [];
      const again = met.has(form);
      met.add(form);
      const what = "a form with marked content is painted more than once";
      return again ? [{ what, place: `page ${number}, form ${form.objectNumber}` }] : [];
    }),
  );
}

interface UsedFont {
  readonly dict: PDFDict;
  readonly name: string;
  readonly place: string;
  readonly codes: ReadonlySet<number>;
  readonly texts: ReadonlyMap<number, string>;
}

const fontsOf = new WeakMap<UaSubject, UsedFont[]>();

/** Fonts that text is set in, each with the codes that are shown; found once for all conditions. */
function usedFonts(subject: UaSubject): UsedFont[] {
  const known = fontsOf.get(subject) ?? findFonts(subject);
  fontsOf.set(subject, known);
  return known;
}

function findFonts(subject: UaSubject): UsedFont[] {
  const fonts = new Map<PDFDict, UsedFont & { readonly codes: Set<number> }>();
  for (const { number, surfaces } of subject.pages) {
    for (const { painting, resources, bytes } of surfaces) {
      for (const part of painting.units.flatMap(({ shown }) => shown)) {
        const found = subject.texts.font(resources, part.font);
        if (found === null) continue;
        const used = fonts.get(found.dict) ?? {
          dict: found.dict,
          name: fontName(found.dict),
          place: `page ${number}`,
          codes: new Set<number>(),
          texts: found.codes.texts,
        };
        fonts.set(found.dict, used);
        for (const code of codesIn(part, bytes, found.codes.width)) used.codes.add(code);
      }
    }
  }
  return [...fonts.values()];
}

function fontName(font: PDFDict): string {
  const name = font.lookup(PDFName.of("BaseFont"));
  return name instanceof PDFName ? name.decodeText() : "without a name";
}

function descendant(font: PDFDict): PDFDict | null {
  const below = font.lookup(PDFName.of("DescendantFonts"));
  const first = below instanceof PDFArray ? below.lookup(0) : undefined;
  return first instanceof PDFDict ? first : null;
}

function isEmbedded(font: PDFDict): boolean {
  // A Type 3 font is made of content streams.
  if (font.lookup(NAME.Subtype) === PDFName.of("Type3")) return true;
  const descriptor = (descendant(font) ?? font).lookup(PDFName.of("FontDescriptor"));
  return (
    descriptor instanceof PDFDict &&
    ["FontFile", "FontFile2", "FontFile3"].some(
      (name) => descriptor.lookup(PDFName.of(name)) instanceof PDFStream,
    )
  );
}
