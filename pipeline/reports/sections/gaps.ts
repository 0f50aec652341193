import type { FigureMaker } from "../figure-maker.ts";
import type { Section } from "../report-definition.ts";
import { grouped, numberOf, textOf, type ViewRow, type Views } from "../views.ts";
import { cityLineWithState } from "./city-lines.ts";
import { disagreements } from "./disagreements.ts";
import { statement } from "./outlook.ts";
import type { Publishers } from "./publishers.ts";

/** What is missing, what was mended, what disagrees, and what is a seller's word. */
export function gaps(views: Views, make: FigureMaker, publishers: Publishers): Section {
  const cities = views.rows("report_cities");
  const postings = views.rows("report_postings");
  const unpaid = cities.filter((row) => numberOf(row, "typical_annual_usd") === null);
  const claims = views.rows("report_statements").filter((row) => row.cells["is_sellers_claim"] === true);
  return {
    data: {
      unpaid: unpaid.map((row) => cityLineWithState(row, make)),
      quarantined: views.rows("report_quarantine").map((row) => ({
        publisher: publishers.of(row),
        raw_text: make.text("quote", row, "raw_text", "record set aside, as it stands"),
        reason: make.text("quote", row, "reason", "why the record is set aside"),
      })),
      repaired: views.rows("report_repairs").map((row) => ({
        publisher: publishers.of(row),
        rule: make.text("quote", row, "rule", "rule of the repair"),
        before: make.text("quote", row, "before", "value before the repair"),
        after: make.text("quote", row, "after", "value after the repair"),
      })),
      postings: postings.map((row) => ({
        title: make.text("quote", row, "title", "vacancy"),
        employer: make.text("quote", row, "employer", "employer of a vacancy"),
        place: make.text("quote", row, "place", "place of a vacancy"),
        is_on_topic: row.cells["is_on_topic"] === true,
      })),
      posting_count: make.countOf(
        postings,
        "select count(*) as vacancies from report_postings",
        "vacancies",
        "vacancies shown",
      ),
      posting_publishers: publishers.namesOf(postings),
      programs: views.rows("report_programs").map((row) => program(row, make, publishers)),
      claims: claims.map((row) => ({
        ...statement(row, make, publishers),
        seller: publishers.nameOf(row),
      })),
      interviewees: views.rows("report_interviewees").map((row) => ({
        person: make.text("quote", row, "person_name", "person interviewed"),
        credentials: make.text("quote", row, "credentials", "credentials of the person interviewed"),
        practice: make.textIfAny("quote", row, "practice", "practice of the person interviewed"),
        location: make.textIfAny("quote", row, "location", "place of the person interviewed"),
        publisher: publishers.of(row),
      })),
      undated: undatedSources(views, publishers),
      inferred: inferredPeriods(views, make, publishers),
      disagreements: disagreements(views, make, publishers),
    },
    charts: [],
  };
}

function program(row: ViewRow, make: FigureMaker, publishers: Publishers) {
  const what = textOf(row, "program_name") ?? "";
  return {
    seller: publishers.nameOf(row),
    name: make.text("quote", row, "program_name", "degree program"),
    tuition: make.number("usd", row, "tuition_usd", `tuition a term, ${what}`),
    term_months: make.number("count", row, "tuition_term_months", `months of a term, ${what}`),
    courses: make.number("count", row, "course_count", `courses, ${what}`),
    completion: make.number("pct", row, "completion_pct", `graduates in the time named, ${what}`),
    completion_months: make.number("count", row, "completion_months", `months to completion, ${what}`),
    accreditor: make.text("quote", row, "accreditor", `accreditor, ${what}`),
    exam: make.text("quote", row, "qualifies_for_exam", `exam that it opens, ${what}`),
  };
}

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
