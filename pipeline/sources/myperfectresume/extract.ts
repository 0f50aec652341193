import type { Document } from "../../contracts/document.ts";
import type { Find } from "../../contracts/record.ts";
import type { Extraction } from "../../contracts/source.ts";
import {
  findIn,
  findOf,
  groupsOf,
  listAfter,
  mainBlocks,
  rowsAfter,
  sectionUnder,
  sentencesOf,
} from "../../documents/find-blocks.ts";
import { findEducationRequirements } from "../../documents/find-education.ts";
import {
  findOccupationTitle,
  findSentences,
  itemFinds,
  paragraphsUnder,
} from "../../documents/find-facts.ts";
import { ignoreBlocks, type IgnoreRule } from "../../documents/find-ignored.ts";
import { findAbbreviatedNames, firstMentions } from "../../documents/find-names.ts";
import {
  findRunTogetherTable,
  runTogetherReadings,
  type RunTogetherColumn,
} from "../../documents/find-run-together.ts";
import { spanOf } from "../../documents/mapped-text.ts";

/** Columns of "Salaries by City". A bare `$` and `N/A` stand where a figure is missing. */
export const CITY_COLUMNS: readonly RunTogetherColumn[] = [
  { name: "state", heading: /State/u, cell: /\s*\p{Lu}{2}\s*/u },
  { name: "city", heading: /City(?:\s*\/\s*Region)?/u, cell: /\s*[^\d\s%][^\d%]*/u },
  { name: "salary", heading: /Typical Salary/u, cell: /\s*(?:\$(?:\s?\d[\d,]*)?|N\/A)\s*/u },
  {
    name: "range",
    heading: /Salary Range/u,
    cell: /\s*(?:\$\d[\d,]*K?|N\/A)\s*[–—‒-]\s*(?:\$\d[\d,]*K?|N\/A)\s*/u,
  },
  { name: "jobs", heading: /Job Count/u, cell: /\s*(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*|0|N\/A)\s*/u },
  { name: "share", heading: /% of All Jobs/u, cell: /\s*(?:(?:0|[1-9]\d*)(?:\.\d+)?%|N\/A)\s*/u },
];

const TITLE_WORD = String.raw`\p{Lu}(?:\p{Ll}+|\p{Lu}+)`;

/** A course is a title in title case, a description and a benefit in whole sentences, with nothing between. */
const COURSE_COLUMNS: readonly RunTogetherColumn[] = [
  {
    name: "title",
    heading: /Course/u,
    cell: new RegExp(String.raw`${TITLE_WORD}(?: (?:of|and|in|for|the|to|${TITLE_WORD}))*`, "u"),
  },
  { name: "description", heading: /Description/u, cell: /\p{Lu}.*[.!]/su },
  { name: "benefit", heading: /Benefit/u, cell: /\p{Lu}.*[.!]/su },
];

/** Extracts the career page as it was laid out when the city table was dumped. */
export function extract(document: Document): Extraction {
  const certification = paragraphsUnder(document, /^Certifications and Licensing/u);
  const finds: Find[] = [
    ...findOccupationTitle(document, /^(?<title>\p{Lu}[\p{L}’'&/, -]+)$/u),
    ...findEducationRequirements(sectionUnder(document, /^What.s Needed/u)),
    ...itemFinds(listAfter(document, /^What you study/u), "study_topic", "topic"),
    ...findCourses(document),
    ...firstMentions(
      findAbbreviatedNames(certification).filter(({ kind }) => kind === "credential"),
      "credential",
    ),
    ...findRenewals(document),
    ...findSentences(certification, "certification_statement", /certif|exam|register/iu),
    ...findSentences(
      paragraphsUnder(document, /^Job Flexibility/u),
      "schedule_statement",
      /(?<value>\d+) hours per week|24 hours|evening|overnight/iu,
      { unit: "hours_per_week" },
    ),
    ...findSentences(mainBlocks(document), "work_environment_statement", /^Work location:/u),
    ...findOrganizations(document),
    ...(findRunTogetherTable(document, "city_row", CITY_COLUMNS, 3)?.rows ?? []),
  ];
  return { finds, ignored: ignoreBlocks(document, finds, IGNORED) };
}

function findCourses(document: Document): Find[] {
  const intro = sectionUnder(document, /^What courses you.ll take/u)[0];
  const rows = intro === undefined ? [] : rowsAfter(document, intro);
  return rows.map((row, at) => {
    const cells = row.cells.map(({ text }) => text);
    const [title = "", description = "", benefit = ""] = cells;
    const readings =
      cells.length === COURSE_COLUMNS.length
        ? [{ title, description, benefit }]
        : runTogetherReadings(row.content.text, COURSE_COLUMNS);
    const position = String(at + 1);
    return { kind: "course", span: spanOf(row.content), readings: readings.map((r) => ({ ...r, position })) };
  });
}

/** "Registered health information technicians recertify every two years via the AHIMA". */
function findRenewals(document: Document): Find[] {
  return mainBlocks(document).flatMap(({ content }) =>
    sentencesOf(content).flatMap(({ text, start }) => {
      const match =
        /(?<holders>\p{Lu}[\p{L} ]+?) (?:recertify|renew) every (?<every>\w+) years(?: via the (?<issuer>\p{Lu}+))?/u.exec(
          text,
        );
      if (match === null) return [];
      const end = start + match.index + match[0].length;
      return [findIn("credential", content, start + match.index, end, groupsOf(match))];
    }),
  );
}

function findOrganizations(document: Document): Find[] {
  return listAfter(document, /^Recommended Websites/u).map(({ block }) => {
    const [named] = findAbbreviatedNames([block]);
    const text = block.content.text;
    const label = /^(?<name>[^—–]+?)\s+[—–]\s/u.exec(text)?.groups?.["name"];
    const name = named?.name ?? label ?? text;
    const abbreviation = named === undefined ? {} : { abbreviation: named.abbreviation };
    return findOf("organization", block, { name, ...abbreviation, description: text });
  });
}

const IGNORED: readonly IgnoreRule[] = [
  { rule: "table_heading", block: /^State\s*City/u },
  { rule: "video_teaser", under: /^Video Overview/u },
  { rule: "reading_instructions", block: /shift[- ]?click|click/iu },
  {
    rule: "section_heading",
    block:
      /^(?:Schools and Education|What.s Needed:|What you study:|What courses you.ll take|Certifications and Licensing|Job Flexibility|Recommended Websites|Salaries by City)$/u,
  },
  { rule: "repeated_title", block: /^career resources for /iu },
  {
    rule: "descriptive_prose",
    under:
      /^(?:What.s Needed|Schools and Education|What courses|Certifications|Job Flexibility|Salaries by City)/u,
    onlyProse: true,
  },
];
