import fc from "fast-check";

/** A page as some server might send it: its bytes, and the content type beside them. */
export interface DamagedPage {
  /** Source that it is given out for. */
  readonly source_id: string;
  readonly content_type: string | null;
  readonly bytes: Buffer;
  /** What was done to it, one word or two for each damage. */
  readonly damages: readonly string[];
}

/** A whole page, to be damaged. */
export interface WholePage {
  readonly id: string;
  readonly text: string;
}

/** Where in a text a damage begins and how long it is, and another text for what takes two. */
interface Place {
  readonly at: number;
  readonly length: number;
  /** From 0 up to 1: which of several, or where in the other text. */
  readonly which: number;
  readonly other: string;
}

type Damage = (text: string, place: Place) => string;

const before = (text: string, { at }: Place): string => text.slice(0, at);
const piece = (text: string, { at, length }: Place): string => text.slice(at, at + length);
const behind = (text: string, { at, length }: Place): string => text.slice(at + length);

/** Puts something else in the place of a piece. */
const instead = (change: (text: string) => string): Damage => {
  return (text, place) => before(text, place) + change(piece(text, place)) + behind(text, place);
};

/** Puts something at a place. */
const inserted = (what: string | ((place: Place) => string)): Damage => {
  return (text, place) =>
    before(text, place) + (typeof what === "string" ? what : what(place)) + text.slice(place.at);
};

/** Changes one of the stretches that a pattern finds. */
const oneOf = (pattern: RegExp, change: (found: string, place: Place) => string): Damage => {
  return (text, place) => {
    const found = [...text.matchAll(pattern)];
    const one = found[Math.floor(place.which * found.length)];
    if (one === undefined) return text;
    const end = one.index + one[0].length;
    return text.slice(0, one.index) + change(one[0], place) + text.slice(end);
  };
};

/** A line with its end, a row of a table, an item of a list: what pages repeat. */
const ROW = /<tr\b[^]*?<\/tr>|<li\b[^]*?<\/li>|[^\n]+\n/giu;
const TAG = /<\/?[a-z][^<>]*>/giu;
const NUMBER = /\d[\d,.]*/gu;

const CUT: Readonly<Record<string, Damage>> = {
  "piece cut out": instead(() => ""),
  "end cut off": (text, place) => before(text, place),
  "beginning cut off": (text, { at }) => text.slice(at),
  "one character cut out": (text, place) => before(text, place) + text.slice(place.at + 1),
  "row cut out": oneOf(ROW, () => ""),
  "row cut short": oneOf(ROW, (row, { which }) => row.slice(0, Math.floor(which * row.length))),
};

const SPLICED: Readonly<Record<string, Damage>> = {
  "another page's end": (text, place) =>
    before(text, place) + place.other.slice(Math.floor(place.which * place.other.length)),
  "another page inside": inserted(({ other, which, length }) =>
    other.slice(Math.floor(which * other.length)).slice(0, length * 10),
  ),
  "own end elsewhere": (text, place) =>
    before(text, place) + text.slice(Math.floor(place.which * text.length)),
  "page twice": (text) => text + text,
  "piece twice": (text, place) => before(text, place) + piece(text, place) + text.slice(place.at),
  "piece elsewhere": (text, place) => {
    const rest = before(text, place) + behind(text, place);
    const to = Math.floor(place.which * rest.length);
    return rest.slice(0, to) + piece(text, place) + rest.slice(to);
  },
  "piece backwards": instead((text) => Array.from(text).reverse().join("")),
};

const DIGITS: Readonly<Record<string, Damage>> = {
  "digits removed": instead((text) => text.replaceAll(/\d/gu, "")),
  "one digit removed": oneOf(/\d/gu, () => ""),
  "one number removed": oneOf(NUMBER, () => ""),
  "one number doubled": oneOf(NUMBER, (number) => number + number),
  "digits changed": instead((text) => text.replaceAll(/\d/gu, "7")),
  "digits of another script": instead((text) =>
    text.replaceAll(/\d/gu, (digit) => String.fromCodePoint(0x0660 + Number(digit))),
  ),
  "all digits removed": (text) => text.replaceAll(/\d/gu, ""),
  "signs removed": instead((text) => text.replaceAll(/[$%,.–-]/gu, "")),
};

const ROWS: Readonly<Record<string, Damage>> = {
  "row twice": oneOf(ROW, (row) => row + row),
  "row twice, changed": oneOf(ROW, (row) => row + row.replace(/\d(?=\D*$)/u, "9")),
  "rows run together": instead((text) => text.replaceAll(/\s*\n\s*/gu, " ")),
  "rows parted": inserted("\n\n"),
  "all rows twice": (text) => text.replaceAll(ROW, (row) => row + row),
};

const TAGS: Readonly<Record<string, Damage>> = {
  "one tag removed": oneOf(TAG, () => ""),
  "one tag twice": oneOf(TAG, (tag) => tag + tag),
  "one tag open": oneOf(TAG, (tag) => tag.slice(0, -1)),
  "one tag turned": oneOf(TAG, (tag) => (tag.startsWith("</") ? `<${tag.slice(2)}` : `</${tag.slice(1)}`)),
  "end tags removed": (text) => text.replaceAll(/<\/(?:td|tr|li|p|table)>/giu, ""),
  "tags removed": instead((text) => text.replaceAll(TAG, "")),
  "tables and lists closed": inserted("</td></tr></table><li>"),
  "elements opened": inserted("<table><tr><td><svg><math><select><template>"),
  "comment opened": inserted("<!-- "),
  "quote opened": inserted('<a title="'),
  "marks and entities": inserted("\u202E\u{1F600}&#0;&#xD800;&#x110000;&amp;lt;&\u0007\u009b"),
};

const DAMAGES = [CUT, SPLICED, DIGITS, ROWS, TAGS].flatMap((kind) =>
  Object.entries(kind).map(([name, damage]) => ({ name, damage })),
);

const LABELS = ["utf-8", "windows-1252", "iso-8859-1", "utf-16le", "shift_jis", "x-none", '"utf-8', ""];

type Encoder = (text: string) => Buffer;

/** UTF-8 and every way in which it is mistaken for something else, or something else for it. */
const ENCODERS: Readonly<Record<string, Encoder>> = {
  "utf-8": (text) => Buffer.from(text),
  "utf-8 with a mark": (text) => Buffer.from(`\ufeff${text}`),
  "utf-16le with a mark": (text) => Buffer.from(`\ufeff${text}`, "utf16le"),
  "utf-16le": (text) => Buffer.from(text, "utf16le"),
  "utf-16be with a mark": (text) => Buffer.from(`\ufeff${text}`, "utf16le").swap16(),
  "utf-16le, half a unit short": (text) => Buffer.from(`\ufeff${text}`, "utf16le").subarray(0, -1),
  "windows-1252": (text) => encodeWith("windows-1252", text),
  shift_jis: (text) => encodeWith("shift_jis", `${text}\n医療情報の仕事、カルテ。\n`),
  "windows-1252 read as if, in utf-8": (text) =>
    Buffer.from(new TextDecoder("windows-1252").decode(Buffer.from(text))),
  "utf-8 twice mistaken": (text) => {
    const mistaken = (bytes: Buffer): string => new TextDecoder("windows-1252").decode(bytes);
    return Buffer.from(mistaken(Buffer.from(mistaken(Buffer.from(text)))));
  },
  "half utf-8, half windows-1252": (text) => {
    const half = Math.floor(text.length / 2);
    return Buffer.concat([Buffer.from(text.slice(0, half)), encodeWith("windows-1252", text.slice(half))]);
  },
  "utf-7": (text) =>
    Buffer.from(
      text.replaceAll(
        /[^\n -~]+/gu,
        (run) => `+${Buffer.from(run, "utf16le").swap16().toString("base64").replace(/=+$/u, "")}-`,
      ),
    ),
};

const tables = new Map<string, ReadonlyMap<string, Buffer>>();

/** Encodes as the platform decodes; what the encoding lacks becomes a question mark. */
function encodeWith(encoding: string, text: string): Buffer {
  const table = tables.get(encoding) ?? encodingTable(encoding);
  tables.set(encoding, table);
  return Buffer.concat(Array.from(text, (character) => table.get(character) ?? Buffer.from("?")));
}

function encodingTable(encoding: string): ReadonlyMap<string, Buffer> {
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, Buffer>();
  const note = (...bytes: number[]): void => {
    const character = decoder.decode(Uint8Array.from(bytes));
    if (Array.from(character).length === 1 && character !== "\ufffd" && !table.has(character)) {
      table.set(character, Buffer.from(bytes));
    }
  };
  for (let byte = 0; byte < 256; byte += 1) note(byte);
  for (let lead = 0x81; lead < 0xfd; lead += 1)
    for (let trail = 0x40; trail < 0xfd; trail += 1) note(lead, trail);
  return table;
}

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

const HIT = fc.record({
  kind: fc.constantFrom(...DAMAGES),
  at: share,
  which: share,
  length: fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 8000 })),
});

/** Bytes cut out, or where there are none of these a bit turned, after which no text may be left. */
interface ByteDamage {
  readonly at: number;
  readonly cut: number;
  readonly bit: number;
}

const BYTES: fc.Arbitrary<readonly ByteDamage[]> = fc.array(
  fc.record({ at: share, cut: fc.integer({ min: 0, max: 5 }), bit: fc.integer({ min: 0, max: 7 }) }),
  { maxLength: 3 },
);

/**
 * Damaged pages, the same for the same seed: one to four damages of the text, most pages in UTF-8 and a third in
 * any other encoding, with the right label, a wrong one or none; now and then bytes are damaged as well.
 */
export function damagedPages(pages: readonly WholePage[]): fc.Arbitrary<DamagedPage> {
  return fc
    .record({
      page: fc.constantFrom(...pages),
      other: fc.constantFrom(...pages),
      hits: fc.array(HIT, { minLength: 1, maxLength: 4 }),
      encoder: fc.oneof(
        { weight: 2, arbitrary: fc.constant("utf-8") },
        { weight: 1, arbitrary: fc.constantFrom(...Object.keys(ENCODERS)) },
      ),
      label: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, fc.constantFrom(...LABELS)),
      bytes: fc.oneof({ weight: 5, arbitrary: fc.constant<readonly ByteDamage[]>([]) }, BYTES),
    })
    .map(({ page, other, hits, encoder, label, bytes }) => {
      const text = hits.reduce(
        (whole, { kind, at, which, length }) =>
          kind.damage(whole, { at: Math.floor(at * whole.length), length, which, other: other.text }),
        page.text,
      );
      const encode = ENCODERS[encoder] ?? ((plain: string) => Buffer.from(plain));
      const type = /^\s*<!doctype html/iu.test(page.text) ? "text/html" : "text/plain";
      return {
        source_id: page.id,
        content_type: label === null ? null : `${type}; charset=${label}`,
        bytes: bytes.reduce(withDamagedBytes, encode(text)),
        damages: [
          ...hits.map(({ kind }) => kind.name),
          encoder,
          ...(label === null ? [] : [`label ${label}`]),
          ...bytes.map(() => "bytes"),
        ],
      };
    });
}

function withDamagedBytes(whole: Buffer, { at, cut, bit }: ByteDamage): Buffer {
  const place = Math.floor(at * whole.length);
  if (cut > 0) return Buffer.concat([whole.subarray(0, place), whole.subarray(place + cut)]);
  const turned = Buffer.from(whole);
  if (place < turned.length) turned.writeUInt8(turned.readUInt8(place) ^ (1 << bit), place);
  return turned;
}
