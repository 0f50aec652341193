import type { OccupationAtHand, OccupationProfile } from "../contracts/occupation.ts";
import { AlmanacError, EXIT } from "../contracts/errors.ts";
import type { SourceReading } from "../contracts/reading.ts";
import type { FactRow } from "../contracts/rows.ts";
import { NO_TITLE } from "./occupation-titles.ts";
import type { Reference } from "./reference.ts";

/**
 * The occupation of a build with the titles of its codes: as the newest official release names them, else as
 * any source does, else as the project's own table of releases. A profile without search words is known by
 * its official titles.
 *
 * @throws AlmanacError (usage) where no source knows a code and none is known besides.
 */
export function occupationAtHand(
  profile: OccupationProfile,
  readings: readonly SourceReading[],
  reference: Reference,
): OccupationAtHand {
  const titles = titlesOf(profile.codes, readings);
  for (const { occupation_code, occupation_title } of reference.releases) {
    if (!titles.has(occupation_code)) titles.set(occupation_code, { period: "", title: occupation_title });
  }
  const codes = profile.codes.flatMap((code) => {
    const title = titles.get(code)?.title;
    return title === undefined ? [] : [{ occupation_code: code, occupation_title: title }];
  });
  const [first] = codes;
  if (first === undefined) throw unknownCodes(profile.codes);
  const words = profile.search_words.length > 0 ? profile.search_words : codes.map(searchWord);
  return {
    name: profile.name ?? first.occupation_title,
    codes,
    search_words: [...new Set(words)],
  };
}

/** Whether facts of a source loaded, and not one of them is of the occupation. */
export function isOfAnother(occupation: OccupationAtHand, reading: SourceReading): boolean {
  const codes = occupation.codes.map(({ occupation_code }) => occupation_code);
  let hasFacts = false;
  for (const { row } of factsOf([reading])) {
    if (!("occupation_code" in row)) continue;
    hasFacts = true;
    const title = row.occupation_title.toLowerCase();
    const isOfIt =
      row.occupation_code === null
        ? occupation.search_words.some((word) => title.includes(word))
        : codes.includes(row.occupation_code);
    if (isOfIt) return false;
  }
  return hasFacts;
}

/** A title in small letters and without the plural of its last word, so that it is found in the singular too. */
const searchWord = ({ occupation_title }: { readonly occupation_title: string }): string =>
  occupation_title.toLowerCase().replace(/s$/u, "");

interface DatedTitle {
  readonly period: string;
  readonly title: string;
}

/** Title of each code in the row of the latest period that states one. */
function titlesOf(codes: readonly string[], readings: readonly SourceReading[]): Map<string, DatedTitle> {
  const titles = new Map<string, DatedTitle>();
  for (const fact of factsOf(readings)) {
    if (!("occupation_code" in fact.row) || fact.row.occupation_code === null) continue;
    const { occupation_code: code, occupation_title: title, reference_period } = fact.row;
    if (!codes.includes(code) || title === NO_TITLE) continue;
    const period = reference_period ?? "";
    const known = titles.get(code);
    if (known === undefined || period > known.period) titles.set(code, { period, title });
  }
  return titles;
}

function* factsOf(readings: readonly SourceReading[]): Generator<FactRow> {
  for (const { cleaned } of readings) {
    for (const { outcome } of cleaned) if ("rows" in outcome) yield* outcome.rows;
  }
}

const unknownCodes = (codes: readonly string[]): AlmanacError =>
  new AlmanacError(`no source that is loaded knows an occupation ${codes.join(" or ")}`, {
    where: "the occupation of the command line or the configuration",
    next: "Name a code of the Standard Occupational Classification that a release in raw/ has, such as 29-2072, and see that the official releases are there.",
    exitCode: EXIT.usage,
  });
