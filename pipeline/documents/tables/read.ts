import { posix } from "node:path";
import { AlmanacError } from "../../contracts/errors.ts";
import type { Snapshot } from "../../contracts/snapshot.ts";
import type { Sheet, TableFile } from "../../contracts/table.ts";
import { fileKind, isOle, isZip } from "../file-kind.ts";
import { readDelimited } from "./delimited.ts";
import { budgetOf, LIMITS, refuseTableSize, type Budget, type Limits } from "./limits.ts";
import { readWorkbook } from "./workbook.ts";
import { repack, workbookForm } from "./xlsx-parts.ts";
import { readEntry, zipEntries, type ZipEntry } from "./zip.ts";

/** Members of an archive that are read; what they are is then told by their bytes. */
const TABLE_NAME = /\.(?:xlsx|xlsm|xls|csv|tsv|txt)$/iu;

/** Members that the maker's system left behind. */
const DEBRIS = /(?:^|\/)(?:__MACOSX\/|\.[^/]*$|~\$[^/]*$)/u;

const ARCHIVE_NAME = /\.(?:zip|gz|7z|rar|tar)$/iu;

/** A file, plain or out of an archive, whose bytes are to be read. */
interface File {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly member: string | null;
  /** Names it in errors. */
  readonly place: string;
  readonly contentType: string | null;
}

interface Tables {
  readonly sheets: readonly Sheet[];
  readonly encodings: readonly string[];
}

function readXlsx(file: File, entries: readonly ZipEntry[], budget: Budget): Tables {
  if (workbookForm(entries) === "bin") {
    throw new AlmanacError("The file is a binary workbook (.xlsb), which the almanac does not read.", {
      where: file.place,
      next: "Save it as .xlsx and put that in its place.",
    });
  }
  const repacked = repack(file.bytes, entries, budget, file.place);
  return { sheets: readWorkbook(repacked, file, budget), encodings: [] };
}

/** A text among an archive's members is a table where its name says so or its first line has a tab; others are read-mes. */
function isReadMe(file: File): boolean {
  if (file.member === null || !/\.txt$/iu.test(file.member)) return false;
  const lineEnd = file.bytes.indexOf(0x0a);
  return !file.bytes.subarray(0, lineEnd < 0 ? undefined : lineEnd).includes(0x09);
}

function readText(file: File, budget: Budget): Tables {
  if (isReadMe(file)) return { sheets: [], encodings: [] };
  const kind = fileKind(file.bytes);
  if (kind !== null) {
    throw new AlmanacError(`The file is not a table: it looks like ${kind}.`, {
      where: file.place,
      next: "Get the table itself (.xlsx, .xls, .csv or tab-separated .txt) and put that in its place.",
    });
  }
  const { sheet, encoding } = readDelimited(file.bytes, file, budget);
  return { sheets: [sheet], encodings: [encoding] };
}

function readMembers(file: File, entries: readonly ZipEntry[], budget: Budget): Tables {
  const members = entries.filter(({ name }) => !DEBRIS.test(name));
  const inner = members.find(({ name }) => ARCHIVE_NAME.test(name));
  const place = (entry: ZipEntry) => `${file.place}#${entry.name}`;
  if (inner !== undefined) {
    throw new AlmanacError("An archive inside an archive is not opened.", {
      where: place(inner),
      next: "Unpack the outer archive and put what it holds into the folder.",
    });
  }
  const tables = members
    .filter(({ name }) => TABLE_NAME.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => {
      const bytes = readEntry(file.bytes, entry, budget, place(entry));
      const { name } = entry;
      return readFile({ bytes, name, member: name, place: place(entry), contentType: null }, budget);
    });
  return {
    sheets: tables.flatMap(({ sheets }) => sheets),
    encodings: tables.flatMap(({ encodings }) => encodings),
  };
}

function readFile(file: File, budget: Budget): Tables {
  if (isOle(file.bytes)) return { sheets: readWorkbook(file.bytes, file, budget), encodings: [] };
  if (!isZip(file.bytes)) return readText(file, budget);
  const entries = zipEntries(file.bytes, budget, file.place);
  if (workbookForm(entries) !== null) return readXlsx(file, entries, budget);
  if (file.member === null) return readMembers(file, entries, budget);
  throw new AlmanacError("The file has the name of a table and is an archive or another document.", {
    where: file.place,
    next: "Unpack the outer archive and put the tables that it holds into the folder.",
  });
}

/**
 * Reads a file of tables: a workbook (.xlsx, .xls), a delimited file (.csv, tab-separated .txt), or an archive
 * of them. What it is comes from its bytes; the name helps only with the delimiter and with what in an
 * archive is worth opening. Members of an archive come in the order of their paths.
 *
 * @param limits other limits than {@link LIMITS}, for tests
 * @throws AlmanacError naming file, member and sheet or line, where the file is no table, empty, damaged,
 *   password-protected or beyond the limits
 */
export function readTableFile(snapshot: Snapshot, limits: Limits = LIMITS): TableFile {
  const { bytes, path } = snapshot;
  refuseTableSize(snapshot, limits);
  const name = posix.basename(path);
  const contentType = snapshot.meta.headers["content-type"] ?? null;
  const file: File = { bytes, name, member: null, place: path, contentType };
  const { sheets, encodings } = readFile(file, budgetOf(limits));
  if (sheets.length === 0) {
    throw new AlmanacError("The archive holds no table (.xlsx, .xls, .csv or tab-separated .txt).", {
      where: path,
      next: "Put the tables themselves into the folder, or take the archive out of it.",
    });
  }
  return { name, sheets, encoding: encodings.length === 0 ? null : [...new Set(encodings)].join(", ") };
}

const places = new WeakMap<TableFile, ReadonlyMap<string, string>>();

/** What stands at a locator of the file, as {@link TableRow.raw_text} has it; null where nothing does. */
export function sliceAt(file: TableFile, locator: string): string | null {
  let known = places.get(file);
  if (known === undefined) {
    known = new Map(file.sheets.flatMap(({ rows }) => rows.map((row) => [row.locator, row.raw_text])));
    places.set(file, known);
  }
  return known.get(locator) ?? null;
}
