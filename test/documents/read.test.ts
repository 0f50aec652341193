import { describe, expect, it } from "vitest";
import { AlmanacError } from "../../pipeline/contracts/errors.ts";
import { snapshotMetaSchema, type Snapshot } from "../../pipeline/contracts/snapshot.ts";
import { MAX_BLOCK_LENGTH } from "../../pipeline/documents/block-size.ts";
import { MAX_PAGE_BYTES } from "../../pipeline/documents/page-size.ts";
import { readDocument } from "../../pipeline/documents/read.ts";

function snapshot(bytes: Uint8Array | string, more: { path?: string; contentType?: string } = {}): Snapshot {
  return {
    snapshot_id: "0".repeat(64),
    source_id: "wgu",
    path: more.path ?? "wgu/page",
    bytes: typeof bytes === "string" ? Buffer.from(bytes) : bytes,
    meta: snapshotMetaSchema.parse(
      more.contentType === undefined ? {} : { headers: { "content-type": more.contentType } },
    ),
  };
}

function refusal(bytes: Uint8Array | string, more: Parameters<typeof snapshot>[1] = {}): AlmanacError {
  try {
    readDocument(snapshot(bytes, more));
  } catch (error) {
    if (error instanceof AlmanacError) return error;
    throw error;
  }
  throw new Error("the page was read");
}

describe("files that are no pages", () => {
  it("refuses an empty file, and one of white space", () => {
    expect(refusal("")).toMatchObject({ message: "The file is empty.", where: "wgu/page" });
    for (const blank of [" \r\n\t\u00a0\u200b", "\ufeff", "\ufeff \n"]) {
      expect(refusal(blank)).toMatchObject({ message: "The file holds nothing but white space." });
    }
  });

  it.each([
    ["a PDF", Buffer.from("%PDF-1.7\n")],
    ["a ZIP archive", Buffer.from("PK\x03\x04 page.html")],
    ["an Office document", Buffer.from("PK\x03\x04 [Content_Types].xml")],
    ["an older Office document", Buffer.from("d0cf11e0a1b11ae1", "hex")],
    ["gzip-compressed data", Buffer.from("1f8b0800", "hex")],
    ["a PNG image", Buffer.from("89504e470d0a1a0a", "hex")],
    ["a JPEG image", Buffer.from("ffd8ffe0", "hex")],
    ["a GIF image", Buffer.from("GIF89a")],
    ["a TIFF image", Buffer.from("49492a00", "hex")],
    ["a TIFF image", Buffer.from("4d4d002a", "hex")],
    ["a WebP image", Buffer.from("RIFF\x01\x01\x01\x01WEBPVP8 ")],
  ])("refuses %s by name", (kind, bytes) => {
    const error = refusal(bytes, { path: "wgu/page.html", contentType: "text/html; charset=shift_jis" });
    expect(error.message).toContain(`it looks like ${kind}.`);
    expect(error.where).toBe("wgu/page.html, byte 0");
    expect(error.next).toMatch(/HTML or as text/);
  });

  it("refuses NUL bytes, and says where the first is", () => {
    const error = refusal(Buffer.from("caf\u00e9 \0 x"));
    expect(error.message).toContain("NUL");
    expect(error.where).toBe("wgu/page, byte 6");
    expect(refusal(Buffer.from("fffe610000006200", "hex")).where).toBe("wgu/page, byte 4");
  });

  it("refuses a page that is too large, with its size and the limit", () => {
    const error = refusal(Buffer.alloc(20 * 1024 * 1024, "a"));
    expect(error.message).toContain("20971520 bytes (20.0 MiB)");
    expect(error.message).toContain("5.0 MiB");
    expect(error.next).not.toBe("");
    expect(() =>
      readDocument(snapshot(Buffer.alloc(MAX_PAGE_BYTES, `${"a ".repeat(2000)}\n`))),
    ).not.toThrow();
    expect(refusal(Buffer.alloc(MAX_PAGE_BYTES + 1, "a ")).where).toBe("wgu/page");
  });

  it("refuses a block that is longer than any paragraph, with its place", () => {
    const block = "é ".repeat(MAX_BLOCK_LENGTH / 2).trim();
    expect(() => readDocument(snapshot(Buffer.from(`above\n${block}x`)))).not.toThrow();
    expect(refusal(Buffer.from(`above\n${block}xy`))).toMatchObject({
      message: "A paragraph of the page has 10001 characters; 10000 at most are read.",
      where: "wgu/page, byte 6",
    });
  });

  it("refuses a charset that it does not read, with the path", () => {
    expect(refusal("a", { contentType: "text/plain; charset=shift_jis" })).toMatchObject({
      where: "wgu/page",
    });
  });

  it("names the path where the HTML goes beyond all measure", () => {
    const error = refusal("<div>".repeat(200_000), { path: "wgu/deep.html" });
    expect(error.message).toMatch(/nested more than [\d,]+ levels/);
    expect(error.where).toBe("wgu/deep.html");
  });
});

describe("format", () => {
  it.each<[string, string, Parameters<typeof snapshot>[1]]>([
    ["a content type", "plain words", { contentType: "text/html; charset=utf-8" }],
    ["a content type of XHTML", "plain words", { contentType: "application/xhtml+xml" }],
    ["a doctype", "\n <!DOCTYPE HTML><p>x", {}],
    ["a doctype after comments", "<!-- a -->\n<!-- b --><!doctype html>x", {}],
    ["an XML declaration", '<?xml version="1.0"?>\n<html lang="en">x', {}],
    ["an html tag, whatever the name", "<html>x", { path: "wgu/page.txt" }],
    ["several block tags", "x <p>a</p> <div class='b'>", {}],
    ["one block tag and its name", "<p>x", { path: "wgu/page.htm" }],
  ])("is HTML by %s", (_, page, more) => {
    expect(readDocument(snapshot(page, more)).format).toBe("html");
  });

  it.each<[string, string, Parameters<typeof snapshot>[1]]>([
    ["words", "plain words", {}],
    ["words in a file named .html", "plain words", { path: "wgu/page.html" }],
    ["one block tag", "The <p> tag", {}],
    ["tags with other names", "<para> <html-x> <divide> <place>", {}],
    ["a doctype that comes late", "It begins with <!doctype html> as all do", {}],
  ])("is text by %s", (_, page, more) => {
    expect(readDocument(snapshot(page, more)).format).toBe("text");
  });

  it("is found quickly behind any number of comments that lead nowhere", () => {
    expect(readDocument(snapshot("<!--x-->\n".repeat(50_000) + "words")).format).toBe("text");
  });
});

describe("documents", () => {
  it("carry title, blocks and the way back to the bytes", () => {
    const html = "<!doctype html><title>Pay &amp; more</title><p>caf\u00e9: $1</p>";
    const document = readDocument(snapshot(html));
    expect(document).toMatchObject({ format: "html", title: "Pay & more" });
    const [block] = document.blocks;
    expect(block?.content.text).toBe("café: $1");
    const start = document.decoded.byteOffset(block?.content.starts[6] ?? 0);
    expect(
      Buffer.from(html)
        .subarray(start, start + 2)
        .toString(),
    ).toBe("$1");
  });

  it.each([
    ["UTF-8", Buffer.from("Pay – é\r\n\r\nx.")],
    ["UTF-8 with byte order mark", Buffer.from("\ufeffPay – é\r\n\r\nx.")],
    ["Windows-1252", Buffer.from("Pay \x96 \xe9\r\n\r\nx.", "latin1")],
    ["UTF-16 little-endian", Buffer.from("\ufeffPay – é\r\n\r\nx.", "utf16le")],
    ["UTF-16 big-endian", Buffer.from("\ufeffPay – é\r\n\r\nx.", "utf16le").swap16()],
  ])("are the same in %s", (_, bytes) => {
    const document = readDocument(snapshot(bytes));
    expect(document.title).toBeNull();
    expect(document.blocks.map(({ kind, content }) => [kind, content.text])).toEqual([
      ["heading", "Pay – é"],
      ["paragraph", "x."],
    ]);
  });
});
