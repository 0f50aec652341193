import { EXIT, type ExitCode } from "../contracts/errors.ts";
import type { FetchedAddress, FetchOutcome } from "../contracts/fetch.ts";
import type { Effects, NightlyOptions, NightlyResult } from "../contracts/run.ts";
import { printable } from "../lib/printable.ts";
import { plural, print, printJson, type Io } from "./io.ts";

/** The nightly run itself; pipeline/nightly.ts in the program, something small in tests. */
export type RunNightly = (options: NightlyOptions, effects: Effects) => Promise<NightlyResult>;

/**
 * `almanac nightly`: runs the night and says what came of it.
 *
 * @throws AlmanacError as the run does; its exit code says whether it failed, was blocked by checks or
 * met another run.
 */
export async function nightlyCommand(
  options: NightlyOptions & { readonly json: boolean },
  io: Io,
  runNightly: RunNightly,
): Promise<ExitCode> {
  const { json, ...request } = options;
  const result = await runNightly(request, io);
  // A progress bar that goes on drawing would write over the result.
  io.log.close();
  if (json) {
    printJson(io, result);
    return EXIT.published;
  }
  for (const line of summary(result)) print(io, printable(line));
  return EXIT.published;
}

function summary(result: NightlyResult): string[] {
  const { flow } = result;
  const seconds = result.seconds.toFixed(1);
  const degraded =
    result.outcome === "degraded" ? ["degraded: a source is past its allowed age; see the warnings"] : [];
  const fetched = result.fetched.length === 0 ? [] : [fetchSummary(result.fetched)];
  if (!result.published) {
    return [
      `nothing to do: edition ${result.edition} was made from the same inputs (${seconds} s)`,
      ...degraded,
      ...fetched,
      result.editionDir,
    ];
  }
  return [
    `published edition ${result.edition} with ${plural(result.pdfs, "PDF")} (${seconds} s)`,
    ...degraded,
    ...fetched,
    `${plural(flow.seen, "record")} seen: ${flow.loaded} loaded, ${flow.repaired} repaired, ` +
      `${flow.quarantined} quarantined, ${flow.ignored} ignored`,
    result.editionDir,
  ];
}

/** `asked for 8 addresses: 1 new, 6 not modified, 1 failed`. */
function fetchSummary(fetched: readonly FetchedAddress[]): string {
  const counts = OUTCOMES.flatMap((outcome) => {
    const count = fetched.filter((one) => one.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${outcome}`];
  });
  const addresses = fetched.length === 1 ? "1 address" : `${fetched.length} addresses`;
  return `asked for ${addresses}: ${counts.join(", ")}`;
}

const OUTCOMES: readonly FetchOutcome[] = ["new", "unchanged", "not modified", "failed", "disallowed"];
