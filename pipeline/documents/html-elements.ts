import type { Region } from "../contracts/document.ts";
import { isElement, walk, type Element, type Node } from "./html-tree.ts";

const names = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** Elements of which a browser shows no text. */
const UNSHOWN = names(
  "script style template noscript title svg iframe noframes noembed audio video canvas datalist",
);

/** Elements that begin and end a line of their own; form controls are counted in. */
const BLOCKS = names(
  "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset " +
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li listing main " +
    "menu nav ol optgroup option p plaintext pre search section select summary table tbody td textarea " +
    "tfoot th thead tr ul xmp",
);

/** Regions by the elements and the ARIA roles that open them. */
const LANDMARKS: ReadonlyMap<string, Region> = new Map([
  ["nav", "navigation"],
  ["navigation", "navigation"],
  ["header", "header"],
  ["banner", "header"],
  ["aside", "aside"],
  ["complementary", "aside"],
  ["footer", "footer"],
  ["contentinfo", "footer"],
  ["main", "main"],
]);

/** Elements that make the table around them a means of layout rather than of data. */
const STRUCTURE = names("table h1 h2 h3 h4 h5 h6 ul ol dl");

/** A cell with more paragraphs than this holds a part of the page, not a value. */
const MAX_CELL_PARAGRAPHS = 2;

/** Whether nothing of a node is shown: scripts and their like, and whatever has the `hidden` attribute. */
export function isHidden(node: Node): boolean {
  return isElement(node) && (UNSHOWN.has(node.name) || "hidden" in node.attribs);
}

/** Whether a node begins and ends a line of its own. */
export function isBlock(node: Node): boolean {
  return isElement(node) && (BLOCKS.has(node.name) || landmarkOf(node) !== null);
}

/** Whether a node breaks the line it stands in. */
export function isLineBreak(node: Node): boolean {
  return isElement(node) && node.name === "br";
}

/** Level of a heading element; null for any other. */
export function headingLevel(element: Element): number | null {
  return /^h[1-6]$/.test(element.name) ? Number(element.name.charAt(1)) : null;
}

/** Region that an element opens by its ARIA role or its name; null where it opens none. */
export function landmarkOf(element: Element): Region | null {
  const role = element.attribs["role"]?.trim().toLowerCase() ?? "";
  return LANDMARKS.get(role) ?? LANDMARKS.get(element.name) ?? null;
}

/** Whether headers and footers inside an element are its own, not the page's. */
export function isSectioned(element: Element): boolean {
  return element.name === "article" || element.name === "main" || element.attribs["role"] === "main";
}

/** Whether table cells (or descriptions) hold a part of the page: tables, headings, lists, running text. */
export function isLayout(cells: readonly Element[]): boolean {
  return cells.some((cell) => {
    let structured = false;
    let paragraphs = 0;
    walk(
      cell,
      (node) => {
        if (structured || isHidden(node)) return false;
        if (isElement(node) && node.name === "p") paragraphs++;
        structured = (isElement(node) && STRUCTURE.has(node.name)) || paragraphs > MAX_CELL_PARAGRAPHS;
        return !structured;
      },
      () => undefined,
    );
    return structured;
  });
}
