import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import type { Explanation } from "../../pipeline/commands/explanation.ts";
import { explainCommand, type ExplainOptions } from "../../pipeline/commands/explain.ts";
import { EXIT, type ExitCode } from "../../pipeline/contracts/errors.ts";
import { sha256 } from "../../pipeline/lib/digest.ts";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";
import { testIo } from "../support/io.ts";
import { figure, publishAgain, publishEvidence, type Published } from "../support/published.ts";
import { tempFolder } from "../support/temp-folder.ts";

const asked = { report: null, all: false, json: false };

async function explained(
  options: ExplainOptions,
): Promise<{ code: ExitCode; text: string; explanations: Explanation[] }> {
  const { io, out } = testIo();
  const code = await explainCommand(options, io);
  return { code, text: out(), explanations: options.json ? (JSON.parse(out()) as Explanation[]) : [] };
}

const inJson = async (
  published: Published,
  wanted: string,
): Promise<{ code: ExitCode; explanations: Explanation[] }> =>
  explained({ ...asked, ...published, wanted, json: true });

/** A figure that rests on the third line of the price index, which its record says stands at the locator. */
async function onReferenceLine(
  locator: string,
  path = "warehouse/reference/cpi-u-annual.csv",
): Promise<{ published: Published; raw_text: string }> {
  const published = await publishEvidence([figure("national:1")]);
  const bytes = await readFile(join(PROJECT_DIR, "warehouse/reference/cpi-u-annual.csv"));
  const raw_text = bytes.toString("utf8").split("\n")[2] ?? "";
  const [snapshot] = Object.values(published.evidence.snapshots);
  const record = published.evidence.records["s/wage/1"];
  const evidence = {
    ...published.evidence,
    records: { "s/wage/1": { ...record, snapshot_id: sha256(bytes), locator, raw_text } },
    snapshots: { [sha256(bytes)]: { ...snapshot, path, encoding: "utf-8" } },
  };
  await publishAgain(published.outDir, evidence);
  return { published, raw_text };
}

describe("explainCommand", () => {
  it("takes a figure to its characters and its bytes, and verifies them", async () => {
    const published = await publishEvidence([figure("national:1")]);
    const { code, explanations } = await inJson(published, "$38,040");
    expect(code).toBe(EXIT.published);
    const [trace] = explanations[0]?.records ?? [];
    // One letter before the place takes two bytes.
    expect(trace).toMatchObject({
      record_id: "s/wage/1",
      record: { locator: "chars:12-40", raw_text: "The median wage was $38,040." },
      byte_range: { start: 13, end: 41 },
      context: { before: "Café wages\r\n", after: "\r\nLake Havasu City $ Kingman 0.16%\r\n" },
      differences: [],
    });
  });

  it("says of a named phrase that no record lies under it, by its text and by its name", async () => {
    const published = await publishEvidence([figure("national:1")]);
    const evidence = { ...published.evidence, constants: { small_group: "100 jobs" } };
    await publishAgain(published.outDir, evidence);
    for (const wanted of ["100 Jobs", "small_group"]) {
      const { code, text } = await explained({ ...asked, ...published, wanted });
      expect(code).toBe(EXIT.published);
      expect(text).toContain("100 jobs  the constant small_group");
    }
    await expect(explained({ ...asked, ...published, wanted: "200 jobs" })).rejects.toThrow("no figure");
  });

  it("prints all that a person asks of a figure", async () => {
    const published = await publishEvidence([figure("national:1", { record_ids: ["s/wage/1", "s/city/1"] })]);
    const { text } = await explained({ ...asked, ...published, wanted: "national:1" });
    for (const part of [
      "$38,040  median annual wage",
      "national:1 of edition undated-0123456789",
      "annual_usd of",
      "from wages",
      "2 records",
      "The Publisher (s)",
      "s/page.txt",
      Object.keys(published.evidence.snapshots)[0] ?? "no snapshot",
      "undated",
      "chars:12-40, bytes 13 to 41",
      "speaks of  May 2024 (inferred: three wage figures of the page equal those of a release)\n" +
        `${" ".repeat(16)}undated\n`,
      'stray_dollar: area_name was "City $ Kingman", is "City - Kingman"',
      "the prose of this copy was rewritten",
      "written for a test",
      "verified: the file has this sha256, and these 28 characters stand at this place",
    ]) {
      expect(text).toContain(part);
    }
    // The other record holds no fact.
    expect(text.match(/speaks of/gu)).toHaveLength(1);
  });

  it("follows formulas down to queries, each figure once, and computes them again", async () => {
    const sum = (id: string, inputs: string[], value: number): ReturnType<typeof figure> =>
      figure(id, {
        text: `$${value.toLocaleString("en-US")}`,
        value,
        derivation: { kind: "formula", formula: "sum", inputs },
      });
    const published = await publishEvidence([
      sum("national:3", ["national:2", "national:1"], 114_120),
      sum("national:2", ["national:1", "national:1"], 76_080),
      figure("national:1"),
    ]);
    const { explanations } = await inJson(published, "national:3");
    expect(explanations[0]?.inputs.map(({ id }) => id)).toEqual(["national:2", "national:1"]);
    const { code, text } = await explained({ ...asked, ...published, wanted: "national:3" });
    expect(code).toBe(EXIT.published);
    expect(text).toContain("sum: the sum of all");
    expect(text).toContain("national:2, national:1");
    expect(text).toContain("computed again from its inputs: $114,120, the same");
  });

  it.each([
    ["another value", { value: 38_050, text: "$38,050" }, "sum", ["national:1"], /inputs it is \$38,040/u],
    ["another text", { text: "$38,400" }, "sum", ["national:1"], /inputs it is \$38,040/u],
    ["no such formula", {}, "product", ["national:1"], /there is no formula product/u],
    ["too many inputs", {}, "ratio", ["national:1"], /ratio takes a, b/u],
    ["an input that is not there", {}, "sum", ["national:9"], /does not hold all its inputs/u],
  ])("fails and says so where a formula has %s", async (_what, parts, formula, inputs, message) => {
    const published = await publishEvidence([
      figure("national:2", { ...parts, derivation: { kind: "formula", formula, inputs } }),
      figure("national:1"),
    ]);
    const { code, text } = await explained({ ...asked, ...published, wanted: "national:2" });
    expect(code).toBe(EXIT.failed);
    expect(text).toMatch(message);
  });

  it("ends where formulas go in a circle", async () => {
    const circle = (id: string, inputs: string[]): ReturnType<typeof figure> =>
      figure(id, { derivation: { kind: "formula", formula: "sum", inputs } });
    const published = await publishEvidence([
      circle("national:1", ["national:2"]),
      circle("national:2", ["national:1"]),
    ]);
    const { explanations } = await inJson(published, "national:1");
    expect(explanations[0]?.inputs.map(({ id }) => id)).toEqual(["national:2"]);
  });

  it("says of a property of the run how it is made", async () => {
    const published = await publishEvidence([
      figure("national:1", { derivation: { kind: "run", how: "digest of everything" } }),
    ]);
    const { text } = await explained({ ...asked, ...published, wanted: "national:1" });
    expect(text).toContain("digest of everything");
  });

  it("shows the first ten of many records, and all on request", async () => {
    const published = await publishEvidence([
      figure("national:1", { record_ids: Array<string>(12).fill("s/wage/1") }),
    ]);
    const first = await explained({ ...asked, ...published, wanted: "national:1" });
    expect(first.text).toContain("and 2 more records; --all prints them");
    expect(first.text.match(/verified/gu)).toHaveLength(10);
    const all = await explained({ ...asked, ...published, wanted: "national:1", all: true });
    expect(all.text.match(/verified/gu)).toHaveLength(12);
  });

  it.each([
    ["is gone", (page: string) => rm(page), /cannot be read/u],
    [
      "has another byte",
      (page: string) => writeFile(page, "Cafe wages\r\nThe median wage was $38,041.\r\n"),
      /has changed: its sha256 is [0-9a-f]{64}/u,
    ],
    [
      "has moved text",
      (page: string) => writeFile(page, "\nCafé wages\r\nThe median wage was $38,040.\r\n"),
      /another text stands at this place/u,
    ],
    ["is cut", (page: string) => writeFile(page, "Café"), /no such place/u],
  ])("fails and says so if the snapshot %s", async (_what, damage, message) => {
    const published = await publishEvidence([figure("national:1")]);
    await damage(published.page);
    const { code, explanations } = await inJson(published, "national:1");
    expect(code).toBe(EXIT.failed);
    expect(explanations[0]?.records[0]?.differences.join("\n")).toMatch(message);
    const { text } = await explained({ ...asked, ...published, wanted: "national:1" });
    expect(text).toMatch(message);
    expect(text).not.toContain("verified");
  });

  it("does not read outside the raw directory", async () => {
    const published = await publishEvidence([figure("national:1")]);
    const [id, snapshot] = Object.entries(published.evidence.snapshots)[0] ?? [];
    const evidence = {
      ...published.evidence,
      snapshots: { [id ?? ""]: { ...snapshot, path: "../raw/../secret" } },
    };
    await publishAgain(published.outDir, evidence);
    const { code, explanations } = await inJson(published, "national:1");
    expect(code).toBe(EXIT.failed);
    expect(explanations[0]?.records[0]?.differences).toEqual([expect.stringContaining("leads out of")]);
  });

  it("follows a line of a reference table to the project's own folder", async () => {
    const { published, raw_text } = await onReferenceLine("line:3");
    const { code, explanations } = await inJson(published, "national:1");
    expect(code).toBe(EXIT.published);
    expect(explanations[0]?.records[0]).toMatchObject({
      record: { locator: "line:3", raw_text },
      byte_range: { start: 22, end: 34 },
      context: { before: "year,cpi_u\n2006,201.6\n" },
      differences: [],
    });
  });

  it.each([
    ["line:2", /another text stands at this place/u],
    ["line:999", /no such place/u],
    ["line:0", /no such place/u],
  ])("fails and says so if the line stands at %s", async (locator, message) => {
    const { published } = await onReferenceLine(locator);
    const { code, text } = await explained({ ...asked, ...published, wanted: "national:1" });
    expect(code).toBe(EXIT.failed);
    expect(text).toMatch(message);
  });

  it("does not read outside the folder of reference tables", async () => {
    const { published } = await onReferenceLine("line:3", "warehouse/reference/../../package.json");
    const { explanations } = await inJson(published, "national:1");
    expect(explanations[0]?.records[0]?.differences).toEqual([expect.stringContaining("leads out of")]);
  });

  it("shows control characters instead of sending them to the terminal", async () => {
    const published = await publishEvidence([figure("national:1", { text: "a\u001b[2Jb" })]);
    const { text } = await explained({ ...asked, ...published, wanted: "national:1" });
    expect(text).toContain("a\\u{1b}[2Jb");
    expect(text).not.toContain("\u001b");
  });

  it("names the nearest figures if there is no such figure", async () => {
    const published = await publishEvidence([figure("national:1")]);
    await expect(explained({ ...asked, ...published, wanted: "8,040" })).rejects.toMatchObject({
      exitCode: EXIT.failed,
      next: expect.stringContaining("$38,040 (median annual wage; national:1)") as string,
    });
  });

  it("says what to do where nothing is published or the evidence is damaged", async () => {
    const published = await publishEvidence([]);
    await writeFile(join(published.outDir, "latest", "evidence.json"), '{"edition": "x"');
    await expect(explained({ ...asked, ...published, wanted: "1" })).rejects.toThrow(
      "the evidence is damaged",
    );
    const outDir = await tempFolder();
    await expect(explained({ ...asked, ...published, outDir, wanted: "1" })).rejects.toThrow(
      "no published edition",
    );
  });
});
