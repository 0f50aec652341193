import { load } from "cheerio";
import { adapter, type Htmlparser2TreeAdapterMap } from "parse5-htmlparser2-tree-adapter";
import { AlmanacError } from "../contracts/errors.ts";

/** Elements open at once in a page. Browsers stop at 512; parse5 slows down with the square of it. */
const MAX_DEPTH = 5000;

/** Elements in a page; one of 160 KB has some 3,000. Misnested formatting tags can make millions from a few KB. */
const MAX_ELEMENTS = 100_000;

/** Any node of the tree. */
export type Node = Htmlparser2TreeAdapterMap["node"];
/** An element of the tree. */
export type Element = Htmlparser2TreeAdapterMap["element"];
/** A text node; its source is one unbroken stretch of the page. */
export type TextNode = Htmlparser2TreeAdapterMap["textNode"];

/** A parsed page. */
export interface Tree {
  readonly root: Node;
  /**
   * Nodes that stood inside a table but outside its cells. The HTML standard moves them in front of the
   * table, so they alone come in another order than in the source.
   */
  readonly moved: ReadonlySet<Node>;
}

/** Whether a node is an element. */
export function isElement(node: Node): node is Element {
  return adapter.isElementNode(node);
}

/** Whether a node is text. */
export function isTextNode(node: Node): node is TextNode {
  return adapter.isTextNode(node);
}

/**
 * Adapter of parse5 that keeps text apart where markup lies between its pieces. By default parse5 makes
 * `a</i>b` one text node if the tag closes nothing, and the places of its characters are lost. It also
 * counts elements, because the parser itself has no limits.
 */
function limitedAdapter(where: string, moved: Set<Node>): typeof adapter {
  let elements = 0;
  let depth = 0;
  const refuse = (what: string) =>
    new AlmanacError(what, {
      where,
      next: "Open the file: if it is the page that was meant, save its text and put that in place of the HTML.",
    });
  return {
    ...adapter,
    createElement(name, namespace, attributes) {
      if (++elements > MAX_ELEMENTS) {
        throw refuse(`The HTML grows to more than ${MAX_ELEMENTS.toLocaleString("en-US")} elements.`);
      }
      return adapter.createElement(name, namespace, attributes);
    },
    onItemPush() {
      if (++depth > MAX_DEPTH) {
        throw refuse(`The HTML is nested more than ${MAX_DEPTH.toLocaleString("en-US")} levels deep.`);
      }
    },
    onItemPop() {
      depth--;
    },
    insertText(parent, text) {
      adapter.appendChild(parent, adapter.createTextNode(text));
    },
    insertTextBefore(parent, text, reference) {
      const node = adapter.createTextNode(text);
      moved.add(node);
      adapter.insertBefore(parent, node, reference);
    },
    insertBefore(parent, node, reference) {
      moved.add(node);
      adapter.insertBefore(parent, node, reference);
    },
    setNodeSourceCodeLocation(node, location) {
      adapter.setNodeSourceCodeLocation(node, location);
      if (isTextNode(node)) mergeIntoPrevious(node);
    },
  };
}

/** parse5 hands over each word and each space by itself: puts those together that touch in the source. */
function mergeIntoPrevious(node: TextNode): void {
  const { prev, parent, sourceCodeLocation: location } = node;
  if (prev === null || parent === null || !isTextNode(prev)) return;
  if (!location || prev.sourceCodeLocation?.endOffset !== location.startOffset) return;
  prev.data += node.data;
  prev.sourceCodeLocation.endOffset = location.endOffset;
  if (node.next === null) {
    // The usual case, and much faster than detachNode, which searches all children.
    parent.children.pop();
    prev.next = null;
  } else {
    adapter.detachNode(node);
  }
}

/**
 * Parses a page as browsers do (parse5 through cheerio), with the place of every node in the source.
 *
 * @param where what errors name as the place
 * @throws AlmanacError where the page is nested or multiplied beyond any real page
 */
export function parseTree(source: string, where: string): Tree {
  const moved = new Set<Node>();
  const page = load(source, { sourceCodeLocationInfo: true, treeAdapter: limitedAdapter(where, moved) });
  const root = page.root().get(0);
  if (root === undefined) throw new TypeError("cheerio made no document");
  return { root, moved };
}

/**
 * Visits the nodes below a root in document order, without recursion.
 *
 * @param enter called for every node; tells whether to go into it
 * @param leave called for every element that was gone into, after its children
 */
export function walk(root: Node, enter: (node: Node) => boolean, leave: (element: Element) => void): void {
  let node = firstChild(root);
  while (node !== null) {
    const into = enter(node);
    let next = into ? firstChild(node) : null;
    if (into && next === null && isElement(node)) leave(node);
    while (next === null && node !== null && node !== root) {
      next = node.next;
      if (next === null) {
        node = node.parent;
        if (node !== null && node !== root && isElement(node)) leave(node);
      }
    }
    node = next;
  }
}

function firstChild(node: Node): Node | null {
  return "children" in node ? (node.children[0] ?? null) : null;
}
