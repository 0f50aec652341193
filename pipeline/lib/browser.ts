import { createReadStream, createWriteStream } from "node:fs";
import {
  access,
  chmod,
  constants,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { escapeText } from "entities";
import { z } from "zod";

import { AlmanacError } from "../contracts/errors.ts";
import { uniqueSuffix } from "./atomic-file.ts";
import { messageOf } from "./errno.ts";
import { fallbackFont } from "./fonts.ts";
import { isRunning } from "./processes.ts";

/** A browser that can print, and how it was found. */
export interface FoundBrowser {
  readonly path: string;
  readonly kind: "PUPPETEER_EXECUTABLE_PATH" | "installed" | "cache of puppeteer" | "npm package";
}

/** What finding a browser depends on. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
}

const THIS_MACHINE: Machine = { env: process.env, platform: process.platform, arch: process.arch };

const NAMES = ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser", "chrome"];

/**
 * Finds the browser that prints: the one named by PUPPETEER_EXECUTABLE_PATH, else a Chrome or Chromium
 * of the machine (in PATH, then where their installers put them), else one in puppeteer's cache, else,
 * on Linux, the one that comes with npm, unpacked into {@link cacheFolder} on first use (two seconds).
 *
 * @throws AlmanacError where the named one is not there, or there is none.
 */
export async function findBrowser(machine: Machine = THIS_MACHINE): Promise<FoundBrowser> {
  const named = machine.env["PUPPETEER_EXECUTABLE_PATH"];
  if (named !== undefined && named !== "") {
    if (await isExecutable(named)) return { path: named, kind: "PUPPETEER_EXECUTABLE_PATH" };
    throw new AlmanacError("PUPPETEER_EXECUTABLE_PATH does not name a program", {
      where: named,
      next: "Correct it, or unset it to let the almanac find a browser.",
    });
  }
  for (const path of installedPaths(machine)) {
    if (await isExecutable(path)) return { path, kind: "installed" };
  }
  const cached = await puppeteersOwn();
  if (cached !== null) return { path: cached, kind: "cache of puppeteer" };
  if (machine.platform === "linux" && machine.arch === "x64") {
    return { path: await unpackedChromium(machine), kind: "npm package" };
  }
  throw new AlmanacError("There is no browser to print with", {
    where: `${machine.platform} ${machine.arch}`,
    next: "Install Google Chrome, or name a Chromium with PUPPETEER_EXECUTABLE_PATH; `almanac doctor` says what is found.",
  });
}

function installedPaths({ env, platform }: Machine): string[] {
  if (platform === "darwin") {
    const apps = ["Google Chrome", "Chromium"].map((app) => `Applications/${app}.app/Contents/MacOS/${app}`);
    return ["/", homedir()].flatMap((root) => apps.map((app) => join(root, app)));
  }
  if (platform === "win32") {
    const roots = ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"].flatMap((name) => env[name] ?? []);
    return ["Google/Chrome", "Chromium"].flatMap((app) =>
      roots.map((root) => join(root, app, "Application/chrome.exe")),
    );
  }
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return [
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    "/opt/google/chrome/chrome",
    "/usr/lib/chromium/chromium",
  ];
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function puppeteersOwn(): Promise<string | null> {
  const { default: puppeteer } = await import("puppeteer");
  try {
    const path = puppeteer.executablePath();
    return (await isExecutable(path)) ? path : null;
  } catch {
    return null;
  }
}

/**
 * The almanac's own folder for what a browser needs (the unpacked Chromium, profiles, a font
 * configuration): `health-careers-almanac` in $XDG_CACHE_HOME or ~/.cache, readable by its owner only.
 * Anything in it can be deleted; it comes back.
 *
 * @throws AlmanacError where it cannot be made or belongs to someone else.
 */
export async function cacheFolder({ env }: Pick<Machine, "env"> = THIS_MACHINE): Promise<string> {
  const root = env["XDG_CACHE_HOME"];
  const folder = join(
    root === undefined || root === "" ? join(homedir(), ".cache") : root,
    "health-careers-almanac",
  );
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const found = await lstat(folder);
    if (!found.isDirectory()) throw new Error("it is not a folder");
    if (process.getuid !== undefined && found.uid !== process.getuid())
      throw new Error("it belongs to another user");
    if ((found.mode & 0o077) !== 0) await chmod(folder, 0o700);
    return folder;
  } catch (error) {
    throw new AlmanacError(`The almanac has no folder for its browser: ${messageOf(error)}`, {
      where: folder,
      next: "Set XDG_CACHE_HOME to a folder of your own that can be written to.",
      cause: error,
    });
  }
}

/**
 * The Chromium of @sparticuz/chromium, unpacked once for each of its versions. Its own code would unpack
 * into the temporary folder, where it trusts any file of that name; only its packed file is used.
 */
async function unpackedChromium(machine: Machine): Promise<string> {
  const main = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const home = join(dirname(main), "..", "..");
  const about = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(home, "package.json"), "utf8")));
  const path = join(await cacheFolder(machine), `chromium-${about.version}`);
  if (await isWhole(path)) return path;
  const aside = await runningEntry(machine);
  try {
    const packed = createReadStream(join(home, "bin", "chromium.br"));
    await pipeline(packed, createBrotliDecompress(), createWriteStream(aside, { mode: 0o700, flush: true }));
    await writeFile(`${path}.size`, String((await stat(aside)).size));
    await rename(aside, path);
    return path;
  } catch (error) {
    throw new AlmanacError(`The Chromium that comes with npm cannot be unpacked: ${messageOf(error)}`, {
      where: path,
      next: "Make room for 200 MB there, or run `npm ci` again.",
      cause: error,
    });
  } finally {
    await rm(aside, { force: true });
  }
}

/**
 * A name in the cache folder for something that lasts as long as this process; what processes left
 * there that are no more is removed.
 */
export async function runningEntry(machine: Pick<Machine, "env"> = THIS_MACHINE): Promise<string> {
  const folder = join(await cacheFolder(machine), "running");
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) {
    if (!isRunning(Number(name.split("-")[0])))
      await rm(join(folder, name), { recursive: true, force: true });
  }
  return join(folder, `${process.pid}-${uniqueSuffix()}`);
}

/** Whether the file has the size that was noted when it was unpacked. */
async function isWhole(path: string): Promise<boolean> {
  try {
    return (await stat(path)).size === Number(await readFile(`${path}.size`, "utf8"));
  } catch {
    return false;
  }
}

/**
 * A font configuration with one font in it, the one that pages embed. Without it, a character that
 * the embedded fonts lack would be printed in whatever font a machine happens to have, and Chromium
 * on a machine without any font prints nothing at all.
 *
 * @returns Path for FONTCONFIG_FILE.
 */
export async function fontConfig(): Promise<string> {
  const folder = join(await cacheFolder(), "fonts");
  await mkdir(folder, { recursive: true });
  const path = join(folder, "fonts.conf");
  await replaceFile(join(folder, "public-sans.ttf"), fallbackFont());
  await replaceFile(
    path,
    `<?xml version="1.0"?>\n<fontconfig><dir>${escapeText(folder)}</dir></fontconfig>\n`,
  );
  return path;
}

async function replaceFile(path: string, content: Buffer | string): Promise<void> {
  const aside = await runningEntry();
  await writeFile(aside, content);
  await rename(aside, path);
}
