import fc from "fast-check";
import { expect, it } from "vitest";
import { wrapped } from "../../../pipeline/reports/sections/wrapped.ts";

it("breaks between words and loses none", () => {
  expect(wrapped("Nursing care facilities (skilled nursing facilities)", 29)).toBe(
    "Nursing care facilities\n(skilled nursing facilities)",
  );
  const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/u), { minLength: 1 });
  fc.assert(
    fc.property(words, fc.integer({ min: 12, max: 40 }), (list, width) => {
      const lines = wrapped(list.join(" "), width).split("\n");
      expect(lines.join(" ")).toBe(list.join(" "));
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    }),
    { seed: 7 },
  );
});

it("leaves a word that is too long whole", () => {
  expect(wrapped("Gastroenterology ward", 8)).toBe("Gastroenterology\nward");
});
