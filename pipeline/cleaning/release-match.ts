import type { FactRow, FactTables } from "../contracts/rows.ts";
import type { NationalFigures, Reference } from "./reference.ts";

type WageRow = FactTables["wages"];

/** A column of a release with a wage in it. */
export type WageColumn = Extract<keyof NationalFigures, `${string}_annual_usd`>;

/** Column of a release that a statistic is set against. A range is matched with the 10th and 90th percentile. */
const COLUMNS: Partial<Record<WageRow["statistic"], WageColumn>> = {
  mean: "mean_annual_usd",
  p10: "p10_annual_usd",
  p25: "p25_annual_usd",
  median: "median_annual_usd",
  p75: "p75_annual_usd",
  p90: "p90_annual_usd",
  typical: "median_annual_usd",
  range_low: "p10_annual_usd",
  range_high: "p90_annual_usd",
};

const WAGE_COLUMNS = [...new Set(Object.values(COLUMNS))];

/** So many different figures of a page must equal one release before it dates them: chance equals one, not three. */
const LEAST_MATCHES = 3;

/** The release and code that figures of a page equal. */
export interface ReleaseMatch {
  readonly release: NationalFigures;
  /** How many different figures equal it, and how many there are. */
  readonly equal: number;
  readonly compared: number;
}

/** A figure of a page as a release could have it: its column and US dollars a year. */
interface Printed {
  readonly column: WageColumn;
  readonly value: number;
}

/** What a wage is set against; null where it is missing or no release has its statistic. */
function printedOf(row: WageRow): Printed | null {
  const column = COLUMNS[row.statistic];
  return column === undefined || row.annual_usd === null ? null : { column, value: row.annual_usd };
}

/** Whether the wage is one of those that equal the release. */
export function isEqualTo(row: WageRow, release: NationalFigures): boolean {
  const printed = printedOf(row);
  return printed !== null && release[printed.column] === printed.value;
}

/**
 * The release that dates each occupation of a page, by its title: the one that at least three different
 * undated figures of the nation equal, and more of them than any other. Of releases that equal as many, the one
 * of the page's own code is taken, where its title or the page proves that code. Where two remain, the
 * figures prove neither, and the occupation has no match.
 */
export function matchReleases(rows: readonly FactRow[], reference: Reference): Map<string, ReleaseMatch> {
  const wages = rows.flatMap((fact) =>
    fact.table === "wages" && isUndatedNational(fact.row) ? [fact.row] : [],
  );
  const matches = new Map<string, ReleaseMatch>();
  for (const title of new Set(wages.map(({ occupation_title }) => occupation_title))) {
    const match = matchOf(
      wages.filter(({ occupation_title }) => occupation_title === title),
      reference,
    );
    if (match !== null) matches.set(title, match);
  }
  return matches;
}

function isUndatedNational(row: WageRow): boolean {
  return row.area_type === "nation" && row.industry === null && row.reference_period_basis === "unknown";
}

function matchOf(wages: readonly WageRow[], reference: Reference): ReleaseMatch | null {
  const figures = new Map<string, Printed>();
  for (const row of wages) {
    const printed = printedOf(row);
    if (printed !== null) figures.set(keyOf(printed.column, printed.value), printed);
  }
  const counts = new Map<NationalFigures, number>();
  for (const key of figures.keys()) {
    for (const release of indexOf(reference).get(key) ?? [])
      counts.set(release, (counts.get(release) ?? 0) + 1);
  }
  const equal = Math.max(0, ...counts.values());
  if (equal < LEAST_MATCHES) return null;
  const best = [...counts].filter(([, count]) => count === equal).map(([release]) => release);
  const codes = new Set(wages.map(({ occupation_code }) => occupation_code));
  const release = onlyOf(best) ?? onlyOf(best.filter(({ occupation_code }) => codes.has(occupation_code)));
  return release === null ? null : { release, equal, compared: figures.size };
}

function onlyOf<T>([only, another]: readonly T[]): T | null {
  return another === undefined ? (only ?? null) : null;
}

type Index = ReadonlyMap<string, readonly NationalFigures[]>;

/** Every page of a night is set against the same releases, thousands of occupations in each. */
const indexes = new WeakMap<Reference, Index>();

function indexOf(reference: Reference): Index {
  const known = indexes.get(reference);
  if (known !== undefined) return known;
  const index = new Map<string, NationalFigures[]>();
  for (const release of reference.releases) {
    for (const column of WAGE_COLUMNS) {
      const value = release[column];
      if (value === null) continue;
      const key = keyOf(column, value);
      const having = index.get(key);
      if (having === undefined) index.set(key, [release]);
      else having.push(release);
    }
  }
  indexes.set(reference, index);
  return index;
}

const keyOf = (column: WageColumn, value: number): string => `${column} ${value}`;
