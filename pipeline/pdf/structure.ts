import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFString,
  type PDFContext,
  type PDFObject,
} from "@cantoo/pdf-lib";
import type { MarkedContent } from "./marks.ts";
import type { Box } from "./geometry.ts";
import { completeRows } from "./tables.ts";
import { isPicture, NAME, walkElements, type Element, type Kid, type StructureTree } from "./tree.ts";
import { newElement } from "./tree-write.ts";

/**
 * Types that came with PDF 2.0 and that browsers use already, by what they are in PDF 1.7, on which
 * PDF/UA-1 rests.
 */
const ROLES: ReadonlyMap<string, string> = new Map([
  ["Strong", "Span"],
  ["Em", "Span"],
  ["Sub", "Span"],
  ["Aside", "Div"],
  ["Title", "P"],
  ["FENote", "Note"],
]);

/** Types that hold elements of certain types and nothing else. */
const STRICT = new Set(["Document", "Part", "Art", "Sect", "L", "Table", "THead", "TBody", "TFoot", "TR"]);

/** Types that stand inside of a line. */
const INLINE = new Set(["Span", "Quote", "Note", "Reference", "Code", "Link", "Strong", "Em", "Sub", "Lbl"]);

/**
 * Completes the structure tree as PDF/UA-1 asks for it: list items get bodies, rows their empty cells,
 * pictures their place, links their description, types of PDF 2.0 a role. Elements that say nothing
 * (`NonStruct`) give way to what is in them.
 *
 * @param tree Changed in place; it is to be written afterwards.
 */
export function mendStructure(context: PDFContext, tree: StructureTree, marked: MarkedContent): void {
  walkElements(tree.kids, (element) => {
    if (element.type === "Figure" && !isPicture(element) && isFrame(element)) element.type = "Sect";
  });
  for (const element of tree.kids) replaceKids(element, plainKids(element));
  walkElements(tree.kids, (element) => {
    if (element.type === "L") numberItems(context, element);
    if (element.type === "LI") bodyItem(context, element);
    if (element.type === "Table") completeRows(context, element);
    if (element.type === "Link") describeLink(context, element, marked.textOf(element));
  });
  for (const [picture, box] of marked.pictures) placePicture(context, picture, box);
  mapRoles(context, tree);
}

function replaceKids(element: Element, kids: readonly Kid[]): void {
  element.kids.splice(0, element.kids.length, ...kids);
}

/** Kids of an element without any `NonStruct`; text that such a one holds among blocks is a paragraph. */
function plainKids({ type, kids }: Element): Kid[] {
  const plain: Kid[] = [];
  /** The paragraph of the texts just before, which stand beside each other in one line. */
  let texts: Element | null = null;
  for (const kid of kids) {
    const isText =
      kid.kind === "element" && kid.type === "NonStruct" && kid.kids.every(({ kind }) => kind === "content");
    const one = kid.kind === "element" ? plainElement(kid, type) : [kid];
    const paragraph: Element | null =
      isText && one.length === 1 && one[0] === kid && kid.type === "P" ? kid : null;
    if (paragraph !== null && texts !== null) texts.kids.push(...paragraph.kids);
    else plain.push(...one);
    texts = paragraph === null ? null : (texts ?? paragraph);
  }
  return plain;
}

/** An element as it is without `NonStruct`: itself, or what is in it. */
function plainElement(element: Element, parentType: string): Kid[] {
  const says = element.type !== "NonStruct" || element.dict.has(PDFName.of("Lang"));
  const inner = plainKids(says ? element : { ...element, type: parentType });
  replaceKids(element, inner);
  if (says) return [element];
  const isBlock = (kid: Kid): boolean => kid.kind === "element" && !INLINE.has(kid.type);
  if (!STRICT.has(parentType) || inner.every(isBlock)) return inner;
  element.type = inner.some(isBlock) ? "Div" : "P";
  return [element];
}

/** Whether a figure only frames others, or tables and text: HTML's `<figure>`. */
function isFrame({ kids }: Element): boolean {
  return kids.some(
    (kid) => kid.kind === "element" && (/^(?:Figure|Table|P|L|H\d)$/.test(kid.type) || isFrame(kid)),
  );
}

function numberItems(context: PDFContext, list: Element): void {
  const labeled = list.kids.some(
    (item) =>
      item.kind === "element" && item.kids.some((kid) => kid.kind === "element" && kid.type === "Lbl"),
  );
  if (labeled) addAttributes(context, list, context.obj({ O: "List", ListNumbering: "Decimal" }));
}

function bodyItem(context: PDFContext, item: Element): void {
  const isPart = (kid: Kid): boolean =>
    kid.kind === "element" && (kid.type === "Lbl" || kid.type === "LBody");
  const rest = item.kids.filter((kid) => !isPart(kid));
  if (rest.length === 0) return;
  replaceKids(item, [...item.kids.filter(isPart), newElement(context, "LBody", rest)]);
}

/** Says of every annotation of a link where it leads: its text, and the address where that is another. */
function describeLink(context: PDFContext, link: Element, text: string): void {
  for (const kid of link.kids) {
    const dict = kid.kind === "annotation" ? context.lookup(kid.ref) : undefined;
    if (!(dict instanceof PDFDict) || dict.has(NAME.Contents)) continue;
    const action = dict.lookup(NAME.A);
    const address = action instanceof PDFDict ? textIn(action.lookup(PDFName.of("URI"))) : "";
    const description = address === "" || text.includes(address) ? text : `${text} (${address})`.trim();
    if (description !== "") dict.set(NAME.Contents, PDFHexString.fromText(description));
  }
}

const textIn = (value: PDFObject | undefined): string =>
  value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : "";

function placePicture(context: PDFContext, picture: Element, box: Box): void {
  if (!box.every(Number.isFinite)) return;
  const BBox = box.map((value) => Math.round(value * 100) / 100);
  addAttributes(context, picture, context.obj({ O: "Layout", Placement: "Block", BBox }));
}

function addAttributes(context: PDFContext, { dict }: Element, attributes: PDFDict): void {
  const known = dict.lookup(NAME.A);
  const all = known instanceof PDFArray ? known.asArray() : known === undefined ? [] : [known];
  dict.set(NAME.A, context.obj([...all, attributes]));
}

function mapRoles(context: PDFContext, tree: StructureTree): void {
  const used = new Set<string>();
  walkElements(tree.kids, ({ type }) => used.add(type));
  const roles = [...ROLES].filter(([type]) => used.has(type));
  if (roles.length === 0) tree.root.delete(NAME.RoleMap);
  else tree.root.set(NAME.RoleMap, context.obj(Object.fromEntries(roles)));
}
