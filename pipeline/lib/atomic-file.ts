import { randomBytes } from "node:crypto";
import { link, open, readdir, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import { errnoCode } from "./errno.ts";
import { isRunning } from "./processes.ts";

/** Eight hex digits that make a name unlike any other. */
export const uniqueSuffix = (): string => randomBytes(4).toString("hex");

/** A dotfile beside `path`, for what is moved into place when it is whole. Its name tells whose it is. */
const asideOf = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${process.pid}-${uniqueSuffix()}`);

const ASIDE_NAME = /^\.(?<name>.+)\.(?<pid>\d+)-[0-9a-f]{8}$/u;

/** What a process that is no more had made beside a name and not moved there, or not yet removed. */
export interface LeftAside {
  readonly path: string;
  /** The name that it was made for, in the same folder. */
  readonly name: string;
}

/** What killed processes left in a folder; nothing where there is no folder. */
export async function leftAsides(folder: string): Promise<LeftAside[]> {
  const names = await readdir(folder).catch(() => []);
  return names.flatMap((found) => {
    const { name, pid } = ASIDE_NAME.exec(found)?.groups ?? {};
    return name === undefined || isRunning(Number(pid)) ? [] : [{ path: join(folder, found), name }];
  });
}

/** Makes the bytes of a file, or the names in a folder, survive a power cut. */
export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** {@link syncPath} for a folder and everything below it; links are not followed. */
export async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await syncTree(path);
    else if (entry.isFile()) await syncPath(path);
  }
  await syncPath(folder);
}

/**
 * Creates `path` with these bytes, whole or not at all.
 *
 * @returns false if something of that name is there already; it is left as it is.
 */
export async function createFile(path: string, bytes: Uint8Array | string): Promise<boolean> {
  return await withAside(path, bytes, (aside) => linkNew(aside, path));
}

/** Writes bytes into a file beside `path` and makes them last; it is removed when the work with it is done. */
export async function withAside<Result>(
  path: string,
  bytes: Uint8Array | string,
  work: (aside: string) => Promise<Result>,
): Promise<Result> {
  const aside = asideOf(path);
  try {
    const handle = await open(aside, "wx");
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return await work(aside);
  } finally {
    await rm(aside, { force: true });
  }
}

/**
 * Gives the finished file `from` the further name `to` in one step, unless the name is taken.
 * (A rename would replace what is there.)
 *
 * @returns false if the name is taken.
 */
export async function linkNew(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
  } catch (error) {
    if (errnoCode(error) === "EEXIST") return false;
    throw error;
  }
  await syncPath(dirname(to));
  return true;
}

/** Points the symbolic link `path` at `target` in one step; a reader sees the old target or the new one. */
export async function replaceLink(path: string, target: string): Promise<void> {
  const aside = asideOf(path);
  try {
    await symlink(target, aside);
    await rename(aside, path);
  } finally {
    await rm(aside, { force: true });
  }
  await syncPath(dirname(path));
}
