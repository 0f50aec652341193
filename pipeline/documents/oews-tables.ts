import { AlmanacError } from "../contracts/errors.ts";
import type { Fields } from "../contracts/record.ts";
import type {
  IgnoredRows,
  RowFind,
  TableExtraction,
  TableExtractor,
  UnreadColumn,
} from "../contracts/source.ts";
import type { Sheet, TableFile, TableRow } from "../contracts/table.ts";
import { NEEDED, OEWS_COLUMNS, type OewsColumn, PASSED_OVER } from "./oews-columns.ts";
import { type OewsRelease, releaseOf } from "./oews-release.ts";
import { cellOf, oddFault } from "./tables/fields.ts";
import { findHeader, type Header, seekHeader, unknownColumns } from "./tables/header.ts";

/** Sheets of a release, or members of its archive, that tell of it and hold no figures. */
const COMPANIONS: readonly { readonly rule: string; readonly name: RegExp }[] = [
  { rule: "field_descriptions", name: /(?:field|file)[ _]?descriptions?/iu },
  { rule: "time_of_update", name: /^update[ _]?time$/iu },
];

/** How the names of tables begin that hold the nation and no other area, and so have no columns of areas in most releases. */
const NATIONAL = "nat";

/** Tables that part the nation by industry. */
const BY_INDUSTRY = /^nat(?:sector|\d)/u;

const OCCUPATION_CODE = /^\d{2}-\d{4}$/u;

/** A row of figures, with what sets it apart from every other row. */
interface Reading {
  readonly row: TableRow;
  readonly fields: Fields;
}

/** What a sheet holds. */
interface SheetRows {
  readonly readings: readonly Reading[];
  readonly faults: readonly RowFind[];
  readonly ignored: readonly IgnoredRows[];
  readonly unread: readonly UnreadColumn[];
}

const NO_ROWS: SheetRows = { readings: [], faults: [], ignored: [], unread: [] };

/** Columns that releases are known to have. */
const KNOWN = { ...OEWS_COLUMNS, ...PASSED_OVER };

/**
 * Makes the extractor of a source of tables of the Occupational Employment and Wage Statistics, workbooks or delimited files or
 * archives of them. Every row is a record of kind `oews_row`, whatever its occupation; its fields are the cells by {@link OEWS_COLUMNS}, `release_year`,
 * `release_evidence`, and `owners` (`several`) where the file has the row's area and industry once for each of several owners.
 *
 * @param kept Which tables of a release the source is for, and the source of the others.
 */
export function oewsExtractor(kept: {
  readonly isKept: (table: string) => boolean;
  readonly elsewhere: string;
}): TableExtractor {
  return (file) => {
    const beside = file.sheets.filter(isCompanion(file));
    const parts = new Set<string>();
    const sheets = file.sheets.map((sheet): SheetRows => {
      if (sheet.rows.length === 0) return NO_ROWS;
      const rule = companionRule(file, sheet);
      if (rule !== null) return { ...NO_ROWS, ignored: [wholeSheet(rule, sheet)] };
      const release = releaseOf(
        sheet,
        file,
        beside.filter(({ member }) => member === sheet.member),
      );
      refuseOthers(release, file, kept);
      parts.add(`${release.table} ${release.year}`);
      return readSheet(file, sheet, release);
    });
    return assemble(file, [...parts].sort().join(", "), sheets);
  };
}

function assemble(file: TableFile, part: string, sheets: readonly SheetRows[]): TableExtraction {
  if (part === "") {
    throw new AlmanacError("The file holds no table of figures.", {
      where: file.name,
      next: "Get the release again from its publisher, and put it in the place of this file.",
    });
  }
  const readings = sheets.flatMap((sheet) => sheet.readings);
  const places = placesOf(file);
  const place = (row: TableRow): number => places.get(row)?.position ?? 0;
  const { finds, repeated } = tellApart(nameOwners(readings));
  return {
    part,
    finds: [...finds, ...sheets.flatMap((sheet) => sheet.faults)].sort((a, b) => place(a.row) - place(b.row)),
    ignored: [
      ...sheets.flatMap((sheet) => sheet.ignored),
      ...repeated.flatMap((row) => {
        const sheet = places.get(row)?.sheet;
        return sheet === undefined ? [] : [{ rule: "repeated_row", sheet, from: row.number, to: row.number }];
      }),
    ],
    unread: sheets.flatMap((sheet) => sheet.unread),
  };
}

/** Where each row stands in the file. */
function placesOf({
  sheets,
}: TableFile): ReadonlyMap<TableRow, { readonly sheet: Sheet; readonly position: number }> {
  const rows = sheets.flatMap((sheet) => sheet.rows.map((row) => ({ sheet, row })));
  return new Map(rows.map(({ sheet, row }, position) => [row, { sheet, position }]));
}

const isCompanion =
  (file: TableFile) =>
  (sheet: Sheet): boolean =>
    companionRule(file, sheet) !== null;

/** The rule that passes over a sheet that tells of a release; null for one of figures, whatever its name. */
function companionRule(file: TableFile, sheet: Sheet): string | null {
  const names = [sheet.name, (sheet.member ?? "").replace(/^.*\//u, "")];
  const companion = COMPANIONS.find(({ name }) => names.some((one) => name.test(one)));
  if (companion === undefined) return null;
  return seekHeader(file, sheet, OEWS_COLUMNS, { required: NEEDED }) === null ? companion.rule : null;
}

function wholeSheet(rule: string, sheet: Sheet): IgnoredRows {
  return { rule, sheet, from: sheet.rows[0]?.number ?? 1, to: sheet.rows.at(-1)?.number ?? 1 };
}

function refuseOthers(
  { table, year }: OewsRelease,
  file: TableFile,
  { isKept, elsewhere }: { readonly isKept: (table: string) => boolean; readonly elsewhere: string },
): void {
  if (isKept(table)) return;
  throw new AlmanacError(`The table ${table} of May ${year} belongs to another source.`, {
    where: file.name,
    next: `Put it into raw/${elsewhere}/ instead, so that no figure is loaded twice.`,
  });
}

function readSheet(file: TableFile, sheet: Sheet, release: OewsRelease): SheetRows {
  const header = headerOf(file, sheet, release);
  const readings: Reading[] = [];
  const faults: RowFind[] = [];
  const ignored: IgnoredRows[] = [];
  for (const row of sheet.rows) {
    const rule = ruleOf(row, header);
    const fault = rule === null ? oddFault(row, header) : null;
    if (rule !== null) ignored.push({ rule, sheet, from: row.number, to: row.number });
    else if (fault !== null) faults.push({ kind: "oews_row", row, reading: fault });
    else readings.push({ row, fields: fieldsOf(row, header, release) });
  }
  const columns = unknownColumns(
    header,
    KNOWN,
    readings.map(({ row }) => row),
  );
  return { readings, faults, ignored, unread: columns.map((position) => ({ header: header.row, position })) };
}

/** Cells by canonical names. An empty cell is there, and empty: a column that the release does not have is absent. */
function fieldsOf(row: TableRow, { columns }: Header<OewsColumn>, { year, evidence }: OewsRelease): Fields {
  const fields: Record<string, string> = { release_year: year, release_evidence: evidence };
  for (const [name, { position }] of columns) fields[name] = row.cells[position] ?? "";
  return fields;
}

/** The header with every column that a table of its kind cannot do without. */
function headerOf(file: TableFile, sheet: Sheet, { table }: OewsRelease): Header<OewsColumn> {
  const header = findHeader(file, sheet, OEWS_COLUMNS, { required: NEEDED });
  const { columns } = header;
  const required = [...NEEDED];
  if (columns.has("area") || columns.has("area_title") || !table.startsWith(NATIONAL))
    required.push("area", "area_title");
  if (columns.has("naics") || BY_INDUSTRY.test(table)) required.push("naics_title");
  const isWhole = required.every((name) => columns.has(name));
  return isWhole ? header : findHeader(file, sheet, OEWS_COLUMNS, { required });
}

/** The rule that passes over a row that is no record; null where it is one. */
function ruleOf(row: TableRow, header: Header<OewsColumn>): string | null {
  if (row.number < header.row.number) return "above_the_header";
  if (row.raw_text === header.row.raw_text) return "header";
  if (OCCUPATION_CODE.test(cellOf(row, header, "occ_code"))) return null;
  const filled = row.cells.filter((cell) => cell.trim() !== "").length;
  return filled === 0 ? "empty_line" : filled === 1 && row.fault === null ? "footnote" : null;
}

/** Marks the rows whose area and industry the file has once for each of several owners. */
function nameOwners(readings: readonly Reading[]): readonly Reading[] {
  const industryOf = ({ fields }: Reading): string => `${fields["area"] ?? ""} ${fields["naics"] ?? ""}`;
  const owners = new Map<string, Set<string>>();
  for (const reading of readings) {
    const industry = industryOf(reading);
    const known = owners.get(industry) ?? new Set();
    owners.set(industry, known.add((reading.fields["own_code"] ?? "").trim()));
  }
  if ([...owners.values()].every(({ size }) => size < 2)) return readings;
  return readings.map((reading) =>
    (owners.get(industryOf(reading))?.size ?? 0) < 2
      ? reading
      : { ...reading, fields: { ...reading.fields, owners: "several" } },
  );
}

/** Columns that say what a row's figures are of. */
const KEY: readonly (OewsColumn | "release_year")[] = [
  "release_year",
  "area",
  "naics",
  "naics_title",
  "own_code",
  "occ_code",
  "o_group",
];

/**
 * Of rows that speak of the same, the first stands where the others repeat it. Where they do not say the same, none can
 * be believed.
 */
function tellApart(readings: readonly Reading[]): { finds: RowFind[]; repeated: TableRow[] } {
  const groups = new Map<string, [Reading, ...Reading[]]>();
  for (const reading of readings) {
    const key = KEY.map((column) => (reading.fields[column] ?? "").trim()).join("\t");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [reading]);
    else group.push(reading);
  }
  const finds: RowFind[] = [];
  const repeated: TableRow[] = [];
  for (const group of groups.values()) {
    const [first, ...others] = group;
    const other = others.find((one) => !isSame(one.fields, first.fields));
    if (other === undefined) {
      finds.push({ kind: "oews_row", row: first.row, reading: first.fields });
      repeated.push(...others.map(({ row }) => row));
    } else {
      const reading = `${first.row.locator} and ${other.row.locator} speak of the same occupation, area and industry and contradict each other`;
      finds.push(...group.map(({ row }): RowFind => ({ kind: "oews_row", row, reading })));
    }
  }
  return { finds, repeated };
}

function isSame(one: Fields, other: Fields): boolean {
  return Object.keys(OEWS_COLUMNS).every((name) => (one[name] ?? "").trim() === (other[name] ?? "").trim());
}
