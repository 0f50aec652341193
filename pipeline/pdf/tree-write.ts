import {
  PDFDict,
  PDFName,
  PDFNull,
  PDFNumber,
  type PDFContext,
  type PDFObject,
  type PDFRef,
} from "@cantoo/pdf-lib";
import { NAME, walkElements, type Content, type Element, type Kid, type StructureTree } from "./tree.ts";

/** A new element, which becomes part of the tree as a kid of another. */
export function newElement(context: PDFContext, type: string, kids: Kid[]): Element {
  const dict = context.obj({ Type: "StructElem" });
  return { kind: "element", type, ref: context.register(dict), dict, kids };
}

/**
 * Writes the tree into the document: types, kids and parents of all elements, and the parent tree, in
 * which content and annotations find their elements (ISO 32000-1, 14.7.4.4).
 *
 * @param pages Refs of all pages in order.
 */
export function writeTree(context: PDFContext, tree: StructureTree, pages: readonly PDFRef[]): void {
  const parents = new ParentTree(context, pages);
  tree.root.set(NAME.K, context.obj(tree.kids.map(({ ref }) => ref)));
  walkElements(tree.kids, (element, above) => {
    element.dict.set(NAME.S, PDFName.of(element.type));
    element.dict.set(NAME.P, above.at(-1)?.ref ?? rootRef(context));
    writeKids(context, element);
    for (const kid of element.kids) parents.add(kid, element.ref);
  });
  parents.write(tree.root);
}

function rootRef(context: PDFContext): PDFObject {
  const catalog = context.lookup(context.trailerInfo.Root, PDFDict);
  return catalog.get(NAME.StructTreeRoot) ?? PDFNull;
}

function writeKids(context: PDFContext, { dict, kids }: Element): void {
  const page = kids.find((kid) => kid.kind === "content")?.page ?? null;
  if (page === null) dict.delete(NAME.Pg);
  else dict.set(NAME.Pg, page);
  const [only, ...more] = kids.map((kid) => kidObject(context, kid, page));
  if (only === undefined) dict.delete(NAME.K);
  else dict.set(NAME.K, more.length === 0 ? only : context.obj([only, ...more]));
}

function kidObject(context: PDFContext, kid: Kid, page: PDFRef | null): PDFObject {
  switch (kid.kind) {
    case "element":
      return kid.ref;
    case "annotation":
      return context.obj({ Type: "OBJR", Obj: kid.ref, ...(kid.page === null ? {} : { Pg: kid.page }) });
    case "content":
      if (kid.stream !== null)
        return context.obj({ Type: "MCR", Pg: kid.page, Stm: kid.stream, MCID: kid.mcid });
      if (kid.page !== page) return context.obj({ Type: "MCR", Pg: kid.page, MCID: kid.mcid });
      return PDFNumber.of(kid.mcid);
  }
}

/** The number tree from `/StructParents` and `/StructParent` to elements. */
class ParentTree {
  readonly #context: PDFContext;
  /** Elements by MCID, for each content stream; pages come first. */
  readonly #streams: Map<PDFRef, PDFRef[]>;
  readonly #annotations = new Map<PDFRef, PDFRef>();

  constructor(context: PDFContext, pages: readonly PDFRef[]) {
    this.#context = context;
    this.#streams = new Map(pages.map((page) => [page, []]));
  }

  add(kid: Kid, element: PDFRef): void {
    if (kid.kind === "annotation") this.#annotations.set(kid.ref, element);
    else if (kid.kind === "content") this.#elementsIn(kid)[kid.mcid] = element;
  }

  write(root: PDFDict): void {
    let key = 0;
    const nums: PDFObject[] = [];
    for (const [ref, elements] of this.#streams) {
      this.#setKey(ref, NAME.StructParents, key);
      const row = Array.from(elements, (element) => (element as PDFRef | undefined) ?? PDFNull);
      nums.push(PDFNumber.of(key), this.#context.register(this.#context.obj(row)));
      key += 1;
    }
    for (const [ref, element] of this.#annotations) {
      this.#setKey(ref, NAME.StructParent, key);
      nums.push(PDFNumber.of(key), element);
      key += 1;
    }
    root.set(NAME.ParentTree, this.#context.register(this.#context.obj({ Nums: nums })));
    root.set(PDFName.of("ParentTreeNextKey"), PDFNumber.of(key));
  }

  #elementsIn({ page, stream }: Content): PDFRef[] {
    const at = stream ?? page;
    const elements = this.#streams.get(at) ?? [];
    this.#streams.set(at, elements);
    return elements;
  }

  #setKey(ref: PDFRef, name: PDFName, key: number): void {
    const object = this.#context.lookup(ref);
    const dict = object instanceof PDFDict ? object : (object as { dict?: PDFDict } | undefined)?.dict;
    dict?.set(name, PDFNumber.of(key));
  }
}
