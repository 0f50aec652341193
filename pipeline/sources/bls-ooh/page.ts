import type { Block, Document } from "../../contracts/document.ts";
import { AlmanacError } from "../../contracts/errors.ts";
import { mainBlocks } from "../../documents/find-blocks.ts";

/** Sections of a page, one a tab. */
export type SectionName =
  | "summary"
  | "duties"
  | "work_environment"
  | "how_to_become"
  | "pay"
  | "job_outlook"
  | "state_and_area"
  | "similar_occupations"
  | "contacts";

/** How the headings of the sections and the tabs that lead to them are worded. */
const WORDINGS: readonly { readonly name: SectionName; readonly heading: RegExp }[] = [
  { name: "summary", heading: /^Summary$/iu },
  { name: "duties", heading: /^What .+ Do$/iu },
  { name: "work_environment", heading: /^Work Environment$/iu },
  { name: "how_to_become", heading: /^How to Become\b/iu },
  { name: "pay", heading: /^Pay$/iu },
  { name: "job_outlook", heading: /^Job Outlook$/iu },
  { name: "state_and_area", heading: /^State & Area Data$/iu },
  { name: "similar_occupations", heading: /^Similar Occupations$/iu },
  { name: "contacts", heading: /^(?:Contacts for )?More Info(?:rmation)?$/iu },
];

const ABOUT = / About this section$/u;
const CITATION = "Suggested citation:";
const MODIFIED =
  /^Last Modified Date:\s*(?:\p{L}+day,\s*)?(?<month>\p{L}{3})\p{L}*\s+(?<day>\d{1,2}),\s*(?<year>\d{4})$/u;
const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** A section: its blocks without its own heading, in the page's order. */
export interface Section {
  readonly name: SectionName;
  readonly heading: Block;
  readonly blocks: readonly Block[];
}

/** A page of the handbook, parted along its template. */
export interface Page {
  readonly document: Document;
  readonly source: string;
  /** Heading of the page, which names its occupation. */
  readonly title: Block;
  /** Name of the page, the last part of its address: `pharmacy-technicians`. */
  readonly part: string;
  readonly modified_on: string;
  readonly sections: readonly Section[];
  /** Sections that the tabs announce. */
  readonly announced: readonly SectionName[];
  /** Blocks before the first section, and from the citation or the date of change on. */
  readonly frame: readonly Block[];
}

/**
 * Parts a page into the sections that its tabs announce.
 *
 * @throws AlmanacError where the heading, the tabs, an announced section or the date of change is not there.
 */
export function readPage(document: Document): Page {
  const source = document.decoded.text;
  const blocks = mainBlocks(document);
  const title = blocks.find(({ kind, level }) => kind === "heading" && level === 1);
  if (title === undefined) throw refusal("its heading", "the page");
  const part = partOf(source, title.content.text);
  const date = blocks.find(({ index, content }) => index > title.index && MODIFIED.test(content.text));
  if (date === undefined) throw refusal("its date of change, with which the page ends: it is cut off", part);
  const end = blocks.find(({ content }) => content.text.startsWith(CITATION)) ?? date;
  const content = blocks.filter(({ index }) => index < Math.min(end.index, date.index));
  const sections = sectionsOf(content);
  const announced = tabsOf(content, source);
  if (announced.length === 0) throw refusal("the tabs that announce its sections", part);
  const lost = announced.find((name) => !sections.some((section) => section.name === name));
  if (lost !== undefined)
    throw refusal(`the section “${lost.replaceAll("_", " ")}” that its tabs announce`, part);
  const first = sections[0]?.heading.index ?? Infinity;
  return {
    document,
    source,
    title,
    part,
    modified_on: modifiedOn(date.content.text),
    sections,
    announced,
    frame: blocks.filter(({ index }) => (index < first && index !== title.index) || index >= end.index),
  };
}

/** An error for a page that lacks what every page of the template has. */
export function refusal(lost: string, part: string): AlmanacError {
  return new AlmanacError(`the page of the Occupational Outlook Handbook has lost ${lost}`, {
    where: part,
    next: "save the page again as HTML, whole, and put that in its place",
  });
}

/** Blocks of a section; empty where the page does not have it. */
export function blocksOf(page: Page, name: SectionName): readonly Block[] {
  return page.sections.filter((section) => section.name === name).flatMap(({ blocks }) => blocks);
}

/** A stretch of a section below one of its headings; heading null for what stands before the first. */
export interface Subsection {
  readonly heading: string | null;
  readonly blocks: readonly Block[];
}

/** A section by the headings in it. */
export function subsectionsOf(blocks: readonly Block[]): Subsection[] {
  const parts: { heading: string | null; blocks: Block[] }[] = [{ heading: null, blocks: [] }];
  for (const block of blocks) {
    if (block.kind === "heading") parts.push({ heading: block.content.text, blocks: [] });
    else parts.at(-1)?.blocks.push(block);
  }
  return parts;
}

function nameOf(heading: string): SectionName | undefined {
  return WORDINGS.find((wording) => wording.heading.test(heading))?.name;
}

/** Sections begin with a heading of the second level; help texts with the same headings stand behind the date of change. */
function sectionsOf(blocks: readonly Block[]): Section[] {
  const sections: { name: SectionName; heading: Block; blocks: Block[] }[] = [];
  for (const block of blocks) {
    const name =
      block.kind === "heading" && block.level === 2
        ? nameOf(block.content.text.replace(ABOUT, ""))
        : undefined;
    if (name === undefined) sections.at(-1)?.blocks.push(block);
    else sections.push({ name, heading: block, blocks: [] });
  }
  return sections;
}

function tabsOf(blocks: readonly Block[], source: string): SectionName[] {
  return blocks.flatMap(({ kind, content, span }) => {
    const isTab =
      kind === "list_item" && /<a\s[^<>]*href="#tab-\d+"/u.test(source.slice(span.start, span.end));
    if (!isTab) return [];
    return nameOf(content.text) ?? (/^What They Do$/iu.test(content.text) ? "duties" : []);
  });
}

/** No address is longer. */
const LONGEST_LINK = 1000;

/** Name of the page by its canonical address, or by its heading where it has none. */
function partOf(source: string, title: string): string {
  const links = source.match(/<link\b[^<>]*>/giu) ?? [];
  const link = links.find((tag) => tag.length <= LONGEST_LINK && /\brel="?canonical\b/iu.test(tag)) ?? "";
  const name = /href="[^"]*\/ooh\/(?:[^"/]+\/)*(?<name>[a-z0-9-]+)\.htm"/iu.exec(link)?.groups?.["name"];
  const slug = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^-|-$/gu, "");
  return name ?? (slug === "" ? "page" : slug);
}

function modifiedOn(text: string): string {
  const { month = "", day = "", year = "" } = MODIFIED.exec(text)?.groups ?? {};
  const number = MONTHS.indexOf(month.toLowerCase()) + 1;
  return `${year}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`;
}
