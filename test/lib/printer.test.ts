import { chmod, chown, mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";

import { AlmanacError } from "../../pipeline/contracts/errors.ts";
import { findBrowser } from "../../pipeline/lib/browser.ts";
import { fontFaces } from "../../pipeline/lib/fonts.ts";
import { settlePdf } from "../../pipeline/pdf/settle.ts";
import { openPrinter, type Printer } from "../../pipeline/lib/printer.ts";
import { hostilePieces } from "../support/hostile.ts";
import { pdfInside } from "../support/pdf-inside.ts";
import { tempFolder } from "../support/temp-folder.ts";

const facts = { title: "Pay", date: new Date("2024-05-01T00:00:00Z"), attachment: null };
const styles = `<style>${fontFaces()}
@page { size: letter; margin: 1in; @bottom-right { content: "Page " counter(page) " of " counter(pages) } }
body { font-family: "Public Sans" } h2 { break-before: page }</style>`;
const page = (body: string): string =>
  `<!doctype html><html lang="en-US"><head><title>x</title>${styles}</head><body>${body}</body></html>`;

let printer: Printer;
beforeAll(async () => {
  printer = await openPrinter();
});
afterAll(async () => {
  await printer.close();
});

const settled = async (html: string): Promise<Uint8Array> =>
  await settlePdf(await printer.print(html), html, facts);

describe("a print", () => {
  const html = page(
    `<h1>Pay in Arizona</h1><p>Median <b>$38,040</b> – Łódź</p>
    <svg role="img" aria-label="Pay by city" viewBox="0 0 9 9" width="90"><rect width="9" height="9"/><text y="5">M</text></svg>
    <table><caption>Cities</caption><thead><tr><th scope="col">City</th></tr></thead><tbody><tr><td>Mesa</td></tr></tbody></table>
    <h2>More</h2><p>At the end</p>`,
  );

  it("holds the text, in Letter pages with their numbers", async () => {
    const { pages, document } = await pdfInside(await settled(html));
    expect(pages).toHaveLength(2);
    expect(pages[0]).toContain("Pay in Arizona");
    expect(pages[0]).toContain("$38,040");
    expect(pages[0]?.replaceAll(" ", "")).toContain("–Łódź");
    expect(pages[0]).toContain("Page 1 of 2");
    expect(pages[1]).toContain("At the end");
    expect(document.getPage(0).getSize()).toEqual({ width: 612, height: 792 });
  });

  it("is tagged, with the chart's alternative text and bookmarks from headings", async () => {
    const { tags, bookmarks } = await pdfInside(await settled(html));
    expect(tags).toEqual(
      expect.arrayContaining(["H1", "P", "Figure: Pay by city", "Table", "TH", "TD", "H2"]),
    );
    expect(bookmarks).toEqual(["Pay in Arizona", "More"]);
  });

  it("embeds the fonts that it brings, and uses no other", async () => {
    const { fonts } = await pdfInside(await settled(html));
    expect(fonts.length).toBeGreaterThan(0);
    expect(fonts.filter(({ name, embedded }) => !embedded || !name.startsWith("PublicSans"))).toEqual([]);
  });

  it("is the same to the byte, alone and beside others, and by another browser", async () => {
    const [first, other, ...rest] = await Promise.all(
      [html, page("<p>other</p>"), html, html, html].map(settled),
    );
    if (first === undefined || other === undefined) throw new Error("nothing was printed");
    for (const twin of rest) expect(Buffer.compare(first, twin)).toBe(0);
    expect(Buffer.compare(first, other)).not.toBe(0);
    const second = await openPrinter({ tabs: 1 });
    const again = await settlePdf(await second.print(html), html, facts).finally(() => second.close());
    expect(Buffer.compare(first, again)).toBe(0);
  });

  it("does not start without its fonts", async () => {
    const broken = page("<p>x</p>").replace(/base64,[^)]*/g, "base64,AAAA");
    await expect(printer.print(broken)).rejects.toThrow(/fonts do not load/);
  });
});

describe("hostile pages", () => {
  let server: Server;
  let address: string;
  const requests: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      requests.push(request.url ?? "");
      response.end();
    });
    server.on("connection", () => requests.push("connection"));
    await new Promise<void>((resolve) => server.listen(0, resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
  });

  it("the server would notice", async () => {
    await fetch(`${address}/noticed`);
    expect(requests.splice(0)).toContain("/noticed");
  });

  it("reach nothing, read no file and run nothing", async () => {
    const pieces = hostilePieces(address);
    expect(pieces.length).toBeGreaterThan(100);
    for (const piece of pieces) {
      const whole = [piece, page(`<p>before</p>${piece}<script>document.body.textContent = "ran"</script>`)];
      for (const html of whole) {
        const print = await printer.print(html).catch((error: unknown) => {
          // A font or picture that cannot be fetched stops the print, which is as good.
          expect(error).toHaveProperty(
            "message",
            expect.stringMatching(/fonts do not load|pictures cannot be decoded/u),
          );
        });
        if (!(print instanceof Uint8Array)) continue;
        const { pages } = await pdfInside(print);
        expect(pages.join(" ")).not.toMatch(/\bran\b|root:/);
      }
    }
    const after = await pdfInside(await settled(page("<p>still here</p>")));
    expect(after.pages.join(" ")).toContain("still here");
    expect(requests).toEqual([]);
  });
});

describe("a document of any kind", () => {
  const words = async (body: string): Promise<string> =>
    (await pdfInside(await printer.print(page(`<p>before</p>${body}<p>behind</p>`)))).pages.join(" ");

  /** What comes with the document itself needs no request that could be refused: only the policy stops it. */
  const EMBEDDED = [
    `<iframe src="data:text/html,<p>inside</p>"></iframe>`,
    `<object data="data:text/html,<p>inside</p>"></object>`,
    `<embed src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><text y='20'>inside</text></svg>">`,
    `<link rel="stylesheet" href="data:text/css,body::after{content:'inside'}">`,
    `<style>@import "data:text/css,body::after{content:'inside'}";</style>`,
  ];

  it.each(EMBEDDED)("shows nothing of %s", async (body) => {
    const text = await words(body);
    expect(text).toContain("before");
    expect(text).toContain("behind");
    expect(text).not.toContain("inside");
  });

  it("shows nothing of them either in the tab that takes the place of one whose print failed", async () => {
    const single = await openPrinter({ tabs: 1 });
    try {
      const broken = page("<p>x</p>").replace(/base64,[^)]*/g, "base64,AAAA");
      await expect(single.print(broken)).rejects.toThrow(/fonts do not load/);
      for (const body of EMBEDDED) {
        const { pages } = await pdfInside(await single.print(page(`<p>before</p>${body}`)));
        expect(pages.join(" ")).toContain("before");
        expect(pages.join(" ")).not.toContain("inside");
      }
    } finally {
      await single.close();
    }
  });

  it("keeps its scripts still while the printer's own look whether fonts and pictures are there", async () => {
    const say = `document.body.append(['sc','ript'].join('') + ' ran'); document.title = 'ran'`;
    const picture = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'></svg>";
    const body = `<img src="${picture}" onload="${say}"><svg onload="${say}"></svg>
      <script>${say}</script><script type="module">${say}</script>
      <script>Object.defineProperty(document, 'fonts', { get() { ${say}; return []; } });
      Object.defineProperty(document, 'images', { get() { ${say}; return []; } });
      document.body.getBoundingClientRect = () => { ${say} };
      setInterval(() => { ${say} }); new MutationObserver(() => { ${say} }).observe(document, { subtree: true, childList: true });
      document.fonts.ready.then(() => { ${say} }); addEventListener('beforeprint', () => { ${say} })</script>
      <style onload="${say}">x { color: red }</style><details open ontoggle="${say}"></details>
      <input autofocus onfocus="${say}"><img src="data:," onerror="${say}" hidden>`;
    const printed = await printer.print(page(body)).catch((error: unknown) => String(error));
    if (typeof printed === "string") expect(printed).toContain("1 of its pictures cannot be decoded");
    const whole = await words(body.replace(/<img src="data:,".*hidden>/u, ""));
    expect(whole).not.toContain("script ran");
    // What a browser shows only where scripts are off: they are not just refused by the policy.
    expect(await words("<noscript>without script</noscript>")).toContain("without script");
  });
});

describe("the browser's sandbox", () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  /** A browser that notes what it is started with, for a user of that number; the lines are its arguments. */
  async function startedBy(
    user: number,
    program?: string,
  ): Promise<{ sandboxed: boolean | null; starts: readonly string[] }> {
    const folder = await tempFolder();
    const { path } = await findBrowser();
    const [wrapper, notes, cache] = ["chromium", "starts", "cache"].map((name) => join(folder, name));
    if (wrapper === undefined || notes === undefined || cache === undefined) throw new Error("no names");
    await writeFile(wrapper, `#!/bin/sh\necho "$@" >> "${notes}"\n${program ?? `exec "${path}" "$@"`}\n`);
    await chmod(wrapper, 0o755);
    await mkdir(join(cache, "health-careers-almanac"), { recursive: true });
    if (process.getuid?.() === 0) await chown(join(cache, "health-careers-almanac"), user, user);
    vi.stubEnv("PUPPETEER_EXECUTABLE_PATH", wrapper);
    vi.stubEnv("XDG_CACHE_HOME", cache);
    vi.spyOn(process as { getuid: () => number }, "getuid").mockReturnValue(user);
    const opened = await openPrinter({ tabs: 1 }).catch((error: unknown) => {
      expect(error).toBeInstanceOf(AlmanacError);
      return null;
    });
    await opened?.close();
    const starts = (await readFile(notes, "utf8")).trim().split("\n");
    return { sandboxed: opened?.sandboxed ?? null, starts };
  }

  const isRoot = process.getuid?.() === 0;

  it.skipIf(process.platform === "win32")(
    "is asked for by any user but root, and left out only where it cannot be had",
    async () => {
      const { sandboxed, starts } = await startedBy(isRoot ? 1000 : (process.getuid?.() ?? 1000));
      expect(starts[0]).not.toContain("--no-sandbox");
      const without = starts.filter((args) => args.includes("--no-sandbox"));
      if (sandboxed) expect(starts).toHaveLength(1);
      else expect(without).toEqual(starts.slice(-1));
    },
  );

  it.skipIf(process.platform === "win32")(
    "is not left out for a browser that does not start for another reason",
    async () => {
      const user = isRoot ? 1000 : (process.getuid?.() ?? 1000);
      const { sandboxed, starts } = await startedBy(
        user,
        "echo 'cannot open shared object file' >&2; exit 127",
      );
      expect(sandboxed).toBeNull();
      expect(starts.filter((args) => args.includes("--no-sandbox"))).toEqual([]);
    },
  );

  it.runIf(isRoot)("is not asked for by root, for whom there is none", async () => {
    const { sandboxed, starts } = await startedBy(0);
    expect(sandboxed).toBe(false);
    expect(starts.map((args) => args.includes("--no-sandbox"))).toEqual([true]);
  });
});

describe("the watchdog", () => {
  it("stops a browser that takes too long, and says so", async () => {
    const hasty = await openPrinter({ tabs: 1, timeoutMs: 1 });
    try {
      const first = hasty.print(page("<p>word </p>".repeat(20_000)));
      await expect(first).rejects.toBeInstanceOf(AlmanacError);
      await expect(first).rejects.toThrow(/took longer than/);
      await expect(hasty.print(page("x"))).rejects.toBeInstanceOf(AlmanacError);
    } finally {
      await hasty.close();
    }
  });
});
