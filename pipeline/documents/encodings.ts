import { isUtf8 } from "node:buffer";
import type { DecodedText } from "../contracts/document.ts";

/** The encodings that the almanac reads, by their WHATWG names. */
export type Encoding = DecodedText["encoding"];

/** What stands for a byte that cannot be decoded. */
const REPLACEMENT = "\ufffd";

/** Byte offsets are noted every so many code units; a look-up walks at most this far. */
const STRIDE = 1024;

/**
 * Windows-1252 characters of the bytes 80 to 9F. The five unassigned ones stand for nothing that a page could
 * mean: they are undecodable (the WHATWG index makes control characters of them).
 */
const WINDOWS_1252 =
  "\u20ac\ufffd\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\ufffd\u017d\ufffd" +
  "\ufffd\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\ufffd\u017e\u0178";

/** A text with the places, ascending, of the characters that stand for undecodable bytes. */
interface Decoding {
  readonly text: string;
  readonly damaged: readonly number[];
}

/**
 * Number of bytes of the well-formed UTF-8 sequence that begins at an offset, 0 where there is none
 * (The Unicode Standard, table 3-7).
 */
export function utf8SequenceLength(bytes: Uint8Array, at: number): 0 | 1 | 2 | 3 | 4 {
  const lead = bytes[at] ?? 0xff;
  if (lead < 0x80) return 1;
  const isTrail = (offset: number, low = 0x80, high = 0xbf) => {
    const byte = bytes[at + offset] ?? 0;
    return byte >= low && byte <= high;
  };
  if (lead >= 0xc2 && lead <= 0xdf) return isTrail(1) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    return isTrail(1, lead === 0xe0 ? 0xa0 : 0x80, lead === 0xed ? 0x9f : 0xbf) && isTrail(2) ? 3 : 0;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    const second = isTrail(1, lead === 0xf0 ? 0x90 : 0x80, lead === 0xf4 ? 0x8f : 0xbf);
    return second && isTrail(2) && isTrail(3) ? 4 : 0;
  }
  return 0;
}

function decodeUtf8(bytes: Uint8Array): Decoding {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (isUtf8(bytes)) return { text: source.toString("utf8"), damaged: [] };
  const damaged: number[] = [];
  let text = "";
  let sound = 0;
  for (let at = 0; at < bytes.length;) {
    const length = utf8SequenceLength(bytes, at);
    if (length === 0) {
      text += source.toString("utf8", sound, at);
      damaged.push(text.length);
      text += REPLACEMENT;
      sound = at + 1;
    }
    at += Math.max(length, 1);
  }
  return { text: text + source.toString("utf8", sound), damaged };
}

function decodeUtf16(bytes: Uint8Array, bigEndian: boolean): Decoding {
  const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  const units = (bigEndian ? even.swap16() : even).toString("utf16le");
  const damaged: number[] = [];
  const text = units.replace(/\p{Surrogate}/gu, (_, at: number) => {
    const place = at + damaged.length / 2;
    damaged.push(place, place + 1);
    return REPLACEMENT + REPLACEMENT;
  });
  if (even.length === bytes.length) return { text, damaged };
  return { text: text + REPLACEMENT, damaged: [...damaged, text.length] };
}

function decodeWindows1252(bytes: Uint8Array): Decoding {
  const latin1 = Buffer.from(bytes).toString("latin1");
  const damaged: number[] = [];
  const text = latin1.replace(/[\x80-\x9f]/g, (char, at: number) => {
    const decoded = WINDOWS_1252.charAt(char.charCodeAt(0) - 0x80);
    if (decoded === REPLACEMENT) damaged.push(at);
    return decoded;
  });
  return { text, damaged };
}

function decodeBody(bytes: Uint8Array, encoding: Encoding): Decoding {
  switch (encoding) {
    case "utf-8":
      return decodeUtf8(bytes);
    case "windows-1252":
      return decodeWindows1252(bytes);
    case "utf-16le":
      return decodeUtf16(bytes, false);
    case "utf-16be":
      return decodeUtf16(bytes, true);
  }
}

/** Bytes that a character takes in an encoding. */
function byteLength(codePoint: number, encoding: Encoding): number {
  if (encoding === "windows-1252") return 1;
  if (encoding !== "utf-8") return codePoint > 0xffff ? 4 : 2;
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint > 0xffff ? 4 : 3;
}

/** Where the character begins that a code unit belongs to; decoded text holds no lone surrogates. */
function characterStart(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff ? index - 1 : index;
}

/**
 * Makes the way back from code units to bytes: an offset is noted every {@link STRIDE} units, with a
 * short walk from there. The notes are made when the first offset is asked for, since few texts are.
 */
function byteOffsets(decoding: Decoding, encoding: Encoding, first: number): (index: number) => number {
  const { text } = decoding;
  const damaged = new Set(decoding.damaged);
  const walk = (from: number, to: number, offset: number) => {
    for (let at = from; at < to;) {
      const codePoint = text.codePointAt(at) ?? 0;
      offset += damaged.has(at) ? 1 : byteLength(codePoint, encoding);
      at += codePoint > 0xffff ? 2 : 1;
    }
    return offset;
  };
  const makeNotes = () => {
    const made = [first];
    for (let at = STRIDE; at <= text.length; at += STRIDE) {
      const from = characterStart(text, at - STRIDE);
      made.push(walk(from, characterStart(text, at), made.at(-1) ?? first));
    }
    return made;
  };
  let notes: readonly number[] | null = null;
  return (index) => {
    if (index < 0 || index > text.length) {
      throw new RangeError(`no offset ${index} in a text of length ${text.length}`);
    }
    notes ??= makeNotes();
    const note = Math.floor(index / STRIDE);
    return walk(characterStart(text, note * STRIDE), characterStart(text, index), notes[note] ?? first);
  };
}

/**
 * Decodes bytes whose encoding is known. Each undecodable byte becomes one U+FFFD, so that every
 * character keeps its bytes (both bytes of a lone UTF-16 surrogate count as undecodable).
 *
 * @param bytes the whole snapshot
 * @param encoding what the bytes are in
 * @param bomLength bytes of the byte order mark, which is not part of the text
 */
export function decodeAs(bytes: Uint8Array, encoding: Encoding, bomLength: number): DecodedText {
  const decoding = decodeBody(bytes.subarray(bomLength), encoding);
  return {
    text: decoding.text,
    encoding,
    undecodable_bytes: decoding.damaged.length,
    byteOffset: byteOffsets(decoding, encoding, bomLength),
  };
}
