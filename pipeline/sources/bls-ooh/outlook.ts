import type { Block } from "../../contracts/document.ts";
import type { Fields, Find } from "../../contracts/record.ts";
import { findAcross, findOf, groupsOf, sentencesOf } from "../../documents/find-blocks.ts";
import { bars, chartFind } from "./pay.ts";

const WINDOW = String.raw`(?<base_year>\d{4})\s?[-–—]\s?(?<target_year>\d{2,4})`;

/** Heading of a bar chart: "Percent change in employment, projected 2024–34". */
const CHART = new RegExp(String.raw`^Percent change in employment, projected ${WINDOW}$`, "iu");

/** "Overall employment of … is projected to grow 3 percent from 2024 to 2034", "to show little or no change from …" */
const GROWTH =
  /^(?:Overall )?employment of (?<occupation>.+?) is projected to (?:(?<verb>grow|increase|decline|decrease) (?<value>\d+(?:\.\d+)?) percent|show little or no change) from (?<base_year>\d{4}) to (?<target_year>\d{4})\b/iu;

/** "… about 49,000 openings for pharmacy technicians are projected each year" */
const OPENINGS = /\babout (?<openings>\d[\d,]*) openings for .+? (?:are|is) projected each year\b/iu;

/** Columns of the table of projections, told by their headings. */
const COLUMNS: readonly { readonly name: string; readonly heading: RegExp }[] = [
  { name: "title", heading: /^Occupational Title$/iu },
  { name: "code", heading: /^SOC Code$/iu },
  { name: "base_jobs", heading: /^Employment, (?<base_year>\d{4})$/iu },
  { name: "target_jobs", heading: /^Projected Employment, (?<target_year>\d{4})$/iu },
  { name: "change_pct", heading: /^Percent$/iu },
  { name: "change_jobs", heading: /^Numeric$/iu },
];

/** Heading over two columns whose own headings stand in the row below. */
const SPANNING = /^Change, \d{4}/iu;

/**
 * Reads what a section says of the outlook. Kinds and fields (years and numbers as printed):
 * outlook_statement: occupation, value (absent for "little or no change"), verb, base_year, target_year,
 * openings; chart_outlook (a bar): occupation, value, base_year, target_year; projection (a row of the
 * table): title, code, base_year, target_year, base_jobs, target_jobs, change_pct, change_jobs.
 */
export function findOutlook(blocks: readonly Block[]): Find[] {
  return blocks.flatMap((block, at) => {
    const text = block.content.text;
    const chart = CHART.exec(text);
    if (chart !== null) {
      return bars(blocks.slice(at + 1)).map((bar) =>
        chartFind("chart_outlook", bar, "value", groupsOf(chart)),
      );
    }
    if (block.kind === "paragraph") return findStatement(block, blocks[at + 1], blocks[at - 1]);
    return isHeadingRow(block) ? findTable(block, blocks.slice(at + 1)) : [];
  });
}

function findStatement(block: Block, next: Block | undefined, before: Block | undefined): Find[] {
  const growth = growthOf(block);
  const own = openingsOf(block);
  if (growth === undefined) {
    const isTold = before !== undefined && growthOf(before) !== undefined;
    return own === undefined || isTold ? [] : [findOf("outlook_statement", block, own)];
  }
  if (own !== undefined) return [findOf("outlook_statement", block, { ...growth, ...own })];
  const openings = next?.kind === "paragraph" ? openingsOf(next) : undefined;
  return next === undefined || openings === undefined
    ? [findOf("outlook_statement", block, growth)]
    : [findAcross("outlook_statement", block, next, { ...growth, ...openings })];
}

function growthOf(block: Block): Fields | undefined {
  const match = sentencesOf(block.content)
    .map(({ text }) => GROWTH.exec(text))
    .find((found) => found !== null);
  return match === undefined ? undefined : groupsOf(match);
}

function openingsOf({ content }: Block): Fields | undefined {
  const match = OPENINGS.exec(content.text);
  return match === null ? undefined : groupsOf(match);
}

function isHeadingRow({ kind, cells }: Block): boolean {
  return kind === "table_row" && cells.some(({ text }) => COLUMNS[0]?.heading.test(text));
}

/** Rows below the heading rows that have as many cells as there are columns; others stay unread. */
function findTable(heading: Block, after: readonly Block[]): Find[] {
  const end = after.findIndex(({ kind }) => kind !== "table_row");
  const [second, ...rows] = end < 0 ? after : after.slice(0, end);
  if (second === undefined) return [];
  const headings = heading.cells.flatMap((cell) => (SPANNING.test(cell.text) ? second.cells : [cell]));
  const columns = headings.map(({ text }) => {
    const column = COLUMNS.find((one) => one.heading.test(text));
    return { name: column?.name, years: groupsOf(column?.heading.exec(text) ?? null) };
  });
  const years = Object.assign({}, ...columns.map((column) => column.years)) as Fields;
  return rows.flatMap((row) => {
    if (row.cells.length === 1) return [];
    if (row.cells.length !== columns.length) return [{ ...findOf("projection", row, {}), readings: [] }];
    const cells = columns.flatMap(({ name }, at) => {
      const text = row.cells[at]?.text ?? "";
      return name === undefined || /^[-–—]?$/u.test(text) ? [] : [[name, text] as const];
    });
    return [findOf("projection", row, { ...years, ...Object.fromEntries(cells) })];
  });
}
