import { randomBytes } from "node:crypto";
import { link, open, readdir, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import { errnoCode } from "./errno.ts";

/** Eight hex digits that make a name unlike any other. */
export const uniqueSuffix = (): string => randomBytes(4).toString("hex");

/** A dotfile beside `path`, for what is moved into place when it is whole. */
const asideOf = (path: string): string => join(dirname(path), `.${basename(path)}.${uniqueSuffix()}`);

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
  const aside = asideOf(path);
  try {
    const handle = await open(aside, "wx");
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return await linkNew(aside, path);
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
