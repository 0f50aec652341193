import { PDFDict, PDFName, PDFStream } from "@cantoo/pdf-lib";
import { shownBytes } from "./content.ts";
import type { Shown } from "./painting.ts";
import { contentBytes, type Surface } from "./surfaces.ts";
import { NAME } from "./tree.ts";

/** Which text the codes of a font stand for. */
export interface FontCodes {
  /** Bytes of a code: 2 for the composite fonts that a browser writes, else 1. */
  readonly width: 1 | 2;
  readonly texts: ReadonlyMap<number, string>;
}

/** Reads the `/ToUnicode` map of a font; without one its map is empty. */
export function fontCodes(font: PDFDict): FontCodes {
  const width = font.lookup(NAME.Subtype) === PDFName.of("Type0") ? 2 : 1;
  const stream = font.lookup(PDFName.of("ToUnicode"));
  const source = stream instanceof PDFStream ? Buffer.from(contentBytes(stream)).toString("latin1") : "";
  return { width, texts: unicodeMap(source) };
}

/** Code → text of a character map in the form of ISO 32000-1, 9.10.3. */
function unicodeMap(source: string): Map<number, string> {
  const map = new Map<number, string>();
  for (const [block] of source.matchAll(/beginbfchar[^]*?endbfchar/g)) {
    for (const [, code, text] of block.matchAll(/<([\da-f]+)>\s*<([\da-f]*)>/gi))
      map.set(hex(code), utf16(text));
  }
  for (const [block] of source.matchAll(/beginbfrange[^]*?endbfrange/g)) {
    for (const [, from, to, text, list] of block.matchAll(
      /<([\da-f]+)>\s*<([\da-f]+)>\s*(?:<([\da-f]*)>|\[([^\]]*)\])/gi,
    )) {
      const texts =
        list === undefined ? null : [...list.matchAll(/<([\da-f]*)>/gi)].map(([, one]) => utf16(one));
      const first = utf16(text);
      for (let code = hex(from); code <= hex(to); code += 1)
        map.set(code, texts === null ? later(first, code - hex(from)) : (texts[code - hex(from)] ?? ""));
    }
  }
  return map;
}

const hex = (digits: string | undefined): number => Number.parseInt(digits ?? "0", 16);

const utf16 = (digits = ""): string =>
  (digits.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(hex(unit))).join("");

/** A text whose last unit is `by` later, as ranges count. */
const later = (text: string, by: number): string =>
  text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + by);

/** Codes that a part of a content stream shows. */
export function codesIn({ start, end }: Shown, bytes: Uint8Array, width: 1 | 2): number[] {
  const shown = shownBytes(bytes, start, end);
  if (width === 1) return shown;
  const codes: number[] = [];
  for (let i = 0; i + 1 < shown.length; i += 2) codes.push((shown[i] ?? 0) * 256 + (shown[i + 1] ?? 0));
  return codes;
}

/** Reads texts; keeps the map of every font that it has met. */
export class TextReader {
  readonly #codes = new Map<PDFDict, FontCodes>();

  /** Codes of a font by the name that a content stream uses; null where its resources have none. */
  font(resources: PDFDict | undefined, name: string): { dict: PDFDict; codes: FontCodes } | null {
    const fonts = resources?.lookup(PDFName.of("Font"));
    const dict = fonts instanceof PDFDict ? fonts.lookup(PDFName.of(name)) : undefined;
    if (!(dict instanceof PDFDict)) return null;
    const codes = this.#codes.get(dict) ?? fontCodes(dict);
    this.#codes.set(dict, codes);
    return { dict, codes };
  }

  /** The text that parts of a content stream show; codes without text are left out. */
  text({ resources, bytes }: Pick<Surface, "resources" | "bytes">, shown: readonly Shown[]): string {
    return shown
      .map((part) => {
        const codes = this.font(resources, part.font)?.codes;
        if (codes === undefined) return "";
        return codesIn(part, bytes, codes.width)
          .map((code) => codes.texts.get(code) ?? "")
          .join("");
      })
      .join("");
  }
}
