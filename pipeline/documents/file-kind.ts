const ZIP = "PK\x03\x04";
const OLE: readonly number[] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** First bytes of files that are put in place of a page by mistake. */
const SIGNATURES: readonly { kind: string; signature: readonly number[] | string }[] = [
  { kind: "a PDF", signature: "%PDF-" },
  { kind: "a ZIP archive", signature: ZIP },
  { kind: "an older Office document", signature: OLE },
  { kind: "gzip-compressed data", signature: [0x1f, 0x8b, 0x08] },
  { kind: "a PNG image", signature: [0x89, 0x50, 0x4e, 0x47] },
  { kind: "a JPEG image", signature: [0xff, 0xd8, 0xff] },
  { kind: "a GIF image", signature: "GIF8" },
  { kind: "a TIFF image", signature: "II*\0" },
  { kind: "a TIFF image", signature: "MM\0*" },
];

/** Whether the bytes begin like a ZIP archive, which a workbook (.xlsx) is too; an empty archive begins with its end. */
export function isZip(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, ZIP.length)).toString("latin1");
  return head === ZIP || head === "PK\x05\x06";
}

/** Whether the bytes begin like an OLE compound file, as an older workbook (.xls) and an encrypted one do. */
export function isOle(bytes: Uint8Array): boolean {
  return OLE.every((byte, at) => bytes[at] === byte);
}

/** Bytes in which names of the first files of a ZIP archive are looked for. */
const ZIP_WINDOW = 4096;

/**
 * What kind of binary file the first bytes announce, in words with an article ("a PDF"); null where
 * they announce none. That is no promise of text: binary data without a known signature gives null.
 */
export function fileKind(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, ZIP_WINDOW)).toString("latin1");
  const found = SIGNATURES.find(({ signature }) =>
    head.startsWith(typeof signature === "string" ? signature : String.fromCharCode(...signature)),
  );
  if (found !== undefined) {
    const isOffice = found.kind === "a ZIP archive" && /\[Content_Types\]\.xml|(?:word|xl|ppt)\//.test(head);
    return isOffice ? "an Office document" : found.kind;
  }
  return head.startsWith("RIFF") && head.startsWith("WEBP", 8) ? "a WebP image" : null;
}
