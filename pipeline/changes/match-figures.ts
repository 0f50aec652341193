import type { Evidence } from "../contracts/evidence.ts";
import type { Figure } from "../contracts/figure.ts";
import { sha256 } from "../lib/digest.ts";

/** A figure in both editions, or in one only. */
export type MatchedFigure =
  | { readonly before: Figure; readonly after: Figure | null }
  | { readonly before: null; readonly after: Figure };

/** Page that prints a figure: the first half of its id. */
export const pageOf = (id: string): string => id.slice(0, id.lastIndexOf(":"));

/** Names of a figure that do not rest on its number, from the strictest to the loosest. */
interface FigureKeys {
  /** Page, label and derivation as they are. */
  readonly exact: string;
  /** The same without what follows from the value itself: hashes of records, and a value at the end of a row's key. */
  readonly row: string;
  /** Page, label, and view and column or formula. */
  readonly place: string;
}

/** Records' hashes: other digits as soon as the text of the record is another. */
const HASH = /(?<![0-9a-f])[0-9a-f]{12}(?:[0-9a-f]{4})?(?![0-9a-f])/gu;

/** A value that ends a row's key. */
const VALUE_AT_END = /\/-?\d+(?:\.\d+)?'$/u;

/**
 * Finds for each figure the one that stands for the same in another edition. Ids are numbers in the order of a
 * page, and keys of rows may hold a record's hash or the value itself, so what is the same is found in
 * passes: the same derivation; the same row or place with the same value; and, where the value is another, the same row
 * or place if it names one figure only in each edition. What is ambiguous is not matched. What only tells of the
 * run (its edition, its day) is left out.
 */
export function matchFigures(before: Evidence, after: Evidence): readonly MatchedFigure[] {
  const old = keyed(before);
  const now = keyed(after);
  const matched: MatchedFigure[] = [];
  const passes = [
    { key: ({ keys }: Keyed) => keys.exact, alone: false },
    { key: ({ keys, figure }: Keyed) => `${keys.row} ${valueKey(figure)}`, alone: false },
    { key: ({ keys, figure }: Keyed) => `${keys.place} ${valueKey(figure)}`, alone: false },
    { key: ({ keys }: Keyed) => keys.row, alone: true },
    { key: ({ keys }: Keyed) => keys.place, alone: true },
  ];
  const [everyOld, everyNow] = [new Set(old), new Set(now)];
  for (const { key, alone } of passes) {
    const isAmbiguous = alone ? ambiguous([everyOld, everyNow], key) : () => false;
    const waiting = grouped(old, key);
    for (const [name, mine] of grouped(now, key)) {
      const theirs = waiting.get(name) ?? [];
      if (isAmbiguous(name)) continue;
      for (const [at, one] of mine.slice(0, theirs.length).entries()) {
        const other = theirs[at];
        if (other === undefined) break;
        old.delete(other);
        now.delete(one);
        matched.push({ before: other.figure, after: one.figure });
      }
    }
  }
  return [
    ...matched,
    ...[...now].map(({ figure }) => ({ before: null, after: figure })),
    ...[...old].map(({ figure }) => ({ before: figure, after: null })),
  ];
}

interface Keyed {
  readonly figure: Figure;
  readonly keys: FigureKeys;
}

const valueKey = ({ value, mark }: Figure): string => JSON.stringify([value, mark]);

/** Figures with their keys, in their order. */
function keyed({ figures }: Evidence): Set<Keyed> {
  const byId = new Map(figures.map((figure) => [figure.id, figure]));
  const known = new Map<string, FigureKeys>();
  const keysOf = (figure: Figure): FigureKeys => {
    const found = known.get(figure.id);
    if (found !== undefined) return found;
    const inputs =
      figure.derivation.kind === "formula" ? figure.derivation.inputs.map((id) => byId.get(id)) : [];
    const keys = namesOf(
      figure,
      inputs.map((input) => (input === undefined ? null : keysOf(input))),
    );
    known.set(figure.id, keys);
    return keys;
  };
  return new Set(
    figures
      .filter(({ derivation }) => derivation.kind !== "run")
      .map((figure) => ({ figure, keys: keysOf(figure) })),
  );
}

function namesOf({ id, label, derivation }: Figure, inputs: readonly (FigureKeys | null)[]): FigureKeys {
  const common = [pageOf(id), label];
  if (derivation.kind === "formula") {
    const place = [...common, derivation.formula];
    return {
      exact: hashed([...place, ...inputs.map((input) => input?.exact)]),
      row: hashed([...place, ...inputs.map((input) => input?.row)]),
      place: hashed(place),
    };
  }
  if (derivation.kind === "run") return { exact: label, row: label, place: label };
  const { sql, column } = derivation;
  return {
    exact: JSON.stringify([...common, sql, column]),
    row: JSON.stringify([...common, sql.replace(VALUE_AT_END, "/'").replace(HASH, "*"), column]),
    place: JSON.stringify([...common, /\bfrom (\w+)/u.exec(sql)?.[1] ?? sql, column]),
  };
}

/** Short, since formulas rest on formulas that rest on hundreds of figures. */
const hashed = (parts: readonly (string | undefined)[]): string => sha256(JSON.stringify(parts));

/** Names that several figures of an edition have. */
function ambiguous(
  editions: readonly ReadonlySet<Keyed>[],
  key: (one: Keyed) => string,
): (name: string) => boolean {
  const names = new Set(
    editions.flatMap((all) =>
      [...grouped(all, key)].filter(([, group]) => group.length > 1).map(([name]) => name),
    ),
  );
  return (name) => names.has(name);
}

function grouped(all: ReadonlySet<Keyed>, key: (one: Keyed) => string): Map<string, Keyed[]> {
  const groups = new Map<string, Keyed[]>();
  for (const one of all) {
    const name = key(one);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [one]);
    else group.push(one);
  }
  return groups;
}
