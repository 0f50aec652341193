import type { ChangeCounts, Differences, TableChange } from "../contracts/changes.ts";
import type { Unit } from "../contracts/figure.ts";

/** Units of figures that say something of the occupation; a count says something of the almanac. */
const OF_THE_OCCUPATION: ReadonlySet<Unit> = new Set(["usd", "jobs", "pct", "ratio"]);

/**
 * How two editions differ, in numbers.
 *
 * @param since Id of the edition before; null where there is none.
 * @param differences Null where nothing was compared: its numbers are then null, and no list has an entry.
 */
export function countsOf(since: string | null, differences: Differences | null): ChangeCounts {
  const { figures, tables = [], quarantine, sources, checks = [] } = differences ?? {};
  const largest = figures?.moved.listed.find(
    ({ unit, change_pct }) => change_pct !== null && OF_THE_OCCUPATION.has(unit),
  );
  return {
    comparison: "compared",
    since,
    reason: null,
    sources_changed: [...new Set(sources?.parts.listed.map(({ source_id }) => source_id))],
    snapshots_unusable: sources?.unusable.total ?? null,
    sources_absent: sources?.absent.map(({ source_id }) => source_id) ?? [],
    figures_moved: figures?.moved.total ?? null,
    figures_below_threshold: figures?.below_threshold ?? null,
    figures_new: figures?.new.total ?? null,
    figures_gone: figures?.gone.total ?? null,
    pages_new: figures?.pages_new.listed.map(({ page }) => page) ?? [],
    pages_gone: figures?.pages_gone.listed.map(({ page }) => page) ?? [],
    largest_move: largest ?? null,
    tables_changed: tables.map(({ table }) => table),
    rows_in: differences && sumOf(tables, ({ in: rows }) => rows.total),
    rows_out: differences && sumOf(tables, ({ out }) => out.total),
    rows_changed: differences && sumOf(tables, ({ changed }) => changed.total),
    quarantine_new: quarantine?.new.total ?? null,
    quarantine_cleared: quarantine?.cleared.total ?? null,
    checks_changed: checks.map(({ name }) => name),
  };
}

function sumOf(
  tables: readonly TableChange[],
  count: (rows: NonNullable<TableChange["rows"]>) => number,
): number {
  return tables.reduce((sum, { rows }) => sum + (rows === null ? 0 : count(rows)), 0);
}

/** Whether editions were compared and nothing at all differs, in what is listed and in what is only counted. */
export function isNothing(counts: ChangeCounts): boolean {
  const numbers = [
    counts.figures_moved,
    counts.figures_below_threshold,
    counts.figures_new,
    counts.figures_gone,
    counts.rows_out,
    counts.rows_changed,
    counts.quarantine_new,
    counts.quarantine_cleared,
    counts.snapshots_unusable,
  ];
  const lists = [
    counts.pages_new,
    counts.pages_gone,
    counts.tables_changed,
    counts.sources_changed,
    counts.sources_absent,
    counts.checks_changed,
  ];
  return numbers.every((number) => number === 0) && lists.every(({ length }) => length === 0);
}
