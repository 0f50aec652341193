import { NO_TITLE } from "../cleaning/occupation-titles.ts";
import { UNDATED } from "../cleaning/periods.ts";
import { dateByEvidence } from "../cleaning/dating.ts";
import { type Reference, codeOfTitle } from "../cleaning/reference.ts";
import type { CleanedRecord, Outcome, RawRecord } from "../contracts/record.ts";
import type { OfOccupation } from "../contracts/rows.ts";
import type { CleaningContext, PageSource, Source, TableSource } from "../contracts/source.ts";

/**
 * Turns a snapshot's records into rows by the source's cleaners, then dates what the page leaves
 * undated where recorded evidence proves the date. Pure.
 */
export function clean(
  source: PageSource,
  records: readonly RawRecord[],
  reference: Reference,
): { occupation: OfOccupation; cleaned: CleanedRecord[] } {
  const occupation = occupationOf(records, reference);
  const context: CleaningContext = { about: { ...UNDATED, ...occupation }, records };
  const cleaned = records.map((record) => ({ record, outcome: outcomeOf(source, record, context) }));
  return { occupation, cleaned: dateByEvidence(cleaned, reference) };
}

/**
 * Turns the rows of a file of tables into rows of the warehouse. A release dates itself. Pure.
 *
 * @param faults Why a row could not be parted into its fields, by record.
 */
export function cleanTables(
  source: TableSource,
  records: readonly RawRecord[],
  faults: ReadonlyMap<string, string>,
): CleanedRecord[] {
  const about = { ...UNDATED, occupation_code: null, occupation_title: NO_TITLE };
  const context: CleaningContext = { about, records };
  return records.map((record) => {
    const fault = faults.get(record.record_id);
    const outcome: Outcome =
      fault === undefined
        ? outcomeOf(source, record, context)
        : { disposition: "quarantined", reason: fault };
    return { record, outcome };
  });
}

function outcomeOf(source: Source, record: RawRecord, context: CleaningContext): Outcome {
  if (record.raw_text.includes("\uFFFD")) {
    return { disposition: "quarantined", reason: "the text holds bytes that could not be decoded" };
  }
  const cleaner = source.cleaners[record.kind];
  if (cleaner === undefined) {
    return {
      disposition: "quarantined",
      reason: `no cleaner is registered for records of kind ${record.kind}`,
    };
  }
  return cleaner(record, context);
}

/** The page's own title; its code where the page gives one, or a classification has exactly this title. */
function occupationOf(records: readonly RawRecord[], reference: Reference): OfOccupation {
  const titled = records.find(({ kind }) => kind === "occupation_title");
  const { title = NO_TITLE, code } = titled?.readings[0] ?? {};
  return { occupation_title: title, occupation_code: code ?? codeOfTitle(title, reference) };
}
