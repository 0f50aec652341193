import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseReference } from "./cleaning/reference.ts";
import { AlmanacError, EXIT } from "./contracts/errors.ts";
import type { SourceReading } from "./contracts/reading.ts";
import type { Disposition } from "./contracts/record.ts";
import type { CheckResult, Effects, NightlyOptions, NightlyResult, Run } from "./contracts/run.ts";
import type { Snapshot } from "./contracts/snapshot.ts";
import { codeDigest, inputsDigest } from "./lib/digest.ts";
import { Database } from "./lib/duckdb.ts";
import { readLatest } from "./lib/editions.ts";
import { appendRun } from "./lib/ledger.ts";
import { acquireLock } from "./lib/lock.ts";
import { PROJECT_DIR } from "./lib/paths.ts";
import { listSnapshots, type RawListing } from "./lib/raw-store.ts";
import { dayOfEpoch } from "./lib/source-date.ts";
import { readSource } from "./read-source.ts";
import { sources } from "./sources/registry.ts";
import { check } from "./stages/check.ts";
import { load } from "./stages/load.ts";
import { model } from "./stages/model.ts";
import { editionId, type OpenEdition, openEdition } from "./stages/publish.ts";
import { digestRows, verifyBuild } from "./stages/verify.ts";

/**
 * The night, stage after stage: snapshots in raw/ → records → rows → warehouse → checks → reports →
 * publish. Everything is built aside; what was published before stands untouched until the switch
 * at the end, and after any failure.
 *
 * @throws AlmanacError: `EXIT.locked` where another run is at work, `EXIT.blocked` where a source has no
 *   usable snapshot or a check of severity error has violations, `EXIT.failed` otherwise.
 */
export async function runNightly(options: NightlyOptions, effects: Effects): Promise<NightlyResult> {
  const started = effects.now();
  const raw = await listSnapshots(options.rawDir, options.only ?? sources.map(({ id }) => id));
  const snapshots = raw.folders.flatMap((folder) => folder.snapshots);
  requireSnapshots(options, raw, snapshots);
  const inputs = inputsDigest({
    snapshots,
    options: { sourceDateEpoch: options.sourceDateEpoch },
    code: codeDigest(),
  });
  const lock = await acquireLock(options.warehouseDir);
  const finish = async (outcome: Run["outcome"]): Promise<void> => {
    await appendRun(options.warehouseDir, runOf(inputs, started, effects.now(), outcome));
  };
  try {
    const latest = options.force ? null : await readLatest(options);
    const result =
      latest?.manifest.inputs === inputs && latest.damage.length === 0
        ? unchanged(latest.manifest.edition, latest.dir)
        : await build(options, effects, raw, snapshots, inputs, started);
    await finish(result.outcome);
    return { ...result, seconds: (effects.now().getTime() - started.getTime()) / 1000 };
  } catch (error) {
    const outcome = error instanceof AlmanacError && error.exitCode === EXIT.blocked ? "blocked" : "failed";
    // What went wrong first is what the person must hear of, even where the ledger cannot be written either.
    await finish(outcome).catch((second: unknown) => {
      effects.log.warn(`the run is not in the ledger: ${String(second)}`);
    });
    throw error;
  } finally {
    await lock.release();
  }
}

type Result = Omit<NightlyResult, "seconds">;

async function build(
  options: NightlyOptions,
  effects: Effects,
  raw: RawListing,
  snapshots: readonly Snapshot[],
  inputs: string,
  started: Date,
): Promise<Result> {
  const { log } = effects;
  const dataDate = dataDateOf(options, snapshots);
  const edition = await openEdition(options, editionId(dataDate, inputs));
  try {
    log.stage("extract and clean", raw.folders.length);
    const readings = await readSources(raw, effects);
    log.stage("load, model and check");
    const built = await buildWarehouse(edition, readings, runOf(inputs, started, effects.now(), "published"));
    // Loaded only now: a night with nothing to do starts neither browser nor chart library.
    const { printEdition } = await import("./print-edition.ts");
    const printed = await printEdition({ edition, readings, dataDate, log });
    const dir = await edition.publish({ inputs, data_date: dataDate, ...built.facts });
    const warnings = [...rawWarnings(options, raw, readings), ...checkWarnings(built.checks)];
    for (const warning of warnings) log.warn(warning);
    return {
      outcome: "published",
      edition: edition.id,
      editionDir: dir,
      pdfs: printed.pdfs,
      flow: flowOf(readings),
      warnings,
    };
  } catch (error) {
    await edition.abandon();
    throw error;
  }
}

async function readSources(raw: RawListing, { log }: Effects): Promise<SourceReading[]> {
  const file = join(PROJECT_DIR, "warehouse", "reference", "oews-national.csv");
  const reference = parseReference(await readFile(file, "utf8"));
  const readings = raw.folders.flatMap((folder) => {
    const source = sources.find(({ id }) => id === folder.source_id);
    const reading = source === undefined ? [] : [readSource(source, folder.snapshots, reference)];
    log.step();
    return reading;
  });
  for (const reading of readings) requireUsable(reading, raw);
  return readings;
}

/** Builds, checks, closes and verifies a warehouse file. */
async function buildWarehouse(
  edition: OpenEdition,
  readings: readonly SourceReading[],
  run: Run,
): Promise<{ checks: CheckResult[]; facts: { rows_digest: string; tables: Record<string, number> } }> {
  const folder = join(PROJECT_DIR, "warehouse");
  const db = await Database.create(edition.warehousePath);
  try {
    await load(db, { readings, run });
    await model(db, folder);
    const checks = await check(db, folder);
    refuseViolations(checks);
    const digest = await digestRows(db);
    await db.checkpoint();
    db.close();
    await verifyBuild(edition.warehousePath, digest);
    return { checks, facts: { rows_digest: digest.digest, tables: digest.tables } };
  } catch (error) {
    db.close();
    throw error;
  }
}

function requireSnapshots(options: NightlyOptions, raw: RawListing, snapshots: readonly Snapshot[]): void {
  if (snapshots.length > 0 || raw.folders.some(({ problems }) => problems.length > 0)) return;
  throw new AlmanacError("there is no snapshot of any source to read", {
    where: options.rawDir,
    next: `put a page into a folder named after its source (${sources.map(({ id }) => id).join(", ")}), or name another folder with --raw`,
  });
}

/** A source that has files but none that can be used blocks publication: an edition is never silently without it. */
function requireUsable(reading: SourceReading, raw: RawListing): void {
  if (reading.snapshots.some(({ state }) => state === "current")) return;
  const [judged] = reading.snapshots;
  const problem = raw.folders.find(({ source_id }) => source_id === reading.source.id)?.problems[0];
  if (judged === undefined && problem === undefined) return;
  throw new AlmanacError(
    `source ${reading.source.id} has no usable snapshot: ${judged?.reason ?? problem?.message ?? ""}`,
    {
      where: judged === undefined ? (problem?.where ?? "") : `raw/${judged.snapshot.path}`,
      next: `replace the file, or leave the source out with --only; what was published before stands`,
      exitCode: EXIT.blocked,
    },
  );
}

function refuseViolations(checks: readonly CheckResult[]): void {
  const failed = checks.filter(({ severity, violations }) => severity === "error" && violations > 0);
  const [first] = failed;
  if (first === undefined) return;
  throw new AlmanacError(
    failed
      .map((one) => `check ${one.name}: ${one.violations} violations (${one.examples.join(" | ")})`)
      .join("; "),
    {
      where: `warehouse/checks/${first.name}.sql`,
      next: `${first.description} Mend the source or its rules; what was published before stands`,
      exitCode: EXIT.blocked,
    },
  );
}

function rawWarnings(
  { only }: NightlyOptions,
  raw: RawListing,
  readings: readonly SourceReading[],
): string[] {
  const present = raw.folders.map(({ source_id }) => source_id);
  const absent = (only ?? sources.map(({ id }) => id))
    .filter((id) => !present.includes(id))
    .map((id) => `${id}: no folder of that name in the raw directory; the edition is without this source`);
  const unusable = readings.flatMap(({ source, snapshots }) =>
    snapshots
      .filter(({ state }) => state === "unusable")
      .map(({ snapshot, reason }) => `${source.id}: raw/${snapshot.path} is not used: ${reason ?? ""}`),
  );
  const problems = raw.folders.flatMap((folder) =>
    folder.problems.map((problem) => `${problem.where}: ${problem.message}`),
  );
  return [...absent, ...unusable, ...problems];
}

function checkWarnings(checks: readonly CheckResult[]): string[] {
  return checks
    .filter(({ severity, violations }) => severity === "warn" && violations > 0)
    .map(
      ({ name, violations, examples }) =>
        `check ${name}: ${violations} (${examples.slice(0, 2).join(" | ")})`,
    );
}

function flowOf(readings: readonly SourceReading[]): NightlyResult["flow"] {
  const ends = readings.flatMap(({ cleaned }) => cleaned.map(({ outcome }) => outcome.disposition));
  const count = (end: Disposition): number => ends.filter((one) => one === end).length;
  return {
    seen: ends.length,
    loaded: count("loaded"),
    repaired: count("repaired"),
    quarantined: count("quarantined"),
    ignored: count("ignored"),
  };
}

/** Date of the data: SOURCE_DATE_EPOCH, or the day (UTC) of the newest snapshot; null where neither says. */
function dataDateOf({ sourceDateEpoch }: NightlyOptions, snapshots: readonly Snapshot[]): string | null {
  if (sourceDateEpoch !== null) return dayOfEpoch(sourceDateEpoch);
  const days = snapshots.flatMap(({ meta }) =>
    meta.retrieved_at === null ? [] : [new Date(meta.retrieved_at).toISOString().slice(0, 10)],
  );
  return days.sort().at(-1) ?? null;
}

function runOf(inputs: string, started: Date, finished: Date, outcome: Run["outcome"]): Run {
  return {
    run_id: `${started.toISOString()}-${inputs.slice(0, 8)}`,
    started: started.toISOString(),
    finished: finished.toISOString(),
    outcome,
    digest: inputs,
  };
}

function unchanged(edition: string, editionDir: string): Result {
  const flow = { seen: 0, loaded: 0, repaired: 0, quarantined: 0, ignored: 0 };
  return { outcome: "nothing to do", edition, editionDir, pdfs: 0, flow, warnings: [] };
}
