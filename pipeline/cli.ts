import { CommanderError } from "commander";

import { buildProgram } from "./commands/program.ts";
import { AlmanacError, EXIT, type ExitCode } from "./contracts/errors.ts";
import { errnoCode, messageOf } from "./lib/errno.ts";
import { createLog } from "./lib/log.ts";
import { printable } from "./lib/printable.ts";

const { stdin, stdout, stderr, argv } = process;

// Asked of the words themselves, so that a wrong command line is also reported in the form it asks for.
const json = argv.includes("--json");
const debug = argv.includes("--debug");

const log = createLog(stderr, json ? "json" : stderr.isTTY ? "terminal" : "plain");

// A reader that has seen enough (`almanac sql … | head`) is no failure, and must not stop a night.
for (const stream of [stdout, stderr]) {
  stream.on("error", (error) => {
    if (errnoCode(error) !== "EPIPE") throw error;
  });
}

process.exitCode = await run();

async function run(): Promise<ExitCode> {
  let code: ExitCode = EXIT.published;
  const program = buildProgram({ stdin, stdout, log, now: () => new Date() }, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync(argv);
  } catch (error) {
    log.close();
    return report(error);
  }
  log.close();
  return code;
}

/** Prints an error where people and machines look for it, and says how to exit. */
function report(error: unknown): ExitCode {
  if (error instanceof CommanderError && error.exitCode === 0) return EXIT.published;
  if (errnoCode(error) === "EPIPE") return EXIT.published;
  const known = asAlmanacError(error);
  if (json) {
    const { message: what, where, next, exitCode } = known;
    stderr.write(`${JSON.stringify({ event: "error", what, where, next, exit_code: exitCode })}\n`);
  } else {
    stderr.write(
      `${printable(`error: ${known.message}\n  where: ${known.where}\n  next:  ${known.next}`)}\n`,
    );
  }
  if (debug) stderr.write(`${stackOf(error)}\n`);
  return known.exitCode;
}

function asAlmanacError(error: unknown): AlmanacError {
  if (error instanceof AlmanacError) return error;
  if (error instanceof CommanderError) {
    const what =
      error.code === "commander.help" ? "no command was given" : error.message.replace(/^error: /u, "");
    return new AlmanacError(what, {
      where: "command line",
      next: "See: almanac --help, or almanac help COMMAND.",
      exitCode: EXIT.usage,
    });
  }
  return new AlmanacError(`something unforeseen happened: ${messageOf(error)}`, {
    where: `almanac ${argv.slice(2).join(" ")}`,
    next: "Run it again with --debug and report what it prints as a bug.",
    cause: error,
  });
}

/** The stack of an error and of everything that caused it. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? error.message;
  return error.cause === undefined ? stack : `${stack}\ncaused by ${stackOf(error.cause)}`;
}
