import type { Figure } from "../../contracts/figure.ts";
import type { ChartRequest } from "../../contracts/report.ts";
import type { FigureMaker } from "../figure-maker.ts";
import type { Section } from "../report-definition.ts";
import { grouped, isHeadline, numberOf, textOf, type ViewRow, type Views } from "../views.ts";
import { ordered } from "../ordered.ts";
import type { Publishers } from "./publishers.ts";
import { named, tiedFirst } from "./ties.ts";
import { LABEL_WIDTH, wrapped } from "./wrapped.ts";

/** Who employs the occupation: each industry's share of its jobs, from the newest source that says. */
export function industryShares(views: Views, make: FigureMaker, publishers: Publishers): Section {
  const all = views
    .rows("report_employment")
    .filter(
      (row) => textOf(row, "measure") === "share_of_occupation_jobs_pct" && textOf(row, "industry") !== null,
    );
  const newest = newestOf(all.filter(isHeadline));
  const others = [
    ...grouped(
      all.filter((row) => !isHeadline(row)),
      "occupation_code",
    ).values(),
  ].map(newestOf);
  const shaped = newest.map((row) => ({ row, share: numberOf(row, "value") }));
  const lines = ordered(shaped, "-share").map(({ row, share }) => ({
    share_value: share,
    ...shareLine(row, make),
  }));
  const chart: ChartRequest = {
    id: "industry-shares",
    spec: "industry-shares",
    rows: lines.map((line, place) => ({
      place,
      industry: line.industry.text,
      label: wrapped(line.industry.text, LABEL_WIDTH),
      share: line.share_value,
      share_text: line.share.text,
      figure: line.share.id,
    })),
    figures: lines.map((line) => line.share),
    alt: `Share of the occupation's jobs by industry: ${lines
      .map((line) => `${line.industry.text} ${line.share.text}`)
      .join("; ")}.`,
  };
  const [first] = newest;
  return {
    data: {
      lines: lines.map(({ industry, share }) => ({ industry, share })),
      top: topOf(lines),
      others: others.flatMap((rows) => otherShares(rows, make, publishers)),
      period: first === undefined ? null : make.period(first, "shares of the industries"),
      publishers: publishers.namesOf(newest),
    },
    charts: lines.length === 0 ? [] : [chart],
  };
}

/** Rows of the newest time and source among some. */
function newestOf(rows: readonly ViewRow[]): readonly ViewRow[] {
  const statements = [...grouped(rows, "source_id").values()].flatMap((ofSource) => [
    ...grouped(ofSource, "reference_period").entries(),
  ]);
  return statements.sort(([a], [b]) => (a < b ? 1 : a > b ? -1 : 0))[0]?.[1] ?? [];
}

/** The shares of another code at hand, which stand beside the headline's in a sentence. */
function otherShares(rows: readonly ViewRow[], make: FigureMaker, publishers: Publishers) {
  const [first] = rows;
  if (first === undefined) return [];
  const shaped = rows.map((row) => ({ row, share: numberOf(row, "value") }));
  return {
    title: make.text("quote", first, "occupation_title", "occupation of the shares"),
    lines: ordered(shaped, "-share").map(({ row }) => shareLine(row, make)),
    publishers: publishers.namesOf(rows),
    period: make.period(first, "shares of the industries"),
  };
}

function shareLine(row: ViewRow, make: FigureMaker) {
  const name = `${textOf(row, "industry") ?? ""}, ${textOf(row, "occupation_title") ?? ""}`;
  return {
    industry: make.text("quote", row, "industry", "industry"),
    share: make.number("pct", row, "value", `share of the occupation's jobs, ${name}`),
  };
}

/** The greatest share, with all industries that have it; null without any. */
function topOf(lines: readonly { readonly industry: Figure; readonly share: Figure }[]) {
  const tied = tiedFirst(lines, ({ share }) => share.value);
  const [first] = tied;
  return first === undefined ? null : { ...named(tied, ({ industry }) => industry), share: first.share };
}

/** States as the sources rank them, employment and pay side by side. */
export function stateRankings(views: Views, make: FigureMaker, publishers: Publishers) {
  const all = views.rows("report_rankings");
  const tables = [...grouped(all, "source_id").values()].map((rows) => {
    const of = (measure: string): readonly ViewRow[] =>
      rows.filter((row) => textOf(row, "measure") === measure);
    const [employment, pay] = [of("employment"), of("pay")];
    const longest = employment.length >= pay.length ? employment : pay;
    const state = (row: ViewRow | undefined, what: string) =>
      row === undefined ? null : make.text("quote", row, "area_name", what);
    return {
      lines: longest.map((row, place) => ({
        rank: make.number("rank", row, "rank", "rank of the state"),
        employment: state(employment[place], "state, ranked by employment"),
        pay: state(pay[place], "state, ranked by pay"),
      })),
      publishers: publishers.namesOf(rows),
    };
  });
  return { tables };
}

/** Vacancies that stand beside a page's text; only those whose title names the occupation say anything of it. */
export function vacancies(views: Views, make: FigureMaker, publishers: Publishers) {
  const rows = views.rows("report_postings");
  const onTopic = rows.filter((row) => row.cells["is_on_topic"] === true);
  return {
    lines: onTopic.map((row) => ({
      title: make.text("quote", row, "title", "vacancy"),
      employer: make.text("quote", row, "employer", "employer of a vacancy"),
      place: make.text("quote", row, "place", "place of a vacancy"),
    })),
    count: make.countOf(
      rows,
      "select count(*) as vacancies from report_postings",
      "vacancies",
      "vacancies shown",
    ),
    on_topic: make.countOf(
      onTopic,
      "select count(*) as vacancies from report_postings where is_on_topic",
      "vacancies",
      "vacancies whose title names the occupation",
    ),
    publishers: publishers.namesOf(rows),
  };
}

/** Where a state stands in the sources' rankings; empty where none ranks it. */
export function ranksOf(views: Views, state: string, make: FigureMaker, publishers: Publishers) {
  const rows = views.rows("report_rankings").filter((row) => textOf(row, "state") === state);
  return rows.map((row) => ({
    is_pay: textOf(row, "measure") === "pay",
    rank: make.number("rank", row, "rank", `rank of the state by ${textOf(row, "measure") ?? ""}`),
    publisher: publishers.of(row),
    period: make.period(row, `the ranking by ${textOf(row, "measure") ?? ""}`),
  }));
}
