import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { escapeAttribute, escapeText } from "entities";
import { Liquid } from "liquidjs";
import { z } from "zod";

import { AlmanacError } from "../contracts/errors.ts";
import type { Figure } from "../contracts/figure.ts";
import type { DrawnChart } from "../contracts/report.ts";
import type { Picture } from "../contracts/configuration.ts";
import { messageOf } from "./errno.ts";
import { checkTemplates } from "./template-source.ts";

/**
 * Phrases that a page may print although no record lies under them, by name: `p10_name` is "10th percentile",
 * `office_line_1` the first line of the office's own address.
 */
export type Constants = ReadonlyMap<string, string>;

/** The project's templates, read and checked once. */
export interface Templates {
  readonly constants: Constants;
  /**
   * Fills a template; everything printed is escaped.
   *
   * @param name File name in templates/, without `.html`.
   * @param data What the template sees. Objects and arrays may be walked through and asked about in
   *   `{% if %}`, but only Figures, DrawnCharts, Pictures and constants may be printed.
   * @returns HTML of the body of a page.
   * @throws AlmanacError naming file, line and expression where anything else is printed or a name is unknown.
   */
  fill(name: string, data: object): string;
}

/** What the filters of a template make: text that is fit for the place it is printed in. */
class Printable {
  readonly html: string;
  /** The same as bare text, for an attribute. */
  readonly text: string;

  constructor(text: string, html: string) {
    this.text = text;
    this.html = html;
  }
}

const TAGS = new Set([
  "#",
  "assign",
  "break",
  "case",
  "comment",
  "continue",
  "for",
  "if",
  "render",
  "unless",
]);

/**
 * Opens templates/. Liquid, with the tags of {@link TAGS}, partials from templates/partials/
 * (`{% render "pay-row", city: city %}`) and two filters:
 *
 * - `{{ "p10_name" | constant }}` prints a phrase of templates/constants.json,
 *   `<span class="const" data-constant="p10_name">10th percentile</span>`;
 * - `{{ figure | attr }}` and `{{ "p10_name" | constant | attr }}` print the bare text, for attribute values.
 *
 * `{{ figure }}` prints `<data class="fig" data-figure="national:12" value="38040">$38,040</data>`,
 * with the class `missing` and no value where the value is null; a quoted text is a
 * `<span class="fig quote" data-figure="…">`. `{{ charts.pay-by-city }}` prints the chart's SVG, and
 * `{{ office.logo }}` a Picture as `<img>`.
 *
 * @param more Constants beside those of constants.json, from the configuration.
 * @throws AlmanacError where a template holds a typed digit or a script, or constants.json is not
 *   an object of texts.
 */
export async function openTemplates(directory: string, more: Constants = new Map()): Promise<Templates> {
  const [phrases] = await Promise.all([readConstants(directory), checkTemplates(directory)]);
  const constants = new Map([...phrases, ...more]);
  const engine = strictEngine(directory, constants);
  return {
    constants,
    fill(name, data) {
      try {
        return z.string().parse(engine.renderFileSync(name, data));
      } catch (error) {
        throw templateError(error, join(directory, `${name}.html`));
      }
    },
  };
}

async function readConstants(directory: string): Promise<Constants> {
  const path = join(directory, "constants.json");
  try {
    const parsed: unknown = JSON.parse(await readFile(path, "utf8"));
    return new Map(
      Object.entries(z.record(z.string().regex(/^[a-z0-9_]+$/), z.string().min(1)).parse(parsed)),
    );
  } catch (error) {
    throw new AlmanacError("The constants of the templates cannot be read", {
      where: path,
      next: 'Write one JSON object of names and texts: {"p10_name": "10th percentile"}.',
      cause: error,
    });
  }
}

function strictEngine(directory: string, constants: Constants): Liquid {
  const engine = new Liquid({
    root: directory,
    partials: join(directory, "partials"),
    extname: ".html",
    relativeReference: false,
    cache: true,
    strictVariables: true,
    strictFilters: true,
    outputEscape: printed,
  });
  for (const tag of Object.keys(engine.tags)) {
    if (!TAGS.has(tag)) Reflect.deleteProperty(engine.tags, tag);
  }
  for (const filter of Object.keys(engine.filters)) engine.unregisterFilter(filter);
  engine.registerFilter("constant", (name: unknown) => constantOf(name, constants));
  engine.registerFilter("attr", (value: unknown) => {
    const text = value instanceof Printable || isFigure(value) ? value.text : refuse(value);
    return new Printable(text, escapeAttribute(text));
  });
  return engine;
}

function constantOf(name: unknown, constants: Constants): Printable {
  const text = typeof name === "string" ? constants.get(name) : undefined;
  if (text === undefined) throw new Error(`templates/constants.json has no "${String(name)}"`);
  return new Printable(
    text,
    `<span class="const" data-constant="${String(name)}">${escapeText(text)}</span>`,
  );
}

/** The only way from a value to a page. */
function printed(value: unknown): string {
  if (value instanceof Printable) return value.html;
  if (isFigure(value)) return figureHtml(value);
  if (isChart(value)) return value.svg;
  if (isPicture(value)) return pictureHtml(value);
  return refuse(value);
}

function refuse(value: unknown): never {
  const what = typeof value === "string" || typeof value === "number" ? JSON.stringify(value) : typeof value;
  throw new Error(`not a figure, a chart or a constant, but ${what}`);
}

function figureHtml({ id, text, value, unit, mark }: Figure): string {
  const missing = mark === null ? "" : " missing";
  const named = `data-figure="${escapeAttribute(id)}"`;
  if (unit === "text") return `<span class="fig quote${missing}" ${named}>${escapeText(text)}</span>`;
  const machine = value === null ? "" : ` value="${escapeAttribute(String(value))}"`;
  return `<data class="fig${missing}" ${named}${machine}>${escapeText(text)}</data>`;
}

function pictureHtml({ src, alt, width, height }: Picture): string {
  return `<img class="picture" src="${escapeAttribute(src)}" alt="${escapeAttribute(alt)}" width="${width}" height="${height}">`;
}

/** Told by their shape and not by zod, which would copy each of a page's thousands of figures. */
const isFigure = (value: unknown): value is Figure => hasTexts(value, ["id", "text", "unit", "label"]);
const isChart = (value: unknown): value is DrawnChart => hasTexts(value, ["id", "svg", "alt"]);
const isPicture = (value: unknown): value is Picture => hasTexts(value, ["src", "alt"]);

function hasTexts(value: unknown, keys: readonly string[]): boolean {
  if (typeof value !== "object" || value === null) return false;
  return keys.every((key) => typeof (value as Record<string, unknown>)[key] === "string");
}

/** What Liquid adds to an error; not part of its declared types. */
const liquidError = z.object({
  message: z.string(),
  originalError: z.object({ message: z.string() }).optional(),
  token: z.custom<{ file?: string; getPosition(): [number, number]; getText(): string }>(
    (token) => token != null,
  ),
});

function templateError(error: unknown, path: string): AlmanacError {
  const { data } = liquidError.safeParse(error);
  if (data === undefined) {
    return new AlmanacError(`A template cannot be filled: ${messageOf(error)}`, {
      where: path,
      next: "Correct the template's name or its syntax.",
      cause: error,
    });
  }
  const [line] = data.token.getPosition();
  const problem = data.originalError?.message ?? data.message;
  return new AlmanacError(`A template cannot be filled, at ${data.token.getText()}: ${problem}`, {
    where: `${data.token.file ?? path}:${line}`,
    next: "Print figures (made by the report's FigureBook), charts and constants only, under names the report gives.",
    cause: error,
  });
}
