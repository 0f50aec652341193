import { z } from "zod";
import type { FactRow } from "../contracts/rows.ts";
import { UNDATED } from "./periods.ts";

const year = z.coerce.number().int().min(1990).max(2100);
const areaCode = z.string().regex(/^\d{5}$/u);

/** An empty field is null, before it is anything else. */
const orNull = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.literal("").transform(() => null), schema]);

const delineationSchema = z.strictObject({
  delineation: z.string().min(1),
  announced_on: z.iso.date(),
  first_release_year: year,
  last_release_year: orNull(year),
  divisions_last_release_year: orNull(year),
  evidence: z.string().min(1),
});

const nameSchema = z.strictObject({
  delineation: z.string().min(1),
  area_kind: z.enum(["metro", "division", "necta"]),
  area_code: areaCode,
  area_name: z.string().regex(/^\S.*, [A-Z]{2}(?:-[A-Z]{2})*$/u, "a name ends with a comma and its states"),
  whole_code: orNull(areaCode),
  counties: orNull(z.string().regex(/^\d{5}(?:\+\d{5})*$/u)),
  basis: z.string().min(1),
});

/**
 * The row of a line of area-delineations.csv.
 *
 * @throws ZodError where a cell is not of its column's form.
 */
export function areaDelineationRow(cells: unknown): FactRow {
  return { table: "area_delineations", row: { ...delineationSchema.parse(cells), ...UNDATED } };
}

/**
 * The row of a line of area-names.csv.
 *
 * @throws ZodError where a cell is not of its column's form.
 */
export function areaNameRow(cells: unknown): FactRow {
  return { table: "area_names", row: { ...nameSchema.parse(cells), ...UNDATED } };
}
