import type { FigureMaker } from "../figure-maker.ts";
import type { Views } from "../views.ts";
import { nationalJobs, newestDated, otherCodes, projected, type PayStrip } from "./nation.ts";
import type { Publishers } from "./publishers.ts";
import { entryLevels, trainingLength } from "./qualifying.ts";

/** The nation in eight facts; each is null or empty where no source gives it. */
export function glance(views: Views, make: FigureMaker, publishers: Publishers, strips: readonly PayStrip[]) {
  const newest = newestDated(strips);
  const levels = entryLevels(views, make, publishers);
  return {
    pay: newest,
    low: newest?.p10 ?? newest?.range_low ?? null,
    high: newest?.p90 ?? newest?.range_high ?? null,
    jobs: nationalJobs(views, make, publishers),
    growth: projected(views, make, publishers, "change_pct"),
    openings: projected(views, make, publishers, "openings_per_year"),
    levels,
    level_publishers: [...new Set(levels.flatMap((entry) => entry.publishers))],
    training: trainingLength(views, make, publishers),
    others: otherCodes(views, make, publishers),
  };
}
