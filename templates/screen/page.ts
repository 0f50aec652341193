import type { ScreenData } from "../../pipeline/contracts/screen.ts";
import { showAges } from "./ages.ts";
import { announcer } from "./announcer.ts";
import { element } from "./elements.ts";
import { evidencePanel } from "./evidence-panel.ts";
import { evidenceIndex } from "./evidence-index.ts";
import { activateNumbers } from "./numbers.ts";
import { setUpSearch } from "./search.ts";
import { makeTablesSortable } from "./tables.ts";

/** A page whose numbers answer. */
export interface ActivePage {
  readonly data: ScreenData;
  /** Opens the evidence of a figure; does nothing for an id that the page does not have. */
  readonly showEvidence: (figureId: string) => void;
}

/**
 * Gives a page what needs a script: evidence behind its numbers, tables that sort, the search and the
 * ages of the contents. A page is whole without any of it.
 *
 * @throws Error where the page does not carry its data.
 */
export function setUpPage(): ActivePage {
  const json = document.getElementById("page-data")?.textContent;
  if (json == null) throw new Error("The page does not carry its data.");
  const data = JSON.parse(json) as ScreenData;
  const announce = announcer();
  const panel = evidencePanel(evidenceIndex(data.evidence));
  makeTablesSortable(announce);
  activateNumbers((target) => {
    const { figure, constant } = target.dataset;
    if (figure !== undefined) panel.openFigure(figure, target);
    else if (constant !== undefined) panel.openConstant(constant, target);
  });
  if (data.search !== null) setUpSearch(data.search, announce);
  showAges(new Date());
  explainOnce();
  return {
    data,
    showEvidence: (id) => {
      const back = document.activeElement;
      panel.openFigure(id, back instanceof HTMLElement ? back : document.body);
    },
  };
}

/** One line at the top that says what numbers do. */
function explainOnce(): void {
  document
    .querySelector(".screen-bar")
    ?.append(
      element(
        "p",
        { class: "hint" },
        "Click any number to see where it comes from. By keyboard: Tab to a section’s numbers, arrow keys from one to the next, Enter to open, Escape to close.",
      ),
    );
}
