import type { Block, Document } from "../contracts/document.ts";
import type { Find } from "../contracts/record.ts";
import type { Ignored } from "../contracts/source.ts";
import { isContent } from "./find-blocks.ts";

/** A named reason to pass over blocks. */
export interface IgnoreRule {
  readonly rule: string;
  /** Blocks whose own text matches. */
  readonly block?: RegExp;
  /** Blocks below a heading (or lead-in) that matches, up to the next heading; the heading as well. */
  readonly under?: RegExp;
  /** Everything from the block that matches to the end of the page. */
  readonly from?: RegExp;
  /** Only paragraphs and headings without an amount, a percentage or a number: prose that holds no figure, and no list. */
  readonly onlyProse?: boolean;
}

const FIGURE = /[$%\d]/u;

/**
 * Applies a source's ignore rules to the blocks that no find uses, after the rule `page_navigation`
 * for navigation, page header and page footer. The first rule that fits names the block.
 */
export function ignoreBlocks(
  document: Document,
  finds: readonly Find[],
  rules: readonly IgnoreRule[],
): Ignored[] {
  const headings = headingOf(document);
  return document.blocks.flatMap((block) => {
    if (finds.some(({ span }) => span.start < block.span.end && span.end > block.span.start)) return [];
    if (!isContent(block)) {
      return [{ rule: "page_navigation", span: block.span }];
    }
    const fits = rules.find((rule) => appliesTo(rule, block, document, headings));
    return fits === undefined ? [] : [{ rule: fits.rule, span: block.span }];
  });
}

function appliesTo(
  rule: IgnoreRule,
  block: Block,
  document: Document,
  headings: readonly (Block | undefined)[],
): boolean {
  const text = block.content.text;
  const isProse = (block.kind === "paragraph" || block.kind === "heading") && !FIGURE.test(text);
  if (rule.onlyProse === true && !isProse) return false;
  if (rule.block?.test(text) === true) return true;
  const heading = headings[block.index];
  if (heading !== undefined && rule.under?.test(heading.content.text) === true) return true;
  const opener =
    rule.from === undefined ? undefined : document.blocks.find((b) => rule.from?.test(b.content.text));
  return opener !== undefined && opener.index <= block.index;
}

/** The heading that each block stands under; a heading stands under itself. */
function headingOf(document: Document): (Block | undefined)[] {
  let current: Block | undefined;
  return document.blocks.map((block) => {
    if (block.kind === "heading") current = block;
    return current;
  });
}
