import { createHash } from "node:crypto";
import type { Document, Span } from "../contracts/document.ts";
import type { BlockUse, Find, RawRecord } from "../contracts/record.ts";
import type { Snapshot } from "../contracts/snapshot.ts";
import type { Extractor, Ignored, Source } from "../contracts/source.ts";
import { overlapTest } from "../documents/spans.ts";

/**
 * Reads a page with the extractor of its day and gives every find its identity and its locator, and
 * every block its use. Pure and synchronous.
 */
export function extract(
  source: Source,
  snapshot: Snapshot,
  document: Document,
): { records: RawRecord[]; blocks: BlockUse[] } {
  const { finds, ignored } = extractorFor(source, snapshot)(document);
  const seen = new Map<string, number>();
  const records = finds.map((find) => toRecord(find, source, snapshot, document, seen));
  return { records, blocks: blockUses(document, records, ignored) };
}

/** The extractor in force on the day of the snapshot; the newest for an undated one. */
function extractorFor(source: Source, snapshot: Snapshot): Extractor {
  const day = snapshot.meta.retrieved_at?.slice(0, 10);
  const inForce = source.extractors.filter(({ from }) => day === undefined || from <= day);
  const chosen = inForce.at(-1) ?? source.extractors[0];
  if (chosen === undefined) throw new Error(`source ${source.id} has no extractor`);
  return chosen.extract;
}

function toRecord(
  find: Find,
  source: Source,
  snapshot: Snapshot,
  document: Document,
  seen: Map<string, number>,
): RawRecord {
  const raw_text = document.decoded.text.slice(find.span.start, find.span.end);
  // Without the readings: an extractor that learns to read more of a text does not rename its record.
  const content = JSON.stringify([find.kind, raw_text]);
  const occurrence = seen.get(content) ?? 0;
  seen.set(content, occurrence + 1);
  const hash = createHash("sha256").update(`${content}#${occurrence}`).digest("hex").slice(0, 12);
  return {
    ...find,
    record_id: `${source.id}/${find.kind}/${hash}`,
    source_id: source.id,
    snapshot_id: snapshot.snapshot_id,
    locator: locatorOf(find.span),
    raw_text,
  };
}

function locatorOf(span: Span): string {
  return `chars:${span.start}-${span.end}`;
}

function blockUses(
  document: Document,
  records: readonly RawRecord[],
  ignored: readonly Ignored[],
): BlockUse[] {
  const isUsed = overlapTest(records.map(({ span }) => span));
  const rules = new Map(ignored.map(({ rule, span }) => [span.start, rule]));
  return document.blocks.map((block) => {
    const used = isUsed(block.span);
    const rule = used ? null : (rules.get(block.span.start) ?? null);
    return {
      position: block.index,
      kind: block.kind,
      locator: locatorOf(block.span),
      state: used ? "used" : rule === null ? "unclaimed" : "ignored",
      rule,
    };
  });
}
