import { quarantined } from "../../cleaning/outcomes.ts";
import type { OfOccupation } from "../../contracts/rows.ts";
import type { Cleaner, CleaningContext } from "../../contracts/source.ts";

/**
 * The occupation that a record names: the page's own; one of the page's table of projections, by its
 * title there and with its code; or another, as printed and without a code.
 */
export function occupationNamed(name: string | undefined, { about, records }: CleaningContext): OfOccupation {
  const { occupation_code, occupation_title } = about;
  const key = (name ?? occupation_title).toLowerCase();
  if (name === undefined || key === occupation_title.toLowerCase())
    return { occupation_code, occupation_title };
  const listed = records
    .filter(({ kind }) => kind === "projection")
    .map(({ readings }) => readings[0])
    .find((fields) => fields?.["title"]?.toLowerCase() === key);
  return { occupation_code: codeOf(listed?.["code"]), occupation_title: listed?.["title"] ?? name };
}

/** A code of the Standard Occupational Classification; null where the text is none. */
function codeOf(printed: string | undefined): string | null {
  return printed !== undefined && /^\d{2}-\d{4}$/u.test(printed) ? printed : null;
}

/** Cleans a record with the occupation that its field occupation names in place of the page's. */
export function withOccupation(cleaner: Cleaner): Cleaner {
  return (record, context) => {
    const occupation = occupationNamed(record.readings[0]?.["occupation"], context);
    return cleaner(record, { ...context, about: { ...context.about, ...occupation } });
  };
}

/** Cleans a row that has its occupation in the fields title and code; a group of occupations has no code. */
export function withOwnCode(cleaner: Cleaner): Cleaner {
  return (record, context) => {
    const [fields] = record.readings;
    if (fields === undefined) return quarantined("the row has other cells than the heading of its table");
    if (fields["title"] === undefined) return quarantined("the row names no occupation");
    const { occupation_title } = occupationNamed(fields["title"], context);
    const occupation = { occupation_title, occupation_code: codeOf(fields["code"]) };
    return cleaner(record, { ...context, about: { ...context.about, ...occupation } });
  };
}
