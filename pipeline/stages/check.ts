import path from "node:path";
import { AlmanacError } from "../contracts/errors.ts";
import type { CheckResult } from "../contracts/run.ts";
import type { Database, Query } from "../lib/duckdb.ts";
import { messageOf } from "../lib/errno.ts";
import { sqlFiles, type SqlFile } from "../lib/sql-files.ts";

/** Violating rows that a result shows. */
const EXAMPLES = 5;

/**
 * Runs every check of checks/ and writes the results into the table `checks`. A check is one query
 * whose rows are violations, under a header of exactly two lines:
 *
 *     -- severity: error|warn
 *     -- description: what a violation means
 *
 * @param warehouseDir Folder that holds checks/.
 * @returns Results in the order of the files' names; what they block is for the caller to say.
 * @throws AlmanacError naming the file whose header is malformed or whose SQL DuckDB refuses.
 */
export async function check(db: Database, warehouseDir: string): Promise<CheckResult[]> {
  const results = await db.queryEach(await sqlFiles(path.join(warehouseDir, "checks")), runCheck);
  await db.insert(
    "checks",
    results.map(({ name, severity, description, violations }) => ({
      name,
      severity,
      description,
      violations,
    })),
  );
  return results;
}

async function runCheck(query: Query, file: SqlFile): Promise<CheckResult> {
  const header = parseHeader(file);
  const rows = await violations(query, file);
  return {
    name: file.name,
    ...header,
    violations: rows.length,
    // Sorted, since a query's rows come in no promised order.
    examples: rows.map(printed).sort().slice(0, EXAMPLES),
    named: rows.map((row) => ({ source_id: textIn(row, "source_id"), record_id: textIn(row, "record_id") })),
  };
}

function parseHeader(file: SqlFile): Pick<CheckResult, "severity" | "description"> {
  const header = /^-- severity: (error|warn)\n-- description: (\S.*)\n(?!-- (?:severity|description):)/.exec(
    file.text,
  );
  const [, severity, description] = header ?? [];
  if ((severity === "error" || severity === "warn") && description !== undefined) {
    return { severity, description };
  }
  throw new AlmanacError("A check does not begin with its severity and description.", {
    where: `${file.path}, lines 1 and 2`,
    next: 'Begin the file with "-- severity: error" (or warn) and "-- description: …", one line each.',
  });
}

async function violations(query: Query, file: SqlFile): Promise<Record<string, unknown>[]> {
  try {
    return await query<Record<string, unknown>>(file.text);
  } catch (cause) {
    throw new AlmanacError(`A check cannot run: ${messageOf(cause)}`, {
      where: file.path,
      next: "Mend the SQL in this file.",
      cause,
    });
  }
}

function textIn(row: Record<string, unknown>, column: string): string | null {
  const value = row[column];
  return typeof value === "string" ? value : null;
}

function printed(row: Record<string, unknown>): string {
  return Object.entries(row)
    .map(([column, value]) => `${column}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");
}
