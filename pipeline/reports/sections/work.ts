import type { FigureMaker } from "../figure-maker.ts";
import { grouped, textOf, type Views } from "../views.ts";
import { statementsOn } from "./outlook.ts";
import type { Publishers } from "./publishers.ts";
import { itemLists } from "./qualifying.ts";

/** What the work is: duties by role, hours and places, titles and neighbors. */
export function work(views: Views, make: FigureMaker, publishers: Publishers) {
  const duties = dutiesByRole(views, make, publishers);
  return {
    duties: duties.filter(({ role }) => role === null),
    specialties: duties.filter(({ role }) => role !== null),
    conditions: statementsOn(views, ["schedule", "work_environment"], make, publishers),
    // Titles of first jobs, specialties and advancement are rungs of the career ladder.
    titles: itemLists(views, make, publishers, "titles", "alternate_title"),
    related: itemLists(views, make, publishers, "related"),
  };
}

/** What the sources say one needs to bring along: qualities of a person, and skills that can be learned. */
export function skills(views: Views, make: FigureMaker, publishers: Publishers) {
  return {
    qualities: itemLists(views, make, publishers, "skills", "quality"),
    skills: itemLists(views, make, publishers, "skills", "skill"),
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
