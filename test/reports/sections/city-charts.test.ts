import { load as parseHtml } from "cheerio";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { ChartRequest } from "../../../pipeline/contracts/report.ts";
import { openAtlas, type Atlas } from "../../../pipeline/lib/atlas.ts";
import { parsePage, unaccountedDigits } from "../../../pipeline/lib/page-scan.ts";
import { PROJECT_DIR } from "../../../pipeline/lib/paths.ts";
import { FigureBook } from "../../../pipeline/reports/figure-book.ts";
import { FigureMaker } from "../../../pipeline/reports/figure-maker.ts";
import { payBreaks, roundJobs, stateMap } from "../../../pipeline/reports/sections/map.ts";
import { nationalCities } from "../../../pipeline/reports/sections/national-cities.ts";
import { publishersOf } from "../../../pipeline/reports/sections/publishers.ts";
import type { Views } from "../../../pipeline/reports/views.ts";
import { drawChart, loadCharts, type ChartSpecs } from "../../../pipeline/stages/chart.ts";
import { cityViews, type City } from "../city-views.ts";

let atlas: Atlas;
let specs: ChartSpecs;

beforeAll(async () => {
  [atlas, specs] = await Promise.all([openAtlas(), loadCharts(join(PROJECT_DIR, "templates"))]);
});

/** The map and the sections on cities of some cities, their charts drawn and scanned as a page is. */
async function drawn(views: Views) {
  const make = new FigureMaker(new FigureBook("national"));
  const map = stateMap(views, atlas, make);
  const cities = nationalCities(views, make, publishersOf(views, make), true);
  const requests = [...map.charts, ...cities.charts];
  const charts = await Promise.all(requests.map((chart) => drawChart(chart, specs)));
  const body = charts.map(({ svg }) => svg).join("\n");
  const page = parsePage(`<!doctype html><html lang="en"><body>${body}</body></html>`);
  const strays = unaccountedDigits(page, { figures: make.book.all, constants: new Map(), charts: requests });
  return {
    map: map.data as { drawn: unknown; unplaced: readonly { city: { text: string } }[] },
    cities: cities.data,
    requests: new Map(requests.map((chart): [string, ChartRequest] => [chart.id, chart])),
    svg: new Map(charts.map(({ id, svg }) => [id, svg])),
    strays,
  };
}

/** Texts of a drawing, in order. */
const textsOf = (svg: string | undefined): readonly string[] =>
  parseHtml(svg ?? "", { xml: true })("text")
    .toArray()
    .map((text) => parseHtml(text).text());

/** Fill and dash of the circles; the squares of small states have the fill of a state. */
const circlesOf = (svg: string | undefined): readonly { fill: string; dash: string | undefined }[] =>
  parseHtml(svg ?? "", { xml: true })("g.mark-symbol.role-mark path")
    .toArray()
    .map(({ attribs }) => ({ fill: attribs["fill"] ?? "none", dash: attribs["stroke-dasharray"] }))
    .filter(({ fill }) => !["#ded5c0", "#f2ecdf", "#ffffff"].includes(fill));

const tucson: City = { city: "Tucson", state: "AZ", typical: 29_150, jobs: 860 };
const mesa: City = { city: "Phoenix – Mesa – Glendale", state: "AZ", typical: null, jobs: 3_570 };
const fresno: City = { city: "Fresno", state: "CA", typical: 47_790, jobs: 90 };

describe("the map", () => {
  it("draws each city once, shaded by pay, and hollow where no typical salary is stated", async () => {
    const { svg, strays } = await drawn(cityViews([tucson, mesa, fresno]));
    const circles = circlesOf(svg.get("state-map"));
    expect(circles).toHaveLength(3);
    expect(new Set(circles.map(({ fill }) => fill)).size).toBe(3);
    expect(circles.filter(({ dash }) => dash !== undefined)).toEqual([
      { fill: expect.stringMatching(/none|transparent/u) as string, dash: "3,1.5" },
    ]);
    expect(strays).toEqual([]);
  });

  it("draws a place that two sources list once, by the newer, and both places that one source has in an area", async () => {
    const older = { ...tucson, jobs: 900, source: "older", period: "2016-05" };
    const newer = { ...tucson, jobs: 700, source: "newer", period: "2024-05" };
    const { requests, map } = await drawn(cityViews([older, newer, tucson, fresno]));
    expect(requests.get("state-map")?.rows.map(({ jobs }) => jobs)).toEqual([700, 90]);
    expect(map).toMatchObject({
      drawn: { value: 2 },
      has_repeated: true,
      most_jobs: { jobs: { value: 700 } },
    });
    const twice = cityViews([tucson, { ...tucson, city: "Tucson (East)" }]);
    expect((await drawn(twice)).requests.get("state-map")?.rows).toHaveLength(2);
  });

  it("names all cities that share the first place, and both where two do", async () => {
    const yuma = { ...tucson, city: "Yuma" };
    const { map } = await drawn(cityViews([tucson, yuma, fresno]));
    expect(map).toMatchObject({
      most_jobs: { names: [{ city: { text: "Tucson" } }, { city: { text: "Yuma" } }], is_tie: true },
      second_most_jobs: null,
      highest: { names: [{ city: { text: "Fresno" } }], is_tie: false },
    });
  });

  it("shows the states without cities as not covered, and the state in which a source stops", async () => {
    const { requests, svg } = await drawn(cityViews([tucson, fresno], { stopsIn: "CA" }));
    const chart = requests.get("state-map");
    const covers = new Map(
      chart?.outlines?.map(({ properties }) => [properties?.["name"], properties?.["cover"]]),
    );
    expect(covers.size).toBe(51);
    expect(covers.get("Arizona")).toBe("with cities listed");
    expect(covers.get("California")).toBe("where the source stops");
    expect(covers.get("Wyoming")).toBe("not covered by any source loaded");
    expect(covers.has("Puerto Rico")).toBe(false);
    expect(textsOf(svg.get("state-map"))).toContain("not covered by any source loaded");
    expect(textsOf(svg.get("state-map"))).toContain("where the source stops (dashed)");
    expect(chart?.alt).toContain("States with cities listed: Arizona, California (where the source stops).");
  });

  it("lets every circle answer for itself: by its typical salary, or its jobs where that is missing", async () => {
    const { requests } = await drawn(cityViews([tucson, mesa]));
    const chart = requests.get("state-map");
    const answers = chart?.rows.map(({ figure }) => chart.figures.find(({ id }) => id === figure)?.text);
    expect(answers).toEqual(["3,570", "$29,150"]);
  });

  it("speaks of no stop where no table stops", async () => {
    const { svg, requests } = await drawn(cityViews([tucson]));
    expect(textsOf(svg.get("state-map")).join()).not.toContain("stops");
    expect(requests.get("state-map")?.alt).not.toContain("stops");
  });

  it("draws one state as a dot: the District of Columbia", async () => {
    const { requests } = await drawn(cityViews([tucson]));
    const dots = requests.get("state-map")?.outlines?.filter(({ properties }) => properties?.["is_dot"]);
    expect(dots?.map(({ properties }) => properties?.["name"] as string)).toEqual(["District of Columbia"]);
  });

  it("leaves out, by name, a city without a place, in a territory, or without jobs", async () => {
    const { map, svg } = await drawn(
      cityViews([
        tucson,
        { city: "Atlantis", state: "AZ", typical: 30_000, jobs: 400 },
        { city: "San Juan", state: "PR", typical: 30_000, jobs: 300 },
        { city: "Yuma", state: "AZ", typical: 30_000, jobs: null },
      ]),
    );
    expect(map.unplaced.map(({ city }) => city.text)).toEqual(["Atlantis", "San Juan", "Yuma"]);
    expect(map.drawn).toMatchObject({ value: 1 });
    expect(circlesOf(svg.get("state-map"))).toHaveLength(1);
  });

  it("is not drawn where no city finds its place", async () => {
    const { svg, map } = await drawn(cityViews([{ ...tucson, city: "Atlantis" }]));
    expect(svg.has("state-map")).toBe(false);
    expect(map.drawn).toBeNull();
  });

  it("stays small, and says the same to the byte every time", async () => {
    const [one, two] = [await drawn(cityViews([tucson])), await drawn(cityViews([tucson]))];
    expect(one.svg.get("state-map")).toBe(two.svg.get("state-map"));
    expect(one.svg.get("state-map")?.length).toBeLessThan(150_000);
  });
});

describe("classes of the map", () => {
  it("part pay into fourths, in whole thousands", () => {
    expect(payBreaks([20_100, 25_400, 30_600, 36_200, null])).toEqual([25_000, 30_000, 36_000]);
    expect(payBreaks([29_150, 47_790])).toEqual([47_000]);
    expect(payBreaks([30_000, 30_000, 30_000])).toEqual([]);
    expect(payBreaks([null])).toEqual([]);
  });

  it("have round numbers of jobs, none above the most", () => {
    expect(roundJobs(5_010)).toEqual([5_000, 1_000, 100]);
    expect(roundJobs(30)).toEqual([20, 5]);
    expect(roundJobs(1)).toEqual([1]);
  });
});

describe("charts of cities that are few, many or strange", () => {
  const long = "Llanfairpwllgwyngyll".repeat(10);
  const strange = [
    `</text><script>alert("x")</script>`,
    `"Quoted" 'City' & <b>`,
    "مدينة",
    "\u202eytiC desreveR",
    "Emoji 🏥👩🏽‍⚕️ Springs",
    "41000 Palms",
    long,
    `${long}s`,
  ];

  it("are drawn, with each name as text", async () => {
    const cities = strange.map((city, n): City => ({
      city,
      state: "AZ",
      typical: 30_000 + n,
      jobs: 500 + n,
    }));
    const { svg, strays, requests } = await drawn(cityViews([tucson, ...cities]));
    const pay = svg.get("city-pay") ?? "";
    expect([...svg.keys()]).toEqual(["state-map", "city-pay", "city-jobs", "city-shares"]);
    for (const one of svg.values()) expect(one).not.toMatch(/<script|<b>|href/u);
    expect(textsOf(pay)).toContain(`"Quoted" 'City' & <b>, AZ`);
    expect(textsOf(pay).join("\n")).toMatch(/^\[U\+0645 [^\n]*…, AZ$/mu);
    expect(textsOf(pay).join()).not.toContain("\u202e");
    expect(requests.get("city-pay")?.alt).toContain(long);
    expect(strays).toEqual([]);
  });

  it("shorten a name that is too wide, and keep cities apart whose labels are then the same", async () => {
    const cities = [long, `${long}s`].map((city): City => ({
      city,
      state: "AZ",
      typical: 30_000,
      jobs: 500,
    }));
    const { svg } = await drawn(cityViews(cities));
    const labels = textsOf(svg.get("city-pay")).filter((text) => text.startsWith("Llan"));
    expect(labels).toHaveLength(2);
    for (const label of labels) expect(label).toMatch(/^Llanfair\w{4,20}…, AZ$/u);
  });

  it("stand for one city alone", async () => {
    const { svg, cities } = await drawn(cityViews([tucson]));
    expect(svg.size).toBe(4);
    expect(cities).toMatchObject({ pay: { lowest: null, times: null }, jobs: { part: null, second: null } });
  });

  it("show both ends of sixty cities, in order", async () => {
    const cities = Array.from({ length: 60 }, (_, n): City => ({
      city: `Town${"abcdefghij"[n % 10] ?? ""}${"abcdef"[Math.floor(n / 10)] ?? ""}`,
      state: "CA",
      typical: 20_000 + 500 * n,
      jobs: 10_000 - 100 * n,
    }));
    const { requests, cities: data } = await drawn(cityViews([...cities, tucson]));
    const pay = requests.get("city-pay")?.rows.map(({ typical }) => typical) ?? [];
    expect(pay).toHaveLength(9);
    expect([pay[0], pay[3], pay[4], pay[5], pay.at(-1)]).toEqual([49_500, 48_000, null, 21_500, 20_000]);
    expect(data).toMatchObject({ shows_ends: true, jobs: { shown: { value: 6 } } });
  });

  it("leave pay out where no salary is stated, and still show jobs", async () => {
    const cities = ["Tucson", "Yuma", "Flagstaff"].map((city, n): City => ({
      city,
      state: "AZ",
      typical: null,
      jobs: 100 + n,
    }));
    const { svg, cities: data } = await drawn(cityViews(cities));
    expect([...svg.keys()]).toEqual(["state-map", "city-jobs", "city-shares"]);
    expect(circlesOf(svg.get("state-map")).every(({ dash }) => dash !== undefined)).toBe(true);
    expect(textsOf(svg.get("state-map")).join()).not.toMatch(/\$/u);
    expect(data).toMatchObject({ pay: null, has_unpaid: true });
  });

  it("flag small groups, and no others", async () => {
    const { svg } = await drawn(cityViews([tucson, fresno]));
    expect(textsOf(svg.get("city-jobs"))).toEqual(expect.arrayContaining(["Fresno, CA †", "Tucson, AZ"]));
  });
});
