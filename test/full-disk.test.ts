import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_CONFIGURATION } from "../pipeline/contracts/configuration.ts";
import { AlmanacError, EXIT } from "../pipeline/contracts/errors.ts";
import type { NightlyOptions, NightlyResult } from "../pipeline/contracts/run.ts";
import { readLedger } from "../pipeline/lib/ledger.ts";
import { silentLog } from "../pipeline/lib/log.ts";
import { PROJECT_DIR } from "../pipeline/lib/paths.ts";
import { type FetchSources, runNightly } from "../pipeline/run.ts";
import { fetchTargets } from "../pipeline/stages/fetch.ts";
import { publishedPair, requireSameEdition } from "./crash/published-pair.ts";
import { foldersBelow } from "./crash/small-night.ts";
import { smallDisk } from "./support/small-disk.ts";

const base = await mkdtemp(join(tmpdir(), "almanac-disk-"));
const disk = smallDisk(base, 40);
const folders = foldersBelow(base);

afterAll(async () => {
  disk?.remove();
  await rm(base, { recursive: true, force: true });
});

function night(more: Partial<NightlyOptions> = {}, fetchSources?: FetchSources): Promise<NightlyResult> {
  const options: NightlyOptions = {
    ...folders,
    only: ["wgu"],
    sourceDateEpoch: null,
    force: true,
    offline: true,
    configuration: DEFAULT_CONFIGURATION,
    webhook: null,
    ...more,
  };
  return runNightly(options, { now: () => new Date("2026-08-01T06:00:00Z"), log: silentLog }, fetchSources);
}

async function failureOf(run: Promise<unknown>): Promise<AlmanacError> {
  const failure: unknown = await run.then(
    () => null,
    (error: unknown) => error,
  );
  if (failure instanceof AlmanacError) return failure;
  throw new Error("not an AlmanacError", { cause: failure });
}

async function wholePair(): Promise<unknown> {
  const { manifest } = await publishedPair(folders);
  if (manifest === null) throw new Error("nothing is published");
  await requireSameEdition(folders, manifest);
  return manifest;
}

describe.skipIf(disk === null)(
  "a disk on which a night is not alone (skipped where none can be mounted)",
  () => {
    beforeAll(async () => {
      await cp(join(PROJECT_DIR, "raw", "wgu"), join(folders.rawDir, "wgu"), { recursive: true });
      // What publishers sent is only read.
      await disk?.readOnly(folders.rawDir, () => night());
    });

    // Where the room ends: at the build's first bytes, among its rows, at its checkpoint, among the pages.
    test.each([0, 100_000, 2_300_000, 4_000_000])(
      "that is full but for %i bytes leaves the old edition whole, and says what to do",
      async (bytesLeft) => {
        const before = await wholePair();
        const ledger = await readLedger(folders.warehouseDir);
        await disk?.fill(bytesLeft);
        const failure = await failureOf(night());
        expect(failure).toMatchObject({
          exitCode: EXIT.failed,
          next: expect.stringContaining("Make room") as string,
        });
        expect(failure.message).toMatch(/^the disk is full: .*no space left/iu);
        expect(failure.where.startsWith(base), failure.where).toBe(true);
        expect(await wholePair()).toEqual(before);
        await disk?.makeRoom();
        // The line of the failed run may not have had room either; it is whole or not there.
        const { runs, damaged } = await readLedger(folders.warehouseDir);
        expect(damaged).toBe(0);
        expect(runs.slice(0, ledger.runs.length)).toEqual(ledger.runs);
      },
    );

    test("publishes once there is room, and has no leftovers then", async () => {
      expect(await night()).toMatchObject({ outcome: "published" });
      await wholePair();
      const editions = await readdir(join(folders.outDir, "editions"));
      expect(editions.filter((name) => name.startsWith("."))).toEqual([]);
      expect(await readdir(join(folders.warehouseDir, "builds"))).toHaveLength(2 * editions.length);
    });

    test.each(["outDir", "warehouseDir"] as const)(
      "whose %s cannot be written to is named",
      async (which) => {
        const before = await wholePair();
        const failure = await disk?.readOnly(folders[which], () => failureOf(night()));
        expect(failure).toMatchObject({
          exitCode: EXIT.failed,
          next: expect.stringContaining("writable") as string,
        });
        expect(failure?.where.startsWith(folders[which])).toBe(true);
        expect(await wholePair()).toEqual(before);
      },
    );

    test("whose raw/ cannot be written to keeps nothing that is fetched, says so, and goes on with what is there", async () => {
      const page = Buffer.from("<p>another page</p>");
      const client = {
        get: () =>
          Promise.resolve({ status: 200 as const, url: "https://a.example/a", headers: {}, body: page }),
        close: () => Promise.resolve(),
      };
      const fetchSources: FetchSources = (request, log) =>
        fetchTargets(
          { ...request, targets: [{ source_id: "wgu", url: "https://a.example/a" }] },
          { client, now: () => new Date("2026-08-01T06:00:00Z"), log },
        );
      const configuration = { ...DEFAULT_CONFIGURATION, fetch: { contact: "mailto:a@example.org" } };
      const more = { offline: false, force: false, configuration };
      const result = await disk?.readOnly(folders.rawDir, () => night(more, fetchSources));
      expect(result).toMatchObject({ outcome: "nothing to do", fetched: [{ outcome: "failed" }] });
      expect(result?.warnings.join()).toContain("the snapshot cannot be stored");
      expect(await readdir(join(folders.rawDir, "wgu"))).toHaveLength(2);
    });
  },
);
