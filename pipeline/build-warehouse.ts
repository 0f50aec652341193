import { rm } from "node:fs/promises";
import { join } from "node:path";
import { AlmanacError, EXIT } from "./contracts/errors.ts";
import type { OccupationAtHand } from "./contracts/occupation.ts";
import type { SourceReading } from "./contracts/reading.ts";
import type { CheckResult, Run } from "./contracts/run.ts";
import { Database } from "./lib/duckdb.ts";
import { PROJECT_DIR } from "./lib/paths.ts";
import { readReferenceTables } from "./read-source.ts";
import type { ReadSources } from "./read-sources.ts";
import { check } from "./stages/check.ts";
import { load } from "./stages/load.ts";
import { model } from "./stages/model.ts";
import { type SetAside, snapshotsAtFault } from "./stages/set-aside.ts";
import { digestRows, type RowsDigest } from "./stages/verify.ts";

/** A finished warehouse file, and what it was built from. */
export interface BuiltWarehouse extends ReadSources {
  readonly checks: readonly CheckResult[];
  readonly digest: RowsDigest;
}

/** What a warehouse is built from, and where. */
interface BuildRequest {
  /** A path of this run's own. */
  readonly path: string;
  /** What was read from raw/. */
  readonly read: ReadSources;
  /** Reads raw/ once more, as if these snapshots could not be used. */
  readonly readWithout: (aside: SetAside) => Promise<ReadSources>;
  /** The run, as the warehouse is to tell of it. */
  readonly runOf: (readings: readonly SourceReading[]) => Run;
}

/**
 * Builds, checks and closes a warehouse file. A snapshot whose facts break a check is set aside, like one that
 * cannot be read, and the warehouse is built again from what stands without it: an older snapshot of its source,
 * where there is one.
 *
 * @throws AlmanacError (`EXIT.blocked`) where a check of severity error has violations that no snapshot accounts
 *   for; whatever `readWithout` throws.
 */
export async function buildWarehouse({
  path,
  read,
  readWithout,
  runOf,
}: BuildRequest): Promise<BuiltWarehouse> {
  const aside = new Map<string, AlmanacError>();
  for (let from = read; ; from = await readWithout(aside)) {
    const built = await build(path, from.readings, runOf(from.readings), from.occupation);
    const failed = built.checks.filter(({ severity, violations }) => severity === "error" && violations > 0);
    if (failed.length === 0) return { ...from, ...built };
    const faults = snapshotsAtFault(failed, from.readings);
    if (faults.size === 0) throw violation(failed);
    for (const [snapshot_id, fault] of faults) aside.set(snapshot_id, fault);
    // What was built of them, and the log that would be replayed into the next.
    for (const refused of [path, `${path}.wal`]) await rm(refused, { force: true });
  }
}

async function build(
  path: string,
  readings: readonly SourceReading[],
  run: Run,
  occupation: OccupationAtHand,
): Promise<{ checks: CheckResult[]; digest: RowsDigest }> {
  const folder = join(PROJECT_DIR, "warehouse");
  const db = await Database.create(path);
  try {
    await load(db, { readings: [...readings, ...(await readReferenceTables())], occupation, run });
    await model(db, folder);
    const checks = await check(db, folder);
    const digest = await digestRows(db);
    await db.checkpoint();
    return { checks, digest };
  } finally {
    db.close();
  }
}

function violation(failed: readonly CheckResult[]): AlmanacError {
  const [first] = failed;
  const told = failed.map(
    ({ name, violations, examples }) => `check ${name}: ${violations} violations (${examples.join(" | ")})`,
  );
  return new AlmanacError(told.join("; "), {
    where: `warehouse/checks/${first?.name ?? ""}.sql`,
    next: `${first?.description ?? ""} Mend the source or its rules; what was published before stands`,
    exitCode: EXIT.blocked,
  });
}
