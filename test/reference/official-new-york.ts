/**
 * Makes raw/ny-oews/oews-newyork.csv of New York State's own release: the lines of the occupations that the default
 * reports and one other need, as they stand, header included.
 *
 *     npx tsx test/reference/official-new-york.ts
 *
 * Run it again when ../shared/raw/ny-oews/ changes; a test compares its result with the file.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";

/** All occupations, pharmacy technicians, medical records specialists, health information technologists. */
const CODES = ["00-0000", "29-2052", "29-2072", "29-9021"];

/** The whole release. */
export const WHOLE_RELEASE = join(PROJECT_DIR, "..", "shared", "raw", "ny-oews", "oews-newyork.csv");

/** The lines that the project keeps of it. */
export const KEPT_ROWS = join(PROJECT_DIR, "raw", "ny-oews", "oews-newyork.csv");

/** The kept file's text. */
export function keptRows(): string {
  const [header = "", ...lines] = readFileSync(WHOLE_RELEASE, "utf8").split(/(?<=\n)/u);
  return header + lines.filter((line) => CODES.some((code) => line.includes(`,${code},`))).join("");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) writeFileSync(KEPT_ROWS, keptRows());
