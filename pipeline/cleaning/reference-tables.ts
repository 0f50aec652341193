import { z } from "zod";
import type { FactRow } from "../contracts/rows.ts";
import type { Publication } from "../contracts/source.ts";
import { areaDelineationRow, areaNameRow } from "./area-names.ts";

const code = z.string().regex(/^\d{2}-\d{4}$/u);
const month = z.string().regex(/^\d{4}-\d{2}$/u);
const count = z.coerce.number().int().positive();
const year = z.coerce.number().int().min(1900).max(2100);

/** An empty field is null, before it is anything else. */
const orNull = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.literal("").transform(() => null), schema]);

const releaseSchema = z.strictObject({
  release: z.string().min(1),
  reference_period: month,
  occupation_code: code,
  occupation_title: z.string().min(1),
  jobs: count,
  mean_annual_usd: count,
  p10_annual_usd: count,
  p25_annual_usd: count,
  median_annual_usd: count,
  p75_annual_usd: count,
  p90_annual_usd: count,
  all_occupations_jobs: count,
});

const priceSchema = z.strictObject({ year, cpi_u: z.coerce.number().positive() });

const vintageSchema = z.strictObject({
  occupation_code: code,
  occupation_title: z.string().min(1),
  classification: z.string().min(1),
  first_year: year,
  last_year: orNull(year),
  follows_code: orNull(code),
  note: orNull(z.string()),
});

const surveySchema = z.strictObject({
  release: z.string().min(1),
  survey: z.string().min(1),
  reference_period: month,
  classification: z.string().min(1),
  area_delineation: orNull(z.string()),
  top_annual_usd: orNull(count),
  top_hourly_usd: orNull(z.coerce.number().positive()),
});

/** National figures of one occupation in one release of the Occupational Employment and Wage Statistics. */
export type Release = z.infer<typeof releaseSchema>;

/** One of the project's own tables of public facts. */
export interface ReferenceTable {
  /** File name in warehouse/reference/. */
  readonly file: string;
  readonly publication: Publication;
  /** Kind of its records. */
  readonly kind: string;
  /**
   * The row of a line.
   *
   * @throws ZodError where a cell is not of its column's form.
   */
  readonly rowOf: (cells: unknown) => FactRow;
}

/** What all of them have in common: facts of the U.S. government, in the public domain. */
const BLS = {
  publisher: "U.S. Bureau of Labor Statistics",
  short_name: "BLS",
  media_type: "text/csv",
  terms: "public domain",
  cadence: "yearly",
  interest: null,
} as const;

/** A line of oews-national.csv, validated. */
export const parseRelease = (cells: unknown): Release => releaseSchema.parse(cells);

/** National figures by release, which pages are dated by. */
export const OEWS_NATIONAL: ReferenceTable = {
  file: "oews-national.csv",
  publication: {
    ...BLS,
    id: "reference-oews-national",
    title: "Occupational Employment and Wage Statistics, national estimates",
    url: "https://www.bls.gov/oes/tables.htm",
  },
  kind: "release",
  rowOf: (cells) => ({
    table: "reference_series",
    row: {
      ...parseRelease(cells),
      reference_period_basis: "stated",
      reference_period_evidence: "the name of the release",
    },
  }),
};

/** Every table whose lines are loaded as records. */
export const REFERENCE_TABLES: readonly ReferenceTable[] = [
  OEWS_NATIONAL,
  {
    file: "cpi-u-annual.csv",
    publication: {
      ...BLS,
      id: "reference-cpi-u-annual",
      title: "Consumer Price Index for All Urban Consumers, U.S. city average, all items, annual averages",
      url: "https://www.bls.gov/cpi/data.htm",
    },
    kind: "price_year",
    rowOf: (cells) => {
      const row = priceSchema.parse(cells);
      return {
        table: "price_index",
        row: {
          ...row,
          reference_period: String(row.year),
          reference_period_basis: "stated",
          reference_period_evidence: "the year beside the index",
        },
      };
    },
  },
  {
    file: "occupation-vintages.csv",
    publication: {
      ...BLS,
      id: "reference-occupation-vintages",
      title: "Occupation codes of the Occupational Employment and Wage Statistics by year",
      url: "https://www.bls.gov/soc/",
    },
    kind: "vintage",
    rowOf: (cells) => ({
      table: "occupation_vintages",
      row: {
        ...vintageSchema.parse(cells),
        reference_period: null,
        reference_period_basis: "unknown",
        reference_period_evidence: null,
      },
    }),
  },
  {
    file: "oews-releases.csv",
    publication: {
      ...BLS,
      id: "reference-oews-releases",
      title:
        "Occupational Employment and Wage Statistics: classification, areas and highest wage of each release",
      url: "https://www.bls.gov/oes/oes_doc.htm",
    },
    kind: "release",
    rowOf: (cells) => ({
      table: "releases",
      row: {
        ...surveySchema.parse(cells),
        reference_period_basis: "stated",
        reference_period_evidence: "the name of the release",
      },
    }),
  },
  {
    file: "area-delineations.csv",
    publication: {
      ...BLS,
      id: "reference-area-delineations",
      publisher: "U.S. Office of Management and Budget",
      short_name: "OMB",
      title: "Delineations of metropolitan areas, and the releases of OEWS that can have their areas",
      url: "https://www.bls.gov/oes/notices/2019/areas_2018.htm",
    },
    kind: "delineation",
    rowOf: areaDelineationRow,
  },
  {
    file: "area-names.csv",
    publication: {
      ...BLS,
      id: "reference-area-names",
      publisher: "U.S. Office of Management and Budget",
      short_name: "OMB",
      title: "Names of metropolitan areas by delineation, for the states from AK to IL",
      url: "https://www.census.gov/programs-surveys/metro-micro/about/delineation-files.html",
    },
    kind: "area_name",
    rowOf: areaNameRow,
  },
];
