import type { Figure } from "../contracts/figure.ts";
import type { ReportPage } from "../contracts/report.ts";
import { printedEdition } from "./edition.ts";
import { FigureBook } from "./figure-book.ts";
import { FigureMaker } from "./figure-maker.ts";
import type { EditionMark } from "./report-definition.ts";
import { sourceLines } from "./sections/provenance.ts";
import { numberOf, readViews, type Warehouse } from "./views.ts";

/** Line of the contents: a state that has a handout. */
interface HandoutLine {
  readonly code: Figure;
  readonly state: Figure;
  readonly cities: Figure;
  readonly jobs: Figure | null;
}

/**
 * The edition's `index.html`: every report with its two forms, and the sources with their dates. It is
 * a page for the screen only, and the only one that links to other files of its edition.
 */
export async function contentsPage(
  db: Warehouse,
  pages: readonly ReportPage[],
  edition: EditionMark,
): Promise<ReportPage> {
  const views = await readViews(db);
  const make = new FigureMaker(new FigureBook("index"));
  const keys = pages.map(({ key }) => key);
  const states = views.rows("report_states").filter((row) => keys.includes(`states/${row.key}`));
  const handouts: HandoutLine[] = states.map((row) => ({
    code: make.text("id", row, "state", "postal code"),
    state: make.text("quote", row, "state_name", "state"),
    cities: make.number("count", row, "cities", "cities listed"),
    jobs:
      numberOf(row, "jobs") === null ? null : make.number("jobs", row, "jobs", "jobs in the cities listed"),
  }));
  return {
    key: "index",
    title: "Health Careers Almanac",
    template: "index",
    data: {
      edition: printedEdition(views, edition, make),
      handouts,
      sources: sourceLines(views, make),
    },
    charts: [],
    figures: make.book.all,
    links: keys.flatMap((key) => [`${key}.html`, `${key}.pdf`]),
  };
}
