import { join } from "node:path";

import { Command, Option } from "commander";

import { EXIT } from "../contracts/errors.ts";
import { DEFAULT_FOLDERS } from "../lib/paths.ts";
import { sourceDateEpoch } from "../lib/source-date.ts";
import { projectVersion } from "../lib/version.ts";
import { SOURCE_IDS } from "../sources/ids.ts";
import { addExport } from "./add-export.ts";
import type { Io } from "./io.ts";
import {
  configOption,
  configured,
  configuredWebhook,
  type Done,
  examples,
  folder,
  folderOption,
  occupationOption,
  paperOption,
  type PrintFlags,
} from "./options.ts";
import { addAdd, addWarc } from "./snapshot-commands.ts";

const EXIT_CODES = `
Exit codes:
  0  published, or nothing to do; for the other commands: done
  1  failed; what was published before stands untouched
  2  wrong usage
  3  checks blocked publication
  4  another run is at work on the warehouse

Without --raw, --warehouse and --out the almanac uses the folders raw/, warehouse/ and reports/ of
the project, wherever it is started. "almanac help COMMAND" explains a command.
`;

/** Options that several commands have, as Commander names them. */
interface Flags {
  readonly raw: string;
  readonly warehouse: string;
  readonly out: string;
  readonly json?: true;
}

/**
 * The command line: commands, options and help texts. The code of a command, and the heavy libraries
 * under it, is loaded when it is called, so that help and a night with nothing to do start fast.
 * Errors of usage are thrown by `parseAsync` as CommanderError, others as AlmanacError.
 */
export function buildProgram(io: Io, done: Done): Command {
  const program = new Command("almanac")
    .description(
      "Market reports about health information work, every number traceable to the bytes it came from.",
    )
    .version(projectVersion())
    .option("--debug", "print the stack trace of an error")
    .addHelpText("after", EXIT_CODES)
    .exitOverride()
    .configureOutput({ outputError: () => undefined });
  for (const add of [
    addNightly,
    addReport,
    addExtract,
    addAdd,
    addSql,
    addExplain,
    addExport,
    addWarc,
    addStatus,
    addDoctor,
  ])
    add(program, io, done);
  return program;
}

function addNightly(program: Command, io: Io, done: Done): void {
  interface NightlyFlags extends Flags, PrintFlags {
    readonly only?: string;
    readonly offline?: true;
    readonly force?: true;
  }
  program
    .command("nightly")
    .description(
      "fetch what is new where that is configured, build warehouse and reports, publish both at once",
    )
    .addOption(folder.raw())
    .addOption(folder.warehouse())
    .addOption(folder.out())
    .option("--only <ids>", "read these sources only, ids separated by commas")
    .option("--offline", "open no connection, whatever is configured")
    .option("--force", "build even if the last edition was made from the same inputs")
    .addOption(configOption())
    .addOption(paperOption())
    .addOption(occupationOption())
    .option("--json", "print the result as JSON, progress as JSON lines on stderr")
    .addHelpText(
      "after",
      examples(
        ["almanac nightly", "the snapshots of the project, into its own folders"],
        [
          "almanac nightly --offline",
          "nothing is fetched; without fetch.contact in the configuration nothing is",
        ],
        ["almanac nightly --raw /data/raw --out /srv/www/reports", "other folders"],
        ["almanac nightly --only wgu,collegegrad --out /tmp/try", "two sources, published elsewhere"],
        [
          "almanac nightly --occupation 29-2052 --out /tmp/pharmacy",
          "another occupation: pharmacy technicians",
        ],
        ["almanac nightly --json 2>>night.log", "for a job that reads the result"],
      ),
    )
    .action(async ({ raw, warehouse, out, only, offline, force, json, ...print }: NightlyFlags) => {
      const request = {
        rawDir: raw,
        warehouseDir: warehouse,
        outDir: out,
        only: only === undefined ? null : await chosenSources(only),
        force: force === true,
        offline: offline === true,
        sourceDateEpoch: sourceDateEpoch(process.env["SOURCE_DATE_EPOCH"]),
        configuration: await configured(print),
        webhook: await configuredWebhook(print),
        json: json === true,
      };
      const { nightlyCommand } = await import("./nightly.ts");
      const { runNightly } = await import("../run.ts");
      done(await nightlyCommand(request, io, runNightly));
    });
}

function addReport(program: Command, io: Io, done: Done): void {
  program
    .command("report")
    .description("print reports from the published warehouse once more; editions are not touched")
    .argument("<which>", "national, state or all")
    .argument("[state]", "with state: a postal code or a name")
    .addOption(folder.warehouse())
    .addOption(
      folderOption(
        "--out <dir>",
        "folder for the files",
        join(DEFAULT_FOLDERS.outDir, "printed"),
        "reports/printed/",
      ),
    )
    .addOption(configOption())
    .addOption(paperOption())
    .option("--json", "print the result as JSON, progress as JSON lines on stderr")
    .addHelpText(
      "after",
      examples(
        ["almanac report state CA", "one handout as PDF and HTML, with the evidence of its figures"],
        ["almanac report state hawaii --paper a4 --out /tmp/print", "on other paper, elsewhere"],
        ["almanac report all --config center.json", "with an office's own name, address and logo"],
      ),
    )
    .action(async (which: string, state: string | undefined, flags: Omit<Flags, "raw"> & PrintFlags) => {
      const { warehouse, out, json, ...print } = flags;
      const request = {
        which,
        state: state ?? null,
        warehouseDir: warehouse,
        outDir: out,
        sourceDateEpoch: sourceDateEpoch(process.env["SOURCE_DATE_EPOCH"]),
        configuration: await configured(print),
        json: json === true,
      };
      const { reportCommand } = await import("./report.ts");
      done(await reportCommand(request, io));
    });
}

function addExtract(program: Command, io: Io, done: Done): void {
  program
    .command("extract")
    .description("print what would be loaded from files, as NDJSON; nothing is stored")
    .argument("<files...>", "pages of the source")
    .requiredOption("--source <id>", "source that the files are pages of")
    .addOption(configOption())
    .addOption(occupationOption())
    .addHelpText(
      "after",
      examples(
        ["almanac extract --source wgu page.html", "one line a row, with its place in the page"],
        ["almanac extract --source wgu *.html > rows.ndjson", "several pages; counts go to stderr"],
      ),
    )
    .action(async (files: string[], options: PrintFlags & { readonly source: string }) => {
      const { sourceOf, withReader } = await import("./reading.ts");
      const { extractCommand } = await import("./extract.ts");
      const source = sourceOf(options.source);
      const { occupation } = await configured(options);
      const asked = { sourceId: source.id, files };
      done(await withReader(source, occupation, (read) => extractCommand(asked, io, read)));
    });
}

function addSql(program: Command, io: Io, done: Done): void {
  interface SqlFlags {
    readonly warehouse: string;
    readonly format: string;
    readonly output?: string;
  }
  program
    .command("sql")
    .description("ask the published warehouse; it is opened read-only")
    .argument("[query]", "one SELECT; read from stdin if left out")
    .addOption(folder.warehouse())
    .addOption(
      new Option("--format <format>", "how to print the rows")
        .choices(["table", "csv", "json", "ndjson", "parquet"])
        .default("table"),
    )
    .option("-o, --output <file>", "write to a file instead of stdout")
    .addHelpText(
      "after",
      examples(
        ['almanac sql "select disposition, count(*) from records group by all"', "a table"],
        ['almanac sql "from city_salaries" --format csv -o cities.csv', "a file"],
        ["almanac sql --format json < question.sql", "a query kept in a file"],
      ),
    )
    .action(async (given: string | undefined, { warehouse, format, output }: SqlFlags) => {
      const { readQuery, runSqlCommand } = await import("./sql.ts");
      const { findPublished } = await import("../lib/published.ts");
      const query = await readQuery(given, io.stdin);
      const { path } = await findPublished(warehouse);
      await runSqlCommand({ query, database: path, format, output: output ?? null }, { stdout: io.stdout });
      done(EXIT.published);
    });
}

function addExplain(program: Command, io: Io, done: Done): void {
  interface ExplainFlags extends Flags {
    readonly report?: string;
    readonly all?: true;
  }
  program
    .command("explain")
    .description("take a printed figure back to the bytes it came from, and verify them")
    .argument("<figure>", "a figure's id, or its text as printed")
    .option("--report <key>", "only figures of this report: national, states/CA, …")
    .option("--all", "print every record under a figure, not only the first ten")
    .addOption(folder.raw())
    .addOption(folder.out())
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      examples(
        ["almanac explain '$38,040'", "in single quotes, or the shell takes $38 for a variable"],
        ["almanac explain '0.16%' --report states/CA", "as printed on one report"],
        ["almanac explain national:3", "by its id in evidence.json"],
      ),
    )
    .action(async (wanted: string, { raw, out, report, all, json }: ExplainFlags) => {
      const { explainCommand } = await import("./explain.ts");
      const folders = { rawDir: raw, outDir: out };
      const options = { ...folders, wanted, report: report ?? null, all: all === true, json: json === true };
      done(await explainCommand(options, io));
    });
}

function addStatus(program: Command, io: Io, done: Done): void {
  program
    .command("status")
    .description("the last good edition, the age of the sources, what is set aside, the last runs")
    .addOption(folder.warehouse())
    .addOption(folder.out())
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      examples(["almanac status", "for people"], ["almanac status --json", "for a monitor"]),
    )
    .action(async ({ warehouse, out, json }: Flags) => {
      const { statusCommand } = await import("./status.ts");
      done(await statusCommand({ warehouseDir: warehouse, outDir: out, json: json === true }, io));
    });
}

function addDoctor(program: Command, io: Io, done: Done): void {
  program
    .command("doctor")
    .description("see whether a night can run here, and say what to do where it cannot")
    .addOption(folder.raw())
    .addOption(folder.warehouse())
    .addOption(folder.out())
    .option("--json", "print JSON")
    .addHelpText("after", examples(["almanac doctor", "exit code 1 if something fails"]))
    .action(async ({ raw, warehouse, out, json }: Flags) => {
      const { doctorCommand } = await import("./doctor.ts");
      done(
        await doctorCommand({ rawDir: raw, warehouseDir: warehouse, outDir: out, json: json === true }, io),
      );
    });
}

/** @throws AlmanacError with `EXIT.usage` for ids that no source has. */
async function chosenSources(only: string): Promise<string[]> {
  const ids = [...new Set(only.split(",").map((id) => id.trim()))];
  const isKnown = (id: string): boolean => SOURCE_IDS.some((known) => known === id);
  if (ids.every(isKnown)) return ids;
  const { sourceOf } = await import("./reading.ts");
  return ids.map((id) => sourceOf(id).id);
}
