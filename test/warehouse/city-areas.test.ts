import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HEALTH_INFORMATION } from "../../pipeline/contracts/occupation.ts";
import { snapshotMetaSchema } from "../../pipeline/contracts/snapshot.ts";
import type { Source } from "../../pipeline/contracts/source.ts";
import { sha256 } from "../../pipeline/lib/digest.ts";
import type { Database } from "../../pipeline/lib/duckdb.ts";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";
import { loadReference, readReferenceTables } from "../../pipeline/read-source.ts";
import { blsOewsMetro } from "../../pipeline/sources/bls-oews-metro/source.ts";
import { myperfectresume } from "../../pipeline/sources/myperfectresume/source.ts";
import { nyOews } from "../../pipeline/sources/ny-oews/source.ts";
import { readingOf } from "../support/reading.ts";
import { builtWarehouse } from "./built.ts";

/** Four areas of the release of May 2015, as it prints them. */
const MAY_2015 = `PRIM_STATE,AREA,AREA_NAME,OCC_CODE,OCC_TITLE,OCC_GROUP,TOT_EMP,EMP_PRSE,JOBS_1000,LOC QUOTIENT,H_MEAN,A_MEAN,MEAN_PRSE,H_PCT10,H_PCT25,H_MEDIAN,H_PCT75,H_PCT90,A_PCT10,A_PCT25,A_MEDIAN,A_PCT75,A_PCT90,ANNUAL,HOURLY
CA,31080,"Los Angeles-Long Beach-Anaheim, CA",29-2071,Medical Records and Health Information Technicians,detailed,"6,800",6.6,1.208,0.88,22.94,"47,720",1.6,12.93,15.82,20.70,28.56,36.58,"26,890","32,910","43,050","59,410","76,080",,
CA,41860,"San Francisco-Oakland-Hayward, CA",29-2071,Medical Records and Health Information Technicians,detailed,"2,410",11.9,1.104,0.80,27.48,"57,160",3.2,16.25,19.96,25.88,31.56,43.59,"33,800","41,520","53,820","65,640","90,660",,
DC,47900,"Washington-Arlington-Alexandria, DC-VA-MD-WV",29-2071,Medical Records and Health Information Technicians,detailed,"2,640",9.8,0.883,0.64,25.70,"53,470",6.1,14.29,17.54,22.29,29.34,36.89,"29,720","36,470","46,370","61,030","76,730",,
FL,33100,"Miami-Fort Lauderdale-West Palm Beach, FL",29-2071,Medical Records and Health Information Technicians,detailed,"3,280",8.8,1.348,0.98,20.00,"41,600",2.6,11.71,14.37,18.00,24.53,32.08,"24,370","29,890","37,450","51,020","66,720",,
`;

let folder = "";
let db: Database;

async function reading(source: Source, file: string, bytes: Uint8Array) {
  const meta = snapshotMetaSchema.parse({});
  const snapshot = {
    snapshot_id: sha256(bytes),
    source_id: source.id,
    path: `${source.id}/${file}`,
    bytes,
    meta,
  };
  return readingOf(source, snapshot, { reference: await loadReference(), occupation: HEALTH_INFORMATION });
}

const kept = (...parts: string[]): Uint8Array => readFileSync(path.join(PROJECT_DIR, "raw", ...parts));

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "almanac-test-"));
  const readings = [
    await reading(myperfectresume, "page.txt", kept("myperfectresume", "health-information-technicians.txt")),
    await reading(nyOews, "oews-newyork.csv", kept("ny-oews", "oews-newyork.csv")),
    await reading(blsOewsMetro, "aMSA_M2015_dl.csv", Buffer.from(MAY_2015)),
    ...(await readReferenceTables()),
  ];
  db = await builtWarehouse(path.join(folder, "build.duckdb"), { readings });
}, 60_000);

afterAll(async () => {
  db.close();
  await rm(folder, { recursive: true, force: true });
});

/** Works on rows changed by SQL, and undoes whatever was done. */
async function changed(sql: string, work: () => Promise<void>): Promise<void> {
  await db.run("begin transaction");
  try {
    await db.run(sql);
    await work();
  } finally {
    await db.run("rollback");
  }
}

const area = async (state: string, city: string) =>
  (
    await db.query(
      `select resolution, area_code, area_kind, array_to_string(delineations, ' ') as delineations,
         earliest_release_year as earliest, latest_release_year as latest
       from city_areas where state = $1 and city = $2`,
      [state, city],
    )
  )[0];

const evidence = (city: string) =>
  db.query<{ evidence: string }>("select evidence from city_areas where city = $1", [city]);

const possibleYears = async (): Promise<readonly number[]> => {
  const years = await db.query<{ release_year: number }>(
    "select release_year from city_table_years where is_possible",
  );
  return years.map(({ release_year }) => release_year);
};

const year = async (release_year: number) =>
  (
    await db.query(
      `select names, names_in_use, names_verdict, areas_agreeing, areas_differing, figures_verdict
       from city_table_years where release_year = $1`,
      [release_year],
    )
  )[0];

/** Renames a city row wherever it stands. */
const renamed = (state: string, from: string, to: string): string =>
  ["wages", "employment"]
    .map(
      (table) => `update ${table} set area_name = '${to}' where area_name = '${from}' and state = '${state}'`,
    )
    .join(";");

/** An official row of the release of May 2013 for Napa, whose city row has 140 jobs and a typical 43,280. */
const napa = (median: number, jobs: number): string => `
  insert into wages by name
  select * replace ((select min(record_id) from records where kind = 'price_year') as record_id,
    '2013-05' as reference_period, 'OEWS May 2013' as release, '34900' as area_code,
    'Napa, CA' as area_name, 'CA' as state, ${median} as annual_usd)
  from wages where release = 'OEWS May 2015' and area_code = '41860' and statistic = 'median';
  insert into employment by name
  select * replace ((select min(record_id) from records where kind = 'price_year') as record_id,
    '2013-05' as reference_period, 'OEWS May 2013' as release, '34900' as area_code,
    'Napa, CA' as area_name, 'CA' as state, ${jobs} as value)
  from employment where release = 'OEWS May 2015' and area_code = '41860' and measure = 'jobs'`;

describe("names of the city table", () => {
  it("are all names of December 2009", async () => {
    expect(
      await db.query(
        `select source_id, cities::integer as cities, exact_names::integer as exact, delineation,
           earliest_possible_year as earliest, latest_possible_year as latest, possible_years::integer as years
         from city_tables`,
      ),
    ).toEqual([
      {
        source_id: "myperfectresume",
        cities: 115,
        exact: 115,
        delineation: "OMB 2009",
        earliest: 2009,
        latest: 2014,
        years: 6,
      },
    ]);
  });

  it.each([
    ["AL", "Decatur", "19460", "metro", "OMB 2003 OMB 2009 OMB 2013 OMB 2023", 2004, null],
    ["IL", "Decatur", "19500", "metro", "OMB 2003 OMB 2009 OMB 2013 OMB 2023", 2004, null],
    ["CA", "Madera – Chowchilla", "31460", "metro", "OMB 2009", 2009, 2014],
    ["CA", "Santa Ana – Anaheim – Irvine (Metro Area)", "42044", "division", "OMB 2003 OMB 2009", 2004, 2014],
    ["CA", "Sacramento – Arden – Arcade – Roseville", "40900", "metro", "OMB 2003 OMB 2009", 2004, 2014],
    ["AZ", "Lake Havasu City – Kingman", "29420", "metro", "OMB 2003 OMB 2009 OMB 2013 OMB 2023", 2004, null],
    ["ID", "Coeur d''Alene", "17660", "metro", "OMB 2003 OMB 2009 OMB 2013 OMB 2023", 2004, null],
    ["CT", "Danbury", "72850", "necta", "OMB 2003 OMB 2009 OMB 2013", 2004, 2023],
    ["FL", "North Port – Bradenton – Sarasota", "35840", "metro", "OMB 2009 OMB 2023", 2009, null],
    // The metropolitan area of the same name is 47900; the page marks the row as a division.
    [
      "DC",
      "Washington – Arlington – Alexandria (Metro Area)",
      "47894",
      "division",
      "OMB 2003 OMB 2009 OMB 2013",
      2004,
      2017,
    ],
  ])("%s %s is %s", async (state, city, area_code, area_kind, delineations, earliest, latest) => {
    expect(await area(state, city.replace("''", "'"))).toEqual({
      resolution: "exact name",
      area_code,
      area_kind,
      delineations,
      earliest,
      latest,
    });
  });

  it("that only another delineation has, of which only the first city is known, and that lead nowhere, are told apart", async () => {
    const sql = [
      renamed("IL", "Bloomington – Normal", "Bloomington"),
      renamed("AZ", "Phoenix – Mesa – Glendale", "Phoenix – Tempe"),
      renamed("CA", "Napa", "Nappa"),
      renamed("CA", "Merced", "San"),
    ].join(";");
    await changed(sql, async () => {
      expect(await area("IL", "Bloomington")).toMatchObject({
        resolution: "name of another delineation",
        area_code: "14010",
        delineations: "OMB 2013 OMB 2023",
      });
      expect(await area("AZ", "Phoenix – Tempe")).toMatchObject({
        resolution: "principal city only",
        area_code: "38060",
        delineations: "",
        earliest: null,
      });
      expect(await area("CA", "Nappa")).toMatchObject({ resolution: "unresolved", area_code: null });
      const [unresolved] = await evidence("Nappa");
      expect(unresolved?.evidence).toMatch(/no area of OMB 2009 in the state begins/u);
      const [several] = await evidence("San");
      expect(several?.evidence).toMatch(/several areas of OMB 2009 begin/u);
    });
  });
});

describe("years of the city table", () => {
  it("are those from the announcement of its names to the last release that has them", async () => {
    expect(await possibleYears()).toEqual([2009, 2010, 2011, 2012, 2013, 2014]);
    expect(await year(2008)).toMatchObject({ names: 115, names_in_use: 106, names_verdict: "exclude" });
    expect(await year(2014)).toMatchObject({ names_in_use: 115, figures_verdict: "not compared" });
    expect(await year(2016)).toMatchObject({ names_in_use: 91, names_verdict: "exclude" });
  });

  it("are bounded by figures too: of May 2015 no area agrees", async () => {
    expect(await year(2015)).toMatchObject({
      areas_agreeing: 0,
      areas_differing: 3,
      figures_verdict: "exclude",
    });
    expect(
      await db.query(
        `select area_code, comparison, measure, least, most, official_value, agrees from city_figures
         where measure in ('jobs', 'median') order by area_code, measure`,
      ),
    ).toEqual(
      (
        [
          ["31080", "jobs", 6765, 6795, 6800, false],
          ["31080", "median", 36080, 40680, 43050, false],
          ["33100", "jobs", 3360, 3400, 3280, false],
          ["33100", "median", 27270, 40140, 37450, true],
          ["41860", "jobs", 1985, 2015, 2410, false],
          ["41860", "median", 47350, 47790, 53820, false],
        ] as const
      ).map(([area_code, measure, least, most, official_value, agrees]) => ({
        area_code,
        comparison: "its parts",
        measure,
        least,
        most,
        official_value,
        agrees,
      })),
    );
  });

  it("stay where a release agrees, and go where it differs", async () => {
    await changed(napa(43_280, 140), async () => {
      expect(await year(2013)).toMatchObject({ areas_agreeing: 1, figures_verdict: "allow" });
      expect(await possibleYears()).toContain(2013);
    });
    await changed(napa(43_290, 140), async () => {
      expect(await year(2013)).toMatchObject({ areas_differing: 1, figures_verdict: "exclude" });
      expect(await possibleYears()).toEqual([2009, 2010, 2011, 2012, 2014]);
    });
    await changed(napa(43_280, 150), async () => {
      expect(await year(2013)).toMatchObject({ figures_verdict: "exclude" });
    });
  });

  it("are not bounded by figures of another occupation, nor by a whole of which a part is missing", async () => {
    await changed("update wages set occupation_code = '29-2052' where release is not null", async () => {
      expect(
        await db.query("select count(*)::integer as n from city_figures where measure = 'median'"),
      ).toEqual([{ n: 0 }]);
    });
    const oakland = "delete from wages where area_name like 'Oakland%'";
    await changed(oakland, async () => {
      expect(await db.query("select distinct area_code from city_figures order by all")).toEqual([
        { area_code: "31080" },
        { area_code: "33100" },
      ]);
    });
  });

  it("are none where the names are of two delineations", async () => {
    await changed(renamed("IL", "Bloomington – Normal", "Bloomington"), async () => {
      expect(await possibleYears()).toEqual([]);
      expect(await year(2013)).toMatchObject({ names_in_use: 114, names_verdict: "exclude" });
    });
  });
});

describe("releases without a year", () => {
  it("are bounded by their occupation codes: New York's has codes that the survey uses since 2021", async () => {
    expect(
      await db.query(
        `select source_id, earliest_possible_year as earliest, latest_possible_year as latest, evidence
         from undated_releases`,
      ),
    ).toEqual([
      {
        source_id: "ny-oews",
        earliest: 2021,
        latest: null,
        evidence: "it has 29-2072 and 29-9021, which the survey uses since 2021",
      },
    ]);
  });
});
