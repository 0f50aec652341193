import type { Figure } from "../contracts/figure.ts";
import type { At, FigureBook } from "./figure-book.ts";
import type { FormulaName } from "./formulas.ts";
import { numberOf, queryFor, textOf, type ViewRow } from "./views.ts";

/** Units of a number that a view holds. */
export type NumberUnit = "usd" | "usdHourly" | "jobs" | "pct" | "count" | "year" | "rank" | "index";

/** Units of a text that a view holds. */
export type TextUnit = "quote" | "id" | "period" | "date";

/** A reference period with its basis, ready for the template `period`. */
export interface PrintedPeriod {
  /** Null where no period is known. */
  readonly period: Figure | null;
  readonly is_inferred: boolean;
  /** What an inferred period rests on. */
  readonly evidence: Figure | null;
}

/**
 * Turns cells of report views into figures, and figures into what follows from them. The same cell, or
 * the same formula over the same figures, printed twice is one figure.
 *
 * A finding is a sentence of figures, with its words made from the data as well:
 *
 *     const high = make.number("usd", oakland, "typical_annual_usd", "typical pay, Oakland");
 *     const low = make.number("usd", valdosta, "typical_annual_usd", "typical pay, Valdosta");
 *     const times = make.timesInWords("pay in Oakland against Valdosta", high, low);
 *     // `Pay in {{ oakland }} is {{ times }} that in {{ valdosta }}` → "… is nearly twice that in …"
 *
 * A formula takes figures, never numbers, and computes value and text itself. If one of its inputs is
 * missing, so is its result (`value` null, with the input's mark): ask `figure.value === null` before a
 * sentence is built on it. `almanac explain` computes it again. A formula that is not here is a line in
 * formulas.ts and a method here.
 */
export class FigureMaker {
  readonly book: FigureBook;
  readonly #made = new Map<string, Figure>();

  constructor(book: FigureBook) {
    this.book = book;
  }

  /** A number; null prints as the mark in `<column>_mark`, or as "not stated". */
  number(unit: NumberUnit, row: ViewRow, column: string, label: string): Figure {
    return this.#once(row, column, label, (at) => this.book[unit](at, numberOf(row, column)));
  }

  /** Percent with a fixed number of decimals, for columns that line up. */
  percent(row: ViewRow, column: string, label: string, decimals: number): Figure {
    return this.#once(row, column, label, (at) => this.book.pct(at, numberOf(row, column), decimals));
  }

  /** A text; null prints as the mark in `<column>_mark`, or as "not stated". */
  text(unit: TextUnit, row: ViewRow, column: string, label: string): Figure {
    return this.#once(row, column, label, (at) => this.book[unit](at, textOf(row, column)));
  }

  /** A text that may be left out: null where the cell is. */
  textIfAny(unit: TextUnit, row: ViewRow, column: string, label: string): Figure | null {
    return textOf(row, column) === null ? null : this.text(unit, row, column, label);
  }

  /** The period a row speaks of, with its basis. */
  period(row: ViewRow, what: string): PrintedPeriod {
    const is_inferred = textOf(row, "reference_period_basis") === "inferred";
    return {
      period: this.textIfAny("period", row, "reference_period", `reference period of ${what}`),
      is_inferred,
      evidence: is_inferred
        ? this.textIfAny("quote", row, "reference_period_evidence", `evidence for the period of ${what}`)
        : null,
    };
  }

  /** How many rows there are; rests on the records of all of them. */
  countOf(rows: readonly ViewRow[], sql: string, column: string, label: string): Figure {
    const record_ids = rows.flatMap((row) => row.record_ids);
    return this.book.count({ label, derivation: { kind: "query", sql, column }, record_ids }, rows.length);
  }

  /** The sum of figures of one unit, in that unit: `1,290`. At least one. */
  sum(label: string, figures: readonly Figure[]): Figure {
    return this.#formula("sum", label, figures);
  }

  /** a − b in their unit: `$9,750`, `−1,200`. Percents give `5 percentage points`, years a count. */
  difference(label: string, a: Figure, b: Figure): Figure {
    return this.#formula("difference", label, [a, b]);
  }

  /** a ÷ b with one decimal: `1.7`. */
  ratio(label: string, a: Figure, b: Figure): Figure {
    return this.#formula("ratio", label, [a, b]);
  }

  /** A part of a whole in percent: `47%`, `4.7%`, `0.47%`. */
  share(label: string, part: Figure, whole: Figure): Figure {
    return this.#formula("share", label, [part, whole]);
  }

  /** Change from one to the other in whole percent, with its sign where it fell: `47%`, `−3%`. */
  percentChange(label: string, from: Figure, to: Figure): Figure {
    return this.#formula("percent_change", label, [from, to]);
  }

  /** The same without sign, after a word that says which way: `fell by 3%`. */
  percentChangeSize(label: string, from: Figure, to: Figure): Figure {
    return this.#formula("percent_change_size", label, [from, to]);
  }

  /** `rose`, `fell` or `stayed the same`: The median {{ direction }} … */
  direction(label: string, from: Figure, to: Figure): Figure {
    return this.#formula("direction", label, [from, to]);
  }

  /**
   * How a stands to b, in words that go before b: `about the same as`, `about a tenth more than`, `about half
   * as much again as`, `nearly twice`, `about half`, `more than three times`. The steps are listed in
   * comparison-words.ts. No digits. Not computed where b is not above zero.
   */
  timesInWords(label: string, a: Figure, b: Figure): Figure {
    return this.#formula("times_in_words", label, [a, b]);
  }

  /** The least of figures of one unit, printed in that unit. */
  least(label: string, figures: readonly Figure[]): Figure {
    return this.#formula("least", label, figures);
  }

  /** The greatest of figures of one unit, printed in that unit. */
  greatest(label: string, figures: readonly Figure[]): Figure {
    return this.#formula("greatest", label, figures);
  }

  /** From the least to the greatest of figures of one unit: `$28,000–$56,000`; its value is `28000/56000`. */
  range(label: string, figures: readonly Figure[]): Figure {
    return this.#formula("range", label, figures);
  }

  /** Dollars of one year in dollars of another, by the price index of both, in whole dollars: `$52,310`. */
  realUsd(label: string, amount: Figure, indexFrom: Figure, indexTo: Figure): Figure {
    return this.#formula("real_usd", label, [amount, indexFrom, indexTo]);
  }

  /**
   * Location quotient of an area as the range that its rounded share allows: `0.65–0.74`. The nation is a
   * list of jobs and all jobs of releases; the range spans them all.
   */
  locationQuotient(label: string, share: Figure, nation: readonly (readonly [Figure, Figure])[]): Figure {
    return this.#formula("location_quotient_range", label, [share, ...nation.flat()]);
  }

  /** Jobs of all occupations in an area, as the range that rounded jobs and share allow: `68,400–88,300`. */
  areaJobs(label: string, jobs: Figure, share: Figure): Figure {
    return this.#formula("area_jobs_range", label, [jobs, share]);
  }

  #formula(name: FormulaName, label: string, inputs: readonly Figure[]): Figure {
    const key = [name, ...inputs.map(({ id }) => id)].join(" ");
    const figure = this.#made.get(key) ?? this.book.formula(name, label, inputs);
    this.#made.set(key, figure);
    return figure;
  }

  #once(row: ViewRow, column: string, label: string, make: (at: At) => Figure): Figure {
    const sql = queryFor(row, column);
    const known = this.#made.get(sql);
    if (known !== undefined) return known;
    const figure = make({
      label,
      derivation: { kind: "query", sql, column },
      record_ids: row.record_ids,
      mark: textOf(row, `${column}_mark`) ?? "not stated",
    });
    this.#made.set(sql, figure);
    return figure;
  }
}
