import { beforeAll, describe, expect, it } from "vitest";
import { evidenceIn, strayNumerals } from "../support/pdf-numerals.ts";
import { readPdf, type ReadPdf } from "../support/pdf-reader.ts";
import { PRINTED, printedPdfs } from "./printed.ts";

describe("numerals in printed PDFs", () => {
  const read = new Map<string, ReadPdf>();

  beforeAll(async () => {
    const pdfs = await printedPdfs(PRINTED);
    for (const [i, key] of PRINTED.entries()) read.set(key, await readPdf(pdfs[i] ?? new Uint8Array()));
  });

  it.each(PRINTED)("%s: every one resolves to the evidence inside the same file", (key) => {
    const pdf = read.get(key);
    if (pdf === undefined) throw new Error("not printed");
    const { numerals, strays } = strayNumerals(pdf);
    expect(strays).toEqual([]);
    expect(numerals).toBeGreaterThan(60);
    const { figures, records, snapshots } = evidenceIn(pdf);
    for (const { id, record_ids } of figures) {
      for (const record of record_ids) {
        const snapshot = records[record]?.snapshot_id ?? "";
        expect(snapshots[snapshot], `${id}: ${record}`).toBeDefined();
      }
    }
  });

  it("are found where no figure has printed them", async () => {
    const typed = [
      ["</h1>", "</h1><p>Pay is $41,234 a year.</p>", "$41,234"],
      ["</table>", "</table><p>4.999%</p>", "4.999%"],
      ['aria-label="', 'aria-label="Of 98,765 jobs: ', "98,765"],
      ["</style>", 'h2::after { content: " 4711" }</style>', "4711"],
      ["</style>", '@page { @bottom-center { content: "Edition 0815" } }</style>', "0815"],
    ] as const;
    const [pdf] = await printedPdfs(["states/HI"], (html) =>
      typed.reduce((page, [before, after]) => page.replace(before, after), html),
    );
    const { strays } = strayNumerals(await readPdf(pdf ?? new Uint8Array()));
    for (const [, , numeral] of typed)
      expect(
        strays.some(({ text }) => text.includes(numeral)),
        numeral,
      ).toBe(true);
  });
});
