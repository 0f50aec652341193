import { PDFName } from "@cantoo/pdf-lib";
import { beforeAll, describe, expect, it, test } from "vitest";

import { AlmanacError } from "../../pipeline/contracts/errors.ts";
import { settlePdf } from "../../pipeline/pdf/settle.ts";
import { assertPdfUa, CONDITIONS, pdfUaFaults } from "../../pipeline/pdf/ua.ts";
import { openPrinter } from "../../pipeline/lib/printer.ts";
import { DAMAGES } from "../support/pdf-damages.ts";
import { changed, elementOf, SAMPLE_FACTS, SAMPLE_HTML } from "../support/pdf-sample.ts";

let printed: Uint8Array;
let sample: Uint8Array;

beforeAll(async () => {
  const printer = await openPrinter();
  try {
    printed = await printer.print(SAMPLE_HTML);
  } finally {
    await printer.close();
  }
  sample = await settlePdf(printed, SAMPLE_HTML, SAMPLE_FACTS);
});

async function conditionsOf(bytes: Uint8Array): Promise<string[]> {
  return [...new Set((await pdfUaFaults(bytes)).map(({ condition }) => condition))];
}

describe("the check of PDF/UA-1", () => {
  it("lets a settled PDF pass", async () => {
    expect(await pdfUaFaults(sample)).toEqual([]);
    await assertPdfUa(sample, "Sample");
  });

  it("does not let pass what the browser prints", async () => {
    expect(await conditionsOf(printed)).toEqual(
      expect.arrayContaining(["01-005", "06-001", "09-005", "ISO 14289-1, 7.5 rows", "28-012"]),
    );
  });

  test.each(DAMAGES)("%s: %s", async (condition, _what, damage) => {
    expect(await conditionsOf(await changed(sample, damage))).toContain(condition);
  });

  it("refuses what is no PDF", async () => {
    await expect(assertPdfUa(Buffer.from("no PDF"), "Sample")).rejects.toThrow(/cannot be read/);
  });

  it("has a damage for every condition", () => {
    const damaged = new Set(DAMAGES.map(([condition]) => condition));
    expect([...CONDITIONS.keys()].filter((condition) => !damaged.has(condition))).toEqual([]);
  });

  it("names the page, the condition and the place", async () => {
    const bad = await changed(sample, (pdf) => elementOf(pdf, "Figure").delete(PDFName.of("Alt")));
    const failure: unknown = await assertPdfUa(bad, "Pay in Łódź").catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AlmanacError);
    expect(String(failure)).toMatch(/Pay in Łódź.*no alternative text.*13-004/);
    expect((failure as AlmanacError).where).toMatch(/Figure/);
  });
});
