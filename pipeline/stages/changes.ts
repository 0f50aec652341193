import { compareFigures } from "../changes/compare-figures.ts";
import { compareChecks, compareQuarantine, compareSources } from "../changes/compare-records.ts";
import { BEFORE, compareTables } from "../changes/compare-tables.ts";
import { countsOf } from "../changes/counts.ts";
import type { ChangeCounts, Changes, Differences } from "../contracts/changes.ts";
import type { Evidence } from "../contracts/evidence.ts";
import { Database } from "../lib/duckdb.ts";

/** How the warehouses of two editions differ. */
export type WarehouseDifferences = Omit<Differences, "figures">;

/**
 * Compares the warehouse of an edition with the one of the edition before. Both are opened for reading only.
 *
 * @throws AlmanacError, or an error of DuckDB, where one of them cannot be read or is of another shape.
 */
export async function compareWarehouses(before: string, after: string): Promise<WarehouseDifferences> {
  const db = await Database.openReadOnly(after);
  try {
    await db.run(`attach '${before.replaceAll("'", "''")}' as ${BEFORE} (read_only)`);
    return {
      tables: await compareTables(db),
      quarantine: await compareQuarantine(db),
      sources: await compareSources(db),
      checks: await compareChecks(db),
    };
  } finally {
    db.close();
  }
}

/** One of the two editions that are compared: what it prints and what it is called. */
interface Sides {
  readonly before: Evidence;
  readonly after: Evidence;
}

/** What is to be told of an edition that was compared with the one before it. */
export function comparedEditions(
  { before, after }: Sides,
  warehouses: WarehouseDifferences,
  threshold_pct: number,
): Changes {
  const differences = { figures: compareFigures(before, after, threshold_pct), ...warehouses };
  return {
    edition: after.edition,
    threshold_pct,
    counts: countsOf(before.edition, differences),
    differences,
  };
}

/** What is to be told of an edition that has none before it, or none that can be read. */
export function uncomparedEdition(
  edition: string,
  about: Pick<ChangeCounts, "comparison" | "since" | "reason">,
  threshold_pct: number,
): Changes {
  return { edition, threshold_pct, counts: { ...countsOf(about.since, null), ...about }, differences: null };
}
