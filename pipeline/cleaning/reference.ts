import { parse } from "csv-parse/sync";
import { AlmanacError } from "../contracts/errors.ts";
import type { SourceReading } from "../contracts/reading.ts";
import type { CleanedRecord, Outcome } from "../contracts/record.ts";
import type { FactTables } from "../contracts/rows.ts";
import { snapshotMetaSchema } from "../contracts/snapshot.ts";
import { sha256 } from "../lib/digest.ts";
import { messageOf } from "../lib/errno.ts";
import { REFERENCE_DIR } from "../lib/paths.ts";
import { parseRelease, type ReferenceTable } from "./reference-tables.ts";

/** National wages of one occupation in one release; null where not published. */
export interface NationalFigures {
  /** `OEWS May 2016`. */
  readonly release: string;
  readonly reference_period: string;
  readonly occupation_code: string;
  readonly occupation_title: string;
  readonly mean_annual_usd: number | null;
  readonly p10_annual_usd: number | null;
  readonly p25_annual_usd: number | null;
  readonly median_annual_usd: number | null;
  readonly p75_annual_usd: number | null;
  readonly p90_annual_usd: number | null;
}

/** Public facts that pages are dated by: warehouse/reference/ and the official releases. */
export interface Reference {
  readonly releases: readonly NationalFigures[];
}

/** A line of a reference table. */
interface Line {
  /** From 1, as in a text editor. */
  readonly number: number;
  /** The line as it stands, without its break. */
  readonly text: string;
  /** Place in the file, in code units. */
  readonly start: number;
  /** How many lines before it say the same. */
  readonly occurrence: number;
}

/**
 * Reads warehouse/reference/oews-national.csv.
 *
 * @throws ZodError where a cell is not of its column's form.
 */
export function parseReference(csv: string): Reference {
  const [head, ...lines] = linesOf(csv);
  const rows = lines.filter((line) => !isEmpty(line));
  return { releases: rows.map((line) => parseRelease(cellsOf(head, line))) };
}

/**
 * The same with the national figures of every detailed occupation of the official releases that are loaded,
 * which take the place of the project's own, the newest first.
 */
export function withReleases(reference: Reference, readings: readonly SourceReading[]): Reference {
  const official = readings.flatMap(({ cleaned }) => cleaned.flatMap(({ outcome }) => releaseOf(outcome)));
  const keys = new Set(official.map(keyOf));
  const own = reference.releases.filter((release) => !keys.has(keyOf(release)));
  return {
    releases: [...official, ...own].sort((a, b) => (a.reference_period > b.reference_period ? -1 : 1)),
  };
}

const keyOf = ({ release, occupation_code }: { release: string; occupation_code: string }): string =>
  `${release} ${occupation_code}`;

/** National figures of a detailed occupation, from a record of a release; none where it is another's or lacks one. */
function releaseOf(outcome: Outcome): NationalFigures[] {
  if (!("rows" in outcome)) return [];
  const wages = outcome.rows.flatMap((fact) => (fact.table === "wages" ? [fact.row] : []));
  const [first] = wages;
  if (first === undefined || !isNationalDetail(first)) return [];
  const usd = (statistic: string): number | null =>
    wages.find((row) => row.statistic === statistic)?.annual_usd ?? null;
  return [
    {
      release: first.release,
      reference_period: first.reference_period,
      occupation_code: first.occupation_code,
      occupation_title: first.occupation_title,
      mean_annual_usd: usd("mean"),
      p10_annual_usd: usd("p10"),
      p25_annual_usd: usd("p25"),
      median_annual_usd: usd("median"),
      p75_annual_usd: usd("p75"),
      p90_annual_usd: usd("p90"),
    },
  ];
}

type Wage = FactTables["wages"];
type NationalWage = Wage & { release: string; reference_period: string; occupation_code: string };

function isNationalDetail(row: Wage): row is NationalWage {
  return (
    row.release !== null &&
    row.reference_period !== null &&
    row.occupation_code !== null &&
    row.occupation_group === "detailed" &&
    row.area_type === "nation" &&
    row.industry === null
  );
}

/** Code of the occupation that a classification calls exactly so (capitals apart); null where none does. */
export function codeOfTitle(title: string, { releases }: Reference): string | null {
  const wanted = title.toLowerCase();
  return (
    releases.find(({ occupation_title }) => occupation_title.toLowerCase() === wanted)?.occupation_code ??
    null
  );
}

/**
 * A reference table as a source like any other: its file is the snapshot, each of its lines a record.
 * The head of the table and empty lines are records that a rule passes over, so that every byte of the
 * file is accounted for.
 *
 * @throws AlmanacError naming file and line where a line is not of the table's form.
 */
export function readReferenceTable(table: ReferenceTable, bytes: Uint8Array): SourceReading {
  const path = `${REFERENCE_DIR}/${table.file}`;
  const snapshot_id = sha256(bytes);
  const source_id = table.publication.id;
  const lines = linesOf(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
  const cleaned = lines.map((line): CleanedRecord => ({
    record: {
      record_id: `${source_id}/${table.kind}/${sha256(`${line.text}#${line.occurrence}`).slice(0, 12)}`,
      source_id,
      snapshot_id,
      kind: table.kind,
      locator: `line:${line.number}`,
      raw_text: line.text,
      readings: [],
    },
    outcome: outcomeOf(line, lines[0], table),
  }));
  const meta = snapshotMetaSchema.parse({
    note: "a table of the project's own, copied as facts from the publisher",
  });
  return {
    source: table.publication,
    is_reference: true,
    snapshots: [
      {
        snapshot: { snapshot_id, source_id, path, bytes, meta },
        state: "current",
        reason: null,
        encoding: "utf-8",
        part: table.kind,
        occupation: null,
        modified_on: null,
      },
    ],
    cleaned,
    blocks: [],
  };
}

function outcomeOf(line: Line, head: Line | undefined, table: ReferenceTable): Outcome {
  if (line === head) return { disposition: "ignored", rule: "head of the table" };
  if (isEmpty(line)) return { disposition: "ignored", rule: "empty line" };
  try {
    return { disposition: "loaded", rows: [table.rowOf(cellsOf(head, line))] };
  } catch (error) {
    throw new AlmanacError(`A line of a reference table cannot be read: ${messageOf(error)}`, {
      where: `${REFERENCE_DIR}/${table.file}, line ${line.number}`,
      next: "Restore the file from version control.",
      cause: error,
    });
  }
}

/** The lines of a delimited file. No field may hold a line break: a line is a record. */
function linesOf(csv: string): Line[] {
  const texts = csv.split("\n");
  if (texts.at(-1) === "") texts.pop();
  const met = new Map<string, number>();
  let start = 0;
  return texts.map((whole, at) => {
    const text = whole.replace(/\r$/u, "");
    const occurrence = met.get(text) ?? 0;
    met.set(text, occurrence + 1);
    const line = { number: at + 1, text, start, occurrence };
    start += whole.length + 1;
    return line;
  });
}

const isEmpty = ({ text }: Line): boolean => text.trim() === "";

/** Cells of a line by the names of the head; what is not a line of the table is refused by its schema. */
function cellsOf(head: Line | undefined, { text }: Line): unknown {
  const rows: unknown[] = parse(`${head?.text ?? ""}\n${text}\n`, { columns: true });
  return rows[0];
}
