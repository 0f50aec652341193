import { parse } from "csv-parse/sync";
import { z } from "zod";

const dollars = z.coerce.number().int().positive();

const releaseSchema = z.strictObject({
  release: z.string(),
  reference_period: z.string().regex(/^\d{4}-\d{2}$/u),
  occupation_code: z.string().regex(/^\d{2}-\d{4}$/u),
  occupation_title: z.string(),
  jobs: z.coerce.number().int().positive(),
  mean_annual_usd: dollars,
  p10_annual_usd: dollars,
  p25_annual_usd: dollars,
  median_annual_usd: dollars,
  p75_annual_usd: dollars,
  p90_annual_usd: dollars,
});

/** National figures of one occupation in one release of the Occupational Employment and Wage Statistics. */
export type Release = z.infer<typeof releaseSchema>;

/** Public facts that pages are dated by: warehouse/reference/. */
export interface Reference {
  readonly releases: readonly Release[];
}

/**
 * Reads warehouse/reference/oews-national.csv.
 *
 * @throws ZodError where a cell is not of its column's form.
 */
export function parseReference(csv: string): Reference {
  const rows: unknown = parse(csv, { columns: true, skip_empty_lines: true });
  return { releases: z.array(releaseSchema).parse(rows) };
}

/** Code of the occupation that a classification calls exactly so (capitals apart); null where none does. */
export function codeOfTitle(title: string, { releases }: Reference): string | null {
  const wanted = title.toLowerCase();
  return (
    releases.find(({ occupation_title }) => occupation_title.toLowerCase() === wanted)?.occupation_code ??
    null
  );
}
