import type { Announce } from "./announcer.ts";
import { button } from "./elements.ts";
import { sorted, type SortDirection, type SortKey } from "./sort-order.ts";

/** Tables with no more rows than this are taken in at a glance. */
const FEW_ROWS = 3;

/**
 * Lets the columns of data tables be sorted: their header cells become buttons. The first press sorts,
 * the second reverses, the third brings the printed order back.
 */
export function makeTablesSortable(announce: Announce): void {
  for (const table of document.querySelectorAll("table")) {
    const [body] = table.tBodies;
    const [head] = table.tHead?.rows ?? [];
    if (body === undefined || head === undefined || !isRegular(table, body)) continue;
    const printed = [...body.rows];
    for (const cell of head.cells) {
      if (cell.tagName === "TH" && textOf(cell) !== "") makeButton(cell, { body, head, printed, announce });
    }
  }
}

interface Sortable {
  readonly body: HTMLTableSectionElement;
  readonly head: HTMLTableRowElement;
  readonly printed: readonly HTMLTableRowElement[];
  readonly announce: Announce;
}

/** Whether each row has one cell for each column, and there are rows worth sorting. */
function isRegular(table: HTMLTableElement, body: HTMLTableSectionElement): boolean {
  const columns = table.tHead?.rows[0]?.cells.length;
  return (
    table.tBodies.length === 1 &&
    table.tHead?.rows.length === 1 &&
    body.rows.length > FEW_ROWS &&
    table.querySelector("[colspan], [rowspan]") === null &&
    [...body.rows].every(({ cells }) => cells.length === columns)
  );
}

const textOf = (cell: Element): string => cell.textContent.replace(/\s+/gu, " ").trim();

/** A header that prints a figure keeps it outside of the button, since it is a button itself. */
function makeButton(cell: HTMLTableCellElement, sortable: Sortable): void {
  const name = textOf(cell);
  const sort = (): void => {
    sortBy(cell, name, sortable);
  };
  if (cell.querySelector("[data-figure], a") === null) {
    const made = button({ class: "sort" }, sort);
    made.append(...cell.childNodes);
    cell.append(made);
  } else {
    cell.append(" ", button({ class: "sort", "aria-label": `Sort by ${name}` }, sort));
  }
}

const NEXT = new Map<string | null, SortDirection>([
  [null, "ascending"],
  ["ascending", "descending"],
]);

function sortBy(cell: HTMLTableCellElement, name: string, { body, head, printed, announce }: Sortable): void {
  const direction = NEXT.get(cell.getAttribute("aria-sort"));
  for (const other of head.cells) other.removeAttribute("aria-sort");
  if (direction === undefined) {
    body.append(...printed);
    announce("Table in its printed order.");
    return;
  }
  cell.setAttribute("aria-sort", direction);
  body.append(...sorted(printed, (row) => keyOf(row.cells[cell.cellIndex]), direction));
  announce(`Table sorted by ${name}, ${direction}.`);
}

/** What a cell is sorted by: the value of its number, else its text; null where it says that a value is missing. */
function keyOf(cell: HTMLTableCellElement | undefined): SortKey {
  if (cell === undefined) return null;
  const value = cell.querySelector<HTMLElement>("data[value]")?.getAttribute("value");
  if (value != null) return isNumber(value) ? Number(value) : value;
  if (cell.classList.contains("missing") || cell.querySelector(".missing") !== null) return null;
  const text = textOf(cell);
  return text === "" || text === "–" ? null : text;
}

const isNumber = (text: string): boolean => text.trim() !== "" && Number.isFinite(Number(text));
