import { PDFArray, PDFDict, PDFDocument, PDFName, PDFString } from "@cantoo/pdf-lib";
import { describe, expect, it } from "vitest";

import { settlePdf } from "../../pipeline/lib/pdf.ts";
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
