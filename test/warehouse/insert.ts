import type { FactTables, TableName } from "../../pipeline/contracts/rows.ts";

/** Columns of a row to insert; those left out are null. */
type Columns<Table extends TableName> = Partial<FactTables[Table]> & {
  readonly record_id?: string;
  readonly source_id?: string;
};

/** The statement that puts a row into a fact table, of a record of the sample unless it names another. */
export function insertInto<Table extends TableName>(table: Table, columns: Columns<Table>): string {
  const given = { record_id: "cities/city_row/0000", source_id: "cities", ...columns };
  const cells = Object.entries(given).map(([name, value]) => `${literal(value)} as "${name}"`);
  return `insert into ${table} by name select ${cells.join(", ")}`;
}

function literal(value: unknown): string {
  return typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value);
}
