import type { Block } from "../contracts/document.ts";
import type { Find } from "../contracts/record.ts";
import { findOf } from "./find-blocks.ts";

/** A label of one to six words, then a full stop, colon or dash, then its explanation. */
const DEFINITION = /^(?<label>\p{Lu}[^.:!?]{1,60}?)(?:[.:]|\s[–—])\s+(?<text>\p{Lu}.*)$/su;
const MOST_WORDS = 6;

/**
 * Reads lines that name a thing and then explain it (`Integrity. Health information technicians …`,
 * `EHR management.  Keeping …`, `<dt>`/`<dd>`). Fields: label, text, position from 1.
 */
export function findDefinitions(blocks: readonly Block[], kind: string): Find[] {
  const definitions = blocks.flatMap((block) => {
    const [term, description] = block.cells;
    if (block.kind === "definition" && term !== undefined && description !== undefined) {
      return [{ block, label: term.text, text: description.text }];
    }
    const groups = DEFINITION.exec(block.content.text)?.groups;
    const label = groups?.["label"] ?? "";
    const isLabel = label !== "" && label.split(" ").length <= MOST_WORDS;
    return isLabel ? [{ block, label, text: groups?.["text"] ?? "" }] : [];
  });
  return definitions.map(({ block, label, text }, at) =>
    findOf(kind, block, { label, text, position: String(at + 1) }),
  );
}
