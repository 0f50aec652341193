import type { TableSource } from "../../contracts/source.ts";
import { cleanOccupation } from "./clean.ts";
import { extract } from "./extract.ts";

/** An edition has some 1,100 occupations, an excerpt of it a few; when the one takes the other's place, the count leaps. */
const ANY_CHANGE = 1_000_000;

/**
 * Employment Projections: what becomes of every occupation over ten years, and what it takes to enter
 * it. Each edition is a part and stays, since a projection of 2010–20 is not replaced by one of 2024–34.
 */
export const blsProjections: TableSource = {
  form: "table",
  id: "bls-projections",
  publisher: "U.S. Bureau of Labor Statistics",
  short_name: "BLS Projections",
  title: "Employment Projections: occupational tables",
  url: "https://www.bls.gov/emp/ind-occ-matrix/occupation.xlsx",
  fetch: ["https://www.bls.gov/emp/ind-occ-matrix/occupation.xlsx"],
  media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  terms: "public domain",
  cadence: "yearly",
  interest: null,
  parts: "many",
  without: "warns",
  extract,
  cleaners: {
    separations: cleanOccupation,
    characteristics: cleanOccupation,
    education_assignment: cleanOccupation,
  },
  bounds: [
    { kind: "separations", least: 0, most: 2_000, allowed_change_pct: ANY_CHANGE },
    { kind: "characteristics", least: 1, most: 2_000, allowed_change_pct: ANY_CHANGE },
    { kind: "education_assignment", least: 0, most: 2_000, allowed_change_pct: ANY_CHANGE },
  ],
};
