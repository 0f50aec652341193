import { open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { text } from "node:stream/consumers";
import { AlmanacError, EXIT } from "../contracts/errors.ts";
import { uniqueSuffix } from "../lib/atomic-file.ts";
import { warehouseFile } from "../lib/duckdb.ts";
import { errnoCode, messageOf } from "../lib/errno.ts";
import type { TextFormat } from "../lib/result-text.ts";
import { runSandboxed } from "../lib/sql-sandbox.ts";

/** Forms in which `almanac sql` gives its rows. */
export const SQL_FORMATS = ["table", "csv", "json", "ndjson", "parquet"] as const;

/** What the command line asks for. */
export interface SqlArguments {
  readonly query: string;
  /** Path of the warehouse file, or of a link to it. */
  readonly database: string;
  /** One of {@link SQL_FORMATS}. */
  readonly format: string;
  /** File to write to; null for stdout. */
  readonly output: string | null;
}

/**
 * The query of a command line: its argument, or else what stands on stdin.
 *
 * @throws AlmanacError with the exit code for wrong usage where there is no argument and stdin is a terminal.
 */
export async function readQuery(
  argument: string | undefined,
  stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean },
): Promise<string> {
  if (argument !== undefined) return argument;
  if (stdin.isTTY === true) throw usage("There is no query.", 'Give one: npx almanac sql "show tables"');
  return text(stdin);
}

/**
 * `almanac sql`: runs one reading statement on the published warehouse, in a sandbox (see
 * {@link runSandboxed}), and prints its rows as {@link resultPrinter} says. With an output file,
 * that file appears whole or not at all. A reader that closes stdout early ends the query.
 *
 * @throws AlmanacError where there is no warehouse, the query is wrong, changes something or exceeds its
 *   limits, the output cannot be written, or (as wrong usage) Parquet is asked for without a file.
 */
export async function runSqlCommand(
  args: SqlArguments,
  io: { readonly stdout: NodeJS.WritableStream },
): Promise<void> {
  if (args.query.trim() === "") throw usage("The query is empty.", 'Give one: npx almanac sql "show tables"');
  const format = SQL_FORMATS.find((known) => known === args.format);
  if (format === undefined) {
    throw usage(`There is no format ${args.format}.`, `Choose one of ${SQL_FORMATS.join(", ")}.`);
  }
  const asked = { query: args.query, database: await warehouseFile(args.database) };
  if (args.output !== null) {
    await toFile(args.output, (aside) => writeResult(asked, format, aside));
  } else if (format === "parquet") {
    throw usage("Parquet is not text, and stdout takes text.", "Name a file for it: -o FILE");
  } else {
    await toStream(asked, format, io.stdout);
  }
}

interface Asked {
  readonly query: string;
  readonly database: string;
}

async function toStream(asked: Asked, format: TextFormat, stream: NodeJS.WritableStream): Promise<void> {
  const accept = (piece: Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => {
      stream.write(piece, (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  try {
    await runSandboxed({ ...asked, target: { format } }, accept);
  } catch (error) {
    // The reader has seen enough.
    if (errnoCode(error) !== "EPIPE") throw error;
  }
}

async function writeResult(asked: Asked, format: TextFormat | "parquet", file: string): Promise<void> {
  if (format === "parquet") {
    await runSandboxed({ ...asked, target: { format, path: file } }, () => Promise.resolve());
    return;
  }
  const handle = await open(file, "wx");
  try {
    await runSandboxed({ ...asked, target: { format } }, async (piece) => handle.writeFile(piece));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Has a file written aside and moved into place when it is whole. */
async function toFile(output: string, write: (aside: string) => Promise<void>): Promise<void> {
  const file = path.resolve(output);
  const aside = path.join(path.dirname(file), `.${path.basename(file)}.${uniqueSuffix()}`);
  try {
    await write(aside);
    await rename(aside, file);
  } catch (cause) {
    if (cause instanceof AlmanacError) throw cause;
    throw new AlmanacError(`The result cannot be written: ${messageOf(cause)}`, {
      where: file,
      next: "Name a file in a folder that exists and can be written to.",
      cause,
    });
  } finally {
    await rm(aside, { force: true });
  }
}

function usage(what: string, next: string): AlmanacError {
  return new AlmanacError(what, { where: "almanac sql", next, exitCode: EXIT.usage });
}
