import { PDFArray, PDFDict, PDFDocument, PDFName, PDFString } from "@cantoo/pdf-lib";
import { describe, expect, it } from "vitest";

import { settlePdf } from "../../pipeline/lib/pdf.ts";
import { pdfInside } from "../support/pdf-inside.ts";

const facts = { title: "Pay – Łódź", date: new Date("2024-05-01T00:00:00Z") };

/** A PDF as a browser might leave it: printed at `when`, with elements named after `names`. */
async function printed(when: string, names: readonly string[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.addPage();
  pdf.setProducer("Some browser 1.2.3");
  pdf.setCreationDate(new Date(when));
  const element = (name: string): PDFDict =>
    pdf.context.obj({ Type: "StructElem", ID: PDFString.of(name), A: { Headers: [PDFString.of(name)] } });
  const root = pdf.context.obj({
    Type: "StructTreeRoot",
    K: names.map((name) => pdf.context.register(element(name))),
  });
  pdf.catalog.set(PDFName.of("StructTreeRoot"), pdf.context.register(root));
  return await pdf.save();
}

async function elementNames(bytes: Uint8Array): Promise<unknown[]> {
  const { document } = await pdfInside(bytes);
  const root = document.catalog.lookup(PDFName.of("StructTreeRoot"), PDFDict);
  const kids = root.lookup(PDFName.of("K"), PDFArray);
  return Array.from({ length: kids.size() }, (_, i) => {
    const kid = kids.lookup(i, PDFDict);
    const headers = kid.lookup(PDFName.of("A"), PDFDict).lookup(PDFName.of("Headers"), PDFArray);
    return [kid.lookup(PDFName.of("ID"), PDFString).asString(), headers.lookup(0, PDFString).asString()];
  });
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

  it("makes prints of another time and after other prints the same to the byte", async () => {
    const one = await settlePdf(
      await printed("2025-11-20T12:00:00Z", ["node00000007", "node00000009"]),
      "<p>",
      facts,
    );
    const two = await settlePdf(
      await printed("2026-01-01T00:00:01Z", ["node00000098", "node00000123"]),
      "<p>",
      facts,
    );
    expect(Buffer.compare(one, two)).toBe(0);
    expect(await elementNames(one)).toEqual([
      ["node00000001", "node00000001"],
      ["node00000002", "node00000002"],
    ]);
  });

  it("keeps apart what differs: the source, the title, the date, the order of elements", async () => {
    const names = ["node00000007", "node00000009"];
    const print = await printed("2025-11-20T12:00:00Z", names);
    const turned = await printed("2025-11-20T12:00:00Z", names.toReversed());
    const all = await Promise.all([
      settlePdf(print, "<p>", facts),
      settlePdf(print, "<b>", facts),
      settlePdf(print, "<p>", { ...facts, title: "Jobs" }),
      settlePdf(print, "<p>", { ...facts, date: new Date("2024-05-02T00:00:00Z") }),
      settlePdf(turned, "<p>", facts),
    ]);
    expect(new Set(all.map((bytes) => Buffer.from(bytes).toString("base64"))).size).toBe(all.length);
    expect(await elementNames(all[4])).toEqual([
      ["node00000002", "node00000002"],
      ["node00000001", "node00000001"],
    ]);
  });
});
