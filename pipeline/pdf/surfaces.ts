import { inflateSync } from "node:zlib";
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFRef,
  PDFStream,
  type PDFContext,
  type PDFObject,
} from "@cantoo/pdf-lib";
import { boxAround, multiplied, type Box, type Matrix } from "./geometry.ts";
import type { Ground, Painting } from "./painting.ts";
import { readPainting } from "./painting-read.ts";
import { NAME } from "./tree.ts";

/** A content stream: that of a page, or that of a form XObject with marked content, which is painted there. */
export interface Surface {
  readonly page: PDFRef;
  /** The form; null for the page's own content. */
  readonly form: PDFRef | null;
  readonly bytes: Uint8Array;
  readonly painting: Painting;
  readonly resources: PDFDict | undefined;
  readonly ground: Ground;
  /** Names of the forms in it that hold marked content: surfaces of their own. */
  readonly carriers: ReadonlySet<string>;
}

/** Pages of a document in order. */
export function pageRefs(context: PDFContext): PDFRef[] {
  const below = (ref: PDFObject | undefined): PDFRef[] => {
    const node = ref instanceof PDFRef ? context.lookup(ref) : undefined;
    if (!(ref instanceof PDFRef) || !(node instanceof PDFDict)) return [];
    const kids = node.lookup(NAME.Kids);
    return kids instanceof PDFArray ? kids.asArray().flatMap(below) : [ref];
  };
  const catalog = context.lookupMaybe(context.trailerInfo.Root, PDFDict);
  return below(catalog?.get(PDFName.of("Pages")));
}

/** Reads what a page paints: its own content, then forms in it that hold marked content, as often as they are painted. */
export function surfacesOf(context: PDFContext, page: PDFRef): Surface[] {
  const dict = context.lookup(page, PDFDict);
  const ground: Ground = { matrix: [1, 0, 0, 1, 0, 0], clip: fourNumbers(dict, "MediaBox") };
  const bytes = contentBytes(dict.lookup(NAME.Contents));
  return surfacesFrom({ page, form: null, bytes, resources: resourcesOf(dict), ground }, []);
}

type Source = Omit<Surface, "painting" | "carriers">;

function surfacesFrom(source: Source, above: readonly PDFRef[]): Surface[] {
  const painting = paintingOf(source);
  const carriers = new Set<string>();
  const inner: Surface[] = [];
  for (const unit of painting.units) {
    const form = unit.kind === "form" ? formNamed(source.resources, unit.name) : null;
    if (form === null || above.includes(form.ref)) continue;
    const own = form.stream.dict.lookup(NAME.Resources);
    const within: Source = {
      page: source.page,
      form: form.ref,
      bytes: contentBytes(form.stream),
      resources: own instanceof PDFDict ? own : source.resources,
      ground: { matrix: multiplied(formMatrix(form.stream.dict), unit.matrix), clip: unit.clip },
    };
    const surfaces = surfacesFrom(within, [...above, form.ref]);
    // A form without any mark is a part of what paints it.
    if (!surfaces.some((surface) => surface.painting.sequences.length > 0)) continue;
    carriers.add(unit.name);
    inner.push(...surfaces);
  }
  return [{ ...source, painting, carriers }, ...inner];
}

/** Resources of a page, which it may inherit. */
function resourcesOf(page: PDFDict): PDFDict | undefined {
  for (let node: PDFDict | undefined = page; node !== undefined;) {
    const resources = node.lookup(NAME.Resources);
    if (resources instanceof PDFDict) return resources;
    const parent: PDFObject | undefined = node.lookup(PDFName.of("Parent"));
    node = parent instanceof PDFDict ? parent : undefined;
  }
  return undefined;
}

/** A box of a page or a form; an empty one where it is not four numbers. */
function fourNumbers(dict: PDFDict, name: string): Box {
  const [left = 0, bottom = 0, right = 0, top = 0] = numbersIn(dict.lookup(PDFName.of(name)));
  return [left, bottom, right, top];
}

function numbersIn(array: PDFObject | undefined): number[] {
  if (!(array instanceof PDFArray)) return [];
  return array.asArray().map((_, i) => {
    const value = array.lookup(i);
    return value instanceof PDFNumber ? value.asNumber() : 0;
  });
}

/** Decoded content of a page, whose parts are one stream; of a form; nothing where there is none. */
export function contentBytes(contents: PDFObject | undefined): Uint8Array {
  if (contents instanceof PDFArray) {
    const parts = contents.asArray().map((_, i) => contentBytes(contents.lookup(i)));
    return Buffer.concat(parts.flatMap((part) => [part, Buffer.from("\n")]));
  }
  if (!(contents instanceof PDFRawStream)) return new Uint8Array();
  const filter = contents.dict.lookup(PDFName.of("Filter"));
  const plain = !contents.dict.has(PDFName.of("DecodeParms"));
  if (filter === PDFName.of("FlateDecode") && plain) return inflateSync(contents.contents);
  return decodePDFRawStream(contents).decode();
}

function paintingOf({ resources, bytes, ground }: Source): Painting {
  const lists = resources?.lookup(PDFName.of("Properties"));
  return readPainting(bytes, ground, {
    mcid: (name) => {
      const list = lists instanceof PDFDict ? lists.lookup(PDFName.of(name)) : undefined;
      const mcid = list instanceof PDFDict ? list.lookup(NAME.MCID) : undefined;
      return mcid instanceof PDFNumber ? mcid.asNumber() : null;
    },
    formBox: (name) => {
      const form = formNamed(resources, name)?.stream.dict;
      return form === undefined ? null : boxAround(fourNumbers(form, "BBox"), formMatrix(form));
    },
  });
}

/** The form XObject that a resource name stands for; null for an image or nothing. */
export function formNamed(
  resources: PDFDict | undefined,
  name: string,
): { ref: PDFRef; stream: PDFStream } | null {
  const objects = resources?.lookup(PDFName.of("XObject"));
  if (!(objects instanceof PDFDict)) return null;
  const ref = objects.get(PDFName.of(name));
  const stream = objects.lookup(PDFName.of(name));
  const isForm = stream instanceof PDFStream && stream.dict.lookup(NAME.Subtype) === PDFName.of("Form");
  return isForm && ref instanceof PDFRef ? { ref, stream } : null;
}

function formMatrix(form: PDFDict): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbersIn(form.lookup(PDFName.of("Matrix")));
  return [a, b, c, d, e, f];
}
