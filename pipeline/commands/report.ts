import { join } from "node:path";

import type { Configuration } from "../contracts/configuration.ts";
import { AlmanacError, EXIT, type ExitCode } from "../contracts/errors.ts";
import { Database } from "../lib/duckdb.ts";
import { messageOf } from "../lib/errno.ts";
import { findPublished } from "../lib/published.ts";
import { openPress, printPages } from "../print-edition.ts";
import { national } from "../reports/national.ts";
import { reports, type ReportDefinition } from "../reports/registry.ts";
import { readViews, type Warehouse } from "../reports/views.ts";
import { editionOf, refuseEdition } from "./edition.ts";
import { print, printJson, type Io } from "./io.ts";

/** What `almanac report` is asked. */
export interface ReportOptions {
  /** `national`, `state` or `all`. */
  readonly which: string;
  /** Postal code or name of a state; null where none is given. */
  readonly state: string | null;
  readonly warehouseDir: string;
  /** Folder for the files; not one of an edition. */
  readonly outDir: string;
  /** SOURCE_DATE_EPOCH, which dates a warehouse whose edition is not to be found; null where it is not set. */
  readonly sourceDateEpoch: number | null;
  readonly configuration: Configuration;
  readonly json: boolean;
}

/**
 * `almanac report`: prints reports from the published warehouse, as PDF and for the screen, with the
 * evidence of their figures; byte for byte as a night with the same paper and configuration does.
 *
 * @throws AlmanacError: usage for a report or state that there is not, and for a folder of an edition;
 *   failed where nothing is published, or printing fails.
 */
export async function reportCommand(options: ReportOptions, io: Io): Promise<ExitCode> {
  const { outDir, configuration } = options;
  await refuseEdition(outDir);
  const published = await findPublished(options.warehouseDir);
  const { keys, edition } = await withWarehouse(published.path, async (db) => {
    await requireViews(db, published.path);
    return {
      keys: await chosenPages(db, options),
      edition: published.edition ?? (await editionOf(db, options.sourceDateEpoch)),
    };
  });
  const press = await openPress(configuration);
  try {
    const request = { edition, dir: outDir, press, configuration, log: io.log };
    const files = await printPages({ ...request, warehousePath: published.path }, keys);
    const paths = files.map((file) => join(outDir, file));
    io.log.close();
    if (options.json) {
      const { paper } = configuration;
      printJson(io, { edition: edition.id, data_date: edition.data_date, paper, files: paths });
    } else for (const path of paths) print(io, path);
    return EXIT.published;
  } finally {
    await press.printer.close();
  }
}

async function withWarehouse<Result>(
  path: string,
  read: (db: Warehouse) => Promise<Result>,
): Promise<Result> {
  const db = await Database.openReadOnly(path);
  try {
    return await read(db);
  } finally {
    db.close();
  }
}

/** Refuses a warehouse that lacks a view or table this version reads: it was built by another, or is none. */
async function requireViews(db: Warehouse, path: string): Promise<void> {
  try {
    await readViews(db);
    await db.query("select digest from runs");
  } catch (cause) {
    throw new AlmanacError(
      `the warehouse is not one of this version: ${messageOf(cause).split("\n")[0] ?? ""}`,
      {
        where: path,
        next: "Build it anew: almanac nightly --force",
        cause,
      },
    );
  }
}

/** Keys of the pages that are asked for. */
async function chosenPages(db: Warehouse, { which, state }: ReportOptions): Promise<readonly string[]> {
  if (!["national", "state", "all"].includes(which)) {
    throw usage(`there is no report "${which}"`, "command line", "Say national, state and a state, or all.");
  }
  if (which === "state") return [await handoutOf(db, state)];
  if (state !== null) {
    throw usage(`"${which}" takes no state`, "command line", "Say: almanac report state CODE.");
  }
  return await pagesOf(which === "all" ? reports : [national], db);
}

/** Key of the handout of a state, by its code or name. */
async function handoutOf(db: Warehouse, given: string | null): Promise<string> {
  interface Row {
    readonly state: string;
    readonly state_name: string;
  }
  const states = await db.query<Row>("select state, state_name from report_states order by state");
  const keys = await pagesOf(reports, db);
  const keyOf = ({ state }: Row): string => `states/${state}`;
  const printable = states.filter((row) => keys.includes(keyOf(row))).map(({ state }) => state);
  const next =
    printable.length === 0
      ? "No source loaded lists cities or regions; add one that does, and run a night."
      : `There are handouts of: ${printable.join(", ")}.`;
  if (given === null) throw usage("a handout needs a state", "command line", next);
  const name = given.trim().toLowerCase();
  const found = states.find(
    ({ state, state_name }) => state.toLowerCase() === name || state_name.toLowerCase() === name,
  );
  if (found === undefined) throw usage(`there is no state "${given}"`, "command line", next);
  if (keys.includes(keyOf(found))) return keyOf(found);
  throw usage(
    `no city or region of ${found.state_name} is in the warehouse, so it has no handout`,
    "command line",
    next,
  );
}

/** Keys of all pages of some reports. */
async function pagesOf(wanted: readonly ReportDefinition[], db: Warehouse): Promise<readonly string[]> {
  const keys: string[] = [];
  for (const report of wanted) keys.push(...(await report.pages(db)));
  return keys;
}

const usage = (what: string, where: string, next: string): AlmanacError =>
  new AlmanacError(what, { where, next, exitCode: EXIT.usage });
