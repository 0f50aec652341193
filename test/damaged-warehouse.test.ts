import { chmod, copyFile, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildProgram } from "../pipeline/commands/program.ts";
import { DEFAULT_CONFIGURATION } from "../pipeline/contracts/configuration.ts";
import { AlmanacError } from "../pipeline/contracts/errors.ts";
import type { NightlyResult } from "../pipeline/contracts/run.ts";
import { readEditionBefore, type EditionBefore } from "../pipeline/lib/edition-before.ts";
import { silentLog } from "../pipeline/lib/log.ts";
import { PROJECT_DIR } from "../pipeline/lib/paths.ts";
import { runNightly } from "../pipeline/run.ts";
import { damaged } from "./support/file-damages.ts";
import { testIo } from "./support/io.ts";

/** Damages of the warehouse; the environment may ask for more than a test run has time for. */
const RUNS = Number(process.env["ALMANAC_DAMAGED_WAREHOUSES"] ?? "10");

/** A DuckDB file begins with three headers of 4 KiB each. */
const HEADERS_BYTES = 3 * 4096;

let folder: string;
let places: { readonly outDir: string; readonly warehouseDir: string };

const latest = (file: string): string => join(places.outDir, "latest", file);

/** A night of one page, which has nothing to do where the edition of it is whole. */
function night(warnings: string[] = []): Promise<NightlyResult> {
  return runNightly(
    {
      ...places,
      rawDir: join(PROJECT_DIR, "raw"),
      only: ["collegegrad"],
      sourceDateEpoch: Date.UTC(2026, 6, 30) / 1000,
      force: false,
      offline: true,
      configuration: DEFAULT_CONFIGURATION,
      webhook: null,
    },
    {
      now: () => new Date("2026-08-01T03:00:00Z"),
      log: { ...silentLog, warn: (line) => void warnings.push(line) },
    },
  );
}

/** What a command answers: what it prints, or its error. */
type Answer = { readonly out: string } | { readonly error: AlmanacError };

async function ask(...words: string[]): Promise<Answer> {
  const { io, out } = testIo();
  try {
    await buildProgram(io, () => undefined).parseAsync(["node", "almanac", ...words]);
    return { out: out() };
  } catch (error) {
    // Whatever else is thrown is a crash, and fails the test.
    if (!(error instanceof AlmanacError)) throw error;
    return { error };
  }
}

/** The questions, by name: a row of facts, a count over everything, a figure, reports, the state of things. */
const questions = (): Record<string, () => Promise<Answer>> => {
  const { warehouseDir: warehouse, outDir: out } = places;
  const sql = (query: string) => ask("sql", query, "--format", "json", "--warehouse", warehouse);
  return {
    rows: () => sql("select * from claims order by all"),
    counts: () =>
      sql(
        "select source_id, disposition, count(*), sum(length(raw_text)) from records group by all order by all",
      ),
    explain: () => ask("explain", "national:3", "--json", "--out", out, "--raw", join(PROJECT_DIR, "raw")),
    // No handout of that state is made from one page: what the error lists is read from the warehouse.
    report: () => ask("report", "state", "CA", "--warehouse", warehouse, "--out", join(folder, "printed")),
    status: () => ask("status", "--json", "--out", out, "--warehouse", warehouse),
  };
};

/** Answers of the whole edition. */
let whole: Readonly<Record<string, Answer>>;
let before: EditionBefore | null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "almanac-damaged-"));
  places = { outDir: join(folder, "reports"), warehouseDir: join(folder, "warehouse") };
  await night();
  await chmod(await realpath(latest("almanac.duckdb")), 0o644);
  whole = await answers();
  before = await readEditionBefore(places);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function answers(): Promise<Record<string, Answer>> {
  const given: Record<string, Answer> = {};
  for (const [name, question] of Object.entries(questions())) given[name] = await question();
  return given;
}

/** What is wrong with an answer of a damaged edition: it is that of the whole one, or an error that helps; else null. */
function faultOf(name: string, answer: Answer): string | null {
  const expected = whole[name];
  if (expected === undefined) return "there was no such question";
  const same = JSON.stringify(plain(answer)) === JSON.stringify(plain(expected));
  if (same) return null;
  if ("error" in answer) {
    const { message, where, next } = answer.error;
    const helps = where.startsWith(folder) && next.includes("almanac nightly");
    return helps ? null : `an error that does not help: ${message}, ${where}, ${next}`;
  }
  return name === "status" ? faultOfStatus(answer.out) : `another answer: ${answer.out.slice(0, 500)}`;
}

const plain = (answer: Answer): unknown =>
  "out" in answer ? answer : [answer.error.message, answer.error.where, answer.error.next];

/** A status says that there is damage, and leaves out what it cannot know. */
function faultOfStatus(out: string): string | null {
  const { edition, unreadable, ...rest } = JSON.parse(out) as Record<string, unknown>;
  const good = JSON.parse((whole["status"] as { out: string }).out) as typeof rest;
  const { damage, ...of } = (edition ?? {}) as Record<string, unknown>;
  if (unreadable === null && (damage as string[]).length === 0) return "the damage is not told";
  const differs = (told: unknown, known: unknown): boolean =>
    told !== null && JSON.stringify(told) !== "[]" && JSON.stringify(told) !== JSON.stringify(known);
  const keys = [
    ...Object.keys(rest).filter((key) => differs(rest[key], good[key])),
    ...Object.keys(of).filter((key) => differs(of[key], (good["edition"] as typeof of)[key])),
  ];
  return keys.length === 0 ? null : `another ${keys.join(", ")}: ${out}`;
}

/** Has a file damaged while something is done, and puts it back. */
async function whileDamaged(path: string, seed: number, head: number, act: (what: string) => Promise<void>) {
  const bytes = await readFile(path);
  const { what, bytes: changed } = damaged(bytes, seed, head);
  try {
    await writeFile(path, changed);
    await act(`seed ${seed}: ${what}`);
  } finally {
    await writeFile(path, bytes);
  }
}

const seeds = (count: number): number[] => Array.from({ length: Math.ceil(count) }, (_, seed) => seed);

/** Asks everything of an edition with one damage; gives the questions that were answered by an error. */
async function refusals(what: string): Promise<string[]> {
  const given = await answers();
  for (const [name, answer] of Object.entries(given)) {
    expect(faultOf(name, answer), `${what}, asked ${name}`).toBeNull();
  }
  const compared = await readEditionBefore(places);
  if (compared === null || !("unreadable" in compared)) expect(compared, what).toEqual(before);
  return Object.keys(given).filter((name) => JSON.stringify(given[name]) !== JSON.stringify(whole[name]));
}

describe("an edition with one damage answers as the whole one does, or says what is damaged", () => {
  test("its warehouse", { timeout: RUNS * 20_000 }, async () => {
    const path = await realpath(latest("almanac.duckdb"));
    for (const seed of seeds(RUNS)) {
      await whileDamaged(path, seed, HEADERS_BYTES, async (what) => {
        expect(await refusals(what), what).toEqual(["rows", "counts", "report", "status"]);
      });
    }
  });

  test("its manifest, evidence, list of changes or a report", { timeout: RUNS * 20_000 }, async () => {
    const files = ["manifest.json", "evidence.json", "changes.json", "national.pdf"];
    for (const seed of seeds(RUNS / 4)) {
      const file = files[seed % files.length] ?? "";
      await whileDamaged(latest(file), seed, 200, async (what) => {
        await refusals(`${file}, ${what}`);
      });
    }
  });

  test("a write-ahead log beside its warehouse, which DuckDB would replay, is damage too", async () => {
    const log = `${await realpath(latest("almanac.duckdb"))}.wal`;
    await writeFile(log, "");
    expect(await refusals("a log")).toEqual(["rows", "counts", "report", "status"]);
    await rm(log);
    expect(await refusals("no log")).toEqual([]);
  });

  test(
    "a copy, whose digest nobody knows, is read as far as DuckDB finds it whole",
    { timeout: RUNS * 20_000 },
    async () => {
      const copy = join(folder, "copy");
      await mkdir(copy);
      const path = join(copy, "almanac.duckdb");
      await copyFile(latest("almanac.duckdb"), path);
      const question = () =>
        ask("sql", "select * from claims order by all", "--format", "json", "--warehouse", copy);
      expect(await question()).toEqual(whole["rows"]);
      for (const seed of seeds(RUNS / 5)) {
        await whileDamaged(path, seed, HEADERS_BYTES, async (what) => {
          expect(faultOf("rows", await question()), what).toBeNull();
        });
      }
    },
  );
});

describe("a night finds what is damaged since the last one, and makes it again", () => {
  test.each(["almanac.duckdb", "national.pdf"])("%s", { timeout: 240_000 }, async (file) => {
    expect((await night()).outcome).toBe("nothing to do");
    const path = await realpath(latest(file));
    await chmod(path, 0o644);
    const bytes = await readFile(path);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 5000) ^ 1, bytes.length - 5000);
    await writeFile(path, bytes);
    const warnings: string[] = [];
    const again = await night(warnings);
    expect(again.outcome).toBe("published");
    expect(warnings[0]).toMatch(/^edition \S+ is damaged and is made again: .+ is not as it was published$/u);
    expect(again.changes?.comparison).toBe(file === "national.pdf" ? "compared" : "not comparable");
    expect((await night()).outcome).toBe("nothing to do");
    expect(faultOf("rows", await (questions()["rows"] as () => Promise<Answer>)())).toBeNull();
  });
});
