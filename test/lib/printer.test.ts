import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { AlmanacError } from "../../pipeline/contracts/errors.ts";
import { fontFaces } from "../../pipeline/lib/fonts.ts";
import { settlePdf } from "../../pipeline/pdf/settle.ts";
import { openPrinter, type Printer } from "../../pipeline/lib/printer.ts";
import { hostilePieces } from "../support/hostile.ts";
import { pdfInside } from "../support/pdf-inside.ts";

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
