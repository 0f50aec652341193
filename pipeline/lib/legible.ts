import { withoutGlyph } from "./fonts.ts";

/** A character as Unicode names its place: `U+1F697`. */
export const codePointName = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/** What is there without being seen: line ends, and marks that only say where a word may break or how letters join. */
const UNSEEN = new Set("\n\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff");

/**
 * A text as the embedded typeface can print it: where that has no sign for a character (another script, an
 * emoji, a mark that turns the direction of the line), the places of the characters stand in brackets.
 * `Springfield 🚗` becomes `Springfield [U+1F697]`. A blank box would say that something is missing, but
 * not what; and a mark that turns the line would let a name disturb its neighbors. What takes no room stays as it is.
 */
export function legible(text: string): string {
  const missing = new Set(withoutGlyph(text).filter((character) => !UNSEEN.has(character)));
  if (missing.size === 0) return text;
  const parts: string[] = [];
  let run: string[] = [];
  const close = (): void => {
    if (run.length > 0) parts.push(`[${run.map(codePointName).join(" ")}]`);
    run = [];
  };
  for (const character of text) {
    if (missing.has(character)) run.push(character);
    else {
      close();
      parts.push(character);
    }
  }
  close();
  return parts.join("");
}
