/**
 * Makes the small files of raw/bls-projections/ and raw/onet/ of the releases themselves: the rows that the
 * default reports need, and those of pharmacy technicians (29-2052), in the releases' own columns and words.
 * The releases are not part of the project; they are looked for in ../shared/raw.
 *
 *     npx tsx test/reference/official-projections.ts
 *
 * Run it again when another edition is added here; a test compares its result with the files. It leaves
 * out raw/onet/27.0/Task Statements.txt, whose sentences were written anew by hand.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { HEALTH_INFORMATION } from "../../pipeline/contracts/occupation.ts";
import { snapshotMetaSchema } from "../../pipeline/contracts/snapshot.ts";
import type { TableFile, TableRow } from "../../pipeline/contracts/table.ts";
import { readTableFile } from "../../pipeline/documents/tables/read.ts";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";
import { editionOf, type Edition } from "../../pipeline/sources/bls-projections/edition.ts";
import { CODE } from "../../pipeline/sources/bls-projections/tables.ts";

/** Where the releases are, if they are. */
export const RELEASES = join(PROJECT_DIR, "..", "shared", "raw");

const CODES: readonly string[] = [...HEALTH_INFORMATION.codes, "29-2052"];

/** A file below raw/ and its text. */
export interface RawFile {
  readonly path: string;
  readonly text: string;
}

interface Workbook {
  readonly file: string;
  /** Where it is published; null for editions that were replaced there. */
  readonly url: string | null;
}

const WORKBOOKS: readonly Workbook[] = [
  { file: "occupation_2012-22.xls", url: null },
  { file: "occupation_2016-26.xlsx", url: null },
  { file: "occupation_2024-34.xlsx", url: "https://www.bls.gov/emp/ind-occ-matrix/occupation.xlsx" },
];

const DATABASE = "https://www.onetcenter.org/dl_files/database/db_27_0_text.zip";

const LICENCE =
  "O*NET 27.0 Database by the U.S. Department of Labor, Employment and Training Administration (USDOL/ETA), used under the CC BY 4.0 license (https://creativecommons.org/licenses/by/4.0/). O*NET is a trademark of USDOL/ETA.";

/** Tables of which the rows of some occupations are kept as they are. */
const ONET_TABLES = [
  "Alternate Titles",
  "Education, Training, and Experience",
  "Job Zones",
  "Related Occupations",
  "Sample of Reported Titles",
  "Technology Skills",
];

/** Every file, made of the releases. */
export function officialFiles(): RawFile[] {
  return [...WORKBOOKS.flatMap(projections), ...onet()];
}

function projections({ file, url }: Workbook): RawFile[] {
  const bytes = readFileSync(join(RELEASES, "bls-projections", file));
  const meta = snapshotMetaSchema.parse({});
  const tables = readTableFile({ snapshot_id: "", source_id: "bls-projections", path: file, bytes, meta });
  const edition = editionOf(tables);
  const path = `bls-projections/occupation_${edition.name.replace("–", "-")}.csv`;
  const named = edition.read.map(({ table }) => table.name).join(", ");
  const note = `Of the workbook ${file}, whose headings say ${edition.name}: ${named}, each with its heading, its columns, and the rows of ${CODES.join(", ")} and of all occupations (00-0000). Line breaks in headings are spaces; nothing else is changed.`;
  return withSidecar(path, excerptOf(edition, tables), { url, note });
}

/** The tables that are read, one below the other, as they stand. */
function excerptOf({ read }: Edition, { name }: TableFile): string {
  const lines = read.flatMap(({ table }) => {
    const codeIn = (row: TableRow): string =>
      row.cells.map((cell) => cell.trim()).find((cell) => CODE.test(cell)) ?? "";
    const head = table.rows.slice(0, table.first);
    const body = table.rows.slice(table.first).filter((row) => ["00-0000", ...CODES].includes(codeIn(row)));
    const width = Math.max(...body.map(({ cells }) => cells.length));
    if (body.length === 0) throw new Error(`${name} has none of the rows in ${table.name}`);
    return [...head, ...body].map((row) => csvLine(row, width));
  });
  return `${lines.join("\n")}\n`;
}

function csvLine({ cells }: TableRow, width: number): string {
  return Array.from({ length: width }, (_, at) => {
    const text = (cells[at] ?? "").replaceAll(/\s*\n\s*/gu, " ");
    return /[",]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }).join(",");
}

function onet(): RawFile[] {
  const linesOf = (table: string): string[] =>
    readFileSync(join(RELEASES, "onet", "27.0", `${table}.txt`), "utf8")
      .trimEnd()
      .split("\n");
  const isKept = (line: string): boolean => CODES.some((code) => line.startsWith(`${code}.`));
  const related = linesOf("Related Occupations")
    .filter(isKept)
    .map((line) => line.split("\t")[1] ?? "");
  const files = ONET_TABLES.flatMap((table) => {
    const [header = "", ...rows] = linesOf(table);
    return withSidecar(`onet/27.0/${table}.txt`, `${[header, ...rows.filter(isKept)].join("\n")}\n`, {
      url: DATABASE,
      note: `The rows of ${CODES.join(", ")}; codes without a row are not in the table. ${LICENCE}`,
    });
  });
  const titles = linesOf("Occupation Data")
    .filter((line, at) => at === 0 || isKept(line) || related.some((code) => line.startsWith(`${code}\t`)))
    .map((line) => line.split("\t").slice(0, 2).join("\t"));
  const note = `Codes and titles of ${CODES.join(", ")} and of what Related Occupations names beside them, without the column Description. ${LICENCE}`;
  return [
    ...files,
    ...withSidecar("onet/27.0/Occupation Data.txt", `${titles.join("\n")}\n`, { url: DATABASE, note }),
  ];
}

function withSidecar(
  path: string,
  text: string,
  { url, note }: { url: string | null; note: string },
): RawFile[] {
  const sidecar = { url, retrieved_at: null, status: null, headers: {}, prose: "original", note };
  return [
    { path, text },
    { path: `${path}.meta.json`, text: `${JSON.stringify(sidecar, null, 2)}\n` },
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const { path, text } of officialFiles()) writeFileSync(join(PROJECT_DIR, "raw", path), text);
}
