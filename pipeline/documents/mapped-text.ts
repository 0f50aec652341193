import type { MappedText, Span } from "../contracts/document.ts";

/** What counts as white space: Unicode's White_Space, the byte order mark and the zero-width space. */
const SPACE = /[\s\u0085\u200b]/;

/** Whether a character is white space of any kind, no-break and zero-width spaces included. */
export function isSpace(char: string): boolean {
  return SPACE.test(char);
}

/**
 * Builds a {@link MappedText} from characters and their places. White space is collapsed and trimmed on
 * the way: the space that remains stands for the first unbroken stretch of white space in the source,
 * or, where only a boundary separates two words, for all that lies between them (`</td><td>`, say).
 */
export class MappedTextBuilder {
  #text = "";
  #starts: number[] = [];
  #ends: number[] = [];
  /** Source of the space that is due before the next character; start -1 where it is a boundary. */
  #space: { start: number; end: number } | null = null;

  /** Appends one code unit whose source is [start, end). */
  add(char: string, start: number, end: number): void {
    if (isSpace(char)) {
      if (this.#space === null || this.#space.start < 0) this.#space = { start, end };
      else if (this.#space.end === start) this.#space.end = end;
      return;
    }
    if (this.#space !== null && this.#text !== "") this.#addSpace(this.#space, start);
    this.#space = null;
    this.#text += char;
    this.#starts.push(start);
    this.#ends.push(end);
  }

  /** Puts a space before whatever comes next, if anything comes and nothing else separates it. */
  addBoundary(): void {
    this.#space ??= { start: -1, end: -1 };
  }

  /** Gives back the text so far and starts anew. */
  take(): MappedText {
    const taken = { text: this.#text, starts: this.#starts, ends: this.#ends };
    this.#text = "";
    this.#starts = [];
    this.#ends = [];
    this.#space = null;
    return taken;
  }

  #addSpace(space: Span, next: number): void {
    const before = this.#ends.at(-1) ?? next;
    this.#text += " ";
    this.#starts.push(space.start < 0 ? before : space.start);
    this.#ends.push(space.start < 0 ? Math.max(before, next) : space.end);
  }
}

/** Plain text of [start, end) of a decoded text: white space collapsed and trimmed, no entities. */
export function mapText(decodedText: string, start: number, end: number): MappedText {
  const builder = new MappedTextBuilder();
  for (let at = start; at < end; at++) builder.add(decodedText.charAt(at), at, at + 1);
  return builder.take();
}

/** The stretch [start, end) of a mapped text, with white space at its edges trimmed. */
export function sliceText(mapped: MappedText, start: number, end: number): MappedText {
  const text = mapped.text.slice(start, end);
  const from = start + text.length - text.trimStart().length;
  const to = from + text.trim().length;
  return {
    text: mapped.text.slice(from, to),
    starts: mapped.starts.slice(from, to),
    ends: mapped.ends.slice(from, to),
  };
}

/**
 * Stretch of the decoded text that text[start, end) came from; the whole text where no offsets are
 * given. An empty stretch has a span of no width where it stands; an empty text has no place, and its
 * span is 0 to 0.
 *
 * @throws RangeError where an offset lies outside the text
 */
export function spanOf(mapped: MappedText, start = 0, end = mapped.text.length): Span {
  if (start < 0 || start > end || end > mapped.text.length) {
    throw new RangeError(`no stretch ${start} to ${end} in a text of length ${mapped.text.length}`);
  }
  if (start === end) {
    const place = mapped.starts[start] ?? mapped.ends.at(-1) ?? 0;
    return { start: place, end: place };
  }
  return { start: mapped.starts[start] ?? 0, end: mapped.ends[end - 1] ?? 0 };
}

/** Texts in a row with a single space between each two; that space stands for all that lies between them. */
export function joinTexts(parts: readonly MappedText[]): MappedText {
  const builder = new MappedTextBuilder();
  for (const part of parts) {
    builder.addBoundary();
    for (const [at, start] of part.starts.entries()) {
      builder.add(part.text.charAt(at), start, part.ends[at] ?? start);
    }
  }
  return builder.take();
}
