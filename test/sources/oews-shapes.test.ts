import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TableSource } from "../../pipeline/contracts/source.ts";
import { blsOewsMetro } from "../../pipeline/sources/bls-oews-metro/source.ts";
import { blsOewsNational } from "../../pipeline/sources/bls-oews-national/source.ts";
import { type OewsRows, oewsRows } from "./oews-rows.ts";
import {
  archiveOf, bookOf, type Cell, fileOf, METROS, NEWEST, NONMETROS, OWNERS, SECTORS, type Shape, type ShapeRow, STATES,
} from "./oews-shapes.ts"; // prettier-ignore

/** A figure and how a release prints it. */
interface Printed {
  readonly cell: Cell;
  readonly value: number | null;
  readonly mark: string | null;
}

const marked = (...marks: readonly string[]): fc.Arbitrary<Printed> =>
  fc.constantFrom(...marks).map((mark) => ({ cell: mark, value: null, mark }));
const number = (value: number): Printed => ({ cell: value, value, mark: null });

const jobs = fc.oneof(
  fc.integer({ min: 3, max: 2_000_000 }).map((tens) => number(tens * 10)),
  marked("**"),
);
const ratio = fc.oneof(
  fc.integer({ min: 1, max: 900_000 }).map((value) => number(value / 1000)),
  marked("**"),
);
/** Wages by the year and the hour, as they go together: both, one, or neither. */
const wages = fc.integer({ min: 2000, max: 11_400 }).chain((cents) =>
  fc.constantFrom<readonly [Printed, Printed]>(
    [number(Math.round((cents * 20.8) / 10) * 10), number(cents / 100)],
    [number(Math.round((cents * 20.8) / 10) * 10), { cell: "*", value: null, mark: "*" }],
    [{ cell: "*", value: null, mark: "*" }, number(cents / 100)],
    [
      { cell: "#", value: null, mark: "#" },
      { cell: "#", value: null, mark: "#" },
    ],
    [
      { cell: "*", value: null, mark: "*" },
      { cell: "*", value: null, mark: "*" },
    ],
  ),
);
const pads = fc.constantFrom("", " ", "   ");
const titles = fc.constantFrom<(title: string) => string>(
  (title) => title,
  (title) => title.toLowerCase(),
  (title) => ` ${title}  `,
  (title) => title.replaceAll("_", " "),
);

const facts = fc.record({ jobs, per1000: ratio, quotient: ratio, pay: wages, pad: pads, titles });
type Facts = typeof facts extends fc.Arbitrary<infer T> ? T : never;

/** Texts of a code and its area's name, as workbooks have them. */
interface Place {
  readonly shapes: readonly Shape[];
  readonly source: TableSource;
  readonly row: ShapeRow;
  readonly area_type: string;
  readonly area_code: string;
  readonly state: string;
}

const ALABAMA = { AREA: "01", AREA_TITLE: "Alabama", AREA_TYPE: "2", PRIM_STATE: "AL" };
const ISLANDS = { AREA: "78", AREA_TITLE: "Virgin Islands", AREA_TYPE: "3", PRIM_STATE: "VI" };
const ABILENE = { AREA: 10180, AREA_TITLE: "Abilene, TX", AREA_TYPE: "4", PRIM_STATE: "TX" };
const BETHESDA = { AREA: "13644", AREA_TITLE: "Silver Spring-Frederick-Rockville, MD Metropolitan Division", AREA_TYPE: "4", PRIM_STATE: "MD" }; // prettier-ignore
const BOSTON = {
  AREA: "0071650",
  AREA_TITLE: "Boston-Cambridge-Nashua, MA-NH",
  AREA_TYPE: "4",
  PRIM_STATE: "MA",
};
const KAUAI = {
  AREA: "1500007",
  AREA_TITLE: "Hawaii / Kauai nonmetropolitan area",
  AREA_TYPE: "6",
  PRIM_STATE: "HI",
};
const NORTHWEST = {
  AREA: 100001,
  AREA_TITLE: "Northwest Alabama nonmetropolitan area",
  AREA_TYPE: 6,
  PRIM_STATE: "AL",
};

const state = { shapes: STATES, source: blsOewsNational, area_type: "state" };
const metro = { shapes: METROS, source: blsOewsMetro, area_type: "metro" };
const nonmetro = { shapes: NONMETROS, source: blsOewsMetro, area_type: "nonmetro" };

const PLACES: readonly Place[] = [
  { ...state, row: ALABAMA, area_code: "01", state: "AL" },
  { ...state, row: ISLANDS, area_code: "78", state: "VI" },
  { ...metro, row: ABILENE, area_code: "10180", state: "TX" },
  { ...metro, row: BETHESDA, area_code: "13644", state: "MD" },
  { ...metro, row: BOSTON, area_code: "71650", state: "MA" },
  { ...nonmetro, row: KAUAI, area_code: "1500007", state: "HI" },
  { ...nonmetro, row: NORTHWEST, area_code: "0100001", state: "AL" },
];

const CASES = PLACES.flatMap(({ shapes, ...place }) =>
  shapes.map((shape) => ({ shape, name: shape.name, ...place })),
);

const OCCUPATION = { OCC_CODE: "29-2072", OCC_TITLE: "Medical Records Specialists", O_GROUP: "detailed" };
const CROSS = { NAICS: "000000", NAICS_TITLE: "Cross-industry", I_GROUP: "cross-industry", OWN_CODE: "1235" };

/** A row with these facts; texts are padded as old workbooks pad them. */
function rowOf(place: ShapeRow, { jobs, per1000, quotient, pay: [annual, hourly], pad }: Facts): ShapeRow {
  const texts = Object.fromEntries(
    Object.entries({ ...CROSS, ...OCCUPATION, ...place }).map(([name, cell]) => [
      name,
      typeof cell === "string" ? `${pad}${cell}${pad}` : cell,
    ]),
  );
  return {
    ...texts,
    TOT_EMP: jobs.cell,
    EMP_PRSE: jobs.value === null ? "**" : 4.1,
    JOBS_1000: per1000.cell,
    LOC_QUOTIENT: quotient.cell,
    A_MEDIAN: annual.cell,
    H_MEDIAN: hourly.cell,
    ANNUAL: hourly.mark === "*" && annual.value !== null ? "TRUE" : null,
    HOURLY: annual.mark === "*" && hourly.value !== null ? "TRUE" : null,
  };
}

/** Jobs and wages as values with their marks, and the place that they are of. */
function read({ employment, wages }: OewsRows) {
  const median = wages.find(({ statistic }) => statistic === "median");
  return {
    measures: employment.map(({ measure, value, mark }) => [measure, value, mark]),
    median: [median?.annual_usd, median?.hourly_usd, median?.mark],
    places: [...new Set([...employment, ...wages].map((row) => [row.area_type, row.area_code, row.state, row.area_name, row.occupation_title, row.industry].join("|")))], // prettier-ignore
  };
}

const unclaimed = ({ blocks }: OewsRows): string[] =>
  blocks.filter((block) => block.state === "unclaimed").map(({ kind, locator }) => `${kind} ${locator}`);

describe.each(CASES)("the table $name with $area_code", ({ shape, source, row, ...expected }) => {
  it("gives what stands in it, whatever its titles and its padding", () => {
    fc.assert(
      fc.property(facts, (made) => {
        const rows = oewsRows(source, fileOf(shape), bookOf(shape, [rowOf(row, made)], made.titles));
        const [annual, hourly] = made.pay;
        expect(read(rows)).toEqual({
          measures: [
            ["jobs", made.jobs.value, made.jobs.mark],
            ["jobs_per_1000", made.per1000.value, made.per1000.mark],
            ["location_quotient", made.quotient.value, made.quotient.mark],
          ],
          median: [annual.value, hourly.value, annual.mark ?? hourly.mark],
          places: [
            `${expected.area_type}|${expected.area_code}|${expected.state}|${String(row["AREA_TITLE"])}|Medical Records Specialists|`,
          ],
        });
        expect(unclaimed(rows)).toEqual([]);
      }),
      { numRuns: 3, seed: 20_260_104 },
    );
  });
});

const figures = { TOT_EMP: 120, A_MEDIAN: 50_250, H_MEDIAN: 24.16 };
const occupationRow = { ...CROSS, ...OCCUPATION, ...figures };

describe("a column that nobody knows", () => {
  const withColumn = (title: string, from: string): Shape => ({
    ...NEWEST,
    columns: [...NEWEST.columns, [title, from]],
  });

  it("is told with its letter and title, and the rest is read", () => {
    const rows = oewsRows(
      blsOewsNational,
      fileOf(NEWEST),
      bookOf(withColumn("PAY_BAND", "PAY_BAND"), [{ ...occupationRow, ...ALABAMA, PAY_BAND: "B" }]),
    );
    expect(unclaimed(rows)).toEqual(["column state_M2024_dl!A1, AG, “PAY_BAND”"]);
    expect(rows.employment).toMatchObject([{ measure: "jobs", value: 120 }]);
  });

  it("is told where it has no title but holds something, and is nothing where it is empty", () => {
    const untitled = (cell: Cell): string[] =>
      unclaimed(
        oewsRows(
          blsOewsNational,
          fileOf(NEWEST),
          bookOf(withColumn(" ", "X"), [{ ...occupationRow, ...ALABAMA, X: cell }]),
        ),
      );
    expect(untitled(7)).toEqual(["column state_M2024_dl!A1, AG, “”"]);
    expect(untitled(null)).toEqual([]);
  });

  it("is told by its number in a delimited file", () => {
    const csv =
      'AREA,AREA_NAME,OCC_CODE,OCC_TITLE,TOT_EMP,A_MEDIAN,__proto__\n10180,"Abilene, TX",29-2072,Specialists,120,50250,x\n';
    expect(unclaimed(oewsRows(blsOewsMetro, "MSA_M2016_dl.csv", csv))).toEqual([
      "column line:1, column 7, “__proto__”",
    ]);
  });
});

describe("archives as they are published", () => {
  it.each(["field_descriptions.xlsx", "file_descriptions.xlsx"])(
    "of states hold one table, with %s beside it",
    (description) => {
      const table = bookOf(NEWEST, [
        { ...occupationRow, ...ALABAMA },
        { ...occupationRow, ...ISLANDS },
      ]);
      const archive = archiveOf("oesm24st", { [fileOf(NEWEST)]: table }, description);
      const rows = oewsRows(blsOewsNational, "oesm24st.zip", archive);
      expect(rows.part).toBe("state 2024");
      expect(rows.employment.map(({ state }) => state)).toEqual(["AL", "VI"]);
      expect(unclaimed(rows)).toEqual([]);
    },
  );

  it("of areas hold the metropolitan ones in parts, and the others", () => {
    const [first, second] = [METROS[0], NONMETROS[0]] as [Shape, Shape];
    const part = (name: string, row: ShapeRow): [string, Uint8Array] => [
      `${name}.xls`,
      bookOf({ ...first, file: name }, [{ ...occupationRow, ...row }]),
    ];
    const archive = archiveOf(
      "oesm12ma",
      Object.fromEntries([
        part("MSA_M2012_dl_1_AK_IN", {
          ...ABILENE,
          AREA: 11260,
          AREA_TITLE: "Anchorage, AK",
          PRIM_STATE: "AK",
        }),
        part("MSA_M2012_dl_3_OH_WY", ABILENE),
        part("aMSA_M2012_dl", {
          ...BETHESDA,
          AREA: 47900,
          AREA_TITLE: "Washington-Arlington-Alexandria, DC-VA-MD-WV",
          PRIM_STATE: "DC",
        }),
        [fileOf(second), bookOf(second, [{ ...occupationRow, ...NORTHWEST }])],
      ]),
      "field_descriptions.xls",
    );
    const rows = oewsRows(blsOewsMetro, "oesm12ma.zip", archive);
    expect(rows.part).toBe("amsa 2012, bos 2012, msa_1_ak_in 2012, msa_3_oh_wy 2012");
    expect(rows.employment.map(({ area_code }) => area_code)).toEqual(["0100001", "11260", "10180", "47900"]);
  });
});

describe.each(OWNERS)("the table $name", (shape) => {
  const hospitals = {
    ...occupationRow,
    AREA: "99",
    AREA_TITLE: "U.S.",
    AREA_TYPE: "1",
    PRIM_STATE: "US",
    NAICS: "622000",
    NAICS_TITLE: "Hospitals",
    I_GROUP: "3-digit",
  };
  const owned = (OWN_CODE: string, tens: number): ShapeRow => ({
    ...hospitals,
    OWN_CODE,
    TOT_EMP: tens * 10,
    PCT_TOTAL: 1.25,
  });

  it("tells each owner of an industry, and an industry of two levels once", () => {
    const whole = owned("1235", 9);
    const book = bookOf(shape, [
      owned("5", 3),
      owned("3", 4),
      owned("58", 7),
      whole,
      { ...whole, I_GROUP: "4-digit" },
    ]);
    const rows = oewsRows(blsOewsNational, fileOf(shape), book);
    const jobs = rows.employment.filter(({ measure }) => measure === "jobs");
    expect(jobs.map(({ industry, industry_code, value }) => [industry, industry_code, value])).toEqual([
      ["Hospitals (private)", "622000", 30],
      ["Hospitals (local government)", "622000", 40],
      ["Hospitals (private, state and local government hospitals)", "622000", 70],
      ["Hospitals (private and government)", "622000", 90],
    ]);
    expect(rows.blocks.map(({ rule }) => rule)).toContain("repeated_row");
    expect(unclaimed(rows)).toEqual([]);
  });
});

describe("marks in tables of industries", () => {
  it("are kept: a share of establishments too small, jobs and wages not available", () => {
    const row = {
      ...occupationRow,
      ...ALABAMA,
      AREA: "99",
      AREA_TYPE: "1",
      PRIM_STATE: "US",
      NAICS: "62",
      NAICS_TITLE: "Health Care and Social Assistance",
      I_GROUP: "sector",
      OWN_CODE: "58",
    };
    const book = bookOf(SECTORS, [
      { ...row, TOT_EMP: "**", PCT_TOTAL: "**", PCT_RPT: "~", A_MEDIAN: "#", H_MEDIAN: "#" },
    ]);
    const { employment, wages } = oewsRows(blsOewsNational, fileOf(SECTORS), book);
    expect(employment.map(({ measure, value, mark }) => [measure, value, mark])).toEqual([
      ["jobs", null, "**"],
      ["share_of_industry_jobs_pct", null, "**"],
      ["establishments_reporting_pct", null, "~"],
    ]);
    expect(wages.find(({ statistic }) => statistic === "median")).toMatchObject({
      annual_usd: null,
      hourly_usd: null,
      mark: "#",
    });
  });
});
