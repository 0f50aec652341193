import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDFArray, PDFDict, PDFName } from "@cantoo/pdf-lib";
import { beforeAll, describe, expect, it } from "vitest";

import { settlePdf } from "../../pipeline/pdf/settle.ts";
import { openPrinter } from "../../pipeline/lib/printer.ts";
import { PRINTED, printedPdfs } from "../reports/printed.ts";
import { pdfInside } from "../support/pdf-inside.ts";
import { elementsIn, readPdf, textOf, type ReadPage, type ReadPdf } from "../support/pdf-reader.ts";
import { changed, elementsOf, SAMPLE_FACTS, SAMPLE_HTML } from "../support/pdf-sample.ts";

const words = (text: string): string => text.replace(/\s+/gu, " ").trim();

/** Elements of a type with their text, over all pages. */
function all(pdf: ReadPdf, role: RegExp): { role: string; text: string; alt: string | null }[] {
  return pdf.pages.flatMap((page) =>
    elementsIn(page.tree)
      .filter(({ element }) => role.test(element.role))
      .map(({ element }) => ({ role: element.role, alt: element.alt, text: words(textOf(element, page)) })),
  );
}

const artifacts = ({ texts }: ReadPage): string =>
  words(
    texts
      .filter(({ artifact }) => artifact)
      .map(({ text }) => text)
      .join(""),
  );

const untouched = ({ texts }: ReadPage): string[] =>
  texts.filter(({ artifact, content }) => !artifact && content === null).map(({ text }) => text);

describe("tags of a page with one of everything", () => {
  let sample: Uint8Array;
  let read: ReadPdf;

  beforeAll(async () => {
    const printer = await openPrinter();
    try {
      sample = await settlePdf(await printer.print(SAMPLE_HTML), SAMPLE_HTML, SAMPLE_FACTS);
    } finally {
      await printer.close();
    }
    read = await readPdf(sample);
  });

  it("leave no text untagged but heads and feet and repeated headers", () => {
    expect(read.pages.flatMap(untouched)).toEqual([]);
    expect(read.pages.map(artifacts)).toEqual([
      expect.stringMatching(/^Running head Page 1 of 2$|^Page 1 of 2 Running head$/),
      expect.stringMatching(/Page 2 of 2.*Pay Jobs$/),
    ]);
  });

  it("read what the browser makes: quotation marks, numbers of items", () => {
    expect(all(read, /^P$/)[0]?.text).toBe("See the example, “quoted”, strong.");
    expect(all(read, /^Lbl$/).map(({ text }) => text)).toEqual(["1.", "2."]);
    expect(all(read, /^LBody$/).map(({ text }) => text)).toEqual([
      "disc",
      "outer 1. first 2. second",
      "first",
      "second",
    ]);
  });

  it("keep terms and captions apart, and what is drawn faint", () => {
    const texts = all(read, /^P$/).map(({ text }) => text);
    for (const text of ["term", "definition", "caption"]) expect(texts).toContain(text);
    // It stands in a form, where this reader does not follow the tree, while others do.
    const faint = read.pages[0]?.texts.find(({ text }) => text.includes("faint"));
    expect(faint).toMatchObject({ artifact: false, content: expect.stringMatching(/mc\d+$/) as string });
  });

  it("put what a chart shows into its figure, with its place", async () => {
    expect(all(read, /^Figure$/)).toEqual([
      { role: "Figure", alt: "Bars: Oakland 10, Fresno 20", text: "Oakland" },
    ]);
    await changed(sample, (pdf) => {
      const [figure] = elementsOf(pdf, "Figure");
      const attributes = figure?.dict.lookup(PDFName.of("A"), PDFArray).lookup(0, PDFDict);
      const box = attributes?.lookup(PDFName.of("BBox"), PDFArray).asRectangle();
      expect(box).toMatchObject({ width: 150, height: 75 });
      // Both bars and the label: the half-transparent one is a form, the other a path.
      expect(figure?.dict.lookup(PDFName.of("K"), PDFArray).size()).toBeGreaterThan(1);
    });
  });

  it("give every row of a table the same cells, the empty ones where they are", () => {
    const [first] = read.pages;
    const rows = read.pages.flatMap((page) =>
      elementsIn(page.tree)
        .filter(({ element }) => element.role === "TR")
        .map(({ element }) =>
          element.kids.map((kid) => ("role" in kid ? `${kid.role} ${words(textOf(kid, page))}`.trim() : "?")),
        ),
    );
    expect(first).toBeDefined();
    // The reader shows only elements with content on the page; an empty cell has none.
    expect(rows).toContainEqual(["TH Oakland", "TD a lot", "TD few"]);
    expect(rows).toContainEqual(["TH Merced", "TD some", "TD more"]);
    expect(all(read, /^TH$/).filter(({ text }) => text === "Pay")).toHaveLength(1);
  });

  it("say where links lead", async () => {
    const { document } = await pdfInside(sample);
    const texts = document
      .getPages()
      .flatMap((page) => page.node.Annots()?.asArray() ?? [])
      .map((ref) => String(document.context.lookup(ref, PDFDict).lookup(PDFName.of("Contents"))));
    expect(texts).toHaveLength(3);
    expect(texts.every((text) => /^<FEFF/i.test(text))).toBe(true);
  });

  it("keep the metadata: title, language, the file inside", () => {
    expect(read).toMatchObject({ title: SAMPLE_FACTS.title, language: "en-US", marked: true });
    expect(read.attachments).toEqual([
      { name: "evidence.json", bytes: new Uint8Array(SAMPLE_FACTS.attachment?.bytes ?? []) },
    ]);
    expect(read.outline.map(({ level, title }) => `${level} ${title}`)).toEqual([
      "1 Sample to the end",
      "2 Chart",
      "3 Table",
    ]);
  });
});

describe("tags of printed reports", () => {
  const files = new Map<string, Uint8Array>();
  const read = new Map<string, ReadPdf>();

  beforeAll(async () => {
    const pdfs = await printedPdfs(PRINTED);
    for (const [i, key] of PRINTED.entries()) {
      const bytes = pdfs[i] ?? new Uint8Array();
      files.set(key, bytes);
      read.set(key, await readPdf(bytes));
    }
  });

  const readingOf = (key: string): ReadPdf => {
    const pdf = read.get(key);
    if (pdf === undefined) throw new Error(`${key} was not printed`);
    return pdf;
  };

  it.each(PRINTED)("%s: one first heading, and no level left out", (key) => {
    const levels = all(readingOf(key), /^H\d$/).map(({ role }) => Number(role.slice(1)));
    expect(levels[0]).toBe(1);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [i, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[i - 1] ?? 0) + 1);
  });

  it.each(PRINTED)("%s: bookmarks are the headings", (key) => {
    const pdf = readingOf(key);
    const squeezed = (text: string): string => text.replace(/\s+/gu, "");
    expect(pdf.outline.map(({ title }) => squeezed(title))).toEqual(
      all(pdf, /^H\d$/).map(({ text }) => squeezed(text)),
    );
  });

  it.each(PRINTED)("%s: charts are figures with words, and draw in them", async (key) => {
    const figures = all(readingOf(key), /^Figure$/);
    for (const { alt } of figures) expect(alt?.length ?? 0).toBeGreaterThan(20);
    if (key === "national") expect(figures.length).toBeGreaterThan(2);
    const { tags } = await pdfInside(files.get(key) ?? new Uint8Array());
    expect(tags.filter((tag) => tag.startsWith("Figure: "))).toHaveLength(figures.length);
    expect(tags).not.toContain("NonStruct");
  });

  it.each(PRINTED)("%s: header cells have a scope", async (key) => {
    const { document } = await pdfInside(files.get(key) ?? new Uint8Array());
    const headers = elementsOf(document, "TH");
    expect(headers.length).toBeGreaterThan(3);
    for (const { dict } of headers)
      expect(String(dict.lookup(PDFName.of("A")))).toMatch(/\/Scope \/(?:Row|Column)/);
  });

  it.each(PRINTED)("%s: every text is heard or an artifact, and every page says its number once", (key) => {
    const { pages } = readingOf(key);
    for (const page of pages) {
      expect(untouched(page)).toEqual([]);
      expect(artifacts(page)).toContain(`Page ${page.number} of ${pages.length}`);
    }
  });

  it.each(PRINTED)("%s: title, language and tags are named", (key) => {
    const pdf = readingOf(key);
    expect(pdf.title).toMatch(/\p{L}/u);
    expect(pdf).toMatchObject({ language: "en-US", marked: true });
  });

  it.each(PRINTED)("%s: qpdf finds no fault", async (key) => {
    const folder = await mkdtemp(join(tmpdir(), "almanac-test-"));
    try {
      const file = join(folder, "report.pdf");
      await writeFile(file, files.get(key) ?? new Uint8Array());
      expect(checked(file)).toMatch(/No syntax or stream encoding errors found|not on this machine/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

/** What `qpdf --check` says of a file; it throws where there is a fault. */
function checked(file: string): string {
  try {
    return execFileSync("qpdf", ["--check", file], { encoding: "utf8" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "qpdf is not on this machine";
    throw error;
  }
}
