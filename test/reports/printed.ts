import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_CONFIGURATION } from "../../pipeline/contracts/configuration.ts";
import type { SourceReading } from "../../pipeline/contracts/reading.ts";
import { silentLog } from "../../pipeline/lib/log.ts";
import { openPress, printPages } from "../../pipeline/print-edition.ts";
import { finishedWarehouse } from "../warehouse/published.ts";
import { EDITION, readingsOf } from "./pages.ts";

/** Pages that tests look at as PDFs: the national report, and states with many, few and single cities. */
export const PRINTED = ["national", "states/AZ", "states/CA", "states/DC", "states/HI", "states/IL"] as const;

/**
 * Prints pages of the project's snapshots with the real browser.
 *
 * @param change Done to the HTML of each page just before it is printed.
 * @param readings What is in the warehouse; the pages alone, without reference tables, where left out.
 * @returns The PDFs in the order of `keys`.
 */
export async function printedPdfs(
  keys: readonly string[],
  change: (html: string) => string = (html) => html,
  readings: SourceReading[] = readingsOf(),
): Promise<Uint8Array[]> {
  const folder = await mkdtemp(join(tmpdir(), "almanac-test-"));
  try {
    const { file } = await finishedWarehouse(folder, readings);
    const press = await openPress(DEFAULT_CONFIGURATION);
    const printer = { ...press.printer, print: (html: string) => press.printer.print(change(html)) };
    try {
      const request = {
        warehousePath: file,
        edition: EDITION,
        dir: join(folder, "out"),
        press: { ...press, printer },
        configuration: DEFAULT_CONFIGURATION,
        log: silentLog,
      };
      await printPages(request, keys);
    } finally {
      await press.printer.close();
    }
    return await Promise.all(keys.map((key) => readFile(join(folder, "out", `${key}.pdf`))));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
