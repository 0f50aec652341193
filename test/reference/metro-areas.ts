/**
 * Makes warehouse/reference/metro-areas.csv of warehouse/reference/metro-counties.csv and the county shapes
 * of us-atlas: a point for every metropolitan and micropolitan area and every metropolitan division. The
 * points are kept, since the shapes take longer to read than all of a night's maps to draw.
 *
 *     npx tsx test/reference/metro-areas.ts
 *
 * Run it again when metro-counties.csv or us-atlas changes; a test compares its result with the file.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "csv-parse/sync";
import { geoCentroid } from "d3-geo";
import type { Feature, FeatureCollection } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";

const FOLDER = join(PROJECT_DIR, "warehouse", "reference");

/**
 * Connecticut's planning regions, which are its counties since 2022, and the older county that holds most
 * of each: us-atlas knows the older ones only.
 */
const OLDER_COUNTIES: Readonly<Record<string, string>> = {
  "09110": "09003",
  "09120": "09001",
  "09130": "09007",
  "09140": "09009",
  "09150": "09015",
  "09160": "09005",
  "09170": "09009",
  "09180": "09011",
  "09190": "09001",
};

interface CountyRow {
  readonly county_fips: string;
  readonly area_code: string;
  readonly area_title: string;
  /** Empty outside the areas that are parted into divisions. */
  readonly division_code: string;
  readonly division_title: string;
}

/** The file's text: areas by code, each followed by its divisions. */
export function metroAreas(): string {
  const shapes = countyShapes();
  const rows = parse(readFileSync(join(FOLDER, "metro-counties.csv"), "utf8"), {
    columns: true,
  }) as unknown as readonly CountyRow[];
  const areas = new Map<string, { readonly cells: readonly string[]; readonly counties: Feature[] }>();
  const add = (row: CountyRow, division: string, title: string): void => {
    const key = `${row.area_code} ${division}`;
    const area = areas.get(key) ?? { cells: [row.area_code, division, `"${title}"`], counties: [] };
    const shape = shapes.get(OLDER_COUNTIES[row.county_fips] ?? row.county_fips);
    if (shape === undefined) throw new Error(`us-atlas has no county ${row.county_fips}`);
    if (!area.counties.includes(shape)) area.counties.push(shape);
    areas.set(key, area);
  };
  for (const row of rows) {
    add(row, "", row.area_title);
    if (row.division_code !== "") add(row, row.division_code, row.division_title);
  }
  const lines = [...areas.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { cells, counties }]) => [...cells, ...centerOf(counties)].join(","));
  return `area_code,division_code,title,longitude,latitude\n${lines.join("\n")}\n`;
}

/** Degrees with two decimals, which is about a kilometer. */
function centerOf(features: Feature[]): readonly string[] {
  const counties: FeatureCollection = { type: "FeatureCollection", features };
  return geoCentroid(counties).map((degrees) => degrees.toFixed(2));
}

function countyShapes(): ReadonlyMap<string, Feature> {
  const path = createRequire(import.meta.url).resolve("us-atlas/counties-10m.json");
  const topology = JSON.parse(readFileSync(path, "utf8")) as Topology<{ counties: GeometryCollection }>;
  const { features } = feature(topology, topology.objects.counties);
  return new Map(features.map((county) => [String(county.id), county]));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  writeFileSync(join(FOLDER, "metro-areas.csv"), metroAreas());
