import type { Evidence } from "../contracts/evidence.ts";
import type { Derivation, Figure } from "../contracts/figure.ts";
import { computeFormula, formulaInWords } from "../reports/formulas.ts";
import type { FoundFigure } from "./figures.ts";
import type { Trace } from "./trace.ts";

/** Records traced for each figure unless all are asked for. */
const FIRST = 10;

/** A formula computed again from the values of its inputs. */
export interface Recomputed {
  /** The formula, and where its method comes from; null where no formula has its name. */
  readonly says: string | null;
  readonly source: string | null;
  /** What is not as printed; null means that value and text are the same. */
  readonly difference: string | null;
}

/** A figure with everything under it. */
export interface Explanation {
  readonly edition: string;
  /** Ids of all figures with this value, label and records. */
  readonly ids: readonly string[];
  readonly figure: Figure;
  /** Figures that its formula rests on, and theirs, each once, in the order they are met. */
  readonly inputs: readonly Figure[];
  /** By id, for it and those of its inputs that are made by a formula: what computing it again gave. */
  readonly recomputed: Readonly<Record<string, Recomputed>>;
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
  const byId = new Map(evidence.figures.map((known) => [known.id, known]));
  const inputs = inputsOf(figure, byId);
  return {
    edition: evidence.edition,
    ids,
    figure,
    inputs,
    recomputed: Object.fromEntries(
      [figure, ...inputs].flatMap((one) =>
        one.derivation.kind === "formula" ? [[one.id, recompute(one, one.derivation, byId)]] : [],
      ),
    ),
    records,
    more_records: figure.record_ids.length - chosen.length,
  };
}

/** The figures under a formula, however deep; each once, so that a circle would end too. */
function inputsOf(figure: Figure, byId: ReadonlyMap<string, Figure>): Figure[] {
  const met = new Set([figure]);
  for (const { derivation } of met) {
    if (derivation.kind !== "formula") continue;
    for (const id of derivation.inputs) {
      const input = byId.get(id);
      if (input !== undefined) met.add(input);
    }
  }
  return [...met].slice(1);
}

/** Computes a formula again from the figures that it names, and compares. */
function recompute(
  figure: Figure,
  { formula, inputs }: Extract<Derivation, { kind: "formula" }>,
  byId: ReadonlyMap<string, Figure>,
): Recomputed {
  const words = formulaInWords(formula);
  const of = { says: words?.says ?? null, source: words?.source ?? null };
  const found = inputs.map((id) => byId.get(id)).filter((input) => input !== undefined);
  if (found.length < inputs.length)
    return { ...of, difference: "evidence.json does not hold all its inputs" };
  try {
    const { value, text, mark } = computeFormula(formula, found);
    const same = value === figure.value && (value === null ? mark === figure.mark : text === figure.text);
    return {
      ...of,
      difference: same ? null : `computed again from its inputs it is ${text || String(mark)}`,
    };
  } catch (error) {
    if (error instanceof RangeError) return { ...of, difference: `it cannot be computed: ${error.message}` };
    throw error;
  }
}
