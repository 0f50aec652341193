import type { Listed, RowChange, RowValue, RowValues, TableChange } from "../contracts/changes.ts";
import type { Database } from "../lib/duckdb.ts";
import { LISTED_ROWS } from "./listed.ts";

/** Name under which the warehouse of the edition before is attached. */
export const BEFORE = "edition_before";

/** Columns of texts that say something about a row's values, and do not name the row. */
const SAID_OF_VALUES = ["mark", "reference_period_basis", "reference_period_evidence"];

/** Types of columns that count or measure. */
const NUMERIC = /^(?:DOUBLE|FLOAT|DECIMAL|(?:TINY|SMALL|BIG|HUGE)INT|INTEGER)/u;

interface Column {
  readonly table_name: string;
  readonly column_name: string;
  readonly data_type: string;
  readonly is_after: boolean;
}

/** A table in one of the warehouses or both. */
interface Table {
  readonly name: string;
  readonly in_before: boolean;
  readonly in_after: boolean;
  /** Columns that both have, with their types; those of one alone where only one has the table. */
  readonly columns: readonly Column[];
}

/**
 * Compares the tables of two warehouses; those that are the same are left out, and so is `runs`, which is another
 * every time. Rows of facts are compared by what they say: a record that was only written otherwise, and so has
 * another name, is no change. A row of the same texts and codes whose numbers differ is a changed row, if there is one
 * of them in each warehouse; otherwise it went out and came in.
 *
 * @param db The warehouse of this edition, with the one before attached as {@link BEFORE}.
 */
export async function compareTables(db: Database): Promise<TableChange[]> {
  const tables = await tablesOf(db);
  const changes: TableChange[] = [];
  for (const { name, rows_before, rows_after, is_same } of await db.query<Screened>(screenSql(tables))) {
    const table = tables.find((one) => one.name === name);
    if (table === undefined || is_same) continue;
    const rows = isCompared(table) ? await compareRows(db, table) : null;
    // Columns of another type hold the same values under other hashes.
    if (rows_before === rows_after && rows !== null && totalOf(rows) === 0) continue;
    changes.push({ table: name, rows_before, rows_after, rows });
  }
  return changes;
}

const totalOf = (rows: NonNullable<TableChange["rows"]>): number =>
  rows.in.total + rows.out.total + rows.changed.total;

/** How a table stands in both warehouses. */
interface Screened {
  readonly name: string;
  readonly rows_before: number | null;
  readonly rows_after: number | null;
  readonly is_same: boolean;
}

/** One statement for all tables: most of them are the same, and to look for their differences takes longer than to see that. */
function screenSql(tables: readonly Table[]): string {
  const ofTable = (table: Table): string => {
    const { after, before } = sidesOf(table);
    // The hashes of all rows in a sum, which their order does not change.
    const sum = isCompared(table) ? `coalesce(sum(hash(${columnsOf(table)})::hugeint), 0)` : "0";
    const side = (is_after: boolean, from: string): string =>
      `select '${table.name}' as name, ${String(is_after)} as is_after, count(*) as table_rows, ${sum} as hashes from ${from}`;
    return [
      ...(table.in_after ? [side(true, after)] : []),
      ...(table.in_before ? [side(false, before)] : []),
    ].join(" union all ");
  };
  return `
    select
      name,
      any_value(table_rows) filter (not is_after) as rows_before,
      any_value(table_rows) filter (is_after) as rows_after,
      count(*) = 2 and min(table_rows) = max(table_rows) and min(hashes) = max(hashes) as is_same
    from (${tables.map(ofTable).join(" union all ")})
    group by name
    order by name`;
}

/** Only facts are compared row by row; records and their like are another whenever a page is. */
const isCompared = ({ columns, in_before, in_after }: Table): boolean =>
  in_before && in_after && columns.some(({ column_name }) => column_name === "reference_period_basis");

/** What the rows of a table say: all of their columns but the name of the record, by names before values. */
function columnsOf({ columns }: Table): string {
  const { names, values } = partsOf(columns);
  return [...names, ...values].map(quoted).join(", ");
}

/** A table in each of the warehouses. */
const sidesOf = ({ name }: Table): { readonly after: string; readonly before: string } => ({
  after: quoted(name),
  before: `${BEFORE}.${quoted(name)}`,
});

async function tablesOf(db: Database): Promise<Table[]> {
  const columns = await db.query<Column>(
    `select table_name, column_name, data_type, database_name <> $1 as is_after
     from duckdb_columns()
     where not internal and schema_name = 'main' and database_name in ($1, current_database())
       and table_name in (select table_name from duckdb_tables()) and table_name <> 'runs'
     order by table_name, column_index`,
    [BEFORE],
  );
  return [...new Set(columns.map(({ table_name }) => table_name))].sort().map((name) => {
    const [after, before] = [true, false].map((side) =>
      columns.filter((one) => one.table_name === name && one.is_after === side),
    ) as [Column[], Column[]];
    const shared = after.filter((one) => before.some(({ column_name }) => column_name === one.column_name));
    return {
      name,
      in_before: before.length > 0,
      in_after: after.length > 0,
      columns: shared.length > 0 ? shared : [...after, ...before],
    };
  });
}

/** Columns of a table of facts by what they are for. */
interface Parts {
  readonly names: readonly string[];
  readonly values: readonly string[];
}

function partsOf(columns: readonly Column[]): Parts {
  const compared = columns.filter(({ column_name }) => column_name !== "record_id");
  const isValue = ({ column_name, data_type }: Column): boolean =>
    NUMERIC.test(data_type) || SAID_OF_VALUES.includes(column_name);
  const namesOf = (some: readonly Column[]): string[] => some.map(({ column_name }) => column_name);
  return {
    names: namesOf(compared.filter((column) => !isValue(column))),
    values: namesOf(compared.filter(isValue)),
  };
}

async function compareRows(db: Database, table: Table): Promise<NonNullable<TableChange["rows"]>> {
  const parts = partsOf(table.columns);
  const { after, before } = sidesOf(table);
  const all = `select ${columnsOf(table)} from`;
  await differing(db, "rows_in", parts, `${all} ${after} except all ${all} ${before}`);
  await differing(db, "rows_out", parts, `${all} ${before} except all ${all} ${after}`);
  return {
    in: await rowsAlone(db, "rows_in", "rows_out", parts),
    out: await rowsAlone(db, "rows_out", "rows_in", parts),
    changed: await changedRows(db, parts),
  };
}

/** Keeps rows of one warehouse that the other does not have, each with how many of them share its name. */
async function differing(db: Database, into: string, { names }: Parts, rows: string): Promise<void> {
  const partition = names.map(quoted).join(", ");
  await db.run(
    `create or replace temp table ${into} as
     select *, count(*) over (partition by ${partition}) as namesakes from (${rows})`,
  );
}

const isPair = ({ names }: Parts): string =>
  [
    "mine.namesakes = 1 and theirs.namesakes = 1",
    ...names.map((name) => `mine.${quoted(name)} is not distinct from theirs.${quoted(name)}`),
  ].join(" and ");

/** Rows without a counterpart of the same name. */
async function rowsAlone(
  db: Database,
  from: string,
  other: string,
  parts: Parts,
): Promise<Listed<RowValues>> {
  const alone = `from ${from} as mine where not exists (select 1 from ${other} as theirs where ${isPair(parts)})`;
  const rows = await db.query<Record<string, RowValue>>(
    `select mine.* exclude (namesakes) ${alone} order by all limit ${String(LISTED_ROWS)}`,
  );
  return {
    total: await counted(db, alone),
    listed: rows.map((row) => filled([...parts.names, ...parts.values], (column) => row[column] ?? null)),
  };
}

async function changedRows(db: Database, parts: Parts): Promise<Listed<RowChange>> {
  const pairs = `from rows_in as mine join rows_out as theirs on ${isPair(parts)}`;
  const columns = [
    ...parts.names.map((name) => `mine.${quoted(name)}`),
    ...parts.values.flatMap((name) => [
      `mine.${quoted(name)} as ${quoted(`after ${name}`)}`,
      `theirs.${quoted(name)} as ${quoted(`before ${name}`)}`,
    ]),
  ];
  const rows = await db.query<Record<string, RowValue>>(
    `select ${columns.join(", ")} ${pairs} order by all limit ${String(LISTED_ROWS)}`,
  );
  return {
    total: await counted(db, pairs),
    listed: rows.map((row) => ({
      row: filled(parts.names, (column) => row[column] ?? null),
      columns: parts.values
        .map((column) => ({
          column,
          before: row[`before ${column}`] ?? null,
          after: row[`after ${column}`] ?? null,
        }))
        .filter(({ before, after }) => before !== after),
    })),
  };
}

async function counted(db: Database, from: string): Promise<number> {
  const [row] = await db.query<{ rows: number }>(`select count(*) as rows ${from}`);
  if (row === undefined) throw new RangeError("A count has always a row.");
  return row.rows;
}

/** The columns of a row that have a value. */
function filled(columns: readonly string[], valueOf: (column: string) => RowValue): RowValues {
  return Object.fromEntries(
    columns.map((column) => [column, valueOf(column)] as const).filter(([, value]) => value !== null),
  );
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
