import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, symlink, truncate, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { snapshotMetaSchema } from "../../pipeline/contracts/snapshot.ts";
import { sha256 } from "../../pipeline/lib/digest.ts";
import { listSnapshots, MAX_SNAPSHOT_BYTES, storeSnapshot } from "../../pipeline/lib/raw-store.ts";
import { deadPid } from "../support/dead-process.ts";
import { tempFolder } from "../support/temp-folder.ts";

async function rawWith(files: Readonly<Record<string, string>>): Promise<string> {
  const raw = await tempFolder();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(raw, path)), { recursive: true });
    await writeFile(join(raw, path), content);
  }
  return raw;
}

async function only(raw: string): Promise<{ paths: string[]; problems: string[] }> {
  const folder = (await listSnapshots(raw, ["a"])).folders[0];
  return {
    paths: folder?.snapshots.map(({ path }) => path) ?? [],
    problems:
      folder?.problems.map((problem) => `${problem.where.slice(raw.length + 1)}: ${problem.message}`) ?? [],
  };
}

const dated = (retrieved_at: string): string => JSON.stringify({ retrieved_at });

describe("listSnapshots", () => {
  it("takes every file but dotfiles and sidecars, with bytes, digest and sidecar", async () => {
    const raw = await rawWith({
      "a/page": "hello",
      "a/page.meta.json": JSON.stringify({ url: "https://example.org/", prose: "rewritten" }),
      "a/.page.swp": "x",
    });
    const { folders } = await listSnapshots(raw, ["a"]);
    expect(folders).toHaveLength(1);
    expect(folders[0]?.problems).toEqual([]);
    expect(folders[0]?.snapshots).toMatchObject([
      {
        snapshot_id: sha256("hello"),
        source_id: "a",
        path: "a/page",
        bytes: Buffer.from("hello"),
        meta: { url: "https://example.org/", prose: "rewritten", retrieved_at: null, headers: {} },
      },
    ]);
  });

  it("takes files of folders directly below, with their sidecars there, and of no deeper ones", async () => {
    const raw = await rawWith({
      "a/page": "0",
      "a/27.0/Job Zones.txt": "27",
      "a/28.0/Job Zones.txt": "28",
      "a/28.0/Job Zones.txt.meta.json": dated("2026-08-01T00:00:00Z"),
      "a/28.0/more/Skills.txt": "deeper",
      "a/.git/config": "x",
      "a/28.0/.DS_Store": "x",
    });
    expect(await only(raw)).toEqual({
      paths: ["a/28.0/Job Zones.txt", "a/page", "a/27.0/Job Zones.txt"],
      problems: [],
    });
  });

  it("pairs no sidecar with a snapshot of another folder", async () => {
    const raw = await rawWith({
      "a/page": "0",
      "a/27.0/page.meta.json": dated("2026-08-01T00:00:00Z"),
      "a/27.0/table": "1",
      "a/table.meta.json": dated("2026-08-01T00:00:00Z"),
    });
    const { folders } = await listSnapshots(raw, ["a"]);
    expect(folders[0]?.snapshots).toMatchObject([
      { path: "a/page", meta: { retrieved_at: null } },
      { path: "a/27.0/table", meta: { retrieved_at: null } },
    ]);
    expect((await only(raw)).problems).toEqual([
      "a/27.0/page.meta.json: this sidecar has no snapshot beside it",
      "a/table.meta.json: this sidecar has no snapshot beside it",
    ]);
  });

  it("follows no link in or to a folder below that of a source, and reads what lies beside it", async () => {
    const raw = await rawWith({ "a/27.0/1": "1", "b/secret": "x" });
    await symlink("../../b/secret", join(raw, "a/27.0/link"));
    await symlink("../b", join(raw, "a/28.0"));
    const { paths, problems } = await only(raw);
    expect(paths).toEqual(["a/27.0/1"]);
    expect(problems.map((problem) => problem.split(":")[0])).toEqual(["a/27.0/link", "a/28.0"]);
    expect(problems.join(" ")).toMatch(/this is a link.*this is a link/u);
  });

  it("puts the newest first, across time zones, and the undated last", async () => {
    const raw = await rawWith({
      "a/1": "1",
      "a/2": "2",
      "a/3": "3",
      "a/4": "4",
      "a/5": "5",
      "a/2.meta.json": dated("2026-08-01T00:30:00+02:00"),
      "a/3.meta.json": dated("2026-07-31T23:00:00Z"),
      "a/4.meta.json": dated("2026-07-31T22:30:00Z"),
    });
    expect((await only(raw)).paths).toEqual(["a/3", "a/4", "a/2", "a/5", "a/1"]);
  });

  it("lists sources that are there, in the order asked for, and names folders it does not know", async () => {
    const raw = await rawWith({
      "b/x": "",
      "a/x": "",
      "zeta/x": "",
      ".git/x": "",
      "eta/x": "",
      "note.txt": "",
    });
    const { folders, unknown } = await listSnapshots(raw, ["c", "b", "a"]);
    expect(folders.map(({ source_id }) => source_id)).toEqual(["b", "a"]);
    expect(unknown).toEqual(["eta", "zeta"]);
  });

  it.each([
    ["no JSON", "{", "the sidecar is not JSON"],
    ["an unknown key", '{"fetched": "today"}', 'Unrecognized key: "fetched"'],
    ["a date without a zone", '{"retrieved_at": "2026-08-01"}', "retrieved_at: "],
    ["an address of another kind", '{"url": "file:///etc/passwd"}', "url: "],
  ])("sets aside a snapshot whose sidecar holds %s, and only that one", async (_what, sidecar, message) => {
    const raw = await rawWith({ "a/1": "1", "a/1.meta.json": sidecar, "a/2": "2" });
    const { paths, problems } = await only(raw);
    expect(paths).toEqual(["a/2"]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain("a/1.meta.json: ");
    expect(problems[0]).toContain(message);
  });

  it("reports a sidecar that stands alone", async () => {
    const raw = await rawWith({ "a/gone.txt.meta.json": "{}" });
    expect(await only(raw)).toEqual({
      paths: [],
      problems: ["a/gone.txt.meta.json: this sidecar has no snapshot beside it"],
    });
  });

  it("follows no link, be it a file, a sidecar or the folder of a source", async () => {
    const raw = await rawWith({ "a/1": "1", "b/1": "1", "secret.json": "{}" });
    await symlink("../secret.json", join(raw, "a/link"));
    await symlink("../secret.json", join(raw, "a/1.meta.json"));
    const inFolder = await only(raw);
    expect(inFolder.paths).toEqual([]);
    expect(inFolder.problems.map((problem) => problem.split(":")[0])).toEqual([
      "a/1.meta.json",
      "a/1.meta.json",
      "a/link",
    ]);
    await symlink("b", join(raw, "c"));
    const { folders } = await listSnapshots(raw, ["c"]);
    expect(folders).toMatchObject([{ snapshots: [], problems: [{ where: join(raw, "c") }] }]);
  });

  it("does not read a file that is too large, and reads the others", async () => {
    const raw = await rawWith({ "a/large": "", "a/small": "x" });
    await truncate(join(raw, "a/large"), MAX_SNAPSHOT_BYTES + 1);
    const { paths, problems } = await only(raw);
    expect(paths).toEqual(["a/small"]);
    expect(problems[0]).toContain(`a/large: the file has ${MAX_SNAPSHOT_BYTES + 1} bytes`);
  });

  it("passes over a named pipe without waiting for it", async () => {
    const raw = await rawWith({ "a/1": "1" });
    execFileSync("mkfifo", [join(raw, "a/pipe")]);
    expect(await only(raw)).toEqual({ paths: ["a/1"], problems: [] });
  });

  it("says what to do where the raw directory is missing or a file", async () => {
    const raw = await rawWith({ file: "" });
    for (const path of [join(raw, "none"), join(raw, "file")]) {
      await expect(listSnapshots(path, ["a"])).rejects.toMatchObject({
        where: path,
        exitCode: 1,
        next: expect.stringContaining("--raw DIR") as string,
      });
    }
  });
});

describe("storeSnapshot", () => {
  const meta = snapshotMetaSchema.parse({ retrieved_at: "2026-08-01T00:00:00Z" });
  const store = (raw: string, text: string, name: string): ReturnType<typeof storeSnapshot> =>
    storeSnapshot(raw, "a", Buffer.from(text), meta, { fileName: name });

  it("is read back as it was stored, and leaves nothing else", async () => {
    const raw = await tempFolder();
    expect(await store(raw, "text", "page.html")).toEqual({ path: "a/page.html", isNew: true });
    expect(await readdir(join(raw, "a"))).toEqual(["page.html", "page.html.meta.json"]);
    const { folders } = await listSnapshots(raw, ["a"]);
    expect(folders[0]?.snapshots).toMatchObject([{ snapshot_id: sha256("text"), meta }]);
  });

  it("does not store the same bytes twice, whatever they are called", async () => {
    const raw = await tempFolder();
    await store(raw, "text", "page.html");
    expect(await store(raw, "text", "other.html")).toEqual({ path: "a/page.html", isNew: false });
    expect(await readdir(join(raw, "a"))).toHaveLength(2);
  });

  it("keeps what is there when other bytes come under its name", async () => {
    const raw = await tempFolder();
    await store(raw, "old", "page.html");
    const { path } = await store(raw, "new", "page.html");
    expect(path).toBe(`a/page-${sha256("new").slice(0, 12)}.html`);
    expect(await readFile(join(raw, "a/page.html"), "utf8")).toBe("old");
    expect(await readFile(join(raw, path), "utf8")).toBe("new");
  });

  it("does not give a new page the sidecar that a removed one left", async () => {
    const raw = await rawWith({ "a/page.meta.json": dated("1999-01-01T00:00:00Z") });
    const { path } = await store(raw, "new", "page");
    expect(path).not.toBe("a/page");
    const { folders } = await listSnapshots(raw, ["a"]);
    expect(folders[0]?.snapshots).toMatchObject([{ path, meta }]);
  });

  it("stores two different pages of one name that come at the same time", async () => {
    const raw = await tempFolder();
    const paths = await Promise.all(["1", "2"].map(async (text) => (await store(raw, text, "page")).path));
    expect(new Set(paths).size).toBe(2);
    expect(await Promise.all(paths.map((path) => readFile(join(raw, path), "utf8")))).toEqual(["1", "2"]);
  });

  it("finishes what a killed process had but to name, and removes its other leftovers", async () => {
    const pid = deadPid();
    const raw = await rawWith({
      "a/page.meta.json": dated("2026-07-31T00:00:00Z"),
      [`a/.page.${pid}-00000001`]: "whole",
      [`a/.other.${pid}-00000002`]: "hal",
      [`a/.other.meta.json.${pid}-00000003`]: "{",
      [`a/.page.${process.pid}-00000004`]: "being made",
      "a/.hidden": "a person's",
    });
    await store(raw, "text", "new");
    expect(await readdir(join(raw, "a"))).toEqual([
      ".hidden",
      `.page.${process.pid}-00000004`,
      "new",
      "new.meta.json",
      "page",
      "page.meta.json",
    ]);
    expect(await readFile(join(raw, "a/page"), "utf8")).toBe("whole");
    expect(await only(raw)).toEqual({ paths: ["a/new", "a/page"], problems: [] });
  });

  it("keeps a snapshot that a killed process had named and not yet left", async () => {
    const raw = await tempFolder();
    await store(raw, "text", "page");
    await writeFile(join(raw, `a/.page.${deadPid()}-00000001`), "other");
    await store(raw, "new", "new");
    expect(await readFile(join(raw, "a/page"), "utf8")).toBe("text");
    expect((await readdir(join(raw, "a"))).filter((name) => name.startsWith("."))).toEqual([]);
  });

  it("names the folder that cannot be written to", async () => {
    const raw = await rawWith({ a: "a file" });
    await expect(store(raw, "text", "page")).rejects.toMatchObject({ where: join(raw, "a"), exitCode: 1 });
  });

  it.each([
    ["../../etc/passwd", "passwd"],
    ["C:\\pages\\page.html", "page.html"],
    [".hidden", "hidden"],
    ["..", "page"],
    ["", "page"],
    ["Gehälter 2026.html", "Gehalter-2026.html"],
    ["x.meta.json", "x.meta.json.txt"],
  ])("calls %j %j", async (name, stored) => {
    expect((await store(await tempFolder(), "text", name)).path).toBe(`a/${stored}`);
  });

  it("puts a page of any name into the folder, where it is found again", async () => {
    const raw = await tempFolder();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 300 }), async (name) => {
        count += 1;
        const { path } = await store(raw, `text ${count}`, name);
        expect(await readFile(join(raw, path), "utf8")).toBe(`text ${count}`);
        expect(path).toMatch(/^a\/\w[\w.-]*$/u);
        expect(path.endsWith(".meta.json")).toBe(false);
      }),
      { numRuns: 40, seed: 20260801 },
    );
    expect((await only(raw)).paths).toHaveLength(count);
  });
});
