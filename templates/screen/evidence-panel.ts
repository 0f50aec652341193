import { button, element } from "./elements.ts";
import type { EvidenceIndex } from "./evidence-index.ts";
import { constantParts, figureParts } from "./evidence-parts.ts";

/** The one panel of a page that shows evidence. */
export interface EvidencePanel {
  /** Shows a figure's evidence; closing gives the focus back to `back`. */
  openFigure(id: string, back: HTMLElement): void;
  /** Says of a named constant that it rests on no record. */
  openConstant(name: string, back: HTMLElement): void;
}

/** Puts the panel into the page, closed. It leaves the page usable beside it; Escape closes it. */
export function evidencePanel(index: EvidenceIndex): EvidencePanel {
  const title = element("h2", { id: "evidence-title", tabindex: "-1" });
  const content = element("div", { class: "evidence-content" });
  const goBack = button({ class: "evidence-back" }, stepBack);
  const dialog = element(
    "dialog",
    { class: "evidence", "aria-labelledby": "evidence-title" },
    element(
      "div",
      { class: "evidence-head" },
      title,
      button({ class: "evidence-close", "aria-label": "Close" }, close, "×"),
    ),
    goBack,
    content,
  );
  document.body.append(dialog);
  let opener: HTMLElement | null = null;
  let trail: string[] = [];

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !dialog.open) return;
    event.preventDefault();
    close();
  });

  function open(text: string, parts: readonly Node[], back: HTMLElement | null): void {
    if (back !== null) {
      opener?.removeAttribute("aria-expanded");
      opener = back;
      if (opener.matches("[role=button]")) opener.setAttribute("aria-expanded", "true");
    }
    title.textContent = text;
    content.replaceChildren(...parts);
    const before = index.figure(trail.at(-2) ?? "");
    goBack.hidden = before === undefined;
    goBack.textContent = before === undefined ? "" : `Back to ${before.text}`;
    if (!dialog.open) dialog.show();
    document.body.classList.add("has-evidence");
    dialog.scrollTop = 0;
    title.focus();
    opener?.scrollIntoView({ block: "nearest" });
  }

  function close(): void {
    if (!dialog.open) return;
    dialog.close();
    document.body.classList.remove("has-evidence");
    opener?.removeAttribute("aria-expanded");
    opener?.focus();
    opener = null;
  }

  function show(id: string, back: HTMLElement | null): void {
    const figure = index.figure(id);
    if (figure === undefined) return;
    trail.push(id);
    const openInput = (input: string): void => {
      show(input, null);
    };
    open(figure.text, figureParts(figure, index, openInput), back);
  }

  function stepBack(): void {
    trail.pop();
    const before = trail.pop();
    if (before !== undefined) show(before, null);
  }

  return {
    openFigure(id, back) {
      trail = [];
      show(id, back);
    },
    openConstant(name, back) {
      trail = [];
      const text = index.constant(name);
      if (text !== undefined) open(text, constantParts(name), back);
    },
  };
}
