import { describe, expect, it } from "vitest";
import { FigureBook } from "../../../pipeline/reports/figure-book.ts";
import { FigureMaker } from "../../../pipeline/reports/figure-maker.ts";
import { statementsOn } from "../../../pipeline/reports/sections/outlook.ts";
import { publishersOf } from "../../../pipeline/reports/sections/publishers.ts";
import { skills } from "../../../pipeline/reports/sections/work.ts";
import type { Cell, ViewName, ViewRow } from "../../../pipeline/reports/views.ts";
import { viewsOf } from "../../support/views.ts";

const row = (view: ViewName, key: string, cells: Readonly<Record<string, Cell>>): ViewRow => ({
  view,
  key,
  record_ids: [key],
  cells,
});

/** Desks of three publishers, One, Two and Three, with some rows of a view. */
function deskOf(view: ViewName, rows: readonly Readonly<Record<string, Cell>>[]) {
  const sources = ["One", "Two", "Three"].map((name) =>
    row("report_sources", name, { short_publisher: name, publisher: name, interest: `sells ${name}` }),
  );
  const all = new Map<ViewName, readonly ViewRow[]>([
    ["report_sources", sources],
    [view, rows.map((cells, at) => row(view, String(at), cells))],
  ]);
  const views = viewsOf(all);
  const make = new FigureMaker(new FigureBook("national"));
  return { views, make, publishers: publishersOf(views, make) };
}

const texts = (figures: readonly { readonly text: string }[]) => figures.map(({ text }) => text);

describe("statements", () => {
  const said = (source_id: string, statement: string, is_sellers_claim = false) => ({
    source_id,
    statement,
    is_sellers_claim,
    topic: "prospects",
    is_headline: true,
    occupation_title: "Tinkers",
  });
  const heard = (...rows: ReturnType<typeof said>[]) => {
    const { views, make, publishers } = deskOf("report_statements", rows);
    return statementsOn(views, ["prospects"], make, publishers);
  };

  it("of several sources in the same words stand once, with all who make them", () => {
    const statements = heard(said("One", "Prospects are good."), said("Two", "prospects  are good"));
    expect(statements.map(({ publishers }) => texts(publishers))).toEqual([["One", "Two"]]);
  });

  it("that are a seller's claim stay with the seller", () => {
    const statements = heard(said("One", "It is good."), said("Two", "It is good.", true));
    expect(statements.map(({ publishers }) => texts(publishers))).toEqual([["One"], ["Two"]]);
    expect(statements.map(({ interest }) => interest?.text)).toEqual([undefined, "sells Two"]);
  });

  it("beyond two of a source are left to the screen", () => {
    const statements = heard(said("One", "A."), said("One", "B."), said("One", "C."), said("Two", "D."));
    expect(statements.map(({ is_more }) => is_more)).toEqual([false, false, true, false]);
  });
});

describe("skills", () => {
  const skill = (source_id: string, item: string, detail: string | null, part = "quality") => ({
    source_id,
    list: "skills",
    part,
    item,
    detail,
    detail_first_sentence: detail,
    detail_rest: null,
  });

  it("of one name are one entry with all who name it, before those that fewer name", () => {
    const { views, make, publishers } = deskOf("report_items", [
      skill("One", "Patience", "Takes time."),
      skill("One", "Integrity", null),
      skill("Two", "integrity", "Data are confidential."),
      skill("Three", "Billing", null, "program_skill"),
    ]);
    const lists = skills(views, make, publishers);
    expect(lists.map((list) => texts(list.publishers))).toEqual([["One", "Two"], ["One"]]);
    expect(lists[0]?.entries).toMatchObject([
      { item: { text: "integrity" }, detail: { text: "Data are confidential." } },
    ]);
  });
});
