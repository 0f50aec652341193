import { cleaners } from "../../cleaning/cleaners.ts";
import type { PageSource } from "../../contracts/source.ts";
import { extract } from "./extract.ts";

/** Career page with an interview, which repeats the figures of one release of official statistics. */
export const careersinhealthcare: PageSource = {
  form: "page",
  parts: "one",
  without: "blocks",
  id: "careersinhealthcare",
  publisher: "Careers in Healthcare",
  short_name: "Careers in Healthcare",
  title: "How to become …",
  url: null,
  fetch: [],
  media_type: "text/plain",
  terms: "facts only",
  cadence: "yearly",
  interest: "carries advertising for schools and articles on other careers",
  landmarks: [
    /^How to Become an? /u,
    /^Alternate Career Titles/u,
    /Salary Range:/u,
    /^How Long To Become/u,
    /^Getting Started$/u,
    /Meet the professional:/u,
  ],
  extractors: [{ from: "2010-01-01", extract }],
  cleaners,
  bounds: [
    { kind: "wage_statement", least: 1, most: 12, allowed_change_pct: 60 },
    { kind: "qualification_step", least: 2, most: 15, allowed_change_pct: 60 },
  ],
};
