import type { Block, BlockKind, MappedText, Region } from "../contracts/document.ts";
import {
  headingLevel,
  isBlock,
  isHidden,
  isLayout,
  isLineBreak,
  isSectioned,
  landmarkOf,
} from "./html-elements.ts";
import { appendTextNode, flatText } from "./html-text.ts";
import { isElement, isTextNode, parseTree, walk, type Element, type Node, type Tree } from "./html-tree.ts";
import { joinTexts, MappedTextBuilder, spanOf } from "./mapped-text.ts";

/** Elements that are the span of a block where it is their only one. */
const SPANNED = new Set(["h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "caption", "figcaption"]);

/** An open block element, with what it passes on to those inside. */
interface Scope {
  readonly element: Element;
  readonly region: Region;
  /** Inside an article or main: headers and footers are not the page's. */
  readonly sectioned: boolean;
  /** Blocks before the element. */
  readonly first: number;
}

/** An open heading or list item; the first text inside it is its own. */
interface Owner {
  readonly element: Element;
  readonly kind: "heading" | "list_item";
  /** Inside a list item, or one itself. */
  readonly inItem: boolean;
  hasText: boolean;
}

/** What a block is besides its place among the others. */
type Draft = Pick<Block, "kind" | "level" | "content" | "cells" | "span" | "joined">;

/** Collects the blocks of a tree while it is walked. */
class BlockReader {
  readonly blocks: Block[] = [];
  title: string | null = null;
  readonly #source: string;
  readonly #tree: Tree;
  readonly #scopes: Scope[] = [];
  readonly #owners: Owner[] = [];
  readonly #line = new MappedTextBuilder();
  /** Cells and terms that are already in a block. */
  readonly #done = new Set<Node>();
  /** Terms and descriptions that do not belong together. */
  readonly #undefined = new Set<Node>();
  /** List or table whose item or row the last block is. */
  #lastGroup: Node | null = null;
  /** Line breaks since the last block, as long as no block element begins or ends; null otherwise. */
  #breaks: number | null = null;

  constructor(source: string, tree: Tree) {
    this.#source = source;
    this.#tree = tree;
  }

  /** Takes in a node; tells whether its children are to be read. */
  enter(node: Node): boolean {
    if (isElement(node) && node.name === "title") this.#readTitle(node);
    if (isHidden(node) || this.#done.has(node)) return false;
    if (isTextNode(node)) {
      if (this.#tree.moved.has(node)) this.#endParagraph();
      appendTextNode(this.#line, this.#source, node);
      if (this.#tree.moved.has(node)) this.#endParagraph();
    } else if (isLineBreak(node)) {
      this.#breakLine();
    } else if (isElement(node) && (isBlock(node) || this.#tree.moved.has(node))) {
      return this.#open(node);
    }
    return true;
  }

  /** Ends an element that was gone into. */
  leave(element: Element): void {
    const scope = this.#scopes.at(-1);
    if (scope?.element !== element) return;
    this.#endParagraph();
    this.#scopes.pop();
    if (this.#owners.at(-1)?.element === element) this.#owners.pop();
    if (SPANNED.has(element.name) && this.blocks.length === scope.first + 1) this.#widenLast(element);
  }

  /** Ends the page. */
  end(): void {
    this.#endParagraph();
  }

  #open(element: Element): boolean {
    this.#endParagraph();
    if (element.name === "tr" && this.#readRow(element)) return false;
    if (element.name === "dt" && this.#readDefinition(element)) return false;
    const outer = this.#scopes.at(-1);
    const sectioned = outer?.sectioned ?? false;
    this.#scopes.push({
      element,
      region: this.#regionOf(element, sectioned) ?? outer?.region ?? "main",
      sectioned: sectioned || isSectioned(element),
      first: this.blocks.length,
    });
    const kind = element.name === "li" ? "list_item" : headingLevel(element) === null ? null : "heading";
    if (kind !== null) {
      const inItem = kind === "list_item" || (this.#owners.at(-1)?.inItem ?? false);
      this.#owners.push({ element, kind, inItem, hasText: false });
    }
    return true;
  }

  #regionOf(element: Element, sectioned: boolean): Region | null {
    const region = landmarkOf(element);
    return sectioned && (region === "header" || region === "footer") ? null : region;
  }

  #readTitle(element: Element): void {
    if (this.title !== null) return;
    const text = flatText(this.#tree, this.#source, element).text;
    this.title = text === "" ? null : text;
  }

  #breakLine(): void {
    if (this.#owners.at(-1)?.hasText === false) {
      this.#line.addBoundary();
      return;
    }
    this.#endLine();
    if (this.#breaks !== null) this.#breaks++;
  }

  #endParagraph(): void {
    this.#endLine();
    this.#breaks = null;
  }

  /** Makes a block of the text since the last one, if there is any. */
  #endLine(): void {
    const content = this.#line.take();
    if (content.text === "") return;
    const owner = this.#owners.at(-1);
    const own = owner?.hasText === false ? owner : null;
    const kind: BlockKind = own?.kind ?? "paragraph";
    const level = own?.kind === "heading" ? headingLevel(own.element) : null;
    const draft = { kind, level, content, cells: [], span: spanOf(content), joined: this.#breaks === 1 };
    this.#add(draft, own?.kind === "list_item" ? own.element.parent : null);
    this.#breaks = 0;
  }

  /** Makes a block of a table row that holds data; false for one that only lays out the page. */
  #readRow(row: Element): boolean {
    const elements = row.children.filter(isElement).filter((child) => !isHidden(child));
    const cellElements = elements.filter(({ name }) => name === "td" || name === "th");
    if (isLayout(cellElements.filter(({ name }) => name === "td"))) return false;
    const cells = cellElements.map((cell) => flatText(this.#tree, this.#source, cell));
    if (this.#addCells("table_row", cells, tableOf(row))) this.#widenLast(row);
    return true;
  }

  /** Makes a block of terms and the descriptions right after them; false where they are not both there. */
  #readDefinition(term: Element): boolean {
    if (this.#undefined.has(term)) return false;
    const group = definitionGroup(term);
    const terms = group.filter(({ name }) => name === "dt");
    const descriptions = group.filter(({ name }) => name === "dd");
    const cells = [terms, descriptions].map((elements) =>
      joinTexts(elements.map((element) => flatText(this.#tree, this.#source, element))),
    );
    const defines = !isLayout(descriptions) && cells.every((cell) => cell.text !== "");
    for (const element of group) (defines ? this.#done : this.#undefined).add(element);
    if (!defines) return false;
    this.#addCells("definition", cells, term.parent);
    return true;
  }

  #addCells(kind: BlockKind, cells: MappedText[], group: Node | null): boolean {
    const content = joinTexts(cells);
    if (content.text === "") return false;
    this.#add({ kind, level: null, content, cells, span: spanOf(content), joined: false }, group);
    return true;
  }

  #add(draft: Draft, group: Node | null): void {
    // Whoever is around a heading or item that has text has text as well.
    const known = this.#owners.findLastIndex((owner) => owner.hasText);
    for (const owner of this.#owners.slice(known + 1)) owner.hasText = true;
    const inGroup = group !== null && group === this.#lastGroup;
    this.blocks.push({
      ...draft,
      index: this.blocks.length,
      region: this.#scopes.at(-1)?.region ?? "main",
      nested: this.#owners[known]?.inItem ?? false,
      joined: draft.joined || inGroup,
    });
    this.#lastGroup = group;
  }

  /** Makes an element the span of the last block, unless what was moved out of a table may stand in it. */
  #widenLast(element: Element): void {
    const last = this.blocks.at(-1);
    const location = element.sourceCodeLocation;
    if (last === undefined || !location || this.#tree.moved.size > 0) return;
    this.blocks[last.index] = { ...last, span: { start: location.startOffset, end: location.endOffset } };
  }
}

/** The table around a row. */
function tableOf(row: Element): Node | null {
  const parent = row.parent;
  return parent !== null && isElement(parent) && parent.name !== "table" ? parent.parent : parent;
}

/** A term with the terms and then the descriptions that follow with nothing shown between them. */
function definitionGroup(term: Element): Element[] {
  const group: Element[] = [];
  for (let node: Node | null = term; node !== null; node = node.next) {
    if (isTextNode(node) && node.data.trim() !== "") break;
    if (!isElement(node) || isHidden(node)) continue;
    const afterTerms = group.at(-1)?.name === "dd";
    if (node.name !== "dd" && (node.name !== "dt" || afterTerms)) break;
    group.push(node);
  }
  return group;
}

/**
 * Reads an HTML page as blocks in reading order.
 *
 * - Headings, list items, table rows and terms with their descriptions are blocks of these kinds; all
 *   other text is a paragraph, which `<br>` divides. A heading or list item has the text up to the first
 *   block element inside it, and `<br>` does not divide it; where it begins with a block element, the
 *   text of that is its own. What follows inside a list item is `nested`.
 * - A table row whose data cells hold tables, headings, lists or more than two paragraphs is layout: its
 *   content is read as that of any other element. The same goes for descriptions.
 * - The span of a block is its element where that holds nothing else (p, li, tr, headings, captions),
 *   otherwise the stretch from its first to its last character. Spans of two blocks never overlap.
 * - `joined` are lines parted by a single `<br>`, and an item or row right after another of its list or table.
 *
 * @param where what errors name as the place
 * @throws AlmanacError where the page is nested or multiplied beyond any real page
 */
export function htmlBlocks(
  decodedText: string,
  where = "the page",
): { title: string | null; blocks: Block[] } {
  const tree = parseTree(decodedText, where);
  const reader = new BlockReader(decodedText, tree);
  walk(
    tree.root,
    (node) => reader.enter(node),
    (element) => {
      reader.leave(element);
    },
  );
  reader.end();
  return { title: reader.title, blocks: reader.blocks };
}
