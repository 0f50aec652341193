/** A value as a cell holds it: a number, a truth value, or a text, which is never a formula. */
export type Cell = number | boolean | string | null;

/** A sheet of a workbook, in the order in which sheets are shown. */
export interface SheetPart {
  readonly name: string;
  /** Number of its part in the package. */
  readonly part: number;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Beginning and end of a sheet (ECMA-376 part 1, 18.3.1.99); its first row stays in sight. */
export const SHEET_BEGIN =
  `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
  '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>';
export const SHEET_END = "</sheetData></worksheet>";

/** A row by its number, counted from 1. What is missing has no cell. */
export function rowXml(row: number, cells: readonly Cell[]): string {
  const filled = cells.map((cell, column) => cellXml(`${columnName(column)}${row}`, cell));
  return `<row r="${row}">${filled.join("")}</row>`;
}

function cellXml(place: string, cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === "boolean") return `<c r="${place}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${textXml(cell)}</t></is></c>`;
}

/** A, B, …, Z, AA, … */
function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last;
}

/** What XML cannot hold or would change: controls but tab and line feed, and the two that are no characters. */
// eslint-disable-next-line no-control-regex -- naming control characters is the point
const UNSPEAKABLE = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/gu;
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** A text by the rules of ST_Xstring (ECMA-376 part 1, 22.9.2.19), `_x0000_` for NUL; so is what only looks like it. */
function textXml(text: string): string {
  return text
    .replace(/_(?=x[\da-f]{4}_)/giu, "_x005F_")
    .replace(UNSPEAKABLE, (mark) => `_x${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`)
    .replace(/[&<>]/gu, (mark) => ENTITIES[mark] ?? mark);
}

/** The parts of a package that bind its sheets together, by their paths. */
export function bindingParts(sheets: readonly SheetPart[]): Readonly<Record<string, string>> {
  const listed = sheets.map(
    ({ name, part }, index) =>
      `<sheet name="${attribute(name)}" sheetId="${index + 1}" r:id="sheet${part}"/>`,
  );
  return {
    "[Content_Types].xml":
      `${DECLARATION}<Types xmlns="${PACKAGE}/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      `<Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/>` +
      sheets
        .map(
          ({ part }) =>
            `<Override PartName="/xl/${sheetPath(part)}" ContentType="${CONTENT}.worksheet+xml"/>`,
        )
        .join("") +
      "</Types>",
    "_rels/.rels": relations([{ id: "workbook", type: "officeDocument", target: "xl/workbook.xml" }]),
    "xl/workbook.xml": `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${listed.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations(
      sheets.map(({ part }) => ({ id: `sheet${part}`, type: "worksheet", target: sheetPath(part) })),
    ),
  };
}

/** Path of a sheet's part, below `xl/`. */
export const sheetPath = (part: number): string => `worksheets/sheet${part}.xml`;

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

function relations(given: readonly Relation[]): string {
  const listed = given.map(
    ({ id, type, target }) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${listed.join("")}</Relationships>`;
}

function attribute(text: string): string {
  return textXml(text).replaceAll('"', "&quot;");
}
