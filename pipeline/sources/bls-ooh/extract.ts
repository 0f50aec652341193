import type { Block, Document } from "../../contracts/document.ts";
import type { Find } from "../../contracts/record.ts";
import type { Extraction } from "../../contracts/source.ts";
import { findOf } from "../../documents/find-blocks.ts";
import { overlapTest } from "../../documents/spans.ts";
import { findContacts } from "./contacts.ts";
import { findEmployers } from "./employers.ts";
import { ignoredBlocks } from "./ignored.ts";
import { findOutlook } from "./outlook.ts";
import { blocksOf, type Page, readPage, refusal } from "./page.ts";
import { findPay } from "./pay.ts";
import { findProse } from "./prose.ts";
import { findQuickFacts, QUICK_FACTS } from "./quick-facts.ts";
import { isRow } from "./rows-below.ts";
import { findSimilar } from "./similar.ts";

/**
 * Extracts a page of the Occupational Outlook Handbook.
 *
 * @throws AlmanacError where the page has lost a part that its tabs announce, or the tables of that part.
 */
export function extract(document: Document): Extraction {
  const page = readPage(document);
  const repeated = repeatedBlocks(page);
  const isRepeated = new Set(repeated);
  const summary = blocksOf(page, "summary").filter((block) => !isRepeated.has(block));
  const figures = [
    ...findQuickFacts(page),
    ...findPay([...blocksOf(page, "pay")]),
    ...findPay(summary),
    ...findEmployers(blocksOf(page, "work_environment")),
    ...findOutlook(blocksOf(page, "job_outlook")),
    ...findOutlook(summary.filter(({ kind }) => kind === "paragraph")),
    ...findSimilar(blocksOf(page, "similar_occupations")),
  ];
  requireTables(page, figures);
  const read = [...findTitle(page, figures), ...figures, ...findProse(page), ...findContacts(page)];
  const finds = [...read, ...findUnreadRows(page, read)];
  return {
    finds,
    ignored: ignoredBlocks(page, finds, repeated),
    part: page.part,
    modified_on: page.modified_on,
  };
}

/**
 * The page's occupation: field title, and code where the table of projections has one code only. A page
 * that groups several occupations has none; its rows name their own.
 */
function findTitle({ title }: Page, figures: readonly Find[]): Find[] {
  const projections = figures.filter(({ kind }) => kind === "projection");
  const codes = new Set(projections.flatMap(({ readings }) => readings[0]?.["code"] ?? []));
  const [code] = codes.size === 1 ? codes : [];
  const isCode = code !== undefined && /^\d{2}-\d{4}$/u.test(code);
  return [findOf("occupation_title", title, { title: title.content.text, ...(isCode ? { code } : {}) })];
}

/**
 * A page with a summary speaks of a civilian occupation and has quick facts, pay and a table of
 * projections. One without (military careers) has only prose.
 */
function requireTables(page: Page, figures: readonly Find[]): void {
  if (!page.announced.includes("summary")) return;
  const kinds = new Set(figures.map(({ kind }) => kind));
  if (!QUICK_FACTS.every((kind) => kinds.has(kind))) throw refusal("its table of quick facts", page.part);
  if (!kinds.has("wage_statement")) throw refusal("what it says of pay", page.part);
  if (!kinds.has("projection")) throw refusal("its table of employment projections", page.part);
}

/** Blocks of the summary and of the section on pay that say in the same words what another section says. */
function repeatedBlocks(page: Page): Block[] {
  const elsewhere = page.sections.filter(({ name }) => name !== "summary" && name !== "pay");
  const texts = elsewhere.flatMap(({ blocks }) => blocks.map(({ content }) => content.text));
  const pay = blocksOf(page, "pay");
  const paid = pay.filter(({ kind }) => kind === "paragraph").map(({ content }) => content.text);
  const isProse = ({ kind }: Block): boolean => kind === "paragraph";
  const summary = blocksOf(page, "summary").filter(isProse);
  return [
    ...pay.filter((block) => isProse(block) && texts.some((text) => text === block.content.text)),
    ...summary.filter(
      ({ content }) =>
        /[.!?]$/u.test(content.text) && [...texts, ...paid].some((text) => text.includes(content.text)),
    ),
  ];
}

/** Labels with a number that no lead-in explains, where the template has tables of them. */
function findUnreadRows(page: Page, read: readonly Find[]): Find[] {
  const isUsed = overlapTest(read.map(({ span }) => span));
  const rows = [...blocksOf(page, "work_environment"), ...blocksOf(page, "pay")].filter(isRow);
  return rows
    .filter(({ span, cells }) => !isUsed(span) && /\d/u.test(cells[1]?.text ?? ""))
    .map((row) => findOf("unread_row", row, {}));
}
