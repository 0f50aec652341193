import type { Figure } from "../contracts/figure.ts";
import type { ReportPage } from "../contracts/report.ts";
import { printedEdition, printedSince } from "./edition.ts";
import { FigureBook } from "./figure-book.ts";
import { FigureMaker, type PrintedPeriod } from "./figure-maker.ts";
import type { EditionMark } from "./report-definition.ts";
import { searchEntries } from "./search-entries.ts";
import { occupationName } from "./sections/cover.ts";
import { sourceLines } from "./sections/provenance.ts";
import { countOfRegions, regionsOf, statesByRegion } from "./sections/regions.ts";
import { numberOf, readViews, textOf, type ViewRow, type Views, type Warehouse } from "./views.ts";

/** Files that tell what changed since the edition before. */
const CHANGES = ["changes.md", "changes.json"] as const;

/** Line of the contents: a state that has a handout. */
interface HandoutLine {
  readonly code: Figure;
  readonly state: Figure;
  readonly cities: Figure;
  readonly jobs: Figure | null;
}

/** The edition as its contents name it. */
export interface ContentsMark extends EditionMark {
  /** Id of the edition before; null where there is none or it is not known. */
  readonly since: string | null;
}

/**
 * The edition's `index.html`: every report with its two forms, a search for states, cities and regions, and the
 * sources with their dates. It is a page for the screen only, and the only one whose text links to other
 * files of its edition.
 */
export async function contentsPage(
  db: Warehouse,
  pages: readonly ReportPage[],
  edition: ContentsMark,
): Promise<ReportPage> {
  const views = await readViews(db);
  const make = new FigureMaker(new FigureBook("index"));
  const keys = pages.map(({ key }) => key);
  const states = views
    .rows("report_states")
    .filter((row) => (numberOf(row, "cities") ?? 0) > 0 && keys.includes(`states/${row.key}`));
  const regions = statesByRegion(views).filter((row) =>
    keys.includes(`states/${textOf(row, "state") ?? ""}`),
  );
  return {
    key: "index",
    title: "Health Careers Almanac",
    template: "index",
    data: {
      occupation: occupationName(views, make),
      edition: printedEdition(views, edition, make),
      since: edition.since === null ? null : printedSince(views, edition.since, make),
      handouts: states.map((row) => handoutLine(row, make)),
      by_region: regions.map((row) => regionHandoutLine(views, row, make)),
      sources: freshness(views, make),
    },
    charts: [],
    search: searchEntries(views, keys, make),
    figures: make.book.all,
    links: [...keys.flatMap((key) => [`${key}.html`, `${key}.pdf`]), ...CHANGES],
  };
}

function handoutLine(row: ViewRow, make: FigureMaker): HandoutLine {
  const hasJobs = numberOf(row, "jobs") !== null;
  return {
    code: make.text("id", row, "state", "postal code"),
    state: make.text("quote", row, "state_name", "state"),
    cities: make.number("count", row, "cities", "cities listed"),
    jobs: hasJobs ? make.number("jobs", row, "jobs", "jobs in the cities listed") : null,
  };
}

/** Line of the contents: a state that has a handout by region. */
function regionHandoutLine(views: Views, row: ViewRow, make: FigureMaker) {
  return {
    code: make.text("id", row, "state", "postal code"),
    state: make.text("quote", row, "state_name", "state"),
    regions: countOfRegions(regionsOf(views, row), row, make),
    period: make.period(row, "the regions"),
  };
}

/** Views whose rows speak of a time. */
const DATED_VIEWS = [
  "report_wages",
  "report_cities",
  "report_employment",
  "report_national_series",
  "report_projections",
  "report_region_states",
] as const;

/** Each source with the times that its figures speak of, the newest first. */
function freshness(views: Views, make: FigureMaker) {
  const facts = DATED_VIEWS.flatMap((view) => views.rows(view));
  const lines = sourceLines(views, make);
  return views.rows("report_sources").map((source, at) => {
    const mine = facts.filter((row) => textOf(row, "source_id") === source.key);
    const has_undated = mine.some((row) => textOf(row, "reference_period") === null);
    return { ...lines[at], periods: periodsOf(mine, make, source.key), has_undated };
  });
}

function periodsOf(rows: readonly ViewRow[], make: FigureMaker, source: string): readonly PrintedPeriod[] {
  const byPeriod = new Map<string, ViewRow>();
  for (const row of rows) {
    const period = textOf(row, "reference_period");
    if (period !== null && !byPeriod.has(period)) byPeriod.set(period, row);
  }
  const newestFirst = [...byPeriod.keys()].sort().reverse();
  return newestFirst.flatMap((period) => {
    const row = byPeriod.get(period);
    return row === undefined ? [] : make.period(row, `figures of ${source}`);
  });
}
