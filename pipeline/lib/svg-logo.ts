import { load } from "cheerio";
import { type AnyNode, type Element, isCDATA, isComment, isDirective, isTag, isText } from "domhandler";

/**
 * Elements that draw, paint or name a shape. Text is left out: the machine that prints lacks its typeface, and what it
 * says would stand on the page without evidence. `use` and `pattern` are left out, too: a few of them multiply into
 * millions.
 */
const ELEMENTS = new Set(
  (
    "svg g path rect circle ellipse line polyline polygon title desc defs clipPath mask " +
    "linearGradient radialGradient stop style"
  ).split(" "),
);

/** Attributes of these elements in SVG 1.1 that place, shape, paint or name. */
const ATTRIBUTES = new Set(
  (
    "id class style transform version viewBox preserveAspectRatio width height x y dx dy x1 y1 x2 y2 cx cy r rx ry " +
    "fx fy d points pathLength offset gradientUnits gradientTransform spreadMethod clipPathUnits maskUnits " +
    "maskContentUnits fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin " +
    "stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color display visibility overflow clip-path " +
    "clip-rule mask stop-color stop-opacity paint-order shape-rendering text-rendering vector-effect font-family " +
    "font-size font-weight font-style text-anchor dominant-baseline letter-spacing word-spacing enable-background " +
    "role aria-label aria-hidden aria-labelledby focusable type media data-name xml:space xmlns:xlink"
  ).split(" "),
);

/** Levels of elements within each other; drawings have a dozen. */
const DEEPEST = 60;

const SVG = "http://www.w3.org/2000/svg";

/**
 * An SVG as what was understood of it: shapes, their paint and their names. Anything else is refused, and
 * what is returned is written anew from the parsed tree, so that no other parser can find more in it.
 *
 * @throws Error naming the first thing that a picture does not need: a script, another document's
 *   content, a handler, an address outside of the file, an entity of its own.
 */
export function plainSvg(text: string): string {
  const $ = load(text.replace(/^\uFEFF/u, ""), { xml: { decodeEntities: true } });
  const roots = $.root().contents().toArray();
  const pending = roots.map((node) => ({ node, depth: 1 })).reverse();
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    const { node, depth } = item;
    if (depth > DEEPEST) throw new Error(`its elements stand more than ${DEEPEST} deep`);
    refuse(node);
    if (isTag(node) || isCDATA(node)) {
      for (const child of node.children.toReversed()) pending.push({ node: child, depth: depth + 1 });
    }
  }
  const root = roots.find(isTag);
  if (root?.name !== "svg") throw new Error("its outermost element is not <svg>");
  $(root).attr("xmlns", SVG);
  $("*")
    .contents()
    .filter((_, node) => isComment(node) || isDirective(node))
    .remove();
  return $.xml(root);
}

function refuse(node: AnyNode): void {
  if (isText(node) || isComment(node) || isCDATA(node)) {
    if (isText(node) && isStyle(node.parent)) refuseCss(node.data);
    return;
  }
  if (isDirective(node)) {
    const harmless = /^\?xml\s/u.test(node.data) || /^!DOCTYPE\s[^[]*$/iu.test(node.data);
    if (!harmless) throw new Error(`it holds <${node.data.slice(0, 30)}>`);
    return;
  }
  if (!isTag(node) || !ELEMENTS.has(node.name)) {
    throw new Error(`it holds <${"name" in node ? node.name : node.type}>`);
  }
  for (const [name, value] of Object.entries(node.attribs)) refuseAttribute(node, name, value);
}

/** Whether a text belongs to a style sheet, by itself or within CDATA. */
function isStyle(parent: AnyNode | null): boolean {
  const holder = parent !== null && isCDATA(parent) ? parent.parent : parent;
  return holder !== null && isTag(holder) && holder.name === "style";
}

function refuseAttribute(element: Element, name: string, value: string): void {
  // Names of the drawing programs' own vocabularies, without anything in them.
  const isNamespace = name === "xmlns" ? value === SVG : name.startsWith("xmlns:");
  const isReference = /^(?:xlink:)?href$/u.test(name) && /^#[\w.-]+$/u.test(value);
  const isGradient = element.name.endsWith("Gradient");
  if (!isNamespace && !(isReference && isGradient) && !ATTRIBUTES.has(name)) {
    throw new Error(`<${element.name}> has the attribute ${name}`);
  }
  if (/^\s*(?:javascript|data|https?|file):/iu.test(value) && !isNamespace) {
    throw new Error(`<${element.name}> points to ${value.slice(0, 40)}`);
  }
  refuseCss(value);
}

/** Paint may name a part of the same file, `url(#a)`; nothing else is fetched, and nothing is hidden behind an escape. */
function refuseCss(text: string): void {
  const bare = text.replace(/url\(\s*(["']?)#[\w.-]+\1\s*\)/giu, "");
  const found = /url\s*\(|@import|@font-face|image-set|src\s*\(|\\/iu.exec(bare)?.[0];
  if (found !== undefined) throw new Error(`its paint holds ${found}`);
}
