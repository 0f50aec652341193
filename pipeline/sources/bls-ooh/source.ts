import type { PageSource } from "../../contracts/source.ts";
import { oohCleaners } from "./clean.ts";
import { extract } from "./extract.ts";

/** The Occupational Outlook Handbook of the Bureau of Labor Statistics: one page an occupation or group of them. */
export const blsOoh: PageSource = {
  id: "bls-ooh",
  form: "page",
  parts: "many",
  without: "warns",
  publisher: "U.S. Bureau of Labor Statistics",
  short_name: "BLS Handbook",
  title: "Occupational Outlook Handbook",
  url: "https://www.bls.gov/ooh/",
  fetch: [
    "https://www.bls.gov/ooh/healthcare/health-information-technologists-and-medical-registrars.htm",
    "https://www.bls.gov/ooh/healthcare/medical-records-and-health-information-technicians.htm",
    "https://www.bls.gov/ooh/healthcare/pharmacy-technicians.htm",
  ],
  media_type: "text/html",
  terms: "public domain",
  cadence: "yearly",
  interest: null,
  landmarks: [
    /^Occupational Outlook Handbook >/u,
    / About this section$/u,
    /^How to Become\b/u,
    /^Important Qualities$/u,
    /^Job Outlook\b/u,
    /^Contacts for More Information\b/u,
    /^Suggested citation:/u,
    /^Last Modified Date:/u,
  ],
  extractors: [{ from: "2012-01-01", extract }],
  cleaners: oohCleaners,
  // What only some pages have (quick facts, pay, projections) the extractor requires of those that announce it.
  bounds: [
    { kind: "occupation_title", least: 1, most: 1, allowed_change_pct: 0 },
    { kind: "summary_statement", least: 1, most: 1, allowed_change_pct: 0 },
    { kind: "duty", least: 3, most: 60, allowed_change_pct: 80 },
    { kind: "quality", least: 3, most: 20, allowed_change_pct: 80 },
    { kind: "related_occupation", least: 0, most: 40, allowed_change_pct: 80 },
    { kind: "projection", least: 0, most: 60, allowed_change_pct: 80 },
    { kind: "industry_wage", least: 0, most: 60, allowed_change_pct: 80 },
    { kind: "quick_jobs", least: 0, most: 1, allowed_change_pct: 0 },
  ],
};
