/** A stretch of the decoded text of a snapshot, in UTF-16 code units, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Text as a reader sees it (entities decoded, white space of any kind collapsed to single spaces,
 * trimmed), where every code unit knows the stretch of the decoded snapshot it came from.
 */
export interface MappedText {
  readonly text: string;
  /** starts[i] is where the source of text[i] begins; as long as text. */
  readonly starts: readonly number[];
  /** ends[i] is where the source of text[i] ends, exclusive; as long as text. */
  readonly ends: readonly number[];
}

/** What a block is. Lines of a text dump that are neither headings nor list items are paragraphs. */
export type BlockKind = "heading" | "paragraph" | "list_item" | "table_row" | "definition";

/** Part of the page a block stands in, read from HTML landmarks; a text dump is all `main`. */
export type Region = "main" | "navigation" | "header" | "aside" | "footer";

/** One piece of a page in reading order. */
export interface Block {
  /** Position in the document's list, from 0. */
  readonly index: number;
  readonly kind: BlockKind;
  /** 1 to 6 for an HTML heading; null for anything else and for headings of a text dump. */
  readonly level: number | null;
  readonly content: MappedText;
  /** Cells of a table row; term and description of a definition; empty for other kinds. */
  readonly cells: readonly MappedText[];
  /** The element, or the line without its line end, in the decoded text. */
  readonly span: Span;
  readonly region: Region;
  /** True for a block inside a list item after its first (a snippet under a vacancy, say). */
  readonly nested: boolean;
  /** True where nothing (no blank line, no end of table or list) separates the block from the one before. */
  readonly joined: boolean;
}

/** A snapshot's bytes as text, with the way back to the bytes. */
export interface DecodedText {
  /** Without byte order mark; line ends as they are. Undecodable bytes are U+FFFD, one for each byte. */
  readonly text: string;
  /** WHATWG name of the encoding, in lower case. */
  readonly encoding: "utf-8" | "windows-1252" | "utf-16le" | "utf-16be";
  /** Number of bytes that could not be decoded. */
  readonly undecodable_bytes: number;
  /** Byte offset in the snapshot of a code unit offset in {@link text}; `text.length` gives the end. */
  byteOffset(index: number): number;
}

/** A snapshot read as a flat list of blocks. */
export interface Document {
  readonly format: "html" | "text";
  readonly decoded: DecodedText;
  /** `<title>` of an HTML page; null for a text dump. */
  readonly title: string | null;
  readonly blocks: readonly Block[];
}
