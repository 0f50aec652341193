import { AlmanacError } from "../contracts/errors.ts";
import type { Sheet, TableFile } from "../contracts/table.ts";

/** Which release of the survey a sheet is of. */
export interface OewsRelease {
  /** `2016`: the release is the one of May of that year. */
  readonly year: string;
  /** Which of the release's tables it is: `national`, `natsector`, `msa`. */
  readonly table: string;
  /** What tells the year, in words a reader can check. */
  readonly evidence: string;
}

/** Where a year was found. */
interface Clue {
  readonly year: string;
  readonly table: string | null;
  /** The words that tell it. */
  readonly words: string;
}

/** `national_M2016_dl`, `nat5d_6d_M2019_dl`, `MSA_M2012_dl_1_AK_IN`, `all_data_M_2024`. */
const TABLE_NAME =
  /(?<table>all_data|(?<![a-z])[a-z]+\d?d?(?:_\d+d)?(?:_owner(?:ship)?)?)_m_?(?<year>20\d{2})(?:_dl(?<section>_\d_[a-z]{2}_[a-z]{2})?)?(?![a-z\d])/iu;

/** `oesm16nat`: the archives of a release, under the survey's older name to this day. */
const ARCHIVE_NAME = /oesm(?<year>\d{2})(?<table>[a-z]+\d?)/iu;

/** What archives call the tables that stand in them alone. */
const TABLES_OF_ARCHIVES: Readonly<Record<string, string>> = {
  nat: "national",
  st: "state",
  all: "all_data",
};

/** `All May 2024 data`, `May 2019 OES Estimates`. */
const MONTH_AND_YEAR = /\bMay[ _](?<year>20\d{2})\b/iu;

/**
 * The release that a sheet is of, as its own name, its file's and the archive's say it, and the sheet of
 * field descriptions beside it.
 *
 * @param beside Sheets of the same workbook that tell of the release and hold no figures.
 * @throws AlmanacError naming the places where two of them say different years, or where none says one.
 */
export function releaseOf(sheet: Sheet, file: TableFile, beside: readonly Sheet[]): OewsRelease {
  const names = [sheet.name, baseName(sheet.member ?? ""), baseName(file.name)];
  const clues = [...names.flatMap(cluesOfName), ...beside.flatMap(cluesOfDescriptions)];
  const [first] = clues;
  const where = sheet.member === null ? `${file.name}, ${sheet.name}` : `${file.name}, ${sheet.member}`;
  if (first === undefined) {
    throw new AlmanacError("Nothing says which release of the survey this is.", {
      where,
      next: "Name the file as its publisher does, with table and year: national_M2016_dl.xlsx, or oesm16nat.zip.",
    });
  }
  const other = clues.find(({ year }) => year !== first.year);
  if (other !== undefined) {
    throw new AlmanacError(
      `The release is of ${first.year} by ${first.words}, and of ${other.year} by ${other.words}.`,
      { where, next: "Find out which it is, and give the file the name that its publisher gave it." },
    );
  }
  return {
    year: first.year,
    table: clues.find(({ table }) => table !== null)?.table ?? baseName(file.name).toLowerCase(),
    evidence: `the name of the release: ${first.words}`,
  };
}

function cluesOfName(name: string): Clue[] {
  const found = TABLE_NAME.exec(name) ?? ARCHIVE_NAME.exec(name);
  if (found?.groups !== undefined) {
    const { year = "", table = "", section = "" } = found.groups;
    const printed = `${table}${section}`.toLowerCase();
    return [{ year: year.padStart(4, "20"), table: TABLES_OF_ARCHIVES[printed] ?? printed, words: found[0] }];
  }
  const month = MONTH_AND_YEAR.exec(name);
  return month === null ? [] : [{ year: month.groups?.["year"] ?? "", table: null, words: name }];
}

/** The first rows of a sheet of field descriptions say what it describes. */
function cluesOfDescriptions({ rows }: Sheet): Clue[] {
  const titles = rows.slice(0, 3).flatMap(({ cells }) => cells.slice(0, 1));
  return titles.flatMap((title) => {
    const year = MONTH_AND_YEAR.exec(title)?.groups?.["year"];
    return year === undefined ? [] : [{ year, table: null, words: `“${title.trim()}”` }];
  });
}

/** File name without folders and ending. */
function baseName(path: string): string {
  return path.replace(/^.*\//u, "").replace(/\.[a-z]{2,4}$/iu, "");
}
