import type { Dated, FactRow, FactTables, OccupationGroup } from "../../pipeline/contracts/rows.ts";
import { employment, type SampleFact, statedIn, undated, wage } from "./sample.ts";

/** Annual figures of an occupation in a release, by statistic, and its jobs. */
type Figures = Partial<Record<FactTables["wages"]["statistic"] | "jobs", number>>;

/** Titles of the codes of health information work, as releases have them. */
const TITLES: Readonly<Record<string, string>> = {
  "29-2070": "Medical Records and Health Information Technicians",
  "29-2071": "Medical Records and Health Information Technicians",
  "29-2098":
    "Medical Dosimetrists, Medical Records Specialists, and Health Technologists and Technicians, All Other",
  "29-2072": "Medical Records Specialists",
  "29-9021": "Health Information Technologists and Medical Registrars",
};

/** Title of a code, which is the code's own name where these tests know no other. */
export const titleOf = (code: string): string => TITLES[code] ?? `Title of ${code}`;

/** A line of a page or a row of a release that loaded with these rows. */
export function fact(raw_text: string, ...rows: readonly FactRow[]): SampleFact {
  return { kind: "fact", raw_text, outcome: { disposition: "loaded", rows } };
}

/** A row of a national release of the survey. */
export function oews(
  year: number,
  occupation_code: string,
  { jobs, ...wages }: Figures,
  columns: Partial<FactTables["wages"]> & { readonly occupation_group?: OccupationGroup } = {},
): SampleFact {
  const { statistic: _, annual_usd: __, hourly_usd: ___, ...place } = columns;
  const of = {
    ...statedIn(`${year}-05`),
    release: `OEWS May ${year}`,
    occupation_group: "detailed" as const,
    occupation_code,
    occupation_title: titleOf(occupation_code),
    ...place,
  };
  const rows = Object.entries(wages).map(([statistic, annual_usd]) =>
    wage({ ...of, statistic: statistic as keyof typeof wages, annual_usd }),
  );
  const headcount = jobs === undefined ? [] : [employment({ ...of, value: jobs })];
  return fact(
    `${year} ${occupation_code} ${of.occupation_group} ${of.industry ?? ""} ${of.area_code ?? ""}`,
    ...rows,
    ...headcount,
  );
}

type Projection = FactTables["projections"];

/** A projection of a page, or of a release of the Employment Projections where it names one. */
export function projection(window: string, columns: Partial<Projection>): FactRow {
  const [base = "", target = ""] = window.split("/");
  const row: Projection = {
    occupation_code: null,
    occupation_title: "not stated",
    release: null,
    occupation_group: null,
    base_year: Number(base),
    target_year: Number(target),
    base_jobs: null,
    target_jobs: null,
    change_jobs: null,
    change_pct: null,
    openings_per_year: null,
    openings_growth_per_year: null,
    openings_exits_per_year: null,
    openings_transfers_per_year: null,
    ...statedIn(window),
    ...columns,
  };
  return { table: "projections", row };
}

const CLASSIFICATIONS = [
  { until: 2018, classification: "SOC 2010" },
  { until: 2020, classification: "hybrid of the survey's own" },
  { until: Infinity, classification: "SOC 2018" },
] as const;

/** What the table of releases says of a year: its classification, and areas of 2013 until 2023. */
export function releaseLine(year: number): SampleFact {
  const row: FactTables["releases"] = {
    ...statedIn(`${year}-05`),
    release: `OEWS May ${year}`,
    survey: "OEWS",
    classification: CLASSIFICATIONS.find(({ until }) => year <= until)?.classification ?? "",
    area_delineation: year <= 2023 ? "OMB 2013" : "OMB 2023",
    top_annual_usd: null,
    top_hourly_usd: null,
  };
  return fact(`release ${year}`, { table: "releases", row });
}

const UNDATED: Dated = undated;

/** Which code stood for health information work when. */
export const vintages: readonly SampleFact[] = (
  [
    ["29-2071", "SOC 2010", 2000, 2018, null],
    ["29-2098", "hybrid of the survey's own", 2019, 2020, "29-2071"],
    ["29-2072", "SOC 2018", 2021, null, "29-2098"],
    ["29-9021", "SOC 2018", 2021, null, "29-2098"],
  ] as const
).map(([occupation_code, classification, first_year, last_year, follows_code]) =>
  fact(`vintage ${occupation_code}`, {
    table: "occupation_vintages",
    row: {
      ...UNDATED,
      occupation_code,
      occupation_title: titleOf(occupation_code),
      classification,
      first_year,
      last_year,
      follows_code,
      note: null,
    },
  }),
);
