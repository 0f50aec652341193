import { AlmanacError } from "../contracts/errors.ts";
import type { ReportPage } from "../contracts/report.ts";
import { printedEdition } from "./edition.ts";
import { FigureBook } from "./figure-book.ts";
import { Printer } from "./printer.ts";
import type { EditionMark, ReportDefinition } from "./report-definition.ts";
import { credentials } from "./sections/credentials.ts";
import { ranksOf } from "./sections/employers.ts";
import { coverage } from "./sections/national-cities.ts";
import { glance } from "./sections/glance.ts";
import { newestDated, payStrips } from "./sections/nation.ts";
import { organizations } from "./sections/organizations.ts";
import { sourceLines } from "./sections/provenance.ts";
import { publishersOf, type Publishers } from "./sections/publishers.ts";
import { itemLists } from "./sections/qualifying.ts";
import { stateCities } from "./sections/state-cities.ts";
import { dutiesByRole } from "./sections/work.ts";
import { numberOf, rowsOf, textOf, type Warehouse } from "./views.ts";

/** The handouts: one sheet for each state that has city rows, `states/CA`. */
export const state: ReportDefinition = { id: "state", pages: statePages, build: buildState };

async function statePages(db: Warehouse): Promise<readonly string[]> {
  const states = await rowsOf(db, "report_states");
  return states
    .filter((row) => (numberOf(row, "cities") ?? 0) > 0)
    .map((row) => `states/${row.key}`)
    .sort();
}

async function buildState(db: Warehouse, key: string, edition: EditionMark): Promise<ReportPage> {
  const code = key.replace("states/", "");
  const row = (await rowsOf(db, "report_states")).find((candidate) => candidate.key === code);
  const name = row === undefined ? null : textOf(row, "state_name");
  if (row === undefined || name === null || numberOf(row, "cities") === 0) {
    throw new AlmanacError(`There is no handout for "${code}": no city row of that state is loaded`, {
      where: `report ${key}`,
      next: "Ask for one of the states that `npx almanac status` lists.",
    });
  }
  const printer = new Printer(new FigureBook(code));
  const publishers = await publishersOf(db, printer);
  const strips = await payStrips(db, printer, publishers);
  const nation = newestDated(strips);
  const cities = await stateCities(db, row, nation, printer, publishers);
  const sources = await sourceLines(db, printer);
  const data = {
    state: printer.text("quote", row, "state_name", "state"),
    takes_article: code === "DC",
    is_single: numberOf(row, "cities") === 1,
    has_nation: nation !== null,
    has_rewritten: sources.some((source) => source.is_rewritten),
    city_count: printer.number("count", row, "cities", `cities listed, ${name}`),
    jobs: printer.number("jobs", row, "jobs", `jobs in the cities listed, ${name}`),
    cities: cities.data,
    ranks: await ranksOf(db, code, printer, publishers),
    glance: await glance(db, printer, publishers, strips),
    coverage: await coverage(db, printer, publishers),
    steps: await itemLists(db, printer, publishers, "steps"),
    credentials: await credentials(db, printer, publishers),
    organizations: await organizations(db, printer, publishers),
    sources,
    edition: await printedEdition(db, edition, printer),
    ...(await fillers(db, numberOf(row, "cities") ?? 0, printer, publishers)),
  };
  return {
    key,
    title: `Health information technicians in ${code === "DC" ? "the " : ""}${name}`,
    template: "state",
    data,
    charts: cities.charts,
    figures: printer.book.all,
  };
}

/**
 * A handout is one sheet, both sides. The cities come first; what they leave free is filled with the
 * studies, the work and the qualities it asks for, as far as there is room.
 */
async function fillers(db: Warehouse, cities: number, printer: Printer, publishers: Publishers) {
  return {
    topics: cities <= 24 ? await itemLists(db, printer, publishers, "topics") : [],
    duties: cities <= 16 ? await dutiesByRole(db, printer, publishers) : [],
    qualities: cities <= 8 ? await itemLists(db, printer, publishers, "skills", "quality") : [],
  };
}
