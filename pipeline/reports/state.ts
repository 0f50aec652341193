import { AlmanacError } from "../contracts/errors.ts";
import type { ReportPage } from "../contracts/report.ts";
import { printedEdition } from "./edition.ts";
import { FigureBook } from "./figure-book.ts";
import { FigureMaker } from "./figure-maker.ts";
import type { EditionMark, ReportDefinition } from "./report-definition.ts";
import { roomBeside } from "./room.ts";
import { credentials } from "./sections/credentials.ts";
import { ranksOf } from "./sections/employers.ts";
import { coverage } from "./sections/national-cities.ts";
import { fillers } from "./sections/fillers.ts";
import { glance } from "./sections/glance.ts";
import { newestDated, payStrips } from "./sections/nation.ts";
import { whereToAsk } from "./sections/organizations.ts";
import { publishersOf } from "./sections/publishers.ts";
import { itemLists } from "./sections/qualifying.ts";
import { stateCities } from "./sections/state-cities.ts";
import { numberOf, readViews, textOf, type Warehouse } from "./views.ts";

/** The handouts: one sheet for each state that has city rows, `states/CA`. */
export const state: ReportDefinition = { id: "state", pages: statePages, build: buildState };

async function statePages(db: Warehouse): Promise<readonly string[]> {
  const views = await readViews(db);
  const states = views.rows("report_states");
  return states
    .filter((row) => (numberOf(row, "cities") ?? 0) > 0)
    .map((row) => `states/${row.key}`)
    .sort();
}

async function buildState(db: Warehouse, key: string, edition: EditionMark): Promise<ReportPage> {
  const views = await readViews(db);
  const code = key.replace("states/", "");
  const row = views.rows("report_states").find((candidate) => candidate.key === code);
  const name = row === undefined ? null : textOf(row, "state_name");
  if (row === undefined || name === null || numberOf(row, "cities") === 0) {
    throw new AlmanacError(`There is no handout for "${code}": no city row of that state is loaded`, {
      where: `report ${key}`,
      next: "See which states have city rows: npx almanac sql 'select distinct state from city_salaries'",
    });
  }
  const make = new FigureMaker(new FigureBook(code));
  const publishers = publishersOf(views, make);
  const strips = payStrips(views, make, publishers);
  const nation = newestDated(strips);
  const cities = stateCities(views, row, nation, make, publishers);
  const room = roomBeside(numberOf(row, "cities") ?? 0);
  const more = fillers(room, strips, views, make, publishers);
  const data = {
    state: make.text("quote", row, "state_name", "state"),
    takes_article: code === "DC",
    is_single: numberOf(row, "cities") === 1,
    has_nation: nation !== null,
    has_rewritten: views.rows("report_sources").some((source) => source.cells["is_rewritten"] === true),
    city_count: make.number("count", row, "cities", `cities listed, ${name}`),
    jobs: make.number("jobs", row, "jobs", `jobs in the cities listed, ${name}`),
    cities: cities.data,
    ranks: ranksOf(views, code, make, publishers),
    glance: glance(views, make, publishers, strips),
    coverage: coverage(views, make, publishers),
    steps: itemLists(views, make, publishers, "steps"),
    credentials: credentials(views, make, publishers),
    organizations: whereToAsk(views, make, publishers),
    publishers: publishers.namesOf(views.rows("report_sources")),
    edition: printedEdition(views, edition, make),
    has_two_sides: room.has_two_sides,
    more: more.data,
  };
  return {
    key,
    title: `Health information technicians in ${code === "DC" ? "the " : ""}${name}`,
    template: "state",
    data,
    charts: [...cities.charts, ...more.charts],
    figures: make.book.all,
  };
}
