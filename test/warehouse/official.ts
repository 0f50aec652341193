import type { FactRow, FactTables } from "../../pipeline/contracts/rows.ts";
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
  columns: Omit<Partial<FactTables["wages"]>, "statistic" | "annual_usd" | "hourly_usd"> = {},
): SampleFact {
  const of = {
    ...statedIn(`${year}-05`),
    release: `OEWS May ${year}`,
    occupation_group: "detailed" as const,
    occupation_code,
    occupation_title: titleOf(occupation_code),
    ...columns,
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
      ...undated,
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

/** Figures as published, so that the traps are the real ones. */
export const RELEASES: readonly SampleFact[] = [
  ...[2012, 2016, 2017, 2018, 2019, 2020, 2023, 2024].map(releaseLine),
  oews(
    2012,
    "29-2070",
    { jobs: 182_370, p10: 22_250, median: 34_160, p90: 56_200 },
    { occupation_group: "broad" },
  ),
  oews(2012, "29-2071", { jobs: 182_370, p10: 22_250, median: 34_160, p90: 56_200 }),
  oews(2016, "29-2071", { jobs: 200_140, p10: 25_070, median: 38_040, p90: 62_840 }),
  oews(2017, "29-2071", { jobs: 204_220, p10: 25_810, median: 39_180, p90: 64_610 }),
  oews(2018, "29-2071", { jobs: 208_650, p10: 26_550, median: 40_350, p90: 66_260 }),
  oews(2019, "29-2098", { jobs: 331_790, p10: 27_820, median: 42_630, p90: 71_150 }),
  oews(2020, "29-2098", { jobs: 318_010, p10: 28_800, median: 44_090, p90: 73_370 }),
  oews(2023, "29-2072", { jobs: 185_690, p10: 35_080, median: 48_780, p90: 77_810 }),
  oews(2024, "29-2072", { jobs: 187_910, p10: 35_780, median: 50_250, p90: 80_950 }),
  oews(2023, "29-9021", { jobs: 34_430, p10: 38_310, median: 62_990, p90: 107_650 }),
  oews(2024, "29-9021", { jobs: 37_620, p10: 39_120, median: 67_310, p90: 112_130 }),
  oews(
    2024,
    "29-2072",
    { median: 49_970 },
    { industry: "Professional, Scientific, and Technical Services", industry_code: "54" },
  ),
  oews(2024, "13-1020", { median: 75_650 }, { occupation_group: "broad" }),
  oews(2024, "13-1020", { median: 75_650 }),
];

/** Projections of which that of 2016 sets a wage of 2017 beside jobs of 2016. */
export const PROJECTIONS: readonly SampleFact[] = [
  fact(
    "2016–26",
    projection("2016/2026", {
      occupation_code: "29-2071",
      occupation_title: titleOf("29-2071"),
      release: "Employment Projections 2016–26",
      occupation_group: "detailed",
      base_jobs: 206_300,
      target_jobs: 234_100,
      change_jobs: 27_900,
      change_pct: 13.5,
    }),
    wage({ ...statedIn("2017"), release: "Employment Projections 2016–26", annual_usd: 39_180 }),
  ),
  fact(
    "2024–34",
    projection("2024/2034", {
      occupation_code: "29-2072",
      occupation_title: titleOf("29-2072"),
      release: "Employment Projections 2024–34",
      occupation_group: "detailed",
      base_jobs: 194_800,
      target_jobs: 208_600,
      change_jobs: 13_800,
      change_pct: 7.1,
      openings_per_year: 14_200,
    }),
  ),
];
