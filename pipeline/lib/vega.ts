import * as vega from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type Config, type TopLevelSpec } from "vega-lite";

import type { ChartRequest } from "../contracts/report.ts";
import { messageOf } from "./errno.ts";
import { FONT_FAMILY, textWidth } from "./fonts.ts";

/** Compiled specs, by spec object and height: handouts draw the same few dozens of times. */
const compiled = new WeakMap<object, Map<number | undefined, vega.Runtime>>();

/** What a spec is drawn with. */
export type Drawing = Pick<ChartRequest, "rows" | "outlines" | "params" | "height">;

/**
 * Draws a Vega-Lite spec over rows, without canvas, network or files, and without making code out of its expressions. Texts are measured with the
 * widths of the font that pages embed.
 *
 * @param spec Names its data `rows`, and the shapes of a map `outlines`. Not changed, and compiled once.
 * @param config The house theme.
 * @returns The SVG as Vega writes it.
 * @throws Error for anything that Vega or Vega-Lite warns of, a param that the spec lacks among them.
 */
export async function vegaSvg(spec: object, config: Config, drawing: Drawing): Promise<string> {
  const { params, height } = drawing;
  const logger = listen();
  const runtime = runtimeOf(spec, config, height, logger);
  measure.textMetrics.width = measuredWidth;
  const view = new vega.View(runtime, {
    renderer: "none",
    loader: closedLoader,
    logger,
    expr: expressionInterpreter,
  });
  try {
    for (const [name, data] of Object.entries(datasets(drawing)))
      view.data(name, structuredClone(data) as unknown[]);
    for (const [name, value] of Object.entries(params ?? {})) view.signal(name, value);
    const svg = await view.toSVG();
    logger.throwFirst();
    return svg;
  } finally {
    view.finalize();
  }
}

function runtimeOf(spec: object, config: Config, height: number | undefined, logger: Listener): vega.Runtime {
  const known = compiled.get(spec) ?? new Map<number | undefined, vega.Runtime>();
  compiled.set(spec, known);
  let runtime = known.get(height);
  if (runtime === undefined) {
    const sized = { ...spec, ...(height === undefined ? {} : { height }) } as TopLevelSpec;
    // As syntax trees, which are walked: Vega would otherwise make functions out of texts.
    runtime = vega.parse(compile(sized, { config: housed(config), logger }).spec, undefined, { ast: true });
    logger.throwFirst();
    known.set(height, runtime);
  }
  return runtime;
}

/** The data of a drawing by the names that specs call them. */
const datasets = ({ rows, outlines }: Drawing): Readonly<Record<string, readonly unknown[]>> => ({
  rows,
  ...(outlines === undefined ? {} : { outlines }),
});

/** A row with a null keeps its place on the axes, and has no mark there. */
const housed = (theme: Config): Config => ({
  font: FONT_FAMILY,
  ...theme,
  aria: false,
  mark: { invalid: "break-paths-show-domains", ...theme.mark },
});

/**
 * The spec as one Vega-Lite document that brings everything with it, for a browser to draw: theme, data
 * and the values of its params.
 */
export function standalone(
  spec: object,
  config: Config,
  drawing: Drawing,
): Readonly<Record<string, unknown>> {
  const { params, height } = drawing;
  const declared = (spec as { readonly params?: readonly { readonly name: string }[] }).params ?? [];
  return {
    ...spec,
    ...(height === undefined ? {} : { height }),
    params: declared.map((param) =>
      params?.[param.name] === undefined ? param : { ...param, value: params[param.name] },
    ),
    datasets: datasets(drawing),
    config: housed(config),
  };
}

interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: number | string;
}

/** Vega's hook for measuring text, which its types leave out; its own guess is 0.8 em a letter. */
const measure = vega as unknown as { textMetrics: { width: (item: TextItem, text: unknown) => number } };

function measuredWidth({ fontSize, fontWeight }: TextItem, text: unknown): number {
  const weight = fontWeight === "bold" ? 700 : Number(fontWeight ?? 400);
  return textWidth(String(text), fontSize ?? 11, weight >= 700 ? 700 : weight >= 600 ? 600 : 400);
}

/** Vega's own loader reads files and addresses. */
const refuse = (uri: string): Promise<never> => Promise.reject(new Error(`a chart may not load ${uri}`));
const closedLoader: vega.Loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse };

interface Listener extends vega.LoggerInterface {
  /** Throws what was heard first, if anything was. */
  throwFirst(): void;
}

/**
 * After a warning Vega goes on and draws something other than was asked for; here a warning is an
 * error. Not a class: Vega calls a logger's methods without it.
 */
function listen(): Listener {
  const heard: string[] = [];
  const hear = (...messages: readonly unknown[]): Listener => {
    heard.push(messages.map(messageOf).join(" "));
    return listener;
  };
  const listener: Listener = {
    error: hear,
    warn: hear,
    info: () => listener,
    debug: () => listener,
    level: () => vega.Warn,
    throwFirst() {
      if (heard[0] !== undefined) throw new Error(heard[0]);
    },
  };
  return listener;
}
