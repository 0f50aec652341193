import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reportCommand, type ReportOptions } from "../../pipeline/commands/report.ts";
import { type Configuration, DEFAULT_CONFIGURATION } from "../../pipeline/contracts/configuration.ts";
import { AlmanacError, EXIT } from "../../pipeline/contracts/errors.ts";
import type { Evidence } from "../../pipeline/contracts/evidence.ts";
import type { NightlyResult } from "../../pipeline/contracts/run.ts";
import { readConfiguration } from "../../pipeline/lib/configuration.ts";
import { Database } from "../../pipeline/lib/duckdb.ts";
import { silentLog } from "../../pipeline/lib/log.ts";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";
import { runNightly } from "../../pipeline/run.ts";
import { pngOf } from "../lib/images.ts";
import { pdfInside } from "../support/pdf-inside.ts";
import { testIo } from "../support/io.ts";
import { tempFolder } from "../support/temp-folder.ts";

const OFFICE = {
  name: "Career Center, Foothill College",
  lines: ["Room 8301", "(650) 555-0100"],
  url: "https://careers.example/health",
  logo: "logo.png",
};

let folder = "";
let configuration: Configuration = DEFAULT_CONFIGURATION;
let published: NightlyResult;

/** A night of some of the five pages, as the office has configured it. */
async function night(
  base: string,
  only: readonly string[],
  more: Partial<Configuration> = {},
): Promise<NightlyResult> {
  const options = {
    rawDir: join(PROJECT_DIR, "raw"),
    warehouseDir: join(base, "warehouse"),
    outDir: join(base, "reports"),
    only: [...only],
    sourceDateEpoch: 1_754_006_400,
    force: false,
    offline: true,
    configuration: { ...configuration, ...more },
    webhook: null,
  };
  return runNightly(options, { now: () => new Date("2026-08-01T03:00:00Z"), log: silentLog });
}

async function report(which: string, state: string | null, more: Partial<ReportOptions> = {}) {
  const { io, out } = testIo();
  const outDir = more.outDir ?? (await tempFolder());
  const options = {
    which,
    state,
    warehouseDir: join(folder, "warehouse"),
    sourceDateEpoch: null,
    configuration,
    json: false,
    ...more,
    outDir,
  };
  const code = await reportCommand(options, io);
  return { code, outDir, out: out() };
}

async function refusalOf(running: Promise<unknown>): Promise<AlmanacError> {
  const error: unknown = await running.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof AlmanacError) return error;
  throw new Error(`not refused: ${String(error)}`);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "almanac-report-"));
  await writeFile(join(folder, "logo.png"), pngOf(300, 100));
  await writeFile(join(folder, "almanac.config.json"), JSON.stringify({ office: OFFICE }));
  configuration = await readConfiguration(null, folder);
  published = await night(folder, ["myperfectresume", "wgu"]);
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("almanac report", () => {
  it("prints the files of the edition once more, to the byte, without raw/", async () => {
    const { code, outDir, out } = await report("all", null);
    expect(code).toBe(EXIT.published);
    const files = out.trim().split("\n");
    expect(files.length).toBeGreaterThan(20);
    for (const file of files.filter((one) => !one.endsWith("evidence.json"))) {
      const edition = await readFile(join(published.editionDir, file.slice(outDir.length + 1)));
      expect(Buffer.compare(await readFile(file), edition), file).toBe(0);
    }
  }, 60_000);

  it("prints one handout, whose evidence is beside it with the office's texts", async () => {
    const { outDir, out } = await report("state", "california", { json: true });
    const files = ["states/CA.pdf", "states/CA.html", "evidence.json"].map((file) => join(outDir, file));
    expect(JSON.parse(out)).toEqual({
      edition: published.edition,
      data_date: "2025-08-01",
      paper: "letter",
      files,
    });
    expect((await readdir(outDir, { recursive: true })).sort()).toEqual(
      ["evidence.json", "states", join("states", "CA.html"), join("states", "CA.pdf")].sort(),
    );
    const evidence = JSON.parse(await readFile(join(outDir, "evidence.json"), "utf8")) as Evidence;
    expect(evidence.constants).toMatchObject({
      office_name: OFFICE.name,
      office_line_1: "Room 8301",
      office_line_2: "(650) 555-0100",
      office_url: OFFICE.url,
    });
    expect(new Set(evidence.figures.map(({ id }) => id.split(":")[0]))).toEqual(new Set(["CA"]));
  });

  it("shows the office with its logo on both sides of one sheet, on either paper", async () => {
    for (const [paper, size] of [
      ["letter", [612, 792]],
      ["a4", [595, 842]],
    ] as const) {
      const { outDir } = await report("state", "CA", { configuration: { ...configuration, paper } });
      const inside = await pdfInside(await readFile(join(outDir, "states", "CA.pdf")));
      const sizes = inside.document
        .getPages()
        .map((page) => [page.getWidth(), page.getHeight()].map(Math.round));
      expect(sizes).toEqual([size, size]);
      expect(inside.pages.join(" ")).toContain("(650) 555-0100");
      expect(inside.tags).toContain(`Figure: ${OFFICE.name}`);
    }
  }, 60_000);

  it("knows the edition of a warehouse that stands alone by its run and its date", async () => {
    const warehouseDir = await tempFolder();
    await copyFile(join(folder, "warehouse", "almanac.duckdb"), join(warehouseDir, "almanac.duckdb"));
    const { out } = await report("state", "HI", { warehouseDir, json: true, sourceDateEpoch: 1_754_006_400 });
    expect(JSON.parse(out)).toMatchObject({ edition: published.edition, data_date: "2025-08-01" });
  });

  it.each([
    ["foo", null, /no report "foo"/u, /national, state/u],
    ["national", "CA", /takes no state/u, /state CODE/u],
    ["state", null, /needs a state/u, /AK, AL, AR/u],
    ["state", "ZZ", /no state "ZZ"/u, /AK, AL, AR/u],
    ["state", "Wyoming", /no city or region of Wyoming/u, /AK, AL, AR/u],
  ])("refuses %s %s, and says what there is", async (which, state, message, next) => {
    const error = await refusalOf(report(which, state));
    expect(error.message).toMatch(message);
    expect(error.next).toMatch(next);
    expect(error.exitCode).toBe(EXIT.usage);
  });

  it("does not write into an edition, by whatever path", async () => {
    const before = await readdir(published.editionDir, { recursive: true });
    for (const outDir of [
      published.editionDir,
      join(folder, "reports", "latest"),
      join(published.editionDir, "states", "more"),
    ]) {
      expect((await refusalOf(report("state", "HI", { outDir }))).exitCode).toBe(EXIT.usage);
    }
    expect(await readdir(published.editionDir, { recursive: true })).toEqual(before);
  });

  it("says what to do where nothing is published, and where a file stands in its way", async () => {
    const empty = await refusalOf(report("all", null, { warehouseDir: await tempFolder() }));
    expect(empty.next).toContain("almanac nightly");
    const warehouseDir = await tempFolder();
    (await Database.create(join(warehouseDir, "almanac.duckdb"))).close();
    const other = await refusalOf(report("all", null, { warehouseDir }));
    expect(other.message).toContain("not one of this version");
    expect(other.next).toContain("nightly --force");
    const outDir = join(await tempFolder(), "file");
    await writeFile(outDir, "x");
    const taken = await refusalOf(report("state", "HI", { outDir }));
    expect(taken).toMatchObject({ exitCode: EXIT.failed, next: expect.stringContaining("--out") as string });
  });
});

describe("a night", () => {
  it("has nothing to do with the same configuration, and makes another edition with another", async () => {
    const base = await tempFolder();
    const { edition } = await night(base, ["wgu"]);
    expect(await night(base, ["wgu"])).toMatchObject({ outcome: "nothing to do", edition });
    const other = await night(base, ["wgu"], { paper: "a4" });
    expect(other.outcome).toBe("published");
    expect(other.edition).not.toBe(edition);
  }, 60_000);
});
