import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { utils } from "@e965/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AlmanacError } from "../pipeline/contracts/errors.ts";
import { HEALTH_INFORMATION } from "../pipeline/contracts/occupation.ts";
import type { SourceReading } from "../pipeline/contracts/reading.ts";
import { PROJECT_DIR } from "../pipeline/lib/paths.ts";
import { listSnapshots } from "../pipeline/lib/raw-store.ts";
import { readSnapshot } from "../pipeline/read-snapshot.ts";
import { loadReference } from "../pipeline/read-source.ts";
import { readSources } from "../pipeline/read-sources.ts";
import { sources } from "../pipeline/sources/registry.ts";
import { readHere } from "./support/reading.ts";
import { lockedXlsx, partsOf, sheetXml, workbookOf, zipOf } from "./support/tables.ts";

const HEADER = ["OCC_CODE", "OCC_TITLE", "O_GROUP", "TOT_EMP", "H_MEDIAN", "A_MEDIAN"];
const ROW: (string | number | Date | null)[] = [
  "29-2072",
  "Medical Records Specialists",
  "detailed",
  187_910,
  24.16,
  50_250,
];
const OTHER: (string | number | Date | null)[] = [
  "29-2052",
  "Pharmacy Technicians",
  "detailed",
  487_920,
  20.9,
  43_460,
];

type Rows = readonly (readonly (string | number | Date | null)[])[];

const book = (rows: Rows, sheet = "national_dl"): Uint8Array => workbookOf({ [sheet]: rows });

const withFormula = (): Uint8Array => {
  const sheet = utils.aoa_to_sheet([HEADER, ROW, OTHER]);
  sheet["D2"] = { t: "n", f: "SUM(D3:D3)", v: 187_910 };
  return workbookOf({ national_dl: sheet });
};

const csvOf = (rows: Rows): string => rows.map((row) => `${row.join(",")}\n`).join("");

/** Files of the releases that nothing is loaded from: what is said, and of which place. */
const REFUSED: readonly (readonly [
  what: string,
  name: string,
  bytes: Uint8Array,
  message: RegExp,
  where: string,
])[] = [
  [
    "is a zip bomb",
    "national_M2001_dl.xlsx",
    zipOf(Object.fromEntries(Object.entries(partsOf(sheetXml(" ".repeat(4_000_000)))))),
    /zip bomb/u,
    "national_M2001_dl.xlsx, part xl/worksheets/sheet1.xml",
  ],
  ["has a password", "national_M2002_dl.xlsx", lockedXlsx(), /password-protected/u, "national_M2002_dl.xlsx"],
  [
    "has lost a column",
    "national_M2003_dl.xlsx",
    book([["May 2003"], ...[HEADER, ROW].map((row) => row.toSpliced(3, 1))]),
    /lacks the column tot_emp/u,
    "national_M2003_dl.xlsx, sheet national_dl, row 2",
  ],
  [
    "has a column twice, with other figures",
    "national_M2004_dl.xlsx",
    book([
      [...HEADER, "TOT_EMP"],
      [...ROW, 5],
    ]),
    /Two columns have the title "TOT_EMP".*: D and G/u,
    "national_M2004_dl.xlsx, sheet national_dl, row 1",
  ],
];

/** Files of which a row is set aside and the others load: the row's place and the reason. */
const SET_ASIDE: readonly (readonly [
  what: string,
  name: string,
  bytes: Uint8Array | string,
  set: readonly string[],
])[] = [
  [
    "holds a formula",
    "national_M2005_dl.xlsx",
    withFormula(),
    ["national_dl!A2 TOT_EMP in D2 holds a formula"],
  ],
  [
    "holds a date, below a header in its third row",
    "national_M2006_dl.xlsx",
    book([["Survey"], ["May 2006"], HEADER, ROW.with(4, new Date(Date.UTC(2016, 4, 1))), OTHER]),
    ["national_dl!A4 H_MEDIAN in E4 holds a date"],
  ],
  [
    "repeats an area with other figures",
    "state_M2007_dl.xlsx",
    book(
      [
        ["AREA", "STATE", ...HEADER],
        ["01", "Alabama", ...ROW],
        ["02", "Alaska", ...ROW],
        ["01", "Alabama", ...ROW.with(3, 187_920)],
      ],
      "state_dl",
    ),
    ["state_dl!A2", "state_dl!A4"].map(
      (row) =>
        `${row} state_dl!A2 and state_dl!A4 speak of the same occupation, area and industry and contradict each other`,
    ),
  ],
  [
    "has a stray quote",
    "national_M2008_dl.csv",
    csvOf([HEADER, ROW.with(1, 'Medical "Records'), OTHER]),
    ["line:2 a quote stands inside the text of column 2"],
  ],
  [
    "has 300 columns, one of them __proto__",
    "national_M2009_dl.csv",
    csvOf([
      ["__proto__", ...HEADER, ...Array.from({ length: 293 }, (_, at) => `C${at}`)],
      ...[ROW, OTHER].map((row) => ["x", ...row, ...Array.from({ length: 293 }, () => 0)]),
    ]),
    [],
  ],
];

const PAGE = "medical-records-and-health-information-technicians.html";

/** Pages of the handbook, each made from a good one. */
const PAGES: readonly (readonly [
  what: string,
  name: string,
  change: (page: string) => string,
  reason: RegExp,
])[] = [
  [
    "without its table",
    "no-table.html",
    (page) => page.replace(/<table class="regular-text tooltips" id="quickfacts">[^]*?<\/table>/u, ""),
    /quick facts/u,
  ],
  [
    "that is a challenge",
    "challenge.html",
    (page) =>
      page.replace(
        /<body[^]*<\/body>/u,
        "<body><h1>Access Denied</h1><p>You don't have permission to access this page on this server.</p></body>",
      ),
    /a refusal stands in place/u,
  ],
];

describe("a night's files, the bad beside the good", () => {
  let raw = "";
  let readings: readonly SourceReading[] = [];

  const readingOf = (id: string): SourceReading => {
    const reading = readings.find(({ source }) => source.id === id);
    if (reading === undefined) throw new Error(`nothing of ${id} was read`);
    return reading;
  };
  const judgedOf = (id: string, name: string) =>
    readingOf(id).snapshots.find(({ snapshot }) => snapshot.path.endsWith(`/${name}`));

  beforeAll(async () => {
    raw = await mkdtemp(join(tmpdir(), "almanac-raw-"));
    for (const id of ["bls-oews-national", "bls-ooh", "collegegrad", "onet/27.0"])
      await mkdir(join(raw, id), { recursive: true });
    const kept = (...path: string[]): string => join(PROJECT_DIR, "raw", ...path);
    for (const name of [
      "bls-oews-national/national_M2024_dl.csv",
      "onet/27.0/Job Zones.txt",
      `bls-ooh/${PAGE}`,
    ])
      await cp(kept(name), join(raw, name));
    await cp(kept("collegegrad"), join(raw, "collegegrad"), { recursive: true });
    for (const [, name, bytes] of [...REFUSED, ...SET_ASIDE])
      await writeFile(join(raw, "bls-oews-national", name), bytes);
    const page = await readFile(kept("bls-ooh", PAGE), "utf8");
    for (const [, name, change] of PAGES) await writeFile(join(raw, "bls-ooh", name), change(page));
    const listing = await listSnapshots(
      raw,
      sources.map(({ id }) => id),
    );
    ({ readings } = await readSources(listing, HEALTH_INFORMATION, readHere, () => undefined));
  });

  afterAll(async () => {
    await rm(raw, { recursive: true, force: true });
  });

  it.each(REFUSED)(
    "a workbook that %s is not used, by name and place",
    async (_what, name, _bytes, message, where) => {
      const judged = judgedOf("bls-oews-national", name);
      expect(judged).toMatchObject({ state: "unusable", reason: expect.stringMatching(message) as string });
      expect(judged?.reason).toContain(where.slice(`${name}, `.length));
      const context = { reference: await loadReference(), occupation: HEALTH_INFORMATION };
      const source = sources.find(({ id }) => id === "bls-oews-national");
      const read = (): unknown => source && judged && readSnapshot(source, judged.snapshot, context);
      expect(read).toThrow(AlmanacError);
      expect(read).toThrow(
        expect.objectContaining({ where: expect.stringContaining(where) as string }) as Error,
      );
    },
  );

  it.each(SET_ASIDE)(
    "a table that %s keeps its other rows, and says of which cell it does not",
    (_what, name, _bytes, set) => {
      const judged = judgedOf("bls-oews-national", name);
      expect(judged?.state).toBe("current");
      const own = readingOf("bls-oews-national").cleaned.filter(
        ({ record }) => record.snapshot_id === judged?.snapshot.snapshot_id,
      );
      const aside = own.flatMap(({ record, outcome }) =>
        outcome.disposition === "quarantined" ? [`${record.locator} ${outcome.reason}`] : [],
      );
      expect(aside).toEqual(set);
      expect(own.length).toBeGreaterThan(aside.length);
    },
  );

  it("tells every column that nobody knows, whatever it is called", () => {
    const unclaimed = readingOf("bls-oews-national").blocks.filter(({ state }) => state === "unclaimed");
    expect(unclaimed).toHaveLength(294);
    expect(unclaimed[0]?.locator).toBe("line:1, column 1, “__proto__”");
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  it.each(PAGES)("a page %s is not used, with the reason", (_what, name, _change, reason) => {
    expect(judgedOf("bls-ooh", name)).toMatchObject({
      state: "unusable",
      reason: expect.stringMatching(reason) as string,
    });
  });

  it.each([
    ["bls-oews-national", "national_M2024_dl.csv"],
    ["bls-ooh", PAGE],
    ["onet", "Job Zones.txt"],
  ])("%s goes on with %s", (id, name) => {
    const judged = judgedOf(id, name);
    expect(judged?.state).toBe("current");
    const own = readingOf(id).cleaned.filter(
      ({ record }) => record.snapshot_id === judged?.snapshot.snapshot_id,
    );
    expect(own.some(({ outcome }) => outcome.disposition === "loaded")).toBe(true);
  });

  it("and so does a page of another source", () => {
    expect(readingOf("collegegrad").snapshots.some(({ state }) => state === "current")).toBe(true);
  });
});
