import { open, readFile } from "node:fs/promises";
import { errnoCode } from "./errno.ts";

/** What a file of JSON lines holds, and how many of its lines could not be read. */
export interface JsonLines<Line> {
  /** Oldest first. */
  readonly lines: readonly Line[];
  /** Lines cut short by a kill or a full disk, or of another form; they are left where they are and skipped. */
  readonly damaged: number;
}

/**
 * Adds lines to a file of JSON lines, which is only ever appended to, and makes them last. A last line
 * that was cut short is ended first, so that it costs only itself; what a full disk cuts
 * short is taken back.
 *
 * @throws whatever the file system says.
 */
export async function appendJsonLines(path: string, added: readonly object[]): Promise<void> {
  const handle = await open(path, "a+");
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    const torn = size > 0 && last[0] !== 0x0a;
    const text = `${torn ? "\n" : ""}${added.map((line) => `${JSON.stringify(line)}\n`).join("")}`;
    try {
      // A single write may end early on a full disk, without an error.
      await handle.writeFile(text);
      await handle.sync();
    } catch (error) {
      await handle.truncate(size).catch(() => undefined);
      throw error;
    }
  } finally {
    await handle.close();
  }
}

/**
 * Reads a file of JSON lines; one that is not there has none.
 *
 * @param parse Throws for a line of another form.
 * @throws whatever the file system says.
 */
export async function readJsonLines<Line>(
  path: string,
  parse: (json: unknown) => Line,
): Promise<JsonLines<Line>> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (errnoCode(error) === "ENOENT") return "";
    throw error;
  });
  const found = text.split("\n").filter((line) => line !== "");
  const lines = found.flatMap((line) => {
    try {
      return [parse(JSON.parse(line))];
    } catch {
      return [];
    }
  });
  return { lines, damaged: found.length - lines.length };
}
