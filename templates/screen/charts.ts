import type { Loader, TooltipHandler } from "vega";
import embed, { type VisualizationSpec } from "vega-embed";
import { expressionInterpreter } from "vega-interpreter";

import type { ScreenData } from "../../pipeline/contracts/screen.ts";
import { element } from "./elements.ts";
import { tooltip, type Tooltip } from "./tooltip.ts";
import { statedText, tooltipFields, tooltipText, type Row } from "./tooltip-fields.ts";

/** Attributes of the drawing in the page that the new one takes over. */
const KEPT = ["id", "class", "data-chart", "role", "aria-label"];

const refuse = (): Promise<never> => Promise.reject(new Error("A chart loads nothing."));
const closedLoader: Loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse };

/**
 * Draws each chart of the page again so that it answers to the pointer: its marks tell their numbers,
 * and one whose row names a figure opens that figure's evidence. Where that fails the drawing that
 * came with the page stays.
 *
 * @param charts Vega-Lite specs by chart id, complete with their rows.
 */
export async function drawCharts(
  charts: ScreenData["charts"],
  showEvidence: (figureId: string) => void,
): Promise<void> {
  // Vega measures texts as it lays them out, and the fonts must be there by then.
  await Promise.all([400, 600, 700].map((weight) => document.fonts.load(`${weight} 11px "Public Sans"`)));
  const tip = tooltip();
  for (const [id, spec] of Object.entries(charts)) {
    const drawn = document.querySelector(`svg[data-chart="${CSS.escape(id)}"]`);
    if (drawn !== null) await redraw(drawn, spec, tip, showEvidence);
  }
}

async function redraw(
  drawn: Element,
  spec: Readonly<Record<string, unknown>>,
  tip: Tooltip,
  showEvidence: (figureId: string) => void,
): Promise<void> {
  const place = element("div", { class: "chart-place", hidden: "" });
  drawn.after(place);
  try {
    const hover = hoverOf(spec, tip);
    const { view } = await embed(place, withTooltips(spec), {
      mode: "vega-lite",
      renderer: "svg",
      actions: false,
      defaultStyle: false,
      ast: true,
      expr: expressionInterpreter,
      loader: closedLoader,
      tooltip: hover.handler,
    });
    hover.format = (value, by) => view.locale().format(by)(value);
    const [svg] = place.getElementsByTagName("svg");
    if (svg === undefined) throw new Error("Nothing was drawn.");
    view.addEventListener("click", (_, item) => {
      const figure = rowOf(item?.datum as unknown)?.["figure"];
      if (typeof figure === "string") showEvidence(figure);
    });
    place.querySelector("form")?.remove();
    quiet(place, svg);
    for (const name of KEPT) svg.setAttribute(name, drawn.getAttribute(name) ?? "");
    drawn.remove();
    place.hidden = false;
  } catch {
    place.remove();
  }
}

/** The drawing is one image with the alternative text that came with it; nothing in it is announced on its own. */
function quiet(place: HTMLElement, svg: SVGSVGElement): void {
  for (const name of ["role", "aria-roledescription", "aria-label", "tabindex"]) place.removeAttribute(name);
  for (const child of svg.querySelectorAll("[aria-label], [aria-roledescription], [role]"))
    for (const name of ["role", "aria-roledescription", "aria-label"]) child.removeAttribute(name);
}

function withTooltips(spec: Readonly<Record<string, unknown>>): VisualizationSpec {
  const config = (spec["config"] ?? {}) as Readonly<Record<string, object>>;
  return {
    ...spec,
    config: { ...config, mark: { ...config["mark"], tooltip: { content: "data" } } },
  } as unknown as VisualizationSpec;
}

/** What is shown of the mark under the pointer. */
interface Hover {
  readonly handler: TooltipHandler;
  /** Prints a number by a d3 format; the chart's own, once there is one. */
  format: (value: number, by: string) => string;
}

function hoverOf(spec: Readonly<Record<string, unknown>>, tip: Tooltip): Hover {
  const fields = tooltipFields(spec);
  const hover: Hover = {
    format: String,
    handler: (_, event, item, value: unknown) => {
      const row = rowOf(value);
      // A chart that names the lines of its tooltips hands these over in place of its row.
      const isRow = row !== null && row === (item.datum as unknown);
      const text = row === null ? null : isRow ? tooltipText(row, fields, hover.format) : statedText(row);
      if (text === null || text.lines.length === 0 || !("clientX" in event)) tip.hide();
      else tip.show(text, event);
    },
  };
  return hover;
}

function rowOf(datum: unknown): Row | null {
  return typeof datum === "object" && datum !== null ? (datum as Row) : null;
}
