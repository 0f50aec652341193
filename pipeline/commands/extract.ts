import { AlmanacError, EXIT, type ExitCode } from "../contracts/errors.ts";
import type { CleanedRecord } from "../contracts/record.ts";
import { printableJson } from "../lib/printable.ts";
import { readFileSnapshot } from "../lib/raw-store.ts";
import { plural, type Io } from "./io.ts";
import type { Reader } from "./reading.ts";

/**
 * `almanac extract`: prints what would be loaded from some files of a source, as NDJSON, and stores
 * nothing. A file that cannot be used is reported and the others still print.
 *
 * @returns `EXIT.failed` if a file could not be used.
 */
export async function extractCommand(
  options: { readonly sourceId: string; readonly files: readonly string[] },
  io: Io,
  read: Reader,
): Promise<ExitCode> {
  let failed = false;
  for (const file of options.files) {
    try {
      const { cleaned } = await read(await readFileSnapshot(options.sourceId, file));
      for (const record of cleaned) {
        for (const line of linesOf(record)) io.stdout.write(`${printableJson(line)}\n`);
      }
      io.log.info(`${file}: ${describe(cleaned)}`);
    } catch (error) {
      if (!(error instanceof AlmanacError)) throw error;
      failed = true;
      io.log.warn(`${file} cannot be used: ${error.message}`);
      io.log.info(`  next: ${error.next}`);
    }
  }
  return failed ? EXIT.failed : EXIT.published;
}

/** The lines of NDJSON that a record becomes: one a row, or one that says why there is none. */
function linesOf({ record, outcome }: CleanedRecord): object[] {
  const { record_id, source_id, kind, locator, raw_text } = record;
  const { disposition } = outcome;
  const place = { locator, raw_text, disposition };
  switch (outcome.disposition) {
    case "loaded":
      return outcome.rows.map(({ table, row }) => ({
        table,
        row: { record_id, source_id, ...row },
        ...place,
      }));
    case "repaired":
      return outcome.rows.map(({ table, row }) => ({
        table,
        row: { record_id, source_id, ...row },
        ...place,
        repairs: outcome.repairs,
      }));
    case "quarantined":
      return [{ table: "quarantine", row: { record_id, source_id, kind, reason: outcome.reason }, ...place }];
    case "ignored":
      return [{ table: "records", row: { record_id, source_id, kind, reason: outcome.rule }, ...place }];
  }
}

function describe(cleaned: readonly CleanedRecord[]): string {
  const count = (disposition: string): number =>
    cleaned.filter(({ outcome }) => outcome.disposition === disposition).length;
  const parts = ["loaded", "repaired", "quarantined", "ignored"].map((name) => `${count(name)} ${name}`);
  return `${plural(cleaned.length, "record")}: ${parts.join(", ")}`;
}
