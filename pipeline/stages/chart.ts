import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { escapeText } from "entities";
import type { Config } from "vega-lite";
import { z } from "zod";

import { AlmanacError } from "../contracts/errors.ts";
import type { ChartRequest, DrawnChart } from "../contracts/report.ts";
import { messageOf } from "../lib/errno.ts";
import { legible } from "../lib/legible.ts";
import { embeddable, scaleLabels } from "../lib/svg.ts";
import { standalone, vegaSvg } from "../lib/vega.ts";

/** The specs of templates/charts/ by name, and the house theme; read once with {@link loadCharts}. */
export interface ChartSpecs {
  /** Folder they were read from, for messages. */
  readonly directory: string;
  readonly specs: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly theme: Config;
}

const object = z.record(z.string(), z.unknown());

/** What a spec may say of its data: which of the request's it takes. */
const DATA = z.strictObject({ name: z.enum(["rows", "outlines"]) });

/**
 * Reads templates/charts/*.vl.json and templates/theme.json (a Vega-Lite `config`).
 *
 * @param directory The folder templates/.
 * @throws AlmanacError where one of them is not a JSON object, or a spec brings data of its own:
 *   a spec says `"data": {"name": "rows"}` or `"outlines"`, and these come with the request.
 */
export async function loadCharts(directory: string): Promise<ChartSpecs> {
  const folder = join(directory, "charts");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".vl.json")).sort();
  const specs = await Promise.all(
    names.map(async (name) => {
      const spec = await readObject(join(folder, name));
      const own = ownData(spec, "$");
      if (own !== null) {
        throw new AlmanacError(`A chart spec brings data of its own at ${own}`, {
          where: join(folder, name),
          next: 'Say "data": {"name": "rows"} and pass the rows with the ChartRequest.',
        });
      }
      return [basename(name, ".vl.json"), spec] as const;
    }),
  );
  return { directory, specs: new Map(specs), theme: await readObject(join(directory, "theme.json")) };
}

async function readObject(path: string): Promise<Record<string, unknown>> {
  try {
    return object.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (error) {
    throw new AlmanacError("A chart file is not a JSON object", {
      where: path,
      next: "Correct it.",
      cause: error,
    });
  }
}

/** Path of the first place in a spec that holds or fetches data, or links somewhere; null for none. */
function ownData(node: unknown, path: string): string | null {
  if (Array.isArray(node)) {
    return node.map((item, i) => ownData(item, `${path}[${i}]`)).find((found) => found !== null) ?? null;
  }
  const parsed = object.safeParse(node);
  if (!parsed.success) return null;
  for (const [key, value] of Object.entries(parsed.data)) {
    const here = `${path}.${key}`;
    if (key === "data" && !DATA.safeParse(value).success) return here;
    if (/^(?:datasets|url|href)$/.test(key) || (key === "datum" && typeof value === "number" && value !== 0))
      return here;
    const below = ownData(value, here);
    if (below !== null) return below;
  }
  return null;
}

/**
 * Draws a chart with Vega-Lite: no canvas, no network, no files; the same request gives the same
 * SVG, to the byte. Texts are measured with the widths of the embedded font.
 *
 * The spec names its data `{"name": "rows"}`, the shapes of a map `{"name": "outlines"}`, its changeable values as `params` (set from
 * `request.params`), and is given `request.height` as its `height` where there is one. Null in a
 * row is a missing value: Vega-Lite leaves its mark out. Texts are drawn as {@link legible} writes them.
 *
 * @returns The SVG, ready to stand in a page: `<svg class="chart" data-chart="ID" role="img" aria-label="ALT" …>`.
 * @throws AlmanacError naming the spec where it does not exist or does not compile, where Vega warns of
 *   anything at all, where there are no rows, and where a label had to be cut.
 */
export async function drawChart(asked: ChartRequest, charts: ChartSpecs): Promise<DrawnChart> {
  const where = `${join(charts.directory, "charts", asked.spec)}.vl.json, chart "${asked.id}"`;
  try {
    const request = { ...asked, rows: asked.rows.map(legibleRow) };
    if (!/^[a-z]+(?:-[a-z]+)*$/.test(request.id))
      throw new Error("its id is not made of letters and hyphens");
    if (request.rows.length === 0)
      throw new Error("it has no rows; leave the chart out and say what is missing");
    const spec = charts.specs.get(request.spec);
    if (spec === undefined) throw new Error("there is no such spec");
    const svg = await vegaSvg(spec, charts.theme, request);
    const cut = cutLabel(svg, request.rows);
    if (cut !== undefined) throw new Error(`the label "${cut}" is cut`);
    return {
      id: request.id,
      svg: embeddable(svg, request.id, request.alt),
      alt: request.alt,
      scale_labels: scaleLabels(svg),
      interactive: standalone(spec, charts.theme, request),
    };
  } catch (error) {
    throw new AlmanacError(`A chart cannot be drawn: ${messageOf(error)}`, {
      where,
      next: "Correct the spec, the theme or the rows that the report gives it.",
      cause: error,
    });
  }
}

function legibleRow(row: ChartRequest["rows"][number]): ChartRequest["rows"][number] {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === "string" ? legible(value) : value]),
  );
}

/** A text that Vega has cut for want of room; texts that come cut in the rows were cut on purpose. */
function cutLabel(svg: string, rows: ChartRequest["rows"]): string | undefined {
  const ends = [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]*…)<\/(?:text|tspan)>/g)].map(
    ([, text]) => text ?? "",
  );
  if (ends.length === 0) return undefined;
  const given = new Set(
    rows
      .flatMap((row) => Object.values(row))
      .flatMap((cell) =>
        String(cell)
          .split("\n")
          .map((line) => escapeText(line)),
      ),
  );
  return ends.find((text) => !given.has(text));
}
