import { AlmanacError } from "../contracts/errors.ts";
import type { Snapshot } from "../contracts/snapshot.ts";

/** Size in bytes above which a file is not read as a page; the largest page known is under 200 KB. */
export const MAX_PAGE_BYTES = 5 * 1024 * 1024;

/**
 * Refuses a file that is too large for a page.
 *
 * @throws AlmanacError naming both sizes.
 */
export function refusePageSize({ bytes, path }: Snapshot): void {
  const size = bytes.length;
  if (size <= MAX_PAGE_BYTES) return;
  const mib = (count: number) => (count / 1024 / 1024).toFixed(1);
  throw new AlmanacError(
    `The file has ${size} bytes (${mib(size)} MiB); a page may have ${mib(MAX_PAGE_BYTES)} MiB at most.`,
    {
      where: path,
      next: "Save the page by itself, without what is embedded in it, and put that in its place.",
    },
  );
}
