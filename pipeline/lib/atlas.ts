import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Feature, Geometry, Position } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

import { AlmanacError } from "../contracts/errors.ts";
import { PROJECT_DIR } from "./paths.ts";

/**
 * A metropolitan or micropolitan area, or a metropolitan division of one, as the Office of Management and
 * Budget delineates them.
 */
export interface MetroArea {
  readonly area_code: string;
  /** Null for a whole area. */
  readonly division_code: string | null;
  /** Its cities and its states: "Davenport-Moline-Rock Island, IA-IL". */
  readonly title: string;
  /** The middle of its central counties, in degrees. */
  readonly longitude: number;
  readonly latitude: number;
}

/** Outline of a state or territory; `name` as in "District of Columbia". */
export type StateOutline = Feature<Geometry, { readonly name: string }>;

/** What maps are drawn from. */
export interface Atlas {
  readonly areas: readonly MetroArea[];
  readonly states: readonly StateOutline[];
}

let opened: Promise<Atlas> | null = null;

/**
 * Reads warehouse/reference/metro-areas.csv and the state outlines of us-atlas, once.
 *
 * @throws AlmanacError as {@link parseAreas} does.
 */
export function openAtlas(): Promise<Atlas> {
  opened ??= readAtlas();
  return opened;
}

async function readAtlas(): Promise<Atlas> {
  const [csv, json] = await Promise.all([
    readFile(join(PROJECT_DIR, "warehouse", "reference", "metro-areas.csv"), "utf8"),
    readFile(createRequire(import.meta.url).resolve("us-atlas/states-10m.json"), "utf8"),
  ]);
  return { areas: parseAreas(csv), states: stateOutlines(JSON.parse(json) as StateTopology) };
}

const HEAD = "area_code,division_code,title,longitude,latitude";
const AREA =
  /^(?<area>\d{5}),(?<division>\d{5})?,"(?<title>[^"]+, [A-Z]{2}(?:-[A-Z]{2})*)",(?<longitude>-?\d+\.\d+),(?<latitude>-?\d+\.\d+)$/u;

/**
 * Rows of metro-areas.csv, which has one form only; a parser for all that CSV may be takes forty times as long.
 *
 * @throws AlmanacError naming the line that is not of this form.
 */
export function parseAreas(csv: string): readonly MetroArea[] {
  const [head, ...lines] = csv.trimEnd().split("\n");
  return lines.map((line, index) => {
    const { area, division, title, longitude, latitude } = AREA.exec(line)?.groups ?? {};
    if (head !== HEAD || area === undefined || title === undefined) {
      throw new AlmanacError("A row of the metropolitan areas is not of its form", {
        where: `warehouse/reference/metro-areas.csv, line ${index + 2}`,
        next: "Make the file anew: npx tsx test/reference/metro-areas.ts",
      });
    }
    const place = { longitude: Number(longitude), latitude: Number(latitude) };
    return { area_code: area, division_code: division ?? null, title, ...place };
  });
}

type StateTopology = Topology<{ states: GeometryCollection<{ name: string }> }>;

/** Least distance between the points of an outline, in degrees of latitude; less than a pixel of a map across a page. */
const STEP = 0.06;

/**
 * Outlines with the points that a printed map can show. Arcs are thinned before they are joined, so that
 * neighbors keep one border; islands that are left without a shape go.
 */
function stateOutlines(topology: StateTopology): readonly StateOutline[] {
  const { scale, translate } = topology.transform ?? { scale: [1, 1], translate: [0, 0] };
  const arcs = topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    const points = arc.map(([dx = 0, dy = 0]) => {
      [x, y] = [x + dx, y + dy];
      return [rounded(x * scale[0] + translate[0]), rounded(y * scale[1] + translate[1])];
    });
    return thinned(points);
  });
  const plain: StateTopology = { type: "Topology", objects: topology.objects, arcs };
  return feature(plain, plain.objects.states).features.map(({ properties, geometry }) => ({
    type: "Feature",
    properties,
    geometry: withShape(geometry),
  }));
}

const rounded = (degrees: number): number => Math.round(degrees * 100) / 100;

/** The ends of an arc, and between them points that are at least a {@link STEP} from the one before. */
function thinned(points: readonly Position[]): Position[] {
  const kept: Position[] = [];
  points.forEach((point, place) => {
    const before = kept.at(-1);
    const isEnd = place === 0 || place === points.length - 1;
    if (isEnd || before === undefined || distance(before, point) >= STEP) kept.push(point);
  });
  return kept;
}

/** Degrees of longitude shrink toward the pole. */
const distance = ([x0 = 0, y0 = 0]: Position, [x1 = 0, y1 = 0]: Position): number =>
  Math.hypot((x1 - x0) * Math.cos((y0 * Math.PI) / 180), y1 - y0);

/** A shape without the rings that have shrunk to a line. */
function withShape(geometry: Geometry): Geometry {
  if (geometry.type !== "MultiPolygon") return geometry;
  const coordinates = geometry.coordinates.filter(
    ([ring = []]) => new Set(ring.map((point) => point.join(" "))).size > 2,
  );
  return { type: "MultiPolygon", coordinates };
}
