import { resolve } from "node:path";
import type { Command } from "commander";
import type { FetchPage } from "./add.ts";
import type { Io } from "./io.ts";
import { configOption, configured, type Done, examples, folder } from "./options.ts";

/** Adds `almanac add`. */
export function addAdd(program: Command, io: Io, done: Done): void {
  interface AddFlags {
    readonly raw: string;
    readonly config?: string;
    readonly url?: string;
    readonly retrievedAt?: string;
    readonly json?: boolean;
  }
  program
    .command("add")
    .description("store a page as a snapshot of a source, after seeing that a night could load it")
    .argument("<id>", "source that the file is a page of")
    .argument("<page>", "a file, or an address to fetch")
    .addOption(folder.raw())
    .addOption(configOption())
    .option("--url <url>", "where the page came from")
    .option("--retrieved-at <time>", "when it was fetched, as in 2026-08-01T06:00:00Z; now if left out")
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      examples(
        ["almanac add wgu page.html --url https://www.wgu.edu/career-guide/", "a page saved just now"],
        ["almanac add wgu https://www.wgu.edu/page.html", "fetched, if the configuration names a contact"],
        ["almanac add wgu old.html --retrieved-at 2024-05-01T00:00:00Z", "a page saved then"],
      ),
    )
    .action(async (id: string, file: string, { raw, config, url, retrievedAt, json }: AddFlags) => {
      const { judgeOf, sourceOf } = await import("./reading.ts");
      const { addCommand } = await import("./add.ts");
      const source = sourceOf(id);
      const options = {
        sourceId: id,
        file,
        rawDir: raw,
        url: url ?? null,
        retrievedAt: retrievedAt ?? null,
        json: json === true,
      };
      // Only an address needs a configuration, and the libraries that fetch it.
      const fetchPage: FetchPage = async (sourceId, address) => {
        const { fetch } = await configured(config === undefined ? {} : { config });
        const { pageFetcher } = await import("./fetch-page.ts");
        const { internet } = await import("../fetch/client.ts");
        return pageFetcher(fetch, internet)(sourceId, address);
      };
      done(await addCommand(options, io, judgeOf(source), fetchPage));
    });
}

/** Adds `almanac warc`. */
export function addWarc(program: Command, io: Io, done: Done): void {
  interface WarcFlags {
    readonly raw: string;
    readonly json?: true;
  }
  program
    .command("warc")
    .description("write every snapshot into one WARC file, the form that web archives keep")
    .argument("<file>", "file to write; compressed if its name ends in .gz")
    .addOption(folder.raw())
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      examples(["almanac warc snapshots.warc.gz", "read with any tool for WARC 1.1 files"]),
    )
    .action(async (file: string, { raw, json }: WarcFlags) => {
      const { warcCommand } = await import("./warc.ts");
      done(await warcCommand({ file: resolve(file), rawDir: raw, json: json === true }, io));
    });
}
