import { AlmanacError } from "../contracts/errors.ts";
import type { Derivation, Figure, Unit } from "../contracts/figure.ts";

/** Where a figure comes from: what it is in words, how it came to be, and the records under it. */
export interface At {
  /** What the figure is: "median annual wage, all industries". */
  readonly label: string;
  /** Inputs of a formula are ids of figures of the same book; their records count as the formula's too. */
  readonly derivation: Derivation;
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
]);

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const cents = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** A number with U+2212 for its minus sign, which stands as wide as a digit and is read out as "minus". */
function signed(value: number, print: (magnitude: number) => string): string {
  return (value < 0 ? "−" : "") + print(Math.abs(value));
}

/**
 * The only maker of figures for a page. Figures are numbered in the order in which they are made,
 * so the same report code over the same rows gives the same ids.
 *
 * Every method takes where the figure comes from and the value, and returns the {@link Figure}.
 * A null value needs a mark that says why it is missing, and is printed as words, never as a number:
 * `not stated` "not stated", `N/A` "n/a", `$` (a bare dollar sign) "no figure", `*` "not available",
 * `**` "not released", `#` "above the scale", `~` "under half a percent".
 *
 * Each throws {@link AlmanacError} for a null without a known mark, a number that is not finite, a
 * formula over figures of another book, and a figure without records (unless it is a count of zero).
 */
export class FigureBook {
  readonly #report: string;
  readonly #figures: Figure[] = [];
  readonly #ids = new Set<string>();

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
    return this.#number(at, "usd", value, (n) => signed(n, (m) => `$${whole.format(m)}`));
  }

  /** US dollars an hour, with cents: `$18.29`. */
  usdHourly(at: At, value: number | null): Figure {
    return this.#number(at, "usd", value, (n) => signed(n, (m) => `$${cents.format(m)}`));
  }

  /** A range of whole US dollars, `$28,000–$56,000`; its value is `28000/56000`. Both ends are there, or neither. */
  usdRange(at: At, low: number | null, high: number | null): Figure {
    if (low === null && high === null) return this.#make(at, "usd", null, "");
    if (low === null || high === null) {
      throw this.#error(at, "a range has only one end", "Print the two ends as figures of their own.");
    }
    const ends = [low, high].map((end) => signed(this.#finite(at, end), (m) => `$${whole.format(m)}`));
    return this.#make(at, "usd", `${low}/${high}`, ends.join("–"));
  }

  /** Jobs, rounded to whole ones: `206,300`. */
  jobs(at: At, value: number | null): Figure {
    return this.#number(at, "jobs", value, (n) => signed(n, (m) => whole.format(m)));
  }

  /**
   * Percent, 0 to 100: `0.16%`. Without `decimals` as many digits as the value has, two at most;
   * with it exactly that many, for columns that are to line up.
   */
  pct(at: At, value: number | null, decimals?: number): Figure {
    const format = new Intl.NumberFormat("en-US", {
      minimumFractionDigits: decimals ?? 0,
      maximumFractionDigits: decimals ?? 2,
    });
    return this.#number(at, "pct", value, (n) => signed(n, (m) => `${format.format(m)}%`));
  }

  /** How many there are of something: `1,116`. A count of zero may rest on no records. */
  count(at: At, value: number | null): Figure {
    return this.#number(at, "count", value, (n) => signed(n, (m) => whole.format(m)));
  }

  /** A year, without separator: `2016`. */
  year(at: At, value: number | null): Figure {
    return this.#number(at, "year", value, (n) => n.toFixed(0));
  }

  /** A place in an order: `3`. */
  rank(at: At, value: number | null): Figure {
    return this.#number(at, "rank", value, (n) => n.toFixed(0));
  }

  /**
   * A reference period as the warehouse writes it: `2006-05` is `May 2006`, `2016` is `2016`,
   * `2016/2026` is `2016–26`. Null, which is what an unknown period is, has the mark `not stated`
   * unless `at` says otherwise.
   */
  period(at: At, iso: string | null): Figure {
    if (iso === null) return this.#make({ ...at, mark: at.mark ?? "not stated" }, "period", null, "");
    const match = /^(\d{4})(?:-(\d{2})|\/(\d{4}))?$/.exec(iso);
    const [, from, month, to] = match ?? [];
    if (from === undefined) throw this.#error(at, `"${iso}" is not a month, year or interval of years`);
    if (to !== undefined) {
      const short = to.slice(0, 2) === from.slice(0, 2) ? to.slice(2) : to;
      return this.#make(at, "period", iso, `${from}–${short}`);
    }
    return this.#make(at, "period", iso, month === undefined ? from : `${this.#month(at, month)} ${from}`);
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

  /** A name or sentence from a source, white space collapsed. */
  quote(at: At, text: string | null): Figure {
    return this.#text(at, "text", text);
  }

  /** An identifier that is printed as it is: a hash, a code, a locator. */
  id(at: At, text: string | null): Figure {
    return this.#text(at, "id", text);
  }

  #text(at: At, unit: "text" | "id", text: string | null): Figure {
    if (text === null) return this.#make(at, unit, null, "");
    const printed = text.replace(/\s+/gu, " ").trim();
    if (printed === "") throw this.#error(at, "its text is empty", "Pass null with the mark that says why.");
    return this.#make(at, unit, printed, printed);
  }

  #number(at: At, unit: Unit, value: number | null, print: (value: number) => string): Figure {
    return this.#make(at, unit, value, value === null ? "" : print(this.#finite(at, value)));
  }

  #make(at: At, unit: Unit, value: number | string | null, printed: string): Figure {
    const figure: Figure = {
      id: `${this.#report}:${this.#figures.length + 1}`,
      text: value === null ? this.#missing(at) : printed,
      value,
      unit,
      label: at.label,
      derivation: at.derivation,
      record_ids: this.#records(at, unit === "count" && value === 0),
      mark: value === null ? (at.mark ?? null) : null,
    };
    this.#figures.push(figure);
    this.#ids.add(figure.id);
    return figure;
  }

  #missing(at: At): string {
    const text = MISSING.get(at.mark ?? "");
    if (text !== undefined) return text;
    throw this.#error(
      at,
      at.mark == null ? "its value is null without a mark" : `its mark "${at.mark}" has no words`,
      "Pass the row's mark; a new mark needs its words in pipeline/reports/figure-book.ts.",
    );
  }

  #records(at: At, mayBeEmpty: boolean): readonly string[] {
    const records = new Set(at.record_ids);
    if (at.derivation.kind === "formula") {
      for (const input of at.derivation.inputs) {
        if (!this.#ids.has(input))
          throw this.#error(at, `its formula uses ${input}, which this report has not made`);
      }
      const inputs = new Set(at.derivation.inputs);
      for (const figure of this.#figures) {
        if (inputs.has(figure.id)) figure.record_ids.forEach((id) => records.add(id));
      }
    }
    if (records.size === 0 && !mayBeEmpty) {
      throw this.#error(at, "no record lies under it", "Select the record_ids together with the value.");
    }
    return [...records].sort();
  }

  #month(at: At, month: string): string {
    const name = MONTHS[Number(month) - 1];
    if (name === undefined) throw this.#error(at, `there is no month ${month}`);
    return name;
  }

  #finite(at: At, value: number): number {
    if (Number.isFinite(value)) return value;
    throw this.#error(at, `its value is ${value}`);
  }

  #error(at: At, what: string, next = "Correct the query or the report that makes it."): AlmanacError {
    return new AlmanacError(`The figure "${at.label}" cannot be printed: ${what}`, {
      where: `report ${this.#report}`,
      next,
    });
  }
}
