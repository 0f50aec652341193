import type { Block, Document } from "../contracts/document.ts";
import type { Find } from "../contracts/record.ts";
import type { Ignored } from "../contracts/source.ts";
import { isContent } from "./find-blocks.ts";
import { overlapTest } from "./spans.ts";

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
  const isUsed = overlapTest(finds.map(({ span }) => span));
  const placed = rules.map((rule) => ({ rule, opensAt: opening(rule, document) }));
  let heading: Block | undefined;
  return document.blocks.flatMap((block) => {
    if (block.kind === "heading") heading = block;
    if (isUsed(block.span)) return [];
    if (!isContent(block)) return [{ rule: "page_navigation", span: block.span }];
    const fits = placed.find(({ rule, opensAt }) => appliesTo(rule, opensAt, block, heading));
    return fits === undefined ? [] : [{ rule: fits.rule.rule, span: block.span }];
  });
}

/** Index of the block from which a rule takes the rest of the page; infinite for a rule that does not. */
function opening({ from }: IgnoreRule, document: Document): number {
  return from === undefined
    ? Infinity
    : (document.blocks.find((block) => from.test(block.content.text))?.index ?? Infinity);
}

function appliesTo(rule: IgnoreRule, opensAt: number, block: Block, heading: Block | undefined): boolean {
  const text = block.content.text;
  const isProse = (block.kind === "paragraph" || block.kind === "heading") && !FIGURE.test(text);
  if (rule.onlyProse === true && !isProse) return false;
  if (rule.block?.test(text) === true) return true;
  if (heading !== undefined && rule.under?.test(heading.content.text) === true) return true;
  return opensAt <= block.index;
}
