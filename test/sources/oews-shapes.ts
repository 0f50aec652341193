import { workbookOf, zipOf } from "../support/tables.ts";

/** A cell as a workbook has it; null where it is empty. */
export type Cell = string | number | boolean | null;

/** A row of figures by the names that the newest releases have for their columns. */
export type ShapeRow = Readonly<Record<string, Cell>>;

/** How the releases of some years print one of their tables. */
export interface Shape {
  /** Which tables and years it is of. */
  readonly name: string;
  /** Name of the file without its ending. */
  readonly file: string;
  readonly form: "biff8" | "xlsx";
  /** Columns in order, each with the name in {@link ShapeRow} that its cells come from. */
  readonly columns: readonly (readonly [title: string, from: string])[];
  /** Sheets beside that of the figures. */
  readonly beside: Readonly<Record<string, readonly (readonly Cell[])[]>>;
}

const WAGES = [
  "H_MEAN", "A_MEAN", "MEAN_PRSE", "H_PCT10", "H_PCT25", "H_MEDIAN", "H_PCT75", "H_PCT90",
  "A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90", "ANNUAL", "HOURLY",
]; // prettier-ignore

const same = (...titles: readonly string[]): [string, string][] => titles.map((title) => [title, title]);

const FIGURES_TO_2018 = (quotient: string): [string, string][] => [
  ...same("OCC_CODE", "OCC_TITLE"),
  ["OCC_GROUP", "O_GROUP"],
  ...same("TOT_EMP", "EMP_PRSE", "JOBS_1000"),
  [quotient, "LOC_QUOTIENT"],
  ...same(...WAGES),
];

const AREAS_FROM_2019 = ["AREA", "AREA_TITLE", "AREA_TYPE"];
const FIGURES_FROM_2019 = [
  "NAICS", "NAICS_TITLE", "I_GROUP", "OWN_CODE", "OCC_CODE", "OCC_TITLE", "O_GROUP",
  "TOT_EMP", "EMP_PRSE", "JOBS_1000", "LOC_QUOTIENT", "PCT_TOTAL",
]; // prettier-ignore

const STATES_TO_2018: [string, string][] = [
  ["AREA", "AREA"],
  ["ST", "PRIM_STATE"],
  ["STATE", "AREA_TITLE"],
  ...FIGURES_TO_2018("LOC_Q"),
];
const AREAS_TO_2018: [string, string][] = [
  ["PRIM_STATE", "PRIM_STATE"],
  ["AREA", "AREA"],
  ["AREA_NAME", "AREA_TITLE"],
  ...FIGURES_TO_2018("LOC QUOTIENT"),
];
const INDUSTRIES_TO_2018: [string, string][] = [
  ...same("NAICS", "NAICS_TITLE", "OWN_CODE", "OCC_CODE", "OCC_TITLE"),
  ["OCC_GROUP", "O_GROUP"],
  ...same("TOT_EMP", "EMP_PRSE", "PCT_TOTAL", ...WAGES),
];

const of2019: [string, string][] = [...AREAS_FROM_2019, ...FIGURES_FROM_2019, ...WAGES].map((title) => [
  title.toLowerCase(),
  title,
]);
const of2020 = same(...AREAS_FROM_2019, "PRIM_STATE", ...FIGURES_FROM_2019, ...WAGES);
const from2021 = same(...AREAS_FROM_2019, "PRIM_STATE", ...FIGURES_FROM_2019, "PCT_RPT", ...WAGES);

const described = (year: number): Shape["beside"] => ({
  "Field Descriptions": [
    [`May ${year} OEWS Estimates`],
    [null],
    ["Field", "Field Description"],
    ["occ_code", "The 6-digit Standard Occupational Classification (SOC) code"],
    ["occ_title", "SOC title"],
    ["tot_emp", "Estimated total employment rounded to the nearest 10"],
    ["a_median", "Annual median wage (or the 50th percentile)"],
  ],
  UpdateTime: [["alldataupdate"], ["09MAR2021:10:42:00"]],
  Filler: [],
});

/** The tables that areas and industries have, year by year from 2012 to 2024. */
function shapesOf(table: string, to2018: Shape["columns"], year: number): Shape {
  const columns = year <= 2018 ? to2018 : year === 2019 ? of2019 : year === 2020 ? of2020 : from2021;
  return {
    name: `${table} of May ${year}`,
    file: `${table}_M${year}_dl`,
    form: year <= 2013 ? "biff8" : "xlsx",
    columns,
    beside: year <= 2018 ? {} : described(year),
  };
}

const YEARS = Array.from({ length: 13 }, (_, at) => 2012 + at);

/** Tables of states, `state_M2012_dl.xls` to `state_M2024_dl.xlsx`. */
export const STATES = YEARS.map((year) => shapesOf("state", STATES_TO_2018, year));
/** The newest table of states, and of sectors. */
export const NEWEST = shapesOf("state", STATES_TO_2018, 2024);
export const SECTORS = shapesOf("natsector", INDUSTRIES_TO_2018, 2024);
/** Tables of metropolitan areas; those of 2012 and 2013 come in parts. */
export const METROS = YEARS.map((year) => shapesOf("MSA", AREAS_TO_2018, year)).map((shape) =>
  shape.form === "xlsx" ? shape : { ...shape, file: `${shape.file}_1_AK_IN` },
);
/** Tables of nonmetropolitan areas. */
export const NONMETROS = YEARS.map((year) => shapesOf("BOS", AREAS_TO_2018, year));
/** Tables of industries by who owns the establishments. */
export const OWNERS = [
  ...[2014, 2016, 2018].map((year) => shapesOf("nat4d_owner", INDUSTRIES_TO_2018, year)),
  ...[2019, 2021, 2023, 2024].flatMap((year) =>
    ["nat3d_owner", "nat4d_owner", "nat5d_6d_owner"].map((table) =>
      shapesOf(table, INDUSTRIES_TO_2018, year),
    ),
  ),
];

/** Name of a shape's file. */
export const fileOf = ({ file, form }: Shape): string => `${file}.${form === "xlsx" ? "xlsx" : "xls"}`;

/** The workbook of a shape with these rows; `print` changes titles as editors do. */
export function bookOf(
  shape: Shape,
  rows: readonly ShapeRow[],
  print: (title: string) => string = (title) => title,
): Uint8Array {
  const header = shape.columns.map(([title]) => print(title));
  const cells = rows.map((row) => shape.columns.map(([, from]) => row[from] ?? null));
  return workbookOf({ [shape.file.slice(0, 31)]: [header, ...cells], ...shape.beside }, shape.form);
}

/** The archive that releases come in: the tables in a folder of its name, with a description beside them. */
export function archiveOf(
  folder: string,
  files: Readonly<Record<string, Uint8Array>>,
  description: string,
): Uint8Array {
  const described = workbookOf({
    Sheet1: [
      ["Field", "Field Description"],
      ["occ_code", "SOC code"],
    ],
  });
  const all = { ...files, [description]: described };
  return zipOf(Object.fromEntries(Object.entries(all).map(([name, bytes]) => [`${folder}/${name}`, bytes])));
}
