import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { sha256 } from "../../pipeline/lib/digest.ts";
import { type Folders, PROJECT_DIR } from "../../pipeline/lib/paths.ts";
import { listSnapshots } from "../../pipeline/lib/raw-store.ts";
import { type Ended, folderArgs, type Kill, PROGRAMS, run } from "./kill.ts";
import { type Pair, publishedPair, requireOldOrNew, requireSameEdition } from "./published-pair.ts";
import { foldersBelow } from "./small-night.ts";

/** The source whose page is another every night. */
const CHANGING = "wgu";
const PAGE = join(PROJECT_DIR, "raw", CHANGING, "health-information-technician.html");

/** How a night is started: as people do, or with a server of the test's to fetch from. */
export type Start = "almanac" | "fetching";

/** Real nights on folders of a test, one after the other, each with something new, that are killed. */
export class KilledNights {
  readonly folders: Folders;
  readonly #base: string;
  readonly #only: string;
  readonly #cacheDir: string;
  /** Digest of every page that the server has sent, and of those that were there. */
  readonly #pages = new Set<string>();
  #port = 0;
  #night = 0;

  private constructor(base: string, only: readonly string[]) {
    this.#base = base;
    this.#cacheDir = join(base, "cache");
    this.#only = only.join(",");
    this.folders = foldersBelow(base);
  }

  static async open(base: string, only: readonly string[]): Promise<KilledNights> {
    const nights = new KilledNights(base, only);
    await mkdir(nights.#cacheDir, { recursive: true });
    for (const id of only) {
      await cp(join(PROJECT_DIR, "raw", id), join(nights.folders.rawDir, id), { recursive: true });
    }
    for (const { bytes } of await nights.#snapshots()) nights.#pages.add(sha256(bytes));
    await nights.#serve();
    return nights;
  }

  /** Sends the page in two halves, so that a kill may fall between them. */
  async #serve(): Promise<void> {
    const page = await readFile(PAGE);
    const server = createServer((request, response) => {
      if (request.url !== `/${CHANGING}.html`) return void response.writeHead(404).end();
      const body = Buffer.concat([page, Buffer.from(`<!-- night ${this.#night} -->\n`)]);
      this.#pages.add(sha256(body));
      response.writeHead(200, { "Content-Type": "text/html", "Content-Length": body.length });
      response.write(body.subarray(0, body.length / 2));
      setTimeout(() => response.end(body.subarray(body.length / 2)), 50);
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    this.#port = (server.address() as AddressInfo).port;
  }

  /** Runs a night on something new, kills it or lets it end, and sees that what is published is whole. */
  async night(start: Start, kill: Kill | null): Promise<Ended> {
    this.#night += 1;
    if (start === "almanac") await this.#changePage();
    const before = await this.pair();
    const lines = await this.#lines();
    const ended = await this.#run(start, this.#base, kill);
    if (kill === null) expect(ended.exitCode, ended.stderr).toBe(0);
    const isBefore = kill !== null && "where" in kill && kill.where === "before";
    const after = await this.pair();
    requireOldOrNew(before, after, ended.isKilled ? ended.steps : [...ended.steps, ENDED], isBefore);
    await this.#requireWholePages();
    await this.#requireLines(lines);
    await this.#requireFewLeftovers();
    await this.#forgetOldPages();
    return ended;
  }

  /** What is published; its warehouse is read in full. */
  async pair(): Promise<Pair> {
    const pair = await publishedPair(this.folders);
    if (pair.manifest !== null) await requireSameEdition(this.folders, pair.manifest);
    return pair;
  }

  /** Publishes the same two editions, one after the other, in folders where nobody was killed; gives those of the second. */
  async elsewhere(base: string, firstRaw: string): Promise<Folders> {
    await cp(firstRaw, join(base, "raw"), { recursive: true });
    expect((await this.#run("almanac", base, null)).exitCode).toBe(0);
    await rm(join(base, "raw"), { recursive: true });
    await cp(this.folders.rawDir, join(base, "raw"), { recursive: true });
    expect((await this.#run("almanac", base, null)).exitCode).toBe(0);
    return foldersBelow(base);
  }

  #run(start: Start, base: string, kill: Kill | null): Promise<Ended> {
    const folders = [...folderArgs(base), "--only", this.#only];
    const program =
      start === "almanac"
        ? { script: PROGRAMS.almanac, args: ["nightly", "--json", "--offline", ...folders] }
        : { script: PROGRAMS.fetchingNight, args: [...folders, "--port", String(this.#port)] };
    return run({ ...program, cacheDir: this.#cacheDir, kill });
  }

  /** The page as somebody has put it into raw/ today. */
  async #changePage(): Promise<void> {
    const path = join(this.folders.rawDir, CHANGING, "added.html");
    const bytes = Buffer.concat([await readFile(PAGE), Buffer.from(`<!-- added ${this.#night} -->\n`)]);
    this.#pages.add(sha256(bytes));
    await writeFile(`${path}.meta.json`, JSON.stringify({ retrieved_at: new Date().toISOString() }));
    await writeFile(path, bytes);
  }

  async #snapshots(): Promise<readonly { readonly bytes: Uint8Array; readonly path: string }[]> {
    const { folders } = await listSnapshots(this.folders.rawDir, this.#only.split(","));
    return folders.flatMap(({ snapshots }) => snapshots);
  }

  /** What is read from raw/ was sent or put there, every byte of it. */
  async #requireWholePages(): Promise<void> {
    for (const { bytes, path } of await this.#snapshots()) expect(this.#pages, path).toContain(sha256(bytes));
  }

  async #lines(): Promise<string[]> {
    const read = (name: string): Promise<string> =>
      readFile(join(this.folders.warehouseDir, name), "utf8").catch(() => "");
    return Promise.all(["runs.jsonl", "fetches.jsonl"].map(read));
  }

  /** Lines are only added, and every new one can be read; one that an earlier kill tore stays, and readers pass over it. */
  async #requireLines(before: readonly string[]): Promise<void> {
    for (const [index, text] of (await this.#lines()).entries()) {
      expect(text.startsWith(before[index] ?? "")).toBe(true);
      const known = new Set((before[index] ?? "").split("\n"));
      for (const line of text
        .split("\n")
        .slice(0, -1)
        .filter((one) => !known.has(one)))
        expect(() => void JSON.parse(line), line).not.toThrow();
    }
  }

  /** A night sweeps what those before it have left, so there are never leftovers of more than the last two. */
  async #requireFewLeftovers(): Promise<void> {
    const count = async (folder: string, pattern: RegExp): Promise<number> =>
      (await readdir(folder).catch(() => [])).filter((name) => pattern.test(name)).length;
    const { outDir, warehouseDir, rawDir } = this.folders;
    const editions = await count(join(outDir, "editions"), /^(?!\.)/u);
    expect(editions).toBeLessThanOrEqual(8);
    expect(await count(join(outDir, "editions"), /^\./u)).toBeLessThanOrEqual(4);
    expect(await count(join(warehouseDir, "builds"), /\.duckdb$/u)).toBeLessThanOrEqual(editions + 3);
    for (const folder of [outDir, warehouseDir, join(rawDir, CHANGING)])
      expect(await count(folder, /^\./u)).toBeLessThanOrEqual(2);
    const cache = join(this.#cacheDir, "health-careers-almanac");
    expect(await count(join(cache, "running"), /./u)).toBeLessThanOrEqual(3);
    expect(await count(join(cache, "fonts"), /./u)).toBeLessThanOrEqual(2);
  }

  /** Fetched pages but the newest two, so that nights do not grow longer. */
  async #forgetOldPages(): Promise<void> {
    const fetched = (await this.#snapshots()).filter(({ path }) =>
      path.startsWith(`${CHANGING}/${CHANGING}`),
    );
    for (const { path } of fetched.slice(2)) {
      await rm(join(this.folders.rawDir, path));
      await rm(join(this.folders.rawDir, `${path}.meta.json`));
    }
  }
}

const ENDED = { number: 1_000_000, name: "stage", path: "end", to: null } as const;
