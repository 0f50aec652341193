import { AlmanacError } from "../contracts/errors.ts";
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
import { fillers } from "./sections/fillers.ts";
import { glance } from "./sections/glance.ts";
import { payStrips } from "./sections/nation.ts";
import { whereToAsk } from "./sections/organizations.ts";
import { publishersOf } from "./sections/publishers.ts";
import { itemLists } from "./sections/qualifying.ts";
import { regionsOf, statesByRegion, stateRegions } from "./sections/regions.ts";
import { drawnOf } from "./sections/state-cities.ts";
import { handoutTitle } from "./state.ts";
import { readViews, textOf, type ViewRow, type Views, type Warehouse } from "./views.ts";

/**
 * The handouts of states by region: one sheet for each state whose regions, or metropolitan areas, an official
 * release has and of which no page lists cities, `states/NY`. A state with both keeps the handout by city.
 */
export const region: ReportDefinition = { id: "region", pages: regionPages, build: buildRegion };

async function regionPages(db: Warehouse): Promise<readonly string[]> {
  const views = await readViews(db);
  return statesByRegion(views)
    .map((row) => `states/${textOf(row, "state") ?? ""}`)
    .sort();
}

async function buildRegion(
  db: Warehouse,
  key: string,
  edition: EditionMark,
  form: PageForm = PLAIN_FORM,
): Promise<ReportPage> {
  const views = await readViews(db);
  const states = codesOf(views, key);
  const [state] = states;
  const code = textOf(state, "state") ?? "";
  const make = new FigureMaker(new FigureBook(code));
  const publishers = publishersOf(views, make);
  const strips = payStrips(views, make, publishers);
  const regions = stateRegions(views, states, make, publishers);
  const plan = planOf(
    states.map((row) => regionsOf(views, row).length),
    form,
  );
  const more = fillers(plan, strips, views, make, publishers);
  const occupation = occupationName(views, make);
  const takes_article = code === "DC";
  const data = {
    occupation,
    state: make.text("quote", state, "state_name", "state"),
    takes_article,
    is_dense: plan.is_dense,
    has_rewritten: views.rows("report_sources").some((source) => source.cells["is_rewritten"] === true),
    regions: regions.data,
    ranks: ranksOf(views, code, make, publishers),
    glance: glance(views, make, publishers, strips),
    steps: itemLists(views, make, publishers, "steps"),
    credentials: credentials(views, make, publishers),
    organizations: whereToAsk(views, make, publishers),
    publishers: publishers.namesOf(views.rows("report_sources")),
    edition: printedEdition(views, edition, make),
    has_two_sides: plan.has_two_sides,
    more: more.data,
    office: officeBlock(form.office),
  };
  const logo = form.office?.logo ?? null;
  return {
    key,
    title: handoutTitle(occupation, `${takes_article ? "the " : ""}${textOf(state, "state_name") ?? ""}`),
    template: "region",
    data,
    charts: [...regions.charts, ...more.charts],
    figures: make.book.all,
    pictures: logo === null ? [] : [logo],
    ...(plan.most_sides === null ? {} : { most_sides: plan.most_sides }),
  };
}

/** Rows of the state of a page, one a code of the occupation. */
function codesOf(views: Views, key: string): readonly [ViewRow, ...ViewRow[]] {
  const code = key.replace("states/", "");
  const isOfState = (row: ViewRow): boolean => textOf(row, "state") === code;
  const [first, ...others] = views.rows("report_region_states").filter(isOfState);
  if (first !== undefined && statesByRegion(views).some(isOfState)) return [first, ...others];
  throw new AlmanacError(
    `There is no handout by region for "${code}": no official release loaded has its regions`,
    {
      where: `report ${key}`,
      next: "See which states have regions: npx almanac sql 'select distinct state from report_regions'",
    },
  );
}

/** Lines of heading, facts, caption, head and notes of the table of a second code. */
const SECOND_TABLE = 9;

/** The plan of an attempt; the last, where there were more attempts than plans. The whole state has a row, too. */
function planOf([regions = 0, ...seconds]: readonly number[], { attempt, office, paper }: PageForm): Plan {
  const officeLines = office === null ? 0 : 1 + Math.ceil(office.lines.length / 2);
  const behind = seconds.reduce((lines, rows) => lines + SECOND_TABLE + rows, officeLines);
  const plans = plansFor({ cities: regions + 1, drawn: drawnOf(regions), office: behind, paper });
  const plan = plans[Math.min(attempt, plans.length - 1)];
  if (plan === undefined) throw new RangeError("There is a plan for every state.");
  return plan;
}
