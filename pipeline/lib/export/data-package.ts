import type { ExportColumn, ExportTable } from "./tables.ts";

/** Forms of an export. */
export const EXPORT_FORMATS = ["csv", "parquet", "xlsx"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** A file of an export, or a sheet of one, with a table or a part of it. */
export interface ExportedPart {
  readonly table: ExportTable;
  /** Name of the part, unlike any other: the table's, or the sheet's where the table takes several. */
  readonly name: string;
  /** Path of its file below the folder of the export. */
  readonly path: string;
  readonly bytes: number;
  /** Hex sha256 of the file. */
  readonly sha256: string;
  /** Its sheet in a workbook; null where the file is the table. */
  readonly sheet: string | null;
}

/** What an export was made from. */
export interface ExportOrigin {
  /** Id of the edition of the warehouse. */
  readonly edition: string;
  /** Day that the edition is dated by; null for an undated one. */
  readonly dataDate: string | null;
  /** Whom the data come from, and on what terms. */
  readonly sources: readonly { readonly title: string; readonly url: string | null }[];
}

const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: "text/csv",
  parquet: "application/vnd.apache.parquet",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** How values of the warehouse stand in the files of a format: what a reader has to know to have them back. */
export const CONVENTIONS: Readonly<Record<ExportFormat, string>> = {
  csv:
    'A missing value is an empty field without quotes, an empty text is "". A text that a spreadsheet would take for a formula ' +
    "(it begins with = + - @, their full-width or small forms, a tab or a line end, or with white space before one of these), " +
    "and a text that begins with an apostrophe, has one apostrophe put before it: where a text begins with an " +
    "apostrophe, take off the first. Numbers are never changed. Lists are JSON arrays, instants ISO 8601 in UTC.",
  parquet: "Values, missing ones and types are those of the warehouse.",
  xlsx:
    "A missing value is an empty cell. Texts are text cells, never formulas, and stand as they are, codes and dates among them. " +
    "Lists are JSON arrays, instants ISO 8601 in UTC. A number with more digits than a cell keeps (15) is a text. " +
    'A table with more rows than a sheet goes on in sheets named "table (2)", ….',
};

/**
 * The description of an export as a Data Package (datapackage.org, version 2): each table with the comment,
 * type and keys of its columns as the warehouse has them, and a digest of each file.
 */
export function dataPackage(
  format: ExportFormat,
  origin: ExportOrigin,
  parts: readonly ExportedPart[],
): Readonly<Record<string, unknown>> {
  const names = new Set(parts.map((part) => part.name));
  return {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: "health-careers-almanac",
    title: "Health Careers Almanac: tables and views of the warehouse",
    description: CONVENTIONS[format],
    edition: origin.edition,
    data_date: origin.dataDate,
    sources: origin.sources.map(({ title, url }) => ({ title, ...(url === null ? {} : { path: url }) })),
    resources: parts.map((part) => ({
      name: part.name,
      description: part.table.description,
      type: "table",
      path: part.path,
      format,
      mediatype: MEDIA_TYPES[format],
      ...(format === "csv" ? { encoding: "utf-8" } : {}),
      ...(part.sheet === null ? {} : { dialect: { sheetName: part.sheet } }),
      bytes: part.bytes,
      hash: `sha256:${part.sha256}`,
      schema: tableSchema(part.table, names),
    })),
  };
}

/** Table Schema of a table; keys into tables that are not exported under their own name are left out. */
function tableSchema(table: ExportTable, names: ReadonlySet<string>): Readonly<Record<string, unknown>> {
  const foreignKeys = table.foreignKeys
    .filter((key) => names.has(key.table))
    .map(({ columns, table: resource, tableColumns }) => ({
      fields: columns,
      reference: { resource, fields: tableColumns },
    }));
  return {
    fields: table.columns.map((column) => ({
      name: column.name,
      type: fieldType(column),
      description: column.description,
      warehouse_type: column.type,
      ...(column.isRequired ? { constraints: { required: true } } : {}),
    })),
    missingValues: [""],
    ...(table.primaryKey.length === 0 ? {} : { primaryKey: table.primaryKey }),
    ...(foreignKeys.length === 0 ? {} : { foreignKeys }),
  };
}

const FIELD_TYPES: readonly (readonly [RegExp, string])[] = [
  [/\[\]$/u, "array"],
  [/^U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?$/u, "integer"],
  [/^(?:DOUBLE|FLOAT|DECIMAL\(.*\))$/u, "number"],
  [/^BOOLEAN$/u, "boolean"],
  [/^DATE$/u, "date"],
  [/^TIMESTAMP/u, "datetime"],
  [/^VARCHAR$/u, "string"],
];

/** Type of a column in Table Schema; `any` where it knows none. */
function fieldType({ type }: ExportColumn): string {
  return FIELD_TYPES.find(([pattern]) => pattern.test(type))?.[1] ?? "any";
}
