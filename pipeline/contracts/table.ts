/** What a cell of a workbook holds where a text or a number would be expected. */
export type OddCell = "date" | "formula" | "boolean" | "error";

/** One row of a sheet, or one line of a delimited file. */
export interface TableRow {
  /** From 1: the row of the sheet, or the line of the file, as a reader sees it in an editor. */
  readonly number: number;
  /** `Sheet!A5` or `line:5`; inside an archive with the member before it: `national.xlsx#Sheet!A5`. */
  readonly locator: string;
  /** The line without its break; of a workbook the cells, parted by tabs, without empty ones at the end. */
  readonly raw_text: string;
  /** As they stand, untrimmed; a number in its shortest exact form; empty where the cell is. */
  readonly cells: readonly string[];
  /** Cells that hold neither text nor a plain number, by position from 0. */
  readonly odd: ReadonlyMap<number, OddCell>;
  /** Why the row cannot be parted into cells; null where it can. Its cells are then the whole line as one. */
  readonly fault: string | null;
}

/** A sheet of a workbook, or a delimited file. */
export interface Sheet {
  /** Name of the sheet; of a delimited file its file name. */
  readonly name: string;
  /** Path inside the archive; null for a plain file. */
  readonly member: string | null;
  /** Rows in order; rows of a workbook without any cell are left out. */
  readonly rows: readonly TableRow[];
}

/** A file of tables, read. */
export interface TableFile {
  /** File name of the snapshot. */
  readonly name: string;
  readonly sheets: readonly Sheet[];
  /** Encoding of a delimited file; null for workbooks, which say it themselves. */
  readonly encoding: string | null;
}
