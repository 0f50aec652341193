import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { inject } from "vitest";
import type {} from "./run-folder.ts";

/**
 * Something that takes long to make and that the tests of several files read: made by the first that asks, in
 * whatever order they run; the others wait for it. Nobody changes it.
 *
 * @param make Makes a file or a folder at the path it is given.
 * @returns where it lies.
 */
export async function madeOnce(name: string, make: (path: string) => Promise<void>): Promise<string> {
  const path = join(inject("runFolder"), name);
  if (existsSync(path)) return path;
  const [claim, failure] = [`${path}.claim`, `${path}.failed`];
  const isOurs = await mkdir(claim).then(
    () => true,
    () => false,
  );
  if (isOurs) {
    try {
      await make(join(claim, "made"));
    } catch (error) {
      await writeFile(failure, String(error));
      throw error;
    }
    await rename(join(claim, "made"), path);
    return path;
  }
  while (!existsSync(path)) {
    if (existsSync(failure)) throw new Error(`${name} could not be made; the test that tried says why.`);
    await pause(50);
  }
  return path;
}
