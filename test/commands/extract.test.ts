import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { extractCommand } from "../../pipeline/commands/extract.ts";
import { sourceOf, withReader, type Reader } from "../../pipeline/commands/reading.ts";
import { AlmanacError, EXIT } from "../../pipeline/contracts/errors.ts";
import { HEALTH_INFORMATION } from "../../pipeline/contracts/occupation.ts";
import type { CleanedRecord, Outcome } from "../../pipeline/contracts/record.ts";
import type { FactRow } from "../../pipeline/contracts/rows.ts";
import { DEFAULT_FOLDERS } from "../../pipeline/lib/paths.ts";
import { testIo } from "../support/io.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { about } from "../warehouse/sample.ts";

const row: FactRow = {
  table: "related_occupations",
  row: {
    ...about,
    related_title: "Coder",
    related_code: null,
  },
};
const repairs = [{ column_name: "related_title", rule: "r", before: "Codr", after: "Coder" }] as const;

const record = (number: number, outcome: Outcome): CleanedRecord => ({
  record: {
    record_id: `s/k/${number}`,
    source_id: "s",
    snapshot_id: "x",
    kind: "k",
    locator: `chars:${number}-${number + 1}`,
    raw_text: "a",
    readings: [],
  },
  outcome,
});

const cleaned = [
  record(1, { disposition: "loaded", rows: [row, row] }),
  record(2, { disposition: "repaired", rows: [row], repairs }),
  record(3, { disposition: "quarantined", reason: "two readings" }),
  record(4, { disposition: "ignored", rule: "teaser" }),
];

/** Reads any page but one that says `bad`. */
const read: Reader = (snapshot) => {
  if (Buffer.from(snapshot.bytes).toString() === "bad") {
    const about = { where: snapshot.path, next: "Get another." };
    return Promise.reject(new AlmanacError("not a page of this source", about));
  }
  return Promise.resolve({
    cleaned,
    blocks: [],
    part: "page",
    encoding: "utf-8",
    occupation: { occupation_code: null, occupation_title: "t" },
    modified_on: null,
  });
};

describe("extractCommand", () => {
  it("prints a line for every row, and one for every record without rows", async () => {
    const page = join(await tempFolder(), "page");
    await writeFile(page, "good");
    const { io, out, said } = testIo();
    expect(await extractCommand({ sourceId: "s", files: [page] }, io, read)).toBe(EXIT.published);
    const lines = out()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
    const loaded = (id: string): object => ({ record_id: id, source_id: "s", ...row.row });
    const aside = (number: number, reason: string): object => ({
      record_id: `s/k/${number}`,
      source_id: "s",
      kind: "k",
      reason,
    });
    expect(lines).toEqual([
      { table: row.table, row: loaded("s/k/1"), locator: "chars:1-2", raw_text: "a", disposition: "loaded" },
      { table: row.table, row: loaded("s/k/1"), locator: "chars:1-2", raw_text: "a", disposition: "loaded" },
      {
        table: row.table,
        row: loaded("s/k/2"),
        locator: "chars:2-3",
        raw_text: "a",
        disposition: "repaired",
        repairs,
      },
      {
        table: "quarantine",
        row: aside(3, "two readings"),
        locator: "chars:3-4",
        raw_text: "a",
        disposition: "quarantined",
      },
      {
        table: "records",
        row: aside(4, "teaser"),
        locator: "chars:4-5",
        raw_text: "a",
        disposition: "ignored",
      },
    ]);
    expect(said()).toBe(`${page}: 4 records: 1 loaded, 1 repaired, 1 quarantined, 1 ignored\n`);
  });

  it("reports files that cannot be used, prints the others and fails", async () => {
    const folder = await tempFolder();
    const [bad, good] = [join(folder, "bad"), join(folder, "good")];
    await writeFile(bad, "bad");
    await writeFile(good, "good");
    const { io, out, said } = testIo();
    const files = [bad, join(folder, "missing"), good];
    expect(await extractCommand({ sourceId: "s", files }, io, read)).toBe(EXIT.failed);
    expect(out().trimEnd().split("\n")).toHaveLength(5);
    expect(said()).toContain(
      `warning: ${bad} cannot be used: not a page of this source\n  next: Get another.`,
    );
    expect(said()).toContain(`warning: ${join(folder, "missing")} cannot be used: `);
  });

  it("does not hide an error of the program itself", async () => {
    const page = join(await tempFolder(), "page");
    await writeFile(page, "x");
    const broken: Reader = () => Promise.reject(new TypeError("bug"));
    await expect(extractCommand({ sourceId: "s", files: [page] }, testIo().io, broken)).rejects.toThrow(
      TypeError,
    );
  });

  it("reads a page of the project with its source", async () => {
    const { io, out } = testIo();
    const file = join(DEFAULT_FOLDERS.rawDir, "wgu", "health-information-technician.html");
    expect(
      await withReader(sourceOf("wgu"), HEALTH_INFORMATION, (read) =>
        extractCommand({ sourceId: "wgu", files: [file] }, io, read),
      ),
    ).toBe(EXIT.published);
    expect(out()).toContain('"annual_usd":50250');
  });
});

describe("sourceOf", () => {
  it("names the sources there are", () => {
    expect(() => sourceOf("wguu")).toThrow(
      expect.objectContaining({
        exitCode: EXIT.usage,
        next: expect.stringContaining("wgu") as string,
      }) as Error,
    );
  });
});
