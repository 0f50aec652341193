import type { ViewName, ViewRow, Views } from "../../pipeline/reports/views.ts";

/** Report views of these rows, as the warehouse would give them; all other views are empty. */
export function viewsOf(views: ReadonlyMap<ViewName, readonly ViewRow[]>): Views {
  const named = [...views.values()].flat().flatMap(({ record_ids }) => record_ids);
  return { rows: (view) => views.get(view) ?? [], record_ids: [...new Set(named)].sort() };
}
