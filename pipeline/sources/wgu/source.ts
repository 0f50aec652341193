import { cleaners } from "../../cleaning/cleaners.ts";
import type { PageSource } from "../../contracts/source.ts";
import { extract } from "./extract.ts";

/** University's career guide: the newest figures, beside a degree that it sells. */
export const wgu: PageSource = {
  form: "page",
  parts: "one",
  without: "blocks",
  id: "wgu",
  publisher: "Western Governors University (WGU)",
  short_name: "WGU",
  title: "Healthcare career guide",
  url: null,
  fetch: [],
  media_type: "text/html",
  terms: "facts only",
  cadence: "yearly",
  interest: "sells the degree it recommends",
  landmarks: [
    /CAREER GUIDES/u,
    /^How Do I Become /u,
    /^Step 1:/u,
    /^How Much Does /u,
    /^What Is the Projected Job Growth/u,
    /^What Skills Does /u,
  ],
  extractors: [{ from: "2010-01-01", extract }],
  cleaners,
  bounds: [
    { kind: "duty", least: 3, most: 30, allowed_change_pct: 60 },
    { kind: "wage_statement", least: 1, most: 6, allowed_change_pct: 60 },
    { kind: "projection", least: 1, most: 4, allowed_change_pct: 100 },
  ],
};
