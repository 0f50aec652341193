import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, lstat, stat, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";

import { AlmanacError } from "../contracts/errors.ts";
import { findAltered, isPublished, readLatest } from "../lib/editions.ts";
import { errnoCode, messageOf } from "../lib/errno.ts";
import { readLedger } from "../lib/ledger.ts";
import { lockHolder } from "../lib/lock.ts";
import { latestLink, publishedWarehouse, type Folders } from "../lib/paths.ts";
import { listSnapshots } from "../lib/raw-store.ts";
import { sources } from "../sources/registry.ts";

/** One thing that was looked at. `warn` lets a night run, `fail` does not. */
export interface Finding {
  readonly name: string;
  readonly level: "ok" | "warn" | "fail";
  readonly message: string;
  /** What to do; null where nothing is to be done. */
  readonly next: string | null;
}

/** Looks at one thing; tells by its findings, never by throwing. */
export type Examine = (folders: Folders) => Promise<Finding[]>;

const MEGABYTE = 1024 * 1024;

/** An edition with its warehouse takes some ten megabytes, and seven are kept. */
const ROOM_WANTED = 500 * MEGABYTE;
const ROOM_NEEDED = 50 * MEGABYTE;

const ok = (name: string, message: string): Finding => ({ name, level: "ok", message, next: null });

const bad = (name: string, level: "warn" | "fail", message: string, next: string): Finding => ({
  name,
  level,
  message,
  next,
});

/** An examination that throws has failed for the reason it throws. */
function named(name: string, look: (folders: Folders) => Promise<Finding[]>): Examine {
  return async (folders) => {
    try {
      return await look(folders);
    } catch (error) {
      if (!(error instanceof AlmanacError)) {
        return [
          bad(name, "fail", messageOf(error), "Run npm ci again; if this comes back, report it as a bug."),
        ];
      }
      return [bad(name, "fail", `${error.where}: ${error.message}`, error.next)];
    }
  };
}

/** Everything that `almanac doctor` looks at, in the order in which it prints. */
export const examinations: readonly Examine[] = [
  named("node", () => Promise.resolve([nodeFinding(process.versions.node)])),
  named("duckdb", async () => {
    const { DuckDBInstance, version } = await import("@duckdb/node-api");
    (await DuckDBInstance.create(":memory:")).closeSync();
    return [ok("duckdb", `version ${version()}`)];
  }),
  named("browser", async () => {
    const { findBrowser } = await import("../lib/browser.ts");
    const { path, kind } = await findBrowser();
    return [await browserFinding(path, kind)];
  }),
  named("fonts", async () => {
    const { FONT_FAMILY, fontFaces } = await import("../lib/fonts.ts");
    fontFaces();
    return [ok("fonts", FONT_FAMILY)];
  }),
  named("raw", rawFindings),
  named("warehouse", ({ warehouseDir }) =>
    folderFindings("warehouse", warehouseDir, publishedWarehouse(warehouseDir)),
  ),
  named("reports", ({ outDir }) => folderFindings("reports", outDir, latestLink(outDir))),
  named("edition", editionFindings),
  named("ledger", async ({ warehouseDir }) => {
    const { runs, damaged } = await readLedger(warehouseDir);
    if (damaged === 0) return [ok("ledger", `${runs.length} runs`)];
    return [
      bad(
        "ledger",
        "warn",
        `${damaged} lines cannot be read`,
        "Nothing need be done; such lines are skipped.",
      ),
    ];
  }),
  named("lock", async ({ warehouseDir }) => {
    const holder = await lockHolder(warehouseDir);
    if (holder === null) return [ok("lock", "free")];
    return [
      bad(
        "lock",
        "warn",
        `a night is at work (process ${holder.pid ?? "unknown"})`,
        "Wait until it has ended.",
      ),
    ];
  }),
];

/** Exported for its tests. The least version is the one of package.json. */
export function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return ok("node", `version ${version}`);
  return bad("node", "fail", `version ${version} is too old`, "Install Node 24, or at least 20.19.");
}

/** A browser that lacks a library of the system is there and does not start. Exported for its tests. */
export async function browserFinding(path: string, kind: string): Promise<Finding> {
  try {
    const { stdout } = await promisify(execFile)(path, ["--version"], { timeout: 30_000 });
    return ok("browser", `${stdout.trim()}, ${path} (${kind})`);
  } catch (error) {
    const next = "Install Google Chrome, or name a browser that starts with PUPPETEER_EXECUTABLE_PATH.";
    return bad("browser", "fail", `${path} (${kind}) does not start: ${messageOf(error)}`, next);
  }
}

async function rawFindings({ rawDir }: Folders): Promise<Finding[]> {
  const { folders, unknown } = await listSnapshots(
    rawDir,
    sources.map(({ id }) => id),
  );
  const count = folders.reduce((sum, { snapshots }) => sum + snapshots.length, 0);
  const without = sources.filter(
    ({ id }) => !folders.some(({ source_id, snapshots }) => source_id === id && snapshots.length > 0),
  );
  return [
    count === 0
      ? bad("raw", "fail", `${rawDir} holds no snapshot`, "Add pages with: almanac add ID FILE")
      : ok("raw", `${count} snapshots in ${rawDir}`),
    ...without.map(({ id }) =>
      bad("raw", "warn", `source ${id} has no snapshot`, `Add one with: almanac add ${id} FILE`),
    ),
    ...folders.flatMap(({ problems }) =>
      problems.map(({ where, message, next }) => bad("raw", "warn", `${where}: ${message}`, next)),
    ),
    ...unknown.map((name) =>
      bad("raw", "warn", `folder ${name} is no source's`, "Nothing need be done; it is not read."),
    ),
  ];
}

async function folderFindings(name: string, folder: string, link: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  try {
    const existing = await nearestExisting(folder);
    await access(existing, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = await statfs(existing);
    findings.push(roomFinding(name, folder, bavail * bsize));
  } catch (error) {
    const next = "Make the folder writable for the user who runs the almanac, or choose another.";
    findings.push(bad(name, "fail", `${folder} cannot be written to: ${messageOf(error)}`, next));
  }
  const found = await lstat(link).catch(() => null);
  if (found !== null && !found.isSymbolicLink()) {
    findings.push(bad(name, "fail", `${link} is not a link of the almanac`, "Move it somewhere else."));
  }
  return findings;
}

/** Exported for its tests. */
export function roomFinding(name: string, folder: string, bytes: number): Finding {
  const message = `${folder} has ${Math.floor(bytes / MEGABYTE)} MB of room`;
  if (bytes >= ROOM_WANTED) return ok(name, message);
  return bad(name, bytes < ROOM_NEEDED ? "fail" : "warn", message, "Free some space on the disk.");
}

/** The folder itself, or the first above it that is there: one that a night would make is as good. */
async function nearestExisting(folder: string): Promise<string> {
  const found = await stat(folder).catch((error: unknown) => {
    if (errnoCode(error) === "ENOENT") return null;
    throw error;
  });
  if (found === null) return await nearestExisting(dirname(folder));
  if (!found.isDirectory()) throw new Error("it is not a folder");
  return folder;
}

async function editionFindings(folders: Folders): Promise<Finding[]> {
  const damaged = (what: string): Finding => bad("edition", "warn", what, "Run: almanac nightly --force");
  const latest = await readLatest(folders);
  if (latest === null) {
    return (await isPublished(folders.outDir))
      ? [damaged("its manifest cannot be read")]
      : [bad("edition", "warn", "nothing is published yet", "Run: almanac nightly")];
  }
  const damage = [...latest.damage, ...(await findAltered(latest))];
  return damage.length === 0 ? [ok("edition", latest.manifest.edition)] : damage.map(damaged);
}
