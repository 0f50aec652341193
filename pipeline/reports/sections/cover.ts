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
  /** Pages that name it so; none where only official releases do. */
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

/** What the reports call the occupation, for headings; null where nothing at hand knows it. */
export function occupationName(views: Views, make: FigureMaker): Figure | null {
  const row = views.rows("report_subject_name").find(({ record_ids }) => record_ids.length > 0);
  return row === undefined ? null : make.text("quote", row, "name", "name of the occupation, for headings");
}

/** The codes at hand that pages do not name, then the occupation as pages name it, once for each name and code. */
export function occupations(
  views: Views,
  make: FigureMaker,
  publishers: Publishers,
): readonly NamedOccupation[] {
  const same = new Map<string, ViewRow[]>();
  const pages = views.rows("report_sources").filter((row) => textOf(row, "occupation_title") !== null);
  for (const row of pages) {
    const name = `${textOf(row, "occupation_code") ?? ""} ${textOf(row, "occupation_title")?.toLowerCase() ?? ""}`;
    same.set(name, [...(same.get(name) ?? []), row]);
  }
  const official = views.rows("report_codes").filter((row) => row.cells["is_current"] === true);
  const codes = new Map(views.rows("report_codes").map((row) => [row.key, row]));
  return [
    ...official.map((row) => ({
      title: make.text("quote", row, "occupation_title", `title of the code ${row.key}`),
      ...codeOf(row, make),
      publishers: [],
    })),
    ...[...same.values()].flatMap(([first, ...others]) => {
      if (first === undefined) return [];
      const code = codes.get(textOf(first, "occupation_code") ?? "");
      return {
        title: make.text("quote", first, "occupation_title", `occupation as ${first.key} names it`),
        ...(code === undefined ? { code: null, classification: null } : codeOf(code, make)),
        publishers: publishers.namesOf([first, ...others]),
      };
    }),
  ];
}

/** The code of a row of `report_codes`, with the classification that has it. */
export function codeOf(row: ViewRow, make: FigureMaker) {
  return {
    code: make.text("id", row, "occupation_code", "occupation code"),
    classification: make.textIfAny("quote", row, "classification", `classification of the code ${row.key}`),
  };
}
