import { existsSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { DuckDBDataChunk, DuckDBInstance, type DuckDBConnection, type DuckDBValue } from "@duckdb/node-api";
import { AlmanacError } from "../contracts/errors.ts";
import { decodeValue, encodeValue, type SqlValue } from "./duckdb-values.ts";
import { messageOf } from "./errno.ts";

/** Rows that go through the appender at a time; DuckDB's own vector size. */
const BATCH = 2048;

const OPTIONS = {
  // Sums and averages of doubles depend on how threads share the rows; one thread adds in one order.
  threads: "1",
  // The almanac needs no extension that is not built in, and no stage but fetch may use the network.
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
};

const BUILD_OPTIONS = {
  ...OPTIONS,
  storage_compatibility_version: "latest",
  // Smallest there is: with many small tables and keys the file is a tenth of what the default makes.
  default_block_size: "16384",
};

/** Rows of a query that takes no parameters; see {@link Database.query}. */
export type Query = <Row extends object>(sql: string) => Promise<Row[]>;

/** A row to insert: every column of its table by name, null where there is no value. */
export type InsertRow = Readonly<Record<string, SqlValue>>;

/** A DuckDB file, open. */
export class Database {
  readonly path: string;
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  #isOpen = true;
  #isInTransaction = false;

  private constructor(path: string, instance: DuckDBInstance, connection: DuckDBConnection) {
    this.path = path;
    this.#instance = instance;
    this.#connection = connection;
  }

  /**
   * A new file to build the warehouse in. The path must never have been used: a write-ahead log left
   * beside it would be replayed into the new file.
   *
   * @throws AlmanacError where something stands at the path, or it cannot be written.
   */
  static async create(path: string): Promise<Database> {
    const taken = [path, `${path}.wal`].find((name) => existsSync(name));
    if (taken !== undefined) {
      throw new AlmanacError("A build of the warehouse never reuses a path, and this one is taken.", {
        where: taken,
        next: "Choose a path that does not exist.",
      });
    }
    return Database.#open(path, BUILD_OPTIONS);
  }

  /** A build that was closed, to go on with. For tests, which start from copies of one. */
  static async reopen(path: string): Promise<Database> {
    return Database.#open(await warehouseFile(path), BUILD_OPTIONS);
  }

  /**
   * An existing file, for reading only.
   *
   * @throws AlmanacError where the file is missing or is not a database.
   */
  static async openReadOnly(path: string): Promise<Database> {
    return Database.#open(await warehouseFile(path), { ...OPTIONS, access_mode: "READ_ONLY" });
  }

  static async #open(path: string, options: Record<string, string>): Promise<Database> {
    let instance: DuckDBInstance;
    try {
      instance = await DuckDBInstance.create(path, options);
    } catch (cause) {
      throw new AlmanacError(`DuckDB cannot open this file: ${firstLine(cause)}`, {
        where: path,
        next: "Build a new one: npx almanac nightly",
        cause,
      });
    }
    return new Database(path, instance, await connectTo(instance));
  }

  /** Runs one or more statements for their effect. */
  async run(sql: string): Promise<void> {
    await this.#connection.run(sql);
  }

  /**
   * Rows of a query, decoded as {@link decodeValue} says. Parameters stand for `$1`, `$2`, … The
   * caller names the row's type, since only the SQL knows it. Rows have no prototype, so that a
   * column may have any name.
   */
  async query<Row extends object>(sql: string, params: readonly SqlValue[] = []): Promise<Row[]> {
    return rowsOf<Row>(this.#connection, sql, params);
  }

  /**
   * Asks for each of some items, two at a time, on connections that see what is committed; within a transaction
   * one after the other, on the connection that sees what is not.
   *
   * @returns the answers in the order of the items.
   * @throws what the first item in that order threw, when all are done with.
   */
  async queryEach<Item, Answer>(
    items: readonly Item[],
    ask: (query: Query, item: Item) => Promise<Answer>,
  ): Promise<Answer[]> {
    const waiting = items.entries();
    const answers: Promise<Answer>[] = [];
    const askOn = async (connection: DuckDBConnection): Promise<void> => {
      for (const [at, item] of waiting) {
        answers[at] = ask((sql) => rowsOf(connection, sql), item);
        await answers[at].catch(() => undefined);
      }
    };
    const lane = async (): Promise<void> => {
      const connection = await connectTo(this.#instance);
      await askOn(connection);
      connection.closeSync();
    };
    await (this.#isInTransaction ? askOn(this.#connection) : Promise.all([lane(), lane()]));
    return Promise.all(answers);
  }

  /**
   * Rows of a query as DuckDB has them, some thousands at a time, for results that are too large to be held.
   * The next are read when these are done with; nothing else may be asked meanwhile.
   */
  async *stream(sql: string): AsyncGenerator<readonly (readonly DuckDBValue[])[]> {
    const result = await this.#connection.stream(sql);
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return;
      yield chunk.getRows();
    }
  }

  /** Runs work as one transaction: all of it happens, or, where it throws, none. */
  async transaction<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.run("begin transaction");
    this.#isInTransaction = true;
    try {
      const result = await work();
      await this.run("commit");
      return result;
    } catch (error) {
      // A commit that failed has ended the transaction itself; what went wrong first is what counts.
      await this.run("rollback").catch(() => undefined);
      throw error;
    } finally {
      this.#isInTransaction = false;
    }
  }

  /**
   * Appends rows to a table, by column name, a batch at a time: rows may be made while they are taken.
   *
   * @throws AlmanacError where a row has a column the table lacks, lacks a column the table has, holds
   *   a value of another type than the column's, or breaks a constraint of the table.
   */
  async insert(table: string, rows: Iterable<InsertRow>): Promise<void> {
    const columns = await this.#columnsOf(table);
    const appender = await this.#connection.createAppender(table);
    try {
      const types = columns.map((_, index) => appender.columnType(index));
      for (const batch of batches(rows)) {
        for (const row of batch) assertColumns(table, columns, row);
        const chunk = DuckDBDataChunk.create(types, batch.length);
        types.forEach((type, index) => {
          const column = columns[index] ?? "";
          const encoded = batch.map((row) => encodeValue(row[column] ?? null, type, `${table}.${column}`));
          chunk.setColumnValues(index, encoded);
        });
        appender.appendDataChunk(chunk);
      }
      appender.flushSync();
    } catch (cause) {
      appender.clear();
      throw cause instanceof AlmanacError ? cause : refusal(table, cause);
    } finally {
      appender.closeSync();
    }
  }

  async #columnsOf(table: string): Promise<string[]> {
    const columns = await this.query<{ column_name: string }>(
      "select column_name from duckdb_columns() where table_name = $1 order by column_index",
      [table],
    );
    if (columns.length === 0) {
      throw new AlmanacError("The warehouse has no such table.", {
        where: `table ${table}`,
        next: "Define it in warehouse/schema/.",
      });
    }
    return columns.map((column) => column.column_name);
  }

  /** Writes everything into the file itself, so that no write-ahead log stays beside it. */
  async checkpoint(): Promise<void> {
    await this.run("checkpoint");
  }

  /** Ends the connection and lets go of the file; once is enough, twice does no harm. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}

/**
 * The file that a path to a warehouse leads to. Links are followed, so that DuckDB looks for a
 * write-ahead log beside the build itself, never beside the link that is switched from build to build.
 *
 * @throws AlmanacError where there is nothing.
 */
export async function warehouseFile(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (cause) {
    throw new AlmanacError("There is no warehouse here.", {
      where: path,
      next: "Build it: npx almanac nightly",
      cause,
    });
  }
}

async function connectTo(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect();
  await connection.run("set TimeZone = 'UTC'");
  return connection;
}

async function rowsOf<Row extends object>(
  connection: DuckDBConnection,
  sql: string,
  params: readonly SqlValue[] = [],
): Promise<Row[]> {
  const reader = await connection.runAndReadAll(sql, [...params]);
  const names = reader.columnNames();
  return reader.getRows().map((values) => {
    const row = Object.create(null) as Record<string, unknown>;
    names.forEach((name, index) => (row[name] = decodeValue(values[index] ?? null, name)));
    return row as Row;
  });
}

function* batches(rows: Iterable<InsertRow>): Generator<readonly InsertRow[]> {
  let batch: InsertRow[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function assertColumns(table: string, columns: readonly string[], row: InsertRow): void {
  // As many columns as the table has, and all of its: the usual case, told without making lists.
  if (Object.keys(row).length === columns.length && columns.every((column) => row[column] !== undefined))
    return;
  const unknown = Object.keys(row).filter((column) => !columns.includes(column));
  const missing = columns.filter((column) => !Object.hasOwn(row, column));
  if (unknown.length === 0 && missing.length === 0) return;
  const faults = [
    ...unknown.map((column) => `it has ${column}, which the table lacks`),
    ...missing.map((column) => `it lacks ${column}, which the table has`),
  ];
  throw new AlmanacError(`A row does not fit its table: ${faults.join("; ")}.`, {
    where: `table ${table}, record ${String(row["record_id"] ?? "none")}`,
    next: "Make pipeline/contracts/rows.ts, warehouse/schema/ and the source's cleaner agree.",
  });
}

function refusal(table: string, cause: unknown): AlmanacError {
  return new AlmanacError(`The warehouse refuses rows: ${firstLine(cause)}`, {
    where: `table ${table}`,
    next: "Mend the cleaner that made the row; the constraint is in warehouse/schema/.",
    cause,
  });
}

function firstLine(cause: unknown): string {
  return messageOf(cause).split("\n", 1).join("");
}
