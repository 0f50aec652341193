import { cleanOewsRow } from "../../cleaning/oews.ts";
import type { TableSource } from "../../contracts/source.ts";
import { oewsExtractor } from "../../documents/oews-tables.ts";

/** Tables of the nation, its states and its industries, which another source is for. */
const OF_THE_NATION = /^(?:nat|state|all_data|in4)/u;

/** What metropolitan and nonmetropolitan areas pay and employ: every occupation of every May. */
export const blsOewsMetro: TableSource = {
  form: "table",
  parts: "many",
  without: "warns",
  id: "bls-oews-metro",
  publisher: "U.S. Bureau of Labor Statistics",
  short_name: "OEWS metro areas",
  title: "Occupational Employment and Wage Statistics: metropolitan and nonmetropolitan areas",
  url: "https://www.bls.gov/oes/tables.htm",
  fetch: ["https://www.bls.gov/oes/special-requests/oesm24ma.zip"],
  media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  terms: "public domain",
  cadence: "yearly",
  interest: null,
  extract: oewsExtractor({ isKept: (table) => !OF_THE_NATION.test(table), elsewhere: "bls-oews-national" }),
  cleaners: { oews_row: cleanOewsRow },
  // A release may stand here whole or as the few rows that the project comes with, so its size says little.
  bounds: [{ kind: "oews_row", least: 1, most: 600_000, allowed_change_pct: Infinity }],
};
