import { cleaners } from "../../cleaning/cleaners.ts";
import type { PageSource } from "../../contracts/source.ts";
import { extract } from "./extract.ts";

/** Career page that repeats a release of the Occupational Outlook Handbook beside vacancies. */
export const collegegrad: PageSource = {
  form: "page",
  parts: "one",
  without: "blocks",
  id: "collegegrad",
  // Not printed on the dump; inferred from the template ("Browse Careers by Category", the vacancies' wording).
  publisher: "CollegeGrad (inferred from the page's template)",
  short_name: "CollegeGrad",
  title: "Career, salary and education information",
  url: null,
  fetch: [],
  media_type: "text/html",
  terms: "facts only",
  cadence: "yearly",
  interest: "carries vacancies and school advertising",
  landmarks: [
    /Career, Salary and Education Information/u,
    /\[About this section\]/u,
    /What .* Do\b/u,
    /Important Qualities for/u,
    /Job Outlook for/u,
    /Browse Careers by Category/u,
  ],
  extractors: [{ from: "2010-01-01", extract }],
  cleaners,
  bounds: [
    { kind: "duty", least: 3, most: 60, allowed_change_pct: 60 },
    { kind: "wage_statement", least: 1, most: 12, allowed_change_pct: 60 },
    { kind: "industry_wage", least: 2, most: 12, allowed_change_pct: 60 },
  ],
};
