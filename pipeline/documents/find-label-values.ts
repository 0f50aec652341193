import type { Block, Document, MappedText } from "../contracts/document.ts";
import type { Find } from "../contracts/record.ts";
import { findIn, findOf, mainBlocks, rowsAfter } from "./find-blocks.ts";

/** A row of such a table is short; a longer line is prose. */
const LONGEST_ROW = 300;
const LABEL_VALUE = /^(?<label>.*\p{L}.*?)\s+(?<value>\$?\d[\d,]*(?:\.\d+)?%?)$/u;

/**
 * Reads a table of labels and values whose unit stands only in its first row (`36%` then `19`,
 * `$41,600` then `40,510`), below the first block that matches `lead`. Fields: label, value as
 * printed, and `unit`, the sign of the first row ("$", "%" or "").
 */
export function findLabelValues(document: Document, kind: string, lead: RegExp): Find[] {
  for (const block of mainBlocks(document)) {
    if (!lead.test(block.content.text)) continue;
    const rows = labelValueRows(rowsAfter(document, block));
    const unit = /[$%]/u.exec(rows[0]?.value ?? "")?.[0] ?? "";
    if (rows.length > 0)
      return rows.map(({ row, label, value }) => findOf(kind, row, { label, value, unit }));
  }
  return [];
}

function labelValueRows(rows: readonly Block[]): { row: Block; label: string; value: string }[] {
  const read = rows.map((row) => {
    const text = row.content.text;
    return { row, groups: text.length > LONGEST_ROW ? undefined : LABEL_VALUE.exec(text)?.groups };
  });
  const end = read.findIndex(({ groups }, at) => groups === undefined && at > 0);
  return read
    .slice(0, end < 0 ? read.length : end)
    .flatMap(({ row, groups }) =>
      groups === undefined ? [] : [{ row, label: groups["label"] ?? "", value: groups["value"] ?? "" }],
    );
}

/**
 * Reads pairs that stand one behind the other in a line (`Hospitals: $29,400 Nursing care facilities:
 * $28,410`). Fields: label, value, unit.
 */
export function findInlineLabelValues(text: MappedText, kind: string): Find[] {
  return [...text.text.matchAll(/(?<label>\p{Lu}[^:$%\d]*?):\s*(?<value>\$\d[\d,]*|\d[\d,.]*%)/gu)].map(
    (match) => {
      const value = match.groups?.["value"] ?? "";
      const unit = value.startsWith("$") ? "$" : "%";
      const label = match.groups?.["label"] ?? "";
      return findIn(kind, text, match.index, match.index + match[0].length, { label, value, unit });
    },
  );
}
