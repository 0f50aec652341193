import { AlmanacError } from "../../contracts/errors.ts";
import type { Figure } from "../../contracts/figure.ts";
import type { Printer } from "../printer.ts";
import { textOf, type ViewRow, type Views } from "../views.ts";

/** Who speaks, as a page names them. */
export interface Publisher {
  readonly name: Figure;
  /** Abbreviation where the publisher has one, for charts and tables. */
  readonly short: Figure;
  /** What it sells or promotes on the page; null where nothing. */
  readonly interest: Figure | null;
}

/** Publishers by source id. */
export interface Publishers {
  /** @throws AlmanacError where a fact names a source that no current snapshot belongs to. */
  of(row: ViewRow): Publisher;
  /** Short names of the sources of rows, each once, in the order of the rows. */
  namesOf(rows: readonly ViewRow[]): readonly Figure[];
}

/** Publishers of all sources that the warehouse holds facts of. */
export function publishersOf(views: Views, printer: Printer): Publishers {
  const known = new Map<string, Publisher>();
  for (const row of views.rows("report_sources")) {
    known.set(row.key, {
      name: printer.text("quote", row, "publisher", `publisher of ${row.key}`),
      short: printer.text("quote", row, "short_publisher", `publisher of ${row.key}, short`),
      interest: printer.textIfAny("quote", row, "interest", `what the publisher of ${row.key} sells`),
    });
  }
  const of = (row: ViewRow): Publisher => {
    const id = textOf(row, "source_id") ?? "";
    const publisher = known.get(id);
    if (publisher !== undefined) return publisher;
    throw new AlmanacError(`A fact comes from "${id}", which has no current snapshot with records`, {
      where: `${row.view}, row ${row.key}`,
      next: "Mend warehouse/marts/reports/report_sources.sql, or the load that lost the snapshot.",
    });
  };
  return { of, namesOf: (rows) => [...new Set(rows.map((row) => of(row).short))] };
}
