import { chmod, mkdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { AlmanacError } from "../../pipeline/contracts/errors.ts";
import {
  cacheFolder,
  findBrowser,
  fontConfig,
  runningEntry,
  type Machine,
} from "../../pipeline/lib/browser.ts";
import { tempFolder } from "../support/temp-folder.ts";

const posix = describe.skipIf(process.platform === "win32");

/** A machine whose PATH is one folder, with these programs in it. */
async function machine(
  programs: readonly string[],
  env: Record<string, string> = {},
): Promise<Machine & { folder: string }> {
  const folder = await tempFolder();
  for (const name of programs) {
    await writeFile(join(folder, name), "#!/bin/sh\n");
    await chmod(join(folder, name), 0o755);
  }
  return {
    folder,
    env: { PATH: folder, XDG_CACHE_HOME: join(folder, "cache"), ...env },
    platform: "linux",
    arch: "none",
  };
}

posix("findBrowser", () => {
  it("takes the one that PUPPETEER_EXECUTABLE_PATH names before any other", async () => {
    const here = await machine(["chromium", "mine"]);
    const found = await findBrowser({
      ...here,
      env: { ...here.env, PUPPETEER_EXECUTABLE_PATH: join(here.folder, "mine") },
    });
    expect(found).toEqual({ path: join(here.folder, "mine"), kind: "PUPPETEER_EXECUTABLE_PATH" });
  });

  it("says so where that one is not there, in place of taking another", async () => {
    const here = await machine(["chromium"], { PUPPETEER_EXECUTABLE_PATH: "/nowhere/chrome" });
    await expect(findBrowser(here)).rejects.toHaveProperty("where", "/nowhere/chrome");
  });

  it("takes Chrome of the machine before Chromium", async () => {
    const here = await machine(["chromium", "google-chrome"], { PUPPETEER_EXECUTABLE_PATH: "" });
    expect(await findBrowser(here)).toEqual({ path: join(here.folder, "google-chrome"), kind: "installed" });
  });

  it("passes over a folder and a file that cannot be run", async () => {
    const here = await machine(["chromium-browser"]);
    await mkdir(join(here.folder, "google-chrome"));
    await writeFile(join(here.folder, "chromium"), "");
    expect(await findBrowser(here)).toMatchObject({ path: join(here.folder, "chromium-browser") });
  });
});

posix("cacheFolder", () => {
  it("is for its owner only, also where it was open to others before", async () => {
    const root = await tempFolder();
    const env = { XDG_CACHE_HOME: root };
    const folder = await cacheFolder({ env });
    expect(folder).toBe(join(root, "health-careers-almanac"));
    await chmod(folder, 0o777);
    await cacheFolder({ env });
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it("does not follow a link that someone else could have put there", async () => {
    const root = await tempFolder();
    await mkdir(join(root, "elsewhere"));
    await symlink(join(root, "elsewhere"), join(root, "health-careers-almanac"));
    await expect(cacheFolder({ env: { XDG_CACHE_HOME: root } })).rejects.toBeInstanceOf(AlmanacError);
  });

  it("says what to do where it cannot be made", async () => {
    const root = await tempFolder();
    await writeFile(join(root, "file"), "");
    const error = await cacheFolder({ env: { XDG_CACHE_HOME: join(root, "file") } }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(AlmanacError);
    expect(error).toHaveProperty("next", expect.stringContaining("XDG_CACHE_HOME"));
  });
});

posix("runningEntry", () => {
  it("removes what processes left that are no more, and nothing of those that run", async () => {
    const env = { XDG_CACHE_HOME: await tempFolder() };
    const mine = await runningEntry({ env });
    await mkdir(mine);
    const dead = join(mine, "..", "99999999-abc");
    await mkdir(join(dead, "profile"), { recursive: true });
    expect(await runningEntry({ env })).not.toBe(mine);
    await expect(stat(dead)).rejects.toThrow();
    expect((await stat(mine)).isDirectory()).toBe(true);
  });
});

describe.runIf(process.platform === "linux" && process.arch === "x64")(
  "the browser that comes with npm",
  () => {
    it("is unpacked once, whole, and unpacked again where the file is cut short", async () => {
      const here = { ...(await machine([])), arch: "x64" };
      const found = await findBrowser(here);
      if (found.kind !== "npm package") return; // A browser is installed in a place that is always looked at.
      const whole = await stat(found.path);
      expect(whole.size).toBeGreaterThan(100_000_000);
      expect(whole.mode & 0o777).toBe(0o700);
      expect((await stat((await findBrowser(here)).path)).mtimeMs).toBe(whole.mtimeMs);
      await writeFile(found.path, "half a browser");
      expect((await stat((await findBrowser(here)).path)).size).toBe(whole.size);
    });
  },
);

describe.runIf(process.platform === "linux")("fontConfig", () => {
  it("names one folder with one font in it", async () => {
    const path = await fontConfig();
    const [, folder] = /<dir>(.*)<\/dir>/.exec(await readFile(path, "utf8")) ?? [];
    expect((await readFile(join(folder ?? "", "public-sans.ttf"))).readUInt32BE(0)).toBe(0x00010000);
  });
});
