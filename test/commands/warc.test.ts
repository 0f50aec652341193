import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { warcCommand } from "../../pipeline/commands/warc.ts";
import { EXIT } from "../../pipeline/contracts/errors.ts";
import { testIo } from "../support/io.ts";
import { tempFolder } from "../support/temp-folder.ts";

async function rawFolder(): Promise<string> {
  const folder = await tempFolder();
  await mkdir(join(folder, "raw", "wgu"), { recursive: true });
  await writeFile(join(folder, "raw", "wgu", "page.html"), "<p>page</p>");
  return folder;
}

it("writes the snapshots of all sources into one file, and says how many", async () => {
  const folder = await rawFolder();
  const [rawDir, file] = [join(folder, "raw"), join(folder, "all.warc.gz")];
  const { io, out } = testIo();
  expect(await warcCommand({ file, rawDir, json: false }, io)).toBe(EXIT.published);
  expect(out()).toBe(`wrote 1 snapshot to ${file}, 0 of them as fetched\n`);
  expect(gunzipSync(await readFile(file)).toString()).toContain("<p>page</p>");
});

it("overwrites nothing and leaves nothing behind", async () => {
  const folder = await rawFolder();
  const file = join(folder, "all.warc");
  await writeFile(file, "mine");
  await expect(
    warcCommand({ file, rawDir: join(folder, "raw"), json: false }, testIo().io),
  ).rejects.toMatchObject({ where: file });
  expect(await readFile(file, "utf8")).toBe("mine");
  expect((await readdir(folder)).sort()).toEqual(["all.warc", "raw"]);
});
