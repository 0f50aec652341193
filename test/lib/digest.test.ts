import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { describe, expect, it } from "vitest";

import { snapshotMetaSchema, type Snapshot } from "../../pipeline/contracts/snapshot.ts";
import { codeDigest, inputsDigest, sha256 } from "../../pipeline/lib/digest.ts";
import { tempFolder } from "../support/temp-folder.ts";

const FILES = {
  "pipeline/nightly.ts": "one",
  "pipeline/stages/load.ts": "two",
  "templates/print.css": "three",
  "warehouse/marts/facts.sql": "four",
  "warehouse/reference/states.csv": "five",
  "package-lock.json": "{}",
};

async function project(): Promise<string> {
  const folder = await tempFolder();
  for (const [path, content] of Object.entries(FILES)) await write(folder, path, content);
  return folder;
}

async function write(folder: string, path: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

describe("codeDigest", () => {
  it.each(Object.keys(FILES))("changes with %s", async (path) => {
    const folder = await project();
    const before = codeDigest(folder);
    await write(folder, path, "changed");
    expect(codeDigest(folder)).not.toBe(before);
  });

  it("changes when a file is renamed or added", async () => {
    const folder = await project();
    const before = codeDigest(folder);
    await write(folder, "warehouse/checks/new.sql", "");
    const added = codeDigest(folder);
    await rm(join(folder, "warehouse/checks/new.sql"));
    await write(folder, "warehouse/checks/other.sql", "");
    expect(new Set([before, added, codeDigest(folder)]).size).toBe(3);
  });

  it("does not change with what runs leave, nor with the place of the project", async () => {
    const folder = await project();
    const copy = join(await tempFolder(), "elsewhere");
    await cp(folder, copy, { recursive: true });
    await write(copy, "warehouse/builds/x.sql", "x");
    await write(copy, "warehouse/runs.jsonl", "{}");
    await write(copy, "warehouse/run.lock", "");
    await write(copy, "pipeline/.hidden", "x");
    expect(codeDigest(copy)).toBe(codeDigest(folder));
  });

  it("is a sha256 over this project", () => {
    expect(codeDigest()).toMatch(/^[0-9a-f]{64}$/u);
    expect(codeDigest()).toBe(codeDigest());
  });
});

describe("inputsDigest", () => {
  const snapshot = (path: string, text: string, meta: object = {}): Snapshot => {
    const bytes = Buffer.from(text);
    return {
      snapshot_id: sha256(bytes),
      source_id: path.split("/")[0] ?? "",
      path,
      bytes,
      meta: snapshotMetaSchema.parse(meta),
    };
  };
  const base = {
    snapshots: [snapshot("a/1", "x"), snapshot("b/1", "y")],
    options: { only: null },
    code: "c",
  };
  const digest = inputsDigest(base);

  it("does not depend on the order of snapshots or of keys", () => {
    expect(inputsDigest({ ...base, snapshots: base.snapshots.toReversed() })).toBe(digest);
    const headers = (names: string[]): Snapshot =>
      snapshot("a/1", "x", { headers: Object.fromEntries(names.map((name) => [name, "1"])) });
    expect(inputsDigest({ ...base, snapshots: [headers(["a", "b"])] })).toBe(
      inputsDigest({ ...base, snapshots: [headers(["b", "a"])] }),
    );
  });

  it.each([
    ["content", { ...base, snapshots: [snapshot("a/1", "x"), snapshot("b/1", "z")] }],
    ["name", { ...base, snapshots: [snapshot("a/1", "x"), snapshot("b/2", "y")] }],
    ["number", { ...base, snapshots: [snapshot("a/1", "x")] }],
    [
      "date",
      {
        ...base,
        snapshots: [snapshot("a/1", "x"), snapshot("b/1", "y", { retrieved_at: "2026-08-01T00:00:00Z" })],
      },
    ],
    ["options", { ...base, options: { only: ["a"] } }],
    ["code", { ...base, code: "d" }],
  ])("changes with the %s", (_what, inputs) => {
    expect(inputsDigest(inputs)).not.toBe(digest);
  });
});
