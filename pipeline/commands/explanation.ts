import type { Evidence } from "../contracts/evidence.ts";
import type { Figure } from "../contracts/figure.ts";
import type { FoundFigure } from "./figures.ts";
import type { Trace } from "./trace.ts";

/** Records traced for each figure unless all are asked for. */
const FIRST = 10;

/** A figure with everything under it. */
export interface Explanation {
  readonly edition: string;
  /** Ids of all figures with this value, label and records. */
  readonly ids: readonly string[];
  readonly figure: Figure;
  /** Figures that its formula rests on, and theirs, each once, in the order they are met. */
  readonly inputs: readonly Figure[];
  readonly records: readonly Trace[];
  /** Records under it that were not traced. */
  readonly more_records: number;
}

/** Explains a figure; `all` traces every record under it and not only the first ten. */
export async function explain(
  evidence: Evidence,
  { figure, ids }: FoundFigure,
  trace: (recordId: string) => Promise<Trace>,
  all: boolean,
): Promise<Explanation> {
  const chosen = all ? figure.record_ids : figure.record_ids.slice(0, FIRST);
  const records: Trace[] = [];
  for (const id of chosen) records.push(await trace(id));
  return {
    edition: evidence.edition,
    ids,
    figure,
    inputs: inputsOf(figure, new Map(evidence.figures.map((known) => [known.id, known]))),
    records,
    more_records: figure.record_ids.length - chosen.length,
  };
}

/** The figures under a formula, however deep; each once, so that a circle would end too. */
function inputsOf(figure: Figure, byId: ReadonlyMap<string, Figure>): Figure[] {
  const met = new Set([figure]);
  for (const { derivation } of met) {
    if (derivation.kind === "query") continue;
    for (const id of derivation.inputs) {
      const input = byId.get(id);
      if (input !== undefined) met.add(input);
    }
  }
  return [...met].slice(1);
}
