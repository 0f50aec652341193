import {
  mkdir,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { readLatest, type EditionFolders } from "../../pipeline/lib/editions.ts";
import { sha256 } from "../../pipeline/lib/digest.ts";
import {
  editionId,
  openEdition,
  type ManifestFacts,
  type OpenEdition,
} from "../../pipeline/stages/publish.ts";
import { deadPid } from "../support/dead-process.ts";
import { tempFolder } from "../support/temp-folder.ts";

const facts: ManifestFacts = {
  inputs: "i".repeat(64),
  rows_digest: "r",
  data_date: null,
  tables: { wages: 3 },
};
const id = (number: number): string => `undated-${String(number).padStart(10, "0")}`;

async function folders(): Promise<EditionFolders> {
  const base = await tempFolder();
  return { outDir: join(base, "reports"), warehouseDir: join(base, "warehouse") };
}

async function make(places: EditionFolders, editionId: string, text: string): Promise<OpenEdition> {
  const edition = await openEdition(places, editionId);
  await writeFile(edition.warehousePath, `rows ${text}`);
  await mkdir(join(edition.dir, "states"));
  await writeFile(join(edition.dir, "states", "CA.html"), text);
  return edition;
}

async function publishNew(places: EditionFolders, editionId: string, text: string): Promise<string> {
  return await (await make(places, editionId, text)).publish(facts);
}

/** What a counsellor and an analyst see. */
async function seen(places: EditionFolders): Promise<{ report: string; warehouse: string }> {
  const read = (path: string): Promise<string> => readFile(path, "utf8").catch(() => "nothing");
  return {
    report: await read(join(places.outDir, "latest", "states", "CA.html")),
    warehouse: await read(join(places.warehouseDir, "almanac.duckdb")),
  };
}

const editions = (places: EditionFolders): Promise<string[]> => readdir(join(places.outDir, "editions"));
const builds = async (places: EditionFolders): Promise<string[]> =>
  (await readdir(join(places.warehouseDir, "builds"))).filter((name) => name.endsWith(".duckdb"));

describe("editionId", () => {
  it("holds the date of the data and the start of the digest", () => {
    expect(editionId("2026-08-01", "0123456789abcdef")).toBe("2026-08-01-0123456789");
    expect(editionId(null, "0123456789abcdef")).toBe("undated-0123456789");
  });
});

describe("publish", () => {
  it("shows nothing before and everything after", async () => {
    const places = await folders();
    const edition = await make(places, id(1), "one");
    expect(await seen(places)).toEqual({ report: "nothing", warehouse: "nothing" });
    const dir = await edition.publish(facts);
    expect(await seen(places)).toEqual({ report: "one", warehouse: "rows one" });
    expect(dir).toBe(await realpath(join(places.outDir, "latest")));
    expect(await editions(places)).toEqual([id(1)]);
    expect(await readlink(join(places.outDir, "latest"))).toBe(`editions/${id(1)}`);
  });

  it("writes a manifest of every file, and makes the build read-only", async () => {
    const places = await folders();
    const edition = await make(places, id(1), "one");
    const dir = await edition.publish(facts);
    const manifest = {
      edition: id(1),
      ...facts,
      warehouse: (await builds(places))[0],
      files: {
        "almanac.duckdb": { sha256: sha256("rows one"), bytes: 8 },
        "states/CA.html": { sha256: sha256("one"), bytes: 3 },
      },
    };
    expect(JSON.parse(await readFile(join(dir, "manifest.json"), "utf8"))).toEqual({
      ...manifest,
      manifest_sha256: sha256(JSON.stringify(manifest)),
    });
    expect((await stat(edition.warehousePath)).mode & 0o777).toBe(0o444);
  });

  it("switches from one edition to the next and keeps both", async () => {
    const places = await folders();
    await publishNew(places, id(1), "one");
    const next = await make(places, id(2), "two");
    expect(await seen(places)).toEqual({ report: "one", warehouse: "rows one" });
    await next.publish(facts);
    expect(await seen(places)).toEqual({ report: "two", warehouse: "rows two" });
    expect((await editions(places)).sort()).toEqual([id(1), id(2)]);
    expect(await builds(places)).toHaveLength(2);
  });

  it("publishes an edition again under its own name, with a new build", async () => {
    const places = await folders();
    await publishNew(places, id(1), "one");
    const [first] = await builds(places);
    const dir = await publishNew(places, id(1), "one again");
    expect(dir).toBe(await realpath(join(places.outDir, "editions", id(1))));
    expect(await seen(places)).toEqual({ report: "one again", warehouse: "rows one again" });
    expect(await editions(places)).toEqual([id(1)]);
    expect(await builds(places)).toHaveLength(1);
    expect(await builds(places)).not.toContain(first);
  });

  it("finishes what a kill in the middle of publishing again left", async () => {
    const places = await folders();
    await publishNew(places, id(1), "one");
    await rename(
      join(places.outDir, "editions", id(1)),
      join(places.outDir, "editions", `.building-${id(1)}-0`),
    );
    await rm(join(places.outDir, "latest"));
    await symlink(`editions/.building-${id(1)}-0`, join(places.outDir, "latest"));
    expect(await seen(places)).toEqual({ report: "one", warehouse: "rows one" });
    await (await openEdition(places, id(2))).abandon();
    expect(await seen(places)).toEqual({ report: "one", warehouse: "rows one" });
    expect(await editions(places)).toEqual([id(1)]);
    expect(await readLatest(places)).toMatchObject({ damage: [], manifest: { edition: id(1) } });
  });

  it("keeps the newest seven editions and their builds", async () => {
    const places = await folders();
    for (let number = 1; number <= 9; number += 1) {
      const dir = await publishNew(places, id(number), String(number));
      await utimes(join(dir, "manifest.json"), number, number);
    }
    expect((await editions(places)).sort()).toEqual([3, 4, 5, 6, 7, 8, 9].map(id));
    expect(await builds(places)).toHaveLength(7);
  });

  it("never removes the last edition, however old it is", async () => {
    const places = await folders();
    for (let number = 1; number <= 7; number += 1) await publishNew(places, id(number), String(number));
    await utimes(join(places.outDir, "editions", id(7), "manifest.json"), 1, 1);
    await (await openEdition(places, id(8))).abandon();
    expect(await seen(places)).toEqual({ report: "7", warehouse: "rows 7" });
  });

  it("sweeps up what a killed run left, and nothing that is not its own", async () => {
    const places = await folders();
    await publishNew(places, id(1), "one");
    const killed = await make(places, id(2), "half");
    await writeFile(`${killed.warehousePath}.wal`, "log");
    await mkdir(`${killed.warehousePath}.tmp`);
    await writeFile(join(places.warehouseDir, "builds", ".lock-1234"), "");
    await symlink("editions/none", join(places.outDir, `.latest.${deadPid()}-00000001`));
    await symlink("nowhere", join(places.warehouseDir, `.almanac.duckdb.${deadPid()}-00000002`));
    await mkdir(join(places.outDir, "editions", "mine"));
    await writeFile(join(places.warehouseDir, "builds", "mine.duckdb"), "");
    await (await openEdition(places, id(3))).abandon();
    expect((await editions(places)).sort()).toEqual(["mine", id(1)]);
    expect(await readdir(join(places.warehouseDir, "builds"))).toHaveLength(3);
    expect(await builds(places)).toContain("mine.duckdb");
    expect((await readdir(places.outDir)).sort()).toEqual(["editions", "latest"]);
    expect((await readdir(places.warehouseDir)).sort()).toEqual(["almanac.duckdb", "builds"]);
    expect(await seen(places)).toEqual({ report: "one", warehouse: "rows one" });
  });

  it("keeps builds that the editions of another output folder rest on", async () => {
    const places = await folders();
    const other = { ...places, outDir: join(places.outDir, "..", "other") };
    await publishNew(places, id(1), "one");
    await publishNew(other, id(2), "two");
    await (await openEdition(other, id(3))).abandon();
    expect(await readFile(join(places.outDir, "latest", "almanac.duckdb"), "utf8")).toBe("rows one");
    expect(await seen(other)).toEqual({ report: "two", warehouse: "rows two" });
    expect(await readLatest(places)).toMatchObject({ damage: [expect.stringContaining("does not lead")] });
  });

  it("works where the folders are reached through links", async () => {
    const places = await folders();
    const elsewhere = await tempFolder();
    await symlink(elsewhere, places.outDir);
    await publishNew(places, id(1), "one");
    expect(await seen(places)).toEqual({ report: "one", warehouse: "rows one" });
    expect(await readLatest(places)).toMatchObject({ damage: [] });
  });

  it.each([
    [
      "with a log beside it",
      async (path: string) => {
        await writeFile(path, "x");
        await writeFile(`${path}.wal`, "");
      },
      "not checkpointed",
    ],
    ["that is empty", (path: string) => writeFile(path, ""), "no warehouse"],
    ["that is missing", () => Promise.resolve(), "no warehouse"],
  ])("refuses a build %s and leaves the last edition", async (_what, build, message) => {
    const places = await folders();
    await publishNew(places, id(1), "one");
    const edition = await openEdition(places, id(2));
    await build(edition.warehousePath);
    await expect(edition.publish(facts)).rejects.toThrow(message);
    await edition.abandon();
    expect(await seen(places)).toEqual({ report: "one", warehouse: "rows one" });
    expect(await editions(places)).toEqual([id(1)]);
  });

  it("abandons nothing that was published", async () => {
    const places = await folders();
    const edition = await make(places, id(1), "one");
    await edition.publish(facts);
    await edition.abandon();
    expect(await seen(places)).toEqual({ report: "one", warehouse: "rows one" });
  });
});

describe("openEdition", () => {
  it.each(["almanac.duckdb", "latest"])("does not overwrite %s if it is a file", async (name) => {
    const places = await folders();
    const path = join(name === "latest" ? places.outDir : places.warehouseDir, name);
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(path, "by hand");
    await expect(openEdition(places, id(1))).rejects.toMatchObject({
      where: path,
      next: expect.stringContaining("Move it") as string,
    });
    expect(await readFile(path, "utf8")).toBe("by hand");
  });

  it.each(["outDir", "warehouseDir"] as const)("names %s if it cannot be written to", async (which) => {
    const places = await folders();
    const file = join(await tempFolder(), "file");
    await writeFile(file, "");
    const blocked = { ...places, [which]: join(file, "folder") };
    await expect(openEdition(blocked, id(1))).rejects.toMatchObject({ where: blocked[which], exitCode: 1 });
  });
});

describe("readLatest", () => {
  it("finds no edition where there is none", async () => {
    expect(await readLatest(await folders())).toBeNull();
  });

  it.each([
    [
      "a missing file",
      (places: EditionFolders) => rm(join(places.outDir, "latest/states/CA.html")),
      "states/CA.html is missing",
    ],
    [
      "a cut file",
      (places: EditionFolders) => writeFile(join(places.outDir, "latest/states/CA.html"), "o"),
      "states/CA.html has 1 bytes instead of 3",
    ],
    [
      "a missing build",
      async (places: EditionFolders) => {
        await rm(await realpath(join(places.outDir, "latest/almanac.duckdb")));
      },
      "is missing",
    ],
    [
      "a missing link",
      (places: EditionFolders) => rm(join(places.warehouseDir, "almanac.duckdb")),
      "does not lead",
    ],
  ])("tells of %s", async (_what, damage, text) => {
    const places = await folders();
    await publishNew(places, id(1), "one");
    await damage(places);
    expect((await readLatest(places))?.damage).toEqual([expect.stringContaining(text)]);
  });

  it("takes an edition whose manifest is damaged for none", async () => {
    const places = await folders();
    await publishNew(places, id(1), "one");
    await writeFile(join(places.outDir, "latest/manifest.json"), '{"edition": ');
    expect(await readLatest(places)).toBeNull();
  });
});
