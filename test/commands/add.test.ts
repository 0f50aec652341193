import { access, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { addCommand, type AddOptions } from "../../pipeline/commands/add.ts";
import { pageFetcher } from "../../pipeline/commands/fetch-page.ts";
import { judgeOf, sourceOf } from "../../pipeline/commands/reading.ts";
import { AlmanacError, EXIT } from "../../pipeline/contracts/errors.ts";
import { internet } from "../../pipeline/fetch/client.ts";
import { testIo } from "../support/io.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { testWeb } from "../support/web.ts";

const accept = (): Promise<void> => Promise.resolve();

/** `almanac add` where the configuration names no contact: it may not even try. */
const noFetching = pageFetcher(null, internet);

async function page(sidecar: object | null = null): Promise<AddOptions> {
  const folder = await tempFolder();
  const file = join(folder, "page.html");
  await writeFile(file, "<p>page</p>");
  if (sidecar !== null) await writeFile(`${file}.meta.json`, JSON.stringify(sidecar));
  return { sourceId: "wgu", file, rawDir: join(folder, "raw"), url: null, retrievedAt: null, json: false };
}

const sidecarOf = async (options: AddOptions): Promise<unknown> =>
  JSON.parse(await readFile(join(options.rawDir, "wgu", "page.html.meta.json"), "utf8"));

describe("addCommand", () => {
  it("stores a page and notes when", async () => {
    const options = await page();
    const { io, out } = testIo();
    expect(await addCommand(options, io, accept, noFetching)).toBe(EXIT.published);
    expect(out()).toBe("stored wgu/page.html\n");
    expect(await readFile(join(options.rawDir, "wgu", "page.html"), "utf8")).toBe("<p>page</p>");
    expect(await sidecarOf(options)).toMatchObject({ retrieved_at: "2026-08-01T06:00:00.000Z", url: null });
  });

  it("says so in JSON for a program", async () => {
    const options = { ...(await page()), json: true };
    const { io, out } = testIo();
    await addCommand(options, io, accept, noFetching);
    expect(JSON.parse(out())).toEqual({ path: "wgu/page.html", is_new: true });
  });

  it("says that a page is there already, and writes nothing", async () => {
    const options = await page();
    await addCommand(options, testIo().io, accept, noFetching);
    const { io, out } = testIo();
    expect(
      await addCommand({ ...options, retrievedAt: "2026-07-01T00:00:00Z" }, io, accept, noFetching),
    ).toBe(EXIT.published);
    expect(out()).toBe("already there as wgu/page.html; nothing was written\n");
    expect(await sidecarOf(options)).toMatchObject({ retrieved_at: "2026-08-01T06:00:00.000Z" });
  });

  it("takes the sidecar along, and what the command line says before it", async () => {
    const options = await page({
      url: "https://example.org/a",
      retrieved_at: "2024-05-01T00:00:00Z",
      note: "n",
    });
    await addCommand({ ...options, url: "https://example.org/b" }, testIo().io, accept, noFetching);
    expect(await sidecarOf(options)).toMatchObject({
      url: "https://example.org/b",
      retrieved_at: "2024-05-01T00:00:00Z",
      note: "n",
    });
  });

  it("stores nothing that a night could not load", async () => {
    const options = await page();
    const refusal = new AlmanacError("a bot challenge", { where: "page", next: "Get the page." });
    const refuse = (): Promise<void> => Promise.reject(refusal);
    await expect(addCommand(options, testIo().io, refuse, noFetching)).rejects.toThrow("a bot challenge");
    await expect(access(options.rawDir)).rejects.toThrow();
  });

  it("refuses a page of another source, with the sources of the project", async () => {
    const options = await page();
    const judge = judgeOf(sourceOf("wgu"));
    await expect(addCommand(options, testIo().io, judge, noFetching)).rejects.toMatchObject({
      exitCode: EXIT.failed,
    });
    await expect(access(options.rawDir)).rejects.toThrow();
  });

  it("fetches no address without a contact, and says what to do", async () => {
    const options = { ...(await page()), file: "https://www.wgu.edu/page" };
    await expect(addCommand(options, testIo().io, accept, noFetching)).rejects.toMatchObject({
      exitCode: EXIT.usage,
      where: "https://www.wgu.edu/page",
      message: "nothing is fetched, because the configuration names no contact",
    });
  });

  it("fetches an address on the terms of a night, and stores it with what the server said", async () => {
    const web = await testWeb();
    web.serve("/page.html", (response) => response.writeHead(200, { ETag: '"a"' }).end("<p>page</p>"));
    const options = { ...(await page()), file: web.url("/page.html") };
    const fetchPage = pageFetcher({ contact: "mailto:night@example.org" }, web.network());
    const { io, out } = testIo();
    expect(await addCommand(options, io, accept, fetchPage)).toBe(EXIT.published);
    expect(out()).toBe("stored wgu/page.html\n");
    expect(await sidecarOf(options)).toMatchObject({
      url: web.url("/page.html"),
      status: 200,
      headers: { etag: '"a"' },
    });
    expect(web.seen.map(({ path }) => path)).toEqual(["/robots.txt", "/page.html"]);
    expect(web.seen[0]?.headers["user-agent"]).toMatch(
      /^HealthCareersAlmanac\/\d+\.\d+\.\d+ \(\+mailto:night@example\.org\)$/u,
    );
  });

  it("says why an address was not fetched, and stores nothing", async () => {
    const web = await testWeb();
    web.serve("/robots.txt", "User-agent: *\nDisallow: /");
    const options = { ...(await page()), file: web.url("/page.html") };
    const fetchPage = pageFetcher({ contact: "mailto:night@example.org" }, web.network());
    await expect(addCommand(options, testIo().io, accept, fetchPage)).rejects.toMatchObject({
      where: web.url("/page.html"),
      message: `the page was not fetched: ${web.url("/robots.txt")} disallows it`,
    });
    await expect(access(options.rawDir)).rejects.toThrow();
  });

  it("takes nobody's word for where a page that it fetches comes from", async () => {
    const options = { ...(await page()), file: "https://www.wgu.edu/page", url: "https://example.org/a" };
    await expect(addCommand(options, testIo().io, accept, noFetching)).rejects.toMatchObject({
      next: "Leave out --url and --retrieved-at.",
    });
  });

  it.each([
    ["url", "wgu.edu"],
    ["url", "javascript:alert(1)"],
    ["retrievedAt", "yesterday"],
    ["retrievedAt", "2026-08-01"],
  ])("refuses %s %s", async (name, value) => {
    const options = { ...(await page()), [name]: value };
    await expect(addCommand(options, testIo().io, accept, noFetching)).rejects.toMatchObject({
      exitCode: EXIT.usage,
    });
  });
});
