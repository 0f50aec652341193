import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFString,
  type PDFObject,
} from "@cantoo/pdf-lib";

/** What a test asks a PDF for. */
export interface PdfInside {
  readonly document: PDFDocument;
  /** Text of every page, words as the fonts' own character maps give them, white space collapsed. */
  readonly pages: readonly string[];
  /** Every font: its name without the subset's prefix, and whether its file is in the PDF. */
  readonly fonts: readonly { readonly name: string; readonly embedded: boolean }[];
  /** Types of structure elements in reading order, `H1`, `P`, `TH`, …; a figure with its alternative text. */
  readonly tags: readonly string[];
  /** Titles of bookmarks. */
  readonly bookmarks: readonly string[];
  /** All strings, names and decoded streams, to look for something that must not be there. */
  readonly everything: string;
}

/** Opens a PDF and reads what is in it. */
export async function pdfInside(bytes: Uint8Array): Promise<PdfInside> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  const objects = document.context.enumerateIndirectObjects().map(([, object]) => object);
  const dicts = objects.filter((object) => object instanceof PDFDict);
  return {
    document,
    pages: document.getPages().map((page) => {
      const fonts = page.node.Resources()?.lookupMaybe(PDFName.of("Font"), PDFDict);
      return pageText(streamText(page.node.Contents()), (name) =>
        characterMap(fonts?.lookupMaybe(PDFName.of(name), PDFDict)),
      );
    }),
    fonts: dicts
      .filter((dict) => nameOf(dict, "Type") === "FontDescriptor")
      .map((dict) => ({
        name: (nameOf(dict, "FontName") ?? "").replace(/^[A-Z]{6}\+/, ""),
        embedded: ["FontFile", "FontFile2", "FontFile3"].some((key) => dict.has(PDFName.of(key))),
      })),
    tags: tagsBelow(document.catalog.lookupMaybe(PDFName.of("StructTreeRoot"), PDFDict)),
    bookmarks: dicts
      .filter((dict) => dict.has(PDFName.of("Dest")))
      .flatMap((dict) => textOf(dict, "Title") ?? []),
    everything: objects
      .map((object) => `${object instanceof PDFRawStream ? streamText(object) : ""} ${String(object)}`)
      .join("\n"),
  };
}

const nameOf = (dict: PDFDict, key: string): string | null =>
  dict.lookupMaybe(PDFName.of(key), PDFName)?.decodeText() ?? null;

function textOf(dict: PDFDict, key: string): string | null {
  const value = dict.lookup(PDFName.of(key));
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : null;
}

function streamText(stream: PDFObject | undefined): string {
  if (stream instanceof PDFArray)
    return Array.from({ length: stream.size() }, (_, i) => streamText(stream.lookup(i))).join("\n");
  if (!(stream instanceof PDFRawStream)) return "";
  try {
    return Buffer.from(decodePDFRawStream(stream).decode()).toString("latin1");
  } catch {
    return "";
  }
}

/** Code → text of a font, from its ToUnicode map. */
function characterMap(font: PDFDict | undefined): Map<number, string> {
  const source = streamText(font?.lookup(PDFName.of("ToUnicode")));
  const map = new Map<number, string>();
  const hex = (digits: string | undefined): number => Number.parseInt(digits ?? "0", 16);
  for (const [block] of source.matchAll(/beginbfchar[^]*?endbfchar/g)) {
    for (const [, code, text] of block.matchAll(/<(\w+)> <(\w+)>/g))
      map.set(hex(code), String.fromCharCode(hex(text)));
  }
  for (const [block] of source.matchAll(/beginbfrange[^]*?endbfrange/g)) {
    for (const [, from, to, text] of block.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
      for (let code = hex(from); code <= hex(to); code += 1)
        map.set(code, String.fromCharCode(hex(text) + code - hex(from)));
    }
  }
  return map;
}

function pageText(content: string, mapOf: (font: string) => Map<number, string>): string {
  let map = new Map<number, string>();
  let text = "";
  for (const [, font, codes] of content.matchAll(/\/(\w+) [\d.]+ Tf|<([0-9a-f]+)> Tj|\bET\b/gi)) {
    if (font !== undefined) map = mapOf(font);
    else if (codes === undefined) text += " ";
    else
      for (const code of codes.match(/.{4}/g) ?? []) text += map.get(Number.parseInt(code, 16)) ?? "\ufffd";
  }
  return text.replace(/\s+/g, " ").trim();
}

function tagsBelow(element: PDFDict | undefined): string[] {
  if (element === undefined) return [];
  const kids = element.lookup(PDFName.of("K"));
  const below =
    kids instanceof PDFArray ? Array.from({ length: kids.size() }, (_, i) => kids.lookup(i)) : [kids];
  const type = nameOf(element, "S");
  const alt = textOf(element, "Alt");
  const own = type === null ? [] : [alt === null ? type : `${type}: ${alt}`];
  return [
    ...own,
    ...below.flatMap((kid) => (kid instanceof PDFDict && !(kid instanceof PDFNumber) ? tagsBelow(kid) : [])),
  ];
}
