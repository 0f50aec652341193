import { describe, expect, it } from "vitest";

import { nightlyCommand, type RunNightly } from "../../pipeline/commands/nightly.ts";
import { DEFAULT_CONFIGURATION } from "../../pipeline/contracts/configuration.ts";
import { AlmanacError, EXIT } from "../../pipeline/contracts/errors.ts";
import type { NightlyOptions, NightlyResult } from "../../pipeline/contracts/run.ts";
import { testIo } from "../support/io.ts";

const options = {
  rawDir: "/raw",
  warehouseDir: "/warehouse",
  outDir: "/out",
  only: ["wgu"],
  force: true,
  offline: true,
  sourceDateEpoch: null,
  configuration: DEFAULT_CONFIGURATION,
  webhook: null,
};

const result: NightlyResult = {
  outcome: "published",
  published: true,
  fetched: [],
  edition: "undated-0123456789",
  editionDir: "/out/editions/undated-0123456789",
  pdfs: 12,
  flow: { seen: 350, loaded: 345, repaired: 2, quarantined: 1, ignored: 2 },
  changes: null,
  warnings: ["wgu: no date"],
  seconds: 9.876,
};

describe("nightlyCommand", () => {
  it("hands the run its options and says what came of it", async () => {
    const { io, out } = testIo();
    const asked: NightlyOptions[] = [];
    const run: RunNightly = (given) => {
      asked.push(given);
      return Promise.resolve(result);
    };
    expect(await nightlyCommand({ ...options, json: false }, io, run)).toBe(EXIT.published);
    expect(asked).toEqual([options]);
    expect(out()).toBe(
      "published edition undated-0123456789 with 12 PDFs (9.9 s)\n" +
        "350 records seen: 345 loaded, 2 repaired, 1 quarantined, 2 ignored\n" +
        "/out/editions/undated-0123456789\n",
    );
  });

  it("says that there was nothing to do", async () => {
    const { io, out } = testIo();
    const idle: NightlyResult = { ...result, outcome: "nothing to do", published: false };
    expect(await nightlyCommand({ ...options, json: false }, io, () => Promise.resolve(idle))).toBe(
      EXIT.published,
    );
    expect(out()).toContain("nothing to do: edition undated-0123456789");
    expect(out()).not.toContain("records");
  });

  it("says what was fetched, and that a source is too old", async () => {
    const { io, out } = testIo();
    const address = { source_id: "wgu", url: "https://wgu.example/", reason: null, path: null };
    const outcomes = ["failed", "new", "not modified", "failed"] as const;
    const fetched = outcomes.map((outcome) => ({ ...address, outcome }));
    const degraded: NightlyResult = { ...result, outcome: "degraded", fetched };
    await nightlyCommand({ ...options, json: false }, io, () => Promise.resolve(degraded));
    expect(out()).toContain(
      "published edition undated-0123456789 with 12 PDFs (9.9 s)\ndegraded: a source is",
    );
    expect(out()).toContain("\nasked for 4 addresses: 1 new, 1 not modified, 2 failed\n");
  });

  it("prints one JSON object on request, and nothing else", async () => {
    const { io, out, said } = testIo();
    await nightlyCommand({ ...options, json: true }, io, () => Promise.resolve(result));
    expect(JSON.parse(out())).toEqual(result);
    expect(said()).toBe("");
  });

  it("leaves a blocked night's error as it is", async () => {
    const { io, out } = testIo();
    const blocked = new AlmanacError("a check failed", {
      where: "c.sql",
      next: "Mend it.",
      exitCode: EXIT.blocked,
    });
    await expect(nightlyCommand({ ...options, json: false }, io, () => Promise.reject(blocked))).rejects.toBe(
      blocked,
    );
    expect(out()).toBe("");
  });
});
