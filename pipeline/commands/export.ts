import { AlmanacError, EXIT, type ExitCode } from "../contracts/errors.ts";
import { Database } from "../lib/duckdb.ts";
import { messageOf } from "../lib/errno.ts";
import { EXPORT_FORMATS, type ExportOrigin } from "../lib/export/data-package.ts";
import { writeExport } from "../lib/export/folder.ts";
import { exportedTables } from "../lib/export/tables.ts";
import { writeTables } from "../lib/export/write-tables.ts";
import { findPublished, type PublishedWarehouse } from "../lib/published.ts";
import { editionOf, refuseEdition } from "./edition.ts";
import { plural, print, type Io } from "./io.ts";

/** What `almanac export` is asked. */
export interface ExportOptions {
  /** Folder to make. */
  readonly dir: string;
  /** One of {@link EXPORT_FORMATS}. */
  readonly format: string;
  readonly warehouseDir: string;
  /** SOURCE_DATE_EPOCH, which dates a warehouse whose edition is not to be found; null where it is not set. */
  readonly sourceDateEpoch: number | null;
}

/**
 * `almanac export`: writes the tables and views of the published warehouse that are for analysts into a folder,
 * with a description of every column, and prints the folder's path. The folder appears whole or not at all.
 *
 * @throws AlmanacError: usage for an unknown format and for a folder of an edition; failed where nothing is
 *   published, something else than an earlier export stands there, or it cannot be written.
 */
export async function exportCommand(options: ExportOptions, io: Io): Promise<ExitCode> {
  const { dir, warehouseDir } = options;
  const format = EXPORT_FORMATS.find((known) => known === options.format);
  if (format === undefined) {
    throw new AlmanacError(`there is no format ${options.format}`, {
      where: "almanac export",
      next: `Choose one of ${EXPORT_FORMATS.join(", ")}.`,
      exitCode: EXIT.usage,
    });
  }
  await refuseEdition(dir);
  const published = await findPublished(warehouseDir);
  const db = await Database.openReadOnly(published.path);
  try {
    const origin = await originOf(db, published, options.sourceDateEpoch);
    const tables = await exportedTables(db);
    await writeExport(dir, async (aside) => {
      io.log.stage("exporting tables", tables.length);
      await writeTables(db, tables, format, origin, aside, () => {
        io.log.step();
      });
    });
    io.log.close();
    io.log.info(`edition ${origin.edition}: ${plural(tables.length, "table")} as ${format}`);
    print(io, dir);
    return EXIT.published;
  } finally {
    db.close();
  }
}

async function originOf(
  db: Database,
  published: PublishedWarehouse,
  epoch: number | null,
): Promise<ExportOrigin> {
  try {
    const edition = published.edition ?? (await editionOf(db, epoch));
    const sources = await db.query<{ readonly title: string; readonly url: string | null }>(
      "select publisher || ': ' || title || ' (' || terms || ')' as title, url from sources order by source_id",
    );
    return { edition: edition.id, dataDate: edition.data_date, sources };
  } catch (cause) {
    throw new AlmanacError(
      `the warehouse is not one of this version: ${messageOf(cause).split("\n", 1).join("")}`,
      {
        where: published.path,
        next: "Build it anew: almanac nightly --force",
        cause,
      },
    );
  }
}
