import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AlmanacError } from "../../pipeline/contracts/errors.ts";
import type { DecodedText } from "../../pipeline/contracts/document.ts";
import { decode } from "../../pipeline/documents/decode.ts";
import { decodeAs, type Encoding } from "../../pipeline/documents/encodings.ts";

const SEED = { seed: 20260102 };
const ENCODINGS: readonly Encoding[] = ["utf-8", "windows-1252", "utf-16le", "utf-16be"];

function read(bytes: Uint8Array, contentType: string | null = null): DecodedText {
  return decode(bytes, { path: "wgu/page.txt", contentType });
}

const latin1 = (text: string) => Buffer.from(text, "latin1");

/** Bytes of one character; null where the encoding does not have it. */
function encode(char: string, encoding: Encoding): Uint8Array | null {
  if (encoding === "utf-8") return Buffer.from(char, "utf8");
  if (encoding === "utf-16le") return Buffer.from(char, "utf16le");
  if (encoding === "utf-16be") return Buffer.from(char, "utf16le").swap16();
  const table = new TextDecoder("windows-1252");
  for (let byte = 0; byte < 256; byte++) {
    if (table.decode(Uint8Array.of(byte)) === char) return Uint8Array.of(byte);
  }
  return null;
}

/** A page as pieces: each character, or damaged byte, with its bytes and the text it gives. */
interface Piece {
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly damaged: number;
}

const REPLACED = "\ufffd";

/** Bytes that are damaged whatever stands beside them. */
const DAMAGE: Readonly<Record<Encoding, readonly (readonly number[])[]>> = {
  "utf-8": [[0xff], [0xfe], [0xc0], [0xf5], [0xe2, 0x80, 0x41]],
  "windows-1252": [],
  "utf-16le": [[0x3d, 0xd8, 0x41, 0x00]],
  "utf-16be": [[0xd8, 0x3d, 0x00, 0x41]],
};

function damagedPiece(bytes: readonly number[]): Piece {
  // The A at the end of a truncated sequence is sound; everything before it is not.
  const sound = bytes.includes(0x41) ? "A" : "";
  const damaged = bytes.filter((byte) => byte >= 0x80 || byte === 0x3d).length;
  return { text: REPLACED.repeat(damaged) + sound, bytes: Uint8Array.from(bytes), damaged };
}

const characters = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
  fc.constantFrom("a", "–", "é", "€", "’", "😀", "𝄞", REPLACED, "\ufeff", "\r", "\n"),
);

function pieces(encoding: Encoding): fc.Arbitrary<Piece[]> {
  const sound = characters.map((text): Piece | null => {
    const bytes = encode(text, encoding);
    return bytes === null ? null : { text, bytes, damaged: 0 };
  });
  const damaged = DAMAGE[encoding].map((bytes) => fc.constant(damagedPiece(bytes)));
  return fc
    .array(fc.oneof({ weight: 6, arbitrary: sound }, ...damaged), { maxLength: 40 })
    .map((list) => list.filter((piece) => piece !== null));
}

describe.each(ENCODINGS)("decodeAs %s", (encoding) => {
  it("keeps every character's bytes, damaged ones as well", () => {
    fc.assert(
      fc.property(pieces(encoding), fc.nat(3), (list, bomLength) => {
        const bytes = Buffer.concat([new Uint8Array(bomLength), ...list.map((piece) => piece.bytes)]);
        const decoded = decodeAs(bytes, encoding, bomLength);
        expect(decoded.text).toBe(list.map((piece) => piece.text).join(""));
        expect(decoded.undecodable_bytes).toBe(list.reduce((sum, piece) => sum + piece.damaged, 0));
        let offset = bomLength;
        let index = 0;
        for (const piece of list) {
          expect(decoded.byteOffset(index)).toBe(offset);
          // Inside a pair: still where the pair begins.
          if ((piece.text.codePointAt(0) ?? 0) > 0xffff) expect(decoded.byteOffset(index + 1)).toBe(offset);
          offset += piece.bytes.length;
          index += piece.text.length;
        }
        expect(decoded.byteOffset(index)).toBe(bytes.length);
      }),
      SEED,
    );
  });

  it("decodes any slice of the bytes to the slice of the text", () => {
    fc.assert(
      fc.property(pieces(encoding), fc.nat(40), fc.nat(40), (list, from, count) => {
        const bytes = Buffer.concat(list.map((piece) => piece.bytes));
        const textOf = (some: readonly Piece[]) => some.map((piece) => piece.text).join("");
        const decoded = decodeAs(bytes, encoding, 0);
        const start = textOf(list.slice(0, from)).length;
        const end = textOf(list.slice(0, from + count)).length;
        const slice = bytes.subarray(decoded.byteOffset(start), decoded.byteOffset(end));
        expect(decodeAs(slice, encoding, 0).text).toBe(decoded.text.slice(start, end));
      }),
      SEED,
    );
  });

  it("finds offsets far into a long text, beside pairs", () => {
    const unit = encoding === "windows-1252" ? "é." : "é😀";
    const one = encoding === "windows-1252" ? latin1(unit) : (encode(unit, encoding) ?? latin1(""));
    const copies = 2000;
    const decoded = decodeAs(Buffer.concat(new Array<Uint8Array>(copies).fill(one)), encoding, 0);
    for (let copy = 0; copy <= copies; copy++) {
      expect(decoded.byteOffset(copy * unit.length)).toBe(copy * one.length);
    }
  });

  it("refuses offsets outside the text", () => {
    const decoded = decodeAs(encode("a", encoding) ?? new Uint8Array(), encoding, 0);
    expect(() => decoded.byteOffset(-1)).toThrow(RangeError);
    expect(() => decoded.byteOffset(2)).toThrow(RangeError);
  });
});

describe("damage", () => {
  it("is one U+FFFD for each byte", () => {
    const decoded = decodeAs(Uint8Array.of(0x61, 0xe2, 0x80, 0x62, 0xff), "utf-8", 0);
    expect(decoded.text).toBe("a\ufffd\ufffdb\ufffd");
    expect(decoded.undecodable_bytes).toBe(3);
  });

  it("covers overlong forms, surrogates and what lies beyond Unicode", () => {
    const broken = [
      [0xc0, 0x80],
      [0xe0, 0x80, 0x80],
      [0xed, 0xa0, 0x80],
      [0xf0, 0x80, 0x80, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
    ];
    for (const bytes of broken) {
      expect(decodeAs(Uint8Array.from(bytes), "utf-8", 0)).toMatchObject({
        text: REPLACED.repeat(bytes.length),
        undecodable_bytes: bytes.length,
      });
    }
  });

  it("covers the odd byte at the end of UTF-16", () => {
    const decoded = decodeAs(Uint8Array.of(0x61, 0x00, 0x62), "utf-16le", 0);
    expect(decoded.text).toBe("a\ufffd");
    expect([decoded.undecodable_bytes, decoded.byteOffset(1), decoded.byteOffset(2)]).toEqual([1, 2, 3]);
  });
});

describe("choice of the encoding", () => {
  it.each<[string, string]>([
    ["utf-8", "efbbbf" + "6180"],
    ["utf-16le", "fffe" + "6100"],
    ["utf-16be", "feff" + "0061"],
  ])("takes a byte order mark for %s over anything declared, and off the text", (encoding, hex) => {
    const decoded = read(Buffer.from(hex, "hex"), "text/html; charset=shift_jis");
    expect(decoded.encoding).toBe(encoding);
    expect(decoded.text.charAt(0)).toBe("a");
    expect(decoded.byteOffset(0)).toBe(encoding === "utf-8" ? 3 : 2);
  });

  it("takes the header over the meta tag", () => {
    const page = latin1('<meta charset="utf-8">\x96');
    expect(read(page, 'text/html; Charset="ISO-8859-1"')).toMatchObject({ encoding: "windows-1252" });
  });

  it.each([
    "<META CHARSET=windows-1252>",
    "<meta charset = 'latin1' />",
    '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">',
  ])("reads %s", (meta) => {
    // Declared windows-1252 holds although the bytes look more like damaged UTF-8.
    const page = Buffer.concat([latin1(meta), Buffer.from("–––"), latin1("\x96")]);
    expect(read(page).encoding).toBe("windows-1252");
    expect(read(page.subarray(meta.length)).encoding).toBe("utf-8");
  });

  it("passes over a meta tag in a comment, far down, or with a label that is none", () => {
    expect(read(latin1("<!-- <meta charset=shift_jis> -->a")).encoding).toBe("utf-8");
    expect(read(latin1(" ".repeat(1024) + "<meta charset=shift_jis>")).encoding).toBe("utf-8");
    expect(read(latin1("<meta charset=latin-17>")).encoding).toBe("utf-8");
  });

  it("takes a meta tag that says UTF-16 for UTF-8", () => {
    expect(read(latin1("<meta charset=utf-16>a\0")).encoding).toBe("utf-8");
  });

  it("takes what is not UTF-8 at all for windows-1252", () => {
    const decoded = read(latin1("$28K \x96 $56K, caf\xe9 \x93quoted\x94"));
    expect(decoded).toMatchObject({ encoding: "windows-1252", undecodable_bytes: 0 });
    expect(decoded.text).toBe("$28K – $56K, café “quoted”");
  });

  it("takes what is UTF-8 but for some bytes for UTF-8", () => {
    const decoded = read(Buffer.concat([Buffer.from("é – é"), Uint8Array.of(0xff), Buffer.from("x")]));
    expect(decoded).toMatchObject({ encoding: "utf-8", undecodable_bytes: 1, text: "é – é\ufffdx" });
  });

  it("counts a broken sequence once, however many bytes are left of it", () => {
    const decoded = read(Buffer.concat([Buffer.from("– "), Uint8Array.of(0xe2, 0x80), Buffer.from(" x")]));
    expect(decoded).toMatchObject({ encoding: "utf-8", text: "– \ufffd\ufffd x" });
  });

  it("takes windows-1252 with a chance sequence for windows-1252", () => {
    expect(read(latin1("\x93a\x94 \x93b\x94 \xc3\xa9")).encoding).toBe("windows-1252");
  });

  it("does not believe what the bytes rule out", () => {
    expect(read(latin1("a \x96 b"), "text/html; charset=utf-8").encoding).toBe("windows-1252");
    expect(read(Buffer.from("a – b"), "text/plain; charset=iso-8859-1").encoding).toBe("utf-8");
    expect(read(Buffer.from("plain"), "text/plain; charset=utf-16le").encoding).toBe("utf-8");
  });

  it("believes a declaration that the bytes bear out", () => {
    const damaged = Buffer.concat([Buffer.from("–"), latin1("\x96 \x96 \x96")]);
    expect(read(damaged, "text/html; charset=UTF8").encoding).toBe("utf-8");
    expect(read(Buffer.from("a\0b\0", "latin1"), "text/html; charset=utf-16le").text).toBe("ab");
  });

  it.each([
    ["shift_jis", "text/html; charset=Shift_JIS", "page"],
    ["iso-8859-15", null, "<meta charset=iso-8859-15>"],
    ["gbk", null, '<meta charset="gb2312">'],
  ])("refuses %s by name", (name, contentType, page) => {
    const attempt = () => read(latin1(page), contentType);
    expect(attempt).toThrow(AlmanacError);
    expect(attempt).toThrow(name);
    expect(attempt).toThrow(expect.objectContaining({ where: "wgu/page.txt" }) as Error);
  });

  it("reads nothing as an empty text", () => {
    expect(read(new Uint8Array())).toMatchObject({ text: "", encoding: "utf-8", undecodable_bytes: 0 });
  });
});

describe("a page in an encoding that nobody names", () => {
  it("has undecodable bytes where windows-1252 has no character", () => {
    const shiftJis = Uint8Array.from([0x88, 0xe3, 0x97, 0xc3, 0x8f, 0xee, 0x95, 0xf1, 0x81, 0x42]);
    const decoded = decode(shiftJis, { path: "page", contentType: "text/html" });
    expect(decoded).toMatchObject({ encoding: "windows-1252", undecodable_bytes: 2 });
    expect(decoded.text).toContain("\ufffd");
    expect(decoded.byteOffset(decoded.text.lastIndexOf("\ufffd"))).toBe(8);
  });
});
