/** A Vega-Lite spec, or a part of one, as JSON. */
type Node = Readonly<Record<string, unknown>>;

/** A row of a chart. */
export type Row = Readonly<Record<string, unknown>>;

/** Fields that are drawn on one scale. */
interface Scale {
  readonly fields: Set<string>;
  /** How their numbers are printed: a d3 format, or null where none is given. */
  format: string | null;
}

/** What a chart shows of a row, read from its encodings. */
export interface TooltipFields {
  /** Fields with names: the first that a row has is its heading. */
  readonly names: readonly string[];
  /** Fields with numbers, those of one scale together. */
  readonly scales: readonly Scale[];
  /** Titles that axes and legends give to fields. */
  readonly titles: ReadonlyMap<string, string>;
}

/** A tooltip's heading and lines, in words. */
export interface TooltipText {
  readonly heading: string | null;
  readonly lines: readonly (readonly [name: string, text: string])[];
}

/** Channels on one scale, whose fields are printed alike. */
const SHARED: Readonly<Record<string, string>> = { x2: "x", y2: "y", xOffset: "", yOffset: "", order: "" };

/** Parts of a spec that have scales of their own. */
const APART = ["hconcat", "vconcat", "concat"];

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const textIn = (node: unknown, key: string): string | null =>
  isNode(node) && typeof node[key] === "string" && node[key] !== "" ? node[key] : null;

/** Reads from a spec's encodings which fields of its rows a reader sees, and how they are printed. */
export function tooltipFields(spec: Node): TooltipFields {
  const names = new Set<string>();
  const all: Scale[] = [];
  const titles = new Map<string, string>();
  const view = (part: Node): void => {
    const scales = new Map<string, Scale>();
    collect(part, scales);
    all.push(...scales.values());
  };
  const collect = (part: Node, scales: Map<string, Scale>): void => {
    for (const [channel, definition] of Object.entries(isNode(part["encoding"]) ? part["encoding"] : {})) {
      const field = textIn(definition, "field");
      const scale = SHARED[channel] ?? channel;
      if (!isNode(definition) || field === null || scale === "") continue;
      const guide = definition["axis"] ?? definition["legend"];
      const title = textIn(definition, "title") ?? textIn(guide, "title");
      if (title !== null) titles.set(field, title);
      if (definition["type"] === "quantitative" || scale !== channel) {
        const known = scales.get(scale) ?? { fields: new Set<string>(), format: null };
        known.fields.add(field);
        known.format ??= textIn(definition, "format") ?? textIn(guide, "format");
        scales.set(scale, known);
      } else if (channel !== "text" && channel !== "detail") names.add(field);
    }
    for (const layer of listIn(part, "layer")) collect(layer, scales);
    if (isNode(part["spec"])) collect(part["spec"], scales);
    for (const key of APART) for (const other of listIn(part, key)) view(other);
  };
  view(spec);
  return { names: [...names], scales: all, titles };
}

const listIn = (part: Node, key: string): readonly Node[] =>
  Array.isArray(part[key]) ? (part[key] as unknown[]).filter(isNode) : [];

const fallback = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });

/**
 * What a tooltip says of a row; the numbers of one scale from the least to the greatest. A number is printed
 * as the page prints it where the row brings that text (`jobs_text` beside `jobs`), else as the chart's axis
 * prints it.
 *
 * @param format Prints a number by a d3 format.
 */
export function tooltipText(
  row: Row,
  { names, scales, titles }: TooltipFields,
  format: (value: number, by: string) => string,
): TooltipText {
  const heading = [...names, ...textsOf(row)].map((field) => row[field]).find(isText);
  const lines = new Map<string, string>();
  for (const { fields, format: by } of scales) {
    const numbers = [...fields].flatMap((field) => {
      const value = row[field];
      return typeof value === "number" ? [{ field, value }] : [];
    });
    for (const { field, value } of numbers.sort((a, b) => a.value - b.value)) {
      const printed = row[`${field}_text`];
      const text =
        typeof printed === "string" ? printed : by === null ? fallback.format(value) : format(value, by);
      const title = titles.get(field) ?? titleOf(field);
      if (!lines.has(title)) lines.set(title, text);
    }
  }
  return { heading: heading?.replaceAll("\n", ", ") ?? null, lines: [...lines] };
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** Fields of a row that may name it, where its chart places rows by their order only. */
const textsOf = (row: Row): readonly string[] =>
  Object.keys(row).filter((field) => field !== "figure" && !field.endsWith("_text"));

/** What a tooltip says whose lines the chart names itself, in its encoding `tooltip`: the first is its heading. */
export function statedText(lines: Row): TooltipText {
  const [heading, ...others] = Object.entries(lines).map(([name, value]) => [name, String(value)] as const);
  return { heading: heading?.[1] ?? null, lines: others };
}

/** `p25` is the 25th percentile, `low_usd` is Low. */
function titleOf(field: string): string {
  const percentile = /^p(?<rank>\d\d)$/u.exec(field)?.groups?.["rank"];
  if (percentile !== undefined) return `${Number(percentile)}th percentile`;
  const words = field.replace(/_(?:usd|pct|text)$/u, "").replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
