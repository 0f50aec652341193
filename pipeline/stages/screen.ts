import type { Document } from "../contracts/document.ts";
import { AlmanacError } from "../contracts/errors.ts";
import type { Outcome } from "../contracts/record.ts";
import type { Snapshot } from "../contracts/snapshot.ts";
import type { Bound, PageSource, Source } from "../contracts/source.ts";

/** What a page says that a server sends in place of the one asked for. */
const STAND_INS: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  {
    what: "a bot challenge",
    pattern:
      /just a moment|checking your browser|verify(?:ing)? (?:that )?you are (?:a )?human|captcha|enable javascript and cookies|unusual traffic|request unsuccessful|attention required/iu,
  },
  { what: "a refusal", pattern: /access denied|403 forbidden|permission to access|blocked by/iu },
  {
    what: "an error page",
    pattern:
      /page not found|404|no longer available|can.t find (?:the|that) page|internal server error|service unavailable/iu,
  },
];

/**
 * Refuses a page that is not one of its source's: a challenge, an error page, another site's page.
 *
 * @throws AlmanacError naming the snapshot and what the page looks like.
 */
export function screen(source: PageSource, snapshot: Snapshot, document: Document): void {
  const texts = document.blocks.map(({ content }) => content.text);
  const found = source.landmarks.filter((landmark) => texts.some((text) => landmark.test(text)));
  if (found.length * 2 >= source.landmarks.length) return;
  const opening = [document.title ?? "", ...texts.slice(0, 12)].join("\n");
  const standIn = STAND_INS.find(({ pattern }) => pattern.test(opening))?.what;
  const what = standIn ?? "another page";
  throw new AlmanacError(
    `${what} stands in place of the page of ${source.publisher}: ${found.length} of the ${source.landmarks.length} texts that every page of this source has are on it`,
    {
      where: snapshot.path,
      next: `open the file; if it is not the page you meant, remove it and add the right one with: almanac add ${source.id} FILE`,
    },
  );
}

/** A cleaned record's kind and end, which is all that bounds look at. */
export interface Counted {
  readonly record: { readonly kind: string };
  readonly outcome: { readonly disposition: Outcome["disposition"] };
}

/**
 * Holds a snapshot to its source's bounds: least and most records that load, and the change against
 * the usable snapshot before it.
 *
 * @throws AlmanacError naming the snapshot, the kind of record and both counts.
 */
export function holdToBounds(
  source: Source,
  snapshot: Snapshot,
  cleaned: readonly Counted[],
  before: readonly Counted[] | null,
): void {
  for (const bound of source.bounds) {
    const count = loadedOf(bound, cleaned);
    const seen = cleaned.filter(({ record }) => record.kind === bound.kind).length;
    if (count < bound.least || count > bound.most) {
      throw new AlmanacError(
        `${count} records of kind ${bound.kind} load (${seen} were seen), where this source has ${bound.least} to ${bound.most}: the page has changed its shape or is damaged`,
        { where: snapshot.path, next: boundsAdvice(source, snapshot) },
      );
    }
    const last = before === null ? 0 : loadedOf(bound, before);
    const change = last === 0 ? 0 : (100 * Math.abs(count - last)) / last;
    if (change > bound.allowed_change_pct) {
      throw new AlmanacError(
        `${count} records of kind ${bound.kind} load, ${last} did from the snapshot before: a change of more than ${bound.allowed_change_pct}%`,
        { where: snapshot.path, next: boundsAdvice(source, snapshot) },
      );
    }
  }
}

function boundsAdvice(source: Source, snapshot: Snapshot): string {
  return `see what is read from it with: almanac extract --source ${source.id} ${snapshot.path}; if the page is right, widen the bounds in pipeline/sources/${source.id}/source.ts`;
}

function loadedOf(bound: Bound, cleaned: readonly Counted[]): number {
  return cleaned.filter(
    ({ record, outcome }) =>
      record.kind === bound.kind && (outcome.disposition === "loaded" || outcome.disposition === "repaired"),
  ).length;
}
