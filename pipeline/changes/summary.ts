import type { ChangeCounts } from "../contracts/changes.ts";
import type { RunSummary } from "../contracts/run.ts";
import { isNothing } from "./counts.ts";
import { percentInWords } from "./words.ts";

/** Names that a line of the summary shows. */
const NAMES = 5;

/** A run in ten lines at most, for the person who comes in the morning. */
export function summaryLines(summary: RunSummary): string[] {
  const { changes, edition_dir, error } = summary;
  const lines = [
    opening(summary),
    ...(error === null
      ? []
      : [`because     ${error.what}`, `at          ${error.where}`, `next        ${error.next}`]),
    ...(changes === null ? [] : changeLines(changes)),
    ...(summary.quarantined === null ? [] : [quarantineLine(summary.quarantined, changes)]),
    ...(summary.warnings === 0 ? [] : [`warnings    ${String(summary.warnings)}`]),
    ...(edition_dir === null ? [] : [`where       ${edition_dir}`]),
  ];
  // What a page is called may hold a line end.
  return lines.map((line) => line.replace(/[\r\n\t]+/gu, " "));
}

function opening({ outcome, published, edition, pdfs, seconds }: RunSummary): string {
  const took = `(${seconds.toFixed(1)} s)`;
  if (edition === null) return `outcome     ${outcome}; what was published before stands ${took}`;
  const why = outcome === "degraded" ? "degraded, a source is past its allowed age: " : "";
  if (published) return `outcome     ${why}published edition ${edition}, ${String(pdfs)} PDFs ${took}`;
  return `outcome     ${why === "" ? `${outcome}: ` : why}edition ${edition} stands ${took}`;
}

/** What changed last, in one line. */
export function changesInBrief(changes: ChangeCounts): string {
  if (changes.comparison === "first edition") return "first edition in this folder";
  const since = `since edition ${changes.since ?? "before"}`;
  if (changes.comparison === "not comparable") return `${since}: not comparable, ${changes.reason ?? ""}`;
  if (isNothing(changes)) return `${since}: nothing`;
  return `${since}: sources ${sourcesInWords(changes)}; figures ${figuresInWords(changes)}`;
}

function changeLines(changes: ChangeCounts): string[] {
  if (changes.comparison === "first edition") return ["since       first edition in this folder"];
  const since = `since       edition ${changes.since ?? "before"}`;
  if (changes.comparison === "not comparable") return [`${since}: not comparable, ${changes.reason ?? ""}`];
  if (isNothing(changes)) return [`${since}: nothing changed`];
  const { largest_move: largest } = changes;
  return [
    since,
    `sources     ${sourcesInWords(changes)}`,
    `figures     ${figuresInWords(changes)}`,
    ...(largest === null
      ? []
      : [
          `largest     ${largest.label}: ${largest.before} → ${largest.after} (${percentInWords(largest.change_pct)})`,
        ]),
    `rows        ${String(changes.rows_in)} in, ${String(changes.rows_out)} out, ${String(changes.rows_changed)} changed`,
    `checks      ${named(changes.checks_changed, "changed")}`,
  ];
}

function sourcesInWords({ sources_changed, snapshots_unusable, sources_absent }: ChangeCounts): string {
  return [
    named(sources_changed, "changed"),
    ...(snapshots_unusable === 0 ? [] : [`${String(snapshots_unusable)} newly unusable`]),
    ...(sources_absent.length === 0 ? [] : [named(sources_absent, "absent")]),
  ].join(", ");
}

function figuresInWords(changes: ChangeCounts): string {
  const { figures_moved, figures_new, figures_gone, figures_below_threshold: below } = changes;
  const { pages_new, pages_gone } = changes;
  const small = below === 0 ? "" : `, ${String(below)} below the threshold`;
  const pages = [
    ...(pages_new.length === 0 ? [] : [`; ${named(pages_new, "new as a page")}`]),
    ...(pages_gone.length === 0 ? [] : [`; ${named(pages_gone, "gone as a page")}`]),
  ].join("");
  return `${String(figures_moved)} moved, ${String(figures_new)} new, ${String(figures_gone)} gone${small}${pages}`;
}

function quarantineLine(quarantined: number, changes: ChangeCounts | null): string {
  const all = `quarantine  ${String(quarantined)}`;
  if (changes?.comparison !== "compared") return all;
  return `${all}, ${String(changes.quarantine_new)} of them new; ${String(changes.quarantine_cleared)} cleared`;
}

/** `2 changed (wgu, collegegrad)`, `none changed`. */
function named(names: readonly string[], what: string): string {
  if (names.length === 0) return `none ${what}`;
  const more = names.length > NAMES ? ", …" : "";
  return `${String(names.length)} ${what} (${names.slice(0, NAMES).join(", ")}${more})`;
}
