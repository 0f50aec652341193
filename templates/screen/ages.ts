import { ageInWords } from "./age-in-words.ts";

/** Says behind each date marked with `data-dated` how long ago that is, by the reader's clock. */
export function showAges(now: Date): void {
  for (const place of document.querySelectorAll("[data-dated]")) {
    const iso = place.querySelector("data[value]")?.getAttribute("value");
    const age = iso == null ? null : ageInWords(iso, now);
    if (age !== null) place.append(` (${age})`);
  }
}
