import { ignored, loadedWith, quarantined, row } from "../../cleaning/outcomes.ts";
import { isPlausible } from "../../cleaning/plausible-wages.ts";
import { nation } from "../../cleaning/wages.ts";
import type { Fields, Outcome, RawRecord, Repair } from "../../contracts/record.ts";
import type { About, FactRow, FactTables, OccupationGroup } from "../../contracts/rows.ts";
import { readNumber, readThousands, type Amount } from "./amounts.ts";

/** What is read from a part of a row: rows of the warehouse, with repairs, or why it cannot be read. */
type Part = { readonly rows: readonly FactRow[]; readonly repairs: readonly Repair[] } | string;

/** What the parts of one row have in common. */
interface OfRow {
  readonly fields: Fields;
  readonly about: About;
  readonly release: string;
  readonly occupation_group: OccupationGroup | null;
}

/**
 * Cleans a row of one of the tables of occupations. It gives what its fields give: a projection
 * (base_jobs, target_jobs, change_jobs, change_pct and, where the edition has them, openings with
 * exits and transfers), a median wage (median_wage, of wage_year), education (education, of
 * traits_year), and how much experience and training is needed. The extractor leaves out what
 * another table of the workbook says, so that no fact is there twice. Fields that end in _evidence
 * say where the year stands.
 */
export function cleanOccupation(record: RawRecord): Outcome {
  const [fields] = record.readings;
  if (fields === undefined) return quarantined("the row cannot be parted into its fields");
  const title = cleanTitle(fields["occ_title"] ?? "");
  if (title.text === "") return quarantined("the row names no occupation");
  const of = {
    fields,
    about: { ...UNDATED, occupation_code: fields["occ_code"] ?? null, occupation_title: title.text },
    release: fields["release"] ?? "",
    occupation_group: groupOf(fields["occ_code"] ?? "", fields["occ_type"]),
  };
  const parts = [projection(of), medianWage(of), education(of), ...experience(of)];
  const wrong = parts.find((part) => typeof part === "string");
  if (typeof wrong === "string") return quarantined(wrong);
  const read = parts.filter((part) => typeof part !== "string");
  const rows = read.flatMap((part) => part.rows);
  if (rows.length === 0) return ignored("row_without_value");
  return loadedWith(rows, [...title.repairs, ...read.flatMap((part) => part.repairs)]);
}

const UNDATED = {
  reference_period: null,
  reference_period_basis: "unknown",
  reference_period_evidence: null,
} as const;

const NOTHING: Part = { rows: [], repairs: [] };

/** Titles are indented by their level, which is not a repair, and may carry marks of footnotes, `(1)` or `[1]`. */
function cleanTitle(printed: string): { text: string; repairs: readonly Repair[] } {
  const before = printed.trim();
  const text = before.replace(/(?:\s{0,9}(?:\(\d{1,3}\)|\[\d{1,3}\])){1,9}$/u, "");
  const repair = { column_name: "occupation_title", rule: "footnote_mark", before, after: text };
  return { text, repairs: text === before ? [] : [repair] };
}

/**
 * How wide an occupation is, by its code and by the table's own word. A line item is the narrowest
 * that the projections have, even where its code is that of a broad occupation (Buyers and purchasing
 * agents, 13-1020). Without that word only codes that end in 0000 or in another digit than 0 are certain.
 */
function groupOf(code: string, type: string | undefined): OccupationGroup | null {
  if (code === "00-0000") return "total";
  if (code.endsWith("-0000")) return "major";
  const kind = type?.trim().toLowerCase();
  if (kind === "line item" || !code.endsWith("0")) return kind === "summary" ? null : "detailed";
  if (kind !== "summary") return null;
  return code.endsWith("00") ? "minor" : "broad";
}

/** Jobs are printed in hundreds: a sum of three of them is off by 150 at most. */
const JOBS_ROUNDING = 150;

/**
 * Openings are what the program defines: the average yearly change of employment, exits from the labor
 * force and transfers to other occupations. The tables print the last two; the first is the change over
 * the window by its years, and less than nothing where jobs go. Editions before 2016–26 print one number
 * for the whole decade that counts growth and replacement needs, which is another measure (a decline
 * counts as nothing, and of those who leave only the net): it is not read as openings of a year.
 */
function projection({ fields, about, release, occupation_group }: OfRow): Part {
  if (fields["window_evidence"] === undefined) return NOTHING;
  const read = {
    base_jobs: readThousands("base_jobs", fields["base_jobs"] ?? ""),
    target_jobs: readThousands("target_jobs", fields["target_jobs"] ?? ""),
    change_jobs: readThousands("change_jobs", fields["change_jobs"] ?? ""),
    change_pct: readNumber("change_pct", fields["change_pct"] ?? ""),
    openings_per_year: readThousands("openings_per_year", fields["openings"] ?? ""),
    openings_exits_per_year: readThousands("openings_exits_per_year", fields["exits"] ?? ""),
    openings_transfers_per_year: readThousands("openings_transfers_per_year", fields["transfers"] ?? ""),
  };
  const unread = Object.entries(read).find(([, { value }]) => value === undefined);
  if (unread !== undefined)
    return `the figure of ${unread[0]} is no number in hundreds of jobs or tenths of a percent`;
  const base_year = Number(fields["base_year"]);
  const target_year = Number(fields["target_year"]);
  const figures = valuesOf(read);
  const growth = figures.change_jobs === null ? null : figures.change_jobs / (target_year - base_year);
  const openings_growth_per_year =
    growth === null || figures.openings_exits_per_year === null ? null : Math.round(growth);
  const known = { ...figures, openings_growth_per_year };
  const contradiction = contradictionIn(known);
  if (contradiction !== null) return contradiction;
  const reference_period = `${base_year}/${target_year}`;
  const dated = { ...about, ...stated(reference_period, fields["window_evidence"]) };
  return {
    rows: [row("projections", { ...dated, release, occupation_group, base_year, target_year, ...known })],
    repairs: Object.values(read).flatMap(({ repairs }) => repairs),
  };
}

type Figures<T extends string> = Readonly<Record<T, number | null>>;

function valuesOf<T extends string>(read: Readonly<Record<T, Amount>>): Figures<T> {
  const values = Object.entries<Amount>(read).map(([name, { value }]) => [name, value ?? null]);
  return Object.fromEntries(values) as Figures<T>;
}

/** What cannot be: fewer than no jobs, figures that contradict one another by more than their rounding. */
function contradictionIn(figures: Figures<string>): string | null {
  const COUNTS = [
    "base_jobs",
    "target_jobs",
    "openings_per_year",
    "openings_exits_per_year",
    "openings_transfers_per_year",
  ];
  const negative = COUNTS.find((name) => (figures[name] ?? 0) < 0);
  if (negative !== undefined) return `${negative} is less than nothing`;
  const { base_jobs: base, target_jobs: target, change_jobs: change, change_pct: pct } = figures;
  if (base == null || target == null || change == null || pct == null)
    return "base, target or change is missing";
  if (Math.abs(target - base - change) > JOBS_ROUNDING) {
    return `${target} less ${base} is not the printed change of ${change}`;
  }
  if (base > 0 && Math.abs((100 * change) / base - pct) > 0.05 + (100 * JOBS_ROUNDING) / base) {
    return `a change of ${pct}% does not follow from ${base} and ${target}`;
  }
  const { openings_per_year: openings, openings_growth_per_year: growth } = figures;
  const { openings_exits_per_year: exits, openings_transfers_per_year: transfers } = figures;
  if (openings == null || growth == null || exits == null || transfers == null) return null;
  return Math.abs(growth + exits + transfers - openings) > JOBS_ROUNDING + YEARLY_ROUNDING
    ? `growth of ${growth}, exits of ${exits} and transfers of ${transfers} do not make ${openings} openings`
    : null;
}

/** A tenth of what the change over the window is rounded to. */
const YEARLY_ROUNDING = 5;

/** The tables' mark for a median at or above what the survey publishes: a floor, `>=$239,200`, and no wage. */
const TOP_CODE = /^(?:>=|≥)\s*\$?[\d,]+$/u;

/** The median annual wage has its own year: the edition of 2016–26 sets wages of 2017 beside jobs of 2016. */
function medianWage({ fields, about, release, occupation_group }: OfRow): Part {
  if (fields["wage_evidence"] === undefined) return NOTHING;
  const printed = fields["median_wage"]?.trim() ?? "";
  const isTop = TOP_CODE.test(printed);
  const { value, repairs } = readNumber("annual_usd", isTop ? "" : printed.replace(/^\$/u, ""));
  if (value === undefined) return `“${printed}” is no amount of dollars`;
  if (value !== null && !isPlausible(value, "official", "annual")) {
    return `${printed} is not plausible as an annual wage`;
  }
  const wage = {
    ...nation(null),
    ...about,
    ...stated(fields["wage_year"] ?? "", fields["wage_evidence"]),
    release,
    occupation_group,
    statistic: "median" as const,
    annual_usd: value,
    hourly_usd: null,
    mark: value !== null ? null : isTop ? ("#" as const) : ("not stated" as const),
    rse_pct: null,
  };
  return { rows: [row("wages", wage)], repairs };
}

/** The categories of all editions. `Less than high school` is what was later called no formal credential. */
const LEVELS: readonly {
  readonly words: RegExp;
  readonly level: FactTables["education_requirements"]["level"];
}[] = [
  { words: /^no formal educational credential$/u, level: "none" },
  { words: /^less than high school$/u, level: "none" },
  { words: /^high school diploma or equivalent$/u, level: "high_school" },
  { words: /^some college, no degree$/u, level: "some_college" },
  { words: /^postsecondary non-?degree award$/u, level: "certificate" },
  { words: /^associate['’]s degree$/u, level: "associate" },
  { words: /^bachelor['’]s degree$/u, level: "bachelor" },
  { words: /^master['’]s degree$/u, level: "master" },
  { words: /^doctoral or professional degree$/u, level: "doctorate" },
];

function education(of: OfRow): Part {
  const printed = traitOf(of, "education");
  if (printed === null) return NOTHING;
  const level = LEVELS.find(({ words }) => words.test(printed.toLowerCase()))?.level;
  if (level === undefined) return `“${printed}” is not a known level of education`;
  const statement = `Typical education needed for entry: ${printed}`;
  const about = { ...of.about, ...stated(of.fields["traits_year"] ?? "", of.fields["traits_evidence"]) };
  const requirement = { ...about, level, necessity: "typical" as const, applies_to: null, statement };
  return { rows: [row("education_requirements", requirement)], repairs: [] };
}

/** Statements in the table's words: its heading, and the category that the occupation is in. */
const STATEMENTS = [
  { field: "experience", topic: "work_experience", heading: "Work experience in a related occupation" },
  { field: "training", topic: "on_the_job_training", heading: "Typical on-the-job training" },
] as const;

function experience(of: OfRow): Part[] {
  return STATEMENTS.map(({ field, topic, heading }) => {
    const printed = traitOf(of, field);
    if (printed === null) return NOTHING;
    const about = { ...of.about, ...stated(of.fields["traits_year"] ?? "", of.fields["traits_evidence"]) };
    const statement = `${heading}: ${printed}`;
    const said = { ...about, topic, statement, value: null, unit: null, is_sellers_claim: false };
    return { rows: [row("statements", said)], repairs: [] };
  });
}

/** A category; null where the field is not read from this row, empty, or a dash, as for summaries of occupations. */
function traitOf({ fields }: OfRow, name: string): string | null {
  const printed = (fields[name] ?? "").trim().replaceAll(/\s+/gu, " ");
  return printed === "" || /^[-–—]$/u.test(printed) ? null : printed;
}

/** A period that a heading states; unknown where it states none. */
function stated(reference_period: string, evidence: string | undefined): Pick<About, keyof typeof UNDATED> {
  if (reference_period === "" || evidence === undefined) return UNDATED;
  return { reference_period, reference_period_basis: "stated", reference_period_evidence: evidence };
}
