import type { Figure } from "../../contracts/figure.ts";
import type { PrintedPeriod, FigureMaker } from "../figure-maker.ts";
import { ordered } from "../ordered.ts";
import { grouped, isHeadline, numberOf, textOf, type ViewRow, type Views } from "../views.ts";
import {
  byPay,
  cityEnds,
  type CityEnds,
  type CityMention,
  cityPeriod,
  largest,
  leading,
} from "./city-lines.ts";
import { codeOf } from "./cover.ts";
import type { PayStrip } from "./nation.ts";
import type { Publishers } from "./publishers.ts";
import { named, tiedFirst } from "./ties.ts";

/** What the summary says beside the facts at a glance: comparisons, each null where no source gives both sides. */
export function summary(
  views: Views,
  make: FigureMaker,
  publishers: Publishers,
  strips: readonly PayStrip[],
) {
  return {
    spread: spread(strips, make),
    industries: industries(views, make, publishers),
    cities: cities(views, make, publishers),
    codes: codes(views, make),
  };
}

/** The newest dated pay with both tenths: what divides the ends. */
function spread(strips: readonly PayStrip[], make: FigureMaker) {
  for (const { is_headline, iso, p10, p90, period, publishers } of strips) {
    if (!is_headline || iso === null || p10 === null || p90 === null) continue;
    const times = make.timesInWords(
      "pay where the highest tenth begins against where the lowest ends",
      p90,
      p10,
    );
    if (times.value !== null) return { low: p10, high: p90, times, period, publishers };
  }
  return null;
}

/** The newest dated medians by industry: the best paying against the worst. */
function industries(views: Views, make: FigureMaker, publishers: Publishers) {
  const rows = views
    .rows("report_wages")
    .filter(
      (row) =>
        isHeadline(row) &&
        textOf(row, "industry") !== null &&
        textOf(row, "statistic") === "median" &&
        textOf(row, "reference_period") !== null &&
        numberOf(row, "annual_usd") !== null,
    );
  const groups = [...grouped(rows, "source_id").values()].flatMap((ofSource) => [
    ...grouped(ofSource, "reference_period").values(),
  ]);
  const newest = groups.reduce<readonly ViewRow[]>(
    (best, group) => (periodOf(group) > periodOf(best) ? group : best),
    [],
  );
  const lines = ordered(
    newest.map((row) => ({ row, usd: numberOf(row, "annual_usd") })),
    "-usd",
  ).map(({ row }) => row);
  const payOf = (row: ViewRow) => numberOf(row, "annual_usd");
  const [highest, lowest] = [lines[0], lines.at(-1)];
  if (highest === undefined || lowest === undefined || payOf(highest) === payOf(lowest)) return null;
  const side = (row: ViewRow, rows: readonly ViewRow[]) => ({
    ...named(tiedFirst(rows, payOf), (one) => make.text("quote", one, "industry", "industry")),
    pay: make.number("usd", row, "annual_usd", `median annual pay, ${textOf(row, "industry") ?? ""}`),
  });
  const [best, worst] = [side(highest, lines), side(lowest, lines.toReversed())];
  const more = make.percentChange("the best paying industry against the worst", worst.pay, best.pay);
  return {
    best,
    worst,
    more,
    period: make.period(highest, "pay by industry"),
    publishers: publishers.namesOf([highest]),
  };
}

const periodOf = ([row]: readonly ViewRow[]): string =>
  (row === undefined ? null : textOf(row, "reference_period")) ?? "";

/** What the city tables say of pay and jobs, at their ends. */
interface CityFindings {
  /** Null where all typical salaries are one. */
  readonly pay: CityEnds | null;
  readonly most_jobs: CityMention | null;
  readonly period: PrintedPeriod | null;
  readonly publishers: readonly Figure[];
}

function cities(views: Views, make: FigureMaker, publishers: Publishers): CityFindings | null {
  const rows = views.rows("report_cities");
  if (rows.length === 0) return null;
  const label = "highest typical salary against the lowest";
  const pay = cityEnds(byPay(rows).paid, "typical_annual_usd", label, make, true);
  const counted = largest(rows, rows.length).filter((row) => numberOf(row, "jobs") !== null);
  return {
    pay: pay?.lowest == null ? null : pay,
    most_jobs: leading(counted, "jobs", make),
    period: cityPeriod(rows, make),
    publishers: publishers.namesOf(rows),
  };
}

/** The occupation codes that figures of the report belong to, each once with its classification. */
function codes(views: Views, make: FigureMaker) {
  const dated = ["report_wages", "report_employment", "report_projections"] as const;
  const used = new Set(
    dated.flatMap((view) => views.rows(view).map((row) => textOf(row, "occupation_code"))),
  );
  return views
    .rows("report_codes")
    .filter(({ key }) => used.has(key))
    .map((row) => codeOf(row, make));
}
