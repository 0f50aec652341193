import { chmod, cp, mkdtemp, readFile, realpath, rm, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_CONFIGURATION } from "../../pipeline/contracts/configuration.ts";
import type { Changes } from "../../pipeline/contracts/changes.ts";
import type { Manifest } from "../../pipeline/contracts/evidence.ts";
import type { NightlyOptions, NightlyResult, RunSummary } from "../../pipeline/contracts/run.ts";
import { silentLog } from "../../pipeline/lib/log.ts";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";
import { runNightly } from "../../pipeline/run.ts";

const PAGE = "collegegrad/medical-records-and-health-information-technicians.html";

let folder: string;
let said: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "almanac-changes-"));
  await cp(join(PROJECT_DIR, "raw"), join(folder, "raw"), { recursive: true });
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A night of one page, with what it says kept. */
async function night(more: Partial<NightlyOptions> = {}): Promise<NightlyResult> {
  said = [];
  const options: NightlyOptions = {
    rawDir: join(folder, "raw"),
    warehouseDir: join(folder, "warehouse"),
    outDir: join(folder, "reports"),
    only: ["collegegrad"],
    sourceDateEpoch: null,
    force: false,
    offline: false,
    configuration: DEFAULT_CONFIGURATION,
    webhook: null,
    ...more,
  };
  const keep = (line: string): void => {
    if (line !== "nothing is fetched: the configuration names no contact (fetch.contact)") said.push(line);
  };
  const log = { ...silentLog, info: keep, warn: (line: string) => void said.push(`warning: ${line}`) };
  return runNightly(options, { now: () => new Date("2026-08-01T03:00:00Z"), log });
}

const latest = (file: string): string => join(folder, "reports", "latest", file);
const markdown = (): Promise<string> => readFile(latest("changes.md"), "utf8");
const changes = async (): Promise<Changes> =>
  JSON.parse(await readFile(latest("changes.json"), "utf8")) as Changes;

/** Changes the page: each text stands in it once. */
async function edit(...pairs: readonly (readonly [string, string])[]): Promise<void> {
  const path = join(folder, "raw", PAGE);
  let text = await readFile(path, "utf8");
  for (const [from, to] of pairs) {
    expect(text.split(from), from).toHaveLength(2);
    text = text.replace(from, to);
  }
  await writeFile(path, text);
}

describe("nights on a page that changes", () => {
  let first: NightlyResult;
  let second: NightlyResult;

  test("the first says that there is none before it", async () => {
    first = await night();
    expect(await markdown()).toContain("is the first edition in its folder");
    expect(await changes()).toMatchObject({ counts: { comparison: "first edition" }, differences: null });
    expect(said).toContain("since       first edition in this folder");
    const contents = await readFile(latest("index.html"), "utf8");
    expect(contents).toContain('href="changes.md">What changed</a>');
  });

  test("the second lists the figure, the rows, the record set aside and the source, and nothing else", async () => {
    await edit(["<td>19", "<td>18"], ["Sandy, UT", "Sandy, ZZ"]);
    second = await night();
    const { counts, differences } = await changes();
    expect(counts).toMatchObject({
      comparison: "compared",
      since: first.edition,
      sources_changed: ["collegegrad"],
      snapshots_unusable: 0,
      sources_absent: [],
      quarantine_new: 1,
      quarantine_cleared: 0,
      checks_changed: [],
      rows_in: 0,
      rows_out: 1,
      rows_changed: 1,
      pages_new: [],
      pages_gone: [],
    });
    expect(counts.largest_move).toMatchObject({ before: "19%", after: "18%", change_pct: -5.26 });
    const moved = differences?.figures.moved.listed ?? [];
    const facts = moved.filter(({ unit }) => unit !== "count" && unit !== "id");
    expect(facts.map(({ before, after }) => [before, after])).toEqual([["19%", "18%"]]);
    const tables = differences?.tables.filter(({ rows }) => rows !== null) ?? [];
    expect(tables.map(({ table }) => table)).toEqual(["employment", "job_postings"]);
    expect(tables[0]?.rows?.changed.listed[0]).toMatchObject({
      row: { industry: "Offices of physicians" },
      columns: [{ column: "value", before: 19, after: 18 }],
    });
    expect(tables[1]?.rows?.out.listed[0]).toMatchObject({ employer: "Boyd's Automotive", state: "UT" });
    expect(differences?.quarantine.new.listed[0]?.reason).toContain("Sandy, ZZ");
    expect(differences?.sources.parts.listed).toMatchObject([
      { source_id: "collegegrad", change: "changed" },
    ]);
  });

  test("it says so in ten lines at most, in the ledger and in the contents, and the files are its own", async () => {
    expect(said.length).toBeLessThanOrEqual(10);
    expect(said.join("\n")).toContain("19% → 18% (−5.26 %)");
    const lines = (await readFile(join(folder, "warehouse", "runs.jsonl"), "utf8")).trim().split("\n");
    const told = JSON.parse(lines.at(-1) ?? "") as RunSummary;
    expect(told).toMatchObject({ outcome: "published", edition: second.edition, changes: { rows_out: 1 } });
    const manifest = JSON.parse(await readFile(latest("manifest.json"), "utf8")) as Manifest;
    expect(Object.keys(manifest.files)).toEqual(expect.arrayContaining(["changes.json", "changes.md"]));
    const contents = await readFile(latest("index.html"), "utf8");
    expect(contents).toMatch(new RegExp(`What changed since edition <[^>]+>${first.edition}<`, "u"));
  });

  test("the same inputs once more: nothing changed", async () => {
    await night({ force: true });
    expect(await markdown()).toContain("nothing changed");
    expect((await changes()).counts).toMatchObject({
      since: second.edition,
      figures_moved: 0,
      figures_new: 0,
    });
    expect(said.join("\n")).toContain("nothing changed");
  });

  test("what moved by less than the threshold is counted, and the record that reads again is cleared", async () => {
    await edit(["<td>18", "<td>19"], ["Sandy, ZZ", "Sandy, UT"]);
    await night({ configuration: { ...DEFAULT_CONFIGURATION, changes: { threshold_pct: 1000 } } });
    const { counts, differences } = await changes();
    expect(counts).toMatchObject({ largest_move: null, quarantine_new: 0, quarantine_cleared: 1 });
    expect(counts.figures_below_threshold).toBeGreaterThan(0);
    expect(differences?.figures.moved.listed.filter(({ change_pct }) => change_pct !== null)).toEqual([]);
    expect(differences?.quarantine.cleared.listed[0]?.became).toBeNull();
    expect(await markdown()).toContain("moved by less than 1000 %");
  });

  test.each([
    [
      "evidence",
      async () => writeFile(latest("evidence.json"), "{}"),
      /its evidence\.json is not as it was published/u,
    ],
    [
      "warehouse",
      async () => {
        const build = await realpath(latest("almanac.duckdb"));
        await chmod(build, 0o644);
        await truncate(build, 20_000);
      },
      /its warehouse is not as it was published/u,
    ],
    ["manifest", async () => writeFile(latest("manifest.json"), "{"), /its manifest cannot be read/u],
  ])("an edition before whose %s is damaged is not compared, and is replaced", async (_, damage, reason) => {
    await damage();
    const result = await night({ force: true });
    expect(result.outcome).toBe("published");
    expect((await changes()).counts).toMatchObject({
      comparison: "not comparable",
      reason: expect.stringMatching(reason) as string,
    });
    expect(await markdown()).toMatch(reason);
    expect(result.warnings.join()).toMatch(reason);
    expect(said.length).toBeGreaterThan(0);
  });

  test("the webhook gets the summary of a night with nothing to do; one that refuses it changes nothing", async () => {
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      request.on("data", (piece: Buffer) => bodies.push(piece.toString("utf8")));
      request.on("end", () => response.writeHead(bodies.length === 1 ? 200 : 403).end());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const webhook = `http://${host}/services/hush`;
    try {
      expect((await night({ webhook })).outcome).toBe("nothing to do");
      const told = JSON.parse(bodies.join("")) as RunSummary & { text: string };
      expect(told).toMatchObject({ outcome: "nothing to do", changes: null, error: null });
      expect(told.text).toBe(said.join("\n"));
      expect((await night({ webhook })).outcome).toBe("nothing to do");
      expect(said.at(-1)).toBe(`warning: the webhook at ${host} did not take the summary: it answered 403`);
      const asked = bodies.length;
      await night({ webhook, offline: true });
      expect(said.at(-1)).toBe("nothing is posted: --offline");
      expect(bodies).toHaveLength(asked);
    } finally {
      server.closeAllConnections();
      server.close();
    }
    const ledger = await readFile(join(folder, "warehouse", "runs.jsonl"), "utf8");
    expect([...said, ledger, ...bodies].join()).not.toContain("hush");
  });

  test("a night that is blocked tells why, and what stands", async () => {
    await writeFile(join(folder, "raw", PAGE), "");
    await expect(night()).rejects.toThrow("collegegrad");
    expect(said[0]).toContain("blocked; what was published before stands");
    expect(said.length).toBeLessThanOrEqual(10);
    const lines = (await readFile(join(folder, "warehouse", "runs.jsonl"), "utf8")).trim().split("\n");
    expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ outcome: "blocked", edition: null });
  });
});
