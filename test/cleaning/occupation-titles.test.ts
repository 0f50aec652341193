import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NO_TITLE, withOwnTitles } from "../../pipeline/cleaning/occupation-titles.ts";
import { HEALTH_INFORMATION } from "../../pipeline/contracts/occupation.ts";
import type { CleanedRecord } from "../../pipeline/contracts/record.ts";
import { readTableFile } from "../../pipeline/documents/tables/read.ts";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";
import { onet } from "../../pipeline/sources/onet/source.ts";
import { cleanTables } from "../../pipeline/stages/clean.ts";
import { extractTables } from "../../pipeline/stages/extract-tables.ts";
import { tableSnapshot } from "../support/tables.ts";

const ZONES = "O*NET-SOC Code\tJob Zone\tDate\tDomain Source\n";
const TITLES = "O*NET-SOC Code\tTitle\tDescription\n";
const RECORDS = "29-2072.00\tMedical Records Specialists\tx\n";

/** Cleaned records of a table of the database. */
function cleaned(table: string, bytes: string | Uint8Array): readonly CleanedRecord[] {
  const snapshot = tableSnapshot(`onet/${table}.txt`, bytes);
  const { records, faults } = extractTables(onet, snapshot, readTableFile(snapshot), HEALTH_INFORMATION);
  return cleanTables(onet, records, faults);
}

/** Occupations of the rows of a table, as code and title. */
const occupationsIn = (records: readonly CleanedRecord[], table: string): string[] =>
  records.flatMap(({ outcome }) =>
    "rows" in outcome
      ? outcome.rows.flatMap((fact) =>
          fact.table === table && "occupation_title" in fact.row
            ? [`${fact.row.occupation_code ?? ""} ${fact.row.occupation_title}`]
            : [],
        )
      : [],
  );

const zones = (titles: string, rows: string): string[] =>
  occupationsIn(
    withOwnTitles([...cleaned("Job Zones", ZONES + rows), ...cleaned("Occupation Data", TITLES + titles)]),
    "job_zones",
  );

describe("rows that name their occupation by code alone", () => {
  it("get the title that the source's own table has for the code", () => {
    expect(zones(RECORDS, "29-2072.00\t3\t11/2021\tAnalyst\n")).toEqual([
      "29-2072 Medical Records Specialists",
    ]);
  });

  it("keep an occupation within the occupation apart", () => {
    const within = "29-2072.01\tCoding Analysts\tx\n";
    expect(zones(RECORDS + within, "29-2072.01\t3\t11/2021\tAnalyst\n")).toEqual([
      "29-2072.01 Coding Analysts",
    ]);
    expect(zones(RECORDS, "29-2072.01\t3\t11/2021\tAnalyst\n")).toEqual([`29-2072.01 ${NO_TITLE}`]);
  });

  it("stay without a title where the table does not have the code, or has it with two titles", () => {
    const zone = "29-2072.00\t3\t11/2021\tAnalyst\n";
    expect(zones("29-2099.00\tTechnicians, All Other\tx\n", zone)).toEqual([`29-2072 ${NO_TITLE}`]);
    const other = RECORDS.replace("Specialists", "Technicians");
    const both = [
      ...cleaned("Job Zones", ZONES + zone),
      ...[RECORDS, other, RECORDS].flatMap((titles) => cleaned("Occupation Data", TITLES + titles)),
    ];
    expect(occupationsIn(withOwnTitles(both), "job_zones")).toEqual([`29-2072 ${NO_TITLE}`]);
  });

  it("are the same rows where the source has no such table", () => {
    const records = cleaned("Job Zones", `${ZONES}29-2072.00\t3\t11/2021\tAnalyst\n`);
    expect(withOwnTitles(records)).toBe(records);
  });

  it("all have one in raw/, and nothing else of them changes", () => {
    const folder = join(PROJECT_DIR, "raw", "onet", "27.0");
    const tables = readdirSync(folder).filter((name) => name.endsWith(".txt"));
    const all = tables.flatMap((name) =>
      cleaned(name.replace(/\.txt$/u, ""), readFileSync(join(folder, name))),
    );
    const titled = withOwnTitles(all);
    for (const table of ["duties", "technologies", "job_zones", "related_occupations", "job_titles"]) {
      const occupations = occupationsIn(titled, table);
      expect(occupations.length).toBeGreaterThan(0);
      expect(occupations.filter((one) => one.endsWith(NO_TITLE))).toEqual([]);
    }
    const without = (records: readonly CleanedRecord[]): string =>
      JSON.stringify(records, (key, value: unknown) => (key === "occupation_title" ? null : value));
    expect(without(titled)).toBe(without(all));
  });
});
