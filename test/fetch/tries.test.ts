import { expect, test } from "vitest";
import { FetchError } from "../../pipeline/fetch/fetch-error.ts";
import { retryAfterMs, withTries } from "../../pipeline/fetch/tries.ts";

const NOW = Date.parse("2026-08-01T06:00:00Z");

test.each([
  ["120", 120_000],
  [" 0 ", 0],
  ["Sat, 01 Aug 2026 06:01:00 GMT", 60_000],
  ["Sat, 01 Aug 2026 05:00:00 GMT", 0],
  ["soon", null],
  ["-5", null],
  ["1.5", null],
  ["2026-08-01", null],
  [undefined, null],
])("Retry-After %j is %j", (header, expected) => {
  expect(retryAfterMs(header, NOW)).toBe(expected);
});

async function waitsOf(random: number, retryAfter: number | null = null): Promise<number[]> {
  const waits: number[] = [];
  const attempt = () => Promise.reject(new FetchError("down", { isPassing: true, retryAfterMs: retryAfter }));
  const effects = { random: () => random, hold: (milliseconds: number) => waits.push(milliseconds) };
  await expect(withTries(attempt, effects)).rejects.toThrow("down (4 tries)");
  return waits;
}

test("waits double, and chance lengthens them to twice at most", async () => {
  expect(await waitsOf(0)).toEqual([2000, 4000, 8000]);
  expect(await waitsOf(0.5)).toEqual([3000, 6000, 12_000]);
});

test("a wait is as long as the server asks, where that is longer", async () => {
  expect(await waitsOf(0, 5000)).toEqual([5000, 5000, 8000]);
});

test("what does not pass is not tried again", async () => {
  let tries = 0;
  const attempt = () => {
    tries += 1;
    return Promise.reject(new FetchError("gone"));
  };
  await expect(withTries(attempt, { random: () => 0, hold: () => undefined })).rejects.toThrow("gone");
  expect(tries).toBe(1);
});
