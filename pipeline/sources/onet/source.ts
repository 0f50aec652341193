import type { TableSource } from "../../contracts/source.ts";
import { cleaners } from "./clean.ts";
import { extract } from "./extract.ts";

/** How many rows an occupation has in a table is its own affair, and none is an answer too: only a table of something else has more. */
const bound = (kind: string, most: number): TableSource["bounds"][number] => ({
  kind,
  least: 0,
  most,
  allowed_change_pct: 1_000_000,
});

/** O*NET: what people in an occupation do, what they work with and what they are called, table by table. */
export const onet: TableSource = {
  form: "table",
  id: "onet",
  publisher: "National Center for O*NET Development for USDOL/ETA",
  short_name: "O*NET",
  title: "O*NET 27.0 Database, CC BY 4.0",
  url: "https://www.onetcenter.org/dl_files/database/db_27_0_text.zip",
  fetch: ["https://www.onetcenter.org/dl_files/database/db_27_0_text.zip"],
  media_type: "text/tab-separated-values",
  terms: "licence",
  cadence: "yearly",
  interest: null,
  parts: "many",
  without: "warns",
  extract,
  cleaners,
  bounds: [
    bound("occupation_title", 3_000),
    bound("alternate_title", 5_000),
    bound("reported_title", 1_000),
    bound("technology", 5_000),
    bound("job_zone", 100),
    bound("related_occupation", 1_000),
    bound("task", 1_000),
  ],
};
