import type { ChangeCounts, Differences, TableChange } from "../contracts/changes.ts";
import type { Unit } from "../contracts/figure.ts";

/** Units of figures that say something of the occupation; a count says something of the almanac. */
const OF_THE_OCCUPATION: ReadonlySet<Unit> = new Set(["usd", "jobs", "pct", "ratio"]);

/**
 * How two editions differ, in numbers.
 *
 * @param since Id of the edition before; null where there is none.
 * @param differences Null where nothing was compared.
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
    snapshots_unusable: sources?.unusable.total ?? 0,
    sources_absent: sources?.absent.map(({ source_id }) => source_id) ?? [],
    figures_moved: figures?.moved.total ?? 0,
    figures_below_threshold: figures?.below_threshold ?? 0,
    figures_new: figures?.new.total ?? 0,
    figures_gone: figures?.gone.total ?? 0,
    pages_new: figures?.pages_new.listed.map(({ page }) => page) ?? [],
    pages_gone: figures?.pages_gone.listed.map(({ page }) => page) ?? [],
    largest_move: largest ?? null,
    tables_changed: tables.map(({ table }) => table),
    rows_in: sumOf(tables, ({ in: rows }) => rows.total),
    rows_out: sumOf(tables, ({ out }) => out.total),
    rows_changed: sumOf(tables, ({ changed }) => changed.total),
    quarantine_new: quarantine?.new.total ?? 0,
    quarantine_cleared: quarantine?.cleared.total ?? 0,
    checks_changed: checks.map(({ name }) => name),
  };
}

function sumOf(
  tables: readonly TableChange[],
  count: (rows: NonNullable<TableChange["rows"]>) => number,
): number {
  return tables.reduce((sum, { rows }) => sum + (rows === null ? 0 : count(rows)), 0);
}

/** Whether nothing at all differs, in what is listed and in what is only counted. */
export function isNothing(counts: ChangeCounts): boolean {
  return (
    counts.figures_moved +
      counts.figures_below_threshold +
      counts.figures_new +
      counts.figures_gone +
      counts.pages_new.length +
      counts.pages_gone.length +
      counts.tables_changed.length +
      counts.rows_out +
      counts.rows_changed +
      counts.quarantine_new +
      counts.quarantine_cleared +
      counts.snapshots_unusable +
      counts.sources_changed.length +
      counts.sources_absent.length +
      counts.checks_changed.length ===
    0
  );
}
