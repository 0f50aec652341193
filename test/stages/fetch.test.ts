import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FetchedAddress } from "../../pipeline/contracts/fetch.ts";
import type { SnapshotMeta } from "../../pipeline/contracts/snapshot.ts";
import { decode } from "../../pipeline/documents/decode.ts";
import { fetchLogPath, readFetches } from "../../pipeline/lib/fetch-log.ts";
import { silentLog } from "../../pipeline/lib/log.ts";
import { listSnapshots } from "../../pipeline/lib/raw-store.ts";
import { fetchTargets, fileNameOf } from "../../pipeline/stages/fetch.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { type Handler, testClock, testWeb, type TestWeb } from "../support/web.ts";

interface World {
  readonly web: TestWeb;
  readonly rawDir: string;
  readonly warehouseDir: string;
  /** Fetches these paths as the addresses of source `wgu`, a day later each time. */
  readonly fetch: (...paths: readonly string[]) => Promise<FetchedAddress[]>;
}

async function world(): Promise<World> {
  const clock = testClock();
  const web = await testWeb(clock);
  const base = await tempFolder();
  const [rawDir, warehouseDir] = [join(base, "raw"), join(base, "warehouse")];
  await mkdir(rawDir);
  return {
    web,
    rawDir,
    warehouseDir,
    fetch: (...paths) => {
      clock.pass(24 * 60 * 60 * 1000);
      const targets = paths.map((path) => ({ source_id: "wgu", url: web.url(path) }));
      const now = (): Date => new Date(clock.now());
      return fetchTargets({ rawDir, warehouseDir, targets }, { client: web.client(), now, log: silentLog });
    },
  };
}

const outcomesOf = (fetched: readonly FetchedAddress[]): string[] => fetched.map(({ outcome }) => outcome);

const filesOf = async (rawDir: string): Promise<string[]> => (await readdir(join(rawDir, "wgu"))).sort();

/** A page with an ETag, which answers 304 to whoever has it. */
const tagged =
  (text: () => string): Handler =>
  (response, _, request) => {
    const etag = `"${text()}"`;
    const isKnown = request.headers["if-none-match"] === etag;
    response.writeHead(isKnown ? 304 : 200, { ETag: etag, "Set-Cookie": "session=secret" });
    response.end(isKnown ? "" : text());
  };

describe("fetching", () => {
  it("stores bytes as they are, with what the server said of them", async () => {
    const { web, rawDir, fetch } = await world();
    web.serve("/guide/page.html", (response) => {
      response.writeHead(200, {
        "Content-Type": "text/html; charset=utf-8",
        "Last-Modified": "Sat, 01 Aug 2026 05:00:00 GMT",
        "Set-Cookie": "session=secret",
        Date: "Sun, 02 Aug 2026 06:00:02 GMT",
      });
      response.end("wages");
    });
    expect(await fetch("/guide/page.html")).toEqual([
      {
        source_id: "wgu",
        url: web.url("/guide/page.html"),
        outcome: "new",
        reason: null,
        path: "wgu/page.html",
      },
    ]);
    expect(await filesOf(rawDir)).toEqual(["page.html", "page.html.meta.json"]);
    expect(await readFile(join(rawDir, "wgu", "page.html"), "utf8")).toBe("wages");
    const meta = JSON.parse(
      await readFile(join(rawDir, "wgu", "page.html.meta.json"), "utf8"),
    ) as SnapshotMeta;
    expect(meta).toEqual({
      url: web.url("/guide/page.html"),
      retrieved_at: "2026-08-02T06:00:02.000Z",
      status: 200,
      headers: {
        "content-type": "text/html; charset=utf-8",
        date: "Sun, 02 Aug 2026 06:00:02 GMT",
        "last-modified": "Sat, 01 Aug 2026 05:00:00 GMT",
      },
      prose: "original",
      note: null,
    });
  });

  it("asks for what it has only if it changed, and stores nothing where it did not", async () => {
    const { web, rawDir, warehouseDir, fetch } = await world();
    web.serve(
      "/page",
      tagged(() => "wages"),
    );
    expect(outcomesOf(await fetch("/page"))).toEqual(["new"]);
    const before = await filesOf(rawDir);
    expect(outcomesOf(await fetch("/page"))).toEqual(["not modified"]);
    expect(outcomesOf(await fetch("/page"))).toEqual(["not modified"]);
    expect(await filesOf(rawDir)).toEqual(before);
    const log = await readFetches(warehouseDir);
    expect(new Set(log.map(({ snapshot_id }) => snapshot_id)).size).toBe(1);
    expect(log.map(({ at }) => at.slice(0, 10))).toEqual(["2026-08-02", "2026-08-03", "2026-08-04"]);
  });

  it("knows validators from the sidecar where the log is lost", async () => {
    const { web, warehouseDir, fetch } = await world();
    web.serve(
      "/page",
      tagged(() => "wages"),
    );
    await fetch("/page");
    await rm(fetchLogPath(warehouseDir));
    expect(outcomesOf(await fetch("/page"))).toEqual(["not modified"]);
  });

  it("asks in full for a file that somebody removed or changed", async () => {
    const { web, rawDir, fetch } = await world();
    web.serve(
      "/page",
      tagged(() => "wages"),
    );
    await fetch("/page");
    await rm(join(rawDir, "wgu"), { recursive: true });
    expect(outcomesOf(await fetch("/page"))).toEqual(["new"]);
    await writeFile(join(rawDir, "wgu", "page"), "by hand");
    await rm(join(rawDir, "wgu", "page.meta.json"));
    expect(outcomesOf(await fetch("/page"))).toEqual(["new"]);
  });

  it("stores the same bytes once where the server gives no validators", async () => {
    const { web, rawDir, fetch } = await world();
    web.serve("/page", "wages");
    expect(outcomesOf(await fetch("/page"))).toEqual(["new"]);
    expect(outcomesOf(await fetch("/page"))).toEqual(["unchanged"]);
    expect(await filesOf(rawDir)).toEqual(["page", "page.meta.json"]);
  });

  it("takes a page that is again as it was for the newest", async () => {
    const { web, rawDir, fetch } = await world();
    let text = "first";
    web.serve(
      "/page",
      tagged(() => text),
    );
    const stored: string[] = [];
    for (text of ["first", "second", "first"]) stored.push((await fetch("/page"))[0]?.outcome ?? "");
    expect(stored).toEqual(["new", "new", "new"]);
    const [folder] = (await listSnapshots(rawDir, ["wgu"])).folders;
    const texts = folder?.snapshots.map(({ bytes }) => Buffer.from(bytes).toString());
    expect(texts).toEqual(["first", "second", "first"]);
    expect(folder?.problems).toEqual([]);
  });

  it("goes on after a failure, and says of each address what came of it", async () => {
    const { web, warehouseDir, fetch } = await world();
    web.serve("/robots.txt", "User-agent: *\nDisallow: /private");
    web.serve("/page", "wages");
    const fetched = await fetch("/missing", "/private/page", "/page");
    expect(outcomesOf(fetched)).toEqual(["failed", "disallowed", "new"]);
    expect(fetched.map(({ reason }) => reason)).toEqual([
      "the server answered 404 Not Found",
      `${web.url("/robots.txt")} disallows it`,
      null,
    ]);
    expect(await readFetches(warehouseDir)).toMatchObject(fetched);
    expect(web.seen.map(({ path }) => path)).not.toContain("/private/page");
  });

  it("keeps a page in Shift_JIS without a label as it is; decoding says what it cannot decode", async () => {
    const { web, rawDir, fetch } = await world();
    // 医療情報 as Shift_JIS has it.
    const bytes = Buffer.from([0x88, 0xe3, 0x97, 0xc3, 0x8f, 0xee, 0x95, 0xf1, 0x0a]);
    web.serve("/page", (response) => response.writeHead(200, { "Content-Type": "text/html" }).end(bytes));
    expect(outcomesOf(await fetch("/page"))).toEqual(["new"]);
    expect(await readFile(join(rawDir, "wgu", "page"))).toEqual(bytes);
    const [snapshot] = (await listSnapshots(rawDir, ["wgu"])).folders[0]?.snapshots ?? [];
    const read = decode(snapshot?.bytes ?? bytes, { path: "wgu/page", contentType: "text/html" });
    expect(read.undecodable_bytes).toBe(1);
  });

  it("names files after addresses, and never outside their folder", () => {
    expect(fileNameOf("https://a.example/in/page.htm?x=1")).toBe("page.htm");
    expect(fileNameOf("https://a.example/in/")).toBe("in");
    expect(fileNameOf("https://a.example/")).toBe("a.example");
  });

  it("says which folder is missing", async () => {
    const { rawDir, fetch } = await world();
    await rm(rawDir, { recursive: true });
    await expect(fetch("/page")).rejects.toMatchObject({ where: rawDir });
  });
});
