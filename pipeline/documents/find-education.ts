import type { Block, MappedText } from "../contracts/document.ts";
import type { Find } from "../contracts/record.ts";
import { findIn, sentencesOf } from "./find-blocks.ts";

/** Words that name a level of education; the field holds the words, cleaning names the level. */
const LEVEL =
  /\b(?:high school diploma|post-?secondary certificate|associate(?:['’]?s)? degree|\d(?:-year)? or \d-year degree|two-year degree|bachelor(?:['’]?s)?(?: or master(?:['’]?s)?)? degree|master(?:['’]?s)? degree|doctor(?:al|ate)? degree|professional certification|certification(?= is | are ))/giu;

/** Words that say how far a level is asked for. Without one of them a sentence requires nothing. */
const CUE =
  /\b(?:needs?|requires?|required|requirements?|can|must|seek|prefers?|look for|typically|usually|often|may|enough|hold|have|obtain|at (?:a|the) minimum|only)\b/iu;

/** What a program teaches is no requirement, although it names the level. */
const CURRICULUM = /\binclude courses\b/iu;

/**
 * Reads statements about the education an occupation asks for: each clause that names a level and
 * says how far it is asked for. One find for each level named; fields: level (as printed), statement
 * (the clause).
 */
export function findEducationRequirements(blocks: readonly Block[]): Find[] {
  return blocks.flatMap(({ content }) =>
    sentencesOf(content).flatMap((sentence) =>
      clausesOf(content, sentence.start, sentence.end).flatMap(({ start, end }) => {
        const statement = content.text.slice(start, end);
        if (!CUE.test(statement) || CURRICULUM.test(statement)) return [];
        return [...statement.matchAll(LEVEL)].map((match) =>
          findIn("education_requirement", content, start, end, { level: match[0], statement }),
        );
      }),
    ),
  );
}

/** Clauses are parted at a semicolon, and where a conjunction opens a new statement ("…, although some may need …"). */
function clausesOf(text: MappedText, start: number, end: number): { start: number; end: number }[] {
  const sentence = text.text.slice(start, end);
  const cuts = [
    ...sentence.matchAll(
      /;\s+|,\s+(?=(?:although|though|but|while|whereas|and (?:some|others|a few|many|most))\b)/giu,
    ),
  ];
  const starts = [0, ...cuts.map((cut) => cut.index + cut[0].length)];
  const ends = [...cuts.map((cut) => cut.index), sentence.trimEnd().length];
  return starts.map((from, at) => ({ start: start + from, end: start + (ends[at] ?? sentence.length) }));
}
