import { deflateSync } from "node:zlib";
import { PDFDict, PDFName, PDFRawStream, PDFStream, type PDFContext, type PDFRef } from "@cantoo/pdf-lib";
import { TextReader } from "./fonts.ts";
import { isPicture, NAME, walkElements, type Content, type Element, type StructureTree } from "./tree.ts";
import { contains, type Box } from "./geometry.ts";
import type { Sequence, Unit } from "./painting.ts";
import { pictureAreas, type PictureArea } from "./pictures.ts";
import { adopt, type Neighbor, type Neighbors, type Place } from "./strays.ts";
import { surfacesOf, type Surface } from "./surfaces.ts";

/** What content tells of the elements that it belongs to. */
export interface MarkedContent {
  /** Where each picture stands. */
  readonly pictures: ReadonlyMap<Element, Box>;
  /** Text of an element and of all below it, white space collapsed. */
  textOf(element: Element): string;
}

const LAYOUT = "/Artifact <</Type /Layout >>BDC\n";
const REPEATED = "/Artifact <</Type /Pagination >>BDC\n";
const HEADER = "/Artifact <</Type /Pagination /Subtype /Header >>BDC\n";
const FOOTER = "/Artifact <</Type /Pagination /Subtype /Footer >>BDC\n";

/**
 * Marks what the browser leaves unmarked (ISO 14289-1, 7.1): every operation that paints belongs to an
 * element afterwards, or is an artifact.
 *
 * - Margin boxes, painted outside of the page area, are running heads and feet.
 * - What a picture shows besides its labels is put into its figure.
 * - Markers of list items become labels; other generated text joins the text that it stands in.
 * - Backgrounds and rules are artifacts, those too that the browser has put into an element; so are
 *   the headers that a table repeats on its next page.
 *
 * @param tree Its kids are changed; it is to be written afterwards.
 */
export function markContent(
  context: PDFContext,
  tree: StructureTree,
  pages: readonly PDFRef[],
): MarkedContent {
  const places = placesByPage(tree);
  const reader = new TextReader();
  const marked: Marked = { reader, texts: new Map(), repeats: new Map() };
  const pictures = new Map<Element, Box>();
  for (const page of pages) {
    const surfaces = surfacesOf(context, page);
    const own = places.get(page) ?? new Map<number, Place>();
    const areas = pictureAreas(surfaces, own);
    for (const { picture, box } of areas) pictures.set(picture, box);
    const sheet = surfaces[0]?.ground.clip ?? [0, 0, 0, 0];
    const work = { context, page, sheet, places: own, areas, marked, nextMcid: nextMcid(surfaces) };
    for (const surface of surfaces) rewrite(context, surface, editsOf(surface, work));
  }
  return { pictures, textOf: (element) => textOf(element, marked) };
}

/** What has been marked so far, on all pages. */
interface Marked {
  readonly reader: TextReader;
  readonly texts: Map<Content, () => string>;
  /** Page on which an element of a table row has shown a text first. */
  readonly repeats: Map<Element, Map<string, PDFRef>>;
}

interface PageWork {
  readonly context: PDFContext;
  readonly page: PDFRef;
  /** The whole page. */
  readonly sheet: Box;
  /** Places of the page's sequences by MCID. */
  readonly places: ReadonlyMap<number, Place>;
  readonly areas: readonly PictureArea[];
  readonly marked: Marked;
  nextMcid: number;
}

/** Replaces the bytes from `at` to `to` by a text. */
interface Edit {
  readonly at: number;
  readonly to: number;
  readonly text: string;
}

function placesByPage(tree: StructureTree): Map<PDFRef, Map<number, Place>> {
  const pages = new Map<PDFRef, Map<number, Place>>();
  walkElements(tree.kids, (element, above) => {
    for (const kid of element.kids) {
      if (kid.kind !== "content") continue;
      const places = pages.get(kid.page) ?? new Map<number, Place>();
      places.set(kid.mcid, { content: kid, path: [...above, element] });
      pages.set(kid.page, places);
    }
  });
  return pages;
}

function nextMcid(surfaces: readonly Surface[]): number {
  const used = surfaces.flatMap(({ painting }) => painting.sequences.map(({ mcid }) => mcid ?? -1));
  return used.reduce((most, mcid) => Math.max(most, mcid), -1) + 1;
}

function editsOf(surface: Surface, work: PageWork): Edit[] {
  const edits: Edit[] = [];
  for (const sequence of surface.painting.sequences) {
    const place = sequence.mcid === null ? undefined : work.places.get(sequence.mcid);
    if (place === undefined) continue;
    place.content.stream = surface.form;
    work.marked.texts.set(place.content, () => textIn(sequence.units, surface, work.marked.reader));
    const artifact = artifactInElement(sequence, place, surface, work);
    if (artifact === null) continue;
    const kids = place.path.at(-1)?.kids ?? [];
    kids.splice(kids.indexOf(place.content), 1);
    edits.push({ at: sequence.start, to: sequence.bodyStart, text: artifact.trimEnd() });
  }
  for (const run of unmarkedRuns(surface, work)) {
    const [first, last] = [run.units[0], run.units.at(-1)];
    const opening = openingOf(run, surface, work);
    if (first === undefined || last === undefined || opening === null) continue;
    edits.push({ at: first.start, to: first.start, text: opening });
    edits.push({ at: last.end, to: last.end, text: "\nEMC" });
  }
  return edits.sort((a, b) => a.at - b.at);
}

/** The artifact that a sequence of an element is in truth: a rule, a background, a repeated header; null for real content. */
function artifactInElement(
  { units }: Sequence,
  { path }: Place,
  surface: Surface,
  { page, marked }: PageWork,
): string | null {
  if (units.length === 0) return null;
  if (units.every(({ kind }) => kind === "path")) return path.some(isPicture) ? null : LAYOUT;
  const holder = path.at(-1);
  // Only what stands on two pages can be a repetition.
  const goesOn = holder?.kids.some((kid) => kid.kind === "content" && kid.page !== page);
  if (holder === undefined || goesOn !== true || !path.some(({ type }) => type === "TR")) return null;
  const text = textIn(units, surface, marked.reader);
  const shown = marked.repeats.get(holder) ?? new Map<string, PDFRef>();
  marked.repeats.set(holder, shown);
  const first = shown.get(text) ?? page;
  shown.set(text, first);
  return first === page ? null : REPEATED;
}

function textIn(units: readonly Unit[], surface: Surface, reader: TextReader): string {
  return units
    .map((unit, i) => {
      const text = reader.text(surface, unit.shown);
      // Where a line is broken, the space is not painted.
      return i === 0 || sameLine(units[i - 1], unit) ? text : ` ${text}`;
    })
    .join("");
}

function textOf(element: Element, { texts }: Marked): string {
  const parts: string[] = [];
  const collect = (kids: Element["kids"]): void => {
    for (const kid of kids) {
      if (kid.kind === "element") collect(kid.kids);
      else if (kid.kind === "content") parts.push(texts.get(kid)?.() ?? "");
    }
  };
  collect(element.kids);
  return parts.join("").replace(/\s+/g, " ").trim();
}

/** What a stretch of unmarked painting is: part of a picture, running furniture, decoration, or text. */
interface Run {
  readonly kind: "picture" | "header" | "footer" | "layout" | "text";
  readonly picture: Element | null;
  readonly units: Unit[];
}

/** Unmarked units, those beside each other that are the same put together. */
function unmarkedRuns(surface: Surface, work: PageWork): Run[] {
  const runs: Run[] = [];
  for (const unit of surface.painting.units) {
    if (unit.sequence !== null || surface.carriers.has(unit.name)) continue;
    const { kind, picture } = natureOf(unit, work);
    const before = runs.at(-1);
    const joins =
      before?.kind === kind && before.picture === picture && before.units.at(-1)?.stretch === unit.stretch;
    // Text stays apart where a line ends: each part finds the text that it stands in.
    if (joins && (kind !== "text" || sameLine(before.units[0], unit))) before.units.push(unit);
    else runs.push({ kind, picture, units: [unit] });
  }
  return runs;
}

const sameLine = (one: Unit | undefined, other: Unit): boolean =>
  one !== undefined && Math.abs(one.box[1] - other.box[1]) < 3;

function natureOf(unit: Unit, { areas, sheet }: PageWork): Pick<Run, "kind" | "picture"> {
  const area = areas.find(({ clip }) => clip !== null && contains(clip, unit.clip));
  if (area !== undefined) return { kind: "picture", picture: area.picture };
  if (unit.kind !== "text") return { kind: "layout", picture: null };
  // Only margin boxes may paint anywhere on the sheet; all else is kept to the page area.
  if (!contains(unit.clip, sheet)) return { kind: "text", picture: null };
  return { kind: unit.box[1] > (sheet[1] + sheet[3]) / 2 ? "header" : "footer", picture: null };
}

/** What opens the sequence around a run; null where nothing can hold it. */
function openingOf({ kind, picture, units }: Run, surface: Surface, work: PageWork): string | null {
  if (kind === "layout") return LAYOUT;
  if (kind === "header") return HEADER;
  if (kind === "footer") return FOOTER;
  const content: Content = {
    kind: "content",
    page: work.page,
    stream: surface.form,
    mcid: work.nextMcid,
  };
  if (picture !== null) picture.kids.unshift(content);
  else if (!adopt(content, units, neighbors(units, surface, work), work.context)) return null;
  work.nextMcid += 1;
  work.marked.texts.set(content, () => textIn(units, surface, work.marked.reader));
  return `/${picture === null ? "Span" : "Figure"} <</MCID ${content.mcid} >>BDC\n`;
}

/** The marked texts of elements before and after some units, in the order of painting. */
function neighbors(units: readonly Unit[], { painting }: Surface, { places }: PageWork): Neighbors {
  const at = units[0]?.start ?? 0;
  let before: Neighbor | null = null;
  for (const { mcid, start, units: own } of painting.sequences) {
    const place = mcid === null ? undefined : places.get(mcid);
    const text = own.find((unit) => unit.kind === "text");
    if (place === undefined || text === undefined || isRemoved(place)) continue;
    const neighbor = { place, text };
    if (start > at) return { before, after: neighbor };
    before = neighbor;
  }
  return { before, after: null };
}

const isRemoved = ({ content, path }: Place): boolean => path.at(-1)?.kids.includes(content) !== true;

/** Writes a stream anew with its edits, which stand in order. */
function rewrite(context: PDFContext, surface: Surface, edits: readonly Edit[]): void {
  if (edits.length === 0) return;
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const edit of edits) {
    parts.push(surface.bytes.subarray(at, edit.at), Buffer.from(edit.text, "latin1"));
    at = edit.to;
  }
  parts.push(surface.bytes.subarray(at));
  const contents = deflateSync(Buffer.concat(parts));
  const form = surface.form === null ? null : context.lookup(surface.form, PDFStream);
  const dict = form?.dict ?? context.obj({});
  dict.set(PDFName.of("Filter"), PDFName.of("FlateDecode"));
  const stream = PDFRawStream.of(dict, contents);
  if (surface.form !== null) context.assign(surface.form, stream);
  else context.lookup(surface.page, PDFDict).set(NAME.Contents, context.register(stream));
}
