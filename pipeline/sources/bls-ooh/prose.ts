import type { Block } from "../../contracts/document.ts";
import type { Find } from "../../contracts/record.ts";
import { findAcross, findIn, findOf, sentencesOf } from "../../documents/find-blocks.ts";
import { findDefinitions } from "../../documents/find-definitions.ts";
import { findDuties } from "../../documents/find-facts.ts";
import { spanOf } from "../../documents/mapped-text.ts";
import { HELD } from "./employers.ts";
import { blocksOf, type Page, subsectionsOf } from "./page.ts";

/** What the headings inside the sections speak of; the first that fits counts. */
const TOPICS: readonly { readonly heading: RegExp; readonly kind: string }[] = [
  { heading: /\bSchedules?\b/iu, kind: "schedule_statement" },
  { heading: /^(?:Injur|Illness)/iu, kind: "work_environment_statement" },
  { heading: /\b(?:Licens\p{L}+|Certifications?|Registrations?)\b/iu, kind: "certification_statement" },
  { heading: /\bExperience\b/iu, kind: "work_experience_statement" },
  { heading: /^Education\b/iu, kind: "education_statement" },
  { heading: /\bTraining\b/iu, kind: "on_the_job_training_statement" },
  { heading: /^Advancement\b/iu, kind: "advancement_statement" },
  { heading: /^Employment$|\bProspects\b/iu, kind: "prospects_statement" },
];

const QUALITIES = /^Important Qualities$/iu;

/** Emphasis with which a paragraph begins that speaks of one kind of workers, or of one quality. */
const EMPHASIS = /^<p\b[^>]*>\s*(?:<(?:strong|em|b|i)>\s*)+(?<name>[^<\s][^<]*)</iu;

/** A sentence, not a table's line. */
const SENTENCE = /^["“(]?[\p{Lu}\d].*[.!?:]["”)]?$/su;

/** Reads the prose of all sections: summary, duties, kinds of workers, qualities and statements by topic. */
export function findProse(page: Page): Find[] {
  const howTo = subsectionsOf(blocksOf(page, "how_to_become"));
  const prose = [
    ...subsectionsOf(blocksOf(page, "work_environment")).map((part) => ({
      ...part,
      otherwise: "work_environment_statement",
    })),
    ...howTo.map((part) => ({ ...part, otherwise: "education_statement" })),
    ...subsectionsOf(blocksOf(page, "job_outlook"))
      .filter(({ heading }) => heading !== null)
      .map((part) => ({ ...part, otherwise: null })),
  ];
  return [
    ...findSummary(page),
    ...findDuties(page.document),
    ...blocksOf(page, "duties").flatMap((block) => findSpecialty(page, block)),
    ...howTo
      .filter(({ heading }) => QUALITIES.test(heading ?? ""))
      .flatMap(({ blocks }) =>
        findDefinitions(
          blocks.filter((block) => emphasisOf(page, block) !== null),
          "quality",
        ),
      ),
    ...prose.flatMap(({ heading, blocks, otherwise }) => {
      if (QUALITIES.test(heading ?? "")) return [];
      const kind = TOPICS.find((topic) => topic.heading.test(heading ?? ""))?.kind ?? otherwise;
      return kind === null ? [] : findStatements(page, blocks, kind);
    }),
  ];
}

/** Whether a block is the caption of a picture. */
export function isImageCaption({ source }: Page, { kind, span }: Block): boolean {
  return (
    kind === "paragraph" &&
    /class="image-caption"[^>]*>\s*$/u.test(source.slice(Math.max(0, span.start - 120), span.start))
  );
}

/** The paragraph that says in brief what the occupation does: of the summary, or of the first section. */
function findSummary(page: Page): Find[] {
  const brief = subsectionsOf(blocksOf(page, "summary")).find(({ heading }) =>
    /^What .+ Do$/iu.test(heading ?? ""),
  );
  const blocks = brief?.blocks ?? blocksOf(page, "duties");
  const first = blocks.find((block) => block.kind === "paragraph" && !isImageCaption(page, block));
  return first === undefined ? [] : [findOf("summary_statement", first, { statement: first.content.text })];
}

/** "<em>Medical coders</em> assign …": the name of a kind of workers, at the head of its paragraph. */
function findSpecialty(page: Page, block: Block): Find[] {
  const name = emphasisOf(page, block);
  if (name === null || (block.content.text.endsWith(":") && /\bdo the following:$/u.test(block.content.text)))
    return [];
  const title = name.replace(/(?:’s?|'s?)$/u, "");
  return /[.:]$/u.test(title) ? [] : [findIn("specialty", block.content, 0, title.length, { title })];
}

/** The emphasized words with which a paragraph begins; null where it begins otherwise. */
function emphasisOf({ source }: Page, { kind, content, span }: Block): string | null {
  if (kind !== "paragraph") return null;
  const from = source.lastIndexOf("<p", spanOf(content).start);
  const name = EMPHASIS.exec(source.slice(from < span.start ? span.start : from, span.end))?.groups?.["name"];
  const words = name?.replaceAll(/\s+/gu, " ").trim() ?? "";
  return words !== "" && content.text.startsWith(words) && content.text.length > words.length ? words : null;
}

/** Sentences as statements; one that introduces a list has the items behind it. Tables and their lead-ins are left. */
function findStatements(page: Page, blocks: readonly Block[], kind: string): Find[] {
  return blocks.flatMap((block, at) => {
    if (block.kind !== "paragraph" || isImageCaption(page, block)) return [];
    const items = itemsBehind(blocks.slice(at + 1));
    return sentencesOf(block.content).flatMap(({ text, start, end }) => {
      if (!SENTENCE.test(text) || HELD.test(text)) return [];
      if (!text.endsWith(":")) return [findIn(kind, block.content, start, end, { statement: text })];
      const last = items.at(-1);
      if (last === undefined) return [];
      const statement = `${text} ${items.map(({ content }) => content.text).join("; ")}`;
      const { span } = findAcross(kind, block, last, {});
      return [
        {
          kind,
          span: { start: findIn(kind, block.content, start, end, {}).span.start, end: span.end },
          readings: [{ statement }],
        },
      ];
    });
  });
}

function itemsBehind(after: readonly Block[]): Block[] {
  const end = after.findIndex(({ kind }) => kind !== "list_item");
  return end < 0 ? [...after] : after.slice(0, end);
}
