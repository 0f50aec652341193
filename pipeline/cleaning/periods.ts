import type { Fields } from "../contracts/record.ts";
import type { Dated } from "../contracts/rows.ts";

const MONTHS = "january february march april may june july august september october november december".split(
  " ",
);

/** What a fact carries when nothing dates it. */
export const UNDATED: Dated = {
  reference_period: null,
  reference_period_basis: "unknown",
  reference_period_evidence: null,
};

/** A printed month or year (`May 2006`, `2016`) as ISO 8601; null where it is neither. */
export function isoPeriod(printed: string): string | null {
  const match = /^(?:(?<month>\p{L}+)\s+)?(?<year>(?:19|20)\d{2})$/u.exec(printed.trim());
  const year = match?.groups?.["year"];
  if (year === undefined) return null;
  const name = match?.groups?.["month"];
  if (name === undefined) return year;
  const month = MONTHS.indexOf(name.toLowerCase());
  return month < 0 ? null : `${year}-${String(month + 1).padStart(2, "0")}`;
}

/** The period that a record's own fields state (`period`, `paragraph_period`); undated where they state none. */
export function statedPeriod(fields: Fields): Dated {
  const printed = fields["period"] ?? fields["paragraph_period"];
  const iso = printed === undefined ? null : isoPeriod(printed);
  if (iso === null) return UNDATED;
  const where = fields["period"] === undefined ? "its paragraph" : "the statement itself";
  return {
    reference_period: iso,
    reference_period_basis: "stated",
    reference_period_evidence: `${where} says “${printed ?? ""}”`,
  };
}

/** A projection's window as an ISO 8601 interval of years, stated by the page. */
export function statedWindow(baseYear: number, targetYear: number): Dated {
  return {
    reference_period: `${baseYear}/${targetYear}`,
    reference_period_basis: "stated",
    reference_period_evidence: `the page names ${baseYear} and ${targetYear}`,
  };
}
