import type { Figure } from "../contracts/figure.ts";
import type { ReportPage } from "../contracts/report.ts";
import { openAtlas } from "../lib/atlas.ts";
import { printedEdition } from "./edition.ts";
import { FigureBook } from "./figure-book.ts";
import { FigureMaker } from "./figure-maker.ts";
import type { EditionMark, ReportDefinition } from "./report-definition.ts";
import { claims } from "./sections/claims.ts";
import { concentration } from "./sections/concentration.ts";
import { cover } from "./sections/cover.ts";
import { credentials } from "./sections/credentials.ts";
import { sides } from "./sections/disagreements.ts";
import { industryShares, stateRankings, vacancies } from "./sections/employers.ts";
import { gaps } from "./sections/gaps.ts";
import { stateMap } from "./sections/map.ts";
import { nationalCities } from "./sections/national-cities.ts";
import { glance } from "./sections/glance.ts";
import { glossary } from "./sections/glossary.ts";
import { industryPay } from "./sections/industry-pay.ts";
import { ladder } from "./sections/ladder.ts";
import { payStrips } from "./sections/nation.ts";
import { organizations } from "./sections/organizations.ts";
import { outlook, statementsOn } from "./sections/outlook.ts";
import { nationalPay } from "./sections/pay.ts";
import { payHistory } from "./sections/pay-history.ts";
import { provenance } from "./sections/provenance.ts";
import { type Publishers, publishersOf } from "./sections/publishers.ts";
import { qualifying } from "./sections/qualifying.ts";
import { summary } from "./sections/summary.ts";
import { skills, work } from "./sections/work.ts";
import { readViews, textOf, type ViewName, type Views, type Warehouse } from "./views.ts";

/** The national report: one page, `national`. */
export const national: ReportDefinition = {
  id: "national",
  pages: () => Promise.resolve(["national"]),
  build: buildNational,
};

async function buildNational(db: Warehouse, key: string, edition: EditionMark): Promise<ReportPage> {
  const [views, atlas] = await Promise.all([readViews(db), openAtlas()]);
  const make = new FigureMaker(new FigureBook("national"));
  const publishers = publishersOf(views, make);
  const strips = payStrips(views, make, publishers);
  const quotients = concentration(views, make, publishers);
  // Each gives what its part of the template sees, and the charts in it.
  const sections = {
    pay: nationalPay(strips, make),
    industry_pay: industryPay(views, make, publishers),
    pay_history: payHistory(views, make, publishers),
    cities: nationalCities(views, make, publishers, quotients.charts.length === 0),
    concentration: quotients,
    map: stateMap(views, atlas, make),
    shares: industryShares(views, make, publishers),
    claims: claims(views, make),
  };
  const headline = cover(views, make, publishers);
  const named = credentials(views, make, publishers);
  const data = {
    ...Object.fromEntries(Object.entries(sections).map(([name, section]) => [name, section.data])),
    cover: headline,
    edition: printedEdition(views, edition, make),
    summary: summary(views, make, publishers, strips),
    glance: glance(views, make, publishers, strips),
    work: work(views, make, publishers),
    rankings: stateRankings(views, make, publishers),
    vacancies: vacancies(views, make, publishers),
    outlook: outlook(views, make, publishers),
    qualifying: qualifying(views, make, publishers),
    credentials: named,
    // Where no credential is named, what is said of them is all there is.
    certification: statementsOn(views, ["certification"], make, publishers, named.length > 0 ? 1 : 3),
    skills: skills(views, make, publishers),
    ladder: ladder(views, make, publishers),
    organizations: organizations(views, make, publishers),
    sides: sides(views, make, publishers),
    gaps: gaps(views, make, publishers),
    provenance: provenance(views, make, publishers),
    glossary: glossary(views),
  };
  return {
    key,
    title: titleOf(headline.name),
    template: "national",
    data: { ...data, parts: partsOf(views, publishers) },
    charts: Object.values(sections).flatMap((section) => section.charts),
    figures: make.book.all,
  };
}

/** Parts of the report that have something to say; one without stands neither on a page nor in the contents. */
function partsOf(views: Views, publishers: Publishers): Readonly<Record<string, boolean>> {
  const has = (...names: readonly ViewName[]): boolean => names.some((name) => views.rows(name).length > 0);
  const lists = (...names: readonly string[]): boolean =>
    views.rows("report_items").some((row) => names.includes(textOf(row, "list") ?? ""));
  const speaks = (topic: string): boolean =>
    views.rows("report_statements").some((row) => textOf(row, "topic") === topic);
  const licensed = has("report_licensed_items", "report_job_zones");
  return {
    work: lists("duties", "titles") || has("report_related") || licensed || speaks("schedule"),
    pay: has("report_wages", "report_industries", "report_national_series"),
    cities: has("report_cities", "report_rankings"),
    employers:
      has("report_postings") ||
      views.rows("report_employment").some((row) => textOf(row, "industry") !== null),
    outlook: has("report_projections") || speaks("prospects"),
    qualifying:
      has("report_entry", "report_education", "report_programs") || lists("steps", "topics", "courses"),
    credentials: has("report_credentials") || speaks("certification"),
    skills: lists("skills") || licensed,
    ladder: lists("titles") || has("report_credentials") || speaks("advancement"),
    organizations: has("report_organizations"),
    disagreements: views.rows("report_sources").some((row) => !publishers.isOfficial(row)),
    claims: has("report_page_ages"),
  };
}

/** The document's title; a name with a digit stays out of it, since nothing there can tell where it is from. */
function titleOf(name: Figure | null): string {
  const subject = name === null || /\p{N}/u.test(name.text) ? "National market report" : name.text;
  return `${subject}: pay, jobs and ways in`;
}
