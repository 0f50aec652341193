import type { FigureMaker } from "../figure-maker.ts";
import type { Section } from "../report-definition.ts";
import { grouped, textOf, type Views } from "../views.ts";
import { statementsOn } from "./outlook.ts";
import type { Publishers } from "./publishers.ts";
import { itemLists } from "./qualifying.ts";

/** What the work is: duties by role, skills and qualities, hours and places, titles and neighbours. */
export function work(views: Views, make: FigureMaker, publishers: Publishers): Section {
  const lists = (list: string, part?: string) => itemLists(views, make, publishers, list, part);
  const titles = {
    alternate: lists("titles", "alternate_title"),
    specialty: lists("titles", "specialty"),
    entry: lists("titles", "entry_level"),
    advancement: lists("titles", "advancement"),
  };
  const related = lists("related");
  return {
    data: {
      duties: dutiesByRole(views, make, publishers),
      qualities: lists("skills", "quality"),
      skills: lists("skills", "skill"),
      conditions: statementsOn(views, ["schedule", "work_environment"], make, publishers),
      titles,
      related,
      has_titles: [...Object.values(titles), related].some((found) => found.length > 0),
    },
    charts: [],
  };
}

/** Duties, the general ones first, then, if wanted, each special role; a role's list is one source's. */
export function dutiesByRole(
  views: Views,
  make: FigureMaker,
  publishers: Publishers,
  withSpecialRoles = true,
) {
  const rows = views
    .rows("report_items")
    .filter((row) => textOf(row, "list") === "duties")
    .filter((row) => withSpecialRoles || textOf(row, "part") === "general");
  const roles = [...grouped(rows, "part").entries()].sort(
    ([a], [b]) => Number(b === "general") - Number(a === "general") || (a < b ? -1 : 1),
  );
  return roles.flatMap(([role, [first]]) => {
    const name = role === "general" || first === undefined ? null : make.text("quote", first, "part", "role");
    return itemLists(views, make, publishers, "duties", role).map((list) => ({ role: name, ...list }));
  });
}
