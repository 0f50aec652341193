import { mkdir, readdir, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { AlmanacError } from "../../contracts/errors.ts";
import { syncPath, syncTree, uniqueSuffix } from "../atomic-file.ts";
import { sha256 } from "../digest.ts";
import { errnoCode, messageOf } from "../errno.ts";

/** Name of the file that describes an export. */
export const DATA_PACKAGE = "datapackage.json";

/**
 * Makes a folder with what `write` puts into it, whole or not at all: it is filled aside and moved into place.
 * A folder of that name is replaced where it is empty or an earlier export as it was made.
 *
 * @param write Gets the folder to fill.
 * @throws AlmanacError where something else stands there, which is left as it is, and where nothing can be written.
 */
export async function writeExport(folder: string, write: (aside: string) => Promise<void>): Promise<void> {
  try {
    await mkdir(dirname(folder), { recursive: true });
    const target = await existing(folder);
    if (target !== null) await refuseForeign(target);
    await fillAndSwitch(target ?? folder, target !== null, write);
  } catch (cause) {
    if (cause instanceof AlmanacError) throw cause;
    throw new AlmanacError(`the export cannot be written: ${messageOf(cause).split("\n", 1).join("")}`, {
      where: folder,
      next:
        errnoCode(cause) === "ENOSPC" || messageOf(cause).includes("No space left")
          ? "Make room on the disk, or name a folder on another one."
          : "Name a folder in one that can be written to.",
      cause,
    });
  }
}

/** The folder without links in its path; null where there is nothing. */
async function existing(folder: string): Promise<string | null> {
  try {
    return await realpath(folder);
  } catch (error) {
    if (errnoCode(error) === "ENOENT") return null;
    throw error;
  }
}

async function fillAndSwitch(
  target: string,
  isThere: boolean,
  write: (aside: string) => Promise<void>,
): Promise<void> {
  const beside = (): string => join(dirname(target), `.${basename(target)}.${uniqueSuffix()}`);
  const aside = beside();
  try {
    await mkdir(aside);
    await write(aside);
    await syncTree(aside);
    if (isThere) await replace(aside, target, beside());
    else await rename(aside, target);
    await syncPath(dirname(target));
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** Puts a folder in place of another, which is removed last and comes back where the switch fails. */
async function replace(aside: string, target: string, before: string): Promise<void> {
  await rename(target, before);
  try {
    await rename(aside, target);
  } catch (error) {
    await rename(before, target);
    throw error;
  }
  await rm(before, { recursive: true });
}

/** Refuses whatever is not an empty folder and not an export whose files are as they were written. */
async function refuseForeign(target: string): Promise<void> {
  if (!(await stat(target)).isDirectory()) throw foreign(target, "it is no folder");
  const names = await readdir(target);
  if (names.length === 0) return;
  const digests = names.includes(DATA_PACKAGE) ? await digestsIn(join(target, DATA_PACKAGE)) : null;
  if (digests === null) throw foreign(target, "it holds files, and no export is among them");
  for (const name of names) {
    if (name === DATA_PACKAGE) continue;
    const path = join(target, name);
    const isOurs = (await stat(path)).isFile() && digests.get(name) === sha256(await readFile(path));
    if (!isOurs) throw foreign(target, `${name} in it is not as an export wrote it`);
  }
}

/** Digests of the files that a data package of the almanac names; null where it is none. */
async function digestsIn(path: string): Promise<ReadonlyMap<unknown, unknown> | null> {
  try {
    const { resources } = JSON.parse(await readFile(path, "utf8")) as {
      resources: { path: unknown; hash: unknown }[];
    };
    return new Map(resources.map(({ path, hash }) => [path, String(hash).replace(/^sha256:/u, "")]));
  } catch {
    return null;
  }
}

function foreign(target: string, why: string): AlmanacError {
  return new AlmanacError(`the export would overwrite what is there: ${why}`, {
    where: target,
    next: "Name another folder, or empty this one.",
  });
}
