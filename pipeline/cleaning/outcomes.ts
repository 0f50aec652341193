import type { Outcome, Repair } from "../contracts/record.ts";
import type { FactRow, FactTables, TableName } from "../contracts/rows.ts";

/** A row for a table. */
export function row<T extends TableName>(table: T, columns: FactTables[T]): FactRow {
  return { table, row: columns } as FactRow;
}

/** Loaded as it stands, or repaired where at least one named rule changed a value. */
export function loadedWith(rows: readonly FactRow[], repairs: readonly Repair[]): Outcome {
  const [first, ...rest] = repairs;
  return first === undefined
    ? { disposition: "loaded", rows }
    : { disposition: "repaired", rows, repairs: [first, ...rest] };
}

/** Loaded as it stands. */
export function loaded(...rows: readonly FactRow[]): Outcome {
  return { disposition: "loaded", rows };
}

/** Set aside, with the reason in words that a person can act on. */
export function quarantined(reason: string): Outcome {
  return { disposition: "quarantined", reason };
}

/** Passed over by a named rule. */
export function ignored(rule: string): Outcome {
  return { disposition: "ignored", rule };
}
