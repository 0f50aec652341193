import { resolve } from "node:path";
import { InvalidArgumentError, Option } from "commander";
import type { Configuration, Paper } from "../contracts/configuration.ts";
import type { ExitCode } from "../contracts/errors.ts";
import { HEALTH_INFORMATION, OCCUPATION_CODE, type OccupationProfile } from "../contracts/occupation.ts";
import { DEFAULT_FOLDERS } from "../lib/paths.ts";

/** Told the exit code when a command has ended without an error. */
export type Done = (code: ExitCode) => void;

/** Options of the commands that print reports. */
export interface PrintFlags {
  readonly config?: string;
  readonly paper?: Paper;
  readonly occupation?: OccupationProfile;
}

/** The folders that a command reads or writes; those of the project unless named. */
export const folder = {
  raw: () => folderOption("--raw <dir>", "folder of snapshots", DEFAULT_FOLDERS.rawDir, "raw/"),
  warehouse: () =>
    folderOption("--warehouse <dir>", "folder of the warehouse", DEFAULT_FOLDERS.warehouseDir, "warehouse/"),
  out: () => folderOption("--out <dir>", "folder of the reports", DEFAULT_FOLDERS.outDir, "reports/"),
};

/** The file with an office's name, address and logo. */
export const configOption = (): Option =>
  new Option(
    "--config <file>",
    "the office's name, address and logo; almanac.config.json of the current folder if left out",
  );

/** The paper that reports are printed on. */
export const paperOption = (): Option =>
  new Option("--paper <size>", "paper to print on; as configured, or letter, if left out").choices([
    "letter",
    "a4",
  ]);

/** The occupation that reports are about, by its codes. */
export const occupationOption = (): Option =>
  new Option(
    "--occupation <codes>",
    "occupation that the reports are about, as codes separated by commas: 29-2052; as configured, or health information, if left out",
  ).argParser(chosenOccupation);

function chosenOccupation(given: string): OccupationProfile {
  const codes = [...new Set(given.split(",").map((code) => code.trim()))];
  const wrong = codes.find((code) => !OCCUPATION_CODE.test(code));
  if (wrong !== undefined) {
    throw new InvalidArgumentError(
      `${JSON.stringify(wrong)} is not a code of the Standard Occupational Classification, such as 29-2052.`,
    );
  }
  // Any code of the default occupation stands for all of it: its codes have followed one another.
  const isDefault = codes.every((code) => HEALTH_INFORMATION.codes.includes(code));
  return isDefault ? HEALTH_INFORMATION : { name: null, codes, search_words: [] };
}

/**
 * What is configured, with the paper and the occupation that the command line names.
 *
 * @throws AlmanacError (usage) where the configuration or its logo cannot be used.
 */
export async function configured({ config, paper, occupation }: PrintFlags): Promise<Configuration> {
  const { readConfiguration } = await import("../lib/configuration.ts");
  const configuration = await readConfiguration(config ?? null, process.cwd());
  return {
    ...configuration,
    ...(paper === undefined ? {} : { paper }),
    ...(occupation === undefined ? {} : { occupation }),
  };
}

/**
 * The address that summaries of runs are posted to; null where none is configured.
 *
 * @throws AlmanacError (usage) where the configuration cannot be used.
 */
export async function configuredWebhook({ config }: PrintFlags): Promise<string | null> {
  const { readWebhook } = await import("../lib/configuration.ts");
  return await readWebhook(config ?? null, process.cwd());
}

/** An option that names a folder; `shown` stands for its default in the help. */
export function folderOption(flags: string, what: string, path: string, shown: string): Option {
  return new Option(flags, what)
    .default(path, `${shown} of the project`)
    .argParser((given: string) => resolve(given));
}

/** Examples for the end of a help text. */
export function examples(...lines: readonly (readonly [command: string, meaning: string])[]): string {
  return `\nExamples:\n${lines.map(([command, meaning]) => `  ${command}\n      ${meaning}\n`).join("")}`;
}
