import { loaded, quarantined, row } from "../../cleaning/outcomes.ts";
import type { FactRow, FactTables, OfOccupation } from "../../contracts/rows.ts";
import type { Cleaner, CleaningContext } from "../../contracts/source.ts";
import { readAmount } from "./amounts.ts";
import { wage } from "./clean-wages.ts";

/** The handbook's levels of entry-level education. */
const LEVELS: ReadonlyMap<string, FactTables["education_requirements"]["level"]> = new Map([
  ["no formal educational credential", "none"],
  ["high school diploma or equivalent", "high_school"],
  ["some college, no degree", "some_college"],
  ["postsecondary nondegree award", "certificate"],
  ["associate's degree", "associate"],
  ["bachelor's degree", "bachelor"],
  ["master's degree", "master"],
  ["doctoral or professional degree", "doctorate"],
]);

/** What stands in place of a level where it differs within the occupation. */
const SEE_ELSEWHERE = /^See How to Become One$/iu;

/** Cleans the typical education of the quick facts (field value); "See How to Become One" is kept as a statement. */
export const cleanEntryLevel: Cleaner = (record, context) => {
  const printed = record.readings[0]?.["value"] ?? "";
  if (SEE_ELSEWHERE.test(printed)) return loaded(statement("education", printed, context));
  const level = levelOf(printed);
  if (level === undefined) return quarantined(`“${printed}” is not a known level of education`);
  return loaded(education(level, printed, context.about, context));
};

/** Cleans a quick fact that is a statement by itself (field value). */
export function cleanStatedTopic(topic: FactTables["statements"]["topic"]): Cleaner {
  return (record, context) => {
    const printed = record.readings[0]?.["value"] ?? "";
    return printed === ""
      ? quarantined("the quick fact is empty")
      : loaded(statement(topic, printed, context));
  };
}

/** Cleans a similar occupation (fields title, education, pay, paragraph_period): the relation, its education and its median pay. */
export const cleanSimilar: Cleaner = (record, context) => {
  const [fields] = record.readings;
  if (fields === undefined) return quarantined("the row has other cells than the heading of its table");
  const { title, education: printed, pay } = fields;
  if (title === undefined) return quarantined("the row names no occupation");
  if (printed === undefined) return quarantined("the row has no entry-level education");
  if (pay === undefined) return quarantined("the row has no median pay");
  const occupation = { occupation_code: null, occupation_title: title };
  const level = levelOf(printed);
  if (level === undefined && !SEE_ELSEWHERE.test(printed))
    return quarantined(`“${printed}” is not a known level of education`);
  const amount = readAmount(pay, "annual");
  if (typeof amount === "string") return quarantined(amount);
  return loaded(
    row("related_occupations", { ...context.about, related_title: title, related_code: null }),
    wage("median", fields, { annual: amount }, context, null, occupation),
    ...(level === undefined ? [] : [education(level, printed, occupation, context)]),
  );
};

/** Cleans a contact (fields name, url, description). */
export const cleanOrganization: Cleaner = (record, context) => {
  const { name, url, description } = record.readings[0] ?? {};
  if (name === undefined || url === undefined) return quarantined("the link has no name or no address");
  return loaded(
    row("organizations", {
      ...context.about,
      organization_name: name,
      abbreviation: null,
      description: description ?? null,
      postal_address: null,
      city: null,
      state: null,
      postal_code: null,
      url,
    }),
  );
};

function levelOf(printed: string): FactTables["education_requirements"]["level"] | undefined {
  return LEVELS.get(printed.replaceAll("’", "'").toLowerCase());
}

function education(
  level: FactTables["education_requirements"]["level"],
  printed: string,
  { occupation_code, occupation_title }: OfOccupation,
  { about }: CleaningContext,
): FactRow {
  return row("education_requirements", {
    ...about,
    occupation_code,
    occupation_title,
    level,
    necessity: "typical",
    applies_to: null,
    statement: printed,
  });
}

function statement(
  topic: FactTables["statements"]["topic"],
  printed: string,
  { about }: CleaningContext,
): FactRow {
  return row("statements", {
    ...about,
    topic,
    statement: printed,
    value: null,
    unit: null,
    is_sellers_claim: false,
  });
}
