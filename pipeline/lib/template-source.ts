import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { load } from "cheerio";
import { isComment, isTag, isText, type AnyNode, type Element } from "domhandler";

import { AlmanacError } from "../contracts/errors.ts";

/** Attributes whose value no reader sees or hears. */
const UNSEEN =
  /^(?:class|id|href|for|headers|scope|colspan|rowspan|role|lang|datetime|data-(?!label)[a-z-]+)$/;

/** Elements that are no template's business. */
const FOREIGN =
  /^(?:script|style|iframe|frame|object|embed|link|meta|base|form|input|html|head|body|template)$/;

/** Stand-ins for Liquid, as long as what they stand for: a tag, an output, an output made with `attr`. */
const TAG = "\ue000";
const OUTPUT = "\ue001";
const ATTR = "\ue002";

/**
 * Reads every template below `directory` and refuses typed figures before anything is printed: a
 * page must not hold `$41,000` because someone wrote it into the template.
 *
 * @throws AlmanacError naming file and line of the first digit in literal text or in an attribute
 *   that a reader meets, of a script, a comment in HTML, an inline style or an event handler, and of
 *   an output that does not fit its place (`attr` belongs in attributes, and only there).
 */
export async function checkTemplates(directory: string): Promise<void> {
  const names = await readdir(directory, { recursive: true });
  for (const name of names.filter((name) => name.endsWith(".html")).sort()) {
    const path = join(directory, name);
    checkTemplate(await readFile(path, "utf8"), path);
  }
}

/** {@link checkTemplates} for the source of one template. */
export function checkTemplate(source: string, path: string): void {
  const literal = source
    .replace(/\{%-?\s*comment\s*-?%\}[^]*?\{%-?\s*endcomment\s*-?%\}/g, (text) => standIn(text, TAG))
    .replace(/\{%[^]*?%\}/g, (text) => standIn(text, TAG))
    .replace(/\{\{[^]*?\}\}/g, (text) => standIn(text, /\|\s*attr\s*-?\}\}$/.test(text) ? ATTR : OUTPUT));
  const document = load(literal, { xml: { xmlMode: false, decodeEntities: true, withStartIndices: true } });
  const pending: AnyNode[] = [...document.root().contents()];
  for (let node = pending.shift(); node !== undefined; node = pending.shift()) {
    const problem = problemOf(node);
    if (problem !== null) {
      const before = source.slice(0, (node.startIndex ?? 0) + problem.offset);
      throw new AlmanacError(`A template holds ${problem.what}`, {
        where: `${path}:${before.split("\n").length}`,
        next: problem.next,
      });
    }
    if ("children" in node) pending.unshift(...node.children);
  }
}

/** As long as `text`, with its line ends, so that places stay true. */
const standIn = (text: string, character: string): string => text.replace(/[^\n]/g, character);

interface Problem {
  readonly what: string;
  readonly next: string;
  /** How far behind the start of the node; only its line counts. */
  readonly offset: number;
}

function problemOf(node: AnyNode): Problem | null {
  if (isText(node)) return textProblem(node.data);
  if (isComment(node)) return { what: "a comment in HTML", next: "Write it as {% comment %}.", offset: 0 };
  if (isTag(node) && !FOREIGN.test(node.name)) return elementProblem(node);
  const what = isTag(node) ? `<${node.name}>` : "a declaration";
  return { what, next: "Leave scripts, styles and the frame of the document to the renderer.", offset: 0 };
}

function textProblem(text: string): Problem | null {
  const digit = text.search(/\p{N}/u);
  if (digit >= 0) {
    const around = text
      .slice(Math.max(0, digit - 20), digit + 20)
      .replace(/\s+/g, " ")
      .trim();
    return {
      what: `a typed figure: "${around.replace(/[\ue000-\ue002]+/g, "…")}"`,
      next: "Print it through a Figure of the report, or name the phrase in templates/constants.json.",
      offset: digit,
    };
  }
  const attr = text.indexOf(ATTR);
  if (attr < 0) return null;
  return { what: "an output with `attr` outside an attribute", next: "Take `| attr` away.", offset: attr };
}

function elementProblem(element: Element): Problem | null {
  for (const [name, value] of Object.entries(element.attribs)) {
    if (/^on|^style$|^start$/.test(name)) {
      return { what: `the attribute ${name}`, next: "Say it in print.css with a class.", offset: 0 };
    }
    if (value.includes(OUTPUT)) {
      return {
        what: `an output in ${name}="…" without \`attr\``,
        next: "Write {{ figure | attr }}.",
        offset: 0,
      };
    }
    if (!UNSEEN.test(name)) {
      const problem = textProblem(value.replaceAll(ATTR, " "));
      if (problem !== null) return { ...problem, offset: 0 };
    }
  }
  return null;
}
