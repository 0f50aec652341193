import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";

interface Rule {
  readonly selector: string;
  readonly declarations: ReadonlyMap<string, string>;
}

/** The rules of a style sheet for paper, variables put in; what stands inside an at-rule is left out. */
function rulesOf(css: string): Rule[] {
  const bare = css.replace(/\/\*[^]*?\*\//gu, "").replace(/@[a-z]+[^{;]*\{(?:[^{}]|\{[^{}]*\})*\}/gu, "");
  const variables = new Map(
    [...bare.matchAll(/(--[a-z-]+):\s*([^;]+);/gu)].map(([, name = "", value = ""]) => [name, value]),
  );
  return [...bare.matchAll(/([^{}]+)\{([^{}]*)\}/gu)].map(([, selector = "", body = ""]) => ({
    selector: selector.trim().replace(/\s+/gu, " "),
    declarations: new Map(
      [...body.matchAll(/([a-z-]+):\s*([^;]+);/gu)].map(([, name = "", value = ""]) => [
        name,
        value.replace(/var\((--[a-z-]+)\)/gu, (whole, variable: string) => variables.get(variable) ?? whole),
      ]),
    ),
  }));
}

/** Relative luminance of `#rgb` or `#rrggbb`, as WCAG 2.2 defines it; null for what is no color of its own. */
function luminance(color: string): number | null {
  const short = /^#([\da-f])([\da-f])([\da-f])$/iu.exec(color);
  const long =
    short === null
      ? color
      : `#${short
          .slice(1)
          .map((digit) => digit + digit)
          .join("")}`;
  const channels = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/iu.exec(long)?.slice(1);
  if (channels === undefined) return null;
  const [red = 0, green = 0, blue = 0] = channels
    .map((channel) => parseInt(channel, 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two luminances, as WCAG 2.2 defines it. */
const contrast = (a: number, b: number): number => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

/** Every text color with each background that it may stand on and too little contrast. */
function faint(css: string): string[] {
  const rules = rulesOf(css);
  const backgroundOf = (rule: Rule) => rule.declarations.get("background") ?? null;
  const isDark = (color: string) => (luminance(color) ?? 1) < 0.2;
  // Text on a dark ground stands below the rule that sets that ground; all other text may stand on any light one.
  const holdsText = (rule: Rule) => !/swatch|::/u.test(rule.selector);
  const grounds = rules.filter((rule) => holdsText(rule) && luminance(backgroundOf(rule) ?? "") !== null);
  const light = grounds.map((rule) => backgroundOf(rule) ?? "").filter((color) => !isDark(color));
  const dark = grounds.filter((rule) => isDark(backgroundOf(rule) ?? ""));
  return rules.flatMap((rule) => {
    const color = rule.declarations.get("color") ?? "";
    const ink = luminance(color);
    if (ink === null) return [];
    const own = dark.find(
      ({ selector }) => rule.selector === selector || rule.selector.startsWith(`${selector} `),
    );
    const behind = own === undefined ? light : [backgroundOf(own) ?? ""];
    return behind
      .filter((ground) => contrast(ink, luminance(ground) ?? 1) < 4.5)
      .map((ground) => `${rule.selector}: ${color} on ${ground}`);
  });
}

/** Sizes of type below what a page may have. */
const small = (css: string): string[] =>
  rulesOf(css).flatMap(({ selector, declarations }) => {
    const sizes = ["font-size", "font"].map((name) => declarations.get(name) ?? "");
    return sizes
      .flatMap((size) => [...size.matchAll(/(\d+(?:\.\d+)?)pt/gu)].slice(0, 1))
      .filter(([, points]) => Number(points) < 10)
      .map(([size]) => `${selector}: ${size}`);
  });

describe("the style sheet of the pages", () => {
  const css = readFileSync(join(PROJECT_DIR, "templates", "print.css"), "utf8");

  it("sets all text apart from its ground by 4.5 to 1", () => {
    expect(rulesOf(css).length).toBeGreaterThan(50);
    expect(faint(css)).toEqual([]);
  });

  it("sets no text below 10 points", () => {
    expect(small(css)).toEqual([]);
  });

  it("is measured by a rule that finds faint and small type", () => {
    expect(contrast(luminance("#000") ?? 0, luminance("#ffffff") ?? 0)).toBeCloseTo(21, 5);
    expect(faint("body { background: #fff; } p { color: #999; }")).toEqual(["p: #999 on #fff"]);
    expect(
      faint("body { background: #fff; } .a { background: #123; color: #fff; } .a p { color: #345; }"),
    ).toEqual([".a p: #345 on #123"]);
    expect(faint(":root { --x: #eee; } b { background: var(--x); } p { color: #777; }")).toHaveLength(1);
    expect(small("p { font-size: 9.5pt; } @page { @bottom-left { font: 8pt serif; } }")).toEqual([
      "p: 9.5pt",
    ]);
  });
});
