import { UNDATED } from "../cleaning/periods.ts";
import { dateByEvidence } from "../cleaning/dating.ts";
import { type Reference, codeOfTitle } from "../cleaning/reference.ts";
import type { CleanedRecord, Outcome, RawRecord } from "../contracts/record.ts";
import type { OfOccupation } from "../contracts/rows.ts";
import type { CleaningContext, Source } from "../contracts/source.ts";

/**
 * Turns a snapshot's records into rows by the source's cleaners, then dates what the page leaves
 * undated where recorded evidence proves the date. Pure.
 */
export function clean(
  source: Source,
  records: readonly RawRecord[],
  reference: Reference,
): { occupation: OfOccupation; cleaned: CleanedRecord[] } {
  const occupation = occupationOf(records, reference);
  const context: CleaningContext = { occupation, undated: UNDATED, records };
  const cleaned = records.map((record) => ({ record, outcome: outcomeOf(source, record, context) }));
  return { occupation, cleaned: dateByEvidence(cleaned, reference) };
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

/** The page's own title; its code where a classification has exactly this title. */
function occupationOf(records: readonly RawRecord[], reference: Reference): OfOccupation {
  const titled = records.find(({ kind }) => kind === "occupation_title");
  const occupation_title = titled?.readings[0]?.["title"] ?? "not stated";
  return { occupation_title, occupation_code: codeOfTitle(occupation_title, reference) };
}
