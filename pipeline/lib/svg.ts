import { load } from "cheerio";
import { isTag } from "domhandler";
import { escapeAttribute } from "entities";

/** How Vega names its accessible texts; they would be read out beside the chart's own. */
const SPOKEN = /^(?:aria-|role$)/;

/** What a drawing of Vega consists of. */
const SHAPES = /^(?:svg|g|path|rect|line|circle|text|tspan|defs|clipPath|linearGradient|stop)$/;

/** Groups in which Vega sets the labels of axes and legends; their numbers come from the scale. */
export const SCALE_LABELS = /\brole-(?:axis|legend)-label\b/;

/** Texts with a digit in the labels of axes and legends, each once, in the order of the drawing. */
export function scaleLabels(svg: string): readonly string[] {
  const $ = load(svg, { xml: true });
  const groups = $("g")
    .toArray()
    .filter((group) => SCALE_LABELS.test(group.attribs["class"] ?? ""));
  const texts = groups.flatMap((group) =>
    $(group)
      .find("text")
      .toArray()
      .map((text) => $(text).text()),
  );
  return [...new Set(texts)].filter((text) => /\p{N}/u.test(text));
}

/** A path with one decimal in its numbers: a twentieth of a pixel at most is lost, and half of a map's bytes. */
const rounded = (path: string): string =>
  path.replace(/-?\d*\.\d+(?:e-?\d+)?|-?\d+e-?\d+/g, (number) =>
    Number(number).toFixed(1).replace(/\.0$/, ""),
  );

/**
 * Makes the SVG of a chart fit to stand in a page beside others: ids are the chart's own and do not
 * depend on what was drawn before, paths are rounded, the root is one image with an alternative text (which Chromium
 * turns into /Alt), nothing inside it is announced on its own, and labels that Vega hid because
 * they overlap are gone.
 *
 * @param id Id of the chart on its page.
 * @throws Error where the SVG holds something that a picture does not need (a link, an image, a script, a style).
 */
export function embeddable(svg: string, id: string, alt: string): string {
  const $ = load(svg, { xml: { decodeEntities: false } });
  $('text[opacity="0"]').remove();
  const ids = new Map<string, string>();
  const renamed = (name: string): string => {
    const known = ids.get(name) ?? `chart-${id}-${ids.size + 1}`;
    ids.set(name, known);
    return known;
  };
  for (const element of $("*").toArray().filter(isTag)) {
    if (!SHAPES.test(element.name)) throw new Error(`the drawing holds <${element.name}>`);
    for (const [name, value] of Object.entries(element.attribs)) {
      if (SPOKEN.test(name)) Reflect.deleteProperty(element.attribs, name);
      else if (name === "id") element.attribs[name] = renamed(value);
      else if (name === "d") element.attribs[name] = rounded(value);
      else
        element.attribs[name] = value.replace(
          /url\(#([^)]+)\)/g,
          (_, target: string) => `url(#${renamed(target)})`,
        );
    }
  }
  const root = $.root().children("svg");
  const { width, height, viewBox } = root.attr() ?? {};
  if (width === undefined || height === undefined || viewBox === undefined)
    throw new Error("the drawing has no size");
  for (const name of Object.keys(root.attr() ?? {})) root.removeAttr(name);
  root.attr({
    xmlns: "http://www.w3.org/2000/svg",
    id: `chart-${id}`,
    class: "chart",
    "data-chart": id,
    role: "img",
  });
  root.attr({ "aria-label": escapeAttribute(alt), width, height, viewBox });
  return $.xml(root);
}
