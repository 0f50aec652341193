import { AlmanacError, EXIT, type ExitCode } from "../contracts/errors.ts";
import type { Evidence } from "../contracts/evidence.ts";
import type { Figure } from "../contracts/figure.ts";
import { readEvidence } from "../lib/evidence.ts";
import { explanationLines } from "./explain-text.ts";
import { explain, type Explanation } from "./explanation.ts";
import { findFigures, plain } from "./figures.ts";
import { print, printJson, type Io } from "./io.ts";
import { tracerOf } from "./trace.ts";

/** What `almanac explain` is asked. */
export interface ExplainOptions {
  /** Id or printed text of a figure. */
  readonly wanted: string;
  readonly rawDir: string;
  readonly outDir: string;
  /** Key of the only report to look at; null for all. */
  readonly report: string | null;
  /** Trace every record, not only the first ten of a figure. */
  readonly all: boolean;
  readonly json: boolean;
}

/**
 * `almanac explain`: takes a printed figure back to the bytes it came from.
 *
 * @returns `EXIT.failed` if a snapshot is not what the figure was made from, or a formula gives something else.
 * @throws AlmanacError if there is no edition, or neither such a figure nor such a constant; the nearest are named.
 */
export async function explainCommand(options: ExplainOptions, io: Io): Promise<ExitCode> {
  const evidence = await readEvidence(options.outDir);
  const { found, nearest } = findFigures(evidence.figures, options.wanted, options.report);
  if (found.length === 0) return explainPhrases(phrasesOf(evidence, options.wanted), nearest, options, io);
  const trace = tracerOf(evidence, options.rawDir);
  const explanations: Explanation[] = [];
  for (const figure of found) explanations.push(await explain(evidence, figure, trace, options.all));
  if (options.json) printJson(io, explanations);
  else for (const line of explanations.flatMap(explanationLines)) print(io, line);
  return explanations.every(isVerified) ? EXIT.published : EXIT.failed;
}

/** A phrase of the templates that a page prints although no record lies under it. */
interface Phrase {
  readonly constant: string;
  readonly text: string;
}

/** Named constants by their name or their text. */
function phrasesOf({ constants }: Evidence, wanted: string): readonly Phrase[] {
  return Object.entries(constants)
    .map(([constant, text]) => ({ constant, text }))
    .filter((phrase) => phrase.constant === wanted.trim() || plain(phrase.text) === plain(wanted));
}

function explainPhrases(
  phrases: readonly Phrase[],
  nearest: readonly Figure[],
  options: ExplainOptions,
  io: Io,
): ExitCode {
  if (phrases.length === 0) throw notFound(options, nearest);
  if (options.json) printJson(io, phrases);
  else {
    for (const { constant, text } of phrases)
      print(
        io,
        `${text}  the constant ${constant}: a phrase of the templates or the office; no record lies under it`,
      );
  }
  return EXIT.published;
}

/** Whether every record stands where it is said to, and every formula gives again what is printed. */
function isVerified({ records, recomputed }: Explanation): boolean {
  return (
    records.every(({ differences }) => differences.length === 0) &&
    Object.values(recomputed).every(({ difference }) => difference === null)
  );
}

function notFound({ wanted, report }: ExplainOptions, nearest: readonly Figure[]): AlmanacError {
  const names = nearest.map(({ id, text, label }) => `${text} (${label}; ${id})`);
  return new AlmanacError(`no figure ${JSON.stringify(wanted)} is printed`, {
    where: report === null ? "the last edition" : `report ${report} of the last edition`,
    next:
      names.length === 0
        ? "Give a figure as it is printed, in single quotes, or an id of evidence.json."
        : `Did you mean: ${names.join(", ")}? Put the figure in single quotes.`,
  });
}
