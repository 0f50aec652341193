/**
 * Makes the files of raw/bls-oews-national/ and raw/bls-oews-metro/ of the whole releases: the rows of the occupations that
 * the default reports need and of one other, in the releases' own columns, each with a sidecar that says where it is from.
 *
 *     npx tsx test/reference/official-rows.ts
 *
 * Run it again when ../shared/raw/ has another release; a test compares its result with the files.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { snapshotMetaSchema } from "../../pipeline/contracts/snapshot.ts";
import { readTableFile } from "../../pipeline/documents/tables/read.ts";
import { sha256 } from "../../pipeline/lib/digest.ts";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";

/** The whole releases, below a folder for each source. */
export const WHOLE_RELEASES = join(PROJECT_DIR, "..", "shared", "raw");

/** All occupations, health care, pharmacy technicians, and health information in every classification since 2012. */
const NATIONAL = [
  "00-0000",
  "29-0000",
  "29-2052",
  "29-2070",
  "29-2071",
  "29-2072",
  "29-2098",
  "29-2099",
  "29-9020",
  "29-9021",
  "29-9098",
  "29-9099",
];

/** Which occupations are kept of a file, by how its name begins. */
const KEPT: readonly {
  readonly name: RegExp;
  readonly archive: string;
  readonly codes: readonly string[];
}[] = [
  { name: /^national_/u, archive: "nat", codes: NATIONAL },
  { name: /^natsector_/u, archive: "in4", codes: ["00-0000", "29-2052", "29-2072", "29-9021"] },
  { name: /^aMSA_/u, archive: "ma", codes: ["00-0000", "29-2052", "29-2071"] },
];

/** A file of raw/ and its text. */
export interface KeptFile {
  /** Path below raw/. */
  readonly path: string;
  readonly text: string;
}

/** Every file that is kept, and its sidecar. */
export function keptFiles(): KeptFile[] {
  return ["bls-oews-national", "bls-oews-metro"].flatMap((source) =>
    readdirSync(join(WHOLE_RELEASES, source))
      .sort()
      .flatMap((name) => keptOf(source, name)),
  );
}

function keptOf(source: string, name: string): KeptFile[] {
  const kept = KEPT.find((one) => one.name.test(name));
  if (kept === undefined) return [];
  const bytes = readFileSync(join(WHOLE_RELEASES, source, name));
  const [sheet] = readTableFile({
    snapshot_id: sha256(bytes),
    source_id: source,
    path: `${source}/${name}`,
    bytes,
    meta: snapshotMetaSchema.parse({}),
  }).sheets;
  const [header, ...rows] = sheet?.rows ?? [];
  if (header === undefined) throw new Error(`${name} has no rows`);
  const code = header.cells.findIndex((cell) => cell.toUpperCase() === "OCC_CODE");
  const lines = [header, ...rows.filter(({ cells }) => kept.codes.includes(cells[code] ?? ""))];
  const isText = name.endsWith(".csv");
  const width = header.cells.length;
  const text = lines.map(({ cells, raw_text }) => `${isText ? raw_text : lineOf(cells, width)}\n`).join("");
  const path = `${source}/${name.replace(/\.xlsx?$/u, ".csv")}`;
  return [
    { path, text },
    { path: `${path}.meta.json`, text: sidecarOf(name, kept.archive, kept.codes) },
  ];
}

/** A line of a delimited file with the cells of a workbook's row, a number as it reads. */
function lineOf(cells: readonly string[], width: number): string {
  const padded = Array.from({ length: width }, (_, position) => cells[position] ?? "");
  return padded.map((cell) => (/[",\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",");
}

function sidecarOf(name: string, archive: string, codes: readonly string[]): string {
  const year = /_M20(?<year>\d{2})/u.exec(name)?.groups?.["year"] ?? "";
  const meta = {
    url: `https://www.bls.gov/oes/special-requests/oesm${year}${archive}.zip`,
    retrieved_at: null,
    status: null,
    headers: {},
    prose: "original",
    note: `Rows of ${codes.join(", ")}, as far as the release has them, taken from ${name} as they stand; its other rows and sheets are left out.`,
  };
  return `${JSON.stringify(meta, null, 2)}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  if (!existsSync(WHOLE_RELEASES)) throw new Error(`there are no releases in ${WHOLE_RELEASES}`);
  for (const { path, text } of keptFiles()) {
    const file = join(PROJECT_DIR, "raw", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
