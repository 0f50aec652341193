import { geoArea } from "d3-geo";
import { describe, expect, it } from "vitest";
import { AlmanacError } from "../../pipeline/contracts/errors.ts";
import { openAtlas, parseAreas } from "../../pipeline/lib/atlas.ts";

const HEAD = "area_code,division_code,title,longitude,latitude";

describe("parseAreas", () => {
  it("reads areas and their divisions", () => {
    const rows = [
      '41620,,"Salt Lake City-Murray, UT",-112.97,40.47',
      '31080,31084,"Glendale, CA",-118.23,34.32',
    ];
    expect(parseAreas([HEAD, ...rows, ""].join("\n"))).toEqual([
      {
        area_code: "41620",
        division_code: null,
        title: "Salt Lake City-Murray, UT",
        longitude: -112.97,
        latitude: 40.47,
      },
      expect.objectContaining({ area_code: "31080", division_code: "31084" }),
    ]);
  });

  it.each([
    ["a title without its state", '41620,,"Salt Lake City",-112.97,40.47'],
    ["a place that is missing", '41620,,"Salt Lake City, UT",,40.47'],
    ["a code cut short", '4162,,"Salt Lake City, UT",-112.97,40.47'],
    ["an empty line", ""],
  ])("refuses %s, and names the line", (_, line) => {
    const read = (): unknown => parseAreas([HEAD, line, '41620,,"Murray, UT",-112.97,40.47'].join("\n"));
    expect(read).toThrow(AlmanacError);
    expect(read).toThrow(expect.objectContaining({ where: expect.stringContaining("line 2") as string }));
  });

  it("refuses columns in another order", () => {
    expect(() => parseAreas('area_code,title\n41620,,"Murray, UT",-112.97,40.47')).toThrow(AlmanacError);
  });
});

describe("the atlas", () => {
  it("is read once, and has every state and area", async () => {
    const atlas = await openAtlas();
    expect(await openAtlas()).toBe(atlas);
    expect(atlas.states.map(({ properties }) => properties.name)).toEqual(
      expect.arrayContaining(["Alabama", "District of Columbia", "Wyoming", "Puerto Rico"]),
    );
    expect(atlas.areas.length).toBeGreaterThan(900);
  });

  it("thins outlines, without losing or turning inside out a state", async () => {
    const { states } = await openAtlas();
    expect(JSON.stringify(states).length).toBeLessThan(200_000);
    const areas = new Map(states.map((state) => [state.properties.name, geoArea(state)]));
    const squareKilometers = (name: string): number => (areas.get(name) ?? 0) * 6371 ** 2;
    // Land and inland water by the Census Bureau, within a few percent.
    expect(squareKilometers("Wyoming") / 253_335).toBeCloseTo(1, 1);
    expect(squareKilometers("Rhode Island") / 3_140).toBeCloseTo(1, 0);
    expect(squareKilometers("District of Columbia") / 177).toBeCloseTo(1, 0);
    for (const [name, area] of areas) expect(area, name).toBeLessThan(0.05);
  });

  it("keeps one border between neighbors", async () => {
    const { states } = await openAtlas();
    const pointsOf = (name: string): Set<string> => {
      const state = states.find(({ properties }) => properties.name === name);
      return new Set(JSON.stringify(state?.geometry).match(/\[-?[\d.]+,-?[\d.]+\]/gu));
    };
    const [iowa, illinois] = [pointsOf("Iowa"), pointsOf("Illinois")];
    // The Mississippi, along which every point that one has the other has, too.
    expect([...iowa].filter((point) => illinois.has(point)).length).toBeGreaterThan(30);
  });
});
