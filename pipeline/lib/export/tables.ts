import type { Database } from "../duckdb.ts";

/** A column as analysts get it. */
export interface ExportColumn {
  readonly name: string;
  /** Its type in the warehouse, as DuckDB writes it. */
  readonly type: string;
  /** What it holds, as the warehouse says. */
  readonly description: string;
  /** Whether it may never be missing. */
  readonly isRequired: boolean;
}

/** Columns whose values are found in the columns of another table. */
export interface ForeignKey {
  readonly columns: readonly string[];
  readonly table: string;
  readonly tableColumns: readonly string[];
}

/** A table or view of the warehouse that analysts get. */
export interface ExportTable {
  readonly name: string;
  /** What a row stands for, as the warehouse says. */
  readonly description: string;
  readonly columns: readonly ExportColumn[];
  /** Columns that tell its rows apart; empty for a view. */
  readonly primaryKey: readonly string[];
  readonly foreignKeys: readonly ForeignKey[];
}

/** Tables and views of this name are steps in the making of reports, not for analysts. */
const OF_REPORTS = "report\\_%";

/** Clock time of the run: on another machine it would make other files of the same data. */
const LEFT_OUT = ["run_id", "started", "finished"];

interface ColumnRow {
  readonly table_name: string;
  readonly table_comment: string | null;
  readonly column_name: string;
  readonly data_type: string;
  readonly comment: string | null;
  readonly is_nullable: boolean;
}

interface KeyRow {
  readonly table_name: string;
  readonly constraint_type: "PRIMARY KEY" | "FOREIGN KEY";
  readonly constraint_column_names: readonly string[];
  readonly referenced_table: string | null;
  readonly referenced_column_names: readonly string[];
}

/**
 * Every table and view of a warehouse but those of which reports are made (`report_…`), in the order of their
 * names, with what the warehouse says of them. Of `runs` the columns with the machine's clock are left out.
 */
export async function exportedTables(db: Database): Promise<ExportTable[]> {
  const columns = await db.query<ColumnRow>(`
    with described as (
      select table_name, comment from duckdb_tables() where not internal
      union all
      select view_name as table_name, comment from duckdb_views() where not internal
    )
    select table_name, described.comment as table_comment, column_name, data_type, columns.comment, is_nullable
    from duckdb_columns() as columns
    join described using (table_name)
    where not internal
      and table_name not like '${OF_REPORTS}' escape '\\'
      and not (table_name = 'runs' and column_name in (${LEFT_OUT.map((name) => `'${name}'`).join(", ")}))
    order by table_name, column_index`);
  const keys = await db.query<KeyRow>(`
    select table_name, constraint_type, constraint_column_names, referenced_table, referenced_column_names
    from duckdb_constraints()
    where constraint_type in ('PRIMARY KEY', 'FOREIGN KEY')
    order by table_name, constraint_index`);
  const byTable = new Map<string, ColumnRow[]>();
  for (const column of columns) {
    byTable.set(column.table_name, [...(byTable.get(column.table_name) ?? []), column]);
  }
  return [...byTable].map(([name, own]) => ({
    name,
    description: own[0]?.table_comment ?? "",
    columns: own.map(exportColumn),
    ...keysOf(name, keys, byTable),
  }));
}

function exportColumn({ column_name, data_type, comment, is_nullable }: ColumnRow): ExportColumn {
  return { name: column_name, type: data_type, description: comment ?? "", isRequired: !is_nullable };
}

/** Keys of a table, those left out that name a column which is. */
function keysOf(
  table: string,
  keys: readonly KeyRow[],
  columns: ReadonlyMap<string, readonly ColumnRow[]>,
): Pick<ExportTable, "primaryKey" | "foreignKeys"> {
  const has = (of: string, names: readonly string[]): boolean =>
    names.every((name) => columns.get(of)?.some((column) => column.column_name === name));
  const own = keys.filter((key) => key.table_name === table && has(table, key.constraint_column_names));
  const primary = own.find((key) => key.constraint_type === "PRIMARY KEY");
  return {
    primaryKey: primary?.constraint_column_names ?? [],
    foreignKeys: own.flatMap(({ constraint_column_names, referenced_table, referenced_column_names }) =>
      referenced_table === null || !has(referenced_table, referenced_column_names)
        ? []
        : [
            {
              columns: constraint_column_names,
              table: referenced_table,
              tableColumns: referenced_column_names,
            },
          ],
    ),
  };
}

/**
 * The rows of a table, in an order that their values alone decide.
 *
 * @param listsAsText Whether lists come as JSON, for files that know no lists.
 */
export function rowsQuery({ name, columns }: ExportTable, listsAsText: boolean): string {
  const selected = columns.map((column) =>
    listsAsText && isList(column)
      ? `to_json(${quotedName(column.name)})::varchar as ${quotedName(column.name)}`
      : quotedName(column.name),
  );
  return `select ${selected.join(", ")} from ${quotedName(name)} order by all`;
}

/** Whether a column holds lists. */
export function isList({ type }: ExportColumn): boolean {
  return type.endsWith("[]");
}

function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
