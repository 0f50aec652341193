import type { Item, Loader, TooltipHandler } from "vega";
import embed from "vega-embed";
import { expressionInterpreter } from "vega-interpreter";

import type { ScreenData } from "../../pipeline/contracts/screen.ts";
import { element } from "./elements.ts";
import { tooltip, type Tooltip } from "./tooltip.ts";
import { tooltipText } from "./tooltip-text.ts";

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
    const { view } = await embed(place, spec, {
      mode: "vega-lite",
      renderer: "svg",
      actions: false,
      defaultStyle: false,
      ast: true,
      expr: expressionInterpreter,
      loader: closedLoader,
      tooltip: hoverOf(tip),
    });
    const [svg] = place.getElementsByTagName("svg");
    if (svg === undefined) throw new Error("Nothing was drawn.");
    view.addEventListener("click", (_, item) => {
      const figure = item == null ? null : figureOf(item);
      if (figure !== null) showEvidence(figure);
    });
    place.querySelector("form")?.remove();
    quiet(place, svg);
    for (const name of KEPT) svg.setAttribute(name, drawn.getAttribute(name) ?? "");
    drawn.remove();
    place.hidden = false;
  } catch (error) {
    // The static drawing stays; whoever looks for the reason finds it where browsers report errors.
    place.remove();
    reportError(error);
  }
}

/** The drawing is one image with the alternative text that came with it; nothing in it is announced on its own. */
function quiet(place: HTMLElement, svg: SVGSVGElement): void {
  for (const name of ["role", "aria-roledescription", "aria-label", "tabindex"]) place.removeAttribute(name);
  for (const child of svg.querySelectorAll("[aria-label], [aria-roledescription], [role]"))
    for (const name of ["role", "aria-roledescription", "aria-label"]) child.removeAttribute(name);
}

/** Shows what a mark's encoding `tooltip` says of it. */
function hoverOf(tip: Tooltip): TooltipHandler {
  return (_, event, _item, said: unknown) => {
    if (isRow(said) && "clientX" in event) tip.show(tooltipText(said), event);
    else tip.hide();
  };
}

/** Id of the figure that a mark stands for; null for none. A line has the row of its first point, and stands for all of them. */
function figureOf({ datum, mark }: Item): string | null {
  const row: unknown = datum;
  return mark.marktype !== "line" && isRow(row) && typeof row["figure"] === "string" ? row["figure"] : null;
}

const isRow = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
