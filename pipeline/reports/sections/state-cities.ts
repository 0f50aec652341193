import type { Figure } from "../../contracts/figure.ts";
import type { ChartRequest } from "../../contracts/report.ts";
import type { FigureMaker } from "../figure-maker.ts";
import type { Section } from "../report-definition.ts";
import { textOf, type ViewRow, type Views } from "../views.ts";
import {
  byPay,
  cityAxes,
  cityChartRows,
  cityLine,
  cityPeriod,
  jobsOf,
  largest,
  mention,
  numeric,
  payInWords,
} from "./city-lines.ts";
import type { PayStrip } from "./nation.ts";
import type { Publishers } from "./publishers.ts";

/** A strip that has a median to compare with. */
type Nation = PayStrip & { readonly median: Figure };

/**
 * The cities of a state: table by jobs, chart by pay with the nation's newest dated median as a line,
 * and what is small or missing.
 */
export function stateCities(
  views: Views,
  state: ViewRow,
  nation: Nation | null,
  make: FigureMaker,
  publishers: Publishers,
): Section {
  const all = views.rows("report_cities").filter((row) => textOf(row, "state") === state.key);
  const rows = largest(all, all.length);
  const { paid, unpaid } = byPay(rows);
  const lines = rows.map((row) => cityLine(row, make));
  return {
    data: {
      lines,
      most_jobs: mention(rows[0], make),
      highest: mention(paid[0], make),
      lowest: paid.length > 1 ? mention(paid.at(-1), make) : null,
      has_unpaid: unpaid.length > 0,
      has_small: lines.some((line) => line.is_small),
      period: cityPeriod(rows, make),
      publishers: publishers.namesOf(rows),
    },
    charts: [chartOf([...paid, ...unpaid], nation, make)],
  };
}

function chartOf(rows: readonly ViewRow[], nation: Nation | null, make: FigureMaker): ChartRequest {
  const jobs = rows.map((row) => jobsOf(row, make));
  const told = rows.map((row, place) => `${payInWords(row, make)}, ${jobs[place]?.text ?? ""} jobs`);
  return {
    id: "state-cities",
    spec: "state-cities",
    rows: cityChartRows(rows, false, make),
    params: { ...cityAxes(rows, [numeric(nation?.median ?? null)]), ...nationLine(nation) },
    figures: nation === null ? jobs : [...jobs, nation.median],
    alt: `Typical salary, salary range and jobs by city, highest typical salary first: ${told.join("; ")}.`,
  };
}

/** The line of the nation's median; none without a dated one. */
function nationLine(nation: Nation | null): Readonly<Record<string, string | number>> {
  const median = numeric(nation?.median ?? null);
  if (nation === null || median === null) return {};
  return { nation_median: median, nation_median_text: nation.median.text };
}
