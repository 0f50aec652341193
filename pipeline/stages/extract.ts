import type { Document, Span } from "../contracts/document.ts";
import type { BlockUse, Find, RawRecord } from "../contracts/record.ts";
import type { Snapshot } from "../contracts/snapshot.ts";
import type { Extractor, Ignored, PageSource } from "../contracts/source.ts";
import { overlapTest } from "../documents/spans.ts";
import { identifierOf } from "../lib/record-id.ts";

/**
 * Reads a page with the extractor of its day and gives every find its identity and its locator, and
 * every block its use. Pure and synchronous.
 */
export function extract(source: PageSource, snapshot: Snapshot, document: Document): ExtractedPage {
  const { finds, ignored, part, modified_on } = extractorFor(source, snapshot)(document);
  if (source.parts === "many" && part === undefined) {
    throw new Error(`the extractor of ${source.id} does not say which of its pages this is`);
  }
  const name = part ?? ONE_PART;
  const identify = identifierOf(source.id, source.parts === "many" ? name : null);
  return {
    records: finds.map((find) => toRecord(find, source, snapshot, document, identify)),
    blocks: blockUses(snapshot, document, finds, ignored),
    part: name,
    modified_on: modified_on ?? null,
  };
}

/** All that the extraction of a page leaves. */
export interface ExtractedPage {
  readonly records: readonly RawRecord[];
  readonly blocks: readonly BlockUse[];
  readonly part: string;
  readonly modified_on: string | null;
}

/** The part that a source of one page or table consists of. */
const ONE_PART = "page";

/** The extractor in force on the day of the snapshot; the newest for an undated one. */
function extractorFor(source: PageSource, snapshot: Snapshot): Extractor {
  const day = snapshot.meta.retrieved_at?.slice(0, 10);
  const inForce = source.extractors.filter(({ from }) => day === undefined || from <= day);
  const chosen = inForce.at(-1) ?? source.extractors[0];
  if (chosen === undefined) throw new Error(`source ${source.id} has no extractor`);
  return chosen.extract;
}

function toRecord(
  find: Find,
  source: PageSource,
  snapshot: Snapshot,
  document: Document,
  identify: (kind: string, raw_text: string) => string,
): RawRecord {
  const raw_text = document.decoded.text.slice(find.span.start, find.span.end);
  return {
    kind: find.kind,
    readings: find.readings,
    record_id: identify(find.kind, raw_text),
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
  { snapshot_id }: Snapshot,
  document: Document,
  finds: readonly Find[],
  ignored: readonly Ignored[],
): BlockUse[] {
  const isUsed = overlapTest(finds.map(({ span }) => span));
  const rules = new Map(ignored.map(({ rule, span }) => [span.start, rule]));
  return document.blocks.map((block) => {
    const used = isUsed(block.span);
    const rule = used ? null : (rules.get(block.span.start) ?? null);
    return {
      snapshot_id,
      position: block.index,
      kind: block.kind,
      locator: locatorOf(block.span),
      state: used ? "used" : rule === null ? "unclaimed" : "ignored",
      rule,
    };
  });
}
