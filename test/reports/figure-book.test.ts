import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AlmanacError } from "../../pipeline/contracts/errors.ts";
import type { Derivation } from "../../pipeline/contracts/figure.ts";
import { FigureBook, type At } from "../../pipeline/reports/figure-book.ts";

const query: Derivation = { kind: "query", sql: "select 1", column: "x" };
const at: At = { label: "a label", derivation: query, record_ids: ["b", "a", "b"] };
const marked = (mark: string): At => ({ ...at, mark });

describe("formats", () => {
  const book = new FigureBook("national");
  it.each([
    [book.usd(at, 38040), "$38,040", 38040, "usd"],
    [book.usd(at, -27800), "−$27,800", -27800, "usd"],
    [book.usdHourly(at, 18.29), "$18.29", 18.29, "usd"],
    [book.usdHourly(at, 18), "$18.00", 18, "usd"],
    [book.usdRange(at, 28000, 56000), "$28,000–$56,000", "28000/56000", "usd"],
    [book.jobs(at, 206300), "206,300", 206300, "jobs"],
    [book.jobs(at, -1200), "−1,200", -1200, "jobs"],
    [book.pct(at, 0.16), "0.16%", 0.16, "pct"],
    [book.pct(at, 13), "13%", 13, "pct"],
    [book.pct(at, 13, 1), "13.0%", 13, "pct"],
    [book.count(at, 1116), "1,116", 1116, "count"],
    [book.year(at, 2016), "2016", 2016, "year"],
    [book.index(at, 201.6), "201.600", 201.6, "ratio"],
    [book.rank(at, 3), "3", 3, "rank"],
    [book.period(at, "2006-05"), "May 2006", "2006-05", "period"],
    [book.period(at, "2016"), "2016", "2016", "period"],
    [book.period(at, "2016/2026"), "2016–26", "2016/2026", "period"],
    [book.period(at, "1996/2006"), "1996–2006", "1996/2006", "period"],
    [book.date(at, "2025-11-02"), "November 2, 2025", "2025-11-02", "date"],
    [book.date(at, "2025-11-02T23:59:59Z"), "November 2, 2025", "2025-11-02T23:59:59Z", "date"],
    [book.quote(at, " Mesa,\u00a0 Arizona\n"), "Mesa, Arizona", "Mesa, Arizona", "text"],
    [book.id(at, "29-2071"), "29-2071", "29-2071", "id"],
  ])("%#: %o", (figure, text, value, unit) => {
    expect(figure).toMatchObject({ text, value, unit, mark: null });
  });

  it("prints any whole number so that the digits read back give the number", () => {
    fc.assert(
      fc.property(fc.integer(), (n) => {
        const text = new FigureBook("r").jobs(at, n).text;
        expect(Number(text.replace("−", "-").replaceAll(",", ""))).toBe(n);
      }),
      { seed: 2 },
    );
  });
});

describe("missing values", () => {
  it("prints each mark in words of its own, and keeps it", () => {
    const marks = ["not stated", "N/A", "$", "*", "**", "#", "~"];
    const figures = marks.map((mark) => new FigureBook("r").usd(marked(mark), null));
    expect(new Set(figures.map((figure) => figure.text)).size).toBe(marks.length);
    expect(figures.map((figure) => figure.mark)).toEqual(marks);
    expect(figures.every((figure) => figure.value === null && !/\d/.test(figure.text))).toBe(true);
  });

  it("never lets a mark hide a value that is there, zero among them", () => {
    expect(new FigureBook("r").usd(marked("N/A"), 0)).toMatchObject({ text: "$0", value: 0, mark: null });
  });

  it("takes an unknown period as not stated, and nothing else", () => {
    const book = new FigureBook("r");
    expect(book.period(at, null)).toMatchObject({ text: "not stated", mark: "not stated", value: null });
    for (const make of [
      () => book.usd(at, null),
      () => book.usdRange(at, null, null),
      () => book.date(at, null),
      () => book.quote(at, null),
      () => book.jobs(marked("?"), null),
      () => book.jobs(marked("constructor"), null),
    ]) {
      expect(make).toThrow(AlmanacError);
    }
    expect(book.usdRange(marked("$"), null, null).text).toBe("no figure");
  });
});

describe("what is refused", () => {
  const book = new FigureBook("r");
  const other = new FigureBook("r").jobs(at, 1);
  it.each([
    ["half a range", () => book.usdRange(at, 28000, null)],
    ["a range without a number", () => book.usdRange(at, NaN, 1)],
    ["not a number", () => book.usd(at, NaN)],
    ["infinity", () => book.pct(at, Infinity)],
    ["no such month", () => book.period(at, "2006-13")],
    ["no such period", () => book.period(at, "May 2006")],
    ["no such date", () => book.date(at, "2025-11")],
    ["a date in another zone", () => book.date(at, "2025-11-02T23:00:00+02:00")],
    ["an empty text", () => book.quote(at, " \n")],
    ["no records", () => book.usd({ ...at, record_ids: [] }, 1)],
    ["no records under a count", () => book.count({ ...at, record_ids: [] }, 1)],
    ["no records under no jobs", () => book.jobs({ ...at, record_ids: [] }, 0)],
    ["a formula over another book's figure", () => book.formula("sum", "a sum", [other])],
    ["a formula over too few figures", () => book.formula("ratio", "a ratio", [])],
  ])("%s", (_, make) => {
    expect(make).toThrow(AlmanacError);
  });

  it("leaves nothing in the book", () => {
    expect(book.all).toEqual([]);
  });
});

describe("records and ids", () => {
  it("numbers figures in order, sorts records and drops repeats", () => {
    const book = new FigureBook("CA");
    book.usd(at, 1);
    book.count({ ...at, record_ids: [] }, 0);
    expect(book.all.map((figure) => figure.id)).toEqual(["CA:1", "CA:2"]);
    expect(book.all.map((figure) => figure.record_ids)).toEqual([["a", "b"], []]);
  });

  it("gives a formula the records of its inputs", () => {
    const book = new FigureBook("r");
    const a = book.jobs({ ...at, record_ids: ["z"] }, 1);
    const b = book.jobs({ ...at, record_ids: ["y"] }, 2);
    book.jobs({ ...at, record_ids: ["unrelated"] }, 2);
    const sum = book.formula("sum", "both", [a, b]);
    expect(sum).toMatchObject({
      id: "r:4",
      text: "3",
      value: 3,
      unit: "jobs",
      label: "both",
      derivation: { kind: "formula", formula: "sum", inputs: ["r:1", "r:2"] },
      record_ids: ["y", "z"],
      mark: null,
    });
  });

  it("makes a formula over a missing figure missing, in the words of its mark", () => {
    const book = new FigureBook("r");
    const inputs = [book.usd(marked("$"), null), book.usd(at, 5)];
    expect(book.formula("sum", "both", inputs)).toMatchObject({ value: null, text: "no figure", mark: "$" });
    const zero = [book.usd(at, 5), book.usd(at, 0)];
    expect(book.formula("ratio", "none", zero)).toMatchObject({ value: null, text: "not computed" });
  });
});
