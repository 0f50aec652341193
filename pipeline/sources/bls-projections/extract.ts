import type { Fields } from "../../contracts/record.ts";
import type { IgnoredRows, RowFind, TableExtraction } from "../../contracts/source.ts";
import type { TableFile, TableRow } from "../../contracts/table.ts";
import { cellOf, fieldsOf, oddFault } from "../../documents/tables/fields.ts";
import type { Header } from "../../documents/tables/header.ts";
import { headerOf, type Column } from "./columns.ts";
import { editionOf, WINDOW, windowIn, windowName, type Edition, type ReadTable } from "./edition.ts";
import { CODE, type Table } from "./tables.ts";

/**
 * Reads an edition of the occupational tables: the workbook as published, or a delimited file with some
 * of its tables one below the other, each under its own heading. The edition is the part.
 *
 * @throws AlmanacError as `editionOf` and `headerOf` do.
 */
export function extract(file: TableFile): TableExtraction {
  const edition = editionOf(file);
  const parts = edition.tables.map((table) => {
    const read = edition.read.find((candidate) => candidate.table === table);
    return read === undefined
      ? { finds: [], ignored: [stretch("table_not_loaded", table, table.rows)] }
      : readTable(read, edition, file);
  });
  return {
    part: edition.name,
    finds: parts.flatMap(({ finds }) => finds),
    ignored: parts.flatMap(({ ignored }) => ignored),
  };
}

interface Extracted {
  readonly finds: readonly RowFind[];
  readonly ignored: readonly IgnoredRows[];
}

function readTable({ kind, table, wanted, also }: ReadTable, edition: Edition, file: TableFile): Extracted {
  const { rows, first } = table;
  const header = headerOf(file, table, edition.window, wanted, also);
  const context = contextOf(table, header, edition, file);
  const end = 1 + rows.findLastIndex((row) => CODE.test(codeIn(row, header)));
  const body = rows.slice(first, end);
  const repeats = repeatsIn(body, header);
  const finds: RowFind[] = [];
  const repeated: IgnoredRows[] = [];
  for (const row of body) {
    const repeat = repeats.get(row);
    if (repeat === SAME) repeated.push(stretch("repeated_row", table, [row]));
    else finds.push({ kind, row, reading: readingOf(row, header, context, repeat ?? null) });
  }
  const notes = rows.slice(end);
  const heading = stretch("heading", table, rows.slice(0, first));
  return {
    finds,
    ignored: [heading, ...repeated, ...(notes.length === 0 ? [] : [stretch("note", table, notes)])],
  };
}

function stretch(rule: string, { sheet }: Table, rows: readonly TableRow[]): IgnoredRows {
  return { rule, sheet, from: rows[0]?.number ?? 1, to: rows.at(-1)?.number ?? 1 };
}

const codeIn = (row: TableRow, header: Header<Column>): string => cellOf(row, header, "occ_code");

/** In place of a reason: the row says what an earlier one says. */
const SAME = Symbol("the same again");

/**
 * Rows whose occupation stands in the table more than once. One that says the same again is passed
 * over; where they say different things, none of them can be believed.
 */
function repeatsIn(
  body: readonly TableRow[],
  header: Header<Column>,
): ReadonlyMap<TableRow, string | typeof SAME> {
  const byCode = new Map<string, TableRow[]>();
  for (const row of body) {
    const code = codeIn(row, header);
    if (CODE.test(code)) byCode.set(code, [...(byCode.get(code) ?? []), row]);
  }
  const repeats = new Map<TableRow, string | typeof SAME>();
  for (const [code, rows] of byCode) {
    if (rows.length === 1) continue;
    const isSame = new Set(rows.map(({ raw_text }) => raw_text)).size === 1;
    const places = rows.map(({ number }) => number).join(" and ");
    const reason = `${code} stands in the table more than once, and not with the same figures: rows ${places}`;
    (isSame ? rows.slice(1) : rows).forEach((row) => repeats.set(row, isSame ? SAME : reason));
  }
  return repeats;
}

/** The row's cells, or why they cannot be read. */
function readingOf(
  row: TableRow,
  header: Header<Column>,
  context: Fields,
  contradiction: string | null,
): RowFind["reading"] {
  const occ_code = codeIn(row, header);
  const isCode = CODE.test(occ_code);
  const fault =
    oddFault(row, header) ??
    contradiction ??
    (isCode ? null : `“${occ_code}” is not the code of an occupation`);
  return fault ?? { ...fieldsOf(row, header), occ_code, ...context };
}

/** What the headings say of every row: the edition, the years, and where these stand. */
function contextOf(
  { name, title }: Table,
  { columns }: Header<Column>,
  edition: Edition,
  file: TableFile,
): Fields {
  const { base, target } = edition.window;
  const called = windowIn(file.name);
  const aside =
    called === null || windowName(called) === edition.name ? "" : `, while the file is called ${file.name}`;
  const wage = columns.get("median_wage")?.title;
  const traits = yearIn(title.replace(WINDOW, ""));
  return {
    release: `Employment Projections ${edition.name}`,
    ...(columns.has("base_jobs") && {
      base_year: String(base),
      target_year: String(target),
      window_evidence: `the heading of ${name} says ${edition.name}${aside}`,
    }),
    ...(wage !== undefined && { wage_year: yearIn(wage), wage_evidence: `the column “${wage}” of ${name}` }),
    ...(columns.has("education") && {
      traits_year: traits,
      traits_evidence: `the heading of ${name} says ${traits}`,
    }),
  };
}

/** The first year that a text names; empty where it names none. */
function yearIn(text: string): string {
  return /(?<!\d)(?:19|20)\d{2}(?!\d)/u.exec(text)?.[0] ?? "";
}
