import { type ChildProcess, fork } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { AlmanacError } from "../contracts/errors.ts";
import type { TextFormat } from "./result-text.ts";
import type { SqlFault } from "./sql-faults.ts";

/** Where a result goes: as text to the caller, or as a Parquet file that the query's process writes. */
export type SqlTarget =
  { readonly format: TextFormat } | { readonly format: "parquet"; readonly path: string };

/** What a query may use. */
export interface SqlLimits {
  /** Seconds that the query may work; time that the caller takes to accept its output does not count. */
  readonly seconds: number;
  /** Memory of DuckDB, as its setting memory_limit takes it. */
  readonly memory: string;
}

/** Limits of a query by hand. */
export const SQL_LIMITS: SqlLimits = { seconds: 60, memory: "1GB" };

/** A job as it is sent to the child process. */
export interface SqlJob {
  readonly database: string;
  readonly query: string;
  readonly target: SqlTarget;
  readonly memory: string;
}

/** What the child process answers when it is done; null where the query succeeded. */
export interface SqlAnswer {
  readonly fault: SqlFault | null;
}

const CHILD = fileURLToPath(new URL("sql-child.ts", import.meta.url));
/** The child process is TypeScript run from source, like this one, and it holds no large rows in JavaScript. */
const CHILD_ARGUMENTS = [
  "--import",
  pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href,
  "--max-old-space-size=512",
];

/**
 * Runs one reading statement on a database file, in a process of its own with limits. The process opens
 * the file read-only, may touch no other file (but the Parquet file of its target), no network, no
 * extension, and can change no setting. Whatever the query does to it, this process goes on.
 *
 * @param accept Takes the text of the result piece by piece; the query waits for it.
 * @throws AlmanacError where the query is wrong, changes something, or exceeds its limits, where the file is no
 *   database, and where the process dies; whatever `accept` throws.
 */
export async function runSandboxed(
  asked: Omit<SqlJob, "memory">,
  accept: (piece: Uint8Array) => Promise<void>,
  limits: SqlLimits = SQL_LIMITS,
): Promise<void> {
  const child = fork(CHILD, [], { execArgv: CHILD_ARGUMENTS, stdio: ["ignore", "pipe", "pipe", "ipc"] });
  const ended = endOf(child);
  const answered = answerOf(child);
  const watch = stopwatch(limits.seconds * 1000, () => child.kill("SIGKILL"));
  try {
    watch.start();
    child.send({ ...asked, memory: limits.memory } satisfies SqlJob, () => undefined);
    for await (const piece of child.stdout ?? []) {
      watch.stop();
      await accept(piece as Uint8Array);
      watch.start();
    }
    const answer = await answered;
    const end = await ended;
    if (watch.expired()) throw tooSlow(limits);
    if (answer?.fault) throw new AlmanacError(answer.fault.what, answer.fault);
    if (answer === null || !end.isClean) throw died(end);
  } finally {
    watch.stop();
    child.kill("SIGKILL");
  }
}

/** The answer; null where the process went without one. */
function answerOf(child: ChildProcess): Promise<SqlAnswer | null> {
  return new Promise((resolve) => {
    child.once("message", (message) => {
      resolve(message as SqlAnswer);
    });
    child.once("disconnect", () => {
      resolve(null);
    });
  });
}

/** How the process ended, and the last it said on stderr. */
interface End {
  readonly isClean: boolean;
  readonly how: string;
  readonly stderr: string;
}

function endOf(child: ChildProcess): Promise<End> {
  return new Promise((resolve) => {
    let stderr = "";
    child.stderr?.on("data", (text: Buffer) => (stderr = `${stderr}${text.toString()}`.slice(-2000)));
    child.once("error", (error) => {
      resolve({ isClean: false, how: error.message, stderr });
    });
    child.once("close", (code, signal) => {
      resolve({ isClean: code === 0, how: signal ?? `exit code ${String(code)}`, stderr });
    });
  });
}

function died(end: End): AlmanacError {
  return new AlmanacError(`The process that ran the query died of it (${end.how}).`, {
    where: "the query",
    next: "Ask in another way. Where simple queries die too, the file is damaged: npx almanac nightly --force",
    cause: new Error(end.stderr),
  });
}

function tooSlow(limits: SqlLimits): AlmanacError {
  return new AlmanacError(`The query worked for more than ${limits.seconds} seconds and was stopped.`, {
    where: "the query",
    next: "Narrow it: a where clause, a limit, or a join on keys.",
  });
}

/** Adds up the time between start and stop, and calls `expire` when it exceeds the limit. */
function stopwatch(limit: number, expire: () => void) {
  let left = limit;
  let since: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isExpired = false;
  return {
    start() {
      since = performance.now();
      timer = setTimeout(() => {
        isExpired = true;
        expire();
      }, left);
    },
    stop() {
      clearTimeout(timer);
      if (since !== null) left = Math.max(0, left - (performance.now() - since));
      since = null;
    },
    expired: () => isExpired,
  };
}
