import { AlmanacError } from "../contracts/errors.ts";
import type { Derivation, Figure, Unit } from "../contracts/figure.ts";
import { legible } from "../lib/legible.ts";
import { computeFormula, type FormulaName, NOT_COMPUTED } from "./formulas.ts";
import { bareNumber, dollars, dollarsAndCents, indexNumber, percent, wholeNumber } from "./number-format.ts";
import { monthName, periodInWords } from "./period-words.ts";

/** Where a figure comes from: what it is in words, how it came to be, and the records under it. */
export interface At {
  /** What the figure is: "median annual wage, all industries". */
  readonly label: string;
  /** What is computed has no place here: see {@link FigureBook.formula}. */
  readonly derivation: Exclude<Derivation, { kind: "formula" }>;
  readonly record_ids: readonly string[];
  /** Why the value is null, as the source marks it. Only looked at where the value is null. */
  readonly mark?: string | null;
}

/** What a page prints in place of a value that is not there, by the source's mark; no two alike. */
const MISSING: ReadonlyMap<string, string> = new Map([
  ["not stated", "not stated"],
  ["N/A", "n/a"],
  ["$", "no figure"],
  ["*", "not available"],
  ["**", "not released"],
  ["#", "above the scale"],
  ["~", "under half a percent"],
  [NOT_COMPUTED, "not computed"],
]);

/**
 * The only maker of figures for a page. Figures are numbered in the order in which they are made,
 * so the same report code over the same rows gives the same ids.
 *
 * Every method takes where the figure comes from and the value, and returns the {@link Figure}.
 * A null value needs a mark that says why it is missing, and is printed as words, never as a number:
 * `not stated` "not stated", `N/A` "n/a", `$` (a bare dollar sign) "no figure", `*` "not available",
 * `**` "not released", `#` "above the scale", `~` "under half a percent", `not computed` "not computed".
 * What follows from other figures is made by {@link FigureBook.formula}, which takes no value: it computes it.
 *
 * Each throws {@link AlmanacError} for a null without a known mark, a number that is not finite, a
 * formula over figures of another book, and a figure without records (unless it is a count of zero).
 */
export class FigureBook {
  readonly #report: string;
  readonly #figures: Figure[] = [];
  readonly #byId = new Map<string, Figure>();

  /** @param report Name of the report, the first half of its figures' ids: `national`, `CA`. */
  constructor(report: string) {
    this.#report = report;
  }

  /** Every figure made so far, in order. */
  get all(): readonly Figure[] {
    return this.#figures;
  }

  /** Whole US dollars: `$38,040`. */
  usd(at: At, value: number | null): Figure {
    return this.#number(at, "usd", value, dollars);
  }

  /** US dollars an hour, with cents: `$18.29`. */
  usdHourly(at: At, value: number | null): Figure {
    return this.#number(at, "usd", value, dollarsAndCents);
  }

  /** A range of whole US dollars, `$28,000–$56,000`; its value is `28000/56000`. Both ends are there, or neither. */
  usdRange(at: At, low: number | null, high: number | null): Figure {
    if (low === null && high === null) return this.#make(at, "usd", null, "");
    if (low === null || high === null) {
      throw this.#error(at, "a range has only one end", "Print the two ends as figures of their own.");
    }
    const ends = [low, high].map((end) => dollars(this.#finite(at, end)));
    return this.#make(at, "usd", `${low}/${high}`, ends.join("–"));
  }

  /** Jobs, rounded to whole ones: `206,300`. */
  jobs(at: At, value: number | null): Figure {
    return this.#number(at, "jobs", value, wholeNumber);
  }

  /**
   * Percent, 0 to 100: `0.16%`. Without `decimals` as many digits as the value has, two at most;
   * with it exactly that many, for columns that are to line up.
   */
  pct(at: At, value: number | null, decimals?: number): Figure {
    return this.#number(at, "pct", value, (n) => percent(n, decimals));
  }

  /** How many there are of something: `1,116`. A count of zero may rest on no records. */
  count(at: At, value: number | null): Figure {
    return this.#number(at, "count", value, wholeNumber);
  }

  /** A year, without separator: `2016`. */
  year(at: At, value: number | null): Figure {
    return this.#number(at, "year", value, bareNumber);
  }

  /** A price index, with three decimals: `313.689`. */
  index(at: At, value: number | null): Figure {
    return this.#number(at, "ratio", value, indexNumber);
  }

  /** A place in an order: `3`. */
  rank(at: At, value: number | null): Figure {
    return this.#number(at, "rank", value, bareNumber);
  }

  /**
   * A reference period as the warehouse writes it, in the words of {@link periodInWords}. Null, which is what
   * an unknown period is, has the mark `not stated` unless `at` says otherwise.
   */
  period(at: At, iso: string | null): Figure {
    if (iso === null) return this.#make({ ...at, mark: at.mark ?? "not stated" }, "period", null, "");
    const words = periodInWords(iso);
    if (words === null) throw this.#error(at, `"${iso}" is not a month, year or interval of years`);
    return this.#make(at, "period", iso, words);
  }

  /** A day, from an ISO 8601 date or date and time in UTC: `November 20, 2025`. */
  date(at: At, iso: string | null): Figure {
    if (iso === null) return this.#make(at, "date", null, "");
    const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})(?:T[\d:.]+Z)?$/.exec(iso) ?? [];
    if (year === undefined || month === undefined || day === undefined) {
      throw this.#error(at, `"${iso}" is not an ISO date in UTC`);
    }
    return this.#make(at, "date", iso, `${this.#month(at, month)} ${Number(day)}, ${year}`);
  }

  /** A name or sentence from a source, white space collapsed, what the typeface lacks as {@link legible} writes it. */
  quote(at: At, text: string | null): Figure {
    return this.#text(at, "text", text);
  }

  /** An identifier that is printed as it is: a hash, a code, a locator. */
  id(at: At, text: string | null): Figure {
    return this.#text(at, "id", text);
  }

  /**
   * A figure that a named formula of formulas.ts makes of others of this book. Value, unit and text are
   * computed here; its records are those of its inputs. Where an input is missing it is missing too, with
   * that input's mark; where there is no result, its mark is `not computed`.
   *
   * @param inputs In the order that the formula takes them.
   */
  formula(name: FormulaName, label: string, inputs: readonly Figure[]): Figure {
    const foreign = inputs.find((input) => this.#byId.get(input.id) !== input);
    if (foreign !== undefined) {
      throw this.#error({ label }, `its formula uses ${foreign.id}, which this report has not made`);
    }
    const result = this.#computed(name, label, inputs);
    return this.#keep({
      ...result,
      id: this.#nextId(),
      text: result.value === null ? this.#missing({ label, mark: result.mark }) : result.text,
      label,
      derivation: { kind: "formula", formula: name, inputs: inputs.map(({ id }) => id) },
      record_ids: [...new Set(inputs.flatMap(({ record_ids }) => record_ids))].sort(),
    });
  }

  #computed(name: FormulaName, label: string, inputs: readonly Figure[]): ReturnType<typeof computeFormula> {
    try {
      return computeFormula(name, inputs);
    } catch (error) {
      if (error instanceof RangeError) throw this.#error({ label }, error.message);
      throw error;
    }
  }

  #text(at: At, unit: "text" | "id", text: string | null): Figure {
    if (text === null) return this.#make(at, unit, null, "");
    const named = text.replace(/\s+/gu, " ").trim();
    if (named === "") throw this.#error(at, "its text is empty", "Pass null with the mark that says why.");
    return this.#make(at, unit, named, legible(named));
  }

  #number(at: At, unit: Unit, value: number | null, print: (value: number) => string): Figure {
    return this.#make(at, unit, value, value === null ? "" : print(this.#finite(at, value)));
  }

  #make(at: At, unit: Unit, value: number | string | null, printed: string): Figure {
    return this.#keep({
      id: this.#nextId(),
      text: value === null ? this.#missing(at) : printed,
      value,
      unit,
      label: at.label,
      derivation: at.derivation,
      record_ids: this.#records(at, unit === "count" && value === 0),
      mark: value === null ? (at.mark ?? null) : null,
    });
  }

  #nextId(): string {
    return `${this.#report}:${this.#figures.length + 1}`;
  }

  #keep(figure: Figure): Figure {
    this.#figures.push(figure);
    this.#byId.set(figure.id, figure);
    return figure;
  }

  #missing(at: Pick<At, "label" | "mark">): string {
    const text = MISSING.get(at.mark ?? "");
    if (text !== undefined) return text;
    throw this.#error(
      at,
      at.mark == null ? "its value is null without a mark" : `its mark "${at.mark}" has no words`,
      "Pass the row's mark; a new mark needs its words in pipeline/reports/figure-book.ts.",
    );
  }

  #records(at: At, mayBeEmpty: boolean): readonly string[] {
    if (at.record_ids.length === 0 && !mayBeEmpty) {
      throw this.#error(at, "no record lies under it", "Select the record_ids together with the value.");
    }
    return [...new Set(at.record_ids)].sort();
  }

  #month(at: At, month: string): string {
    const name = monthName(month);
    if (name === null) throw this.#error(at, `there is no month ${month}`);
    return name;
  }

  #finite(at: At, value: number): number {
    if (Number.isFinite(value)) return value;
    throw this.#error(at, `its value is ${value}`);
  }

  #error(
    at: Pick<At, "label">,
    what: string,
    next = "Correct the query or the report that makes it.",
  ): AlmanacError {
    return new AlmanacError(`The figure "${at.label}" cannot be printed: ${what}`, {
      where: `report ${this.#report}`,
      next,
    });
  }
}
