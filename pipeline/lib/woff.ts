import { inflateSync } from "node:zlib";

/** One table of a font, inflated. */
interface Table {
  readonly tag: string;
  readonly checksum: number;
  readonly bytes: Buffer;
}

/** The tables of a WOFF 1.0 font (W3C Recommendation of 2012), in their order. */
function tablesOf(woff: Buffer): Table[] {
  return Array.from({ length: woff.readUInt16BE(12) }, (_, i) => {
    const entry = 44 + i * 20;
    const offset = woff.readUInt32BE(entry + 4);
    const packed = woff.readUInt32BE(entry + 8);
    const bytes = woff.subarray(offset, offset + packed);
    return {
      tag: woff.toString("latin1", entry, entry + 4),
      checksum: woff.readUInt32BE(entry + 16),
      bytes: packed === woff.readUInt32BE(entry + 12) ? bytes : inflateSync(bytes),
    };
  });
}

/** The same font without WOFF's wrapping: an sfnt file that FreeType and fontconfig read. */
export function toTrueType(woff: Buffer): Buffer {
  const tables = tablesOf(woff);
  const power = 2 ** Math.floor(Math.log2(tables.length));
  const header = Buffer.alloc(12 + tables.length * 16);
  woff.copy(header, 0, 4, 8);
  header.writeUInt16BE(tables.length, 4);
  header.writeUInt16BE(power * 16, 6);
  header.writeUInt16BE(Math.log2(power), 8);
  header.writeUInt16BE((tables.length - power) * 16, 10);
  const parts: Buffer[] = [header];
  let offset = header.length;
  tables.forEach(({ tag, checksum, bytes }, i) => {
    const entry = 12 + i * 16;
    header.write(tag, entry, "latin1");
    header.writeUInt32BE(checksum, entry + 4);
    header.writeUInt32BE(offset, entry + 8);
    header.writeUInt32BE(bytes.length, entry + 12);
    const padding = Buffer.alloc(-bytes.length & 3);
    parts.push(bytes, padding);
    offset += bytes.length + padding.length;
  });
  return Buffer.concat(parts);
}

/**
 * Advance widths of a font, from OpenType's `head`, `hhea`, `hmtx`, and `cmap` format 4.
 *
 * @returns Width in em of a character's glyph; undefined where the font has none.
 * @throws Error where a table is missing.
 */
export function glyphWidths(woff: Buffer): (code: number) => number | undefined {
  const tables = new Map(tablesOf(woff).map(({ tag, bytes }) => [tag, bytes]));
  const table = (tag: string): Buffer => {
    const bytes = tables.get(tag);
    if (bytes === undefined) throw new Error(`the font has no table ${tag}`);
    return bytes;
  };
  const unitsPerEm = table("head").readUInt16BE(18);
  const longMetrics = table("hhea").readUInt16BE(34);
  const metrics = table("hmtx");
  const glyphOf = glyphLookup(table("cmap"));
  return (code) => {
    const glyph = glyphOf(code);
    if (glyph === 0) return undefined;
    return metrics.readUInt16BE(Math.min(glyph, longMetrics - 1) * 4) / unitsPerEm;
  };
}

/** Glyph of a character by the first `cmap` subtable of format 4; 0 where there is none. */
function glyphLookup(cmap: Buffer): (code: number) => number {
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_, i) => cmap.readUInt32BE(8 + i * 8));
  const start = subtables.find((offset) => cmap.readUInt16BE(offset) === 4);
  if (start === undefined) throw new Error("the font has no character map of format 4");
  const size = cmap.readUInt16BE(start + 6);
  const ends = start + 14;
  const starts = ends + size + 2;
  const deltas = starts + size;
  const offsets = deltas + size;
  return (code) => {
    for (let i = 0; i < size; i += 2) {
      if (code > cmap.readUInt16BE(ends + i)) continue;
      const first = cmap.readUInt16BE(starts + i);
      if (code < first) return 0;
      const offset = cmap.readUInt16BE(offsets + i);
      const glyph = offset === 0 ? code : cmap.readUInt16BE(offsets + i + offset + (code - first) * 2);
      return glyph === 0 ? 0 : (glyph + cmap.readUInt16BE(deltas + i)) & 0xffff;
    }
    return 0;
  };
}
