import type { Block } from "../../contracts/document.ts";
import type { Find } from "../../contracts/record.ts";
import { findOf, groupsOf } from "../../documents/find-blocks.ts";

const COLUMNS: readonly { readonly name: string; readonly heading: RegExp }[] = [
  { name: "title", heading: /^Occupation$/iu },
  { name: "duties", heading: /^Job Duties$/iu },
  { name: "education", heading: /^Entry-Level Education$/iu },
  { name: "pay", heading: /^(?<paragraph_period>\d{4}) Median Pay$/iu },
];

/**
 * Reads the table of similar occupations, its columns by their headings: finds of kind
 * related_occupation with the fields title, education, pay (as printed) and paragraph_period, the year that the
 * heading gives. A row with other cells than the heading has no reading.
 */
export function findSimilar(blocks: readonly Block[]): Find[] {
  const at = blocks.findIndex(
    ({ kind, cells }) => kind === "table_row" && cells.some(({ text }) => COLUMNS[3]?.heading.test(text)),
  );
  const heading = blocks[at];
  if (heading === undefined) return [];
  const columns = heading.cells.map(({ text }) => COLUMNS.find((column) => column.heading.test(text)));
  const period = groupsOf(
    COLUMNS[3]?.heading.exec(heading.cells.at(columns.indexOf(COLUMNS[3]))?.text ?? "") ?? null,
  );
  return blocks.slice(at + 1).flatMap((row) => {
    if (row.kind !== "table_row") return [];
    if (row.cells.length !== columns.length)
      return [{ ...findOf("related_occupation", row, {}), readings: [] }];
    const cells = columns.flatMap((column, position) => {
      const text = row.cells[position]?.text ?? "";
      return column === undefined || column.name === "duties" || text === ""
        ? []
        : [[column.name, text] as const];
    });
    return [findOf("related_occupation", row, { ...period, ...Object.fromEntries(cells) })];
  });
}
