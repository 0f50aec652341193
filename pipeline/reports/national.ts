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
import type { Warehouse } from "./views.ts";

/** The national report: one page, `national`. */
export const national: ReportDefinition = {
  id: "national",
  pages: () => Promise.resolve(["national"]),
  build: buildNational,
};

async function buildNational(db: Warehouse, key: string, edition: EditionMark): Promise<ReportPage> {
  const printer = new Printer(new FigureBook("national"));
  const publishers = await publishersOf(db, printer);
  const strips = await payStrips(db, printer, publishers);
  const sections = {
    pay: nationalPay(strips),
    industry_pay: await industryPay(db, printer, publishers),
    cities: await nationalCities(db, printer, publishers),
    shares: await industryShares(db, printer, publishers),
    rankings: await stateRankings(db, printer, publishers),
    outlook: await outlook(db, printer, publishers),
    qualifying: await qualifying(db, printer, publishers),
    work: await work(db, printer, publishers),
    gaps: await gaps(db, printer, publishers),
    provenance: await provenance(db, printer, publishers),
  };
  const data = {
    ...Object.fromEntries(Object.entries(sections).map(([name, section]) => [name, section.data])),
    edition: await printedEdition(db, edition, printer),
    glance: await glance(db, printer, publishers, strips),
    credentials: await credentials(db, printer, publishers),
    organizations: await organizations(db, printer, publishers),
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
