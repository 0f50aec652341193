import type { Figure } from "../../contracts/figure.ts";
import type { PrintedPeriod, FigureMaker } from "../figure-maker.ts";
import { isHeadline, numberOf, textOf, type ViewRow, type Views } from "../views.ts";
import { projectionLines, statement } from "./outlook.ts";
import type { Publishers } from "./publishers.ts";
import { levelsNeeded } from "./qualifying.ts";

/** A source with what its publisher sells or promotes. */
interface Speaker {
  readonly publisher: Figure;
  readonly interest: Figure;
}

/** One of several answers to the same question, with everyone who gives it. */
interface Answer {
  readonly value: Figure;
  /** Null where the question is not one of time, such as schooling. */
  readonly period: PrintedPeriod | null;
  readonly publishers: readonly Figure[];
}

/** A question that the sources answer differently. */
export interface Disagreement {
  readonly topic: "pay" | "growth" | "schooling" | "certification";
  readonly answers: readonly Answer[];
}

/** What the sources disagree on, and what sellers claim of what they sell. */
export function sides(views: Views, make: FigureMaker, publishers: Publishers) {
  const claims = views.rows("report_statements").filter((row) => row.cells["is_sellers_claim"] === true);
  return {
    questions: disagreements(views, make, publishers),
    speakers: speakersOf(views, publishers),
    has_others: views.rows("report_sources").some((row) => publishers.interestOf(row) === null),
    claims: claims.map((row) => ({
      ...statement([row], make, publishers),
      seller: publishers.nameOf(row),
    })),
  };
}

/**
 * Questions that sources answer differently: median pay, projected growth, schooling to start, certification. Two
 * answers of one source, for different people or times, are no disagreement, nor are answers of which one is of
 * another occupation code.
 */
export function disagreements(
  views: Views,
  make: FigureMaker,
  publishers: Publishers,
): readonly Disagreement[] {
  const wages = views
    .rows("report_wages")
    .filter((row) => textOf(row, "industry") === null && textOf(row, "statistic") === "median")
    .filter(isHeadline);
  const projections = projectionLines(views, make, publishers).filter(
    ({ is_headline, change_pct }) => is_headline && change_pct.value !== null,
  );
  const education = views.rows("report_education");
  const inTime = (rows: readonly ViewRow[], unit: "usd" | "pct", column: string): readonly Answer[] =>
    sameAnswers(rows, ["reference_period", column])
      .filter(([row]) => row !== undefined && numberOf(row, column) !== null)
      .sort(newestFirst)
      .map((same) => ({
        ...answer(same, (row) => make.number(unit, row, column, `one of several answers, ${row.key}`)),
        period: make.period(firstOf(same), "one of several answers"),
      }));
  const inWords = (rows: readonly ViewRow[], column: string): readonly Answer[] =>
    sameAnswers(rows, [column]).map((same) => ({
      ...answer(same, (row) => make.text("quote", row, column, `one of several answers, ${row.key}`)),
      period: null,
    }));
  const answer = (same: readonly ViewRow[], valueOf: (row: ViewRow) => Figure) => ({
    value: valueOf(firstOf(same)),
    publishers: publishers.namesOf(same),
  });
  const certification = education.filter(
    (row) => isHeadline(row) && textOf(row, "level") === "certification",
  );
  const all: readonly Disagreement[] = [
    { topic: "pay", answers: inTime(wages, "usd", "annual_usd") },
    {
      topic: "growth",
      answers: projections.map(({ change_pct, ...line }) => ({ ...line, value: change_pct })),
    },
    { topic: "schooling", answers: inWords(levelsNeeded(views), "level_name") },
    { topic: "certification", answers: inWords(certification, "necessity") },
  ];
  return all.filter(isDisputed);
}

/** Whether some answer of one source is not given by another that is heard on the question. */
function isDisputed({ answers }: Disagreement): boolean {
  const heard = new Set(answers.flatMap(({ publishers }) => publishers));
  const sidesOf = (text: string) =>
    new Set(answers.filter(({ value }) => value.text === text).flatMap(({ publishers }) => publishers));
  return answers.some(({ value }) => sidesOf(value.text).size < heard.size);
}

/** Rows that say the same in some columns, together. */
function sameAnswers(rows: readonly ViewRow[], columns: readonly string[]): ViewRow[][] {
  const same = new Map<string, ViewRow[]>();
  for (const row of rows) {
    const key = JSON.stringify(columns.map((column) => row.cells[column] ?? null));
    same.set(key, [...(same.get(key) ?? []), row]);
  }
  return [...same.values()];
}

function newestFirst(a: readonly ViewRow[], b: readonly ViewRow[]): number {
  const period = (rows: readonly ViewRow[]) => textOf(firstOf(rows), "reference_period") ?? "";
  return period(a) < period(b) ? 1 : period(a) > period(b) ? -1 : 0;
}

function firstOf(rows: readonly ViewRow[]): ViewRow {
  const [first] = rows;
  if (first === undefined) throw new RangeError("An answer needs at least one row.");
  return first;
}

/** Every source whose publisher sells something that it writes of. */
function speakersOf(views: Views, publishers: Publishers): readonly Speaker[] {
  return views.rows("report_sources").flatMap((row) => {
    const interest = publishers.interestOf(row);
    return interest === null ? [] : { publisher: publishers.of(row), interest };
  });
}
