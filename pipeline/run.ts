import { join } from "node:path";
import { summaryLines } from "./changes/summary.ts";
import { AlmanacError, EXIT } from "./contracts/errors.ts";
import type { FetchedAddress, FetchLogLine, FetchRequest } from "./contracts/fetch.ts";
import type {
  Effects,
  Log,
  NightlyOptions,
  NightlyResult,
  Run,
  RunOutcome,
  RunSummary,
} from "./contracts/run.ts";
import { codeDigest, inputsDigest } from "./lib/digest.ts";
import { diskFull } from "./lib/disk-full.ts";
import { findAltered, readLatest, sweep, WAREHOUSE_LINK } from "./lib/editions.ts";
import { messageOf } from "./lib/errno.ts";
import { readFetches } from "./lib/fetch-log.ts";
import { appendRun } from "./lib/ledger.ts";
import { acquireLock } from "./lib/lock.ts";
import { listSnapshots, type RawListing } from "./lib/raw-store.ts";
import { sourceAges, staleWarnings, usedSnapshots } from "./lib/source-ages.ts";
import type { Night, NightRequest } from "./nightly.ts";
import { SOURCE_IDS } from "./sources/ids.ts";

/** Fetches what the sources publish into raw/; an address that cannot be fetched is told of and stops nothing. */
export type FetchSources = (request: FetchRequest, log: Log) => Promise<readonly FetchedAddress[]>;

/**
 * One run of the almanac: takes the lock, fetches where that is configured, sees whether anything is new
 * since the last edition, has the night build and publish if so, writes its line into the ledger, and
 * tells how it went, whatever came of it: on the log in ten lines at most, and to the webhook where one is
 * configured.
 *
 * @throws AlmanacError: `EXIT.locked` where another run is at work, which is neither written nor told; else
 *   as {@link nightly}.
 */
export async function runNightly(
  options: NightlyOptions,
  effects: Effects,
  fetchSources: FetchSources = fetchRegistered,
): Promise<NightlyResult> {
  const started = effects.now();
  const lock = await acquireLock(options.warehouseDir);
  let ended: Ended;
  try {
    ended = await endOf(options, effects, fetchSources, started);
  } finally {
    await lock.release();
  }
  // The next run need not wait until a receiver has answered.
  await tell(ended.summary, options, effects);
  if (ended.result === null) throw ended.error;
  return ended.result;
}

/** How a run ended: with a result or with an error. */
type Ended =
  | { readonly summary: RunSummary; readonly result: NightlyResult }
  | { readonly summary: RunSummary; readonly result: null; readonly error: unknown };

/** The run while it holds the lock, from fetching to its line in the ledger. */
async function endOf(
  options: NightlyOptions,
  effects: Effects,
  fetchSources: FetchSources,
  started: Date,
): Promise<Ended> {
  let failures: readonly string[] = [];
  let digest: string | null = null;
  const runWith = (outcome: RunOutcome): Run => {
    // A run that failed before it knew what raw/ holds has read no snapshot.
    const inputs = digest ?? digestOf(options, null);
    return {
      run_id: `${started.toISOString()}-${inputs.slice(0, 8)}`,
      started: started.toISOString(),
      finished: effects.now().toISOString(),
      outcome,
      digest: inputs,
    };
  };
  try {
    const fetched = await fetchInto(options, effects, fetchSources);
    failures = fetchWarnings(fetched);
    for (const failure of failures) effects.log.warn(failure);
    const raw = await listed(options);
    requireSnapshots(options, raw);
    digest = digestOf(options, raw);
    const fetches = await readFetches(options.warehouseDir);
    const night =
      (await unchanged(options, digest, fetches, effects)) ??
      (await build(options, raw, runWith, fetches, effects));
    const result = { ...night, fetched, warnings: [...failures, ...night.warnings] };
    const summary = summaryOf(runWith(night.outcome), result);
    await appendRun(options.warehouseDir, summary);
    return { summary, result: { ...result, seconds: summary.seconds } };
  } catch (thrown) {
    const error = diskFull(thrown, options.warehouseDir) ?? thrown;
    const outcome = error instanceof AlmanacError && error.exitCode === EXIT.blocked ? "blocked" : "failed";
    const summary = failureOf(runWith(outcome), error, failures.length);
    // What went wrong first is what the person must hear of, even where the ledger cannot be written either.
    await appendRun(options.warehouseDir, summary).catch((second: unknown) => {
      effects.log.warn(`the run is not in the ledger: ${String(second)}`);
    });
    return { summary, result: null, error };
  }
}

function digestOf({ sourceDateEpoch, configuration }: NightlyOptions, raw: RawListing | null): string {
  return inputsDigest({
    snapshots: raw?.folders.flatMap((folder) => folder.snapshots) ?? [],
    // Whom servers are told of changes no report.
    options: { sourceDateEpoch, configuration: { ...configuration, fetch: null } },
    code: codeDigest(),
  });
}

function summaryOf(run: Run, night: Night): RunSummary {
  return {
    ...run,
    seconds: secondsOf(run),
    published: night.published,
    edition: night.edition,
    edition_dir: night.editionDir,
    pdfs: night.pdfs,
    quarantined: night.published ? night.flow.quarantined : null,
    changes: night.changes,
    warnings: night.warnings.length,
    error: null,
  };
}

function failureOf(run: Run, error: unknown, warnings: number): RunSummary {
  const {
    message: what,
    where,
    next,
  } = error instanceof AlmanacError
    ? error
    : { message: messageOf(error), where: "almanac nightly", next: "Run it again with --debug." };
  return {
    ...run,
    seconds: secondsOf(run),
    published: false,
    edition: null,
    edition_dir: null,
    pdfs: 0,
    quarantined: null,
    changes: null,
    warnings,
    error: { what, where, next },
  };
}

const secondsOf = ({ started, finished }: Run): number => (Date.parse(finished) - Date.parse(started)) / 1000;

/** Says on the log and to the webhook how a run went; whom it does not reach is a warning, since the run itself has ended. */
async function tell(
  summary: RunSummary,
  { webhook, offline }: NightlyOptions,
  { log }: Effects,
): Promise<void> {
  const lines = summaryLines(summary);
  for (const line of lines) log.info(line);
  if (webhook === null) return;
  if (offline) {
    log.info("nothing is posted: --offline");
    return;
  }
  // Loaded only where it is needed; receivers that show messages to people read `text`.
  const { postJson } = await import("./fetch/webhook.ts");
  const problem = await postJson(webhook, { text: lines.join("\n"), ...summary });
  if (problem !== null) log.warn(problem);
}

const listed = ({ rawDir, only }: NightlyOptions): Promise<RawListing> =>
  listSnapshots(rawDir, only ?? SOURCE_IDS);

function requireSnapshots(options: NightlyOptions, raw: RawListing): void {
  if (raw.folders.some(({ snapshots, problems }) => snapshots.length + problems.length > 0)) return;
  throw new AlmanacError("there is no snapshot of any source to read", {
    where: options.rawDir,
    next: `put a page into a folder named after its source (${SOURCE_IDS.join(", ")}), or name another folder with --raw`,
  });
}

async function fetchInto(
  { rawDir, warehouseDir, only, offline, configuration }: NightlyOptions,
  { log }: Effects,
  fetchSources: FetchSources,
): Promise<readonly FetchedAddress[]> {
  if (!offline && configuration.fetch !== null) {
    return fetchSources({ rawDir, warehouseDir, only, contact: configuration.fetch.contact }, log);
  }
  const why = offline ? "--offline" : "the configuration names no contact (fetch.contact)";
  log.info(`nothing is fetched: ${why}`);
  return [];
}

async function fetchRegistered(request: FetchRequest, log: Log): Promise<readonly FetchedAddress[]> {
  // Loaded only now: a night that fetches nothing needs no HTTP.
  const { fetchSources } = await import("./fetch-sources.ts");
  return fetchSources(request, log);
}

const fetchWarnings = (fetched: readonly FetchedAddress[]): string[] =>
  fetched
    .filter(({ reason }) => reason !== null)
    .map(({ source_id, url, outcome, reason }) => {
      const what = outcome === "disallowed" ? "may not be fetched" : "was not fetched";
      return `${source_id}: ${url} ${what}: ${reason ?? ""}; what raw/ holds of it stands`;
    });

/** The last edition, where it is whole and was made from the same inputs; null where a night has work to do. */
async function unchanged(
  options: NightlyOptions,
  digest: string,
  fetches: readonly FetchLogLine[],
  effects: Effects,
): Promise<Night | null> {
  const latest = options.force ? null : await readLatest(options);
  if (latest?.manifest.inputs !== digest) return null;
  const damage = latest.damage.length > 0 ? latest.damage : await findAltered(latest);
  if (damage.length > 0) {
    effects.log.warn(`edition ${latest.manifest.edition} is damaged and is made again: ${damage.join("; ")}`);
    return null;
  }
  const used = await usedSnapshots(join(latest.dir, WAREHOUSE_LINK)).catch(() => null);
  // A warehouse that cannot be read any more is built again.
  if (used === null) return null;
  // The run that made the edition may have been killed after the switch; what cannot be removed hurts nobody.
  await sweep(options).catch(() => undefined);
  const warnings = staleWarnings(sourceAges(used, fetches, effects.now()));
  for (const warning of warnings) effects.log.warn(warning);
  return {
    outcome: warnings.length === 0 ? "nothing to do" : "degraded",
    published: false,
    edition: latest.manifest.edition,
    editionDir: latest.dir,
    pdfs: 0,
    flow: { seen: 0, loaded: 0, repaired: 0, quarantined: 0, ignored: 0 },
    changes: null,
    warnings,
  };
}

async function build(
  options: NightlyOptions,
  raw: RawListing,
  runWith: (outcome: RunOutcome) => Run,
  fetches: readonly FetchLogLine[],
  effects: Effects,
): Promise<Night> {
  // Loaded only now: a run that has nothing to do needs neither parser nor charts nor browser. The process that
  // reads takes as long to start as this one to load the stages.
  const { openReader } = await import("./reader.ts");
  const reader = openReader();
  try {
    const { nightly } = await import("./nightly.ts");
    const now = effects.now();
    const agesOf: NightRequest["agesOf"] = (used) => sourceAges(used, fetches, now);
    return await nightly({ options, raw, runWith, agesOf, reader }, effects.log);
  } finally {
    reader.close();
  }
}
