import { open, rm } from "node:fs/promises";
import { AlmanacError, EXIT, type ExitCode } from "../contracts/errors.ts";
import { warcPieces } from "../fetch/warc.ts";
import { linkNew, uniqueSuffix } from "../lib/atomic-file.ts";
import { messageOf } from "../lib/errno.ts";
import { listSnapshots } from "../lib/raw-store.ts";
import { projectVersion } from "../lib/version.ts";
import { sources } from "../sources/registry.ts";
import { plural, print, printJson, type Io } from "./io.ts";

/** What `almanac warc` is asked to do. */
export interface WarcOptions {
  /** File to write; compressed where its name ends in `.gz`. */
  readonly file: string;
  readonly rawDir: string;
  readonly json: boolean;
}

/**
 * `almanac warc`: writes every snapshot of every source into one WARC file, whole or not at all.
 *
 * @throws AlmanacError if the raw directory cannot be read, the file is there already or cannot be written.
 */
export async function warcCommand({ file, rawDir, json }: WarcOptions, io: Io): Promise<ExitCode> {
  const { folders } = await listSnapshots(
    rawDir,
    sources.map(({ id }) => id),
  );
  for (const { where, message } of folders.flatMap(({ problems }) => problems))
    io.log.warn(`${where}: ${message}; it is left out`);
  const snapshots = folders.flatMap((folder) => folder.snapshots);
  const info = {
    software: `HealthCareersAlmanac/${projectVersion()}`,
    written: io.now(),
    isCompressed: file.endsWith(".gz"),
  };
  await writeWhole(file, warcPieces(snapshots, info));
  const fetched = snapshots.filter(({ meta }) => meta.retrieved_at !== null && meta.status !== null).length;
  if (json) printJson(io, { file, snapshots: snapshots.length, fetched });
  else print(io, `wrote ${plural(snapshots.length, "snapshot")} to ${file}, ${fetched} of them as fetched`);
  return EXIT.published;
}

async function writeWhole(file: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const aside = `${file}.${uniqueSuffix()}`;
  try {
    const handle = await open(aside, "wx");
    try {
      for await (const piece of pieces) await handle.writeFile(piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (!(await linkNew(aside, file))) throw new Error("a file of that name is there already");
  } catch (error) {
    throw new AlmanacError(`the WARC file cannot be written: ${messageOf(error)}`, {
      where: file,
      next: "Name a new file in a folder that can be written to and has room.",
      cause: error,
    });
  } finally {
    await rm(aside, { force: true });
  }
}
