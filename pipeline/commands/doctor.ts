import { EXIT, type ExitCode } from "../contracts/errors.ts";
import { printable } from "../lib/printable.ts";
import type { Folders } from "../lib/paths.ts";
import { examinations, type Finding } from "./examinations.ts";
import { print, printJson, type Io } from "./io.ts";

/**
 * `almanac doctor`: looks at everything a night needs and says what to do where it is missing. Changes
 * nothing.
 *
 * @returns `EXIT.failed` if a night cannot run here.
 */
export async function doctorCommand(
  options: Folders & { readonly json: boolean },
  io: Io,
): Promise<ExitCode> {
  const findings: Finding[] = [];
  for (const examine of examinations) findings.push(...(await examine(options)));
  if (options.json) printJson(io, findings);
  else for (const line of findings.flatMap(findingLines)) print(io, printable(line));
  return findings.some(({ level }) => level === "fail") ? EXIT.failed : EXIT.published;
}

function findingLines({ level, name, message, next }: Finding): string[] {
  const line = `${level.padEnd(4)}  ${name.padEnd(9)} ${message}`;
  return next === null ? [line] : [line, `${" ".repeat(16)}${next}`];
}
