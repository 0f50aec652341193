import type { Evidence } from "../../pipeline/contracts/evidence.ts";
import { elementsIn, textOf, type ReadElement, type ReadPage, type ReadPdf } from "./pdf-reader.ts";

/** A text of a PDF in which a numeral is left that nothing accounts for. */
export interface Stray {
  /** Page and element. */
  readonly place: string;
  /** With `…` in place of what is accounted for. */
  readonly text: string;
}

/** Texts with a numeral that a PDF may print, by where it may print them. */
interface Known {
  /** Figures and constants. */
  readonly anywhere: readonly RegExp[];
  /** And the scales of charts. */
  readonly inPictures: readonly RegExp[];
}

/** The evidence that a PDF carries inside. */
export function evidenceIn(pdf: ReadPdf): Evidence {
  const [file] = pdf.attachments;
  if (file?.name !== "evidence.json") throw new Error("The PDF carries no evidence.");
  return JSON.parse(Buffer.from(file.bytes).toString("utf8")) as Evidence;
}

/**
 * Numerals of a PDF, in whatever a reader meets (text, alternative texts, running heads and feet,
 * bookmarks, the title), that are neither part of a figure's text nor of a constant, nor the label of a
 * chart's scale, nor "Page n of m", nor the number of a list item.
 */
export function strayNumerals(pdf: ReadPdf): { readonly numerals: number; readonly strays: Stray[] } {
  const known = knownTexts(evidenceIn(pdf));
  const read = [
    ...pdf.pages.flatMap((page, i) => [
      ...blocks(page, pdf.pages[i + 1]),
      ...furniture(page, pdf.pages.length),
    ]),
    ...pdf.outline.map(({ title }) => ({ place: "bookmarks", text: title, picture: false })),
    { place: "title", text: pdf.title ?? "", picture: false },
  ];
  const numerals = read.reduce((sum, { text }) => sum + (text.match(/\p{N}+/gu)?.length ?? 0), 0);
  const strays = read
    .map(({ place, text, picture }) => ({
      place,
      text: resolved(text, picture ? known.inPictures : known.anywhere),
    }))
    .filter(({ text }) => /\p{N}/u.test(text));
  return { numerals, strays };
}

function knownTexts({ figures, constants, scales }: Evidence): Known {
  const anywhere = [...figures.map(({ text }) => text), ...Object.values(constants)];
  const labels = scales.flatMap((scale) => scale.labels);
  return { anywhere: patterns(anywhere), inPictures: patterns([...anywhere, ...labels]) };
}

/** A pattern for each text with a numeral, the longest first; it matches the whole text only, over line breaks. */
function patterns(texts: readonly string[]): RegExp[] {
  return [...new Set(texts.map((text) => text.replace(/\s+/gu, " ").trim()))]
    .filter((text) => /\p{N}/u.test(text))
    .sort((a, b) => b.length - a.length)
    .map((text) => {
      const characters = text
        .split(/(?:)/u)
        .map((one) => (one === " " ? "\\s+" : one.replace(/[\\^$.*+?()[\]{}|/]/u, "\\$&")));
      return new RegExp(
        `(?<![\\p{N}\\p{L}$]|\\p{N}[.,])${characters.join("\\n?")}(?!\\p{N}|[.,]\\p{N}|%)`,
        "gu",
      );
    });
}

const resolved = (text: string, known: readonly RegExp[]): string =>
  known.reduce((rest, pattern) => (/\p{N}/u.test(rest) ? rest.replace(pattern, "…") : rest), text);

/** Types whose text is one run of words. */
const BLOCKS = /^(?:P|H\d?|TH|TD|Lbl|LBody|Caption|BlockQuote|Figure)$/;

interface Block {
  readonly place: string;
  readonly text: string;
  readonly picture: boolean;
}

/** Texts of a page's blocks; a block that goes on on the next page is read there to its end. */
function blocks(page: ReadPage, next: ReadPage | undefined): Block[] {
  const own = outermost(page);
  const following = next === undefined ? undefined : outermost(next)[0];
  let label = 0;
  return own.flatMap((element, i) => {
    const place = `page ${page.number}, ${element.role}`;
    const picture = element.role === "Figure";
    const text = spaced(textOf(element, page));
    const goesOn = i === own.length - 1 && next !== undefined && following?.role === element.role;
    const whole = goesOn ? `${text}\n${spaced(textOf(following, next))}` : text;
    const alt =
      element.alt === null
        ? []
        : [{ place: `${place}, alternative text`, text: element.alt, picture: false }];
    if (element.role === "Lbl") {
      const number = Number(/^(\d+)\.$/u.exec(text.trim())?.[1]);
      const counts = number === label + 1 || number === 1 || label === 0;
      label = number;
      if (counts) return alt;
    }
    return [{ place, text: whole, picture }, ...alt];
  });
}

/** Blocks that lie in no other; text outside of any block is one of its own. */
function outermost(page: ReadPage): ReadElement[] {
  const isBlock = ({ role, kids }: ReadElement): boolean =>
    BLOCKS.test(role) || kids.some((kid) => "content" in kid);
  const all = elementsIn(page.tree);
  const inner = (element: ReadElement): boolean =>
    element.kids.some(
      (kid) => "role" in kid && (kid.role === "Lbl" || kid.role === "LBody" || kid.role === "LI"),
    );
  return all
    .filter(
      ({ element, above }) =>
        isBlock(element) && !inner(element) && !above.some((one) => isBlock(one) && !inner(one)),
    )
    .map(({ element }) => element);
}

/** Artifacts of a page: page numbers, and what is printed once more. */
function furniture({ number, texts }: ReadPage, count: number): Block[] {
  const text = texts
    .filter(({ artifact, content }) => artifact || content === null)
    .map((one) => one.text)
    .join("");
  const rest = spaced(text).replace(new RegExp(`(?<!\\p{N})Page ${number} of ${count}(?!\\p{N})`, "u"), "");
  return [{ place: `page ${number}, furniture`, text: rest, picture: false }];
}

const spaced = (text: string): string =>
  text.replace(/\s+/gu, (space) => (space.includes("\n") ? "\n" : " "));
