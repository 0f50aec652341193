import { buildWarehouse } from "./build-warehouse.ts";
import { comparisonWarnings, differencesSince, writeChanges } from "./compare-edition.ts";
import type { Configuration } from "./contracts/configuration.ts";
import { isOfAnother } from "./cleaning/occupation.ts";
import { AlmanacError, EXIT } from "./contracts/errors.ts";
import type { OccupationAtHand } from "./contracts/occupation.ts";
import type { SourceReading } from "./contracts/reading.ts";
import type { Disposition } from "./contracts/record.ts";
import type { CheckResult, Log, NightlyOptions, NightlyResult, Run } from "./contracts/run.ts";
import type { Source } from "./contracts/source.ts";
import { readEditionBefore } from "./lib/edition-before.ts";
import type { RawListing } from "./lib/raw-store.ts";
import { type SourceAge, staleWarnings, type UsedSnapshot } from "./lib/source-ages.ts";
import { dayOfEpoch } from "./lib/source-date.ts";
import type * as PrintEdition from "./print-edition.ts";
import { readSources, type ReadSources } from "./read-sources.ts";
import type { Reader, SnapshotReader } from "./reader.ts";
import { sources } from "./sources/registry.ts";
import { editionId, openEdition } from "./stages/publish.ts";
import type { SetAside } from "./stages/set-aside.ts";
import { verifyBuild } from "./stages/verify.ts";

/** How a night went. */
export type Night = Omit<NightlyResult, "seconds" | "fetched">;

/** What a night starts from. */
export interface NightRequest {
  readonly options: NightlyOptions;
  readonly raw: RawListing;
  /** The run as the warehouse will tell of it, if it can be published. */
  readonly runWith: (outcome: "published" | "degraded") => Run;
  /** How old the sources are, by the snapshots that are used. */
  readonly agesOf: (used: readonly UsedSnapshot[]) => readonly SourceAge[];
  /** Reads the snapshots; closed when they are read. */
  readonly reader: Reader;
}

/**
 * The night, stage after stage: snapshots in raw/ → records → rows → warehouse → checks → reports →
 * publish. Everything is built aside; what was published before stands untouched until the switch
 * at the end, and after any failure.
 *
 * @throws AlmanacError: `EXIT.blocked` where a source has no usable snapshot or a check of severity error
 *   has violations that no snapshot accounts for, `EXIT.failed` otherwise.
 */
export async function nightly(request: NightRequest, log: Log): Promise<Night> {
  const { options, raw } = request;
  const dataDate = dataDateOf(options, raw);
  const inputs = request.runWith("published").digest;
  const edition = await openEdition(options, editionId(dataDate, inputs));
  const printing = loadPrinting();
  try {
    const before = await readEditionBefore(options);
    log.stage("extract and clean", raw.folders.length);
    const { configuration } = options;
    const read = await readSources(raw, configuration.occupation, request.reader.read, (source, reading) => {
      requireUsable(source, reading, raw);
      log.step();
    });
    const staleOf = (readings: readonly SourceReading[]): string[] =>
      staleWarnings(request.agesOf(usedOf(readings)));
    const outcomeOf = (readings: readonly SourceReading[]) =>
      staleOf(readings).length === 0 ? "published" : "degraded";
    log.stage("load, model and check");
    const { readings, occupation, checks, digest, printed, warehouses } = await withPress(
      printing,
      configuration,
      async (opening) => {
        const built = await buildWarehouse({
          path: edition.warehousePath,
          read,
          readWithout: (aside) => readWithout(request, aside),
          runOf: (readings) => request.runWith(outcomeOf(readings)),
        });
        request.reader.close();
        const { printEdition } = await printing;
        const [edited, , warehouses] = await Promise.all([
          printEdition({
            warehousePath: edition.warehousePath,
            edition: { id: edition.id, data_date: dataDate },
            since: before?.id ?? null,
            dir: edition.dir,
            press: await opening,
            configuration,
            log,
          }),
          verifyBuild(edition.warehousePath, built.digest),
          differencesSince(before, edition.warehousePath, log),
        ]);
        return { ...built, printed: edited, warehouses };
      },
    );
    const changes = await writeChanges({
      dir: edition.dir,
      before,
      warehouses,
      evidence: printed.evidence,
      configuration,
    });
    const dir = await edition.publish({
      inputs,
      data_date: dataDate,
      rows_digest: digest.digest,
      tables: digest.tables,
    });
    const warnings = [
      ...staleOf(readings),
      ...rawWarnings(options, raw, readings),
      ...otherOccupations(readings, occupation),
      ...checkWarnings(checks),
      ...comparisonWarnings(changes),
    ];
    for (const warning of warnings) log.warn(warning);
    return {
      outcome: outcomeOf(readings),
      published: true,
      edition: edition.id,
      editionDir: dir,
      pdfs: printed.pdfs,
      flow: flowOf(readings),
      changes,
      warnings,
    };
  } catch (error) {
    await edition.abandon();
    throw error;
  }
}

type Printing = Promise<typeof PrintEdition>;

/** Loads what draws and prints, which takes a second, while another process reads the sources. */
function loadPrinting(): Printing {
  const printing = import("./print-edition.ts");
  // Whoever awaits it meets its failure.
  printing.catch(() => undefined);
  return printing;
}

/** Starts the browser, which takes a second, while work that does not need it yet begins; closes it in any case. */
async function withPress<Result>(
  printing: Printing,
  configuration: Configuration,
  work: (opening: Promise<PrintEdition.Press>) => Promise<Result>,
): Promise<Result> {
  const opening = printing.then(({ openPress }) => openPress(configuration));
  // Whoever awaits it meets its failure.
  opening.catch(() => undefined);
  try {
    return await work(opening);
  } finally {
    await opening.then(
      ({ printer }) => printer.close(),
      () => undefined,
    );
  }
}

/** Reads raw/ as if some snapshots, which can be read, could not be. */
function readWithout({ raw, options, reader }: NightRequest, aside: SetAside): Promise<ReadSources> {
  const read: SnapshotReader = async (source, snapshot, context) =>
    aside.get(snapshot.snapshot_id) ?? (await reader.read(source, snapshot, context));
  return readSources(raw, options.configuration.occupation, read, (source, reading) => {
    requireUsable(source, reading, raw);
  });
}

/**
 * A source that editions wait for, and that has files but none that can be used, blocks publication: an
 * edition is never silently without it. Without any other the night goes on, and says so.
 */
function requireUsable(source: Source, reading: SourceReading, raw: RawListing): void {
  if (source.without === "warns") return;
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

/** The snapshots that the edition is made from. */
const usedOf = (readings: readonly SourceReading[]): UsedSnapshot[] =>
  readings.flatMap(({ source: { id, cadence }, snapshots }) =>
    snapshots
      .filter(({ state }) => state === "current")
      .map(({ snapshot: { snapshot_id, meta } }) => ({
        source_id: id,
        cadence,
        snapshot_id,
        retrieved_at: meta.retrieved_at,
      })),
  );

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
  const unknownFolders = raw.unknown.filter((name) => !sources.some(({ id }) => id === name));
  const unknown =
    unknownFolders.length === 0
      ? []
      : [`no source is called ${unknownFolders.join(", ")}: these folders are not read`];
  const problems = raw.folders.flatMap((folder) =>
    folder.problems.map((problem) => `${problem.where}: ${problem.message}`),
  );
  return [...absent, ...unknown, ...unusable, ...problems];
}

/** Pages that the reports leave out, since nothing on them is about the occupation at hand. */
function otherOccupations(readings: readonly SourceReading[], occupation: OccupationAtHand): string[] {
  const pages = new Set(sources.filter(({ form }) => form === "page").map(({ id }) => id));
  return readings
    .filter((reading) => pages.has(reading.source.id) && isOfAnother(occupation, reading))
    .map(
      ({ source }) =>
        `${source.id}: its pages are about another occupation than ${occupation.name}; the reports leave it out`,
    );
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
function dataDateOf({ sourceDateEpoch }: NightlyOptions, raw: RawListing): string | null {
  if (sourceDateEpoch !== null) return dayOfEpoch(sourceDateEpoch);
  const snapshots = raw.folders.flatMap((folder) => folder.snapshots);
  const days = snapshots.flatMap(({ meta }) =>
    meta.retrieved_at === null ? [] : [new Date(meta.retrieved_at).toISOString().slice(0, 10)],
  );
  return days.sort().at(-1) ?? null;
}
