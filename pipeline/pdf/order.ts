import {
  PDFArray,
  PDFContext,
  PDFDict,
  PDFName,
  PDFNull,
  PDFRef,
  PDFStream,
  PDFString,
  type PDFObject,
} from "@cantoo/pdf-lib";

/**
 * The same document with its objects in the order in which they are reached from the root, and with
 * structure elements named by reading order.
 *
 * Chromium names elements after nodes of all documents that its process has seen, and writes
 * their objects in an order that follows from the names; both tell what was printed before.
 *
 * @param context Used up: its objects become those of the result.
 */
export function canonical(context: PDFContext): PDFContext {
  const ordered = PDFContext.create();
  ordered.header = context.header;
  const moved = new Map<PDFRef, PDFRef>();
  const move = (ref: PDFRef): PDFRef => {
    const to = moved.get(ref) ?? ordered.nextRef();
    moved.set(ref, to);
    return to;
  };
  const names = nameElements(context);
  const { Root, Info, ID } = context.trailerInfo;
  if (Root instanceof PDFRef) ordered.trailerInfo.Root = move(Root);
  if (Info instanceof PDFRef) ordered.trailerInfo.Info = move(Info);
  if (ID !== undefined) ordered.trailerInfo.ID = ID;
  // The map grows while it is gone through: every object adds those that it refers to.
  for (const [from, to] of moved) {
    const object = context.lookup(from) ?? PDFNull;
    replaceInside(object, (value) => {
      if (value instanceof PDFRef) return move(value);
      const name = value instanceof PDFString ? names.get(value.asString()) : undefined;
      return name === undefined ? value : PDFString.of(name);
    });
    ordered.assign(to, object);
  }
  return ordered;
}

/** Puts `replacement(value)` in the place of every value inside an object, at any depth. */
function replaceInside(object: PDFObject, replacement: (value: PDFObject) => PDFObject): void {
  if (object instanceof PDFStream) replaceInside(object.dict, replacement);
  else if (object instanceof PDFArray) {
    for (let i = 0; i < object.size(); i += 1) {
      const value = object.get(i);
      replaceInside(value, replacement);
      const other = replacement(value);
      if (other !== value) object.set(i, other);
    }
  } else if (object instanceof PDFDict) {
    for (const [key, value] of object.entries()) {
      replaceInside(value, replacement);
      const other = replacement(value);
      if (other !== value) object.set(key, other);
    }
  }
}

/**
 * New names of structure elements by their old ones, in reading order. Writes the tree in which they are
 * looked up anew, still with the old names: it is sorted, and the old names may have another order.
 */
function nameElements(context: PDFContext): Map<string, string> {
  const root = context.lookupMaybe(context.trailerInfo.Root, PDFDict);
  const structure = root?.lookupMaybe(PDFName.of("StructTreeRoot"), PDFDict);
  if (structure === undefined) return new Map();
  const elements = namedElements(structure, context);
  if (elements.length > 0) {
    const entries = elements.flatMap(({ name, ref }) => [PDFString.of(name), ref]);
    structure.set(PDFName.of("IDTree"), context.obj({ Names: entries }));
  }
  return new Map(elements.map(({ name }, i) => [name, `element${String(i + 1).padStart(6, "0")}`]));
}

interface NamedElement {
  readonly name: string;
  readonly ref: PDFRef;
}

/** Elements below a structure element that have a name (`/ID`), in reading order. */
function namedElements(element: PDFDict, context: PDFContext): NamedElement[] {
  const kids = element.lookup(PDFName.of("K"));
  const refs = kids instanceof PDFArray ? kids.asArray() : [element.get(PDFName.of("K"))];
  return refs.flatMap((ref) => {
    const kid = ref instanceof PDFRef ? context.lookup(ref) : undefined;
    if (!(ref instanceof PDFRef) || !(kid instanceof PDFDict)) return [];
    const id = kid.lookup(PDFName.of("ID"));
    const own = id instanceof PDFString ? [{ name: id.asString(), ref }] : [];
    return [...own, ...namedElements(kid, context)];
  });
}
