import { element } from "./elements.ts";

/** Says a sentence to whoever hears the page and does not see it change. */
export type Announce = (sentence: string) => void;

/** Puts the page's one live region in place. */
export function announcer(): Announce {
  const region = element("div", { class: "spoken", role: "status", "aria-live": "polite" });
  document.body.append(region);
  return (sentence) => {
    region.textContent = sentence;
  };
}
