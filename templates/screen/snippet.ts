import type { Unit } from "../../pipeline/contracts/figure.ts";
import type { ScreenFigure } from "../../pipeline/contracts/screen.ts";

/** A stretch of a text, from `start` to before `end`. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a record's text says what a figure prints: in the source's own spelling ($38,040, 38040, $38K),
 * alone or in a run-together row (`$51K1400.20%` is 140 jobs and 0.20%). A part of a longer number is
 * never a place. Several places, or a figure that was computed, give none: nothing is marked on a guess.
 *
 * @param isRow Whether the text is a row of a table, whose fields commas or tabs part.
 * @returns Places in the order of the text; two for the ends of a range, else one at most.
 */
export function placesOf(
  figure: Pick<ScreenFigure, "value" | "unit" | "text" | "derivation" | "records">,
  text: string,
  isRow = false,
): Place[] {
  const { value, unit, derivation } = figure;
  if (value === null || derivation.kind !== "query") return [];
  // A count over records stands in none of them.
  if ((unit === "count" || unit === "rank") && figure.records.length > 1) return [];
  if (typeof value === "number")
    return some(isRow ? fieldPlace(value, text) : numberPlace(value, unit, text));
  const whole = wordsPlace([figure.text, value], text);
  if (whole !== null) return [whole];
  const ends = value.split("/").filter((end) => /^\d+$/u.test(end));
  if (ends.length !== 2) return unit === "period" ? some(periodPlace(value, text)) : [];
  const places = ends.map((end) => numberPlace(Number(end), unit, text));
  return places.every((place) => place !== null) ? places.sort((a, b) => a.start - b.start) : [];
}

const some = (place: Place | null): Place[] => (place === null ? [] : [place]);

const WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");

/** One number of a text, with what belongs to it. */
interface Spelled extends Place {
  readonly value: number;
  readonly isMoney: boolean;
  readonly isPercent: boolean;
}

const NUMBER =
  /(?<!\p{N}[.,]|\.)(?<money>\$ ?)?(?<digits>\d{1,3}(?:,\d{3})+(?!\d)|\d+(?!\d|,\d))(?<decimals>\.\d+)?(?:(?<thousands>[Kk])(?![a-z])|(?<percent> ?%| (?:percent|per cent)\b))?/gu;

/** Every number of a text, whole; a run of digits that can only be jobs and a share is two. */
function numbersIn(text: string): Spelled[] {
  return [...text.matchAll(NUMBER)].flatMap((match) => {
    const { money, digits = "", decimals = "", thousands, percent } = match.groups ?? {};
    const start = match.index;
    const end = start + match[0].length;
    const isMoney = money !== undefined;
    const isPercent = percent !== undefined;
    if (isPercent && !isMoney && !digits.includes(",")) {
      const run = runTogether(`${digits}${decimals}`);
      if (run !== null) {
        const middle = start + run.jobs.length;
        return [
          { start, end: middle, value: Number(run.jobs), isMoney, isPercent: false },
          { start: middle, end, value: Number(run.share), isMoney, isPercent },
        ];
      }
    }
    const value = Number(`${digits.replaceAll(",", "")}${decimals}`) * (thousands === undefined ? 1 : 1000);
    return [{ start, end, value, isMoney, isPercent }];
  });
}

/** Jobs and share that stand in one run: jobs come in tens, a share below 100 has two decimals and no zero in front. */
function runTogether(run: string): { jobs: string; share: string } | null {
  const splits = [...run.matchAll(/(?<=^[1-9]\d*0)(?=(?:0|[1-9]\d?)\.\d\d$)/gu)].map(({ index }) => ({
    jobs: run.slice(0, index),
    share: run.slice(index),
  }));
  return splits.length === 1 && Number(run) > 100 ? (splits[0] ?? null) : null;
}

/** A field of a row: in quotes or without, as long as no tab or, in a row without tabs, no comma ends it. */
const FIELDS = { tab: /[^\t]+/gu, comma: /"(?:[^"]|"")*"|[^,]+/gu } as const;

/** The one field of a row of a table that is the number and nothing else; null where none is, or several are. */
function fieldPlace(value: number, row: string): Place | null {
  const fields = row.includes("\t") ? FIELDS.tab : FIELDS.comma;
  const same = [...row.matchAll(fields)].filter(([field]) => {
    const digits = field.replace(/[",\s$%]/gu, "");
    return digits !== "" && Math.abs(Number(digits) - value) < 1e-9;
  });
  const [only] = same;
  if (only === undefined || same.length > 1) return null;
  return { start: only.index, end: only.index + only[0].length };
}

function numberPlace(value: number, unit: Unit, text: string): Place | null {
  const same = numbersIn(text).filter((number) => Math.abs(number.value - Math.abs(value)) < 1e-9);
  const fits = same.filter(({ isMoney, isPercent }) =>
    unit === "usd" ? !isPercent : unit === "pct" ? !isMoney : !isMoney && !isPercent,
  );
  // A dollar sign or a percent sign tells two equal numbers apart.
  const signed = fits.filter(({ isMoney, isPercent }) =>
    unit === "usd" ? isMoney : unit === "pct" && isPercent,
  );
  const [only, ...others] = signed.length > 0 ? signed : fits;
  if (only !== undefined) return others.length === 0 ? only : null;
  const word = WORDS[value];
  return word === undefined ? null : onlyMatch(String.raw`\b${word}\b`, "giu", text);
}

/** Letters from which on a name is told from a part of another word, whatever its capitals. */
const LONG = 5;

/**
 * Where one of some spellings stands once; the first that does. As a word of its own before a stretch of
 * letters that run together, which is how names stand in run-together rows.
 */
function wordsPlace(spellings: readonly string[], text: string): Place | null {
  for (const spelling of spellings) {
    const words = spelling.trim().split(/\s+/u);
    const pattern = words.map(escaped).join(String.raw`\s+`);
    if (pattern === "") continue;
    const apart = String.raw`(?<![\p{L}\p{N}]|\p{N}[.,])${pattern}(?![\p{L}\p{N}]|[.,]\p{N})`;
    const within = `${/^\p{N}/u.test(spelling) ? NOT_IN_NUMBER : ""}${pattern}${/\p{N}$/u.test(spelling) ? NOT_BEFORE_NUMBER : ""}`;
    const found =
      onlyMatch(apart, "gu", text) ??
      (spelling.length < LONG ? null : onlyMatch(apart, "giu", text)) ??
      onlyMatch(within, "gu", text);
    if (found !== null) return found;
  }
  return null;
}

const NOT_IN_NUMBER = String.raw`(?<!\p{N}|\p{N}[.,])`;
const NOT_BEFORE_NUMBER = String.raw`(?!\p{N}|[.,]\p{N})`;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`);

function onlyMatch(pattern: string, flags: string, text: string): Place | null {
  const found = [...text.matchAll(new RegExp(pattern, flags))];
  const [only] = found;
  if (only === undefined || found.length > 1) return null;
  return { start: only.index, end: only.index + only[0].length };
}

/** A month and its year, or a year, as `2006-05` and `2006` stand for them. */
function periodPlace(iso: string, text: string): Place | null {
  const [year = "", month] = iso.split("-");
  return month === undefined
    ? wordsPlace([year], text)
    : wordsPlace([`${month}/${year}`, `${String(Number(month))}/${year}`], text);
}
