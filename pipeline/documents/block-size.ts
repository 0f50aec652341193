import type { Block, DecodedText } from "../contracts/document.ts";
import { AlmanacError } from "../contracts/errors.ts";

/**
 * Characters above which a block is not read; the longest known has 1,052. What looks for facts in a block may
 * take a time that grows with the square of its length.
 */
export const MAX_BLOCK_LENGTH = 10_000;

/**
 * Refuses a page one of whose blocks is longer than any paragraph.
 *
 * @throws AlmanacError naming its place.
 */
export function refuseLongBlock(blocks: readonly Block[], path: string, decoded: DecodedText): void {
  const long = blocks.find(({ content }) => content.text.length > MAX_BLOCK_LENGTH);
  if (long === undefined) return;
  throw new AlmanacError(
    `A ${long.kind.replace("_", " ")} of the page has ${long.content.text.length} characters; ${MAX_BLOCK_LENGTH} at most are read.`,
    {
      where: `${path}, byte ${decoded.byteOffset(long.span.start)}`,
      next: "Save the page again as HTML, or as text with a line for each paragraph.",
    },
  );
}
