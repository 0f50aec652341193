import type { FigureChanges, FigureMove, PageChange, PrintedFigure } from "../contracts/changes.ts";
import type { Evidence } from "../contracts/evidence.ts";
import type { Figure, Unit } from "../contracts/figure.ts";
import { listed } from "./listed.ts";
import { matchFigures, pageOf } from "./match-figures.ts";

/** Units whose values are amounts, or two of them with a slash for a range; a year or a rank that moved is always listed. */
const MEASURED: ReadonlySet<Unit> = new Set(["usd", "jobs", "pct", "count", "ratio"]);

/**
 * Compares the printed figures of two editions.
 *
 * @param threshold_pct Figures that moved by less than so many percent are counted only.
 */
export function compareFigures(before: Evidence, after: Evidence, threshold_pct: number): FigureChanges {
  const [pagesBefore, pagesAfter] = [pagesOf(before), pagesOf(after)];
  const moves = new Map<string, FigureMove>();
  const come = new Map<string, PrintedFigure>();
  const gone = new Map<string, PrintedFigure>();
  for (const match of matchFigures(before, after)) {
    if (match.before === null) {
      if (pagesBefore.has(pageOf(match.after.id))) join(come, [match.after.text], printed(match.after));
    } else if (match.after === null) {
      if (pagesAfter.has(pageOf(match.before.id))) join(gone, [match.before.text], printed(match.before));
    } else if (!isSame(match.before, match.after)) {
      join(moves, [match.before.text, match.after.text], moveOf(match.before, match.after));
    }
  }
  const all = inOrder(moves).sort((a, b) => sizeOf(b) - sizeOf(a));
  const material = all.filter(
    ({ change_pct }) => change_pct === null || Math.abs(change_pct) >= threshold_pct,
  );
  return {
    moved: listed(material),
    below_threshold: all.length - material.length,
    new: listed(inOrder(come)),
    gone: listed(inOrder(gone)),
    pages_new: listed(pagesAlone(pagesAfter, pagesBefore)),
    pages_gone: listed(pagesAlone(pagesBefore, pagesAfter)),
  };
}

/** Pages of an edition, in the order of their names, with how many figures each has. */
function pagesOf({ figures }: Evidence): ReadonlyMap<string, number> {
  const pages = new Map<string, number>();
  for (const { id } of figures) pages.set(pageOf(id), (pages.get(pageOf(id)) ?? 0) + 1);
  return new Map([...pages].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const pagesAlone = (mine: ReadonlyMap<string, number>, theirs: ReadonlyMap<string, number>): PageChange[] =>
  [...mine].filter(([page]) => !theirs.has(page)).map(([page, figures]) => ({ page, figures }));

/** What a reader would not see is no change: the rows under it are told of elsewhere. */
const isSame = (a: Figure, b: Figure): boolean => a.text === b.text && a.unit === b.unit;

/** Adds a figure, or its pages to the same figure of other pages. */
function join<Entry extends Omit<PrintedFigure, "text">>(
  entries: Map<string, Entry>,
  texts: readonly string[],
  entry: Entry,
): void {
  const name = JSON.stringify([entry.label, entry.unit, ...texts]);
  const known = entries.get(name);
  const pages = [...new Set([...(known?.pages ?? []), ...entry.pages])];
  entries.set(name, { ...(known ?? entry), pages });
}

/** By the words of the label, so that the order of a page's figures decides nothing. */
const inOrder = <Entry>(entries: ReadonlyMap<string, Entry>): Entry[] =>
  [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);

const printed = ({ id, label, unit, text }: Figure): PrintedFigure => ({
  figure: id,
  pages: [pageOf(id)],
  label,
  unit,
  text,
});

function moveOf(before: Figure, after: Figure): FigureMove {
  const { text, ...place } = printed(after);
  return { ...place, before: before.text, after: text, change_pct: changePct(before, after) };
}

const sizeOf = ({ change_pct }: FigureMove): number => (change_pct === null ? -1 : Math.abs(change_pct));

/** Change in percent, to a hundredth; null where it cannot be told. */
function changePct(before: Figure, after: Figure): number | null {
  const [from, to] = [numbersOf(before), numbersOf(after)];
  if (before.unit !== after.unit || from.length === 0 || from.length !== to.length) return null;
  const changes = from.map((value, at) => changeOf(value, to[at] ?? value));
  if (!changes.every((change) => change !== null)) return null;
  const [largest = 0] = changes.toSorted((a, b) => Math.abs(b) - Math.abs(a));
  return Number(largest.toFixed(2));
}

function changeOf(from: number, to: number): number | null {
  if (from === to) return 0;
  return from === 0 ? null : ((to - from) / Math.abs(from)) * 100;
}

/** The number of a figure, or both ends of its range; none where it is not measured. */
function numbersOf({ value, unit }: Figure): readonly number[] {
  if (value === null || !MEASURED.has(unit)) return [];
  const numbers = typeof value === "number" ? [value] : value.split("/").map(Number);
  return numbers.every(Number.isFinite) ? numbers : [];
}
