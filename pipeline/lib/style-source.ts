import { AlmanacError } from "../contracts/errors.ts";

/** What a style sheet may not hold, each with a word for it. An escape could spell any other. */
const REFUSED: readonly (readonly [what: string, form: RegExp])[] = [
  ["an import", /@import/iu],
  ["an address", /\burl\s*\(/iu],
  ["the end of its element", /<\//u],
  ["an escape", /\\/u],
  [
    "a counter",
    /\bcounters\s*\(|\bcounter\s*\((?!\s*pages?\s*\))|\bcounter-(?:reset|set|increment)\b|@counter-style/iu,
  ],
  ["an attribute as text", /\battr\s*\(/iu],
  ["marks of a list", /\blist-style(?:-type)?\s*:(?!\s*none\b)/iu],
];

/**
 * Reads a style sheet of the templates, without its comments. Texts, counters, attributes and list marks are ways
 * to print a number that no figure accounts for; only the numbers of pages are counted.
 *
 * @param path Where the sheet is from, for the error.
 * @throws AlmanacError naming file, line and what stands there.
 */
export function checkedStyles(css: string, path: string): string {
  const bare = css.replace(/\/\*[^]*?\*\//gu, (comment) => comment.replace(/[^\n]/gu, ""));
  const refuse = (what: string, { 0: text, index }: RegExpExecArray): never => {
    throw new AlmanacError(`The style sheet holds ${what}: ${text}`, {
      where: `${path}:${bare.slice(0, index).split("\n").length}`,
      next: "Let it fetch nothing and print no number; fonts are embedded by the renderer.",
    });
  };
  for (const [what, form] of REFUSED) {
    const found = form.exec(bare);
    if (found !== null) refuse(what, found);
  }
  for (const found of bare.matchAll(/"[^"]*"|'[^']*'/gu))
    if (/\p{N}/u.test(found[0])) refuse("a digit in a text", found);
  return bare;
}
