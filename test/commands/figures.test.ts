import { describe, expect, it } from "vitest";

import { findFigures } from "../../pipeline/commands/figures.ts";
import { figure } from "../support/published.ts";

const figures = [
  figure("national:1"),
  figure("national:2", { text: "−27,800", value: -27800, label: "change" }),
  figure("states/CA:1"),
  figure("states/CA:2", {
    text: "$38,040",
    value: 38040,
    label: "typical pay, Fresno",
    record_ids: ["s/city/1"],
  }),
  figure("states/CA:3", { text: "206,300 jobs", value: 206300, unit: "jobs", label: "jobs" }),
];

const found = (wanted: string, report: string | null = null): (readonly string[])[] =>
  findFigures(figures, wanted, report).found.map(({ ids }) => ids);

describe("findFigures", () => {
  it("finds one figure by its id", () => {
    expect(found("states/CA:2")).toEqual([["states/CA:2"]]);
  });

  it("takes equal figures of several reports for one, and others apart", () => {
    expect(found("$38,040")).toEqual([["national:1", "states/CA:1"], ["states/CA:2"]]);
  });

  it("looks at one report only, if asked", () => {
    expect(found("$38,040", "states/CA")).toEqual([["states/CA:1"], ["states/CA:2"]]);
    expect(found("national:1", "states/CA")).toEqual([]);
  });

  it("knows a report of a folder by its own name too", () => {
    expect(found("CA:2")).toEqual([["states/CA:2"]]);
    expect(found("$38,040", "CA")).toEqual(found("$38,040", "states/CA"));
  });

  it.each(["-27,800", "−27,800", " −27,800 "])("finds a negative figure as %j", (wanted) => {
    expect(found(wanted)).toEqual([["national:2"]]);
  });

  it.each(["206,300 JOBS", "206,300\u00a0jobs", "206,300  jobs"])("finds jobs as %j", (wanted) => {
    expect(found(wanted)).toEqual([["states/CA:3"]]);
  });

  it("does not take a part of a figure for the figure", () => {
    expect(found("206,300")).toEqual([]);
    expect(found("38,040")).toEqual([]);
  });

  it.each([
    ["206,300", ["206,300 jobs"]],
    ["8,040", ["$38,040"]],
    ["$38,041", ["$38,040"]],
    ["$83,040", ["$38,040"]],
    ["no such thing at all", []],
    ["", []],
  ])("names the figures nearest to %j, each text once", (wanted, texts) => {
    const { nearest } = findFigures(figures, wanted, null);
    expect(nearest.map(({ text }) => text).slice(0, 1)).toEqual(texts);
    expect(new Set(nearest.map(({ text }) => text)).size).toBe(nearest.length);
  });
});
