import { element } from "./elements.ts";
import type { TooltipText } from "./tooltip-text.ts";

/** The one tooltip of a page. */
export interface Tooltip {
  show(text: TooltipText, pointer: { readonly clientX: number; readonly clientY: number }): void;
  hide(): void;
}

/** Distance from the pointer, and from the window's edge, in CSS pixels. */
const GAP = 12;

/** Puts the tooltip into the page, hidden. It repeats what tables and alternative texts say, so nothing announces it. */
export function tooltip(): Tooltip {
  const box = element("div", { class: "tip", "aria-hidden": "true", hidden: "" });
  document.body.append(box);
  return {
    show({ heading, lines }, { clientX, clientY }) {
      box.replaceChildren(
        ...(heading === null ? [] : [element("p", { class: "tip-heading" }, heading)]),
        ...lines.map(([name, text]) =>
          element("p", {}, element("span", {}, name), " ", element("strong", {}, text)),
        ),
      );
      box.hidden = false;
      const room = document.documentElement;
      const left = Math.min(clientX + GAP, room.clientWidth - box.offsetWidth - GAP);
      const below = clientY + GAP;
      const top = below + box.offsetHeight > room.clientHeight ? clientY - GAP - box.offsetHeight : below;
      box.style.left = `${Math.max(GAP, left)}px`;
      box.style.top = `${Math.max(GAP, top)}px`;
    },
    hide() {
      box.hidden = true;
    },
  };
}
