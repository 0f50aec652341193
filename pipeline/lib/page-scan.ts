import { load } from "cheerio";
import { isTag, isText, type AnyNode, type Element } from "domhandler";

import type { Picture } from "../contracts/configuration.ts";
import type { Figure } from "../contracts/figure.ts";
import type { ChartRequest } from "../contracts/report.ts";
import { SCALE_LABELS } from "./svg.ts";
import type { Constants } from "./templates.ts";

/** A finished page, read once for both scans as a browser reads it. */
export type ParsedPage = readonly AnyNode[];

/** Reads a whole document. */
export const parsePage = (html: string): ParsedPage => load(html).root().contents().toArray();

/** Something on a finished page that must not be there, and where. */
export interface Finding {
  /** Elements from the outside in: `main > section.pay > p`. */
  readonly place: string;
  readonly text: string;
}

/** What may stand on a page: its figures, constants, charts and pictures. */
export interface Accounts {
  readonly figures: readonly Figure[];
  readonly constants: Constants;
  readonly charts: readonly Pick<ChartRequest, "id" | "figures">[];
  readonly pictures?: readonly Picture[];
}

/** Attributes whose value no reader sees or hears. Any other is read like text. */
const UNSEEN =
  /^(?:class|id|href|for|headers|scope|colspan|rowspan|role|lang|dir|xmlns|datetime|charset|http-equiv|data-(?!label)[a-z-]+)$/;

/**
 * Digits of a finished page that nothing accounts for: the last line before a number without a
 * source is printed. A digit (any character of Unicode's category N, superscripts and fractions
 * too) may stand only
 *
 * - in an element with `data-figure`, whose text is that figure's text, exactly;
 * - in an element with `data-constant`, whose text is that constant, exactly;
 * - in the SVG of a chart: in labels of axes and legends, or as a text of its own that is the text of one
 *   of the chart's figures or a constant;
 * - in an attribute that a reader meets (`aria-label`, `alt`, `title`, …), where every number belongs
 *   to the text of a figure of the page or to a constant. The size of one of its pictures is none.
 *
 * @param page A whole document. The contents of `<style>` are not looked at.
 * @returns Findings in reading order; none for a page that may be printed.
 */
export function unaccountedDigits(page: ParsedPage, accounts: Accounts): Finding[] {
  const ledger = ledgerOf(accounts);
  const findings: Finding[] = [];
  walk(page, (node) => {
    if (isText(node)) {
      if (/\p{N}/u.test(node.data) && !textAccounted(node.data, node, ledger)) {
        findings.push({ place: placeOf(node), text: node.data.replace(/\s+/g, " ").trim() });
      }
    } else if (isTag(node)) {
      if (node.name === "style") return false;
      if (isOneOf(node, accounts.pictures))
        findings.push(...attributeFindings(node, ledger, /^(?:src|width|height)$/));
      else findings.push(...attributeFindings(node, ledger));
    }
    return true;
  });
  return findings;
}

/**
 * What would make a page run something or reach out: scripts, frames, forms, event handlers, and
 * addresses other than http(s) links, places on the same page, embedded `data:` fonts and the named files.
 *
 * @param allowed Relative addresses that the page may link to, and the pictures that it may show.
 */
export function activeContent(
  page: ParsedPage,
  {
    links = [],
    pictures = [],
  }: { readonly links?: readonly string[]; readonly pictures?: readonly Picture[] } = {},
): Finding[] {
  const findings: Finding[] = [];
  walk(page, (node) => {
    if (!isTag(node) || isOneOf(node, pictures)) return true;
    const active = /^(?:script|iframe|frame|object|embed|link|base|form|img|image|audio|video|use)$/.test(
      node.name,
    );
    if (active) findings.push({ place: placeOf(node), text: `<${node.name}>` });
    for (const [name, value] of Object.entries(node.attribs)) {
      const bad =
        name.startsWith("on") ||
        (/^(?:xlink:)?href$|^src/.test(name) && !/^(?:https?:\/\/|#)/.test(value) && !links.includes(value));
      if (bad) findings.push({ place: placeOf(node), text: `${name}="${value}"` });
    }
    return true;
  });
  return findings;
}

/** Whether an element is one of the page's pictures, byte for byte, and nothing besides. */
function isOneOf({ name, attribs }: Element, pictures: readonly Picture[] = []): boolean {
  if (name !== "img") return false;
  return pictures.some(({ src, alt, width, height }) => {
    const expected = { class: "picture", src, alt, width: String(width), height: String(height) };
    return (
      Object.keys(attribs).length === Object.keys(expected).length &&
      Object.entries(expected).every(([key, value]) => attribs[key] === value)
    );
  });
}

interface Ledger {
  readonly figures: ReadonlyMap<string, string>;
  readonly constants: Constants;
  readonly charts: ReadonlyMap<string, ReadonlySet<string>>;
  /** Texts of figures and constants that hold digits, the longest first. */
  readonly numbers: readonly string[];
}

function ledgerOf({ figures, constants, charts }: Accounts): Ledger {
  const texts = new Set([...figures.map((figure) => figure.text), ...constants.values()]);
  return {
    figures: new Map(figures.map((figure) => [figure.id, figure.text])),
    constants,
    charts: new Map(
      charts.map((chart) => [
        chart.id,
        new Set([...chart.figures.map((figure) => figure.text), ...constants.values()]),
      ]),
    ),
    numbers: [...texts].filter((text) => /\p{N}/u.test(text)).sort((a, b) => b.length - a.length),
  };
}

/** Visits nodes in reading order; does not go below a node for which `visit` returns false. */
function walk(nodes: readonly AnyNode[], visit: (node: AnyNode) => boolean): void {
  const pending = [...nodes].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (visit(node) && "children" in node) pending.push(...node.children.toReversed());
  }
}

function ancestors(node: AnyNode): Element[] {
  const elements: Element[] = [];
  for (let parent = node.parent; parent !== null; parent = parent.parent) {
    if (isTag(parent)) elements.push(parent);
  }
  return elements;
}

function placeOf(node: AnyNode): string {
  const name = (element: Element): string => {
    const chart = element.attribs["data-chart"];
    const label = element.attribs["class"]?.split(" ")[0];
    if (chart !== undefined) return `chart ${chart}`;
    return label === undefined ? element.name : `${element.name}.${label}`;
  };
  const path = ancestors(node).filter((element) => !/^(?:html|body|g)$/.test(element.name));
  return [...path.reverse(), ...(isTag(node) ? [node] : [])].map(name).join(" > ");
}

function textAccounted(text: string, node: AnyNode, ledger: Ledger): boolean {
  const above = ancestors(node);
  const [holder] = above;
  if (holder === undefined) return false;
  const figure = holder.attribs["data-figure"];
  if (figure !== undefined) return ledger.figures.get(figure) === text;
  const constant = holder.attribs["data-constant"];
  if (constant !== undefined) return ledger.constants.get(constant) === text;
  const chart = above.find((element) => element.name === "svg")?.attribs["data-chart"];
  const marks = chart === undefined ? undefined : ledger.charts.get(chart);
  if (marks === undefined) return false;
  return marks.has(text) || above.some((element) => SCALE_LABELS.test(element.attribs["class"] ?? ""));
}

function attributeFindings(element: Element, ledger: Ledger, unseen: RegExp = UNSEEN): Finding[] {
  const insideChart = element.namespace?.endsWith("/svg") === true;
  return Object.entries(element.attribs)
    .filter(([name]) =>
      insideChart ? /^aria-|^title$/.test(name) : !UNSEEN.test(name) && !unseen.test(name),
    )
    .filter(([name]) => !(element.name === "data" && name === "value") && element.name !== "meta")
    .filter(([, value]) => strayNumber(value, ledger.numbers))
    .map(([name, value]) => ({ place: `${placeOf(element)} [${name}]`, text: value }));
}

/** Whether digits are left once every number that belongs to a known text is taken away. */
function strayNumber(text: string, known: readonly string[]): boolean {
  let rest = text;
  for (const number of known) {
    if (!/\p{N}/u.test(rest)) return false;
    rest = withoutNumber(rest, number);
  }
  return /\p{N}/u.test(rest);
}

/** Takes `number` away where it stands whole, not as a part of a longer number. */
function withoutNumber(text: string, number: string): string {
  let rest = text;
  for (let at = rest.indexOf(number); at >= 0; at = rest.indexOf(number, at + 1)) {
    const whole =
      !/[\p{N}$][.,]?$/u.test(rest.slice(0, at)) &&
      !/^(?:[.,]?\p{N}|%)/u.test(rest.slice(at + number.length));
    if (whole) rest = rest.slice(0, at) + " " + rest.slice(at + number.length);
  }
  return rest;
}
