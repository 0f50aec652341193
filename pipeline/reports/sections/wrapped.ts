/** Characters in a line of a label beside the bars of an industry. */
export const LABEL_WIDTH = 29;

/**
 * Text broken into lines of at most `width` characters, between words, for the labels of a chart,
 * which do not wrap by themselves. A longer word stays whole.
 */
export function wrapped(text: string, width: number): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
}
