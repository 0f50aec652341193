import { createHash } from "node:crypto";
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFRawStream,
  PDFString,
} from "@cantoo/pdf-lib";
import { describe, expect, it } from "vitest";

import { settlePdf } from "../../pipeline/pdf/settle.ts";
import { pdfInside } from "../support/pdf-inside.ts";

const facts = { title: "Pay – Łódź", date: new Date("2024-05-01T00:00:00Z"), attachment: null };

interface Cell {
  /** As the browser names it. */
  readonly name: string;
  readonly alt: string;
}

/** A PDF as a browser might leave it: printed at `when`, its objects written in `order`. */
async function printed(
  when: string,
  cells: readonly Cell[],
  order = cells.map((_, i) => i),
): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.addPage();
  pdf.setProducer("Some browser 1.2.3");
  pdf.setCreationDate(new Date(when));
  const refs = order.map((i) => {
    const { name = "", alt = "" } = cells[i] ?? {};
    const headers = { Headers: [PDFString.of(name)] };
    return {
      i,
      name,
      ref: pdf.context.register(
        pdf.context.obj({ S: "TH", ID: PDFString.of(name), Alt: PDFString.of(alt), A: headers }),
      ),
    };
  });
  const K = refs.toSorted((a, b) => a.i - b.i).map(({ ref }) => ref);
  const sorted = refs.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const Names = sorted.flatMap(({ name, ref }) => [PDFString.of(name), ref]);
  const root = pdf.context.obj({
    Type: "StructTreeRoot",
    IDTree: { Kids: [pdf.context.register(pdf.context.obj({ Names }))] },
    K,
  });
  pdf.catalog.set(PDFName.of("StructTreeRoot"), pdf.context.register(root));
  return await pdf.save();
}

/** Name, headers and text of every element in reading order; and the names in the tree in which they are looked up. */
async function elementsOf(bytes: Uint8Array): Promise<{ elements: string[]; lookup: string[] }> {
  const { document } = await pdfInside(bytes);
  const root = document.catalog.lookup(PDFName.of("StructTreeRoot"), PDFDict);
  const items = (array: PDFArray) => Array.from({ length: array.size() }, (_, i) => array.lookup(i));
  const text = (value: unknown): string => (value instanceof PDFString ? value.asString() : "?");
  const describeElement = (element: unknown): string => {
    if (!(element instanceof PDFDict)) return "?";
    const headers = element.lookup(PDFName.of("A"), PDFDict).lookup(PDFName.of("Headers"), PDFArray);
    return [element.lookup(PDFName.of("ID")), headers.lookup(0), element.lookup(PDFName.of("Alt"))]
      .map(text)
      .join(" ");
  };
  const names = root.lookup(PDFName.of("IDTree"), PDFDict).lookup(PDFName.of("Names"), PDFArray);
  return {
    elements: items(root.lookup(PDFName.of("K"), PDFArray)).map(describeElement),
    lookup: items(names).map((item) => (item instanceof PDFDict ? describeElement(item) : text(item))),
  };
}

function xmpOf(document: PDFDocument): string {
  const stream = document.catalog.lookup(PDFName.of("Metadata"));
  if (!(stream instanceof PDFRawStream)) throw new Error("no metadata");
  return Buffer.from(stream.contents).toString("utf8");
}

describe("settlePdf", () => {
  it("says what the document is, in place of what the browser says", async () => {
    const bytes = await settlePdf(await printed("2025-11-20T12:00:00Z", []), "<p>", facts);
    const { document, everything } = await pdfInside(bytes);
    expect(document.getTitle()).toBe(facts.title);
    expect(document.getCreationDate()).toEqual(facts.date);
    expect(document.getModificationDate()).toEqual(facts.date);
    expect(document.catalog.getOrCreateViewerPreferences().getDisplayDocTitle()).toBe(true);
    expect(document.catalog.lookup(PDFName.of("Lang"), PDFString).asString()).toBe("en-US");
    expect(document.getProducer()).toBe("Health Careers Almanac");
    expect(everything).not.toContain("Some browser");
  });

  it("leaves dates out where none is known", async () => {
    const bytes = await settlePdf(await printed("2025-11-20T12:00:00Z", []), "<p>", { ...facts, date: null });
    const { document } = await pdfInside(bytes);
    expect(document.getCreationDate()).toBeUndefined();
    expect(document.getModificationDate()).toBeUndefined();
    expect(xmpOf(document)).not.toMatch(/CreateDate|ModifyDate/);
  });

  it("says the same in XMP, with the mark of PDF/UA, whatever the title holds", async () => {
    const bytes = await settlePdf(await printed("2025-11-20T12:00:00Z", []), "<p>", {
      ...facts,
      title: "R&D <pay> – Łódź",
    });
    const { document } = await pdfInside(bytes);
    const xmp = xmpOf(document);
    expect(xmp).toContain("<pdfuaid:part>1</pdfuaid:part>");
    expect(xmp).toContain('<rdf:li xml:lang="x-default">R&amp;D &lt;pay&gt; – Łódź</rdf:li>');
    expect(xmp).toContain("<xmp:CreateDate>2024-05-01T00:00:00Z</xmp:CreateDate>");
  });

  it("carries the attached file: compressed, named twice, with size, digest and dates", async () => {
    const file = Buffer.from(`{"text":"${"pay ".repeat(500)}"}`);
    const attachment = {
      name: "evidence.json",
      media_type: "application/json",
      description: "Evidence",
      bytes: file,
    };
    const bytes = await settlePdf(await printed("2025-11-20T12:00:00Z", []), "<p>", { ...facts, attachment });
    const { document } = await pdfInside(bytes);
    const [specification] = document.catalog.lookup(PDFName.of("AF"), PDFArray).asArray();
    const names = document.catalog
      .lookup(PDFName.of("Names"), PDFDict)
      .lookup(PDFName.of("EmbeddedFiles"), PDFDict)
      .lookup(PDFName.of("Names"), PDFArray);
    expect(names.get(1)).toBe(specification);
    const dict = document.context.lookup(specification, PDFDict);
    expect(dict.lookup(PDFName.of("AFRelationship"))).toBe(PDFName.of("Data"));
    const stream = dict.lookup(PDFName.of("EF"), PDFDict).lookup(PDFName.of("UF"));
    if (!(stream instanceof PDFRawStream)) throw new Error("no file");
    expect(stream.contents.length).toBeLessThan(file.length / 5);
    expect(Buffer.from(decodePDFRawStream(stream).decode()).equals(file)).toBe(true);
    expect(stream.dict.lookup(PDFName.of("Subtype"))).toBe(PDFName.of("application/json"));
    const digest = createHash("md5").update(file).digest("hex");
    expect(String(stream.dict.lookup(PDFName.of("Params"))).toLowerCase()).toContain(`/checksum <${digest}>`);
  });

  const first = [
    { name: "node00000007", alt: "City" },
    { name: "node00000009", alt: "Pay" },
  ];

  it("makes prints of another time and after other prints the same to the byte", async () => {
    const later = [
      { name: "node00000123", alt: "City" },
      { name: "node00000098", alt: "Pay" },
    ];
    const one = await settlePdf(await printed("2025-11-20T12:00:00Z", first), "<p>", facts);
    const two = await settlePdf(await printed("2026-01-01T00:00:01Z", later, [1, 0]), "<p>", facts);
    expect(Buffer.compare(one, two)).toBe(0);
  });

  it("names elements in reading order, wherever they are named", async () => {
    const turned = [
      { name: "node00000012", alt: "City" },
      { name: "node00000003", alt: "Pay" },
    ];
    expect(
      await elementsOf(await settlePdf(await printed("2025-11-20T12:00:00Z", turned), "<p>", facts)),
    ).toEqual({
      elements: ["element000001 element000001 City", "element000002 element000002 Pay"],
      lookup: [
        "element000001",
        "element000001 element000001 City",
        "element000002",
        "element000002 element000002 Pay",
      ],
    });
  });

  it("keeps apart what differs: the source, the title, the date, the order of elements", async () => {
    const print = await printed("2025-11-20T12:00:00Z", first);
    const all = await Promise.all([
      settlePdf(print, "<p>", facts),
      settlePdf(print, "<b>", facts),
      settlePdf(print, "<p>", { ...facts, title: "Jobs" }),
      settlePdf(print, "<p>", { ...facts, date: new Date("2024-05-02T00:00:00Z") }),
      settlePdf(await printed("2025-11-20T12:00:00Z", first.toReversed()), "<p>", facts),
    ]);
    expect(new Set(all.map((bytes) => Buffer.from(bytes).toString("base64"))).size).toBe(all.length);
  });
});
