import { cleanOewsRow } from "../../cleaning/oews.ts";
import type { TableSource } from "../../contracts/source.ts";
import { oewsExtractor } from "../../documents/oews-tables.ts";

/** Tables of metropolitan and nonmetropolitan areas, which another source is for. */
const OF_AREAS = /^(?:a?msa|bos|ma)(?:_|$)/u;

/** What the nation, its states and its industries pay and employ: every occupation of every May. */
export const blsOewsNational: TableSource = {
  form: "table",
  parts: "many",
  without: "warns",
  id: "bls-oews-national",
  publisher: "U.S. Bureau of Labor Statistics",
  short_name: "OEWS",
  title: "Occupational Employment and Wage Statistics: the nation, its states and its industries",
  url: "https://www.bls.gov/oes/tables.htm",
  fetch: ["https://www.bls.gov/oes/special-requests/oesm24nat.zip"],
  media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  terms: "public domain",
  cadence: "yearly",
  interest: null,
  extract: oewsExtractor({ isKept: (table) => !OF_AREAS.test(table), elsewhere: "bls-oews-metro" }),
  cleaners: { oews_row: cleanOewsRow },
  // A release may stand here whole or as the few rows that the project comes with, so its size says little.
  bounds: [{ kind: "oews_row", least: 1, most: 600_000, allowed_change_pct: Infinity }],
};
