import type { Figure } from "../../contracts/figure.ts";
import type { FigureMaker } from "../figure-maker.ts";
import { grouped, textOf, type ViewRow, type Views } from "../views.ts";
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

/** A skill or quality, with everyone who names it. */
interface Ability {
  readonly item: Figure;
  /** First sentence of what the first source that describes it says; null where none does. */
  readonly detail: Figure | null;
  /** What that source says after it. */
  readonly more: Figure | null;
  readonly publishers: readonly Figure[];
}

/**
 * What the sources say one needs to bring along, qualities of a person and skills that can be learned: what bears
 * one name is one entry, and entries of the same sources stand together, those that most name first.
 */
export function skills(views: Views, make: FigureMaker, publishers: Publishers) {
  const rows = views
    .rows("report_items")
    .filter((row) => textOf(row, "list") === "skills" && textOf(row, "part") !== "program_skill");
  const named = new Map<string, ViewRow[]>();
  for (const row of rows) {
    const name = (textOf(row, "item") ?? "").toLowerCase();
    named.set(name, [...(named.get(name) ?? []), row]);
  }
  const lists = new Map<string, Ability[]>();
  for (const same of named.values()) {
    const entry = ability(same, make, publishers);
    const key = entry.publishers.map(({ id }) => id).join(" ");
    lists.set(key, [...(lists.get(key) ?? []), entry]);
  }
  return [...lists.values()]
    .map((entries) => ({ publishers: entries[0]?.publishers ?? [], entries }))
    .sort((a, b) => b.publishers.length - a.publishers.length);
}

function ability(same: readonly ViewRow[], make: FigureMaker, publishers: Publishers): Ability {
  const described = same.find((row) => textOf(row, "detail") !== null) ?? same[0];
  if (described === undefined) throw new RangeError("A skill needs at least one row.");
  return {
    item: make.text("quote", described, "item", "entry of the list of skills"),
    detail: make.textIfAny("quote", described, "detail_first_sentence", "what is said of an entry of skills"),
    more: make.textIfAny("quote", described, "detail_rest", "what else is said of an entry of skills"),
    publishers: publishers.namesOf(same),
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
