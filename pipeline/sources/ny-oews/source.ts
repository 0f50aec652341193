import type { TableSource } from "../../contracts/source.ts";
import { cleanAreaOccupation } from "./clean.ts";
import { extract } from "./extract.ts";

/**
 * What occupations pay and employ in New York State and its ten labor market regions, as the state publishes
 * it: the same survey as the national releases, for areas that these do not have. The file says no year.
 */
export const nyOews: TableSource = {
  form: "table",
  parts: "one",
  without: "warns",
  id: "ny-oews",
  publisher: "New York State Department of Labor",
  short_name: "New York State OEWS",
  title: "Occupational Employment and Wage Statistics: New York State and its regions",
  url: "https://dol.ny.gov/occupational-employment-and-wage-statistics-oews",
  fetch: [],
  media_type: "text/csv",
  terms: "facts only",
  cadence: "yearly",
  interest: null,
  extract,
  cleaners: { area_occupation: cleanAreaOccupation },
  // The release may stand here whole or as the few rows that the project comes with, so its size says little.
  bounds: [{ kind: "area_occupation", least: 1, most: 50_000, allowed_change_pct: Infinity }],
};
