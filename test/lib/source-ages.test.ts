import { expect, test } from "vitest";
import type { FetchLogLine } from "../../pipeline/contracts/fetch.ts";
import { sourceAges, staleWarnings, type UsedSnapshot } from "../../pipeline/lib/source-ages.ts";

const NOW = new Date("2026-08-01T06:00:00Z");

const daysAgo = (days: number): string => new Date(NOW.getTime() - days * 86_400_000).toISOString();

const used = (cadence: UsedSnapshot["cadence"], days: number | null, snapshot_id = "a"): UsedSnapshot => ({
  source_id: "wgu",
  cadence,
  snapshot_id,
  retrieved_at: days === null ? null : daysAgo(days),
});

const seen = (snapshot_id: string | null, days: number): FetchLogLine => ({
  at: daysAgo(days),
  source_id: "wgu",
  url: "https://wgu.example/",
  outcome: snapshot_id === null ? "failed" : "not modified",
  reason: null,
  path: null,
  snapshot_id,
  etag: null,
  last_modified: null,
});

test.each([
  ["daily", 3],
  ["weekly", 14],
  ["monthly", 62],
  ["yearly", 550],
] as const)("%s sources may be %i days old", (cadence, days) => {
  expect(staleWarnings(sourceAges([used(cadence, days)], [], NOW))).toEqual([]);
  expect(staleWarnings(sourceAges([used(cadence, days + 1)], [], NOW))).toEqual([
    `wgu: what is known of it is ${days + 1} days old, more than the ${days} that its cadence allows`,
  ]);
});

test("what never changes again, or is undated, is not stale", () => {
  expect(sourceAges([used("never again", 9000)], [], NOW)[0]?.is_stale).toBe(false);
  const undated = sourceAges([used("daily", null)], [], NOW);
  expect(undated).toEqual([
    { source_id: "wgu", seen_at: null, age_days: null, allowed_days: 3, is_stale: false },
  ]);
  // An age that is not known is never told as one of 0 days.
  expect(staleWarnings([...undated, ...undated.map((age) => ({ ...age, is_stale: true }))])).toEqual([]);
});

test("what was found unchanged is as fresh as then; a failure makes nothing fresher", () => {
  expect(sourceAges([used("daily", 40)], [seen("a", 30), seen("a", 2)], NOW)[0]?.age_days).toBe(2);
  expect(sourceAges([used("daily", null)], [seen("a", 5)], NOW)[0]?.is_stale).toBe(true);
  expect(sourceAges([used("daily", 40)], [seen(null, 1), seen("b", 1)], NOW)[0]?.age_days).toBe(40);
});

test("a source is as old as the newest of its snapshots in use", () => {
  const releases = [used("yearly", 4000, "old"), used("yearly", 100, "new"), used("yearly", null, "undated")];
  expect(sourceAges(releases, [], NOW)).toMatchObject([{ age_days: 100, is_stale: false }]);
});
