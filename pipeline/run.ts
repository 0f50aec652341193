import { join } from "node:path";
import { AlmanacError, EXIT } from "./contracts/errors.ts";
import type { FetchedAddress, FetchLogLine, FetchRequest } from "./contracts/fetch.ts";
import type { Effects, Log, NightlyOptions, NightlyResult, Run, RunOutcome } from "./contracts/run.ts";
import { codeDigest, inputsDigest } from "./lib/digest.ts";
import { readLatest, WAREHOUSE_LINK } from "./lib/editions.ts";
import { readFetches } from "./lib/fetch-log.ts";
import { appendRun } from "./lib/ledger.ts";
import { acquireLock } from "./lib/lock.ts";
import { listSnapshots, type RawListing } from "./lib/raw-store.ts";
import { sourceAges, staleWarnings, usedSnapshots } from "./lib/source-ages.ts";
import type { Night, NightRequest } from "./nightly.ts";
import { sources } from "./sources/registry.ts";

/** Fetches what the sources publish into raw/; an address that cannot be fetched is told of and stops nothing. */
export type FetchSources = (request: FetchRequest, log: Log) => Promise<readonly FetchedAddress[]>;

/**
 * One run of the almanac: takes the lock, fetches where that is configured, sees whether anything is new
 * since the last edition, has the night build and publish if so, and writes its line into the ledger.
 *
 * @throws AlmanacError: `EXIT.locked` where another run is at work; else as {@link nightly}.
 */
export async function runNightly(
  options: NightlyOptions,
  effects: Effects,
  fetchSources: FetchSources = fetchRegistered,
): Promise<NightlyResult> {
  const started = effects.now();
  const lock = await acquireLock(options.warehouseDir);
  try {
    const fetched = await fetchInto(options, effects, fetchSources);
    const failures = fetchWarnings(fetched);
    for (const failure of failures) effects.log.warn(failure);
    const night = await runLocked(options, effects, started);
    const seconds = (effects.now().getTime() - started.getTime()) / 1000;
    return { ...night, fetched, warnings: [...failures, ...night.warnings], seconds };
  } finally {
    await lock.release();
  }
}

/** The run while it holds the lock, from what raw/ holds to its line in the ledger. */
async function runLocked(options: NightlyOptions, effects: Effects, started: Date): Promise<Night> {
  const raw = await listed(options);
  requireSnapshots(options, raw);
  // Whom servers are told of changes no report.
  const printed = { ...options.configuration, fetch: null };
  const digest = inputsDigest({
    snapshots: raw.folders.flatMap((folder) => folder.snapshots),
    options: { sourceDateEpoch: options.sourceDateEpoch, configuration: printed },
    code: codeDigest(),
  });
  const runWith = (outcome: RunOutcome): Run => ({
    run_id: `${started.toISOString()}-${digest.slice(0, 8)}`,
    started: started.toISOString(),
    finished: effects.now().toISOString(),
    outcome,
    digest,
  });
  try {
    const fetches = await readFetches(options.warehouseDir);
    const night =
      (await unchanged(options, digest, fetches, effects)) ??
      (await build(options, raw, runWith, fetches, effects));
    await appendRun(options.warehouseDir, { ...runWith(night.outcome), published: night.published });
    return night;
  } catch (error) {
    const outcome = error instanceof AlmanacError && error.exitCode === EXIT.blocked ? "blocked" : "failed";
    // What went wrong first is what the person must hear of, even where the ledger cannot be written either.
    await appendRun(options.warehouseDir, runWith(outcome)).catch((second: unknown) => {
      effects.log.warn(`the run is not in the ledger: ${String(second)}`);
    });
    throw error;
  }
}

const listed = ({ rawDir, only }: NightlyOptions): Promise<RawListing> =>
  listSnapshots(rawDir, only ?? sources.map(({ id }) => id));

function requireSnapshots(options: NightlyOptions, raw: RawListing): void {
  if (raw.folders.some(({ snapshots, problems }) => snapshots.length + problems.length > 0)) return;
  throw new AlmanacError("there is no snapshot of any source to read", {
    where: options.rawDir,
    next: `put a page into a folder named after its source (${sources.map(({ id }) => id).join(", ")}), or name another folder with --raw`,
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
  if (latest?.manifest.inputs !== digest || latest.damage.length > 0) return null;
  const used = await usedSnapshots(join(latest.dir, WAREHOUSE_LINK)).catch(() => null);
  // A warehouse that cannot be read any more is built again.
  if (used === null) return null;
  const warnings = staleWarnings(sourceAges(used, fetches, effects.now()));
  for (const warning of warnings) effects.log.warn(warning);
  return {
    outcome: warnings.length === 0 ? "nothing to do" : "degraded",
    published: false,
    edition: latest.manifest.edition,
    editionDir: latest.dir,
    pdfs: 0,
    flow: { seen: 0, loaded: 0, repaired: 0, quarantined: 0, ignored: 0 },
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
  // Loaded only now: a run that has nothing to do needs neither parser nor charts nor browser.
  const { nightly } = await import("./nightly.ts");
  const agesOf: NightRequest["agesOf"] = (used) => sourceAges(used, fetches, effects.now());
  return nightly({ options, raw, runWith, agesOf }, effects.log);
}
