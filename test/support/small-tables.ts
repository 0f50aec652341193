import { AlmanacError } from "../../pipeline/contracts/errors.ts";
import type { OccupationProfile } from "../../pipeline/contracts/occupation.ts";
import type { Fields, Outcome } from "../../pipeline/contracts/record.ts";
import type { IgnoredRows, RowFind, TableExtraction, TableSource } from "../../pipeline/contracts/source.ts";
import type { Sheet, TableFile, TableRow } from "../../pipeline/contracts/table.ts";
import { snapshotMetaSchema, type Snapshot } from "../../pipeline/contracts/snapshot.ts";
import { sha256 } from "../../pipeline/lib/digest.ts";
import { wage } from "../warehouse/sample.ts";

const COLUMNS = ["occ_code", "occ_title", "a_mean"] as const;

/** A release as the small source publishes it: its name, a head, and a line for each occupation. */
export const smallRelease = (name: string, ...lines: readonly string[]): string =>
  [name, COLUMNS.join(","), ...lines, ""].join("\n");

/** A snapshot of the small source. */
export function smallSnapshot(
  text: string,
  retrieved_at: string | null = null,
  file = "wages.csv",
): Snapshot {
  const bytes = Buffer.from(text);
  const meta = snapshotMetaSchema.parse({ retrieved_at });
  return { snapshot_id: sha256(bytes), source_id: "small", path: `small/${file}`, bytes, meta };
}

/** A source of delimited files, each a release; one occupation's lines are wanted of it. */
export const smallTables: TableSource = {
  form: "table",
  parts: "many",
  without: "warns",
  id: "small",
  publisher: "Publisher of small tables",
  short_name: "Publisher of small tables",
  title: "Small releases",
  url: null,
  fetch: [],
  media_type: "text/csv",
  terms: "public domain",
  cadence: "yearly",
  interest: null,
  cleaners: { wage_row: ({ readings: [cells] }) => wageOf(cells) },
  bounds: [{ kind: "wage_row", least: 1, most: 100, allowed_change_pct: 50 }],
  extract,
};

function extract(file: TableFile, { codes }: OccupationProfile): TableExtraction {
  const [sheet] = file.sheets;
  const [title, head, ...lines] = sheet?.rows ?? [];
  const release = title?.cells[0] ?? "";
  if (sheet === undefined || !release.startsWith("Release ") || head?.raw_text !== COLUMNS.join(",")) {
    throw new AlmanacError("this is no small release", { where: file.name, next: "Get the release." });
  }
  const isWanted = ({ cells }: TableRow): boolean => codes.includes(cells[0] ?? "");
  const others = lines.filter((row) => !isWanted(row));
  return {
    part: release,
    finds: lines.filter(isWanted).map(findOf),
    ignored: [
      { rule: "head of the table", sheet, from: title?.number ?? 0, to: head.number },
      ...others.map((row) => passedOver(sheet, row)),
    ],
  };
}

const passedOver = (sheet: Sheet, { number }: TableRow): IgnoredRows => ({
  rule: "other_occupation",
  sheet,
  from: number,
  to: number,
});

function findOf(row: TableRow): RowFind {
  const { cells } = row;
  const isWhole = cells.length === COLUMNS.length;
  const fields = Object.fromEntries(COLUMNS.map((column, at) => [column, cells[at] ?? ""]));
  const fault = `the row has ${cells.length} cells where its head has ${COLUMNS.length}`;
  return { kind: "wage_row", row, reading: isWhole ? fields : fault };
}

function wageOf(cells: Fields | undefined): Outcome {
  const { occ_code = "", occ_title = "", a_mean = "" } = cells ?? {};
  if (!/^\d+$/u.test(a_mean)) return { disposition: "quarantined", reason: `${a_mean} is no wage` };
  const occupation = { occupation_code: occ_code, occupation_title: occ_title };
  return {
    disposition: "loaded",
    rows: [wage({ ...occupation, statistic: "mean", annual_usd: Number(a_mean) })],
  };
}
