import { constants } from "node:fs";
import { lstat, mkdir, open, readdir, rm } from "node:fs/promises";
import { join, posix } from "node:path";

import { AlmanacError } from "../contracts/errors.ts";
import { snapshotMetaSchema, type Snapshot, type SnapshotMeta } from "../contracts/snapshot.ts";
import { createFile, leftAsides, linkNew, withAside } from "./atomic-file.ts";
import { sha256 } from "./digest.ts";
import { errnoCode, messageOf } from "./errno.ts";

/** Largest file that is read; a page of a source has some hundred kilobytes. */
export const MAX_SNAPSHOT_BYTES = 64 * 1024 * 1024;

const SIDECAR = ".meta.json";

/** What `raw/<source id>/` holds. */
export interface RawFolder {
  readonly source_id: string;
  /** Newest first by `retrieved_at`; those without a date come last; ties by path, the greater first. */
  readonly snapshots: readonly Snapshot[];
  /** One for each file that could not be taken: too large, unreadable, a link, a sidecar that is wrong or alone. */
  readonly problems: readonly AlmanacError[];
}

/** What a raw directory holds. */
export interface RawListing {
  /** In the order of the source ids asked for; only folders that exist. */
  readonly folders: readonly RawFolder[];
  /** Folders of any other name, sorted. */
  readonly unknown: readonly string[];
}

/**
 * Reads the snapshots of some sources. Any regular file in `raw/<source id>/`, or in a folder directly
 * below it (a release of many files), is one, except dotfiles and sidecars (`<file>.meta.json`). Links
 * are not followed. A file that cannot be taken is
 * a problem of its folder and stops nothing else.
 *
 * @throws AlmanacError if the raw directory is missing, is no folder or cannot be read.
 */
export async function listSnapshots(rawDir: string, sourceIds: readonly string[]): Promise<RawListing> {
  const entries = await readdir(rawDir, { withFileTypes: true }).catch((error: unknown) => {
    throw unreadableRawDir(rawDir, error);
  });
  const folders: RawFolder[] = [];
  for (const id of sourceIds) {
    const entry = entries.find(({ name }) => name === id);
    if (entry?.isDirectory() === true) folders.push(await readFolder(rawDir, id));
    else if (entry !== undefined) {
      folders.push({ source_id: id, snapshots: [], problems: [notAFolder(join(rawDir, id))] });
    }
  }
  const others = entries.filter(({ name }) => !sourceIds.includes(name) && !name.startsWith("."));
  const unknown = others.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return { folders, unknown: unknown.sort() };
}

function unreadableRawDir(rawDir: string, error: unknown): AlmanacError {
  const code = errnoCode(error);
  const what =
    code === "ENOENT"
      ? "the folder of snapshots does not exist"
      : code === "ENOTDIR"
        ? "the folder of snapshots is a file"
        : `the folder of snapshots cannot be read: ${messageOf(error)}`;
  return new AlmanacError(what, {
    where: rawDir,
    next: "Name a folder that holds one folder for each source with --raw DIR, or make this one.",
    cause: error,
  });
}

async function readFolder(rawDir: string, sourceId: string): Promise<RawFolder> {
  const folder = join(rawDir, sourceId);
  const snapshots: Snapshot[] = [];
  const problems: AlmanacError[] = [];
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      problems.push(error instanceof AlmanacError ? error : unreadableFile(folder, error));
    }
  };
  const readFiles = async (below: string): Promise<void> => {
    const entries = await readdir(join(folder, below), { withFileTypes: true });
    const names = entries.map((entry) => entry.name);
    for (const entry of entries.filter(({ name }) => !name.startsWith(".")).sort(byName)) {
      const path = join(folder, below, entry.name);
      await attempt(async () => {
        if (entry.isSymbolicLink()) throw linkInFolder(path);
        if (entry.isDirectory() && below === "") return readFiles(entry.name);
        if (!entry.isFile()) return;
        if (!entry.name.endsWith(SIDECAR))
          snapshots.push(await readSnapshotFile(rawDir, sourceId, posix.join(below, entry.name)));
        else if (!names.includes(entry.name.slice(0, -SIDECAR.length))) throw loneSidecar(path);
      });
    }
  };
  await attempt(() => readFiles(""));
  return { source_id: sourceId, snapshots: snapshots.sort(newestFirst), problems };
}

async function readSnapshotFile(rawDir: string, sourceId: string, name: string): Promise<Snapshot> {
  const path = join(rawDir, sourceId, name);
  const bytes = await readPlainFile(path, constants.O_NOFOLLOW);
  const meta = await readSidecar(`${path}${SIDECAR}`);
  return { snapshot_id: sha256(bytes), source_id: sourceId, path: posix.join(sourceId, name), bytes, meta };
}

/**
 * A file from anywhere, with the sidecar beside it if there is one, as if it were a snapshot of the
 * source. Its path is the one given.
 *
 * @throws AlmanacError if the file is missing, too large or no regular file, or its sidecar is wrong.
 */
export async function readFileSnapshot(sourceId: string, file: string): Promise<Snapshot> {
  const bytes = await readPlainFile(file, 0);
  const meta = await readSidecar(`${file}${SIDECAR}`);
  return { snapshot_id: sha256(bytes), source_id: sourceId, path: file, bytes, meta };
}

async function readPlainFile(path: string, flags: number): Promise<Uint8Array> {
  try {
    // Not blocking, so that a pipe by that name cannot hold up the night.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | flags);
    try {
      const found = await handle.stat();
      if (!found.isFile()) throw noFile(path);
      if (found.size > MAX_SNAPSHOT_BYTES) throw tooLarge(path, found.size);
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof AlmanacError) throw error;
    throw errnoCode(error) === "ELOOP" ? linkInFolder(path) : unreadableFile(path, error);
  }
}

async function readSidecar(path: string): Promise<SnapshotMeta> {
  if ((await lstat(path).catch(() => null)) === null) return snapshotMetaSchema.parse({});
  const text = Buffer.from(await readPlainFile(path, constants.O_NOFOLLOW)).toString("utf8");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new AlmanacError(`the sidecar is not JSON: ${messageOf(error)}`, {
      where: path,
      next: "Correct the file, or remove it if nothing is known of the snapshot.",
      cause: error,
    });
  }
  const parsed = snapshotMetaSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) =>
    issue.path.length === 0 ? issue.message : `${issue.path.join(".")}: ${issue.message}`,
  );
  throw new AlmanacError(`the sidecar is wrong: ${issues.join("; ")}`, {
    where: path,
    next: `Correct the file; the keys are ${Object.keys(snapshotMetaSchema.shape).join(", ")}.`,
  });
}

/** What became of a snapshot that was to be stored. */
export interface Stored {
  /** Path below the raw directory, with forward slashes. */
  readonly path: string;
  /** False if the folder held the same bytes already; nothing was written then. */
  readonly isNew: boolean;
}

/** How a snapshot is to be stored. */
export interface StoreOptions {
  /** What to call it; only its last part counts, and unusual characters become hyphens. */
  readonly fileName: string;
  /** Whether bytes that the folder holds already are stored once more, as what the source gave later; false if absent. */
  readonly again?: boolean;
}

/**
 * Stores bytes as a snapshot of a source, with their sidecar; both appear whole or not at all, a kill between the two
 * being mended by {@link finishSnapshots}, which is also called here.
 * Nothing is overwritten: the same bytes are not stored twice, unless asked for, and bytes under a name
 * that is taken get a name with their digest in it, or with it and their time.
 *
 * @throws AlmanacError if the folder cannot be written to.
 */
export async function storeSnapshot(
  rawDir: string,
  sourceId: string,
  bytes: Uint8Array,
  meta: SnapshotMeta,
  { fileName, again = false }: StoreOptions,
): Promise<Stored> {
  const folder = join(rawDir, sourceId);
  try {
    await mkdir(folder, { recursive: true });
    await finishSnapshots(rawDir, sourceId);
    const present = (await listSnapshots(rawDir, [sourceId])).folders[0];
    if (present === undefined) throw notAFolder(folder);
    const id = sha256(bytes);
    const same = present.snapshots.find((snapshot) => snapshot.snapshot_id === id);
    if (same !== undefined && !again) return { path: same.path, isNew: false };
    const sidecar = `${JSON.stringify(meta, null, 2)}\n`;
    const plain = safeFileName(fileName);
    const digest = id.slice(0, 12);
    const time = (meta.retrieved_at ?? "undated").replace(/\W/gu, "");
    for (const name of [plain, withDigest(plain, digest), withDigest(plain, `${digest}-${time}`)]) {
      const path = join(folder, name);
      if ((await isThere(path)) || (await isThere(`${path}${SIDECAR}`))) continue;
      // The sidecar gets its name first: a snapshot without it would count as undated. The bytes are whole before that.
      const isStored = await withAside(
        path,
        bytes,
        async (aside) => (await createFile(`${path}${SIDECAR}`, sidecar)) && (await linkNew(aside, path)),
      );
      if (isStored) return { path: posix.join(sourceId, name), isNew: true };
    }
  } catch (error) {
    if (error instanceof AlmanacError) throw error;
    throw new AlmanacError(`the snapshot cannot be stored: ${messageOf(error)}`, {
      where: folder,
      next: "Make the folder writable and see that the disk has room, or choose another with --raw.",
      cause: error,
    });
  }
  throw new AlmanacError("a file of that name stands in the way", {
    where: join(folder, safeFileName(fileName)),
    next: "Remove the half-stored file and its sidecar, or give the new file another name.",
  });
}

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

/**
 * Finishes what a killed {@link storeSnapshot} left in the folder of a source: bytes that lack nothing but their name get
 * it, all else is removed. What another process is about to store is left alone.
 *
 * @throws whatever the file system says.
 */
export async function finishSnapshots(rawDir: string, sourceId: string): Promise<void> {
  const folder = join(rawDir, sourceId);
  for (const { path, name } of await leftAsides(folder)) {
    // A sidecar without its file is made only after the bytes.
    if (await isThere(join(folder, `${name}${SIDECAR}`))) await linkNew(path, join(folder, name));
    await rm(path, { force: true });
  }
}

/** The last part of a path in letters, digits, dots, hyphens and underscores; no dotfile and no sidecar. */
function safeFileName(name: string): string {
  const last = name.split(/[/\\]/u).at(-1) ?? "";
  const plain = last
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^\w.-]+/gu, "-")
    .replace(/^[.-]+/u, "")
    .slice(-120);
  const usable = plain === "" ? "page" : plain;
  return usable.endsWith(SIDECAR) ? `${usable}.txt` : usable;
}

function withDigest(name: string, digest: string): string {
  const { name: stem, ext } = posix.parse(name);
  return `${stem}-${digest}${ext}`;
}

function newestFirst(a: Snapshot, b: Snapshot): number {
  const time = (snapshot: Snapshot): number =>
    snapshot.meta.retrieved_at === null ? -Infinity : Date.parse(snapshot.meta.retrieved_at);
  if (time(a) !== time(b)) return time(a) > time(b) ? -1 : 1;
  return a.path > b.path ? -1 : 1;
}

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);

const tooLarge = (path: string, bytes: number): AlmanacError =>
  new AlmanacError(`the file has ${bytes} bytes, more than the ${MAX_SNAPSHOT_BYTES} that are read`, {
    where: path,
    next: "Move it out of the folder, or keep only the page itself.",
  });

const linkInFolder = (path: string): AlmanacError =>
  new AlmanacError("this is a link; only what lies in the folder itself is read", {
    where: path,
    next: "Put the file itself in place of the link.",
  });

const notAFolder = (path: string): AlmanacError =>
  new AlmanacError("this is to be the folder of a source, but is a link or a file", {
    where: path,
    next: "Put a folder in its place.",
  });

const loneSidecar = (path: string): AlmanacError =>
  new AlmanacError("this sidecar has no snapshot beside it", {
    where: path,
    next: "Put the snapshot back, or remove the sidecar.",
  });

const noFile = (path: string): AlmanacError =>
  new AlmanacError("this is not a file", { where: path, next: "Name a file that holds one page." });

const unreadableFile = (path: string, error: unknown): AlmanacError =>
  new AlmanacError(`this cannot be read: ${messageOf(error)}`, {
    where: path,
    next:
      errnoCode(error) === "ENOENT"
        ? "See that the path is right."
        : "Make it readable for the user who runs the almanac.",
    cause: error,
  });
