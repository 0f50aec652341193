import { createHash } from "node:crypto";

/**
 * Gives the records of a snapshot their names: `<source>/<kind>/<hash>`, where the hash is over the kind,
 * the text and how many of the same came before. The same text in a later snapshot keeps its name, and
 * an extractor that learns to read more of a text does not rename its record.
 *
 * @param part Which part of the source the snapshot is, where several stand side by side; null where there is one.
 */
export function identifierOf(
  sourceId: string,
  part: string | null,
): (kind: string, raw_text: string) => string {
  const met = new Map<string, number>();
  return (kind, raw_text) => {
    const content = JSON.stringify(part === null ? [kind, raw_text] : [kind, raw_text, part]);
    const occurrence = met.get(content) ?? 0;
    met.set(content, occurrence + 1);
    const hash = createHash("sha256").update(`${content}#${occurrence}`).digest("hex");
    // Tables have hundreds of thousands of rows: twelve digits would be the same for two of them some day.
    return `${sourceId}/${kind}/${hash.slice(0, part === null ? 12 : 16)}`;
  };
}
