import type { Figure } from "../../contracts/figure.ts";
import type { FigureMaker } from "../figure-maker.ts";
import { isHeadline, numberOf, textOf, type ViewRow, type Views } from "../views.ts";
import type { Publishers } from "./publishers.ts";

/** Employment projections and what the sources say of prospects. */
export function outlook(views: Views, make: FigureMaker, publishers: Publishers) {
  const lines = projectionLines(views, make, publishers);
  const dated = lines.filter((line) => line.period.period !== null && line.change_pct.value !== null);
  const [newest] = dated.filter(({ is_headline }) => is_headline);
  return {
    lines,
    newest: newest ?? null,
    direction: newest === undefined ? null : wayOf(newest.change_pct),
    others: dated.filter(
      ({ is_headline, period }) => !is_headline && period.period?.text === newest?.period.period?.text,
    ),
    has_older: dated.some(
      (line) => line.is_headline && line.period.period?.text !== newest?.period.period?.text,
    ),
    has_undated: lines.some((line) => line.period.period === null),
    splits: lines.filter(({ split }) => split?.is_newest === true),
    prospects: statementsOn(views, ["prospects"], make, publishers, 1),
  };
}

/** How a projected change reads. */
const wayOf = ({ value }: Figure): "grow" | "shrink" | "stay" =>
  typeof value !== "number" || value === 0 ? "stay" : value > 0 ? "grow" : "shrink";

/** Most that a percentage printed without decimals may differ from what it was rounded from. */
const ROUNDING_PCT = 0.5;

const PARTS = ["change_jobs", "base_jobs", "target_jobs", "openings_per_year"] as const;

/** Whether a page prints the projection of a release, with its growth rounded, and nothing besides. */
function repeats(page: ViewRow, release: ViewRow): boolean {
  const isSame = ["occupation_code", "reference_period"].every(
    (column) => textOf(page, column) !== null && textOf(page, column) === textOf(release, column),
  );
  const agrees = PARTS.every(
    (column) => numberOf(page, column) === null || numberOf(page, column) === numberOf(release, column),
  );
  const [printed, exact] = [page, release].map((row) => numberOf(row, "change_pct"));
  const isRounded = printed == null || (exact != null && Math.abs(printed - exact) <= ROUNDING_PCT + 1e-9);
  return isSame && agrees && isRounded && textOf(page, "release") === null;
}

/** One line for each projection, the latest window first: a release with the pages that repeat it, and pages of their own. */
export function projectionLines(views: Views, make: FigureMaker, publishers: Publishers) {
  const rows = views.rows("report_projections");
  const releases = rows.filter((row) => textOf(row, "release") !== null);
  const newest = Math.max(...releases.map((row) => numberOf(row, "target_year") ?? 0));
  const isRepeat = (row: ViewRow): boolean => releases.some((release) => repeats(row, release));
  return rows
    .filter((row) => !isRepeat(row))
    .map((row) => {
      const isRelease = textOf(row, "release") !== null;
      const sides = isRelease ? [row, ...rows.filter((page) => repeats(page, row))] : [row];
      const who = `${textOf(row, "source_id") ?? ""}, ${textOf(row, "occupation_title") ?? ""}`;
      const jobs = (column: string, what: string) => make.number("jobs", row, column, `${what}, ${who}`);
      return {
        title: make.text("quote", row, "occupation_title", `occupation of the projection, ${who}`),
        is_headline: isHeadline(row),
        publishers: publishers.namesOf(sides),
        period: make.period(row, `the projection, ${who}`),
        base_jobs: jobs("base_jobs", "jobs at the start of the projection"),
        target_jobs: jobs("target_jobs", "jobs at the end of the projection"),
        change_jobs: jobs("change_jobs", "change in jobs over the projection"),
        change_pct: make.number("pct", row, "change_pct", `projected growth of employment, ${who}`),
        openings: jobs("openings_per_year", "projected openings a year"),
        split: splitOf(row, jobs, numberOf(row, "target_year") === newest),
      };
    });
}

/** Where openings come from; null where a release does not say. */
function splitOf(row: ViewRow, jobs: (column: string, what: string) => Figure, is_newest: boolean) {
  const columns = [
    "openings_growth_per_year",
    "openings_exits_per_year",
    "openings_transfers_per_year",
  ] as const;
  if (columns.some((column) => numberOf(row, column) === null)) return null;
  const [growth, exits, transfers] = columns;
  return {
    growth: jobs(growth, "openings a year from growth"),
    exits: jobs(exits, "openings a year left by those who stop working"),
    transfers: jobs(transfers, "openings a year left by those who change occupation"),
    is_newest,
  };
}

/**
 * What the sources say on some topics, in their words; the same sentence of several sources once.
 *
 * @param onPaper How many statements of one source on one topic stand on paper; the screen has the others as well, and
 *   those on other codes at hand.
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
    return {
      ...statement(same, make, publishers),
      of: isHeadline(same[0])
        ? null
        : make.text("quote", same[0], "occupation_title", `occupation, statement on ${speaker}`),
      is_more: before >= onPaper || !isHeadline(same[0]),
    };
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
