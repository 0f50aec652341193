import type { FigureMaker } from "../figure-maker.ts";
import type { Section } from "../report-definition.ts";
import { textOf, type ViewRow, type Views } from "../views.ts";
import type { Publishers } from "./publishers.ts";

/** Sources with their snapshots, and what became of every record. */
export function provenance(views: Views, make: FigureMaker, publishers: Publishers): Section {
  const sources = sourceLines(views, make);
  return {
    data: {
      sources,
      occupations: occupations(views, make, publishers),
      has_rewritten: sources.some((source) => source.is_rewritten),
      flow: flowLines(views, make, publishers),
    },
    charts: [],
  };
}

/** Each source: who publishes it, on what terms, and which bytes were read. */
export function sourceLines(views: Views, make: FigureMaker) {
  return views.rows("report_sources").map((row) => ({
    publisher: make.text("quote", row, "publisher", `publisher of ${row.key}`),
    title: make.text("quote", row, "title", `title of the page of ${row.key}`),
    terms: make.text("quote", row, "terms", `terms of use of ${row.key}`),
    url: make.textIfAny("id", row, "url", `address of ${row.key}`),
    retrieved_on: make.textIfAny("date", row, "retrieved_on", `day on which ${row.key} was fetched`),
    encoding: make.text("id", row, "encoding", `encoding of ${row.key}`),
    snapshot: make.text("id", row, "short_snapshot_id", `snapshot of ${row.key}, first of its sha256`),
    interest: make.textIfAny("quote", row, "interest", `what the publisher of ${row.key} sells`),
    is_rewritten: row.cells["is_rewritten"] === true,
  }));
}

/** The occupation as the sources name it, once for each name and code. */
function occupations(views: Views, make: FigureMaker, publishers: Publishers) {
  const same = new Map<string, ViewRow[]>();
  for (const row of views.rows("report_sources")) {
    const name = `${textOf(row, "occupation_code") ?? ""} ${textOf(row, "occupation_title")?.toLowerCase() ?? ""}`;
    same.set(name, [...(same.get(name) ?? []), row]);
  }
  return [...same.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    return {
      title: make.text("quote", first, "occupation_title", `occupation as ${first.key} names it`),
      code: make.textIfAny("id", first, "occupation_code", `occupation code of ${first.key}`),
      publishers: publishers.namesOf([first, ...others]),
    };
  });
}

/** What became of every record, one line a source. */
function flowLines(views: Views, make: FigureMaker, publishers: Publishers) {
  return views.rows("report_flow").map((row) => {
    const count = (column: string) =>
      make.number("count", row, column, `records ${column}, ${textOf(row, "source_id") ?? ""}`);
    return {
      publisher: publishers.of(row),
      seen: count("seen"),
      loaded: count("loaded"),
      repaired: count("repaired"),
      quarantined: count("quarantined"),
      ignored: count("ignored"),
      unclaimed: count("unclaimed_blocks"),
    };
  });
}
