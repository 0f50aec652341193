import { beforeAll, describe, expect, it } from "vitest";
import { readPdf, type ReadPdf } from "../support/pdf-reader.ts";
import { readReferenceTables } from "../../pipeline/read-source.ts";
import { readingsOf } from "./pages.ts";
import { printedPdfs } from "./printed.ts";

/** Pages that a reader is asked to carry, at most. */
const PAGES_AT_MOST = 15;

describe("the national report on paper", () => {
  let pdf: ReadPdf;

  beforeAll(async () => {
    const [bytes] = await printedPdfs(["national"], undefined, [
      ...readingsOf(),
      ...(await readReferenceTables()),
    ]);
    pdf = await readPdf(bytes ?? new Uint8Array());
  });

  it("has no more pages than it may have", () => {
    expect(pdf.pages.length).toBeGreaterThan(8);
    expect(pdf.pages.length).toBeLessThanOrEqual(PAGES_AT_MOST);
  });

  it("leaves to the screen what only the screen shows", () => {
    const text = pdf.pages.flatMap(({ texts }) => texts.map((piece) => piece.text));
    const words = text.join("").replace(/\s+/gu, " ");
    expect(words).toContain("Location quotients, highest first");
    expect(words).not.toContain("All jobs in the area");
  });
});
