import { describe, expect, it } from "vitest";
import { byPay, cityAxes, largest, payAxis } from "../../../pipeline/reports/sections/city-lines.ts";
import type { ViewRow } from "../../../pipeline/reports/views.ts";

function city(key: string, typical: number | null, jobs: number | null, place: number): ViewRow {
  const cells = {
    typical_annual_usd: typical,
    low_annual_usd: typical === null ? null : typical - 9_000,
    high_annual_usd: typical === null ? null : typical + 9_000,
    jobs,
    jobs_place: place,
  };
  return { view: "report_cities", key, record_ids: [key], cells };
}

const keys = (rows: readonly ViewRow[]): readonly string[] => rows.map(({ key }) => key);

const rows = [
  city("small", 30_000, 40, 3),
  city("unpaid", null, 3_570, 1),
  city("rich", 44_000, 90, 2),
  city("equal", 30_000, 30, 4),
];

describe("byPay", () => {
  it("orders by typical salary, and by jobs where salaries are equal", () => {
    expect(keys(byPay(rows).paid)).toEqual(["rich", "small", "equal"]);
  });

  it("keeps a city without a salary, apart from those that pay little", () => {
    expect(keys(byPay(rows).unpaid)).toEqual(["unpaid"]);
  });
});

describe("largest", () => {
  it("takes the cities with the most jobs, most first", () => {
    expect(keys(largest(rows, 2))).toEqual(["unpaid", "rich"]);
    expect(keys(largest(rows, 99))).toHaveLength(4);
  });
});

describe("axes", () => {
  it("hold every pay between whole thousands", () => {
    expect(payAxis([21_340, null, 47_790])).toEqual({ pay_low: 20_000, pay_high: 50_000 });
    expect(cityAxes(rows, [50_250])).toEqual({ pay_low: 20_000, pay_high: 55_000, jobs_high: 3_570 });
  });

  it("have two ends even where no pay or one pay is known", () => {
    for (const pay of [[], [null], [30_000]]) {
      const { pay_low, pay_high } = payAxis(pay);
      expect(pay_high).toBeGreaterThan(pay_low);
    }
    expect(cityAxes([city("bare", null, null, 1)]).jobs_high).toBeGreaterThan(0);
  });
});
