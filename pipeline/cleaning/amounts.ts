/** Digits with correct thousands groups, or without any: `38,040`, `38040`, never `3,8040`. */
const NUMBER = /^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/u;

const WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** Reads a printed number; null where it is none, or its thousands groups are wrong. */
export function parseNumber(text: string): number | null {
  const trimmed = text.trim();
  return NUMBER.test(trimmed) ? Number(trimmed.replaceAll(",", "")) : null;
}

/** Reads a number in figures or, up to ten, in words. */
export function parseNumberOrWord(text: string): number | null {
  const word = WORDS.indexOf(text.trim().toLowerCase());
  return word >= 0 ? word : parseNumber(text);
}

/** Reads US dollars (`$37,850`, `$28K`); null where the text is no amount. `K` stands for thousands. */
export function parseUsd(text: string): number | null {
  const match = /^\$\s?(?<digits>[\d,.]+?)(?<thousands>K)?$/u.exec(text.trim());
  const value = parseNumber(match?.groups?.["digits"] ?? "");
  return value === null ? null : match?.groups?.["thousands"] === undefined ? value : value * 1000;
}

/** Reads a percentage (`0.16%`, `13 percent`, `13`) as 0 to 100 or more; null where it is none. */
export function parsePct(text: string): number | null {
  return parseNumber(
    text
      .trim()
      .replace(/(?:%|percent)$/iu, "")
      .trimEnd(),
  );
}

/** Reads a percentage with its direction as a signed change. */
export function parseChangePct(text: string, direction: string | undefined): number | null {
  const size = parsePct(text.replace(/^-/u, ""));
  if (size === null) return null;
  return direction === "down" || text.startsWith("-") ? -size : size;
}
