import type { Sheet, TableFile, TableRow } from "../../contracts/table.ts";

/** Code of an occupation in the National Employment Matrix. */
export const CODE = /^\d{2}-\d{4}$/u;

/**
 * One table of an edition: a sheet of the workbook, or a stretch of a delimited file. Its rows follow
 * one another from its heading to the next one's.
 */
export interface Table {
  /** `Table 1.10`; empty for what stands before the first heading. */
  readonly name: string;
  /** The whole heading on one line. */
  readonly title: string;
  readonly sheet: Sheet;
  /** From the heading on. */
  readonly rows: readonly TableRow[];
  /** Index in {@link rows} of the first row with the code of an occupation; -1 where there is none. */
  readonly first: number;
}

/**
 * Parts the file into its tables, each beginning with a row that has `Table 1.2 …` in its only cell. Such
 * a row right above another is an entry of the index.
 */
export function tablesOf(file: TableFile): Table[] {
  return file.sheets.flatMap((sheet) => {
    const isHeading = sheet.rows.map((row) => nameIn(row) !== "");
    const starts = isHeading.flatMap((is, at) =>
      at === 0 || (is && isHeading[at + 1] === false) ? [at] : [],
    );
    return starts.map((start, at) => {
      const rows = sheet.rows.slice(start, starts[at + 1]);
      const [heading] = rows;
      return {
        name: heading === undefined ? "" : nameIn(heading),
        title: heading === undefined ? "" : onOneLine(filled(heading)[0] ?? ""),
        sheet,
        rows,
        first: rows.findIndex((row) => filled(row).some((cell) => CODE.test(cell.trim()))),
      };
    });
  });
}

/** Cells of a row that hold anything. */
function filled({ cells }: TableRow): string[] {
  return cells.filter((cell) => cell.trim() !== "");
}

/** Headings are broken into lines, which says nothing. */
function onOneLine(text: string): string {
  return text.replaceAll(/\s+/gu, " ").trim();
}

function nameIn(row: TableRow): string {
  const [only = "", other] = filled(row);
  return other === undefined ? (/^Table \d+\.\d+(?=[\s:.])/u.exec(only.trim())?.[0] ?? "") : "";
}
