import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRef,
  PDFStream,
  PDFString,
  type PDFContext,
  type PDFObject,
} from "@cantoo/pdf-lib";
import { TextReader } from "./fonts.ts";
import { contentBytes, pageRefs, surfacesOf, type Surface } from "./surfaces.ts";
import { NAME, readTree, walkElements, type Annotation, type Content, type Element } from "./tree.ts";

/** Where a condition of PDF/UA is not met. */
export interface Fault {
  /** What is wrong, as a sentence without a full stop. */
  readonly what: string;
  /** Page, element or object. */
  readonly place: string;
}

/** An element with what it lies in and its type after the role map. */
export interface Tagged {
  readonly element: Element;
  /** Standard type; the type itself where nothing maps it. */
  readonly role: string;
  /** From the outside in. */
  readonly above: readonly Element[];
}

/** A page as the conditions look at it. */
export interface CheckedPage {
  /** From 1. */
  readonly number: number;
  readonly ref: PDFRef;
  readonly dict: PDFDict;
  readonly surfaces: readonly Surface[];
  readonly annotations: readonly PDFRef[];
}

/** A finished PDF, read once for all conditions. */
export interface UaSubject {
  readonly context: PDFContext;
  readonly catalog: PDFDict;
  readonly structure: PDFDict | null;
  readonly elements: readonly Tagged[];
  /** Marked content and annotations of elements. */
  readonly contents: readonly { readonly kid: Content | Annotation; readonly tagged: Tagged }[];
  readonly pages: readonly CheckedPage[];
  /** XMP of the document; empty where there is none. */
  readonly xmp: string;
  readonly texts: TextReader;
  /** Standard type of a type. */
  readonly roleOf: (type: string) => string;
}

/**
 * Reads the bytes of a PDF for the check.
 *
 * @throws Error where it cannot be read.
 */
export async function readSubject(bytes: Uint8Array): Promise<UaSubject> {
  const { context, catalog } = await PDFDocument.load(bytes, {
    updateMetadata: false,
    parseSpeed: Infinity,
    throwOnInvalidObject: true,
    // That it is encrypted is one of the conditions.
    ignoreEncryption: true,
  });
  const tree = readTree(context);
  const roles = rolesOf(tree?.root);
  const ends = new Map<string, string>();
  const roleOf = (type: string): string => {
    const role = ends.get(type) ?? resolved(type, roles);
    ends.set(type, role);
    return role;
  };
  const elements: Tagged[] = [];
  walkElements(tree?.kids ?? [], (element, above) => {
    elements.push({ element, role: roleOf(element.type), above });
  });
  const contents = elements.flatMap((tagged) =>
    tagged.element.kids.flatMap((kid) => (kid.kind === "element" ? [] : [{ kid, tagged }])),
  );
  const metadata = catalog.lookup(PDFName.of("Metadata"));
  return {
    context,
    catalog,
    structure: tree?.root ?? null,
    elements,
    contents,
    pages: pageRefs(context).map((ref, i) => pageOf(context, ref, i + 1)),
    xmp: metadata instanceof PDFStream ? Buffer.from(contentBytes(metadata)).toString("utf8") : "",
    texts: new TextReader(),
    roleOf,
  };
}

function pageOf(context: PDFContext, ref: PDFRef, number: number): CheckedPage {
  const dict = context.lookup(ref, PDFDict);
  const list = dict.lookup(NAME.Annots);
  const annotations = list instanceof PDFArray ? list.asArray().filter((one) => one instanceof PDFRef) : [];
  return { number, ref, dict, surfaces: surfacesOf(context, ref), annotations };
}

/** Entries of the role map. */
export function rolesOf(structure: PDFDict | null | undefined): Map<string, string> {
  const map = structure?.lookup(NAME.RoleMap);
  if (!(map instanceof PDFDict)) return new Map();
  return new Map(
    map
      .entries()
      .flatMap(([type, role]) =>
        role instanceof PDFName ? [[type.decodeText(), role.decodeText()] as const] : [],
      ),
  );
}

/** Where the roles of a type end; a circle ends where it is met again. */
function resolved(type: string, roles: ReadonlyMap<string, string>): string {
  const met = new Set<string>();
  let role = type;
  for (let next = roles.get(role); next !== undefined && !met.has(role); next = roles.get(role)) {
    met.add(role);
    role = next;
  }
  return role;
}

/** Structure types of ISO 32000-1, 14.8.4. */
export const STANDARD_TYPES: ReadonlySet<string> = new Set(
  [
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private",
    "P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot",
    "Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form",
  ].flatMap((types) => types.split(" ")),
);

/** An element as a person finds it: its types from the outside in, and its name. */
export function placeOf({ element, above }: Tagged): string {
  const types = [...above, element].map(({ type }) => type).filter((type) => type !== "Document");
  const id = element.dict.lookup(NAME.ID);
  return `${types.join(" > ")}${id instanceof PDFString ? ` ${id.decodeText()}` : ""} (object ${element.ref.objectNumber})`;
}

/** The text of a string object; empty for anything else. */
export function textOf(value: PDFObject | undefined): string {
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : "";
}

/** Dictionaries of all indirect objects, those of streams too, with their numbers. */
export function dictsOf(context: PDFContext): { dict: PDFDict; number: number }[] {
  return context.enumerateIndirectObjects().flatMap(([{ objectNumber }, object]) => {
    const dict = object instanceof PDFStream ? object.dict : object;
    return dict instanceof PDFDict ? [{ dict, number: objectNumber }] : [];
  });
}
