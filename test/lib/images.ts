import { crc32, deflateSync } from "node:zlib";

/** A PNG of one grey, built chunk by chunk. */
export function pngOf(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  const rows = Buffer.alloc((width + 1) * height, 0x66);
  for (let row = 0; row < height; row += 1) rows[row * (width + 1)] = 0;
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}

/** The smallest JPEG that is one: 8 by 8 pixels of grey. */
export const JPEG = Buffer.from(
  "ffd8ffe000104a46494600010100000100010000ffdb004300" +
    "01".repeat(64) +
    "ffc0000b080008000801011100ffc4001400010000000000000000000000000000000bffc40014100100000000000000000000000000000000" +
    "ffda0008010100003f0037ffd9",
  "hex",
);

/** An SVG of a square, with more inside. */
export const svgOf = (inside = "", attributes = 'width="300" height="100"'): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}><rect width="300" height="100" fill="#0f4c5c"/>${inside}</svg>`;
