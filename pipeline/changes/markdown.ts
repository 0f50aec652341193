import type { ChangeCounts, Changes, Differences, Listed, TableChange } from "../contracts/changes.ts";
import { printable } from "../lib/printable.ts";
import { isNothing } from "./counts.ts";
import { columnsInWords, countsInWords, percentInWords, rowInWords } from "./words.ts";

/** Characters of a quoted text that a line shows. */
const SHOWN = 200;

/** Digits of a sha256 that tell snapshots apart for a reader. */
const SHORT_ID = 12;

/** Signs that Markdown, or what shows it, gives a meaning to. */
const SIGNS = /[\\`*[\]<>&|~#$^@!{}]|(?<!\w)_|_(?!\w)/gu;

/**
 * A text from outside as part of a line of Markdown, where it is nothing but text: white space is one blank, controls and
 * marks that turn the line are named, and signs with a meaning are escaped, as are addresses and what would begin a list.
 */
export function markdownText(text: string): string {
  return printable(text.replace(/\s+/gu, " ").trim())
    .replace(SIGNS, "\\$&")
    .replace(/:(?=\/\/)/gu, "\\:")
    .replace(/(?<=\bwww)\./giu, "\\.")
    .replace(/^(?=[-+=])/u, "\\")
    .replace(/^(\d+)(?=[.)](?:\s|$))/u, "$1\\");
}

/** `changes.md` of an edition. */
export function changesMarkdown({ edition, counts, threshold_pct, differences }: Changes): string {
  const sections = differences === null ? [] : differenceLines(differences, threshold_pct);
  return `${["# What changed", "", opening(edition, counts), ...sections].join("\n")}\n`;
}

function opening(edition: string, counts: ChangeCounts): string {
  const { comparison, since, reason } = counts;
  const name = `Edition ${markdownText(edition)}`;
  if (comparison === "first edition") {
    return `${name} is the first edition in its folder: there is none before it to compare it with.`;
  }
  const before = since === null ? "the edition before it" : `edition ${markdownText(since)}`;
  if (comparison === "not comparable") {
    return `${name} cannot be compared with ${before}: ${markdownText(reason ?? "")}.`;
  }
  return isNothing(counts)
    ? `${name} against ${before}: nothing changed.`
    : `${name} against ${before}. The same in full is in changes.json.`;
}

function differenceLines(differences: Differences, threshold_pct: number): string[] {
  const { figures, tables, quarantine, sources, checks } = differences;
  return [
    ...section("Sources", sourceLines(sources)),
    ...section("Figures that moved", figureLines(figures, threshold_pct)),
    ...section("Pages", [
      ...listLines(
        figures.pages_new,
        ({ page, figures: all }) => `${cut(page)}: new, with ${String(all)} figures`,
      ),
      ...listLines(
        figures.pages_gone,
        ({ page, figures: all }) => `${cut(page)}: no longer printed, with ${String(all)} figures`,
      ),
    ]),
    ...section(
      "Figures that are new",
      listLines(figures.new, ({ label, text, pages }) => `${cut(label)}: ${cut(text)} (${inPages(pages)})`),
    ),
    ...section(
      "Figures that are no longer printed",
      listLines(figures.gone, ({ label, text, pages }) => `${cut(label)}: ${cut(text)} (${inPages(pages)})`),
    ),
    ...section("Rows", tables.flatMap(tableLines)),
    ...section(
      "New in quarantine",
      listLines(
        quarantine.new,
        ({ record_id, locator, reason, raw_text }) =>
          `${cut(record_id)}, ${cut(locator)}: ${cut(reason)}; “${cut(raw_text)}”`,
      ),
    ),
    ...section(
      "No longer in quarantine",
      listLines(
        quarantine.cleared,
        ({ record_id, reason, became }) => `${cut(record_id)}: ${cut(reason)}; ${becameInWords(became)}`,
      ),
    ),
    ...section(
      "Checks",
      checks.map(
        ({ name, severity, before, after }) =>
          `- ${cut(name)} (${severity}): ${countsInWords(before, after)} violations`,
      ),
    ),
  ];
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ["", `## ${title}`, "", ...lines];

/** A list with a last line that says how many are not shown. */
function listLines<Item>({ total, listed }: Listed<Item>, line: (item: Item) => string): string[] {
  const more = total - listed.length;
  return [...listed.map((item) => `- ${line(item)}`), ...(more === 0 ? [] : [`- and ${String(more)} more`])];
}

function sourceLines({ parts, unusable, absent }: Differences["sources"]): string[] {
  return [
    ...listLines(parts, ({ source_id, part, change, before, after }) => {
      const ids = [before, after].map((id) => id?.slice(0, SHORT_ID) ?? "none").join(" → ");
      return `${cut(source_id)}, ${cut(part)}: ${change} (snapshot ${ids})`;
    }),
    ...listLines(
      unusable,
      ({ source_id, path, reason }) => `${cut(source_id)}: ${cut(path)} cannot be used: ${cut(reason)}`,
    ),
    ...absent.map(
      ({ source_id, has_snapshots }) =>
        `- ${cut(source_id)}: absent, ${has_snapshots ? "none of its snapshots can be used" : "it has no snapshot"}`,
    ),
  ];
}

function figureLines({ moved, below_threshold }: Differences["figures"], threshold_pct: number): string[] {
  const rows = moved.listed.map(({ label, before, after, change_pct, pages }) =>
    row([cut(label), cut(before), cut(after), percentInWords(change_pct), inPages(pages)]),
  );
  const more = moved.total - moved.listed.length;
  const notes = [
    ...(more === 0 ? [] : [`And ${String(more)} more.`]),
    ...(below_threshold === 0
      ? []
      : [`${String(below_threshold)} moved by less than ${String(threshold_pct)} %.`]),
  ];
  const table = [
    row(["Figure", "Before", "Now", "Change", "Pages"]),
    "| --- | --- | --- | --- | --- |",
    ...rows,
  ];
  return [
    ...(rows.length === 0 ? [] : table),
    ...(rows.length === 0 || notes.length === 0 ? [] : [""]),
    ...notes,
  ];
}

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

function tableLines({ table, rows_before, rows_after, rows }: TableChange): string[] {
  const name = `- ${cut(table)}: ${countsInWords(rows_before, rows_after)} rows`;
  if (rows === null) return [name];
  const under = <Item>(list: Listed<Item>, line: (item: Item) => string): string[] =>
    listLines(list, line).map((text) => `  ${text}`);
  return [
    `${name}; ${String(rows.in.total)} in, ${String(rows.out.total)} out, ${String(rows.changed.total)} changed`,
    ...under(rows.changed, (one) => `changed: ${cut(columnsInWords(one))}; ${cut(rowInWords(one.row))}`),
    ...under(rows.in, (one) => `in: ${cut(rowInWords(one))}`),
    ...under(rows.out, (one) => `out: ${cut(rowInWords(one))}`),
  ];
}

function becameInWords(became: string | null): string {
  if (became === null) return "its text stands on no page any more";
  return became === "quarantined" ? "set aside for another reason now" : `${became} now`;
}

/** Pages by name, the first few of them. */
function inPages(pages: readonly string[]): string {
  const [first, second, third, ...more] = pages;
  const shown = [first, second, third]
    .filter((page) => page !== undefined)
    .map(markdownText)
    .join(", ");
  return more.length === 0 ? shown : `${shown} and ${String(more.length)} more`;
}

/** A text from outside, its beginning only where it is long. */
function cut(text: string): string {
  const characters = Array.from(text);
  return markdownText(characters.length <= SHOWN ? text : `${characters.slice(0, SHOWN).join("")}…`);
}
