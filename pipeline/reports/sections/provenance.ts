import type { Figure } from "../../contracts/figure.ts";
import type { FigureMaker } from "../figure-maker.ts";
import { textOf, type Views } from "../views.ts";
import type { Publishers } from "./publishers.ts";

/** Sources with their snapshots, the tables of public facts beside them, and the people whom they quote. */
export function provenance(views: Views, make: FigureMaker, publishers: Publishers) {
  const sources = sourceLines(views, make);
  return {
    official: byPublisher(sources.filter(({ is_official }) => is_official)),
    pages: byPublisher(sources.filter(({ is_official }) => !is_official)),
    has_interests: views.rows("report_sources").some((row) => publishers.interestOf(row) !== null),
    has_rewritten: sources.some((source) => source.is_rewritten),
    references: byPublisher(referenceLines(views, make)),
    interviewees: views.rows("report_interviewees").map((row) => ({
      person: make.text("quote", row, "person_name", "person interviewed"),
      credentials: make.text("quote", row, "credentials", "credentials of the person interviewed"),
      practice: make.textIfAny("quote", row, "practice", "practice of the person interviewed"),
      location: make.textIfAny("quote", row, "location", "place of the person interviewed"),
      publisher: publishers.of(row),
    })),
  };
}

/** Works of one publisher on the same terms. */
interface PublisherGroup<Line> {
  readonly publisher: Figure;
  readonly terms: Figure;
  readonly works: readonly Line[];
}

/** Lines under their publisher and terms, each pair where it first comes. */
function byPublisher<Line extends { readonly publisher: Figure; readonly terms: Figure }>(
  lines: readonly Line[],
): readonly PublisherGroup<Line>[] {
  const groups = new Map<string, PublisherGroup<Line> & { readonly works: Line[] }>();
  for (const line of lines) {
    const key = JSON.stringify([line.publisher.text, line.terms.text]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { publisher: line.publisher, terms: line.terms, works: [line] });
    else group.works.push(line);
  }
  return [...groups.values()];
}

function referenceLines(views: Views, make: FigureMaker) {
  return views.rows("report_references").map((row) => ({
    publisher: make.text("quote", row, "publisher", `publisher of ${row.key}`),
    title: make.text("quote", row, "title", `title of ${row.key}`),
    terms: make.text("quote", row, "terms", `terms of use of ${row.key}`),
    snapshot: make.text("id", row, "short_snapshot_id", `snapshot of ${row.key}, first of its sha256`),
    loaded: make.number("count", row, "loaded", `records loaded, ${row.key}`),
  }));
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
    is_rewritten: row.cells["is_rewritten"] === true,
    is_official: row.cells["is_official"] === true,
    is_licensed: textOf(row, "terms") === "licence",
  }));
}
