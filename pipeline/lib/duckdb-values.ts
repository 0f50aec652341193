import {
  DuckDBArrayValue,
  DuckDBDateValue,
  DuckDBDecimalType,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTypeId,
  type DuckDBType,
  type DuckDBValue,
} from "@duckdb/node-api";
import { AlmanacError } from "../contracts/errors.ts";

/** A value that goes into the warehouse. Instants are ISO 8601 strings with their zone, days without. */
export type SqlValue = string | number | boolean | null;

/** A value that comes out of the warehouse. */
export type Decoded = string | number | boolean | null | Decoded[] | { [key: string]: Decoded };

/**
 * Plain form of a DuckDB value: whole numbers and decimals as numbers, dates and instants as ISO 8601
 * strings (instants in UTC), lists as arrays, structs as objects without prototype, anything else as
 * DuckDB prints it.
 *
 * @param column Name of the column, for the message.
 * @throws AlmanacError where a whole number is too large for a number to hold exactly.
 */
export function decodeValue(value: DuckDBValue, column: string): Decoded {
  if (value === null || typeof value !== "object") {
    return typeof value === "bigint" ? safeNumber(value, column) : value;
  }
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) {
    return value.items.map((item) => decodeValue(item, column));
  }
  if (value instanceof DuckDBStructValue) {
    const object = Object.create(null) as Record<string, Decoded>;
    for (const [key, item] of Object.entries(value.entries)) object[key] = decodeValue(item, column);
    return object;
  }
  return isoText(value) ?? value.toString();
}

function safeNumber(value: bigint, column: string): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new AlmanacError(`${String(value)} is too large to be held exactly.`, {
    where: `column ${column}`,
    next: "Cast the column to varchar in the query.",
  });
}

/**
 * ISO 8601 text of a date or instant, to the microsecond; an instant with time zone ends in Z. Null for
 * other values and for those outside the years 0 to 9999, infinity among them. DuckDB's own
 * text of an instant depends on the machine's zone.
 */
export function isoText(value: DuckDBValue): string | null {
  if (value instanceof DuckDBDateValue) {
    return iso(BigInt(value.days) * 86_400_000_000n)?.slice(0, "2000-01-01".length) ?? null;
  }
  if (value instanceof DuckDBTimestampTZValue) return iso(value.micros);
  const micros = epochMicros(value);
  return micros === null ? null : (iso(micros)?.slice(0, -"Z".length) ?? null);
}

function iso(micros: bigint): string | null {
  const rest = ((micros % 1000n) + 1000n) % 1000n;
  const date = new Date(Number((micros - rest) / 1000n));
  if (Number.isNaN(date.getTime())) return null;
  const text = date.toISOString();
  if (!/^\d{4}-/.test(text)) return null;
  return rest === 0n ? text : `${text.slice(0, -"Z".length)}${String(rest).padStart(3, "0")}Z`;
}

function epochMicros(value: DuckDBValue): bigint | null {
  if (value instanceof DuckDBTimestampValue) return value.micros;
  if (value instanceof DuckDBTimestampMillisecondsValue) return value.millis * 1000n;
  if (value instanceof DuckDBTimestampSecondsValue) return value.seconds * 1_000_000n;
  if (value instanceof DuckDBTimestampNanosecondsValue) return value.nanos / 1000n;
  return null;
}

/**
 * A value in the form that DuckDB's appender takes for a column of a type.
 *
 * @param place Table and column, for the message.
 * @throws AlmanacError where the value is not of the type: a fraction for a whole number, more decimals
 *   than the column keeps, text that is no instant.
 */
export function encodeValue(value: SqlValue, type: DuckDBType, place: string): DuckDBValue {
  if (value === null) return null;
  const encoded = encoders[type.typeId]?.(value, type);
  if (encoded !== undefined) return encoded;
  throw new AlmanacError(`${JSON.stringify(value)} is no value for a column of type ${type.toString()}.`, {
    where: place,
    next: "Mend the cleaner that made the row; the column is defined in warehouse/schema/.",
  });
}

type Encoder = (value: string | number | boolean, type: DuckDBType) => DuckDBValue | undefined;

/** By column type; undefined where the value does not fit. */
const encoders: Partial<Record<DuckDBTypeId, Encoder>> = {
  [DuckDBTypeId.VARCHAR]: (value) => (typeof value === "string" ? value : undefined),
  [DuckDBTypeId.BOOLEAN]: (value) => (typeof value === "boolean" ? value : undefined),
  [DuckDBTypeId.DOUBLE]: (value) => (Number.isFinite(value) ? value : undefined),
  [DuckDBTypeId.INTEGER]: (value) => (isInteger32(value) ? value : undefined),
  [DuckDBTypeId.BIGINT]: (value) => (isSafeInteger(value) ? BigInt(value) : undefined),
  [DuckDBTypeId.DECIMAL]: (value, type) =>
    typeof value === "number" && type instanceof DuckDBDecimalType ? decimal(value, type) : undefined,
  [DuckDBTypeId.DATE]: (value) => (typeof value === "string" ? day(value) : undefined),
  [DuckDBTypeId.TIMESTAMP_TZ]: (value) => (typeof value === "string" ? instant(value) : undefined),
};

/** A day of the calendar, `2025-08-28`; undefined for anything else, the 30th of February among it. */
function day(text: string): DuckDBDateValue | undefined {
  const midnight = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== text) return undefined;
  return new DuckDBDateValue(midnight / 86_400_000);
}

function isSafeInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isInteger32(value: unknown): value is number {
  return isSafeInteger(value) && value === (value | 0);
}

function decimal(value: number, type: DuckDBDecimalType): DuckDBDecimalValue | undefined {
  if (!(Math.abs(value) < 10 ** (type.width - type.scale))) return undefined;
  const encoded = DuckDBDecimalValue.fromDouble(value, type.width, type.scale);
  return encoded.toDouble() === value ? encoded : undefined;
}

function instant(text: string): DuckDBTimestampTZValue | undefined {
  const milliseconds = Date.parse(text);
  if (!/(?:Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(milliseconds)) return undefined;
  return new DuckDBTimestampTZValue(BigInt(milliseconds) * 1000n);
}
