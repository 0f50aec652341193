import type { Figure } from "../../contracts/figure.ts";
import type { FigureMaker } from "../figure-maker.ts";
import { grouped, isHeadline, textOf, type ViewRow, type Views } from "../views.ts";
import type { Publishers } from "./publishers.ts";

/** An entry of one of the pages' lists. */
export interface Item {
  readonly item: Figure;
  readonly detail: Figure | null;
  readonly benefit: Figure | null;
}

/** A list of one source. */
export interface ItemList {
  readonly publisher: Figure;
  /** Whether it is an official handbook's. */
  readonly is_official: boolean;
  /** The other code at hand that it is of; null for the headline's. */
  readonly of: Figure | null;
  readonly items: readonly Item[];
}

/** Lists of `report_items`, one a source and code, the headline's first; `part` narrows them to a part, such as a role. */
export function itemLists(
  views: Views,
  make: FigureMaker,
  publishers: Publishers,
  list: string,
  part?: string,
): readonly ItemList[] {
  const rows = views
    .rows("report_items")
    .filter((row) => textOf(row, "list") === list && (part === undefined || textOf(row, "part") === part));
  const sides = [rows.filter(isHeadline), rows.filter((row) => !isHeadline(row))];
  const lists = sides.flatMap((side) =>
    [...grouped(side, "source_id").values()].flatMap((ofSource) => [
      ...(ofSource.every(isHeadline) ? [ofSource] : grouped(ofSource, "occupation_title").values()),
    ]),
  );
  return lists.map((entries) => {
    const [first] = entries;
    if (first === undefined) throw new RangeError("A list needs at least one entry.");
    return {
      publisher: publishers.of(first),
      is_official: publishers.isOfficial(first),
      of: isHeadline(first)
        ? null
        : make.text("quote", first, "occupation_title", `occupation of the ${list}`),
      items: entries.map((row) => itemOf(row, list, make)),
    };
  });
}

function itemOf(row: ViewRow, list: string, make: FigureMaker): Item {
  return {
    item: make.text("quote", row, "item", `entry of the list of ${list}`),
    detail: make.textIfAny("quote", row, "detail", `what is said of an entry of ${list}`),
    benefit: make.textIfAny("quote", row, "benefit", `what an entry of ${list} is good for`),
  };
}

/** What the pages say is needed: schooling, steps, courses, topics of study, and the programs that they sell. */
export function qualifying(views: Views, make: FigureMaker, publishers: Publishers) {
  return {
    assigned: assigned(views, make, publishers),
    schooling: schooling(views, make, publishers),
    steps: itemLists(views, make, publishers, "steps"),
    courses: itemLists(views, make, publishers, "courses"),
    topics: itemLists(views, make, publishers, "topics"),
    programs: views.rows("report_programs").map((row) => program(row, make, publishers)),
  };
}

/** A degree program as the page that offers it describes it; every number is its seller's. */
function program(row: ViewRow, make: FigureMaker, publishers: Publishers) {
  const what = textOf(row, "program_name") ?? "";
  return {
    seller: publishers.nameOf(row),
    interest: publishers.interestOf(row),
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

/** What official sources assign to each code for entry. */
function assigned(views: Views, make: FigureMaker, publishers: Publishers) {
  const rows = views.rows("report_entry");
  const cell = (row: ViewRow, column: string, what: string) =>
    make.text("quote", row, column, `${what}, ${textOf(row, "occupation_title") ?? ""}`);
  return {
    lines: rows.map((row) => ({
      title: cell(row, "occupation_title", "occupation"),
      education: cell(row, "education", "schooling typical for entry"),
      experience: cell(row, "work_experience", "experience typical for entry"),
      training: cell(row, "on_the_job_training", "training typical after entry"),
    })),
    publishers: publishers.namesOf(rows),
  };
}

/** What each page says of each level of schooling, least first: one cell a source, in the same order. */
function schooling(views: Views, make: FigureMaker, publishers: Publishers) {
  const isAssigned = views.rows("report_entry").length > 0;
  const rows = views
    .rows("report_education")
    .filter((row) => isHeadline(row) && !(isAssigned && publishers.isOfficial(row)));
  const sources = [...grouped(rows, "source_id").keys()].sort();
  const levels = [...grouped(rows, "level").values()].flatMap((ofLevel) => {
    const [first] = ofLevel;
    if (first === undefined) return [];
    const cells = sources.map((source) => ({
      says: ofLevel
        .filter((row) => textOf(row, "source_id") === source)
        .map((row) => ({
          necessity: make.text("quote", row, "necessity", "need of a level of schooling"),
          applies_to: make.textIfAny("quote", row, "applies_to", "whom a level of schooling applies to"),
          is_one_of: row.cells["is_one_of"] === true,
        })),
    }));
    return { level: make.text("quote", first, "level_name", "level of schooling"), cells };
  });
  const ordered = [...rows].sort((a, b) =>
    (textOf(a, "source_id") ?? "").localeCompare(textOf(b, "source_id") ?? "", "en-US"),
  );
  return { levels, publishers: publishers.namesOf(ordered) };
}

/** Rows of `report_education` with a level of schooling that some page calls required or typical, least first. */
export function levelsNeeded(views: Views): readonly ViewRow[] {
  return views
    .rows("report_education")
    .filter(
      (row) =>
        isHeadline(row) &&
        textOf(row, "level") !== "certification" &&
        ["required", "typical"].includes(textOf(row, "necessity") ?? ""),
    );
}

/** Levels of schooling that some page calls required or typical for entry, least first. */
export function entryLevels(views: Views, make: FigureMaker, publishers: Publishers) {
  return levelLines(levelsNeeded(views), make, publishers);
}

/** Levels of schooling of some rows of `report_education`, each once with its sources. */
export function levelLines(levels: readonly ViewRow[], make: FigureMaker, publishers: Publishers) {
  return [...grouped(levels, "level").values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    return {
      level: make.text("quote", first, "level_name", "level of schooling"),
      publishers: publishers.namesOf(rows),
    };
  });
}

/** How long training takes, where a page says so in years; null elsewhere. */
export function trainingLength(views: Views, make: FigureMaker, publishers: Publishers) {
  const row = views
    .rows("report_statements")
    .find(
      (candidate) =>
        textOf(candidate, "topic") === "training_length" && textOf(candidate, "unit") === "years",
    );
  if (row === undefined) return null;
  return {
    years: make.number("count", row, "value", "years of training"),
    publisher: publishers.of(row),
  };
}
