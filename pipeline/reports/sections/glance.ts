import type { Printer } from "../printer.ts";
import type { Warehouse } from "../views.ts";
import { nationalJobs, newestDated, projected, type PayStrip } from "./nation.ts";
import type { Publishers } from "./publishers.ts";
import { entryLevels, trainingLength } from "./qualifying.ts";

/** The nation in eight facts; each is null or empty where no source gives it. */
export async function glance(
  db: Warehouse,
  printer: Printer,
  publishers: Publishers,
  strips: readonly PayStrip[],
) {
  const newest = newestDated(strips);
  const levels = await entryLevels(db, printer, publishers);
  return {
    pay: newest,
    low: newest?.p10 ?? newest?.range_low ?? null,
    high: newest?.p90 ?? newest?.range_high ?? null,
    jobs: await nationalJobs(db, printer, publishers),
    growth: await projected(db, printer, publishers, "change_pct"),
    openings: await projected(db, printer, publishers, "openings_per_year"),
    levels,
    level_publishers: [...new Set(levels.flatMap((entry) => entry.publishers))],
    training: await trainingLength(db, printer, publishers),
  };
}
