import type { Figure } from "../contracts/figure.ts";
import type { At, FigureBook } from "./figure-book.ts";
import { numberOf, queryFor, textOf, type ViewRow } from "./views.ts";

/** Units of a number that a view holds. */
export type NumberUnit = "usd" | "jobs" | "pct" | "count" | "year" | "rank";

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

/** Turns cells of report views into figures. The same cell printed twice is one figure. */
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
