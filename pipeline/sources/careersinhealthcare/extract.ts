import type { Block, Document } from "../../contracts/document.ts";
import type { Find } from "../../contracts/record.ts";
import type { Extraction } from "../../contracts/source.ts";
import { findAcross, findIn, findOf, listAfter, mainBlocks } from "../../documents/find-blocks.ts";
import { findEducationRequirements } from "../../documents/find-education.ts";
import {
  findCourseSubjects,
  findOccupationTitle,
  findRankedStates,
  findSentences,
  itemFinds,
  listMembers,
} from "../../documents/find-facts.ts";
import { ignoreBlocks, type IgnoreRule } from "../../documents/find-ignored.ts";
import { findAbbreviatedNames, firstMentions } from "../../documents/find-names.ts";
import { findProjectionSentences } from "../../documents/find-projections.ts";
import { findWageStatements } from "../../documents/find-wages.ts";

const TEASERS = "Credentialing organizations:";
const INTERVIEW = /^.*Meet the professional:/u;
const QUOTE = /^[“"]/u;

/** Extracts the career page with its interview; the interviewee's words are passed over, never taken for facts. */
export function extract(document: Document): Extraction {
  const blocks = mainBlocks(document);
  const teasersFrom = blocks.findIndex(({ content }) => content.text.startsWith(TEASERS));
  const page = teasersFrom < 0 ? blocks : blocks.slice(0, teasersFrom + 1);
  const own = page.filter(({ content }) => !QUOTE.test(content.text));
  const names = findAbbreviatedNames(own);
  const finds: Find[] = [
    ...findOccupationTitle(document, /^How to Become an? (?<title>.+)$/u),
    ...findAlternateTitles(page),
    ...findWageStatements(own),
    ...findSentences(
      own,
      "training_length_statement",
      /^How Long To Become .*: (?<value>\d+|\w+) years?\b/iu,
      { unit: "years" },
    ),
    ...findRequirements(own),
    ...findCourseSubjects(own),
    ...firstMentions(
      names.filter(({ kind }) => kind === "credential"),
      "credential",
    ),
    ...findSentences(
      own.filter(({ kind }) => kind === "paragraph"),
      "certification_statement",
      /\bcertifications\b|\bcredential as\b|\brenew/iu,
    ),
    ...findSentences(
      own,
      "advancement_statement",
      /Health Services Manager|positions .*certification|certification .*positions/iu,
    ),
    ...findProjectionSentences(own),
    ...findSentences(
      own,
      "work_environment_statement",
      /\btop employing facilities\b|full-time in|work full-time/iu,
    ),
    ...findRankedStates(own, "employment", /\bstates employing the highest number of .*? (?:are|were) /iu),
    ...findRankedStates(own, "pay", /\btop paying states for .*? (?:are|were) /iu),
    ...findOrganizations(own),
    ...itemFinds(listAfter(document, /^Getting Started/u), "qualification_step", "title"),
    ...findInterviewee(page),
    ...findTeasers(blocks.slice(page.length)),
  ];
  return { finds, ignored: ignoreBlocks(document, finds, IGNORED) };
}

/** "Health Information Technicians, HIT, Medical Records Technicians, MRT": an abbreviation follows the title it is of. */
function findAlternateTitles(blocks: readonly Block[]): Find[] {
  const at = blocks.findIndex(({ content }) => content.text.startsWith("Alternate Career Titles"));
  const label = blocks[at];
  if (label === undefined) return [];
  const inline = label.content.text.indexOf(":") < label.content.text.length - 1;
  const block = inline ? label : blocks[at + 1];
  if (block === undefined) return [];
  const from = inline ? label.content.text.indexOf(":") + 1 : 0;
  const members = listMembers(block.content.text.slice(from)).map((member) => ({
    ...member,
    at: member.at + from,
  }));
  return members.flatMap((member, index) => {
    if (isAbbreviation(member.text)) return [];
    const next = members[index + 1];
    const abbreviated = next !== undefined && isAbbreviation(next.text);
    const end = abbreviated ? next.at + next.text.length : member.at + member.text.length;
    const fields = { title: member.text.trim(), ...(abbreviated ? { abbreviation: next.text } : {}) };
    return [findIn("alternate_title", block.content, member.at, end, fields)];
  });
}

function isAbbreviation(text: string): boolean {
  return /^\p{Lu}{2,6}$/u.test(text);
}

/** Requirements as the label line and the page's own prose state them. */
function findRequirements(blocks: readonly Block[]): Find[] {
  return findEducationRequirements(
    blocks.filter(({ content }) =>
      /Requirements:|must obtain|needs? one of|Associate.s Degree in health information technology/iu.test(
        content.text,
      ),
    ),
  );
}

function findOrganizations(blocks: readonly Block[]): Find[] {
  const credited = blocks.flatMap((block) => {
    const name = /^Credentialing organizations:\s*(?:The\s+)?(?<name>.+)$/u.exec(block.content.text)
      ?.groups?.["name"];
    return name === undefined ? [] : [findOf("organization", block, { name })];
  });
  const described = blocks.flatMap((block) => {
    const [named] = findAbbreviatedNames([block]);
    const before = block.content.text.slice(0, named?.start).replace(/^The /u, "");
    return named?.kind === "organization" && before === ""
      ? [
          findOf("organization", block, {
            name: named.name,
            abbreviation: named.abbreviation,
            description: block.content.text,
          }),
        ]
      : [];
  });
  return [...described, ...credited];
}

/** "Meet the professional: NAME, CREDENTIAL, …" and the lines below it. */
function findInterviewee(blocks: readonly Block[]): Find[] {
  const at = blocks.findIndex(({ content }) => INTERVIEW.test(content.text));
  const head = blocks[at];
  const match = /Meet the professional:\s*(?<name>[^,]+),\s*(?<credentials>.+)$/u.exec(
    head?.content.text ?? "",
  );
  if (head === undefined || match === null) return [];
  const below = blocks.slice(at + 1, at + 4);
  const practice = below.find(({ content }) => content.text.startsWith("Practice:"));
  const location = below.find(({ content }) => content.text.startsWith("Location:"));
  const value = (block: Block | undefined): string => block?.content.text.replace(/^\w+:\s*/u, "") ?? "";
  return [
    findAcross("interviewee", head, location ?? practice ?? head, {
      name: match.groups?.["name"] ?? "",
      credentials: match.groups?.["credentials"] ?? "",
      ...(practice === undefined ? {} : { practice: value(practice) }),
      ...(location === undefined ? {} : { location: value(location) }),
    }),
  ];
}

/** Each block after the page's own end is a teaser for another page. */
function findTeasers(blocks: readonly Block[]): Find[] {
  return blocks
    .filter(({ content }) => content.text !== "Read more")
    .map((block) => findOf("teaser", block, {}));
}

const IGNORED: readonly IgnoreRule[] = [
  { rule: "interview", from: INTERVIEW },
  { rule: "interview", block: QUOTE },
  { rule: "page_navigation", block: /^Read more$|Follow Us|through Facebook/u },
  { rule: "source_credit", block: /provided by the Bureau of Labor Statistics/u },
  { rule: "label", block: /^Alternate Career Titles:$|Job Description:/u },
  {
    rule: "section_heading",
    block:
      /^(?:Career Description|Education & Training|Experience & Skills|Getting Started|Unions, Groups|Become an? |Medical Records Specialist Medical Career)/u,
  },
  { rule: "descriptive_prose", block: /./u, onlyProse: true },
];
