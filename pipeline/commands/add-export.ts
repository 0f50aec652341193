import { resolve } from "node:path";
import { Option, type Command } from "commander";
import { sourceDateEpoch } from "../lib/source-date.ts";
import type { Io } from "./io.ts";
import { examples, folder, type Done } from "./options.ts";

/** Adds `almanac export`. */
export function addExport(program: Command, io: Io, done: Done): void {
  program
    .command("export")
    .description("write the tables of the published warehouse as files, with a description of every column")
    .argument("<dir>", "folder to make; an earlier export in it is replaced, anything else is left alone")
    .addOption(
      new Option("--format <format>", "one file a table, or for xlsx one workbook of all")
        .choices(["csv", "parquet", "xlsx"])
        .makeOptionMandatory(),
    )
    .addOption(folder.warehouse())
    .addHelpText(
      "after",
      examples(
        ["almanac export tables --format parquet", "for DuckDB, R, Python: types as in the warehouse"],
        [
          "almanac export tables --format csv",
          "for anything; datapackage.json says how to read apostrophes and missing values",
        ],
        ["almanac export tables --format xlsx", "for spreadsheets: a sheet a table"],
      ),
    )
    .action(
      async (dir: string, { format, warehouse }: { readonly format: string; readonly warehouse: string }) => {
        const { exportCommand } = await import("./export.ts");
        const request = {
          dir: resolve(dir),
          format,
          warehouseDir: warehouse,
          sourceDateEpoch: sourceDateEpoch(process.env["SOURCE_DATE_EPOCH"]),
        };
        done(await exportCommand(request, io));
      },
    );
}
