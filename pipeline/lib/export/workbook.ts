import { open, type FileHandle } from "node:fs/promises";
import { strToU8, Zip, ZipDeflate } from "fflate";
import { AlmanacError } from "../../contracts/errors.ts";
import {
  bindingParts,
  rowXml,
  SHEET_BEGIN,
  SHEET_END,
  sheetPath,
  type Cell,
  type SheetPart,
} from "./workbook-xml.ts";

/** Most rows of a sheet and most UTF-16 units of a cell that spreadsheets open. */
const SHEET_ROWS = 1_048_576;
const CELL_UNITS = 32_767;

/** The first instant that a ZIP archive knows, which it keeps in local time. */
const TIMELESS = new Date(1980, 0, 1);

/**
 * Writes a workbook (.xlsx, ECMA-376) row by row, so that a table of any size takes little memory. The same
 * cells give the same bytes. A table that is longer than a sheet goes on in further ones.
 */
export class WorkbookWriter {
  readonly #file: FileHandle;
  readonly #zip: Zip;
  readonly #sheets: SheetPart[] = [];
  #pieces: Uint8Array[] = [];

  private constructor(file: FileHandle) {
    this.#file = file;
    this.#zip = new Zip((error, piece) => {
      if (error !== null) throw error;
      this.#pieces.push(piece);
    });
  }

  /** Begins a file at a path where there is none. */
  static async create(path: string): Promise<WorkbookWriter> {
    return new WorkbookWriter(await open(path, "wx"));
  }

  /**
   * Adds a table below a row with its titles.
   *
   * @returns Names of the sheets that it takes: its own name, and `name (2)`, … where it is long.
   * @throws AlmanacError where a text is longer than a cell can be; nothing is cut off.
   */
  async addTable(
    name: string,
    titles: readonly string[],
    rows: AsyncIterable<readonly (readonly Cell[])[]>,
  ): Promise<readonly string[]> {
    const names = [name];
    let sheet = this.#begin(name, titles);
    let row = 1;
    for await (const piece of rows) {
      let xml = "";
      for (const cells of piece) {
        if (row === SHEET_ROWS) {
          sheet.push(strToU8(xml + SHEET_END), true);
          xml = "";
          row = 1;
          names.push(`${name} (${names.length + 1})`);
          sheet = this.#begin(names.at(-1) ?? name, titles);
        }
        row += 1;
        refuseLong(cells, (column) => `sheet ${names.at(-1) ?? ""}, row ${row}, ${titles[column] ?? ""}`);
        xml += rowXml(row, cells);
      }
      sheet.push(strToU8(xml));
      await this.#flush();
    }
    sheet.push(strToU8(SHEET_END), true);
    await this.#flush();
    return names;
  }

  /** Completes the file; the sheets of these names are shown before the others. */
  async finish(shownFirst: readonly string[]): Promise<void> {
    const isFirst = ({ name }: SheetPart): boolean => shownFirst.includes(name);
    const sheets = [...this.#sheets.filter(isFirst), ...this.#sheets.filter((sheet) => !isFirst(sheet))];
    for (const [path, xml] of Object.entries(bindingParts(sheets))) {
      this.#part(path).push(strToU8(xml), true);
    }
    this.#zip.end();
    await this.#flush();
  }

  /** Lets go of the file, whether or not it is complete. */
  async close(): Promise<void> {
    await this.#file.close();
  }

  #begin(name: string, titles: readonly string[]): ZipDeflate {
    const part = this.#sheets.length + 1;
    this.#sheets.push({ name, part });
    const sheet = this.#part(`xl/${sheetPath(part)}`);
    sheet.push(strToU8(SHEET_BEGIN + rowXml(1, titles)));
    return sheet;
  }

  #part(path: string): ZipDeflate {
    const part = new ZipDeflate(path, { level: 6 });
    part.mtime = TIMELESS;
    this.#zip.add(part);
    return part;
  }

  async #flush(): Promise<void> {
    const pieces = this.#pieces;
    this.#pieces = [];
    for (const piece of pieces) await this.#file.writeFile(piece);
  }
}

function refuseLong(cells: readonly Cell[], placeOf: (column: number) => string): void {
  const column = cells.findIndex((cell) => typeof cell === "string" && cell.length > CELL_UNITS);
  if (column === -1) return;
  throw new AlmanacError(
    `a text is longer than the ${CELL_UNITS.toLocaleString("en-US")} characters that a cell of a workbook can have`,
    {
      where: placeOf(column),
      next: "Choose --format csv or --format parquet, which hold texts of any length.",
    },
  );
}
