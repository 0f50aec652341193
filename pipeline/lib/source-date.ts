import { AlmanacError, EXIT } from "../contracts/errors.ts";

/**
 * Reads SOURCE_DATE_EPOCH, by which reproducible builds are dated: whole seconds since 1970.
 *
 * @param value The variable's value; undefined where it is not set.
 * @throws AlmanacError (usage) where it is set to something else.
 */
export function sourceDateEpoch(value: string | undefined): number | null {
  if (value === undefined || value === "") return null;
  const seconds = Number(value);
  if (/^\d{1,11}$/u.test(value)) return seconds;
  throw new AlmanacError(`SOURCE_DATE_EPOCH is "${value}", which is not a number of seconds`, {
    where: "environment variable SOURCE_DATE_EPOCH",
    next: "set it to whole seconds since 1970, or unset it",
    exitCode: EXIT.usage,
  });
}

/** Day (UTC, ISO 8601) of a number of seconds since 1970. */
export function dayOfEpoch(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
