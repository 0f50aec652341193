/** Packs the name of an operator (three letters at most) into a number, which compares faster than text. */
export function operator(name: string): number {
  let packed = 0;
  for (let i = 0; i < name.length; i += 1) packed = packed * 256 + name.charCodeAt(i);
  return packed;
}

const REGULAR = 0;
const SPACE = 1;
const DELIMITER = 2;

/** Kind of every byte: ISO 32000-1, 7.2.2. */
const KINDS = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) KINDS[code] = SPACE;
for (const sign of "()<>[]{}/%") KINDS[sign.charCodeAt(0)] = DELIMITER;

const BEGIN_IMAGE = operator("BI");
const IMAGE_DATA = operator("ID");
const END_IMAGE = operator("EI");

/**
 * Goes through a content stream operator by operator. Operands are not parsed until they are asked for:
 * most are glyphs, which nobody asks for.
 */
export class ContentScanner {
  /** The operator, packed by {@link operator}; an inline image is one `EI` from `BI` to `EI`. */
  op = 0;
  /** Where the first operand begins. */
  start = 0;
  /** Behind the operator's last byte. */
  end = 0;
  readonly #bytes: Uint8Array;
  #at = 0;
  #operands = 0;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Goes on to the next operator; false at the end, where operands without operator are dropped. */
  next(): boolean {
    const bytes = this.#bytes;
    this.#operands = 0;
    this.start = -1;
    for (;;) {
      this.#skipSpace();
      if (this.#at >= bytes.length) return false;
      const from = this.#at;
      if (this.start < 0) this.start = from;
      const first = bytes[from] ?? 0;
      if (isOperand(first)) {
        this.#skipOperand();
        this.#keepOperand(from);
        continue;
      }
      this.#skipRegular();
      // A lone bracket belongs to nothing.
      if (this.#at === from) this.#at += 1;
      // "true", "false" and "null" are longer than any operator.
      if (this.#at - from > 3) {
        this.#keepOperand(from);
        continue;
      }
      this.op = this.#packed(from, this.#at);
      if (this.op === BEGIN_IMAGE) continue;
      if (this.op === IMAGE_DATA) this.#skipImage();
      this.end = this.#at;
      return true;
    }
  }

  /** The operand at `i` as a number; 0 where there is none. */
  number(i: number): number {
    if (i >= this.#operands) return 0;
    const bytes = this.#bytes;
    const end = this.#ends[i] ?? 0;
    let at = this.#starts[i] ?? 0;
    const negative = bytes[at] === 0x2d;
    let value = 0;
    // What stands behind the point counts in tenths, hundredths, ….
    let scale = 0;
    for (; at < end; at += 1) {
      const digit = (bytes[at] ?? 0) - 0x30;
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
        scale *= 10;
      } else if (digit === -2) scale = 1;
    }
    if (scale > 1) value /= scale;
    return negative ? -value : value;
  }

  /** The operand at `i` as it is written, a byte a character; empty where there is none. */
  raw(i: number): string {
    return i >= 0 && i < this.#operands ? latin1(this.#bytes, this.#starts[i] ?? 0, this.#ends[i] ?? 0) : "";
  }

  #keepOperand(from: number): void {
    this.#starts[this.#operands] = from;
    this.#ends[this.#operands] = this.#at;
    this.#operands += 1;
  }

  #packed(from: number, to: number): number {
    let packed = 0;
    for (let i = from; i < to; i += 1) packed = packed * 256 + (this.#bytes[i] ?? 0);
    return packed;
  }

  #skipSpace(): void {
    const bytes = this.#bytes;
    for (; this.#at < bytes.length; this.#at += 1) {
      const code = bytes[this.#at] ?? 0;
      if (code === 0x25) while (this.#at + 1 < bytes.length && !isLineEnd(bytes[this.#at + 1])) this.#at += 1;
      else if (KINDS[code] !== SPACE) return;
    }
  }

  #skipRegular(): void {
    while (this.#at < this.#bytes.length && KINDS[this.#bytes[this.#at] ?? 0] === REGULAR) this.#at += 1;
  }

  #skipOperand(): void {
    const bytes = this.#bytes;
    const first = bytes[this.#at];
    if (first === 0x28) this.#skipString();
    else if (first === 0x5b) this.#skipUntil(0x5d);
    else if (first === 0x3c && bytes[this.#at + 1] === 0x3c) this.#skipDictionary();
    else if (first === 0x3c) {
      const close = bytes.indexOf(0x3e, this.#at);
      this.#at = close < 0 ? bytes.length : close + 1;
    } else {
      this.#at += 1;
      this.#skipRegular();
    }
  }

  #skipString(): void {
    const bytes = this.#bytes;
    let depth = 0;
    for (; this.#at < bytes.length; this.#at += 1) {
      const code = bytes[this.#at];
      if (code === 0x5c) this.#at += 1;
      else if (code === 0x28) depth += 1;
      else if (code === 0x29) {
        depth -= 1;
        if (depth === 0) {
          this.#at += 1;
          return;
        }
      }
    }
  }

  /** Skips an array with what is in it. */
  #skipUntil(close: number): void {
    this.#at += 1;
    for (;;) {
      this.#skipSpace();
      if (this.#at >= this.#bytes.length) return;
      if (this.#bytes[this.#at] === close) {
        this.#at += 1;
        return;
      }
      this.#skipOperand();
    }
  }

  #skipDictionary(): void {
    this.#at += 2;
    for (;;) {
      this.#skipSpace();
      if (this.#at >= this.#bytes.length) return;
      if (this.#bytes[this.#at] === 0x3e) {
        this.#at = Math.min(this.#at + 2, this.#bytes.length);
        return;
      }
      this.#skipOperand();
    }
  }

  /** Skips the data of an inline image: up to an `EI` that stands alone. */
  #skipImage(): void {
    const bytes = this.#bytes;
    for (let at = this.#at + 1; at < bytes.length - 1; at += 1) {
      const alone = isSpace(bytes[at - 1]) && (at + 2 >= bytes.length || isSpace(bytes[at + 2]));
      if (bytes[at] === 0x45 && bytes[at + 1] === 0x49 && alone) {
        this.#at = at + 2;
        this.op = END_IMAGE;
        return;
      }
    }
    this.#at = bytes.length;
    this.op = END_IMAGE;
  }
}

const isSpace = (code: number | undefined): boolean => code !== undefined && KINDS[code] === SPACE;
const isLineEnd = (code: number | undefined): boolean => code === 10 || code === 13;

/** Whether a token that begins so is an operand: a number, name, string, array or dictionary. */
function isOperand(code: number): boolean {
  // Digits and signs; "(", "<", "[", "/".
  return (code >= 0x2b && code <= 0x39 && code !== 0x2c) || code === 0x28 || code === 0x3c || code === 0x5b;
}

/** Bytes as text, a byte a character. */
function latin1(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let i = start; i < end; i += 1) text += String.fromCharCode(bytes[i] ?? 0);
  return text;
}

const ESCAPES: ReadonlyMap<number, number> = new Map([
  [0x6e, 10],
  [0x72, 13],
  [0x74, 9],
  [0x62, 8],
  [0x66, 12],
]);

/**
 * Bytes of the strings, `(…)` and `<…>`, in a part of a content stream that holds whole operators and no
 * dictionary; what lies between the strings is passed over.
 */
export function shownBytes(bytes: Uint8Array, from: number, to: number): number[] {
  const shown: number[] = [];
  for (let at = from; at < to; at += 1) {
    if (bytes[at] === 0x3c) at = readHex(bytes, at + 1, shown);
    else if (bytes[at] === 0x28) at = readLiteral(bytes, at + 1, shown);
  }
  return shown;
}

/** Reads `…>`; returns where the `>` stands. */
function readHex(bytes: Uint8Array, from: number, shown: number[]): number {
  let at = from;
  let half = -1;
  for (; at < bytes.length && bytes[at] !== 0x3e; at += 1) {
    const digit = hexDigit(bytes[at] ?? 0);
    if (digit < 0) continue;
    if (half < 0) half = digit;
    else {
      shown.push(half * 16 + digit);
      half = -1;
    }
  }
  if (half >= 0) shown.push(half * 16);
  return at;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Reads `…)` with its escapes and the brackets inside; returns where the last `)` stands. */
function readLiteral(bytes: Uint8Array, from: number, shown: number[]): number {
  let at = from;
  for (let depth = 1; at < bytes.length; at += 1) {
    const code = bytes[at] ?? 0;
    if (code === 0x5c) {
      at = readEscape(bytes, at + 1, shown);
      continue;
    }
    if (code === 0x28) depth += 1;
    if (code === 0x29) depth -= 1;
    if (depth === 0) return at;
    shown.push(code);
  }
  return at;
}

/** Reads what stands behind a backslash; returns where its last byte stands. */
function readEscape(bytes: Uint8Array, from: number, shown: number[]): number {
  const first = bytes[from] ?? 0;
  if (isLineEnd(first)) return first === 13 && bytes[from + 1] === 10 ? from + 1 : from;
  if (!isOctal(first)) {
    shown.push(ESCAPES.get(first) ?? first);
    return from;
  }
  let at = from;
  let value = 0;
  for (; at < from + 3 && isOctal(bytes[at] ?? 0); at += 1) value = value * 8 + (bytes[at] ?? 0) - 0x30;
  shown.push(value & 255);
  return at - 1;
}

const isOctal = (code: number): boolean => code >= 0x30 && code <= 0x37;
