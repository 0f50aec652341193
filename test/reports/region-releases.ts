import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SourceReading } from "../../pipeline/contracts/reading.ts";
import { snapshotMetaSchema } from "../../pipeline/contracts/snapshot.ts";
import { sha256 } from "../../pipeline/lib/digest.ts";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";
import { nyOews } from "../../pipeline/sources/ny-oews/source.ts";
import { context } from "../sources/page-facts.ts";
import { readingOf } from "../support/reading.ts";
import { sampleReading, wage, employment, undated } from "../warehouse/sample.ts";

const PATH = "ny-oews/oews-newyork.csv";

/** The state's release as the project comes with it. */
export const newYork = (): SourceReading => releaseOf(readFileSync(join(PROJECT_DIR, "raw", PATH)));

/** A region as a line of the state's table: jobs and wages, null where the cell is blank. */
export interface MadeRegion {
  readonly name: string;
  readonly jobs: number | null;
  /** Mean, median, entry and experienced wage. */
  readonly wages: readonly (number | null)[];
}

const HEADER =
  "Area Type, Area, Area Name, Standard Occupational Code, Occupational Title, Employment,Mean Wage, Median Wage, Entry Wage, Experienced Wage";

/** The state's release with these regions under each code, and a line of the whole state. */
export function releaseWith(
  regions: readonly MadeRegion[],
  codes: readonly string[] = ["29-2072"],
): SourceReading {
  const lines = codes.flatMap((code) => [
    `1,36,New York State,${code},Medical Records Specialists,9130,57529,51289,39360,66614`,
    ...regions.map(({ name, jobs, wages }, at) =>
      [
        10,
        at + 1,
        quoted(name),
        code,
        "Medical Records Specialists",
        jobs ?? "",
        ...wages.map((one) => one ?? ""),
      ].join(","),
    ),
  ]);
  return releaseOf(Buffer.from(`${[HEADER, ...lines].join("\n")}\n`));
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

function releaseOf(bytes: Uint8Array): SourceReading {
  const meta = snapshotMetaSchema.parse({});
  return readingOf(
    nyOews,
    { snapshot_id: sha256(bytes), source_id: nyOews.id, path: PATH, bytes, meta },
    context,
  );
}

/** So many regions whose names, wages and jobs all differ. */
export function manyRegions(count: number): MadeRegion[] {
  return Array.from({ length: count }, (_, i) => ({
    name: `${"Abcdefghijklmnopqrstuvwxyz"[i % 26] ?? ""}land ${["North", "South", "East", "West"][i % 4] ?? ""} ${"bcdfghjk"[Math.floor(i / 26)] ?? ""}`,
    jobs: 10 * (count - i + 3),
    wages: [57_000 + 130 * i, 51_000 + 100 * i, 39_000 + 70 * i, 66_000 + 170 * i],
  }));
}

/** A release of the national survey with some metropolitan areas of a state, whose jobs are withheld. */
export function metroRelease(state: string, ...areas: readonly string[]): SourceReading {
  const wages = { mean: 52_000, p10: 36_000, median: 49_500, p90: 78_000 } as const;
  const facts = areas.map((area_name, at) => {
    const of = {
      reference_period: "2024-05",
      reference_period_basis: "stated" as const,
      reference_period_evidence: "the file's name",
      release: "OEWS May 2024",
      occupation_group: "detailed" as const,
      occupation_code: "29-2072",
      occupation_title: "Medical Records Specialists",
      area_type: "metro" as const,
      area_code: String(30_000 + at),
      area_name,
      state,
    };
    const rows = [
      ...Object.entries(wages).map(([statistic, annual_usd]) =>
        wage({ ...of, statistic: statistic as keyof typeof wages, annual_usd }),
      ),
      employment({ ...of, measure: "jobs", value: null, mark: "**" }),
    ];
    return {
      kind: "area_occupation",
      raw_text: `${area_name} 29-2072`,
      outcome: { disposition: "loaded" as const, rows },
    };
  });
  return sampleReading("metros", facts);
}

/** A page's row of a city of a state, which keeps the handout by city. */
export const cityIn = (state: string): SourceReading =>
  sampleReading("cities", [
    {
      kind: "city_row",
      raw_text: `${state} one city`,
      outcome: {
        disposition: "loaded",
        rows: [
          wage({
            ...undated,
            area_type: "metro",
            area_name: "Albany",
            state,
            statistic: "typical",
            annual_usd: 40_000,
          }),
          employment({ ...undated, area_type: "metro", area_name: "Albany", state, value: 500 }),
        ],
      },
    },
  ]);
