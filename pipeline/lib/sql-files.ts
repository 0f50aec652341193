import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { AlmanacError } from "../contracts/errors.ts";
import { PROJECT_DIR } from "./paths.ts";

/** The project's own warehouse folder, which holds schema/, marts/ and checks/. */
export const WAREHOUSE_SQL = path.join(PROJECT_DIR, "warehouse");

/** A file of SQL. */
export interface SqlFile {
  /** File name without `.sql`. */
  readonly name: string;
  /** Full path, for messages. */
  readonly path: string;
  readonly text: string;
}

/**
 * The .sql files directly in a folder, in the order of their names' code units.
 *
 * @throws AlmanacError where the folder is missing.
 */
export async function sqlFiles(folder: string): Promise<SqlFile[]> {
  const names = (await listing(folder)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      return { name: name.slice(0, -".sql".length), path: file, text: await readFile(file, "utf8") };
    }),
  );
}

async function listing(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    throw new AlmanacError("The folder of SQL files cannot be read.", {
      where: folder,
      next: "Restore it from version control.",
      cause,
    });
  }
}
