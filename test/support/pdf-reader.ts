import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { PDFPageProxy } from "pdfjs-dist/types/src/display/api.d.ts";

/** A piece of text on a page, in the order of painting. */
export interface ReadText {
  /** White space as painted; a line break where the next piece stands on another line. */
  readonly text: string;
  /** The marked content that it stands in; null in an artifact or without any mark. */
  readonly content: string | null;
  readonly artifact: boolean;
}

/** A structure element as far as it stands on one page. */
export interface ReadElement {
  /** Type after the role map. */
  readonly role: string;
  readonly alt: string | null;
  readonly kids: readonly (ReadElement | { readonly content: string })[];
}

/** A page as a reader of the file meets it. */
export interface ReadPage {
  /** From 1. */
  readonly number: number;
  readonly texts: readonly ReadText[];
  readonly tree: ReadElement | null;
}

/** A PDF as a reader of the file meets it. */
export interface ReadPdf {
  readonly pages: readonly ReadPage[];
  readonly title: string | null;
  readonly language: string | null;
  readonly marked: boolean;
  /** Titles of bookmarks in order, with the level of each from 1. */
  readonly outline: readonly { readonly level: number; readonly title: string }[];
  readonly attachments: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** Reads a PDF with a library that has no part in making it. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  // The library takes the bytes over.
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0, isEvalSupported: false });
  const pdf = await task.promise;
  try {
    const pages: ReadPage[] = [];
    for (let number = 1; number <= pdf.numPages; number += 1)
      pages.push(await readPage(await pdf.getPage(number), number));
    const metadata = await pdf.getMetadata();
    const info = metadata.info as Readonly<Record<string, unknown>>;
    const attachments = (await pdf.getAttachments()) as Record<
      string,
      { filename: string; content: Uint8Array }
    > | null;
    return {
      pages,
      title: textOrNull(info["Title"]),
      language: textOrNull(info["Language"]),
      marked: (await pdf.getMarkInfo())?.Marked === true,
      outline: flat(await pdf.getOutline(), 1),
      attachments: Object.values(attachments ?? {}).map(({ filename, content }) => ({
        name: filename,
        bytes: content,
      })),
    };
  } finally {
    await task.destroy();
  }
}

type Outline = readonly { readonly title: string; readonly items: Outline }[];

const flat = (items: Outline | null, level: number): { level: number; title: string }[] =>
  (items ?? []).flatMap(({ title, items: below }) => [{ level, title }, ...flat(below, level + 1)]);

const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);

async function readPage(page: PDFPageProxy, number: number): Promise<ReadPage> {
  const { items } = await page.getTextContent({ includeMarkedContent: true });
  const open: { tag: string; id: string | null }[] = [];
  const texts: ReadText[] = [];
  let last: { x: number; y: number; height: number } | null = null;
  for (const item of items) {
    if ("str" in item) {
      const [, , , , x = 0, y = 0] = item.transform as readonly number[];
      if (item.str === "") continue;
      const gap = last === null ? "" : gapBetween(last, { x, y });
      texts.push({
        text: gap + item.str,
        content: open.findLast(({ id }) => id !== null)?.id ?? null,
        artifact: open.some(({ tag }) => tag === "Artifact"),
      });
      last = { x: x + item.width, y, height: item.height };
    } else if (item.type.startsWith("begin")) {
      // Types are the library's; the tag of an artifact comes without an id.
      const { tag = "", id = "" } = item as unknown as { tag?: string; id?: string | null };
      open.push({ tag, id: id === "" ? null : id });
    } else open.pop();
  }
  const tree = (await page.getStructTree()) as PdfjsNode | null;
  return { number, texts, tree: tree === null ? null : elementOf(tree) };
}

/** What stands between two pieces: nothing, a space, or a line break. */
function gapBetween(
  last: { readonly x: number; readonly y: number; readonly height: number },
  next: { readonly x: number; readonly y: number },
): string {
  if (Math.abs(next.y - last.y) > 1) return "\n";
  return Math.abs(next.x - last.x) > Math.max(1, last.height * 0.15) ? " " : "";
}

interface PdfjsNode {
  readonly role?: string;
  readonly alt?: string;
  readonly id?: string;
  readonly type?: string;
  readonly children?: readonly PdfjsNode[];
}

function elementOf(node: PdfjsNode): ReadElement {
  const kids: (ReadElement | { content: string })[] = [];
  for (const kid of node.children ?? []) {
    if (kid.role !== undefined) kids.push(elementOf(kid));
    else if (kid.type === "content" && kid.id !== undefined) kids.push({ content: kid.id });
  }
  return { role: node.role ?? "", alt: node.alt ?? null, kids };
}

/** Elements below a page's root with what they lie in, in reading order. */
export function elementsIn(
  element: ReadElement | null,
  above: readonly ReadElement[] = [],
): { readonly element: ReadElement; readonly above: readonly ReadElement[] }[] {
  if (element === null) return [];
  return [
    { element, above },
    ...element.kids.flatMap((kid) => ("role" in kid ? elementsIn(kid, [...above, element]) : [])),
  ];
}

/** Text of an element and of all below it, in reading order. */
export function textOf(element: ReadElement, { texts }: ReadPage): string {
  return element.kids
    .map((kid) =>
      "role" in kid
        ? textOf(kid, { texts } as ReadPage)
        : texts
            .filter(({ content }) => content === kid.content)
            .map(({ text }) => text)
            .join(""),
    )
    .join("");
}
