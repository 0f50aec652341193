import { crc32 } from "node:zlib";

/** Bytes of a PNG chunk besides its data: length, type and checksum. */
const CHUNK_FRAME = 12;

/**
 * Whether a PNG has all its chunks, each with the right checksum, from IHDR to IEND
 * (Portable Network Graphics, third edition, section 5). A browser shows what there is of a cut one.
 */
export function isWholePng(bytes: Buffer): boolean {
  let at = 8;
  let hasData = false;
  while (at + CHUNK_FRAME <= bytes.length) {
    const end = at + CHUNK_FRAME + bytes.readUInt32BE(at);
    if (end > bytes.length) return false;
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return false;
    const type = bytes.toString("latin1", at + 4, at + 8);
    if (type === "IEND") return hasData;
    hasData ||= type === "IDAT";
    at = end;
  }
  return false;
}

/**
 * Whether a JPEG has its segments up to the scan, and the end-of-image marker behind it (ITU-T T.81,
 * annex B). A marker inside a segment, as a thumbnail has one, does not count.
 */
export function isWholeJpeg(bytes: Buffer): boolean {
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1];
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (marker === 0xda) return bytes.indexOf("ffd9", end, "hex") >= 0;
    at = end;
  }
  return false;
}
