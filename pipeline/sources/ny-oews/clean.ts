import { parseNumber } from "../../cleaning/amounts.ts";
import { ignored, loaded, quarantined, row } from "../../cleaning/outcomes.ts";
import { UNDATED } from "../../cleaning/periods.ts";
import { isPlausible } from "../../cleaning/plausible-wages.ts";
import type { Fields, Outcome, RawRecord } from "../../contracts/record.ts";
import type {
  Dated,
  FactTables,
  Mark,
  OccupationGroup,
  OfOccupation,
  OfPlace,
  OfRelease,
} from "../../contracts/rows.ts";
import type { CleaningContext } from "../../contracts/source.ts";

/** Annual wages: the statistic and its column. */
const WAGES = [
  ["mean", "a_mean"],
  ["median", "a_median"],
  ["entry", "a_entry"],
  ["experienced", "a_experienced"],
] as const satisfies readonly (readonly [FactTables["wages"]["statistic"], string])[];

/** Kinds of areas by the codes that state releases use: the state as a whole, and the state's own labor market regions. */
const AREA_TYPES: ReadonlyMap<string, "state" | "region"> = new Map([
  ["1", "state"],
  ["01", "state"],
  ["10", "region"],
]);

const MARKS: ReadonlySet<string> = new Set(["*", "**", "#", "~"] satisfies Mark[]);

interface Figure {
  readonly value: number | null;
  readonly mark: Mark;
}

/** What all rows of a record have in common. */
type Common = Dated & OfOccupation & OfPlace & OfRelease & { readonly rse_pct: null };

/**
 * Cleans a row of the state's table to four wages and the jobs of one occupation in one area. A blank is
 * a figure that the state keeps back; the row's others stay. `entry` is the mean of the lowest third of
 * wages and `experienced` that of the upper two thirds, so the mean of all lies between them. A row whose area and
 * occupation stand in the table again with other figures is set aside, as is the other.
 */
export function cleanAreaOccupation(record: RawRecord, context: CleaningContext): Outcome {
  const [fields] = record.readings;
  if (fields === undefined) return quarantined("the row cannot be parted into its columns");
  const same = recordsByKey(context).get(keyOf(fields)) ?? [record];
  if (same.some((other) => figuresOf(other) !== figuresOf(record))) {
    return quarantined("its area and occupation stand in the table more than once, with different figures");
  }
  if (same[0] !== record) return ignored("exact_duplicate");
  const common = commonOf(fields);
  if (typeof common === "string") return quarantined(common);
  const jobs = figureOf(fields, "tot_emp");
  const wages = WAGES.map(([statistic, column]) => ({ statistic, column, figure: figureOf(fields, column) }));
  const broken = [{ column: "tot_emp", figure: jobs }, ...wages].find(({ figure }) => figure === null);
  if (broken !== undefined) {
    return quarantined(`${broken.column} reads “${cell(fields, broken.column)}”, which is no whole number`);
  }
  const problem = implausible(fields);
  if (problem !== null) return quarantined(problem);
  return loaded(
    ...wages.map(({ statistic, figure }) =>
      row("wages", {
        ...common,
        statistic,
        annual_usd: figure?.value ?? null,
        hourly_usd: null,
        mark: figure?.mark ?? null,
      }),
    ),
    row("employment", { ...common, measure: "jobs", value: jobs?.value ?? null, mark: jobs?.mark ?? null }),
  );
}

function commonOf(fields: Fields): Common | string {
  const occupation_code = cell(fields, "occ_code");
  if (!/^\d{2}-\d{4}$/u.test(occupation_code)) return `“${occupation_code}” is not the code of an occupation`;
  const area_type = AREA_TYPES.get(cell(fields, "area_type"));
  if (area_type === undefined) return `“${cell(fields, "area_type")}” is not a known type of area`;
  const missing = ["area", "area_name", "occ_title"].find((column) => cell(fields, column) === "");
  if (missing !== undefined) return `${missing} is blank`;
  return {
    ...UNDATED,
    occupation_code,
    occupation_title: cell(fields, "occ_title"),
    area_type,
    area_name: cell(fields, "area_name"),
    state: "NY",
    area_code: cell(fields, "area"),
    industry: null,
    industry_code: null,
    release: null,
    occupation_group: groupOf(occupation_code),
    rse_pct: null,
  };
}

/** The table has totals, major groups, and what it treats as detailed, some of it several codes together (13-1020). */
function groupOf(code: string): OccupationGroup {
  if (code === "00-0000") return "total";
  return code.endsWith("-0000") ? "major" : "detailed";
}

const cell = (fields: Fields, column: string): string => fields[column]?.trim() ?? "";

/** A whole number, or the mark in its place; null where the cell is neither. */
function figureOf(fields: Fields, column: string): Figure | null {
  const text = cell(fields, column);
  if (text === "") return { value: null, mark: "not stated" };
  if (MARKS.has(text)) return { value: null, mark: text as Mark };
  const value = parseNumber(text);
  return value !== null && Number.isInteger(value) ? { value, mark: null } : null;
}

function implausible(fields: Fields): string | null {
  const value = (column: string): number | null => figureOf(fields, column)?.value ?? null;
  for (const [, column] of WAGES) {
    const wage = value(column);
    if (wage !== null && !isPlausible(wage, "official", "annual"))
      return `${column} of $${wage} is not plausible as an annual wage`;
  }
  const [mean, entry, experienced] = [value("a_mean"), value("a_entry"), value("a_experienced")];
  if (mean !== null && entry !== null && entry > mean)
    return `the entry wage, $${entry}, is above the mean, $${mean}`;
  if (mean !== null && experienced !== null && experienced < mean)
    return `the experienced wage, $${experienced}, is below the mean, $${mean}`;
  return null;
}

const keyOf = (fields: Fields): string =>
  ["area_type", "area", "occ_code"].map((column) => cell(fields, column)).join(" ");

const figuresOf = ({ readings }: RawRecord): string => JSON.stringify(readings);

const known = new WeakMap<CleaningContext, ReadonlyMap<string, readonly RawRecord[]>>();

/** Records of the table by area and occupation, gathered once for a file. */
function recordsByKey(context: CleaningContext): ReadonlyMap<string, readonly RawRecord[]> {
  const gathered = known.get(context);
  if (gathered !== undefined) return gathered;
  const byKey = new Map<string, RawRecord[]>();
  for (const record of context.records) {
    const [fields] = record.readings;
    if (fields === undefined) continue;
    const same = byKey.get(keyOf(fields));
    if (same === undefined) byKey.set(keyOf(fields), [record]);
    else same.push(record);
  }
  known.set(context, byKey);
  return byKey;
}
