import type { CleanedRecord, Outcome } from "../contracts/record.ts";
import type { Dated, FactRow, FactTables } from "../contracts/rows.ts";
import type { Reference } from "./reference.ts";
import { isEqualTo, matchReleases, type ReleaseMatch } from "./release-match.ts";

type WageRow = FactTables["wages"];

/**
 * Dates what a page leaves undated, where evidence proves it, and records the evidence:
 * figures of the nation by the one official release that they equal, for each occupation that the page names; medians by industry by the
 * release that the page's own median is of; employment by the page's stated projections that begin
 * with the same number; a growth sentence by the stated table with the same growth. What nothing
 * proves stays `unknown`.
 */
export function dateByEvidence(cleaned: readonly CleanedRecord[], reference: Reference): CleanedRecord[] {
  const rows = cleaned.flatMap(({ outcome }) => rowsOf(outcome));
  const matches = matchReleases(rows, reference);
  const window = statedWindow(rows);
  const base = window !== null && beginsWithJobs(rows, window) ? window : null;
  return cleaned.map(({ record, outcome }) => ({
    record,
    outcome: withRows(outcome, (fact) => dateRow(fact, matches, window, base)),
  }));
}

const JOBS = new Intl.NumberFormat("en-US");

type Projection = FactTables["projections"];

/** The page's one projection whose years are stated; null where it has none or several. */
function statedWindow(rows: readonly FactRow[]): Projection | null {
  const stated = rows.flatMap((fact) =>
    fact.table === "projections" && fact.row.reference_period_basis === "stated" ? [fact.row] : [],
  );
  return stated.length === 1 ? (stated[0] ?? null) : null;
}

/** Whether the page prints, undated, the number of jobs that its projections begin with. */
function beginsWithJobs(rows: readonly FactRow[], { base_jobs }: Projection): boolean {
  return rows.some(
    ({ table, row }) =>
      table === "employment" &&
      row.measure === "jobs" &&
      row.area_type === "nation" &&
      row.value === base_jobs,
  );
}

function dateRow(
  fact: FactRow,
  matches: ReadonlyMap<string, ReleaseMatch>,
  window: Projection | null,
  base: Projection | null,
): FactRow {
  if (fact.row.reference_period_basis !== "unknown") return fact;
  if (fact.table === "wages") {
    const match = matches.get(fact.row.occupation_title);
    return match === undefined ? fact : { table: "wages", row: dateWage(fact.row, match) };
  }
  if (fact.table === "employment" && base !== null)
    return { table: "employment", row: dateEmployment(fact.row, base) };
  if (fact.table === "projections" && window !== null && fact.row.change_pct === window.change_pct) {
    const evidence = `the page's table of ${window.base_year ?? ""} to ${window.target_year ?? ""} has the same growth of ${window.change_pct ?? ""}%`;
    return { table: "projections", row: { ...fact.row, ...inferred(window.reference_period, evidence) } };
  }
  return fact;
}

function dateWage(row: WageRow, { release, equal, compared }: ReleaseMatch): WageRow {
  if (row.area_type !== "nation") return row;
  const proof = `${equal} of ${compared} wage figures of the page equal ${release.release}, ${release.occupation_code}`;
  if (row.industry === null && !isEqualTo(row, release)) return row;
  const evidence = row.industry === null ? proof : `printed beside the page's national figures; ${proof}`;
  const occupation_code = row.occupation_code ?? release.occupation_code;
  return { ...row, occupation_code, ...inferred(release.reference_period, evidence) };
}

function dateEmployment(row: FactTables["employment"], window: Projection): FactTables["employment"] {
  if (row.area_type !== "nation" || window.base_jobs === null || window.base_year === null) return row;
  const year = String(window.base_year);
  const begins = `the page's projections begin with ${JOBS.format(window.base_jobs)} jobs in ${year}`;
  if (row.measure === "jobs" && row.value === window.base_jobs) return { ...row, ...inferred(year, begins) };
  if (row.measure === "share_of_occupation_jobs_pct") {
    return { ...row, ...inferred(year, `printed with the number of jobs; ${begins}`) };
  }
  return row;
}

function inferred(period: string | null, evidence: string): Dated {
  return {
    reference_period: period,
    reference_period_basis: "inferred",
    reference_period_evidence: evidence,
  };
}

function rowsOf(outcome: Outcome): readonly FactRow[] {
  return outcome.disposition === "loaded" || outcome.disposition === "repaired" ? outcome.rows : [];
}

function withRows(outcome: Outcome, change: (fact: FactRow) => FactRow): Outcome {
  if (outcome.disposition !== "loaded" && outcome.disposition !== "repaired") return outcome;
  return { ...outcome, rows: outcome.rows.map(change) };
}
