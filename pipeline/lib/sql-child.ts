import {
  DuckDBInstance,
  DuckDBTypeId,
  StatementType,
  type DuckDBConnection,
  type DuckDBExtractedStatements,
  type DuckDBPreparedStatement,
} from "@duckdb/node-api";
import { AlmanacError } from "../contracts/errors.ts";
import { messageOf } from "./errno.ts";
import { resultPrinter, type TextFormat } from "./result-text.ts";
import { faultOf } from "./sql-faults.ts";
import type { SqlAnswer, SqlJob } from "./sql-sandbox.ts";

// The process in which sql-sandbox.ts runs a query: takes one job over the channel, prints the result
// on stdout, answers over the channel, ends.

const NUMBERS = new Set([
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.UHUGEINT,
  DuckDBTypeId.FLOAT,
  DuckDBTypeId.DOUBLE,
  DuckDBTypeId.DECIMAL,
]);

// Without its parent nobody reads the result or keeps the time.
const orphaned = (): void => void process.kill(process.pid, "SIGKILL");

process.once("disconnect", orphaned);
process.once("message", (job: SqlJob) => {
  void answer(job).then((answered) => {
    process.removeListener("disconnect", orphaned);
    process.send?.(answered, () => {
      process.disconnect();
    });
  });
});

async function answer(job: SqlJob): Promise<SqlAnswer> {
  try {
    const connection = await openSandbox(job);
    const statement = await readOnlyStatement(connection, job.query);
    if (job.target.format === "parquet") await copy(connection, job.query, job.target.path);
    else await print(statement, job.target.format);
    return { fault: null };
  } catch (error) {
    return { fault: faultOf(error, job.query, job.database) };
  }
}

/** Opens the file so that a query can read its tables and reach nothing else. */
async function openSandbox(job: SqlJob): Promise<DuckDBConnection> {
  const connection = await open(job);
  await connection.run("set TimeZone = 'UTC'");
  await connection.run("set errors_as_json = true");
  if (job.target.format === "parquet") {
    await connection.run(`set allowed_paths = [${quoted(job.target.path)}]`);
  }
  await connection.run("set enable_external_access = false");
  // Table functions that write logs and profiles heed this setting only; a result in Parquet is a file, though.
  if (job.target.format !== "parquet") await connection.run("set disabled_filesystems = 'LocalFileSystem'");
  await connection.run("set lock_configuration = true");
  return connection;
}

async function open(job: SqlJob): Promise<DuckDBConnection> {
  try {
    const instance = await DuckDBInstance.create(job.database, {
      access_mode: "READ_ONLY",
      memory_limit: job.memory,
      // Nothing is spilled to disk: what does not fit is refused.
      temp_directory: "",
      threads: "2",
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
    });
    return await instance.connect();
  } catch (cause) {
    throw new AlmanacError(`DuckDB cannot open this file: ${messageOf(cause).split("\n", 1).join("")}`, {
      where: job.database,
      next: "Build the warehouse anew: npx almanac nightly",
      cause,
    });
  }
}

async function readOnlyStatement(
  connection: DuckDBConnection,
  query: string,
): Promise<DuckDBPreparedStatement> {
  const statements = await statementsIn(connection, query);
  if (statements?.count !== 1) {
    throw new AlmanacError(`The query holds ${statements?.count ?? "no"} statements.`, {
      where: "the query",
      next: "Ask one statement at a time.",
    });
  }
  const statement = await statements.prepare(0);
  const type = statement.statementType;
  if (type === StatementType.SELECT || type === StatementType.EXPLAIN) return statement;
  throw new AlmanacError(`The warehouse can only be read here, and this is ${StatementType[type]}.`, {
    where: "the query",
    next: "Ask with SELECT, FROM, DESCRIBE, SHOW, SUMMARIZE or EXPLAIN; what is in the warehouse changes with npx almanac nightly only.",
  });
}

/** The statements of a text; null where it holds none, which DuckDB says in an error without a report. */
async function statementsIn(
  connection: DuckDBConnection,
  query: string,
): Promise<DuckDBExtractedStatements | null> {
  try {
    return await connection.extractStatements(query);
  } catch (error) {
    if (messageOf(error).includes("{")) throw error;
    return null;
  }
}

async function print(statement: DuckDBPreparedStatement, format: TextFormat): Promise<void> {
  const result = await statement.stream();
  const isJson = format === "json" || format === "ndjson";
  const printer = resultPrinter(format, {
    names: isJson ? result.deduplicatedColumnNames() : result.columnNames(),
    areNumbers: result.columnTypes().map((type) => NUMBERS.has(type.typeId)),
  });
  await write(printer.begin());
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    await write(printer.rows(chunk.getRows()));
  }
  await write(printer.end());
}

async function copy(connection: DuckDBConnection, query: string, path: string): Promise<void> {
  await connection.run(`create temporary view result_of_query as ${query}`);
  await connection.run(`copy result_of_query to ${quoted(path)} (format parquet, use_tmp_file false)`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Waits until the text has left the process, so that a slow reader holds the query back. */
function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
