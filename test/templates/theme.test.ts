import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";

const folder = join(PROJECT_DIR, "templates");
const read = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), "utf8"));

const theme = read("theme.json") as { readonly range: { readonly ordinal: readonly string[] } };
const specs = readdirSync(join(folder, "charts")).map((name) => [name, read(`charts/${name}`)] as const);

/** Relative luminance of a color, by WCAG 2. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** What a color looks like to the eye without one of its kinds of cones, after Viénot, Brettel and Mollon (1999). */
function withoutCones(color: string, kind: "red" | "green"): string {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => (parseInt(color.slice(at, at + 2), 16) / 255) ** 2.2);
  const [long, middle, short] = [
    17.8824 * r + 43.5161 * g + 4.11935 * b,
    3.45565 * r + 27.1554 * g + 3.86714 * b,
    0.0299566 * r + 0.184309 * g + 1.46709 * b,
  ];
  const l = kind === "red" ? 2.02344 * middle - 2.52581 * short : long;
  const m = kind === "green" ? 0.494207 * long + 1.24827 * short : middle;
  const seen = [
    0.0809444479 * l - 0.130504409 * m + 0.116721066 * short,
    -0.0102485335 * l + 0.0540193266 * m - 0.113614708 * short,
    -0.000365296938 * l - 0.00412161469 * m + 0.693511405 * short,
  ];
  const hex = (part: number): string =>
    Math.round(255 * Math.min(1, Math.max(0, part)) ** (1 / 2.2))
      .toString(16)
      .padStart(2, "0");
  return `#${seen.map(hex).join("")}`;
}

/** Every value under a key of this name, with the path to it. */
function valuesOf(
  node: unknown,
  key: RegExp,
  path = "",
): { readonly path: string; readonly value: unknown }[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => [
    ...(key.test(name) ? [{ path: `${path}.${name}`, value: value as unknown }] : []),
    ...valuesOf(value, key, `${path}.${name}`),
  ]);
}

/** Marks of type text, wherever they stand in a spec. */
const textMarks = (spec: unknown): readonly Readonly<Record<string, unknown>>[] =>
  valuesOf(spec, /^mark$/u)
    .map(({ value }) => value as Readonly<Record<string, unknown>>)
    .filter(({ type }) => type === "text");

describe("the ordered palette", () => {
  const steps = theme.range.ordinal;

  it("grows darker with every step, far enough to tell two steps apart in grey", () => {
    expect(steps.length).toBeGreaterThanOrEqual(4);
    steps.slice(1).forEach((color, index) => {
      const before = steps[index] ?? "";
      expect(luminance(color), `${before} to ${color}`).toBeLessThan(luminance(before));
      expect(contrast(before, color), `${before} to ${color}`).toBeGreaterThan(1.6);
    });
  });

  it.each(["red", "green"] as const)("does so for an eye without %s cones, too", (kind) => {
    const seen = steps.map((color) => withoutCones(color, kind));
    seen.slice(1).forEach((color, index) => {
      expect(contrast(seen[index] ?? "", color)).toBeGreaterThan(1.6);
      expect(luminance(color)).toBeLessThan(luminance(seen[index] ?? ""));
    });
  });
});

describe("the fills of states on the map", () => {
  const map = specs.find(([name]) => name === "state-map.vl.json")?.[1];
  const [fills] = valuesOf(map, /^range$/u)
    .map(({ value }) => value as readonly string[])
    .filter(([first]) => typeof first === "string");

  it("tell covered from not covered in grey, and keep black names legible", () => {
    const [covered = "", stops = "", bare = ""] = fills ?? [];
    expect(contrast(covered, bare)).toBeGreaterThan(1.4);
    expect(contrast(covered, stops)).toBeGreaterThan(1.15);
    for (const fill of fills ?? []) expect(contrast(fill, "#1c2b33")).toBeGreaterThanOrEqual(4.5);
  });
});

describe("texts of charts", () => {
  it("have a contrast of at least 4.5 to 1 on paper", () => {
    const colors = [
      ...valuesOf(theme, /^(?:label|title)Color$/u),
      ...valuesOf((theme as unknown as Record<string, unknown>)["text"], /^color$/u),
      ...valuesOf((theme as unknown as Record<string, unknown>)["title"], /^color$/u),
      ...specs.flatMap(([name, spec]) => [
        ...valuesOf(spec, /^(?:label|title)Color$/u),
        ...textMarks(spec).flatMap((mark) => valuesOf(mark, /^(?:color|fill)$/u, name)),
      ]),
    ];
    expect(colors.length).toBeGreaterThan(5);
    for (const { path, value } of colors)
      expect(contrast(String(value), "#ffffff"), path).toBeGreaterThanOrEqual(4.5);
  });

  it("are nine points or more in print: twelve pixels", () => {
    const sizes = [theme, ...specs.map(([, spec]) => spec)].flatMap((node) => valuesOf(node, /fontSize$/iu));
    expect(sizes.length).toBeGreaterThanOrEqual(5);
    for (const { path, value } of sizes) expect(value, path).toBeGreaterThanOrEqual(12);
  });
});
