import { AlmanacError } from "../../contracts/errors.ts";
import type { Figure } from "../../contracts/figure.ts";
import type { FigureMaker } from "../figure-maker.ts";
import { textOf, type ViewRow, type Views } from "../views.ts";

/** Publishers by source id. */
export interface Publishers {
  /** Short name of the source of a row. */
  of(row: ViewRow): Figure;
  /** Whole name of the source of a row. */
  nameOf(row: ViewRow): Figure;
  /** What the publisher of a row sells or promotes; null where nothing. */
  interestOf(row: ViewRow): Figure | null;
  /** Whether the source of a row is an official release or handbook. */
  isOfficial(row: ViewRow): boolean;
  /** Short names of the sources of rows, each once, in the order of the rows. */
  namesOf(rows: readonly ViewRow[]): readonly Figure[];
}

/**
 * The official entries of a list; all of them where none is official. A handbook's list stands for those of
 * pages, which say much the same in other words.
 */
export function officialOrAll<Entry>(
  entries: readonly Entry[],
  isOfficial: (entry: Entry) => boolean,
): readonly Entry[] {
  const official = entries.filter(isOfficial);
  return official.length > 0 ? official : entries;
}

/**
 * Publishers of all sources that the warehouse holds facts of. Each method throws {@link AlmanacError}
 * where a fact names a source that no current snapshot belongs to.
 */
export function publishersOf(views: Views, make: FigureMaker): Publishers {
  const known = [...views.rows("report_references"), ...views.rows("report_sources")];
  const sources = new Map(known.map((row) => [row.key, row]));
  const sourceOf = (row: ViewRow): ViewRow => {
    const id = textOf(row, "source_id") ?? "";
    const source = sources.get(id);
    if (source !== undefined) return source;
    throw new AlmanacError(`A fact comes from "${id}", which has no current snapshot with records`, {
      where: `${row.view}, row ${row.key}`,
      next: "Mend warehouse/marts/reports/report_sources.sql, or the load that lost the snapshot.",
    });
  };
  const named = (row: ViewRow, column: string): Figure => {
    const source = sourceOf(row);
    return make.text("quote", source, column, `publisher of ${source.key}`);
  };
  const of = (row: ViewRow): Figure => named(row, "short_publisher");
  return {
    of,
    nameOf: (row) => named(row, "publisher"),
    interestOf: (row) => {
      const source = sourceOf(row);
      return make.textIfAny("quote", source, "interest", `interest of the publisher of ${source.key}`);
    },
    isOfficial: (row) => sourceOf(row).cells["is_official"] === true,
    namesOf: (rows) => [...new Set(rows.map(of))],
  };
}
