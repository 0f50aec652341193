import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRef,
  PDFString,
  type PDFContext,
  type PDFObject,
} from "@cantoo/pdf-lib";

/** A structure element: ISO 32000-1, 14.7.2. */
export interface Element {
  readonly kind: "element";
  /** As it stands in `/S`. */
  type: string;
  readonly ref: PDFRef;
  readonly dict: PDFDict;
  readonly kids: Kid[];
}

/** A marked-content sequence of an element. */
export interface Content {
  readonly kind: "content";
  readonly page: PDFRef;
  /** The form XObject that it stands in; null for the page itself. */
  stream: PDFRef | null;
  readonly mcid: number;
}

/** An annotation of an element. */
export interface Annotation {
  readonly kind: "annotation";
  readonly page: PDFRef | null;
  readonly ref: PDFRef;
}

export type Kid = Element | Content | Annotation;

/** The structure tree of a document. */
export interface StructureTree {
  /** The `/StructTreeRoot`. */
  readonly root: PDFDict;
  readonly kids: Element[];
}

/** Whether an element is a figure that says in words what it shows. */
export function isPicture({ type, dict }: Element): boolean {
  return type === "Figure" && (hasText(dict, NAME.Alt) || hasText(dict, NAME.ActualText));
}

/** Whether a dictionary has a text that is not empty. */
export function hasText(dict: PDFDict, name: PDFName): boolean {
  const value = dict.lookup(name);
  return (value instanceof PDFString || value instanceof PDFHexString) && value.decodeText().trim() !== "";
}

/** Visits elements in reading order, each with those that it lies in, from the outside in. */
export function walkElements(
  elements: readonly Kid[],
  visit: (element: Element, above: readonly Element[]) => void,
  above: readonly Element[] = [],
): void {
  for (const element of elements) {
    if (element.kind !== "element") continue;
    visit(element, above);
    walkElements(element.kids, visit, [...above, element]);
  }
}

/** Reads the structure tree; null where there is none. An element that is met again is not read again. */
export function readTree(context: PDFContext): StructureTree | null {
  const catalog = context.lookupMaybe(context.trailerInfo.Root, PDFDict);
  const root = catalog?.lookup(NAME.StructTreeRoot);
  if (!(root instanceof PDFDict)) return null;
  const met = new Set<PDFObject>();
  const read = (value: PDFObject | undefined, page: PDFRef | null): Kid | null => {
    const object = value instanceof PDFRef ? context.lookup(value) : value;
    if (object instanceof PDFNumber) return contentOf(page, null, object.asNumber());
    if (!(object instanceof PDFDict)) return null;
    const ownPage = refIn(object, NAME.Pg) ?? page;
    const type = object.get(NAME.Type);
    if (type === NAME.MCR) return contentOf(ownPage, refIn(object, NAME.Stm), mcidOf(object));
    if (type === NAME.OBJR) {
      const ref = refIn(object, NAME.Obj);
      return ref === null ? null : { kind: "annotation", page: ownPage, ref };
    }
    if (!(value instanceof PDFRef) || met.has(value)) return null;
    met.add(value);
    const kids = kidsOf(object).flatMap((kid) => read(kid, ownPage) ?? []);
    return { kind: "element", type: typeOf(object), ref: value, dict: object, kids };
  };
  const kids = kidsOf(root).flatMap((kid) => {
    const element = read(kid, null);
    return element?.kind === "element" ? [element] : [];
  });
  return { root, kids };
}

/** Names of ISO 32000-1 that are looked up often. */
export const NAME = {
  A: PDFName.of("A"),
  Alt: PDFName.of("Alt"),
  ActualText: PDFName.of("ActualText"),
  Annots: PDFName.of("Annots"),
  Contents: PDFName.of("Contents"),
  ID: PDFName.of("ID"),
  K: PDFName.of("K"),
  Kids: PDFName.of("Kids"),
  MCID: PDFName.of("MCID"),
  MCR: PDFName.of("MCR"),
  Nums: PDFName.of("Nums"),
  O: PDFName.of("O"),
  OBJR: PDFName.of("OBJR"),
  Obj: PDFName.of("Obj"),
  P: PDFName.of("P"),
  ParentTree: PDFName.of("ParentTree"),
  Pg: PDFName.of("Pg"),
  Resources: PDFName.of("Resources"),
  RoleMap: PDFName.of("RoleMap"),
  S: PDFName.of("S"),
  Stm: PDFName.of("Stm"),
  StructParent: PDFName.of("StructParent"),
  StructParents: PDFName.of("StructParents"),
  StructTreeRoot: PDFName.of("StructTreeRoot"),
  Subtype: PDFName.of("Subtype"),
  Type: PDFName.of("Type"),
} as const;

function contentOf(page: PDFRef | null, stream: PDFRef | null, mcid: number): Content | null {
  return page === null ? null : { kind: "content", page, stream, mcid };
}

function mcidOf(dict: PDFDict): number {
  const value = dict.lookup(NAME.MCID);
  return value instanceof PDFNumber ? value.asNumber() : -1;
}

/** Types by their names, which are decoded once. */
const TYPES = new Map<PDFName, string>();

function typeOf(element: PDFDict): string {
  const name = element.lookup(NAME.S);
  if (!(name instanceof PDFName)) return "";
  const type = TYPES.get(name) ?? name.decodeText();
  TYPES.set(name, type);
  return type;
}

function refIn(dict: PDFDict, name: PDFName): PDFRef | null {
  const value = dict.get(name);
  return value instanceof PDFRef ? value : null;
}

/** What stands in `/K`, which is a list or its one item. */
function kidsOf(dict: PDFDict): readonly PDFObject[] {
  const kids = dict.lookup(NAME.K);
  if (kids instanceof PDFArray) return kids.asArray();
  const only = dict.get(NAME.K);
  return only === undefined ? [] : [only];
}
