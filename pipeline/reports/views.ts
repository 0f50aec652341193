import type { Database, Query } from "../lib/duckdb.ts";

/** The read-only part of a warehouse that a report asks. */
export type Warehouse = Pick<Database, "query" | "queryEach">;

/** A value of a report view's row; a list is one of record ids. */
export type Cell = string | number | boolean | readonly string[] | null;

/** A row of a `report_…` view. */
export interface ViewRow {
  readonly view: string;
  /** Value of `row_key`, which names the row within the view. */
  readonly key: string;
  readonly record_ids: readonly string[];
  readonly cells: Readonly<Record<string, Cell>>;
}

const VIEWS = [
  "report_cities",
  "report_codes",
  "report_claims",
  "report_coverage",
  "report_credentials",
  "report_education",
  "report_employment",
  "report_entry",
  "report_flow",
  "report_industries",
  "report_interviewees",
  "report_items",
  "report_job_zones",
  "report_licensed_items",
  "report_national_series",
  "report_organizations",
  "report_page_ages",
  "report_page_origins",
  "report_postings",
  "report_price_index",
  "report_programs",
  "report_projections",
  "report_quarantine",
  "report_rankings",
  "report_references",
  "report_related",
  "report_region_states",
  "report_regions",
  "report_repairs",
  "report_sources",
  "report_statements",
  "report_states",
  "report_subject_name",
  "report_vintages",
  "report_wages",
  "report_warnings",
] as const;

/** A view of warehouse/marts/reports/. Each has `row_key`, unique, and `record_ids`, beside its own columns. */
export type ViewName = (typeof VIEWS)[number];

/** The report views, read. */
export interface Views {
  /** All rows of a view, in the view's own order. */
  rows(view: ViewName): readonly ViewRow[];
  /** Every record that a row of a view rests on, sorted. */
  readonly record_ids: readonly string[];
}

const read = new WeakMap<Warehouse, Promise<Views>>();

/**
 * Reads every report view. A warehouse that reports are printed from never changes, so it is read
 * once and shared by all pages; pages are then put together without waiting, in one fixed order, which
 * is what gives their figures the same ids every time.
 */
export function readViews(db: Warehouse): Promise<Views> {
  const known = read.get(db);
  if (known !== undefined) return known;
  const views = readAll(db);
  read.set(db, views);
  return views;
}

async function readAll(db: Warehouse): Promise<Views> {
  const found = await db.queryEach(VIEWS, readView);
  const rows = new Map(VIEWS.map((view, at) => [view, found[at] ?? []]));
  const named = [...rows.values()]
    .flat()
    .flatMap(({ record_ids, cells }) => [
      ...record_ids,
      ...Object.values(cells).flatMap((cell) => (typeof cell === "object" && cell !== null ? cell : [])),
    ]);
  return { rows: (view) => rows.get(view) ?? [], record_ids: [...new Set(named)].sort() };
}

async function readView(query: Query, view: ViewName): Promise<readonly ViewRow[]> {
  const rows = await query<Record<string, Cell> & { row_key: string; record_ids: string[] }>(
    `select * from ${view}`,
  );
  return rows.map((row) => {
    const { row_key: key, record_ids, ...cells } = row;
    return { view, key, record_ids, cells };
  });
}

/** The query that gives exactly one value of a row, which is what `almanac explain` runs again. */
export function queryFor(row: ViewRow, column: string): string {
  return `select "${column}" from ${row.view} where row_key = '${row.key.replaceAll("'", "''")}'`;
}

/** A cell as text. Null where it is null or the view has no such text. */
export function textOf(row: ViewRow, column: string): string | null {
  const cell = row.cells[column];
  return typeof cell === "string" ? cell : null;
}

/** A cell as a number. Null where it is null or the view has no such number. */
export function numberOf(row: ViewRow, column: string): number | null {
  const cell = row.cells[column];
  return typeof cell === "number" ? cell : null;
}

/** A cell as a list of record ids. Empty where the view has no such list. */
export function recordsOf(row: ViewRow, column: string): readonly string[] {
  const cell = row.cells[column];
  return typeof cell === "object" && cell !== null ? cell : [];
}

/** Whether a row speaks of the first code at hand, of one that stood in its place, or of no code that is known. */
export const isHeadline = (row: ViewRow): boolean => row.cells["is_headline"] === true;

/** Rows by the text of a column, in order of first sight. */
export function grouped(rows: readonly ViewRow[], column: string): Map<string, ViewRow[]> {
  const groups = new Map<string, ViewRow[]>();
  for (const row of rows) {
    const key = textOf(row, column) ?? "";
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
