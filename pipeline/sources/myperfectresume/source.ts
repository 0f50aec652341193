import { cleaners } from "../../cleaning/cleaners.ts";
import type { PageSource } from "../../contracts/source.ts";
import { extract } from "./extract.ts";

/** Résumé builder's career page: what to study, whom to ask, and a table of pay and jobs by city. */
export const myperfectresume: PageSource = {
  form: "page",
  parts: "one",
  without: "blocks",
  id: "myperfectresume",
  publisher: "MyPerfectResume",
  short_name: "MyPerfectResume",
  title: "Career page with salaries by city",
  url: null,
  fetch: [],
  media_type: "text/plain",
  terms: "facts only",
  cadence: "yearly",
  interest: "sells résumé-writing tools",
  landmarks: [
    /career resources for/iu,
    /Schools and Education/u,
    /What you study/u,
    /Recommended Websites/u,
    /Salaries by City/u,
  ],
  extractors: [{ from: "2010-01-01", extract }],
  cleaners,
  bounds: [
    { kind: "city_row", least: 60, most: 700, allowed_change_pct: 20 },
    { kind: "course", least: 3, most: 20, allowed_change_pct: 50 },
  ],
};
