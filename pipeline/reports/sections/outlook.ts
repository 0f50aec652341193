import type { FigureMaker } from "../figure-maker.ts";
import { textOf, type ViewRow, type Views } from "../views.ts";
import type { Publishers } from "./publishers.ts";

/** Employment projections, one line a source, and what the sources say of prospects. */
export function outlook(views: Views, make: FigureMaker, publishers: Publishers) {
  const lines = projectionLines(views, make, publishers);
  const dated = lines.filter((line) => line.period.period !== null && line.change_pct.value !== null);
  return {
    lines,
    newest: dated[0] ?? null,
    before: dated[1] ?? null,
    has_undated: lines.some((line) => line.period.period === null),
    prospects: statementsOn(views, ["prospects"], make, publishers),
  };
}

/** One line for each source's projection, the latest window first. */
export function projectionLines(views: Views, make: FigureMaker, publishers: Publishers) {
  return views.rows("report_projections").map((row) => {
    const who = textOf(row, "source_id") ?? "";
    const jobs = (column: string, what: string) => make.number("jobs", row, column, `${what}, ${who}`);
    return {
      publisher: publishers.of(row),
      period: make.period(row, `the projection, ${who}`),
      base_jobs: jobs("base_jobs", "jobs at the start of the projection"),
      target_jobs: jobs("target_jobs", "jobs at the end of the projection"),
      change_jobs: jobs("change_jobs", "change in jobs over the projection"),
      change_pct: make.number("pct", row, "change_pct", `projected growth of employment, ${who}`),
      openings: jobs("openings_per_year", "projected openings a year"),
    };
  });
}

/**
 * What the sources say on some topics, in their words; the same sentence of several sources once.
 *
 * @param onPaper How many statements of one source on one topic stand on paper; the screen has the others as well.
 */
export function statementsOn(
  views: Views,
  topics: readonly string[],
  make: FigureMaker,
  publishers: Publishers,
  onPaper = 2,
) {
  const rows = views.rows("report_statements").filter((row) => topics.includes(textOf(row, "topic") ?? ""));
  const heard = new Map<string, number>();
  return sameSentences(rows).map((same) => {
    const speaker = `${textOf(same[0], "topic") ?? ""}/${textOf(same[0], "source_id") ?? ""}`;
    const before = heard.get(speaker) ?? 0;
    heard.set(speaker, before + 1);
    return { ...statement(same, make, publishers), is_more: before >= onPaper };
  });
}

/** Rows of one sentence together, whatever its case, spaces and full stop; a seller's claim stays with its seller. */
function sameSentences(rows: readonly ViewRow[]): readonly (readonly [ViewRow, ...ViewRow[]])[] {
  const same = new Map<string, [ViewRow, ...ViewRow[]]>();
  for (const row of rows) {
    const words = (textOf(row, "statement") ?? "").toLowerCase().replace(/\s+/gu, " ");
    const seller = row.cells["is_sellers_claim"] === true ? (textOf(row, "source_id") ?? "") : "";
    const key = `${seller}/${words.trim().replace(/\.$/u, "")}`;
    const known = same.get(key);
    if (known === undefined) same.set(key, [row]);
    else known.push(row);
  }
  return [...same.values()];
}

/**
 * A statement with its speakers, and, where the speaker sells what it praises, the speaker's interest.
 *
 * @param same Rows of one sentence.
 */
export function statement(same: readonly [ViewRow, ...ViewRow[]], make: FigureMaker, publishers: Publishers) {
  const [row] = same;
  const isClaim = row.cells["is_sellers_claim"] === true;
  return {
    text: make.text("quote", row, "statement", `statement on ${textOf(row, "topic") ?? ""}`),
    publishers: publishers.namesOf(same),
    is_sellers_claim: isClaim,
    interest: isClaim ? publishers.interestOf(row) : null,
  };
}
