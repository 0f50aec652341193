import type { ReportPage } from "../contracts/report.ts";
import { printedEdition } from "./edition.ts";
import { FigureBook } from "./figure-book.ts";
import { FigureMaker } from "./figure-maker.ts";
import type { EditionMark, ReportDefinition } from "./report-definition.ts";
import { credentials } from "./sections/credentials.ts";
import { industryShares, stateRankings } from "./sections/employers.ts";
import { gaps } from "./sections/gaps.ts";
import { nationalCities } from "./sections/national-cities.ts";
import { glance } from "./sections/glance.ts";
import { payStrips } from "./sections/nation.ts";
import { organizations } from "./sections/organizations.ts";
import { outlook } from "./sections/outlook.ts";
import { industryPay, nationalPay } from "./sections/pay.ts";
import { provenance } from "./sections/provenance.ts";
import { publishersOf } from "./sections/publishers.ts";
import { qualifying } from "./sections/qualifying.ts";
import { work } from "./sections/work.ts";
import { readViews, type Warehouse } from "./views.ts";

/** The national report: one page, `national`. */
export const national: ReportDefinition = {
  id: "national",
  pages: () => Promise.resolve(["national"]),
  build: buildNational,
};

async function buildNational(db: Warehouse, key: string, edition: EditionMark): Promise<ReportPage> {
  const views = await readViews(db);
  const make = new FigureMaker(new FigureBook("national"));
  const publishers = publishersOf(views, make);
  const strips = payStrips(views, make, publishers);
  const sections = {
    pay: nationalPay(strips),
    industry_pay: industryPay(views, make, publishers),
    cities: nationalCities(views, make, publishers),
    shares: industryShares(views, make, publishers),
    rankings: stateRankings(views, make, publishers),
    outlook: outlook(views, make, publishers),
    qualifying: qualifying(views, make, publishers),
    work: work(views, make, publishers),
    gaps: gaps(views, make, publishers),
    provenance: provenance(views, make, publishers),
  };
  const data = {
    ...Object.fromEntries(Object.entries(sections).map(([name, section]) => [name, section.data])),
    edition: printedEdition(views, edition, make),
    glance: glance(views, make, publishers, strips),
    credentials: credentials(views, make, publishers),
    organizations: organizations(views, make, publishers),
  };
  return {
    key,
    title: "Health information technicians: pay, jobs and ways in",
    template: "national",
    data,
    charts: Object.values(sections).flatMap((section) => section.charts),
    figures: make.book.all,
  };
}
