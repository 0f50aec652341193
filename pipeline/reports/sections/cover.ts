import type { Figure } from "../../contracts/figure.ts";
import type { FigureMaker } from "../figure-maker.ts";
import { textOf, type ViewRow, type Views } from "../views.ts";
import type { Publishers } from "./publishers.ts";

/** The occupation as some sources name it, with its code. */
export interface NamedOccupation {
  readonly title: Figure;
  /** Null where neither the page's name nor its figures prove one. */
  readonly code: Figure | null;
  /** Classification that has the code: "SOC 2018"; null where no table of codes names it. */
  readonly classification: Figure | null;
  readonly publishers: readonly Figure[];
}

/** What the first page says: the occupation by its names and codes, and how much was read. */
export function cover(views: Views, make: FigureMaker, publishers: Publishers) {
  const sources = views.rows("report_sources");
  return {
    name: occupationName(views, make),
    occupations: occupations(views, make, publishers),
    source_count: make.countOf(
      sources,
      "select count(*) as sources from report_sources",
      "sources",
      "sources read for this edition",
    ),
    is_one_source: sources.length === 1,
    publishers: publishers.namesOf(sources),
  };
}

/**
 * The occupation's name for headings: of the sources' names the one that most of them hold within
 * theirs, singular or plural; of equals the longest, and of these the first. Null without a source.
 */
export function occupationName(views: Views, make: FigureMaker): Figure | null {
  const rows = views.rows("report_sources").filter((row) => textOf(row, "occupation_title") !== null);
  const held = (row: ViewRow) => rows.filter((other) => stemOf(other).includes(stemOf(row))).length;
  const length = (row: ViewRow) => (textOf(row, "occupation_title") ?? "").length;
  const [best] = [...rows].sort((a, b) => held(b) - held(a) || length(b) - length(a));
  return best === undefined
    ? null
    : make.text("quote", best, "occupation_title", "name of the occupation, for headings");
}

/** An occupation's name in small letters and without the plural's ending. */
const stemOf = (row: ViewRow): string =>
  (textOf(row, "occupation_title") ?? "").toLowerCase().replace(/s$/u, "");

/** The occupation as the sources name it, once for each name and code. */
export function occupations(
  views: Views,
  make: FigureMaker,
  publishers: Publishers,
): readonly NamedOccupation[] {
  const same = new Map<string, ViewRow[]>();
  for (const row of views.rows("report_sources")) {
    const name = `${textOf(row, "occupation_code") ?? ""} ${textOf(row, "occupation_title")?.toLowerCase() ?? ""}`;
    same.set(name, [...(same.get(name) ?? []), row]);
  }
  return [...same.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    return {
      title: make.text("quote", first, "occupation_title", `occupation as ${first.key} names it`),
      ...codeOf(first, views, make),
      publishers: publishers.namesOf([first, ...others]),
    };
  });
}

/** The occupation code of a row of `report_sources`, with the classification that has it. */
export function codeOf(row: ViewRow, views: Views, make: FigureMaker) {
  const code = textOf(row, "occupation_code");
  const vintage = views.rows("report_vintages").find((one) => textOf(one, "occupation_code") === code);
  return {
    code: make.textIfAny("id", row, "occupation_code", `occupation code of ${row.key}`),
    classification:
      vintage === undefined
        ? null
        : make.text("quote", vintage, "classification", `classification of the code ${code ?? ""}`),
  };
}
