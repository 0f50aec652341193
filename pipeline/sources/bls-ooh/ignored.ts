import type { Block } from "../../contracts/document.ts";
import type { Find } from "../../contracts/record.ts";
import type { Ignored } from "../../contracts/source.ts";
import { isContent } from "../../documents/find-blocks.ts";
import { overlapTest } from "../../documents/spans.ts";
import { LINK_LISTS } from "./contacts.ts";
import { blocksOf, type Page, type SectionName, subsectionsOf } from "./page.ts";
import { isImageCaption } from "./prose.ts";

/** A named reason to pass over blocks of some sections (or of all). */
interface Rule {
  readonly rule: string;
  readonly sections?: readonly SectionName[];
  readonly fits: (block: Block, page: Page) => boolean;
}

const matching =
  (pattern: RegExp) =>
  ({ content }: Block): boolean =>
    pattern.test(content.text);

/** Prose without an amount, a percentage or a count. */
const isProse = ({ kind, content }: Block): boolean =>
  (kind === "paragraph" || kind === "list_item") && !/[$%]|\d,\d{3}/u.test(content.text);

const RULES: readonly Rule[] = [
  { rule: "section_heading", fits: ({ kind }) => kind === "heading" },
  { rule: "image_caption", fits: (block, page) => isImageCaption(page, block) },
  {
    rule: "video",
    fits: matching(
      /enable javascript to play|^Video transcript available|\bcareer videos? on\b|^For a video\b/iu,
    ),
  },
  {
    rule: "table_heading",
    fits: matching(/^(?:Quick Facts:|Occupational Title SOC Code|Percent Numeric$|Occupation Job Duties)/u),
  },
  {
    rule: "table_caption",
    fits: matching(
      /^(?:Employment projections data for|Table \d+\.|Median (?:annual|hourly) wages?,|Percent change in employment,|Note: All Occupations)/u,
    ),
  },
  { rule: "source_credit", fits: matching(/^source:/iu) },
  { rule: "list_lead_in", fits: matching(/(?:follow(?:s|ing)|examples?|subtotals|visit):?$/iu) },
  { rule: "pointer_to_data", fits: matching(/^The following are examples of qualities/u) },
  { rule: "section_teaser", sections: ["summary"], fits: isProse },
  { rule: "sources_of_area_data", sections: ["state_and_area"], fits: () => true },
  { rule: "table_outside_template", fits: ({ kind, cells }) => kind === "table_row" && cells.length !== 2 },
  {
    rule: "layout_of_a_table",
    fits: ({ kind, content }) =>
      kind === "paragraph" && !/[.!?:]$/u.test(content.text) && content.text.length < 60,
  },
  { rule: "descriptive_prose", fits: isProse },
];

/**
 * Names a rule for each block that no find uses; blocks that no rule fits are nobody's.
 *
 * @param repeated Blocks whose text another block of the page repeats.
 */
export function ignoredBlocks(page: Page, finds: readonly Find[], repeated: readonly Block[]): Ignored[] {
  const isUsed = overlapTest(finds.map(({ span }) => span));
  const ruleOf = new Map<number, string>();
  const name = (blocks: readonly Block[], rule: string): void => {
    for (const { index } of blocks) if (!ruleOf.has(index)) ruleOf.set(index, rule);
  };
  name(
    page.document.blocks.filter((block) => !isContent(block)),
    "page_navigation",
  );
  name(page.frame, "page_frame");
  name(repeated, "repeated_on_page");
  name(linkLists(page), "link_list");
  for (const section of page.sections) {
    name([section.heading], "section_heading");
    for (const block of section.blocks) {
      const fit = RULES.find(
        ({ sections, fits }) => (sections?.includes(section.name) ?? true) && fits(block, page),
      );
      if (fit !== undefined) name([block], fit.rule);
    }
  }
  return page.document.blocks.flatMap(({ index, span }) => {
    const rule = ruleOf.get(index);
    return rule === undefined || isUsed(span) ? [] : [{ rule, span }];
  });
}

function linkLists(page: Page): Block[] {
  return subsectionsOf(blocksOf(page, "contacts"))
    .filter(({ heading }) => LINK_LISTS.test(heading ?? ""))
    .flatMap(({ blocks }) => blocks);
}
