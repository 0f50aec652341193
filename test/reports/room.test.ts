import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnLines, fitting, roomBeside, tableLines, termLines } from "../../pipeline/reports/room.ts";

describe("roomBeside", () => {
  it("leaves the back alone as long as the cities fit the front", () => {
    expect(roomBeside(1).has_two_sides).toBe(true);
    expect(roomBeside(1).back).toBe(roomBeside(10).back);
    expect(roomBeside(10).front).toBeLessThan(roomBeside(1).front);
  });

  it("takes from the back what the cities need beyond the front", () => {
    const room = roomBeside(28);
    expect(room.has_two_sides).toBe(false);
    expect(room.front).toBe(0);
    expect(room.back).toBeLessThan(roomBeside(1).back);
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
