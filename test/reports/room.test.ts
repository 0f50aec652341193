import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnLines, fitting, plansFor, tableLines, termLines } from "../../pipeline/reports/room.ts";

const load = { drawn: 0, office: 0, paper: "letter" } as const;
const first = (cities: number) => {
  const [plan] = plansFor({ ...load, cities, drawn: cities });
  if (plan === undefined) throw new Error("There is no plan.");
  return plan;
};

describe("plansFor", () => {
  it("leaves the back alone as long as the cities fit the front", () => {
    expect(first(1)).toMatchObject({ most_sides: 2, has_two_sides: true });
    expect(first(1).back).toBe(first(10).back);
    expect(first(10).front).toBeLessThan(first(1).front);
  });

  it("takes from the back what the cities need beyond the front", () => {
    const plan = first(20);
    expect(plan).toMatchObject({ most_sides: 2, has_two_sides: false, front: 0 });
    expect(plan.back).toBeLessThan(first(1).back);
  });

  it("has less room on other paper, beside an office, and with more cities", () => {
    const back = (more: object) => plansFor({ ...load, cities: 3, drawn: 3, ...more })[0]?.back ?? 0;
    expect(back({ office: 3 })).toBe(back({}) - 3);
    expect(back({ paper: "a4" })).toBeGreaterThan(back({}));
  });

  it("asks for less each time on the same sides, then for another sheet, and ends with any number", () => {
    const loads = fc.record({
      cities: fc.integer({ min: 1, max: 400 }),
      drawn: fc.integer({ min: 0, max: 40 }),
      office: fc.integer({ min: 0, max: 4 }),
      paper: fc.constantFrom("letter", "a4"),
    });
    fc.assert(
      fc.property(loads, (one) => {
        const plans = plansFor(one);
        expect(plans.length).toBeLessThanOrEqual(12);
        expect(plans.at(-1)).toMatchObject({ most_sides: null, front: 0, back: 0, is_dense: true });
        for (const [place, plan] of plans.slice(0, -1).entries()) {
          expect((plan.most_sides ?? 0) % 2).toBe(0);
          const next = plans[place + 1];
          if (next?.most_sides !== plan.most_sides) continue;
          expect(next.front + next.back).toBeLessThanOrEqual(plan.front + plan.back);
          expect(next).not.toEqual(plan);
        }
      }),
      { seed: 3 },
    );
  });
});

describe("fitting", () => {
  it("takes parts in their order and passes over one that is too long or empty", () => {
    const parts = [
      { name: "first", lines: 6 },
      { name: "too long", lines: 5 },
      { name: "empty", lines: 0 },
      { name: "last", lines: 4 },
    ];
    expect([...fitting(10, parts)]).toEqual(["first", "last"]);
  });

  it("never fills more lines than there are", () => {
    const part = fc.record({ name: fc.uuid(), lines: fc.integer({ min: 0, max: 30 }) });
    fc.assert(
      fc.property(fc.integer({ min: -40, max: 60 }), fc.array(part), (lines, parts) => {
        const names = fitting(lines, parts);
        const filled = parts.filter(({ name }) => names.has(name)).reduce((sum, one) => sum + one.lines, 0);
        expect(filled).toBeLessThanOrEqual(Math.max(0, lines));
      }),
      { seed: 7 },
    );
  });
});

describe("estimates", () => {
  it("are nothing for nothing, so that no heading stands alone", () => {
    expect([columnLines([], 0), termLines([]), tableLines(0)]).toEqual([0, 0, 0]);
  });

  it("grow with the text", () => {
    expect(columnLines(["a".repeat(200)], 1)).toBeGreaterThan(columnLines(["a"], 1));
    expect(termLines(["a".repeat(200)])).toBeGreaterThan(termLines(["a"]));
    expect(tableLines(4)).toBeGreaterThan(tableLines(3));
  });
});
