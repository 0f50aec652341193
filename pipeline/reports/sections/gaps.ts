import type { FigureMaker } from "../figure-maker.ts";
import { grouped, numberOf, textOf, type ViewRow, type Views } from "../views.ts";
import { cityLineWithState } from "./city-lines.ts";
import type { Publishers } from "./publishers.ts";

/** How good the data are: what is missing, undated, mended or set aside, what the checks found, and what became of every record. */
export function gaps(views: Views, make: FigureMaker, publishers: Publishers) {
  const unpaid = views.rows("report_cities").filter((row) => numberOf(row, "typical_annual_usd") === null);
  return {
    unpaid: unpaid.map((row) => cityLineWithState(row, make)),
    undated: undatedSources(views, publishers),
    inferred: inferredPeriods(views, make, publishers),
    quarantined: firstOfEach(views.rows("report_quarantine")).map((row) => ({
      publisher: publishers.of(row),
      raw_text: make.text("quote", row, "raw_text", "record set aside, as it stands"),
      reason: make.text("quote", row, "reason", "why the record is set aside"),
    })),
    repaired: firstOfEach(views.rows("report_repairs")).map((row) => ({
      publisher: publishers.of(row),
      rule: make.text("quote", row, "rule", "rule of the repair"),
      before: make.text("quote", row, "before", "value before the repair"),
      after: make.text("quote", row, "after", "value after the repair"),
    })),
    warnings: views.rows("report_warnings").map((row) => ({
      description: make.text("quote", row, "description", "what a violation of a check means"),
      violations: make.number("count", row, "violations", `violations of the check ${row.key}`),
    })),
    flow: flowLines(views, make, publishers),
    all: allRecords(views, make, publishers),
  };
}

/** How many rows set aside or mended stand here for one source; the table of what became of every record counts all. */
const MOST_SHOWN = 4;

/** The first rows of each source. */
const firstOfEach = (rows: readonly ViewRow[]): readonly ViewRow[] =>
  [...grouped(rows, "source_id").values()].flatMap((ofSource) => ofSource.slice(0, MOST_SHOWN));

/** Sources none of whose wages, jobs or projections has a period. */
function undatedSources(views: Views, publishers: Publishers) {
  const dated = ["report_cities", "report_wages", "report_employment", "report_projections"] as const;
  const rows = dated.flatMap((view) => views.rows(view));
  const undated = [...grouped(rows, "source_id").values()].filter((ofSource) =>
    ofSource.every((row) => textOf(row, "reference_period") === null),
  );
  return publishers.namesOf(undated.flat());
}

/** Periods that were inferred, each with its evidence and the sources it dates. */
function inferredPeriods(views: Views, make: FigureMaker, publishers: Publishers) {
  const dated = ["report_wages", "report_employment", "report_projections"] as const;
  const inferred = dated
    .flatMap((view) => views.rows(view))
    .filter((row) => textOf(row, "reference_period_basis") === "inferred");
  return [...grouped(inferred, "reference_period_evidence").values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    const { period, evidence } = make.period(first, "an inferred date");
    return { period, evidence, publishers: publishers.namesOf(rows) };
  });
}

/** What became of every record, one line a source. */
function flowLines(views: Views, make: FigureMaker, publishers: Publishers) {
  return views.rows("report_flow").map((row) => flowLine(row, make, publishers));
}

/** What became of the records of all sources together; null without a source. */
function allRecords(views: Views, make: FigureMaker, publishers: Publishers) {
  const lines = flowLines(views, make, publishers);
  if (lines.length === 0) return null;
  const sum = (column: "seen" | "loaded" | "repaired" | "quarantined" | "ignored") =>
    make.sum(
      `records ${column}, all sources`,
      lines.map((line) => line[column]),
    );
  return {
    seen: sum("seen"),
    loaded: sum("loaded"),
    repaired: sum("repaired"),
    quarantined: sum("quarantined"),
    ignored: sum("ignored"),
  };
}

function flowLine(row: ViewRow, make: FigureMaker, publishers: Publishers) {
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
}
