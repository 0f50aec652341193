import type { Figure } from "../../contracts/figure.ts";
import type { FigureMaker, NumberUnit, PrintedPeriod } from "../figure-maker.ts";
import { grouped, numberOf, textOf, type ViewRow, type Views } from "../views.ts";
import { claimsOf, type PageAge, sourcesOf, timeOf } from "./claims-pages.ts";

/** A page with how many of its figures equal a release. */
interface Repeater {
  readonly publisher: Figure;
  readonly matched: Figure | null;
  readonly compared: Figure | null;
}

/** An official release and code. */
export interface PrintedOrigin {
  readonly release: Figure;
  readonly code: Figure;
}

/** Where some pages' figures come from, told by the first of them and today's figure. */
export interface Witness {
  readonly pages: readonly Repeater[];
  readonly origin: PrintedOrigin | null;
  readonly is_of_wider_group: boolean;
  readonly period: PrintedPeriod;
  readonly age: Figure | null;
  readonly verdict: Figure;
  readonly reason: Figure;
  readonly claim: Figure;
  readonly value: Figure;
  readonly today: Figure | null;
  readonly today_origin: PrintedOrigin | null;
  /** Whether today's figure is the claim's own. */
  readonly is_newest: boolean;
  /** Code of the claim, where today's figure is of another; null where it is not, or nothing proves one. */
  readonly former_code: Figure | null;
  /** How today's figure stands to the claim's; null where the two are of different series. */
  readonly direction: Figure | null;
  readonly change: Figure | null;
}

/** Units of a claim and of the figures beside it. */
const UNITS: ReadonlyMap<string, NumberUnit> = new Map([
  ["usd_per_year", "usd"],
  ["usd_per_hour", "usdHourly"],
  ["jobs", "jobs"],
  ["pct", "pct"],
]);

/** The value of a claim, or today's figure for it, in the claim's unit. */
export function amountOf(claim: ViewRow, column: "value" | "today_value", make: FigureMaker): Figure {
  const unit = UNITS.get(textOf(claim, "unit") ?? "") ?? "count";
  return make.number(unit, claim, column, `${textOf(claim, "claim") ?? ""}, ${column}, ${claim.key}`);
}

/** The release and code behind a claim, or of today's figure for it; null where there is none. */
export function originOf(claim: ViewRow, which: "origin" | "today", make: FigureMaker): PrintedOrigin | null {
  if (textOf(claim, `${which}_release`) === null) return null;
  return {
    release: make.text("quote", claim, `${which}_release`, `release of the ${which} figure, ${claim.key}`),
    code: make.text("id", claim, `${which}_occupation_code`, `code of the ${which} figure, ${claim.key}`),
  };
}

/**
 * The official releases that pages repeat, each once however many pages do; and pages whose figures are of no release
 * that is loaded. The oldest and the contradictions come first.
 *
 * @param pages Only what they state is told.
 */
export function witnesses(views: Views, make: FigureMaker, pages: readonly PageAge[]): readonly Witness[] {
  const ids = new Set(pages.map(({ source_id }) => source_id));
  const claims = views.rows("report_claims").filter((row) => sourcesOf(row).some((id) => ids.has(id)));
  const origins = grouped(
    claims.filter((row) => textOf(row, "origin") !== null),
    "origin",
  );
  const withoutOrigin = pages.flatMap((page) => {
    const own = claimsOf(claims, page.source_id);
    const [first] = own;
    return first !== undefined && own.every((row) => textOf(row, "origin") === null)
      ? [{ claim: first, pages: [{ publisher: page.publisher, matched: null, compared: null }] }]
      : [];
  });
  const withOrigin = [...origins].flatMap(([origin, [claim]]) =>
    claim === undefined ? [] : [{ claim, pages: repeaters(views, make, pages, origin) }],
  );
  const place = new Map(claims.map((row, at) => [row, at]));
  return [...withoutOrigin, ...withOrigin]
    .sort((a, b) => (place.get(a.claim) ?? 0) - (place.get(b.claim) ?? 0))
    .map((told) => witnessOf(told.claim, told.pages, make));
}

function repeaters(
  views: Views,
  make: FigureMaker,
  pages: readonly PageAge[],
  origin: string,
): readonly Repeater[] {
  const rows = views.rows("report_page_origins").filter((row) => textOf(row, "origin") === origin);
  return pages.flatMap(({ source_id, publisher }) => {
    const row = rows.find((one) => textOf(one, "source_id") === source_id);
    if (row === undefined) return [];
    return {
      publisher,
      matched: make.number("count", row, "matched_figures", `figures that equal ${row.key}`),
      compared: make.number("count", row, "compared_figures", `figures compared with ${row.key}`),
    };
  });
}

function witnessOf(claim: ViewRow, pages: readonly Repeater[], make: FigureMaker): Witness {
  const origin = originOf(claim, "origin", make);
  const todayOrigin = originOf(claim, "today", make);
  const code =
    origin?.code ?? make.textIfAny("id", claim, "occupation_code", `code that ${claim.key} was checked by`);
  const value = amountOf(claim, "value", make);
  const today = numberOf(claim, "today_value") === null ? null : amountOf(claim, "today_value", make);
  const is_newest = origin !== null && origin.release.text === todayOrigin?.release.text;
  const isOneSeries = claim.cells["is_comparable"] === true && today !== null && !is_newest;
  const label = `${textOf(claim, "claim") ?? ""} from ${origin?.release.text ?? ""} to today`;
  return {
    pages,
    origin,
    is_of_wider_group: claim.cells["is_of_wider_group"] === true,
    period: timeOf(claim, make),
    age:
      numberOf(claim, "age_at_newest_release_years") === null
        ? null
        : make.number(
            "count",
            claim,
            "age_at_newest_release_years",
            `years behind the newest release, ${claim.key}`,
          ),
    verdict: make.text("quote", claim, "verdict", `verdict on ${claim.key}`),
    reason: make.text("quote", claim, "verdict_reason", `why the verdict on ${claim.key}`),
    claim: make.text("quote", claim, "claim", `what is claimed, ${claim.key}`),
    value,
    today,
    today_origin: todayOrigin,
    is_newest,
    former_code: todayOrigin === null || code?.text === todayOrigin.code.text ? null : code,
    direction: isOneSeries ? make.direction(`which way went ${label}`, value, today) : null,
    change: isOneSeries ? make.percentChangeSize(`change of ${label}`, value, today) : null,
  };
}
