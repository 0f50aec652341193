import { AlmanacError, EXIT } from "./contracts/errors.ts";
import type { Effects, NightlyOptions, NightlyResult, Run } from "./contracts/run.ts";
import { codeDigest, inputsDigest } from "./lib/digest.ts";
import { readLatest } from "./lib/editions.ts";
import { appendRun } from "./lib/ledger.ts";
import { acquireLock } from "./lib/lock.ts";
import { listSnapshots, type RawListing } from "./lib/raw-store.ts";
import type { Night } from "./nightly.ts";
import { sources } from "./sources/registry.ts";

/**
 * One run of the almanac: takes the lock, sees whether anything is new since the last edition, has the
 * night build and publish if so, and writes its line into the ledger.
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
  try {
    const night =
      (await unchanged(options, digest)) ?? (await build(options, raw, runWith("published"), effects));
    await appendRun(options.warehouseDir, runWith(night.outcome));
    return { ...night, seconds: (effects.now().getTime() - started.getTime()) / 1000 };
  } catch (error) {
    const outcome = error instanceof AlmanacError && error.exitCode === EXIT.blocked ? "blocked" : "failed";
    // What went wrong first is what the person must hear of, even where the ledger cannot be written either.
    await appendRun(options.warehouseDir, runWith(outcome)).catch((second: unknown) => {
      effects.log.warn(`the run is not in the ledger: ${String(second)}`);
    });
    throw error;
  } finally {
    await lock.release();
  }
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
  return { outcome: "nothing to do", edition, editionDir: latest.dir, pdfs: 0, flow, warnings: [] };
}

async function build(options: NightlyOptions, raw: RawListing, run: Run, { log }: Effects): Promise<Night> {
  // Loaded only now: a run that has nothing to do needs neither parser nor charts nor browser.
  const { nightly } = await import("./nightly.ts");
  return nightly({ options, raw, run }, log);
}
