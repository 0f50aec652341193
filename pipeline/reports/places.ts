import type { MetroArea } from "../lib/atlas.ts";

/** A point on the earth in degrees. */
export interface Place {
  readonly longitude: number;
  readonly latitude: number;
}

/** Finds where a city of a page lies; null where its name fits no area of its state, or several. */
export type Gazetteer = (city: string, state: string) => Place | null;

/** An area with its names as they are compared. */
interface NamedArea {
  readonly area: MetroArea;
  /** Names of the title's cities, in its order. */
  readonly names: readonly string[];
}

/** Areas of a state by name: those whose title begins with it, and those that hold it further on. */
interface Index {
  readonly leading: Map<string, NamedArea[]>;
  readonly following: Map<string, NamedArea[]>;
}

/**
 * A gazetteer of metropolitan areas. Pages name areas as older delineations did ("Orlando – Kissimmee"), so a
 * city's names are tried one after the other, in the city's own state: an area whose title begins with the
 * name, else one whose title holds it. Where an area and its division both do, the one counts whose
 * title is nearest. Nothing is guessed: a name that two areas answer to finds neither.
 */
export function gazetteerOf(areas: readonly MetroArea[]): Gazetteer {
  const states = indexed(areas);
  return (city, state) => {
    const index = states.get(state);
    if (index === undefined) return null;
    const names = namesOfCity(city);
    for (const name of names) {
      const found = index.leading.get(name) ?? index.following.get(name);
      if (found === undefined) continue;
      const nearest = nearestOf(found, names);
      if (nearest !== null) return { longitude: nearest.longitude, latitude: nearest.latitude };
    }
    return null;
  };
}

function indexed(areas: readonly MetroArea[]): ReadonlyMap<string, Index> {
  const states = new Map<string, Index>();
  for (const area of areas) {
    const comma = area.title.lastIndexOf(", ");
    const parts = area.title.slice(0, comma).split(/[-/]+/u);
    const named = { area, names: parts.map(comparable) };
    for (const state of area.title.slice(comma + 2).split("-")) {
      const index: Index = states.get(state) ?? { leading: new Map(), following: new Map() };
      states.set(state, index);
      for (const { name, from } of runsOf(parts))
        into(from === 0 ? index.leading : index.following, name, named);
    }
  }
  return states;
}

/** Names that a title holds: every run of its parts, since a hyphen may part cities or stand in a name (Winston-Salem). */
function runsOf(parts: readonly string[]): readonly { readonly name: string; readonly from: number }[] {
  return parts.flatMap((_, from) =>
    parts.slice(from).map((_, more) => ({
      name: comparable(parts.slice(from, from + more + 1).join(" ")),
      from,
    })),
  );
}

function into(index: Map<string, NamedArea[]>, name: string, named: NamedArea): void {
  const known = index.get(name);
  if (known === undefined) index.set(name, [named]);
  else if (!known.includes(named)) known.push(named);
}

/** Names of a city of a page, first to last: parted by spaced dashes, and then also by hyphens. */
function namesOfCity(city: string): readonly string[] {
  const bare = city.replace(/\s*\([^)]*\)\s*$/u, "");
  const names = bare.split(/\s+[-‐-―]+\s+/u).flatMap((name) => {
    const parts = name.split(/[-‐-―/]+/u);
    return parts.length === 1 ? [name] : [name, ...parts];
  });
  return [...new Set(names.map(comparable))].filter((name) => name !== "");
}

/** Spellings of the same word. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ["st", "saint"],
  ["ste", "sainte"],
  ["ft", "fort"],
  ["mt", "mount"],
]);

/**
 * A name without what spellings differ in: capitals, accents, apostrophes, points, abbreviations, and what
 * titles add to a city's own name (Urban Honolulu, Nassau County).
 */
function comparable(name: string): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}|['’‘ʻ`.]/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => WORDS.get(word) ?? word);
  const from = words.length > 1 && words[0] === "urban" ? 1 : 0;
  const to = words.length > 1 && words.at(-1) === "county" ? -1 : words.length;
  return words.slice(from, to).join(" ");
}

/**
 * The area whose title shares most names with the city's, then the one with fewest others, then the whole area
 * before its division. Null where areas that are apart are equally near.
 */
function nearestOf(found: readonly NamedArea[], names: readonly string[]): MetroArea | null {
  const shared = (one: NamedArea): number => one.names.filter((name) => names.includes(name)).length;
  const farther = (a: NamedArea, b: NamedArea): number =>
    shared(b) - shared(a) || a.names.length - b.names.length;
  const [first, ...others] = [...found].sort(farther);
  if (first === undefined) return null;
  const equal = [first, ...others.filter((other) => farther(first, other) === 0)].map(({ area }) => area);
  if (new Set(equal.map(({ area_code }) => area_code)).size > 1) return null;
  return (
    equal.find(({ division_code }) => division_code === null) ?? (equal.length === 1 ? first.area : null)
  );
}
