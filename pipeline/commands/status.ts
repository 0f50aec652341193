import { join } from "node:path";

import { changesInBrief } from "../changes/summary.ts";
import type { ChangeCounts } from "../contracts/changes.ts";
import { AlmanacError, EXIT, type ExitCode } from "../contracts/errors.ts";
import type { Run } from "../contracts/run.ts";
import { readChangeCounts } from "../lib/changes-file.ts";
import { Database } from "../lib/duckdb.ts";
import {
  findAltered,
  isPublished,
  isWarehouseIntact,
  readLatest,
  WAREHOUSE_LINK,
  type EditionFolders,
} from "../lib/editions.ts";
import { type LedgerRun, readLedger } from "../lib/ledger.ts";
import { readFetches } from "../lib/fetch-log.ts";
import { lockHolder, type Holder } from "../lib/lock.ts";
import { printable } from "../lib/printable.ts";
import { sourceAges, usedSnapshots } from "../lib/source-ages.ts";
import { plural, print, printJson, type Io } from "./io.ts";

/** Runs shown, the newest first. */
const RUNS = 5;

/** Unusable snapshots shown. */
const UNUSABLE = 10;

/** A source in the last edition. */
interface SourceStatus {
  readonly source_id: string;
  /** When the loaded snapshot was fetched, ISO 8601; null where that is unknown or no snapshot was usable. */
  readonly retrieved_at: string | null;
  /** When it was fetched or last found unchanged, ISO 8601; null where that is unknown. */
  readonly seen_at: string | null;
  /** Days from then to now, whole; null with it. */
  readonly age_days: number | null;
  /** Whether that is more than its cadence allows. */
  readonly is_stale: boolean;
  readonly quarantined: number;
  readonly unusable_snapshots: number;
}

/** A snapshot that the last edition could not use. */
interface UnusableStatus {
  readonly source_id: string;
  readonly path: string;
  readonly reason: string;
}

/** What `almanac status --json` prints. */
export interface Status {
  /** Null where nothing was published yet, or nothing that can still be read. */
  readonly edition: {
    readonly id: string;
    readonly dir: string;
    readonly data_date: string | null;
    /** What is no longer as it was published; empty for a whole edition. */
    readonly damage: readonly string[];
  } | null;
  /** What is wrong with an edition that is there and cannot be told of; null otherwise. */
  readonly unreadable: string | null;
  /** When the last edition was published, by the ledger, ISO 8601; null where it does not say. */
  readonly published: string | null;
  /** How the last edition differs from the one before it; null where it does not say. */
  readonly changes: ChangeCounts | null;
  readonly sources: readonly SourceStatus[];
  /** Snapshots that the last edition could not use, by source and path. */
  readonly unusable: readonly UnusableStatus[];
  /** The newest first. */
  readonly runs: readonly Run[];
  /** Lines of the ledger that cannot be read. */
  readonly damaged_ledger_lines: number;
  /** Null unless a run is at work now. */
  readonly running: Holder | null;
}

/**
 * `almanac status`: what is published, how old it is and how the last nights went. Changes nothing.
 *
 * @throws AlmanacError if the ledger cannot be read or the lock file is damaged.
 */
export async function statusCommand(
  options: EditionFolders & { readonly json: boolean },
  io: Io,
): Promise<ExitCode> {
  const status = await statusOf(options, io.now());
  if (options.json) printJson(io, status);
  else for (const line of statusLines(status)) print(io, printable(line));
  return EXIT.published;
}

async function statusOf(folders: EditionFolders, now: Date): Promise<Status> {
  const { runs, damaged } = await readLedger(folders.warehouseDir);
  return {
    ...(await editionOf(folders, now)),
    published: runs.findLast(isPublishing)?.finished ?? null,
    runs: runs.slice(-RUNS).reverse(),
    damaged_ledger_lines: damaged,
    running: await lockHolder(folders.warehouseDir),
  };
}

const isPublishing = ({ outcome, published }: LedgerRun): boolean => published ?? outcome === "published";

async function editionOf(
  folders: EditionFolders,
  now: Date,
): Promise<Pick<Status, "edition" | "unreadable" | "changes" | "sources" | "unusable">> {
  const none = { unreadable: null, changes: null, sources: [], unusable: [] };
  const latest = await readLatest(folders);
  if (latest === null) {
    const unreadable = (await isPublished(folders.outDir)) ? "its manifest cannot be read" : null;
    return { ...none, edition: null, unreadable };
  }
  const { dir, manifest } = latest;
  const damage = [...latest.damage, ...(await findAltered(latest))];
  const edition = { id: manifest.edition, dir, data_date: manifest.data_date };
  const told = { ...none, changes: await readChangeCounts(dir, manifest) };
  if (!(await isWarehouseIntact(dir, manifest))) return { ...told, edition: { ...edition, damage } };
  try {
    const found = await sourcesOf(join(dir, WAREHOUSE_LINK), folders.warehouseDir, now);
    return { ...told, edition: { ...edition, damage }, ...found };
  } catch (error) {
    // A status that fails on an edition of another version would not tell of the rest.
    if (!(error instanceof AlmanacError)) throw error;
    return { ...told, edition: { ...edition, damage: [...damage, error.message] } };
  }
}

const SOURCES_SQL = `
with snapshot_states as (
  select
    source_id,
    max(retrieved_at) filter (state = 'current') as retrieved_at,
    count(*) filter (state = 'unusable') as unusable_snapshots
  from snapshots
  group by source_id
),

set_aside as (
  select source_id, count(*) as quarantined
  from quarantine
  group by source_id
)

select
  source_id,
  retrieved_at,
  coalesce(unusable_snapshots, 0) as unusable_snapshots,
  coalesce(quarantined, 0) as quarantined
from sources
left join snapshot_states using (source_id)
left join set_aside using (source_id)
where not sources.is_reference
order by source_id
`;

const UNUSABLE_SQL = `
select source_id, path, state_reason as reason
from snapshots
where state = 'unusable'
order by source_id, path
`;

async function sourcesOf(
  warehouse: string,
  warehouseDir: string,
  now: Date,
): Promise<Pick<Status, "sources" | "unusable">> {
  const ages = sourceAges(await usedSnapshots(warehouse), await readFetches(warehouseDir), now);
  const database = await Database.openReadOnly(warehouse);
  try {
    const rows = await database.query<Omit<SourceStatus, "seen_at" | "age_days" | "is_stale">>(SOURCES_SQL);
    return {
      sources: rows.map((row) => {
        const age = ages.find(({ source_id }) => source_id === row.source_id);
        const { seen_at = null, age_days = null, is_stale = false } = age ?? {};
        return { ...row, seen_at, age_days, is_stale };
      }),
      unusable: await database.query<UnusableStatus>(UNUSABLE_SQL),
    };
  } finally {
    database.close();
  }
}

function statusLines(status: Status): string[] {
  const { edition, running } = status;
  return [
    ...(edition === null
      ? [
          status.unreadable === null
            ? "nothing is published here; run: almanac nightly"
            : `damaged    ${status.unreadable}; run: almanac nightly --force`,
        ]
      : [
          `edition    ${edition.id}`,
          `folder     ${edition.dir}`,
          `data       ${edition.data_date ?? "undated"}`,
          `published  ${status.published ?? "not in the ledger"}`,
          ...(status.changes === null ? [] : [`changed    ${changesInBrief(status.changes)}`]),
          ...edition.damage.map((damage) => `damaged    ${damage}; run: almanac nightly --force`),
        ]),
    ...(running === null
      ? []
      : [`running    a night is at work${running.pid === null ? "" : ` (process ${running.pid})`}`]),
    ...(status.sources.length === 0 ? [] : ["", "sources", ...status.sources.map(sourceLine)]),
    ...(status.unusable.length === 0 ? [] : ["", "unusable", ...unusableLines(status.unusable)]),
    ...(status.runs.length === 0 ? [] : ["", "last runs", ...status.runs.map(runLine)]),
    ...(status.damaged_ledger_lines === 0
      ? []
      : [`  ${plural(status.damaged_ledger_lines, "line")} of the ledger cannot be read`]),
  ];
}

function sourceLine(source: SourceStatus): string {
  const age = source.age_days === null ? "undated" : `${plural(source.age_days, "day")} old`;
  const unusable =
    source.unusable_snapshots === 0 ? "" : `, ${plural(source.unusable_snapshots, "unusable snapshot")}`;
  const stale = source.is_stale ? " (stale)" : "";
  return `  ${source.source_id.padEnd(22)} ${age}${stale}, ${source.quarantined} quarantined${unusable}`;
}

/** The first of them, since a source may have kept years of them. */
function unusableLines(unusable: readonly UnusableStatus[]): string[] {
  const more = unusable.length - UNUSABLE;
  return [
    ...unusable.slice(0, UNUSABLE).map(({ path, reason }) => `  raw/${path}: ${reason}`),
    ...(more > 0 ? [`  and ${more} more; almanac sql "from snapshots where state = 'unusable'"`] : []),
  ];
}

const runLine = ({ started, finished, outcome }: Run): string =>
  `  ${started}  ${outcome} (${((Date.parse(finished) - Date.parse(started)) / 1000).toFixed(1)} s)`;
