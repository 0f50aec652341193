import type { Figure } from "../../contracts/figure.ts";
import type { FigureMaker } from "../figure-maker.ts";
import type { Section } from "../report-definition.ts";
import { grouped, type Views } from "../views.ts";
import { claimsChart } from "./claims-chart.ts";
import { claimList } from "./claims-list.ts";
import { type PageAge, pageAges } from "./claims-pages.ts";
import { witnesses } from "./claims-witnesses.ts";
import { type Named, named, tiedFirst } from "./ties.ts";

/** How many figures of career pages there are for the nation, and of each verdict. */
interface Tally {
  readonly pages: Figure;
  readonly figures: Figure;
  readonly matches: Figure;
  readonly out_of_date: Figure;
  readonly contradicts: Figure;
  readonly unchecked: Figure;
}

/** The pages whose figures lie farthest back. */
interface Oldest extends Named<Figure> {
  readonly age: Figure;
}

/**
 * How current the career pages are: every figure that they give for the nation, held against the official releases.
 * Pages by the publisher of the releases are not counted.
 */
export function claims(views: Views, make: FigureMaker): Section {
  const all = pageAges(views, make);
  const pages = all.filter((page) => !page.is_official);
  const chart = claimsChart(pages);
  const list = claimList(views, make, all);
  return {
    data: {
      pages,
      official: all.filter((page) => page.is_official),
      tally: tallyOf(views, pages, make),
      oldest: oldestOf(pages),
      has_contradictions: pages.some(({ contradicts }) => contradicts.value !== 0),
      newest_releases: newestReleases(views, make),
      witnesses: witnesses(views, make, pages),
      undated_cities: pages.filter((page) => page.undated_cities !== null),
      has_chart: chart !== null,
      list,
    },
    charts: chart === null ? [] : [chart],
  };
}

/** Null where no career page gives figures for the nation. */
function tallyOf(views: Views, pages: readonly PageAge[], make: FigureMaker): Tally | null {
  const speaking = pages.filter(({ figures }) => figures.value !== 0);
  if (speaking.length === 0) return null;
  const ids = new Set(speaking.map(({ source_id }) => source_id));
  const total = (what: string, of: (page: PageAge) => Figure): Figure =>
    make.sum(`${what}, all career pages`, speaking.map(of));
  return {
    pages: make.countOf(
      views.rows("report_page_ages").filter(({ key }) => ids.has(key)),
      "select count(*) as pages from report_page_ages where not is_official and figures > 0",
      "pages",
      "career pages with figures for the whole nation",
    ),
    figures: total("figures for the whole nation", ({ figures }) => figures),
    matches: total("figures that equal the newest release", ({ matches }) => matches),
    out_of_date: total("figures of an older release", ({ out_of_date }) => out_of_date),
    contradicts: total(
      "figures that differ from the release of their time",
      ({ contradicts }) => contradicts,
    ),
    unchecked: total("figures that cannot be checked", ({ unchecked }) => unchecked),
  };
}

/** Null where no page is older than the newest release, as far as is known. */
function oldestOf(pages: readonly PageAge[]): Oldest | null {
  const tied = tiedFirst(pages, ({ oldest_age }) => oldest_age?.value ?? null);
  const age = tied[0]?.oldest_age ?? null;
  if (age === null || age.value === 0) return null;
  return { ...named(tied, ({ publisher }) => publisher), age };
}

/** Names of the releases that today's figures are of. */
function newestReleases(views: Views, make: FigureMaker): readonly Figure[] {
  return [...grouped(views.rows("report_claims"), "today_release")].flatMap(([release, [row]]) =>
    row === undefined || release === ""
      ? []
      : make.text("quote", row, "today_release", `release of today's figure, ${row.key}`),
  );
}
