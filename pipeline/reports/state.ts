import { AlmanacError } from "../contracts/errors.ts";
import type { Figure } from "../contracts/figure.ts";
import type { ReportPage } from "../contracts/report.ts";
import { officeBlock } from "../lib/office.ts";
import { printedEdition } from "./edition.ts";
import { FigureBook } from "./figure-book.ts";
import { FigureMaker } from "./figure-maker.ts";
import { type EditionMark, type PageForm, PLAIN_FORM, type ReportDefinition } from "./report-definition.ts";
import { type Plan, plansFor } from "./room.ts";
import { occupationName } from "./sections/cover.ts";
import { credentials } from "./sections/credentials.ts";
import { ranksOf } from "./sections/employers.ts";
import { coverage } from "./sections/national-cities.ts";
import { fillers } from "./sections/fillers.ts";
import { glance } from "./sections/glance.ts";
import { newestDated, payStrips } from "./sections/nation.ts";
import { whereToAsk } from "./sections/organizations.ts";
import { publishersOf } from "./sections/publishers.ts";
import { itemLists } from "./sections/qualifying.ts";
import { drawnOf, stateCities } from "./sections/state-cities.ts";
import { numberOf, readViews, textOf, type ViewRow, type Views, type Warehouse } from "./views.ts";

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

async function buildState(
  db: Warehouse,
  key: string,
  edition: EditionMark,
  form: PageForm = PLAIN_FORM,
): Promise<ReportPage> {
  const views = await readViews(db);
  const { row, name } = stateOf(views, key);
  const make = new FigureMaker(new FigureBook(row.key));
  const publishers = publishersOf(views, make);
  const strips = payStrips(views, make, publishers);
  const nation = newestDated(strips);
  const cities = stateCities(views, row, nation, make, publishers);
  const plan = planOf(row, form);
  const more = fillers(plan, strips, views, make, publishers);
  const occupation = occupationName(views, make);
  const steps = itemLists(views, make, publishers, "steps");
  const named = credentials(views, make, publishers);
  const takes_article = row.key === "DC";
  const data = {
    occupation,
    state: make.text("quote", row, "state_name", "state"),
    takes_article,
    is_single: numberOf(row, "cities") === 1,
    is_dense: plan.is_dense,
    has_rewritten: views.rows("report_sources").some((source) => source.cells["is_rewritten"] === true),
    city_count: make.number("count", row, "cities", `cities listed, ${name}`),
    jobs: make.number("jobs", row, "jobs", `jobs in the cities listed, ${name}`),
    cities: cities.data,
    ranks: ranksOf(views, row.key, make, publishers),
    glance: glance(views, make, publishers, strips),
    coverage: coverage(views, make, publishers),
    steps,
    credentials: named,
    organizations: whereToAsk(views, make, publishers),
    publishers: publishers.namesOf(views.rows("report_sources")),
    edition: printedEdition(views, edition, make),
    // A back with nothing to say on it is no page of its own.
    has_two_sides: plan.has_two_sides && steps.length + named.length > 0,
    more: more.data,
    office: officeBlock(form.office),
  };
  const logo = form.office?.logo ?? null;
  return {
    key,
    title: handoutTitle(occupation, `${takes_article ? "the " : ""}${name}`),
    template: "state",
    data,
    charts: [...cities.charts, ...more.charts],
    figures: make.book.all,
    pictures: logo === null ? [] : [logo],
    ...(plan.most_sides === null ? {} : { most_sides: plan.most_sides }),
  };
}

/** Row and name of the state of a page. */
function stateOf(views: Views, key: string): { row: ViewRow; name: string } {
  const code = key.replace("states/", "");
  const row = views.rows("report_states").find((candidate) => candidate.key === code);
  const name = row === undefined ? null : textOf(row, "state_name");
  if (row !== undefined && name !== null && numberOf(row, "cities") !== 0) return { row, name };
  throw new AlmanacError(`There is no handout for "${code}": no city row of that state is loaded`, {
    where: `report ${key}`,
    next: "See which states have city rows: npx almanac sql 'select distinct state from city_salaries'",
  });
}

/** The plan of an attempt; the last, where there were more attempts than plans. */
function planOf(row: ViewRow, { attempt, office, paper }: PageForm): Plan {
  const cities = numberOf(row, "cities") ?? 0;
  const lines = office === null ? 0 : 1 + Math.ceil(office.lines.length / 2);
  const plans = plansFor({ cities, drawn: drawnOf(cities), office: lines, paper });
  const plan = plans[Math.min(attempt, plans.length - 1)];
  if (plan === undefined) throw new RangeError("There is a plan for every state.");
  return plan;
}

/** The document's title; a name with a digit stays out of it, since nothing there can tell where it is from. */
export function handoutTitle(occupation: Figure | null, place: string): string {
  const subject = occupation === null || /\p{N}/u.test(occupation.text) ? "Pay and jobs" : occupation.text;
  return `${subject} in ${place}`;
}
