import type { OccupationProfile } from "../../contracts/occupation.ts";
import type { IgnoredRows, RowFind, TableExtraction } from "../../contracts/source.ts";
import type { Sheet, TableFile, TableRow } from "../../contracts/table.ts";
import { cellOf, fieldsOf, oddFault } from "../../documents/tables/fields.ts";
import { findHeader, seekHeader, type Header } from "../../documents/tables/header.ts";
import { positionsOf, repeatsIn } from "./compare.ts";
import { CODE_TITLE, SOC_CODE, TABLES, titlesOf, type Column, type KnownTable } from "./tables.ts";

/**
 * Reads a table of the O*NET database, or the published archive of them all. The table is the part. Rows
 * of the occupation's codes are records, and the titles of all occupations. Where a table has no row of
 * the occupation, the rule that passes over it says so: `no_row_of_occupation`.
 *
 * @throws AlmanacError naming the columns that a table has lost.
 */
export function extract(file: TableFile, occupation: OccupationProfile): TableExtraction {
  const parts = file.sheets.map((sheet) => readSheet(file, sheet, occupation));
  const [only, other] = parts;
  return {
    part: only !== undefined && other === undefined ? only.name : "whole database",
    finds: parts.flatMap(({ finds }) => finds),
    ignored: parts.flatMap(({ ignored }) => ignored),
  };
}

interface ExtractedSheet {
  readonly name: string;
  readonly finds: readonly RowFind[];
  readonly ignored: readonly IgnoredRows[];
}

function readSheet(file: TableFile, sheet: Sheet, occupation: OccupationProfile): ExtractedSheet {
  const name = sheet.name.replace(/\.\w+$/u, "");
  // Tables go by their file's name: what they are cannot be told from columns that many of them have.
  const table = TABLES.find((known) => plain(known.name) === plain(name));
  if (table === undefined) {
    const rule = unreadRule(file, sheet, occupation);
    return { name, finds: [], ignored: runsOf(sheet, () => rule) };
  }
  const header = findHeader<Column>(file, sheet, titlesOf(table), { required: table.columns });
  return { name: table.name, ...readTable(table, sheet, header, occupation) };
}

const plain = (name: string): string => name.replaceAll("_", " ").toLowerCase();

/** Why a table is not read: it is not loaded for any occupation, or has nothing of this one anyway. */
function unreadRule(file: TableFile, sheet: Sheet, occupation: OccupationProfile): string {
  const header = seekHeader(file, sheet, CODE_TITLE, { required: ["soc_code"] });
  if (header === null) return "table_not_loaded";
  const hasRow = sheet.rows.some((row) => isOf(codeIn(row, header), occupation));
  return hasRow ? "table_not_loaded" : "no_row_of_occupation";
}

function readTable(
  table: KnownTable,
  sheet: Sheet,
  header: Header<Column>,
  occupation: OccupationProfile,
): Omit<ExtractedSheet, "name"> {
  const isHeading = ({ number }: TableRow): boolean => number <= header.row.number;
  const wanted = sheet.rows.filter((row) => {
    const code = codeIn(row, header);
    // A row whose code cannot be read may be one of the occupation's.
    return !isHeading(row) && (table.of === "all" || !SOC_CODE.test(code) || isOf(code, occupation));
  });
  const repeats = repeatsIn(wanted, table, header);
  const positions = table.kind === "task" ? positionsOf(wanted, header) : null;
  const records = new Set(wanted.filter((row) => repeats.get(row) !== null));
  const finds = [...records].map((row): RowFind => {
    const code = codeIn(row, header);
    const fault =
      oddFault(row, header) ??
      (SOC_CODE.test(code) ? null : `“${code}” is not a code of O*NET-SOC`) ??
      repeats.get(row) ??
      null;
    const position = positions === null ? {} : { position: String(positions.get(row)) };
    return {
      kind: table.kind,
      row,
      reading: fault ?? { ...fieldsOf(row, header), ...position },
    };
  });
  const other = records.size === 0 ? "no_row_of_occupation" : "other_occupation";
  const ignored = runsOf(sheet, (row) => {
    if (isHeading(row)) return "heading";
    if (records.has(row)) return null;
    return repeats.get(row) === null ? "repeated_row" : other;
  });
  return { finds, ignored };
}

const codeIn = (row: TableRow, header: Header<Column>): string => cellOf(row, header, "soc_code");

function isOf(code: string, { codes }: OccupationProfile): boolean {
  return SOC_CODE.test(code) && codes.some((known) => code.startsWith(`${known}.`));
}

/** Rows of a sheet that a rule passes over, as stretches: a run of the same rule is one. */
function runsOf(sheet: Sheet, ruleOf: (row: TableRow) => string | null): IgnoredRows[] {
  const runs: IgnoredRows[] = [];
  let last: string | null = null;
  for (const row of sheet.rows) {
    const rule = ruleOf(row);
    const run = runs.at(-1);
    if (rule !== null && run !== undefined && rule === last) {
      runs[runs.length - 1] = { ...run, to: row.number };
    } else if (rule !== null) {
      runs.push({ rule, sheet, from: row.number, to: row.number });
    }
    last = rule;
  }
  return runs;
}
