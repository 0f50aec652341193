import type { Printer } from "../printer.ts";
import type { Section } from "../report-definition.ts";
import { textOf, type ViewRow, type Views } from "../views.ts";
import type { Publishers } from "./publishers.ts";

/** Sources with their snapshots, and what became of every record. */
export function provenance(views: Views, printer: Printer, publishers: Publishers): Section {
  const sources = sourceLines(views, printer);
  return {
    data: {
      sources,
      occupations: occupations(views, printer, publishers),
      has_rewritten: sources.some((source) => source.is_rewritten),
      flow: flowLines(views, printer, publishers),
    },
    charts: [],
  };
}

/** Each source: who publishes it, on what terms, and which bytes were read. */
export function sourceLines(views: Views, printer: Printer) {
  return views.rows("report_sources").map((row) => ({
    publisher: printer.text("quote", row, "publisher", `publisher of ${row.key}`),
    title: printer.text("quote", row, "title", `title of the page of ${row.key}`),
    terms: printer.text("quote", row, "terms", `terms of use of ${row.key}`),
    url: printer.textIfAny("id", row, "url", `address of ${row.key}`),
    retrieved_on: printer.textIfAny("date", row, "retrieved_on", `day on which ${row.key} was fetched`),
    encoding: printer.text("id", row, "encoding", `encoding of ${row.key}`),
    snapshot: printer.text("id", row, "short_snapshot_id", `snapshot of ${row.key}, first of its sha256`),
    interest: printer.textIfAny("quote", row, "interest", `what the publisher of ${row.key} sells`),
    is_rewritten: row.cells["is_rewritten"] === true,
  }));
}

/** The occupation as the sources name it, once for each name and code. */
function occupations(views: Views, printer: Printer, publishers: Publishers) {
  const same = new Map<string, ViewRow[]>();
  for (const row of views.rows("report_sources")) {
    const name = `${textOf(row, "occupation_code") ?? ""} ${textOf(row, "occupation_title")?.toLowerCase() ?? ""}`;
    same.set(name, [...(same.get(name) ?? []), row]);
  }
  return [...same.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    return {
      title: printer.text("quote", first, "occupation_title", `occupation as ${first.key} names it`),
      code: printer.textIfAny("id", first, "occupation_code", `occupation code of ${first.key}`),
      publishers: publishers.namesOf([first, ...others]),
    };
  });
}

/** What became of every record, one line a source. */
function flowLines(views: Views, printer: Printer, publishers: Publishers) {
  return views.rows("report_flow").map((row) => {
    const count = (column: string) =>
      printer.number("count", row, column, `records ${column}, ${textOf(row, "source_id") ?? ""}`);
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
