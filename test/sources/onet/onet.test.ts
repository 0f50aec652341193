import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { AlmanacError } from "../../../pipeline/contracts/errors.ts";
import { HEALTH_INFORMATION, type OccupationProfile } from "../../../pipeline/contracts/occupation.ts";
import type { CleanedRecord } from "../../../pipeline/contracts/record.ts";
import type { FactTables, TableName } from "../../../pipeline/contracts/rows.ts";
import { readTableFile } from "../../../pipeline/documents/tables/read.ts";
import { PROJECT_DIR } from "../../../pipeline/lib/paths.ts";
import { onet } from "../../../pipeline/sources/onet/source.ts";
import { cleanTables } from "../../../pipeline/stages/clean.ts";
import { extractTables } from "../../../pipeline/stages/extract-tables.ts";
import { RELEASES } from "../../reference/official-projections.ts";
import { tableSnapshot, zipOf } from "../../support/tables.ts";

const OWN = join(PROJECT_DIR, "raw", "onet", "27.0");
const RELEASE = join(RELEASES, "onet", "27.0");

interface Read {
  readonly part: string;
  readonly cleaned: readonly CleanedRecord[];
  readonly ignored: readonly string[];
}

const PHARMACY: OccupationProfile = { name: null, codes: ["29-2052"], search_words: [] };

function read(file: string, bytes: Uint8Array | string, occupation = HEALTH_INFORMATION): Read {
  const snapshot = tableSnapshot(`onet/27.0/${file}`, bytes);
  const { records, faults, blocks, part } = extractTables(
    onet,
    snapshot,
    readTableFile(snapshot),
    occupation,
  );
  const ignored = blocks.map(({ locator, rule }) => `${locator} ${rule ?? ""}`);
  return { part, cleaned: cleanTables(onet, records, faults), ignored };
}

const ofFolder = (folder: string, table: string, occupation?: OccupationProfile): Read =>
  read(`${table}.txt`, readFileSync(join(folder, `${table}.txt`)), occupation);

function rowsOf<T extends TableName>({ cleaned }: Read, table: T): FactTables[T][] {
  return cleaned.flatMap(({ outcome }) =>
    "rows" in outcome
      ? outcome.rows.filter((row) => row.table === table).map(({ row }) => row as FactTables[T])
      : [],
  );
}

const quarantineOf = ({ cleaned }: Read): string[] =>
  cleaned.flatMap(({ record, outcome }) =>
    outcome.disposition === "quarantined" ? [`${record.locator} ${outcome.reason}`] : [],
  );

/** How many rows of each table are of 29-2072, 29-9021 and 29-2052: counted with grep. */
const COUNTS = [
  ["Alternate Titles", 44, 19, 11],
  ["Sample of Reported Titles", 8, 2, 6],
  ["Technology Skills", 110, 110, 19],
  ["Job Zones", 1, 1, 1],
  ["Related Occupations", 20, 20, 20],
  ["Task Statements", 17, 16, 21],
] as const;

const WITHOUT_RELEASE = !existsSync(RELEASE);

describe.each([
  ["raw/", OWN, false],
  ["the release (skipped where ../shared is absent)", RELEASE, WITHOUT_RELEASE],
] as const)("%s", (_name, folder, isSkipped) => {
  it.skipIf(isSkipped).each(COUNTS)(
    "%s: every row of the occupation loads",
    (table, records, registrars, pharmacy) => {
      const ours = ofFolder(folder, table);
      expect(ours.part).toBe(table);
      expect(quarantineOf(ours)).toEqual([]);
      const codes = ours.cleaned.map(({ record }) => record.raw_text.slice(0, 10));
      expect(codes.filter((code) => code === "29-2072.00")).toHaveLength(records);
      expect(codes.filter((code) => code === "29-9021.00")).toHaveLength(registrars);
      expect(codes).toHaveLength(records + registrars);
      expect(ours.cleaned.every(({ outcome }) => outcome.disposition === "loaded")).toBe(true);
      expect(ofFolder(folder, table, PHARMACY).cleaned).toHaveLength(pharmacy);
    },
  );

  it.skipIf(isSkipped)("a table without a row of the occupation says so", () => {
    const table = "Education, Training, and Experience";
    const lines = readFileSync(join(folder, `${table}.txt`), "utf8")
      .trimEnd()
      .split("\n").length;
    expect(ofFolder(folder, table).ignored).toEqual([`line:1:${lines} no_row_of_occupation`]);
    expect(ofFolder(folder, table, PHARMACY).ignored).toEqual([`line:1:${lines} table_not_loaded`]);
    const zones = ofFolder(folder, "Job Zones", { name: null, codes: ["29-2071"], search_words: [] });
    expect(zones.cleaned).toEqual([]);
    expect(zones.ignored.join()).toMatch(/^line:1:1 heading,line:2:\d+ no_row_of_occupation$/u);
  });

  it.skipIf(isSkipped)("titles of related occupations are found by their codes", () => {
    const titles = new Map(
      rowsOf(ofFolder(folder, "Occupation Data"), "job_titles").map(({ occupation_code, title }) => [
        occupation_code,
        title,
      ]),
    );
    const related = rowsOf(ofFolder(folder, "Related Occupations"), "related_occupations");
    expect(related.every(({ related_title }) => related_title === null)).toBe(true);
    expect(related.map(({ related_code }) => related_code).filter((code) => !titles.has(code))).toEqual([]);
    expect(titles.get("29-2072")).toBe("Medical Records Specialists");
    expect(titles.get("15-1211.01")).toBe("Health Informatics Specialists");
    expect(
      related.slice(0, 2).map(({ occupation_code, related_code }) => [occupation_code, related_code]),
    ).toEqual([
      ["29-2072", "31-9094"],
      ["29-2072", "29-9021"],
    ]);
  });
});

it.skipIf(WITHOUT_RELEASE)(
  "tasks in raw/ are those of the release, in other words (skipped where ../shared is absent)",
  () => {
    const linesOf = (folder: string): string[][] =>
      readFileSync(join(folder, "Task Statements.txt"), "utf8")
        .trimEnd()
        .split("\n")
        .filter((line) => /^(?:O\*NET|29-(?:2072|9021|2052)\.)/u.test(line))
        .map((line) => line.split("\t"));
    const [own, published] = [linesOf(OWN), linesOf(RELEASE)];
    const withoutTask = (cells: string[]): string[] => cells.toSpliced(2, 1);
    expect(own.map(withoutTask)).toEqual(published.map(withoutTask));
    const sentences = new Set(published.slice(1).map((cells) => cells[2]));
    expect(own.filter((cells) => sentences.has(cells[2]))).toEqual([]);
  },
);

it.skipIf(WITHOUT_RELEASE)(
  "the published archive gives what its tables give (skipped where ../shared is absent)",
  () => {
    const files = readdirSync(RELEASE).map(
      (file) => [`db_27_0_text/${file}`, readFileSync(join(RELEASE, file))] as const,
    );
    const archive = read("db_27_0_text.zip", zipOf(Object.fromEntries(files)));
    expect(archive.part).toBe("whole database");
    expect(quarantineOf(archive)).toEqual([]);
    const tables = [...COUNTS.map(([table]) => table), "Occupation Data"];
    const apart = tables.flatMap((table) => ofFolder(RELEASE, table).cleaned);
    expect(archive.cleaned.map(({ record }) => record.raw_text).sort()).toEqual(
      apart.map(({ record }) => record.raw_text).sort(),
    );
    expect(
      rowsOf(archive, "job_titles").filter(({ relation }) => relation === "occupation_title"),
    ).toHaveLength(1016);
  },
);

describe("rows", () => {
  const SKILLS = "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\n";
  const TASKS = "O*NET-SOC Code\tTask ID\tTask\tTask Type\tIncumbents Responding\tDate\tDomain Source\n";
  const ZONES = "O*NET-SOC Code\tJob Zone\tDate\tDomain Source\n";

  it("of technologies have their class, its code, and whether they are hot", () => {
    expect(rowsOf(ofFolder(OWN, "Technology Skills"), "technologies")[0]).toEqual({
      occupation_code: "29-2072",
      occupation_title: "not stated",
      technology: "3M Encoder",
      category: "Categorization or classification software",
      category_code: "43232301",
      is_hot: false,
      reference_period: null,
      reference_period_basis: "unknown",
      reference_period_evidence: null,
    });
  });

  it("of titles have their short form, unless there is none", () => {
    const titles = rowsOf(ofFolder(OWN, "Alternate Titles"), "job_titles");
    expect(
      titles.slice(0, 3).map(({ title, abbreviation, relation }) => [title, abbreviation, relation]),
    ).toEqual([
      ["Certified Coding Specialist", null, "alternate_title"],
      ["Certified Medical Coder", null, "alternate_title"],
      ["Certified Professional Coder (CPC)", "CPC", "alternate_title"],
    ]);
    expect(rowsOf(ofFolder(OWN, "Sample of Reported Titles"), "job_titles")[0]).toMatchObject({
      title: "Coder",
      relation: "reported_title",
    });
  });

  it("of job zones are dated by the month in the table", () => {
    expect(rowsOf(ofFolder(OWN, "Job Zones"), "job_zones")).toMatchObject([
      {
        occupation_code: "29-2072",
        job_zone: 3,
        reference_period: "2021-11",
        reference_period_basis: "stated",
        reference_period_evidence: "the row's column Date says 11/2021",
      },
      { occupation_code: "29-9021", job_zone: 3 },
    ]);
  });

  it("of tasks stand in the order of their numbers, core before supplemental", () => {
    const tasks = rowsOf(ofFolder(OWN, "Task Statements", PHARMACY), "duties");
    const ordered = [...tasks].sort((a, b) => a.position - b.position).map(({ duty }) => duty);
    expect(tasks.map(({ position }) => position).sort((a, b) => a - b)).toEqual(
      tasks.map((_task, at) => at + 1),
    );
    expect(ordered[0]).toMatch(/^Take in written prescriptions/u);
    expect(ordered[12]).toMatch(/^Key prescriptions into the computer/u);
    expect(ordered[13]).toMatch(/^Draw medicine from vials/u);
    expect(ordered[20]).toMatch(/^Refill intravenous/u);
    expect(tasks[0]).toMatchObject({
      occupation_code: "29-2052",
      role: "general",
      reference_period: "2021-08",
    });
  });

  it("of an occupation within the occupation keep its own code", () => {
    const rows = `${ZONES}29-2072.00\t3\t11/2021\tAnalyst\n29-2072.01\t4\t11/2021\tAnalyst\n29-20721.00\t5\t11/2021\tAnalyst\n`;
    const zones = read("Job Zones.txt", rows);
    expect(rowsOf(zones, "job_zones").map(({ occupation_code }) => occupation_code)).toEqual([
      "29-2072",
      "29-2072.01",
    ]);
    expect(quarantineOf(zones)).toEqual([expect.stringMatching(/^line:4 “29-20721\.00” is not a code/u)]);
  });

  it("take quotes and columns that nobody asked for as they are", () => {
    const extra = Array.from({ length: 300 }, (_column, at) => `Extra ${at}`).join("\t");
    const header = `__proto__\tconstructor\t${SKILLS.trimEnd()}\t${extra}\n`;
    const row = `x\ty\t29-2072.00\tThe "Coder\t43232301\tSoft"ware\tY${"\t0".repeat(300)}\n`;
    const skills = read("Technology_Skills.txt", header + row);
    expect(skills.part).toBe("Technology Skills");
    expect(rowsOf(skills, "technologies")).toMatchObject([
      { technology: 'The "Coder', category: 'Soft"ware', is_hot: true },
    ]);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  it.each([
    [
      "Technology Skills",
      `${SKILLS}29-2072.00\tA\t432323\tB\tY\n`,
      /line:2 “432323” is not the code of a commodity/u,
    ],
    [
      "Technology Skills",
      `${SKILLS}29-2072.00\tA\t43232301\tB\tmaybe\n`,
      /line:2 “maybe” .* neither Y nor N/u,
    ],
    [
      "Technology Skills",
      `${SKILLS}29-2072.00\t \t43232301\tB\tN\n`,
      /line:2 the column technology is empty/u,
    ],
    [
      "Technology Skills",
      `${SKILLS}29-2072.00\tA\t43232301\n`,
      /line:2 the line has 3 cells and the header 5/u,
    ],
    ["Job Zones", `${ZONES}29-2072.00\t6\t11/2021\tAnalyst\n`, /line:2 “6” is not a job zone/u],
    ["Job Zones", `${ZONES}29-2072.00\t3\t13/2021\tAnalyst\n`, /line:2 “13\/2021” is not a month/u],
    [
      "Task Statements",
      `${TASKS}29-2072.00\t1\tCode\tCore\t9\tlately\tAnalyst\n`,
      /line:2 “lately” is not a month/u,
    ],
    [
      "Related Occupations",
      "O*NET-SOC Code\tRelated O*NET-SOC Code\n29-2072.00\tnurse\n",
      /line:2 “nurse” is not a code/u,
    ],
  ])("%s: a cell that cannot be is set aside", (table, text, reason) => {
    expect(quarantineOf(read(`${table}.txt`, text))).toEqual([expect.stringMatching(reason)]);
  });

  it("that say the same twice are passed over, and set aside where they contradict", () => {
    const row = "29-2072.00\t3\t11/2021\tAnalyst\n";
    const same = read("Job Zones.txt", ZONES + row + row);
    expect(same.ignored).toEqual(["line:1:1 heading", "line:3:3 repeated_row"]);
    expect(rowsOf(same, "job_zones")).toHaveLength(1);
    const contrary = read("Job Zones.txt", ZONES + row + row.replace("\t3\t", "\t4\t"));
    expect(rowsOf(contrary, "job_zones")).toEqual([]);
    expect(quarantineOf(contrary)).toEqual([
      expect.stringMatching(/line:2 the table says this twice, and not the same: line 2 and line 3/u),
      expect.stringMatching(/^line:3 /u),
    ]);
  });
});

describe("tables", () => {
  it("that have lost a column are refused, naming it", () => {
    const lost = readFileSync(join(OWN, "Technology Skills.txt"), "utf8").replace(
      "Hot Technology",
      "Hottest",
    );
    expect(() => read("Technology Skills.txt", lost)).toThrow(AlmanacError);
    expect(() => read("Technology Skills.txt", lost)).toThrow(/lacks the column is_hot/u);
  });

  it("that are not read are passed over by name", () => {
    expect(read("Read Me.txt", "O*NET 27.0 Database\nAugust 2022 Release\n")).toMatchObject({
      part: "Read Me",
      cleaned: [],
      ignored: ["line:1:2 table_not_loaded"],
    });
  });
});
