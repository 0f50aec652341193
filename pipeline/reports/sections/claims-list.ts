import type { Figure } from "../../contracts/figure.ts";
import type { FigureMaker, PrintedPeriod } from "../figure-maker.ts";
import { numberOf, textOf, type ViewRow, type Views } from "../views.ts";
import { type PageAge, sourcesOf, timeOf } from "./claims-pages.ts";
import { amountOf, originOf, type PrintedOrigin } from "./claims-witnesses.ts";

/** A claim as the list prints it. */
export interface ClaimLine {
  readonly claim: Figure;
  readonly industry: Figure | null;
  readonly value: Figure;
  readonly today: Figure | null;
  /** Whether paper has no room for it. */
  readonly is_more: boolean;
}

/** Claims of the same pages, of one origin or time, with the same verdict for the same reason. */
export interface ClaimGroup {
  readonly publishers: readonly Figure[];
  readonly origin: PrintedOrigin | null;
  readonly period: PrintedPeriod;
  readonly age: Figure | null;
  readonly verdict: Figure;
  readonly reason: Figure;
  /** Code that it was checked by, where it has no origin; null where nothing proves one. */
  readonly code: Figure | null;
  /** Releases and codes that today's figures are of; empty where there are none. */
  readonly today_origins: readonly PrintedOrigin[];
  readonly lines: readonly ClaimLine[];
  readonly is_more: boolean;
}

/** The list of claims, with what of it paper leaves to the screen. */
export interface ClaimList {
  readonly groups: readonly ClaimGroup[];
  /** Whether claims that match stand on the screen only. */
  readonly hides_matches: boolean;
  /** Whether others do as well. */
  readonly hides_more: boolean;
  /** Whether figures of single industries that nothing can be held against stand on the screen only. */
  readonly hides_industries: boolean;
}

/** Lines of type that a page holds in its two columns, below the heading of the list. */
const ROOM = 96;

/** Lines that the caption and the head of a table take, and the space around it. */
const HEAD = 6;

/** Characters of a claim that fit on a line of its column. */
const WIDTH = 30;

/** Space around a line of a table, in lines. */
const LEADING = 0.2;

/**
 * Claims by witness, contradictions and the oldest first. Of pages by the publisher of the releases only figures that
 * are out of date or contradict are listed. Paper leaves out what
 * cannot be checked of single industries, and has the rest as far as a page holds it: what matches gives way first.
 */
export function claimList(views: Views, make: FigureMaker, pages: readonly PageAge[]): ClaimList {
  const audited = new Set(pages.filter((page) => !page.is_official).map(({ source_id }) => source_id));
  const names = new Map(pages.map(({ source_id, publisher }) => [source_id, publisher]));
  const claims = views
    .rows("report_claims")
    .filter((row) => sourcesOf(row).some((id) => audited.has(id)) || isTrap(row));
  const groups = [...groupsOf(claims).values()];
  const telling = groups.flatMap(tellingOf);
  const hides_matches = roomOf(telling) > ROOM;
  const wanted = hides_matches ? telling.filter(([first]) => !isMatch(first)) : telling;
  const onPaper = fitting(wanted);
  return {
    groups: groups.map((rows) => groupOf(rows, onPaper, names, make)),
    hides_matches: hides_matches && wanted.length < groups.length,
    hides_more: wanted.flat().length > onPaper.size,
    hides_industries: claims.some(isUncheckedIndustry),
  };
}

type Rows = readonly [ViewRow, ...ViewRow[]];

const isTrap = (row: ViewRow): boolean =>
  ["out of date", "contradicts"].includes(textOf(row, "verdict") ?? "");

const isMatch = (row: ViewRow): boolean => textOf(row, "verdict") === "matches";

/** A figure of one industry, which says little where no release can be held against it. */
const isUncheckedIndustry = (row: ViewRow): boolean =>
  textOf(row, "industry") !== null && textOf(row, "verdict") === "cannot be checked";

/** A group with the rows that tell something on paper; none where it has no such row. */
function tellingOf(rows: Rows): readonly Rows[] {
  const [first, ...rest] = rows.filter((row) => !isUncheckedIndustry(row));
  return first === undefined ? [] : [[first, ...rest]];
}

function groupsOf(claims: readonly ViewRow[]): ReadonlyMap<string, Rows> {
  const groups = new Map<string, [ViewRow, ...ViewRow[]]>();
  for (const row of claims) {
    const time = textOf(row, "origin") ?? textOf(row, "reference_period");
    const key = JSON.stringify([
      time,
      ...["source_ids", "occupation_code", "verdict", "verdict_reason"].map((column) => textOf(row, column)),
    ]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

/** The claims that a page holds, as many as come first. */
function fitting(groups: readonly Rows[]): ReadonlySet<ViewRow> {
  const fits = new Set<ViewRow>();
  let used = 0;
  for (const rows of groups) {
    used += HEAD;
    for (const row of rows) {
      used += linesOf(row);
      if (used > ROOM) return fits;
      fits.add(row);
    }
  }
  return fits;
}

const roomOf = (groups: readonly Rows[]): number =>
  groups.reduce((sum, rows) => sum + HEAD + rows.reduce((lines, row) => lines + linesOf(row), 0), 0);

function linesOf(row: ViewRow): number {
  const words = [textOf(row, "claim"), textOf(row, "industry")].filter((text) => text !== null).join(", ");
  return Math.max(1, Math.ceil(words.length / WIDTH)) + LEADING;
}

function groupOf(
  rows: Rows,
  onPaper: ReadonlySet<ViewRow>,
  names: ReadonlyMap<string, Figure>,
  make: FigureMaker,
): ClaimGroup {
  const [first] = rows;
  return {
    publishers: sourcesOf(first).flatMap((id) => names.get(id) ?? []),
    origin: originOf(first, "origin", make),
    period: timeOf(first, make),
    age:
      numberOf(first, "age_at_newest_release_years") === null
        ? null
        : make.number(
            "count",
            first,
            "age_at_newest_release_years",
            `years behind the newest release, ${first.key}`,
          ),
    verdict: make.text("quote", first, "verdict", `verdict on ${first.key}`),
    reason: make.text("quote", first, "verdict_reason", `why the verdict on ${first.key}`),
    code: make.textIfAny("id", first, "occupation_code", `code that ${first.key} was checked by`),
    today_origins: todayOrigins(rows, make),
    lines: rows.map((row) => ({
      claim: make.text("quote", row, "claim", `what is claimed, ${row.key}`),
      industry: make.textIfAny("quote", row, "industry", `industry of the claim ${row.key}`),
      value: amountOf(row, "value", make),
      today: numberOf(row, "today_value") === null ? null : amountOf(row, "today_value", make),
      is_more: !onPaper.has(row),
    })),
    is_more: !rows.some((row) => onPaper.has(row)),
  };
}

function todayOrigins(rows: Rows, make: FigureMaker): readonly PrintedOrigin[] {
  const first = new Map<string, ViewRow>();
  for (const row of rows) {
    const release = textOf(row, "today_release");
    const key = `${release ?? ""}/${textOf(row, "today_occupation_code") ?? ""}`;
    if (release !== null && !first.has(key)) first.set(key, row);
  }
  return [...first.values()].flatMap((row) => originOf(row, "today", make) ?? []);
}
