import type { Fields, Outcome, RawRecord, Repair } from "../contracts/record.ts";
import type { FactRow, Mark, OfPlace } from "../contracts/rows.ts";
import type { CleaningContext } from "../contracts/source.ts";
import { parseNumber, parsePct, parseUsd } from "./amounts.ts";
import { ignored, loadedWith, quarantined, row } from "./outcomes.ts";
import { isPlausible } from "./plausible-wages.ts";
import { STATE_NAMES } from "./states.ts";
import { OF_NO_RELEASE } from "./wages.ts";

/** In the city tables at hand no range ends above three times its low; a doubled digit takes it past ten. */
const WIDEST_RANGE = 10;

/**
 * What no share of one occupation among an area's jobs reaches. Home health and personal care aides in some
 * border metropolitan areas come near it in OEWS; nothing else does.
 */
const SHARE_TOO_HIGH_PCT = 10;

/** A share this many times the median of its own table is a misreading until a person says otherwise. */
const SHARE_TOO_FAR = 10;

/** Rows that a table must have before its median says anything. */
const LEAST_FOR_MEDIAN = 10;

/** Columns of the table; a page that has lost one cannot be read by position. */
const COLUMNS = ["state", "city", "salary", "range", "jobs", "share"] as const;

interface Cell {
  readonly value: number | null;
  readonly mark: Mark;
}

interface CityRow {
  readonly state: string;
  readonly city: string;
  readonly typical: Cell;
  readonly low: Cell;
  readonly high: Cell;
  readonly jobs: Cell;
  readonly share: Cell;
  readonly repairs: readonly Repair[];
}

/**
 * Cleans one row of a city table (fields state, city, salary, range, jobs, share) to three wages and
 * two employment figures of a metropolitan area. Jobs are published rounded to ten and shares with
 * two decimals, which is what tells the readings of a run-together row apart; where more than one
 * reading remains, or none, the row is quarantined.
 */
export function cleanCityRow(record: RawRecord, context: CleaningContext): Outcome {
  const read = readRow(record);
  if (typeof read === "string") return quarantined(read);
  const others = tableOf(context).byCity.get(cityKey(read)) ?? [];
  const same = others.find((other) => other.record_id !== record.record_id);
  if (same !== undefined) {
    const identical = others.every(
      (other) => JSON.stringify(other.readings) === JSON.stringify(record.readings),
    );
    if (!identical)
      return quarantined(
        `${read.city}, ${read.state} stands in the table more than once, with different figures`,
      );
    if (others[0] !== record) return ignored("exact_duplicate");
  }
  const problem = implausible(read) ?? implausibleShare(read, context);
  return problem === null ? loadedWith(rowsOf(read, context), read.repairs) : quarantined(problem);
}

/** The row's one admissible reading, cleaned; a string says why there is none. */
function readRow(record: RawRecord): CityRow | string {
  const [first] = record.readings;
  const missing = COLUMNS.filter((column) => first !== undefined && first[column] === undefined);
  if (missing.length > 0) return `the table has lost its column ${missing.join(", ")}`;
  if (first === undefined)
    return "the row cannot be read: it stops early, or a cell is not of its column's form";
  const admissible = record.readings.filter(isAdmissible);
  const [reading] = admissible;
  if (reading === undefined)
    return "no reading is plausible: jobs are published in tens, shares with two decimals and at most 100%";
  if (admissible.length > 1) return `the row can be read in ${admissible.length} ways`;
  return cleanReading(reading);
}

function isAdmissible(reading: Fields): boolean {
  const jobs = parseCell(reading["jobs"] ?? "", parseNumber);
  const share = parseCell(reading["share"] ?? "", parsePct);
  const jobsFit = jobs !== null && (jobs.value === null || jobs.value % 10 === 0);
  const shareFits =
    share !== null &&
    (share.value === null || (share.value <= 100 && /\.\d\d%$/u.test(reading["share"] ?? "")));
  return jobsFit && shareFits;
}

function cleanReading(reading: Fields): CityRow | string {
  const state = reading["state"] ?? "";
  if (!STATE_NAMES.has(state)) return `“${state}” is not a state's postal code`;
  const name = cleanName(reading["city"] ?? "", state);
  if (typeof name === "string") return name;
  const [low, high] = (reading["range"] ?? "").split(/\s*[–—‒-]\s*/u).map((end) => parseCell(end, parseUsd));
  const cells = {
    typical: parseCell(reading["salary"] ?? "", parseUsd),
    low: low === undefined ? null : low,
    high: high === undefined && reading["range"] === "" ? (low ?? null) : (high ?? null),
    jobs: parseCell(reading["jobs"] ?? "", parseNumber),
    share: parseCell(reading["share"] ?? "", parsePct),
  };
  const { typical, jobs, share } = cells;
  if (typical === null || cells.low === null || cells.high === null || jobs === null || share === null) {
    const column = Object.entries(cells).find(([, cell]) => cell === null)?.[0] ?? "";
    return `the figure of ${column} is malformed`;
  }
  return { state, ...name, typical, low: cells.low, high: cells.high, jobs, share };
}

/** A figure or its missing-value mark; null where the cell is neither. */
function parseCell(cell: string, parse: (text: string) => number | null): Cell | null {
  const text = cell.trim();
  if (text === "") return { value: null, mark: "not stated" };
  if (text === "N/A" || text === "$") return { value: null, mark: text };
  const value = parse(text);
  return value === null ? null : { value, mark: null };
}

/** Named repairs of a city's name, in this order; each is recorded where it changes anything. */
const NAME_RULES: readonly { rule: string; apply: (name: string, state: string) => string }[] = [
  { rule: "stray_dollar_to_dash", apply: (name) => name.replace(/(?<=\p{L}) \$ (?=\p{L})/gu, " – ") },
  { rule: "spaced_hyphen_to_en_dash", apply: (name) => name.replace(/ [-—‒] /gu, " – ") },
  {
    rule: "state_inside_city_name",
    apply: (name, state) => (name.endsWith(` ${state}`) ? name.slice(0, -state.length - 1) : name),
  },
];

function cleanName(raw: string, state: string): { city: string; repairs: Repair[] } | string {
  const repairs: Repair[] = [];
  let city = raw;
  for (const { rule, apply } of NAME_RULES) {
    const after = apply(city, state);
    if (after !== city) repairs.push({ column_name: "city", rule, before: city, after });
    city = after;
  }
  if (!/\p{L}/u.test(city)) return "the row has no city";
  if (/(?:^| – )\p{Ll}/u.test(city)) return `a part of the name “${city}” has lost its first letter`;
  if (city.includes("$")) return `the name “${city}” holds a $ that no rule explains`;
  if (city.includes("\uFFFD")) return `the name “${city}” holds bytes that could not be decoded`;
  const otherState = / (\p{Lu}{2})$/u.exec(city)?.[1];
  if (otherState !== undefined && STATE_NAMES.has(otherState))
    return `the name “${city}” ends in another state`;
  return { city, repairs };
}

/** Says what is implausible about a row's figures; null where nothing is. */
function implausible({ typical, low, high }: CityRow): string | null {
  if (low.value !== null && high.value !== null && low.value > high.value) {
    return `the range's low, $${low.value}, exceeds its high, $${high.value}`;
  }
  // Ends of a range are rounded to a thousand dollars, so a typical value may lie half that beyond.
  const half = 500;
  if (typical.value !== null && low.value !== null && typical.value < low.value - half) {
    return `the typical salary, $${typical.value}, lies below its range`;
  }
  if (typical.value !== null && high.value !== null && typical.value > high.value + half) {
    return `the typical salary, $${typical.value}, lies above its range`;
  }
  const odd = [typical, low, high].find(
    ({ value }) => value !== null && !isPlausible(value, "page", "annual"),
  );
  if (odd !== undefined) return `$${odd.value ?? ""} is not plausible as an annual wage`;
  if (low.value !== null && high.value !== null && high.value > WIDEST_RANGE * low.value) {
    return `the range from $${low.value} to $${high.value} is wider than ${WIDEST_RANGE} times its low`;
  }
  return null;
}

/** Says why a share is implausible, by itself or beside the others of its table; null where it is not. */
function implausibleShare({ share }: CityRow, context: CleaningContext): string | null {
  if (share.value === null) return null;
  if (share.value >= SHARE_TOO_HIGH_PCT) {
    return `a share of ${share.value}% of all jobs is not plausible for one occupation`;
  }
  const { median } = tableOf(context);
  return median !== null && share.value > SHARE_TOO_FAR * median
    ? `a share of ${share.value}% of all jobs is more than ${SHARE_TOO_FAR} times the median of its table, ${median}%`
    : null;
}

function rowsOf(read: CityRow, { about }: CleaningContext): FactRow[] {
  const place: OfPlace = {
    area_type: "metro",
    area_name: read.city,
    state: read.state,
    area_code: null,
    industry: null,
    industry_code: null,
  };
  const common = { ...about, ...place, ...OF_NO_RELEASE, rse_pct: null };
  const wages = [
    { statistic: "typical", figure: read.typical },
    { statistic: "range_low", figure: read.low },
    { statistic: "range_high", figure: read.high },
  ] as const;
  const employment = [
    { measure: "jobs", figure: read.jobs },
    { measure: "share_of_area_jobs_pct", figure: read.share },
  ] as const;
  return [
    ...wages.map(({ statistic, figure }) =>
      row("wages", { ...common, statistic, annual_usd: figure.value, hourly_usd: null, mark: figure.mark }),
    ),
    ...employment.map(({ measure, figure }) => row("employment", { ...common, measure, ...figure })),
  ];
}

/** What a snapshot's table says of a row's neighbours. */
interface Table {
  /** Readable rows by state and city. */
  readonly byCity: ReadonlyMap<string, readonly RawRecord[]>;
  /** Median share of all jobs in percent; null for a table of few rows. */
  readonly median: number | null;
}

const tables = new WeakMap<CleaningContext, Table>();

/** The table that a snapshot's city rows make, read once for a snapshot. */
function tableOf(context: CleaningContext): Table {
  const known = tables.get(context);
  if (known !== undefined) return known;
  const byCity = new Map<string, RawRecord[]>();
  const shares: number[] = [];
  for (const record of context.records.filter(({ kind }) => kind === "city_row")) {
    const read = readRow(record);
    if (typeof read === "string") continue;
    byCity.set(cityKey(read), [...(byCity.get(cityKey(read)) ?? []), record]);
    if (read.share.value !== null) shares.push(read.share.value);
  }
  shares.sort((a, b) => a - b);
  const middle = shares[Math.floor(shares.length / 2)] ?? null;
  const table = { byCity, median: shares.length < LEAST_FOR_MEDIAN ? null : middle };
  tables.set(context, table);
  return table;
}

function cityKey({ state, city }: { state: string; city: string }): string {
  return `${state} ${city.toLowerCase()}`;
}
