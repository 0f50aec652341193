import type { Figure } from "../../contracts/figure.ts";
import type { PrintedPeriod, FigureMaker } from "../figure-maker.ts";
import { numberOf, textOf, type ViewRow, type Views } from "../views.ts";
import type { Publishers } from "./publishers.ts";
import { entryLevels } from "./qualifying.ts";

/** One of several answers to the same question, with everyone who gives it. */
interface Answer {
  readonly value: Figure;
  readonly period: PrintedPeriod;
  readonly publishers: readonly Figure[];
}

/** A question that the sources answer differently; which one is a flag, since a page prints only figures. */
export interface Disagreement {
  readonly is_pay: boolean;
  readonly is_growth: boolean;
  readonly is_dated: boolean;
  readonly answers: readonly Answer[];
}

const NO_DATE: PrintedPeriod = { period: null, is_inferred: false, evidence: null };

/** Questions with more than one answer: median pay, projected growth, schooling to start. */
export function disagreements(
  views: Views,
  make: FigureMaker,
  publishers: Publishers,
): readonly Disagreement[] {
  const wages = views
    .rows("report_wages")
    .filter((row) => textOf(row, "industry") === null && textOf(row, "statistic") === "median");
  const levels = entryLevels(views, make, publishers);
  const all: readonly Disagreement[] = [
    {
      is_pay: true,
      is_growth: false,
      is_dated: true,
      answers: answers(wages, "usd", "annual_usd", make, publishers),
    },
    {
      is_pay: false,
      is_growth: true,
      is_dated: true,
      answers: answers(views.rows("report_projections"), "pct", "change_pct", make, publishers),
    },
    {
      is_pay: false,
      is_growth: false,
      is_dated: false,
      answers: levels.map(({ level, publishers: who }) => ({
        value: level,
        period: NO_DATE,
        publishers: who,
      })),
    },
  ];
  return all.filter((question) => new Set(question.answers.map(({ value }) => value.text)).size > 1);
}

/** Answers that a column gives, one for each value and period, newest first and undated last. */
function answers(
  rows: readonly ViewRow[],
  unit: "usd" | "pct",
  column: string,
  make: FigureMaker,
  publishers: Publishers,
): readonly Answer[] {
  const same = new Map<string, ViewRow[]>();
  for (const row of rows) {
    const value = numberOf(row, column);
    if (value === null) continue;
    const key = `${textOf(row, "reference_period") ?? ""} ${value}`;
    same.set(key, [...(same.get(key) ?? []), row]);
  }
  return [...same.entries()]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .flatMap(([, [first, ...others]]) => {
      if (first === undefined) return [];
      return {
        value: make.number(unit, first, column, `one of several answers, ${first.key}`),
        period: make.period(first, "one of several answers"),
        publishers: publishers.namesOf([first, ...others]),
      };
    });
}
