import { access, mkdir, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { DuckDBInstance } from "@duckdb/node-api";

import { AlmanacError, EXIT } from "../contracts/errors.ts";
import { linkNew, syncPath, uniqueSuffix } from "./atomic-file.ts";
import { errnoCode, messageOf } from "./errno.ts";
import { buildsDir } from "./paths.ts";

/** The right to build and publish; given back with {@link release}, or by the kernel when the process ends. */
export interface Lock {
  release(): Promise<void>;
}

/** Who holds the lock. */
export interface Holder {
  /** Null where the system does not tell. */
  readonly pid: number | null;
}

const NAME = "run.lock";

/** Folders that this process holds: the kernel refuses only other processes. */
const heldHere = new Set<string>();

/**
 * Lets one run at a time write to a warehouse folder.
 *
 * The lock is `<warehouse>/run.lock`, an empty DuckDB database opened for writing: DuckDB takes the
 * operating system's file lock on it, which the kernel drops when the process dies, however it dies.
 * So there is no stale PID file to clear by hand and no native addon for `flock`. The file stays
 * where it is and is never written to again. Nothing else may open it in the process that holds it:
 * POSIX drops a process's lock on a file when it closes any of its handles on that file.
 *
 * @throws AlmanacError with `EXIT.locked` if another run holds it, naming its process; with
 * `EXIT.failed` if the folder cannot be written to or the file is damaged.
 */
export async function acquireLock(warehouseDir: string): Promise<Lock> {
  const folder = await lockFolder(warehouseDir);
  if (heldHere.has(folder)) throw lockedError(folder, { pid: process.pid });
  heldHere.add(folder);
  try {
    const database = await openForWriting(folder);
    return {
      release: () => {
        database.closeSync();
        heldHere.delete(folder);
        return Promise.resolve();
      },
    };
  } catch (error) {
    heldHere.delete(folder);
    throw error;
  }
}

/**
 * Who holds the lock of a warehouse folder; null if nobody does. Leaves no trace.
 *
 * @throws AlmanacError if the lock file is damaged.
 */
export async function lockHolder(warehouseDir: string): Promise<Holder | null> {
  let folder: string;
  try {
    folder = await realpath(warehouseDir);
    await access(join(folder, NAME));
  } catch {
    return null;
  }
  if (heldHere.has(folder)) return { pid: process.pid };
  const opened = await tryOpen(join(folder, NAME), "READ_ONLY");
  if ("holder" in opened) return opened.holder;
  opened.database.closeSync();
  return null;
}

async function lockFolder(warehouseDir: string): Promise<string> {
  try {
    await mkdir(buildsDir(warehouseDir), { recursive: true });
    return await realpath(warehouseDir);
  } catch (error) {
    throw new AlmanacError(`the warehouse folder cannot be made: ${messageOf(error)}`, {
      where: warehouseDir,
      next: "Make the folder writable, or choose another with --warehouse.",
      cause: error,
    });
  }
}

async function openForWriting(folder: string): Promise<DuckDBInstance> {
  const path = join(folder, NAME);
  await createLockFile(folder, path);
  // `almanac status` looks at the lock for some milliseconds; a run must not fail on that.
  for (let attempt = 1; ; attempt += 1) {
    const opened = await tryOpen(path, "READ_WRITE");
    if ("database" in opened) return opened.database;
    if (attempt === 5) throw lockedError(folder, opened.holder);
    await pause(60);
  }
}

/** DuckDB writes a new file piece by piece, so it is made under another name and linked when whole. */
async function createLockFile(folder: string, path: string): Promise<void> {
  const aside = join(buildsDir(folder), `.lock-${uniqueSuffix()}`);
  try {
    await access(path);
  } catch {
    try {
      (await DuckDBInstance.create(aside)).closeSync();
      await syncPath(aside);
      await linkNew(aside, path);
    } catch (error) {
      throw new AlmanacError(`the lock cannot be made: ${messageOf(error)}`, {
        where: path,
        next: "Make the warehouse folder writable, or choose another with --warehouse.",
        cause: error,
      });
    } finally {
      await rm(aside, { force: true });
    }
  }
}

async function tryOpen(
  path: string,
  mode: "READ_WRITE" | "READ_ONLY",
): Promise<{ database: DuckDBInstance } | { holder: Holder }> {
  try {
    return { database: await DuckDBInstance.create(path, { access_mode: mode }) };
  } catch (error) {
    const message = messageOf(error);
    // DuckDB tells its errors apart by their text only.
    if (message.includes("Could not set lock on file")) {
      const pid = /\(PID (?<pid>\d+)\)/u.exec(message)?.groups?.["pid"];
      return { holder: { pid: pid === undefined ? null : Number(pid) } };
    }
    throw new AlmanacError(`the lock file cannot be used: ${message}`, {
      where: path,
      next:
        errnoCode(error) === "EACCES" || /Permission denied|Read-only file system/u.test(message)
          ? "Make the file and its folder writable for the user who runs the almanac."
          : "Delete the file; it holds no data and is made anew.",
      cause: error,
    });
  }
}

function lockedError(folder: string, holder: Holder): AlmanacError {
  const who = holder.pid === null ? "another run" : `another run (process ${holder.pid})`;
  return new AlmanacError(`${who} is at work on this warehouse`, {
    where: join(folder, NAME),
    next: "Wait until it has ended, then start again; nothing was changed.",
    exitCode: EXIT.locked,
  });
}
