import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { AlmanacError } from "../contracts/errors.ts";
import type { Database } from "../lib/duckdb.ts";
import { runSandboxed } from "../lib/sql-sandbox.ts";

/** What a warehouse holds, in short. */
export interface RowsDigest {
  /** Rows by table; `runs` is left out, since it holds the time of the run. */
  readonly tables: Readonly<Record<string, number>>;
  /** Hex sha256 over the ordered rows of every one of these tables. */
  readonly digest: string;
}

/** Scanning a whole warehouse may take longer than a person's query. */
const LIMITS = { seconds: 600, memory: "2GB" };

interface TableDigest {
  readonly table_name: string;
  readonly row_count: number;
  readonly rows_sha256: string;
}

/** Counts and digests the rows of every table but `runs`, in an order that does not depend on how they were stored. */
export async function digestRows(db: Database): Promise<RowsDigest> {
  const tables = await db.query<{ table_name: string }>(
    "select table_name from duckdb_tables() where table_name <> 'runs'",
  );
  const sql = digestSql(tables.map((table) => table.table_name));
  return combined(await db.query<TableDigest>(sql));
}

/**
 * Verifies a build that was checkpointed and closed, before it is published: no write-ahead log beside
 * it, and a process of its own, which opens the file read-only, finds in it the tables and rows that the
 * builder counted. The file is then made read-only for everybody (mode 0444).
 *
 * @throws AlmanacError naming what differs.
 */
export async function verifyBuild(path: string, expected: RowsDigest): Promise<void> {
  const log = `${path}.wal`;
  if (existsSync(log)) throw spoiled(log, "The build left a write-ahead log, so it was not checkpointed.");
  const found = combined(await digestApart(path, Object.keys(expected.tables)));
  const tables = new Set([...Object.keys(expected.tables), ...Object.keys(found.tables)]);
  for (const table of tables) {
    const [before, after] = [expected.tables[table], found.tables[table]];
    if (before !== after) {
      throw spoiled(
        path,
        `Table ${table} has ${String(after)} rows in the file, ${String(before)} in the build.`,
      );
    }
  }
  if (found.digest !== expected.digest) {
    throw spoiled(path, "The rows in the file are not the rows that were built.");
  }
  await chmod(path, 0o444);
}

/** Digests a file in another process. Tables beyond the expected ones come back with -1 rows. */
async function digestApart(database: string, tables: readonly string[]): Promise<TableDigest[]> {
  const foreign = `
    select table_name, -1 as row_count, '' as rows_sha256
    from duckdb_tables()
    where table_name not in (${["runs", ...tables].map(quoted).join(", ")})`;
  const query = `${digestSql(tables)}\nunion all\n${foreign}`;
  const pieces: Uint8Array[] = [];
  const accept = (piece: Uint8Array): Promise<void> => {
    pieces.push(piece);
    return Promise.resolve();
  };
  await runSandboxed({ database, query, target: { format: "ndjson" } }, accept, LIMITS);
  const lines = Buffer.concat(pieces).toString().split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line) as TableDigest);
}

/** One row for each table. A row's text is its JSON, which names every column; rows are ordered by their hashes. */
function digestSql(tables: readonly string[]): string {
  return tables
    .map(
      (table) => `
    select
      ${quoted(table)} as table_name,
      count(*) as row_count,
      sha256(coalesce(string_agg(row_sha256, '' order by row_sha256), '')) as rows_sha256
    from (select sha256(to_json(whole_row)::varchar) as row_sha256 from "${table}" as whole_row)`,
    )
    .join("\nunion all\n");
}

function combined(digests: readonly TableDigest[]): RowsDigest {
  const sorted = [...digests].sort((a, b) => (a.table_name < b.table_name ? -1 : 1));
  const hash = createHash("sha256");
  for (const { table_name, row_count, rows_sha256 } of sorted) {
    hash.update(`${table_name} ${row_count} ${rows_sha256}\n`);
  }
  const tables = Object.fromEntries(sorted.map((table) => [table.table_name, table.row_count]));
  return { tables, digest: hash.digest("hex") };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function spoiled(where: string, what: string): AlmanacError {
  return new AlmanacError(what, {
    where,
    next: "Run npx almanac nightly again; if it fails again, look at the disk. What was published before stands.",
  });
}
