import { describe, expect, it } from "vitest";
import { compareFigures } from "../../pipeline/changes/compare-figures.ts";
import type { Evidence } from "../../pipeline/contracts/evidence.ts";
import type { Figure } from "../../pipeline/contracts/figure.ts";
import { figure } from "../support/published.ts";

const edition = (figures: readonly Figure[]): Evidence => ({
  edition: "undated-0123456789",
  figures,
  constants: {},
  scales: [],
  records: {},
  snapshots: {},
});

const query = (view: string, row_key: string, column = "annual_usd") =>
  ({ kind: "query", sql: `select "${column}" from ${view} where row_key = '${row_key}'`, column }) as const;

/** A wage of a city: the key of its row is its record, which another text renames. */
const city = (id: string, name: string, value: number, hash: string): Figure =>
  figure(id, {
    value,
    text: `$${value}`,
    label: `typical salary, ${name}`,
    derivation: query("report_cities", `s/city_row/${hash}`),
  });

/** A name in a list: every entry has the same label. */
const named = (id: string, name: string, hash: string): Figure =>
  figure(id, {
    value: name,
    text: name,
    unit: "text",
    label: "city",
    derivation: query("report_cities", `s/city_row/${hash}`, "city"),
  });

const compare = (before: readonly Figure[], after: readonly Figure[], threshold = 0) =>
  compareFigures(edition(before), edition(after), threshold);

describe("compareFigures", () => {
  it("finds a figure again under another number and another record", () => {
    const changes = compare(
      [city("national:1", "Tucson", 200, "aaaaaaaaaaaa"), city("national:2", "Mesa", 100, "bbbbbbbbbbbb")],
      [city("national:7", "Mesa", 100, "bbbbbbbbbbbb"), city("national:9", "Tucson", 210, "cccccccccccc")],
    );
    expect(changes.moved.listed).toEqual([
      {
        figure: "national:9",
        pages: ["national"],
        label: "typical salary, Tucson",
        unit: "usd",
        before: "$200",
        after: "$210",
        change_pct: 5,
      },
    ]);
    expect([changes.new.total, changes.gone.total]).toEqual([0, 0]);
  });

  it("does not take one entry of a list for another", () => {
    const changes = compare(
      [named("national:1", "Mesa", "aaaaaaaaaaaa"), named("national:2", "Tucson", "bbbbbbbbbbbb")],
      [named("national:1", "Mesa", "aaaaaaaaaaaa"), named("national:2", "Yuma", "cccccccccccc")],
    );
    expect(changes.moved.total).toBe(0);
    expect(changes.new.listed.map(({ text }) => text)).toEqual(["Yuma"]);
    expect(changes.gone.listed.map(({ text }) => text)).toEqual(["Tucson"]);
  });

  it("tells wages of one label apart by their row, whose key ends in the wage", () => {
    const wage = (id: string, period: string, value: number): Figure =>
      figure(id, {
        value,
        text: `$${value}`,
        derivation: query("report_wages", `s/${period}/all/median/${value}`),
      });
    const changes = compare(
      [wage("national:1", "2023", 100), wage("national:2", "2024", 200)],
      [wage("national:1", "2023", 110), wage("national:2", "2024", 190)],
    );
    expect(changes.moved.listed.map(({ before, after }) => `${before} ${after}`)).toEqual([
      "$100 $110",
      "$200 $190",
    ]);
  });

  it("follows formulas by what they rest on", () => {
    const share = (id: string, input: string, text: string): Figure =>
      figure(id, {
        text,
        value: Number(text),
        unit: "pct",
        label: "share",
        derivation: { kind: "formula", formula: "share", inputs: [input] },
      });
    const tucson = city("national:1", "Tucson", 200, "aaaaaaaaaaaa");
    const mesa = city("national:2", "Mesa", 100, "bbbbbbbbbbbb");
    const changes = compare(
      [tucson, mesa, share("national:3", "national:1", "2"), share("national:4", "national:2", "1")],
      [mesa, tucson, share("national:5", "national:2", "1.5"), share("national:6", "national:1", "2")],
    );
    expect(changes.moved.listed.map(({ figure: id, before, after }) => [id, before, after])).toEqual([
      ["national:5", "1", "1.5"],
    ]);
  });

  it("counts a figure of several pages once, and lists a page of its own as a page", () => {
    const of = (value: number, ...pages: readonly string[]) =>
      pages.map((page) => city(`${page}:1`, "Tucson", value, "aaaaaaaaaaaa"));
    const moved = compare(of(100, "national", "AZ"), of(101, "national", "AZ"));
    expect(moved.moved).toMatchObject({ total: 1, listed: [{ pages: ["national", "AZ"] }] });
    const gone = compare(of(100, "national", "AZ"), of(100, "national"));
    expect(gone.gone.total).toBe(0);
    expect(gone.pages_gone.listed).toEqual([{ page: "AZ", figures: 1 }]);
  });

  it("counts what moved by less than the threshold, and lists what moved by it, words and years", () => {
    const year = (id: string, value: number): Figure =>
      figure(id, { value, text: String(value), unit: "year", label: "year", derivation: query("v", "a") });
    const before = [
      city("national:1", "A", 1000, "aaaaaaaaaaaa"),
      city("national:2", "B", 1000, "bbbbbbbbbbbb"),
      year("national:3", 2023),
    ];
    const after = [
      city("national:1", "A", 1009, "aaaaaaaaaaaa"),
      city("national:2", "B", 990, "bbbbbbbbbbbb"),
      year("national:3", 2024),
    ];
    const changes = compare(before, after, 1);
    expect(changes.below_threshold).toBe(1);
    expect(changes.moved.listed.map(({ after: text, change_pct }) => [text, change_pct])).toEqual([
      ["$990", -1],
      ["2024", null],
    ]);
  });

  it("measures a range by the end that moved more, and nothing from zero or to a missing value", () => {
    const one = (value: Figure["value"], text: string, mark: string | null = null): Figure[] => [
      figure("national:1", { value, text, mark, derivation: query("v", "a") }),
    ];
    const moved = (before: readonly Figure[], after: readonly Figure[]) =>
      compare(before, after).moved.listed[0]?.change_pct;
    expect(moved(one("100/200", "100–200"), one("101/220", "101–220"))).toBe(10);
    expect(moved(one(0, "$0"), one(5, "$5"))).toBeNull();
    expect(moved(one(5, "$5"), one(null, "not stated", "not stated"))).toBeNull();
  });

  it("does not compare what only tells of the run", () => {
    const id = (text: string): Figure[] => [
      figure("index:1", { text, value: text, unit: "id", derivation: { kind: "run", how: "digest" } }),
    ];
    expect(compare(id("a"), id("b")).moved.total).toBe(0);
  });

  it("lists two hundred at most, and says how many there are", () => {
    const cities = (value: number) =>
      Array.from({ length: 250 }, (_, at) =>
        city(`national:${at}`, `City ${at}`, value + at, at.toString(16).padStart(12, "0")),
      );
    const { moved } = compare(cities(1000), cities(1001));
    expect(moved.total).toBe(250);
    expect(moved.listed).toHaveLength(200);
  });
});
