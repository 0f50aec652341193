import type { Figure, Unit } from "../contracts/figure.ts";
import { ratioInWords } from "./comparison-words.ts";
import {
  bareNumber,
  decimalNumber,
  dollars,
  dollarsAndCents,
  percent,
  rangeText,
  wholeNumber,
} from "./number-format.ts";

/** What a formula reads of a figure. */
export type Input = Pick<Figure, "id" | "value" | "text" | "unit" | "mark">;

/** What a formula gives; a null value has its mark and no text. */
export interface Result {
  readonly value: number | string | null;
  readonly unit: Unit;
  readonly text: string;
  readonly mark: string | null;
}

/** An input whose value is there. */
interface Term {
  readonly n: number;
  readonly text: string;
  readonly unit: Unit;
}

/** What a formula gives where all of its inputs are there; null where it has no result, as in a division by zero. */
type Outcome = Omit<Result, "mark"> | null;

interface Formula {
  /** The formula as `almanac explain` prints it, in the names of its inputs. */
  readonly says: string;
  /** Where the method comes from. */
  readonly source: string;
  /** Names of its inputs in order; the last `repeats` of them may come any number of times. */
  readonly inputs: readonly string[];
  readonly repeats?: number;
  /** Whether inputs must all be of one unit. */
  readonly alike: boolean;
  readonly compute: (terms: readonly Term[]) => Outcome;
}

/** The mark of a value that has inputs but no result. */
export const NOT_COMPUTED = "not computed";

const ARITHMETIC = "arithmetic";
const INTERVALS =
  "interval arithmetic: a number printed in steps of s stands for all from half a step below to half a step above";

/** Half a step of a share printed with two decimals, in percent. */
const HALF_SHARE = 0.005;

/** Half a step of jobs, which the survey rounds to tens. */
const HALF_JOBS = 5;

/** Every formula that a figure may be made by. None reads anything but its inputs. */
const TABLE = {
  sum: {
    says: "the sum of all",
    source: ARITHMETIC,
    inputs: ["addend"],
    repeats: 1,
    alike: true,
    compute: (terms) =>
      same(
        terms,
        terms.reduce((total, { n }) => total + n, 0),
      ),
  },
  difference: {
    says: "a − b",
    source: ARITHMETIC,
    inputs: ["a", "b"],
    alike: true,
    compute: (terms) => pair(terms, (a, b) => same(terms, a.n - b.n, true)),
  },
  ratio: {
    says: "a ÷ b, to one decimal",
    source: ARITHMETIC,
    inputs: ["a", "b"],
    alike: true,
    compute: (terms) => pair(terms, (a, b) => quotient(a, b, (r) => made("ratio", r, decimalNumber(r, 1)))),
  },
  share: {
    says: "100 × part ÷ whole, in percent",
    source: ARITHMETIC,
    inputs: ["part", "whole"],
    alike: true,
    compute: (terms) =>
      pair(terms, (a, b) => quotient(a, b, (r) => made("pct", 100 * r, roundedPercent(100 * r)))),
  },
  percent_change: {
    says: "100 × (to − from) ÷ from, to whole percent",
    source: ARITHMETIC,
    inputs: ["from", "to"],
    alike: true,
    compute: (terms) => pair(terms, (from, to) => change(from, to, (pct) => pct)),
  },
  percent_change_size: {
    says: "100 × |to − from| ÷ from, to whole percent, without its sign",
    source: ARITHMETIC,
    inputs: ["from", "to"],
    alike: true,
    compute: (terms) => pair(terms, (from, to) => change(from, to, Math.abs)),
  },
  direction: {
    says: 'whether "to" is above, below or at "from": rose, fell, stayed the same',
    source: "comparison",
    inputs: ["from", "to"],
    alike: true,
    compute: (terms) =>
      pair(terms, (from, to) => inWords(to.n > from.n ? "rose" : to.n < from.n ? "fell" : "stayed the same")),
  },
  times_in_words: {
    says: "a ÷ b in words",
    source: "house convention, the steps of pipeline/reports/comparison-words.ts",
    inputs: ["a", "b"],
    alike: true,
    compute: (terms) =>
      pair(terms, (a, b) => (a.n < 0 || b.n <= 0 ? null : inWords(ratioInWords(a.n / b.n)))),
  },
  least: {
    says: "the least of all",
    source: "comparison",
    inputs: ["value"],
    repeats: 1,
    alike: true,
    compute: (terms) => same(terms, Math.min(...terms.map(({ n }) => n))),
  },
  greatest: {
    says: "the greatest of all",
    source: "comparison",
    inputs: ["value"],
    repeats: 1,
    alike: true,
    compute: (terms) => same(terms, Math.max(...terms.map(({ n }) => n))),
  },
  range: {
    says: "from the least to the greatest of all",
    source: "comparison",
    inputs: ["value"],
    repeats: 1,
    alike: true,
    compute: (terms) => {
      const sorted = [...terms].sort((a, b) => a.n - b.n);
      const [low, high] = [sorted[0], sorted.at(-1)];
      if (low === undefined || high === undefined) return null;
      return made(low.unit, `${low.n}/${high.n}`, rangeText(low.text, high.text));
    },
  },
  real_usd: {
    says: "amount × index_to ÷ index_from, in whole dollars",
    source:
      "constant dollars by a price index, as the U.S. Bureau of Labor Statistics describes for the CPI-U, not seasonally adjusted (Handbook of Methods, Consumer Price Index)",
    inputs: ["amount", "index_from", "index_to"],
    alike: false,
    compute: ([amount, from, to]) => {
      if (amount === undefined || from === undefined || to === undefined) return null;
      if (from.n <= 0 || to.n <= 0) return null;
      const real = (amount.n * to.n) / from.n;
      return made("usd", real, dollars(real));
    },
  },
  location_quotient_range: {
    says: "share of area jobs ± 0.005 ÷ national share, the least over the greatest to the greatest over the least; a national share is 100 × (jobs ± 5) ÷ (all_jobs ∓ 5); ends rounded outward",
    source: `location quotient as in the Quarterly Census of Employment and Wages (U.S. Bureau of Labor Statistics): local share over national share; ${INTERVALS}`,
    inputs: ["share_of_area_jobs_pct", "jobs", "all_jobs"],
    repeats: 2,
    alike: false,
    compute: ([share, ...nation]) => {
      const shares = pairsOf(nation);
      if (share === undefined || shares.length === 0) return null;
      const least = Math.min(
        ...shares.map(([jobs, all]) => (100 * (jobs.n - HALF_JOBS)) / (all.n + HALF_JOBS)),
      );
      const most = Math.max(
        ...shares.map(([jobs, all]) => (100 * (jobs.n + HALF_JOBS)) / (all.n - HALF_JOBS)),
      );
      if (!(least > 0)) return null;
      const [low, high] = [Math.max(0, share.n - HALF_SHARE) / most, (share.n + HALF_SHARE) / least];
      const text = rangeText(decimalNumber(floorTo(low, 0.01), 2), decimalNumber(ceilTo(high, 0.01), 2));
      return made("ratio", `${low}/${high}`, text);
    },
  },
  area_jobs_range: {
    says: "100 × (jobs − 5) ÷ (share + 0.005) to 100 × (jobs + 5) ÷ (share − 0.005), ends rounded outward to three digits",
    source: INTERVALS,
    inputs: ["jobs", "share_of_area_jobs_pct"],
    alike: false,
    compute: ([jobs, share]) => {
      if (jobs === undefined || share === undefined || share.n <= HALF_SHARE) return null;
      const low = (100 * Math.max(0, jobs.n - HALF_JOBS)) / (share.n + HALF_SHARE);
      const high = (100 * (jobs.n + HALF_JOBS)) / (share.n - HALF_SHARE);
      const text = rangeText(
        wholeNumber(floorTo(low, thirdDigit(low))),
        wholeNumber(ceilTo(high, thirdDigit(high))),
      );
      return made("jobs", `${low}/${high}`, text);
    },
  },
} as const satisfies Record<string, Formula>;

/** Name of a formula. */
export type FormulaName = keyof typeof TABLE;

const isName = (name: string): name is FormulaName => Object.hasOwn(TABLE, name);

/** A formula and its method in words; null where there is none of that name. */
export function formulaInWords(name: string): { readonly says: string; readonly source: string } | null {
  return isName(name) ? { says: TABLE[name].says, source: TABLE[name].source } : null;
}

/**
 * Computes a formula. An input without value makes the result missing, with that input's mark; what
 * has no result, such as a division by zero, is missing with the mark `not computed`.
 *
 * @throws RangeError where there is no such formula, or the inputs are not those it takes.
 */
export function computeFormula(name: string, inputs: readonly Input[]): Result {
  if (!isName(name)) throw new RangeError(`there is no formula ${name}`);
  const formula: Formula = TABLE[name];
  refuseWrongInputs(name, formula, inputs);
  const unit = inputs[0]?.unit ?? "count";
  const missing = inputs.find(({ value }) => value === null);
  if (missing !== undefined) return { value: null, unit, text: "", mark: missing.mark ?? NOT_COMPUTED };
  const outcome = formula.compute(inputs.map((input) => termOf(name, input)));
  const isThere = outcome !== null && (typeof outcome.value === "string" || Number.isFinite(outcome.value));
  return isThere ? { ...outcome, mark: null } : { value: null, unit, text: "", mark: NOT_COMPUTED };
}

function refuseWrongInputs(name: string, formula: Formula, inputs: readonly Input[]): void {
  const { inputs: roles, repeats = 0, alike } = formula;
  const surplus = inputs.length - roles.length;
  const fits = repeats === 0 ? surplus === 0 : surplus >= 0 && surplus % repeats === 0;
  if (!fits) throw new RangeError(`${name} takes ${roles.join(", ")}; it was given ${inputs.length} inputs`);
  const units = new Set(inputs.map(({ unit }) => unit));
  if (alike && units.size > 1) throw new RangeError(`${name} was given ${[...units].join(" and ")}`);
}

function termOf(name: string, { id, value, text, unit }: Input): Term {
  if (typeof value !== "number") throw new RangeError(`${name} cannot count with ${id}, which is "${text}"`);
  return { n: value, text, unit };
}

const made = (unit: Unit, value: number | string, text: string): Outcome => ({ unit, value, text });
const inWords = (words: string): Outcome => made("words", words, words);

function pair(terms: readonly Term[], compute: (a: Term, b: Term) => Outcome): Outcome {
  const [a, b] = terms;
  return a === undefined || b === undefined ? null : compute(a, b);
}

function pairsOf(terms: readonly Term[]): (readonly [Term, Term])[] {
  return terms.flatMap((first, at) => {
    const second = terms[at + 1];
    return at % 2 === 0 && second !== undefined ? [[first, second] as const] : [];
  });
}

function quotient(a: Term, b: Term, make: (ratio: number) => Outcome): Outcome {
  return b.n === 0 ? null : make(a.n / b.n);
}

/** A change against a base that is not positive says nothing. */
function change(from: Term, to: Term, shape: (pct: number) => number): Outcome {
  if (from.n <= 0) return null;
  const pct = shape((100 * (to.n - from.n)) / from.n);
  return made("pct", pct, percent(roundHalfUp(pct), 0));
}

/**
 * A result in the unit of the terms, printed as they are; years apart are a count, percents apart are
 * points. What is no number has no result.
 */
function same(terms: readonly Term[], value: number, isDistance = false): Outcome {
  const unit = terms[0]?.unit ?? "count";
  switch (unit) {
    case "usd":
      return made(
        unit,
        value,
        (terms.some(({ text }) => text.includes(".")) ? dollarsAndCents : dollars)(value),
      );
    case "pct":
      return isDistance
        ? made(unit, value, `${trimmed(value)} percentage points`)
        : made(unit, value, percent(value));
    case "year":
      return isDistance ? made("count", value, wholeNumber(value)) : made(unit, value, bareNumber(value));
    case "ratio":
      return made(unit, value, decimalNumber(value, 1));
    case "jobs":
    case "count":
    case "rank":
      return made(unit, value, wholeNumber(value));
    case "period":
    case "text":
    case "words":
    case "date":
    case "id":
      return null;
  }
}

const trimmed = (value: number): string => percent(value).slice(0, -1);

/** A share of the whole reads to two digits or so: 47%, 4.7%, 0.47%. */
function roundedPercent(value: number): string {
  const magnitude = Math.abs(value);
  return percent(value, magnitude >= 10 || magnitude === 0 ? 0 : magnitude >= 1 ? 1 : 2);
}

const roundHalfUp = (value: number): number => Math.sign(value) * Math.round(Math.abs(value));

/** The step that leaves three digits before the zeros: 100 for 68,421. */
const thirdDigit = (value: number): number =>
  10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 2);

/** Less than a step by which binary fractions may be off. */
const FUZZ = 1e-9;

const floorTo = (value: number, step: number): number => Math.floor(value / step + FUZZ) * step;
const ceilTo = (value: number, step: number): number => Math.ceil(value / step - FUZZ) * step;
