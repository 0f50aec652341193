import type { ReportPage } from "../contracts/report.ts";
import { printedEdition } from "./edition.ts";
import { FigureBook } from "./figure-book.ts";
import { Printer } from "./printer.ts";
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
  const printer = new Printer(new FigureBook("national"));
  const publishers = publishersOf(views, printer);
  const strips = payStrips(views, printer, publishers);
  const sections = {
    pay: nationalPay(strips),
    industry_pay: industryPay(views, printer, publishers),
    cities: nationalCities(views, printer, publishers),
    shares: industryShares(views, printer, publishers),
    rankings: stateRankings(views, printer, publishers),
    outlook: outlook(views, printer, publishers),
    qualifying: qualifying(views, printer, publishers),
    work: work(views, printer, publishers),
    gaps: gaps(views, printer, publishers),
    provenance: provenance(views, printer, publishers),
  };
  const data = {
    ...Object.fromEntries(Object.entries(sections).map(([name, section]) => [name, section.data])),
    edition: printedEdition(views, edition, printer),
    glance: glance(views, printer, publishers, strips),
    credentials: credentials(views, printer, publishers),
    organizations: organizations(views, printer, publishers),
  };
  return {
    key,
    title: "Health information technicians: pay, jobs and ways in",
    template: "national",
    data,
    charts: Object.values(sections).flatMap((section) => section.charts),
    figures: printer.book.all,
  };
}
