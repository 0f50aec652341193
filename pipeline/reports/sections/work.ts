import type { Figure } from "../../contracts/figure.ts";
import type { FigureMaker } from "../figure-maker.ts";
import { grouped, isHeadline, numberOf, textOf, type ViewRow, type Views } from "../views.ts";
import { statementsOn } from "./outlook.ts";
import { officialOrAll, type Publishers } from "./publishers.ts";
import { itemLists } from "./qualifying.ts";

/** What the work is: duties by role, hours and places, titles and neighbors. */
export function work(views: Views, make: FigureMaker, publishers: Publishers) {
  const duties = dutiesByRole(views, make, publishers);
  const general = duties.filter(({ role }) => role === null);
  const told = officialOrAll(general, ({ is_official }) => is_official);
  return {
    duties: told,
    more_duties: general.filter((list) => !told.includes(list)),
    tasks: general.length > 0 ? null : licensed(views, make, publishers, "task", MOST_TASKS),
    specialties: duties.filter(({ role }) => role !== null),
    conditions: statementsOn(views, ["schedule", "work_environment"], make, publishers, 1),
    // Titles of first jobs, specialties and advancement are rungs of the career ladder.
    titles: itemLists(views, make, publishers, "titles", "alternate_title"),
    search_words: licensed(views, make, publishers, "title", MOST_TITLES),
    related: related(views, make, publishers),
    zones: zones(views, make, publishers),
    tools: tools(views, make, publishers),
    licenses: licenses(views, make),
  };
}

/** Entries of a licensed database that a report prints, at most. */
const MOST_TASKS = 10;
const MOST_TITLES = 8;
const MOST_TOOLS = 12;

/** The first entries of a list of a licensed database, of the headline's code alone; null where there is none. */
function licensed(views: Views, make: FigureMaker, publishers: Publishers, list: string, most: number) {
  const rows = licensedRows(views, list).slice(0, most);
  const [first] = rows;
  return first === undefined
    ? null
    : {
        items: rows.map((row) => make.text("quote", row, "item", `entry of the licensed list of ${list}s`)),
        publisher: publishers.of(first),
      };
}

const licensedRows = (views: Views, list: string): readonly ViewRow[] =>
  views.rows("report_licensed_items").filter((row) => textOf(row, "list") === list && isHeadline(row));

/** Tools and technology, those called hot first, by category. */
function tools(views: Views, make: FigureMaker, publishers: Publishers) {
  const all = licensedRows(views, "technology");
  const rows = all.slice(0, MOST_TOOLS);
  const [first] = rows;
  if (first === undefined) return null;
  return {
    categories: [...grouped(rows, "category").values()].flatMap((ofCategory) => {
      const [one] = ofCategory;
      return one === undefined
        ? []
        : {
            category: make.text("quote", one, "category", "category of technology"),
            items: ofCategory.map((row) => make.text("quote", row, "item", "tool or technology")),
          };
    }),
    are_hot: rows.every((row) => row.cells["is_hot"] === true),
    count: make.countOf(
      all,
      "select count(*) as tools from report_licensed_items where list = 'technology' and is_headline",
      "tools",
      "tools and technologies listed",
    ),
    is_whole: all.length === rows.length,
    publisher: publishers.of(first),
  };
}

/** Whose terms are to be named where a part prints what they license. */
function licenses(views: Views, make: FigureMaker) {
  const lists = [...views.rows("report_licensed_items"), ...views.rows("report_job_zones")];
  const used = new Set(lists.map((row) => textOf(row, "source_id")));
  return views
    .rows("report_sources")
    .filter(({ key }) => used.has(key))
    .map((row) => ({
      short: make.text("quote", row, "short_publisher", `publisher of ${row.key}`),
      publisher: make.text("quote", row, "publisher", `publisher of ${row.key}`),
      title: make.text("quote", row, "title", `title of ${row.key}`),
    }));
}

/** Job zones of the codes at hand. */
function zones(views: Views, make: FigureMaker, publishers: Publishers) {
  return views.rows("report_job_zones").map((row) => ({
    title: make.text("quote", row, "occupation_title", `occupation of the job zone, ${row.key}`),
    zone: make.number("rank", row, "job_zone", `job zone, ${row.key}`),
    name: make.textIfAny("quote", row, "zone_name", `job zone in words, ${row.key}`),
    publisher: publishers.of(row),
  }));
}

/** Similar occupations with their pay, a list for each source. */
function related(views: Views, make: FigureMaker, publishers: Publishers) {
  return [...grouped(views.rows("report_related"), "source_id").values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    const paid = rows.find((row) => numberOf(row, "annual_usd") !== null);
    return {
      publisher: publishers.of(first),
      period: paid === undefined ? null : make.period(paid, "pay of similar occupations"),
      items: rows.map((row) => ({
        item: make.text("quote", row, "related_title", "similar occupation"),
        pay:
          numberOf(row, "annual_usd") === null
            ? null
            : make.number(
                "usd",
                row,
                "annual_usd",
                `median annual pay, ${textOf(row, "related_title") ?? ""}`,
              ),
      })),
    };
  });
}

/** A skill or quality, with everyone who names it. */
interface Ability {
  readonly item: Figure;
  /** First sentence of what the first source that describes it says; null where none does. */
  readonly detail: Figure | null;
  /** What that source says after it. */
  readonly more: Figure | null;
  readonly publishers: readonly Figure[];
  /** Whether an official handbook is among them: of pages the names alone stand on paper. */
  readonly is_official: boolean;
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
    .map((entries) => ({
      publishers: entries[0]?.publishers ?? [],
      is_official: entries.some(({ is_official }) => is_official),
      entries,
    }))
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
    is_official: same.some((row) => publishers.isOfficial(row)),
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
