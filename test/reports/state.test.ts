import { load as parseHtml } from "cheerio";
import { describe, expect, it } from "vitest";
import { AlmanacError } from "../../pipeline/contracts/errors.ts";
import { state } from "../../pipeline/reports/state.ts";
import { EDITION, htmlOf, readingsOf, textOf, warehouseOf } from "./pages.ts";

describe("the handouts of the five pages", () => {
  const db = warehouseOf(() => readingsOf());
  const text = async (code: string) =>
    textOf(await htmlOf(await state.build(db(), `states/${code}`, EDITION)));

  it("are one for each state with city rows", async () => {
    const codes = ["AK", "AL", "AR", "AZ", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "HI", "IA", "ID", "IL"];
    expect(await state.pages(db())).toEqual(codes.map((code) => `states/${code}`));
  });

  it("list every city of the state, and no other", async () => {
    const rows = await db().query<{ state: string; city: string }>("select state, city from city_salaries");
    for (const code of ["CA", "FL", "IL"]) {
      const printed = (await text(code))
        .split("\n")
        .map((line) => line.split(" | ")[0]?.replace(/\s?†$/u, ""));
      const cities = rows.filter((row) => row.state === code).map(({ city }) => city);
      expect(cities.length).toBeGreaterThan(4);
      for (const city of cities) expect(printed).toContain(city);
      const others = rows.filter((row) => row.state !== code && !cities.includes(row.city));
      for (const { city } of others) expect(printed).not.toContain(city);
    }
  });

  it.each(["AZ", "IA", "IL"])(
    "name in the chart of %s every city, also one without any salary",
    async (code) => {
      const page = await state.build(db(), `states/${code}`, EDITION);
      const $ = parseHtml(await htmlOf(page));
      const labels = $('svg[data-chart="state-cities"] .role-axis-label text')
        .toArray()
        .map((label) => $(label).text());
      const chart = page.charts.find(({ id }) => id === "state-cities");
      for (const row of chart?.rows ?? []) expect(labels).toContain(row["name"]);
      expect(chart?.rows.length).toBeGreaterThan(4);
    },
  );

  it("flag cities with fewer than 100 jobs, and only these", async () => {
    const lines = (await text("CA")).split("\n");
    const flagged = lines.filter((line) => line.includes("†") && line.includes(" | "));
    expect(flagged.map((line) => Number(line.split(" | ")[4]))).toEqual([90, 80, 80, 80, 70, 40]);
  });

  it("draw the national median with its date, as a number of the nation and not of the state", async () => {
    const page = await state.build(db(), "states/HI", EDITION);
    expect(page.charts[0]?.params).toMatchObject({ nation_median: 50250, nation_median_text: "$50,250" });
    expect(await text("HI")).toContain(
      "The dashed line is the national median of May 2024, $50,250; the salaries of the cities are undated.",
    );
  });

  it("keep a missing salary missing: Phoenix has its jobs and its range", async () => {
    expect(await text("AZ")).toContain(
      "Phoenix – Mesa – Glendale | no figure | $21,000 | $56,000 | 3,570 | 0.21%",
    );
  });

  it("say in the state inside which the source stops that more may be missing, and in no other", async () => {
    const said = "The list breaks off inside Illinois: MyPerfectResume stops in the middle of a row";
    expect(await text("IL")).toContain(said);
    for (const code of ["CA", "HI", "IA"]) expect(await text(code)).not.toContain("breaks off");
  });

  it("refuse a state without city rows, and say what to do", async () => {
    const error: unknown = await state.build(db(), "states/WY", EDITION).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AlmanacError);
    expect(String(error)).toContain('no handout for "WY"');
  });
});

describe("the handouts of the city table alone", () => {
  const db = warehouseOf(() => readingsOf("myperfectresume"));

  it("print without a nation to compare with", async () => {
    const page = await state.build(db(), "states/HI", EDITION);
    expect(page.charts[0]?.params).not.toHaveProperty("nation_median");
    expect(textOf(await htmlOf(page))).toContain("No dated national median is loaded, so none is drawn.");
  });
});

describe("the handouts without a city table", () => {
  const db = warehouseOf(() => readingsOf("wgu", "collegegrad"));

  it("are none", async () => {
    expect(await state.pages(db())).toEqual([]);
  });
});
