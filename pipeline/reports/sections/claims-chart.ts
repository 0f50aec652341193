import type { Figure } from "../../contracts/figure.ts";
import type { ChartRequest } from "../../contracts/report.ts";
import { chartLabel } from "./chart-label.ts";
import type { PageAge, PageTime } from "./claims-pages.ts";

/** Part of the axis that a label before the first dot takes. */
const LABEL_ROOM = 0.2;

/** Least number of years on the axis. */
const LEAST_SPAN = 5;

type Row = ChartRequest["rows"][number];

/** Height of a page's row, in pixels. */
const STEP = 25;

/** What the chart has besides its rows, in pixels. */
const AXIS = 24;

/**
 * A row for each page: dots at the times that its figures speak of, and a line from there to the newest official release.
 *
 * @returns Null where no page's age is known.
 */
export function claimsChart(pages: readonly PageAge[]): ChartRequest | null {
  const newest = newestYear(pages);
  if (newest === null) return null;
  const rows = pages.flatMap((page, place) => pageRows(page, place, newest));
  const years = [
    newest,
    ...pages.flatMap(({ times }) => times.map(({ year }) => year)),
    ...pages.flatMap(({ undated_cities }) => undated_cities?.earliest ?? []),
  ];
  const span = Math.max(LEAST_SPAN, newest - Math.min(...years));
  return {
    id: "claims-ages",
    spec: "claims-ages",
    // The first rows name the pages: the axis reads its labels from them.
    rows: [...pages.map((page, place) => ({ ...blank, kind: "page", place, name: nameOf(page) })), ...rows],
    params: { year_low: newest - span * (1 + LABEL_ROOM), year_high: newest, newest },
    height: pages.length * STEP + AXIS,
    figures: pages.flatMap((page) => figuresOf(page)),
    alt: `How far back the figures of each page lie from the newest official release. ${pages.map(told).join("; ")}.`,
  };
}

const blank = { from: null, to: null, text: null, age: null, page: null, figure: null } as const;

/** Year of the newest official release, as the ages tell it. */
function newestYear(pages: readonly PageAge[]): number | null {
  const years = pages
    .flatMap(({ times }) => times)
    .flatMap(({ year, age }) => (typeof age?.value === "number" ? [year + age.value] : []));
  return years.length === 0 ? null : Math.max(...years);
}

function pageRows(page: PageAge, place: number, newest: number): Row[] {
  const { times, undated_cities: cities } = page;
  const common = { ...blank, place, page: page.publisher.text };
  const [oldest] = times;
  const last = times.at(-1);
  const spans = oldest === undefined ? [] : [{ ...common, kind: "span", from: oldest.year, to: newest }];
  const bands =
    cities?.earliest == null || cities.latest === null
      ? []
      : [
          {
            ...common,
            kind: "cities",
            from: cities.earliest - 0.5,
            to: cities.latest + 0.5,
            text: cities.years?.text ?? null,
            figure: cities.years?.id ?? null,
          },
        ];
  const dots = times.map((time) => ({ ...common, kind: "dot", ...dotOf(time) }));
  const labels = [
    ...(oldest === undefined ? [] : [{ ...common, kind: "before", ...dotOf(oldest) }]),
    ...(last === undefined || last === oldest || last.year === newest
      ? []
      : [{ ...common, kind: "after", ...dotOf(last) }]),
    ...(oldest === undefined && bands.length > 0 ? bands.map((band) => ({ ...band, kind: "before" })) : []),
    ...(oldest === undefined && bands.length === 0
      ? [{ ...common, kind: "before", from: newest, text: "undated" }]
      : []),
  ];
  return [...spans, ...bands, ...dots, ...labels];
}

const dotOf = ({ period, year, age }: PageTime) => ({
  from: year,
  text: period.period?.text ?? null,
  age: age?.text ?? null,
  figure: period.period?.id ?? null,
});

const nameOf = ({ publisher }: PageAge): string => chartLabel(publisher.text);

function figuresOf({ publisher, times, ages, undated_cities }: PageAge): readonly Figure[] {
  const own = [publisher, ages, undated_cities?.cities ?? null, undated_cities?.years ?? null];
  const ofTimes = times.flatMap(({ period, age }) => [period.period, age]);
  return [...own, ...ofTimes].filter((figure) => figure !== null);
}

function told({ publisher, times, has_undated, undated_cities: cities }: PageAge): string {
  const dated = times.map(({ period, age }) => {
    const behind = age === null ? "" : age.value === 0 ? ", the newest" : `, ${age.text} years before it`;
    return `${period.period?.text ?? ""}${period.is_inferred ? ", inferred" : ""}${behind}`;
  });
  const rest = [
    ...(has_undated ? ["some undated"] : []),
    ...(cities === null
      ? []
      : [
          `an undated table of ${cities.cities.text} cities${cities.years === null ? "" : `, possible years ${cities.years.text}`}`,
        ]),
  ];
  return `${publisher.text}: ${[...dated, ...rest].join(" and ")}`;
}
