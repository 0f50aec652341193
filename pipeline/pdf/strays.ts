import type { PDFContext } from "@cantoo/pdf-lib";
import type { Unit } from "./painting.ts";
import type { Content, Element, Kid } from "./tree.ts";
import { newElement } from "./tree-write.ts";

/** Where a marked-content sequence belongs. */
export interface Place {
  readonly content: Content;
  /** The elements that it lies in, from the outside in; the last holds it. */
  readonly path: readonly Element[];
}

/** A marked text beside one that is not. */
export interface Neighbor {
  readonly place: Place;
  readonly text: Unit;
}

/** The marked texts around one that is not. */
export interface Neighbors {
  readonly before: Neighbor | null;
  readonly after: Neighbor | null;
}

/**
 * Gives text that the browser has made but not tagged (markers of list items, quotation marks, generated
 * content) to the element that it stands in: a marker becomes the label of the item that
 * follows, other text joins its neighbor on the same line.
 *
 * @param content A new sequence for the text.
 * @returns Whether an element has taken it; false on a page without any tagged text.
 */
export function adopt(
  content: Content,
  units: readonly Unit[],
  { before, after }: Neighbors,
  context: PDFContext,
): boolean {
  const item = after === null ? null : itemBegunBy(after.place);
  if (item !== null) {
    item.kids.unshift(newElement(context, "Lbl", [content]));
    return true;
  }
  const beside = (neighbor: Neighbor | null): boolean =>
    neighbor !== null && Math.abs(neighbor.text.box[1] - (units[0]?.box[1] ?? 0)) < 3;
  const joinsBefore = before !== null && (beside(before) || !beside(after));
  const neighbor = joinsBefore ? before : after;
  const kids = neighbor?.place.path.at(-1)?.kids;
  if (neighbor === null || kids === undefined) return false;
  kids.splice(kids.indexOf(neighbor.place.content) + (joinsBefore ? 1 : 0), 0, content);
  return true;
}

/** The list item whose first content this is and that has no label yet. */
function itemBegunBy({ content, path }: Place): Element | null {
  const item = path.findLast(({ type }) => type === "LI");
  return item !== undefined && firstContent(item.kids) === content ? item : null;
}

function firstContent(kids: readonly Kid[]): Content | null {
  for (const kid of kids) {
    const found = kid.kind === "content" ? kid : kid.kind === "element" ? firstContent(kid.kids) : null;
    if (found !== null) return found;
  }
  return null;
}
