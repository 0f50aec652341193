import { summaryLines } from "./changes/summary.ts";
import { AlmanacError, EXIT } from "./contracts/errors.ts";
import type { Effects, NightlyOptions, NightlyResult, Run, RunSummary } from "./contracts/run.ts";
import { codeDigest, inputsDigest } from "./lib/digest.ts";
import { readLatest } from "./lib/editions.ts";
import { messageOf } from "./lib/errno.ts";
import { appendRun } from "./lib/ledger.ts";
import { acquireLock } from "./lib/lock.ts";
import { listSnapshots, type RawListing } from "./lib/raw-store.ts";
import type { Night } from "./nightly.ts";
import { sources } from "./sources/registry.ts";

/**
 * One run of the almanac: takes the lock, sees whether anything is new since the last edition, has the
 * night build and publish if so, writes its line into the ledger, and tells how it went: on the log in ten lines
 * at most, and to the webhook where one is configured.
 *
 * @throws AlmanacError: `EXIT.locked` where another run is at work; else as {@link nightly}.
 */
export async function runNightly(options: NightlyOptions, effects: Effects): Promise<NightlyResult> {
  const started = effects.now();
  const raw = await listSnapshots(options.rawDir, options.only ?? sources.map(({ id }) => id));
  requireSnapshots(options, raw);
  const digest = inputsDigest({
    snapshots: raw.folders.flatMap((folder) => folder.snapshots),
    options: { sourceDateEpoch: options.sourceDateEpoch, configuration: options.configuration },
    code: codeDigest(),
  });
  const runWith = (outcome: Run["outcome"]): Run => ({
    run_id: `${started.toISOString()}-${digest.slice(0, 8)}`,
    started: started.toISOString(),
    finished: effects.now().toISOString(),
    outcome,
    digest,
  });
  const lock = await acquireLock(options.warehouseDir);
  let ended: Ended;
  try {
    ended = await endOf(options, raw, runWith, effects);
  } finally {
    await lock.release();
  }
  // The next run need not wait until a receiver has answered.
  await tell(ended.summary, options.webhook, effects);
  if (ended.result === null) throw ended.error;
  return ended.result;
}

/** How a run ended: with a result or with an error. */
type Ended =
  | { readonly summary: RunSummary; readonly result: NightlyResult }
  | { readonly summary: RunSummary; readonly result: null; readonly error: unknown };

async function endOf(
  options: NightlyOptions,
  raw: RawListing,
  runWith: (outcome: Run["outcome"]) => Run,
  effects: Effects,
): Promise<Ended> {
  try {
    const night =
      (await unchanged(options, runWith("nothing to do").digest)) ??
      (await build(options, raw, runWith("published"), effects));
    const summary = summaryOf(runWith(night.outcome), night);
    await appendRun(options.warehouseDir, summary);
    return { summary, result: { ...night, seconds: summary.seconds } };
  } catch (error) {
    const outcome = error instanceof AlmanacError && error.exitCode === EXIT.blocked ? "blocked" : "failed";
    const summary = failureOf(runWith(outcome), error);
    // What went wrong first is what the person must hear of, even where the ledger cannot be written either.
    await appendRun(options.warehouseDir, summary).catch((second: unknown) => {
      effects.log.warn(`the run is not in the ledger: ${String(second)}`);
    });
    return { summary, result: null, error };
  }
}

function summaryOf(run: Run, night: Night): RunSummary {
  const isBuilt = night.outcome === "published";
  return {
    ...run,
    seconds: secondsOf(run),
    edition: night.edition,
    edition_dir: night.editionDir,
    pdfs: night.pdfs,
    quarantined: isBuilt ? night.flow.quarantined : null,
    changes: night.changes,
    warnings: night.warnings.length,
    error: null,
  };
}

function failureOf(run: Run, error: unknown): RunSummary {
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
    edition: null,
    edition_dir: null,
    pdfs: 0,
    quarantined: null,
    changes: null,
    warnings: 0,
    error: { what, where, next },
  };
}

const secondsOf = ({ started, finished }: Run): number => (Date.parse(finished) - Date.parse(started)) / 1000;

/** Says on the log and to the webhook how a run went; whom it does not reach is a warning, since the run itself has ended. */
async function tell(summary: RunSummary, webhook: string | null, { log }: Effects): Promise<void> {
  const lines = summaryLines(summary);
  for (const line of lines) log.info(line);
  if (webhook === null) return;
  // Loaded only where it is needed; receivers that show messages to people read `text`.
  const { postJson } = await import("./lib/webhook.ts");
  const problem = await postJson(webhook, { text: lines.join("\n"), ...summary });
  if (problem !== null) log.warn(problem);
}

function requireSnapshots(options: NightlyOptions, raw: RawListing): void {
  if (raw.folders.some(({ snapshots, problems }) => snapshots.length + problems.length > 0)) return;
  throw new AlmanacError("there is no snapshot of any source to read", {
    where: options.rawDir,
    next: `put a page into a folder named after its source (${sources.map(({ id }) => id).join(", ")}), or name another folder with --raw`,
  });
}

/** The last edition, where it is whole and was made from the same inputs; null where a night has work to do. */
async function unchanged(options: NightlyOptions, digest: string): Promise<Night | null> {
  const latest = options.force ? null : await readLatest(options);
  if (latest?.manifest.inputs !== digest || latest.damage.length > 0) return null;
  const flow = { seen: 0, loaded: 0, repaired: 0, quarantined: 0, ignored: 0 };
  const { edition } = latest.manifest;
  return {
    outcome: "nothing to do",
    edition,
    editionDir: latest.dir,
    pdfs: 0,
    flow,
    changes: null,
    warnings: [],
  };
}

async function build(options: NightlyOptions, raw: RawListing, run: Run, { log }: Effects): Promise<Night> {
  // Loaded only now: a run that has nothing to do needs neither parser nor charts nor browser.
  const { nightly } = await import("./nightly.ts");
  return nightly({ options, raw, run }, log);
}
