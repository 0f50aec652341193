import { isAscii, isUtf8 } from "node:buffer";
import { AlmanacError } from "../contracts/errors.ts";
import type { DecodedText } from "../contracts/document.ts";
import { decodeAs, utf8SequenceLength, type Encoding } from "./encodings.ts";

/** Bytes at the start of a page in which a `<meta charset>` counts, as in browsers. */
const META_WINDOW = 1024;

const BYTE_ORDER_MARKS: readonly { encoding: Encoding; mark: readonly number[] }[] = [
  { encoding: "utf-8", mark: [0xef, 0xbb, 0xbf] },
  { encoding: "utf-16le", mark: [0xff, 0xfe] },
  { encoding: "utf-16be", mark: [0xfe, 0xff] },
];

/** What the bytes say about themselves, whatever is declared. */
interface Survey {
  /** Well-formed UTF-8 sequences of two bytes or more; where nothing is broken, 1 stands for any number. */
  readonly multibyte: number;
  /** Unbroken runs of bytes that are no UTF-8. */
  readonly broken: number;
  readonly hasNul: boolean;
}

function survey(bytes: Uint8Array): Survey {
  const hasNul = bytes.includes(0);
  if (isUtf8(bytes)) return { multibyte: isAscii(bytes) ? 0 : 1, broken: 0, hasNul };
  let multibyte = 0;
  let broken = 0;
  let lastBroken = -2;
  for (let at = 0; at < bytes.length;) {
    const length = utf8SequenceLength(bytes, at);
    if (length > 1) multibyte++;
    if (length === 0) {
      if (lastBroken !== at - 1) broken++;
      lastBroken = at;
    }
    at += Math.max(length, 1);
  }
  return { multibyte, broken, hasNul };
}

/** The WHATWG name for a charset label (`latin1` is windows-1252); null for what is no label at all. */
function encodingOfLabel(label: string): string | null {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

function supported(name: string): Encoding | null {
  return name === "utf-8" || name === "windows-1252" || name === "utf-16le" || name === "utf-16be"
    ? name
    : null;
}

/** Charset in a content type header; null where it has none. */
function headerCharset(contentType: string | null): string | null {
  return /;\s*charset\s*=\s*["']?\s*([^\s"';]+)/i.exec(contentType ?? "")?.[1] ?? null;
}

/** Charset in an HTML `<meta>` at the start of the bytes; null where there is none. */
function metaCharset(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, META_WINDOW)).toString("latin1");
  const uncommented = head.replace(/<!--.*?-->/gs, "");
  return /<meta\s[^>]*?charset\s*=\s*["']?\s*([^\s"'/>;]+)/i.exec(uncommented)?.[1] ?? null;
}

/** Whether the bytes rule out what is declared of them. */
function contradicts(declared: Encoding, found: Survey): boolean {
  switch (declared) {
    case "utf-8":
      return found.broken > 0 && found.multibyte === 0;
    case "windows-1252":
      return found.broken === 0 && found.multibyte > 0;
    case "utf-16le":
    case "utf-16be":
      return !found.hasNul;
  }
}

/** Encoding by the bytes alone: UTF-8 where it fits or nearly fits, otherwise windows-1252. */
function encodingOfBytes(found: Survey): Encoding {
  return found.broken === 0 || (found.multibyte > 0 && found.multibyte >= found.broken)
    ? "utf-8"
    : "windows-1252";
}

function declaredEncoding(bytes: Uint8Array, options: { path: string; contentType: string | null }) {
  const header = headerCharset(options.contentType);
  const inHeader = header === null ? null : encodingOfLabel(header);
  const meta = metaCharset(bytes);
  const inMeta = meta === null ? null : encodingOfLabel(meta);
  // A <meta> that can be read byte by byte does not stand in UTF-16; browsers take it for UTF-8.
  const name = inHeader ?? (inMeta?.startsWith("utf-16") === true ? "utf-8" : inMeta);
  if (name === null) return null;
  const encoding = supported(name);
  if (encoding !== null) return encoding;
  throw new AlmanacError(`The page declares the charset ${name}, which the almanac does not read.`, {
    where: options.path,
    next: "Convert the file to UTF-8 and correct the charset in its <meta> tag and its .meta.json.",
  });
}

/**
 * Decodes the bytes of a snapshot. The encoding is that of the byte order mark; else the charset of the
 * content type header; else that of an HTML `<meta>` in the first 1024 bytes; else what the bytes look
 * like. A declared charset that the bytes rule out is passed over: UTF-8 without a single multi-byte
 * sequence but with broken bytes, windows-1252 that is flawless multi-byte UTF-8, UTF-16 without any
 * NUL byte. Labels are resolved as in the WHATWG Encoding Standard (`ascii` and `latin1` mean
 * windows-1252); what is no label there is passed over too. By their looks, bytes are UTF-8 where they
 * hold at least as many multi-byte sequences as broken stretches, otherwise windows-1252.
 *
 * @param options path of the snapshot, for errors; content type header, null where unknown
 * @throws AlmanacError where another charset than UTF-8, UTF-16 and windows-1252 is declared
 */
export function decode(
  bytes: Uint8Array,
  options: { path: string; contentType: string | null },
): DecodedText {
  const bom = BYTE_ORDER_MARKS.find(({ mark }) => mark.every((byte, at) => bytes[at] === byte));
  if (bom !== undefined) return decodeAs(bytes, bom.encoding, bom.mark.length);
  const declared = declaredEncoding(bytes, options);
  const found = survey(bytes);
  const believed = declared !== null && !contradicts(declared, found) ? declared : null;
  return decodeAs(bytes, believed ?? encodingOfBytes(found), 0);
}
