import { cleaners } from "../../cleaning/cleaners.ts";
import type { PageSource } from "../../contracts/source.ts";
import { extract } from "./extract.ts";

/** Article that repeats a Bureau of Labor Statistics career guide with figures of May 2006. */
export const allhealthcare: PageSource = {
  form: "page",
  parts: "one",
  without: "blocks",
  id: "allhealthcare",
  publisher: "AllHealthcare",
  short_name: "AllHealthcare",
  title: "Career guide, last page of the article",
  url: null,
  fetch: [],
  media_type: "text/plain",
  terms: "facts only",
  cadence: "never again",
  interest: "carries a school finder paid by its partner schools",
  landmarks: [
    /Browse Articles/u,
    /^Career Guide:/u,
    /^Quiz:/u,
    /^Related Occupations$/u,
    /AllHealthcare School Finder/u,
  ],
  extractors: [{ from: "2005-01-01", extract }],
  cleaners,
  bounds: [{ kind: "wage_statement", least: 1, most: 12, allowed_change_pct: 60 }],
};
