// What a night changes on disk without what takes its time: it fetches a page, publishes an edition and writes its
// lines, through the same stages. Run as a program with the folder, the number of the night and the id of its edition.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { appendRun } from "../../pipeline/lib/ledger.ts";
import { acquireLock } from "../../pipeline/lib/lock.ts";
import { silentLog } from "../../pipeline/lib/log.ts";
import type { Folders } from "../../pipeline/lib/paths.ts";
import { fetchTargets } from "../../pipeline/stages/fetch.ts";
import { openEdition } from "../../pipeline/stages/publish.ts";

export const foldersBelow = (base: string): Folders => ({
  rawDir: join(base, "raw"),
  warehouseDir: join(base, "warehouse"),
  outDir: join(base, "reports"),
});

/** The page that a night fetches; another one every night. */
export const pageOf = (number: number): string => `<p>${`page of night ${number} `.repeat(300)}</p>`;

const URL_OF_PAGE = "https://www.example.org/page.html";

/** @param number Of the night; later ones have greater ones. */
export async function smallNight(base: string, number: number, id: string): Promise<void> {
  const { rawDir, ...folders } = foldersBelow(base);
  const { warehouseDir } = folders;
  const now = (): Date => new Date(Date.UTC(2026, 0, number));
  const client = {
    get: () =>
      Promise.resolve({
        status: 200 as const,
        url: URL_OF_PAGE,
        headers: { etag: `"${number}"` },
        body: Buffer.from(pageOf(number)),
      }),
    close: () => Promise.resolve(),
  };
  const lock = await acquireLock(warehouseDir);
  await fetchTargets(
    { rawDir, warehouseDir, targets: [{ source_id: "wgu", url: URL_OF_PAGE }] },
    { client, now, log: silentLog },
  );
  const edition = await openEdition(folders, id);
  await writeFile(edition.warehousePath, `rows ${number}`);
  await mkdir(join(edition.dir, "states"));
  await writeFile(join(edition.dir, "states", "CA.html"), String(number));
  await edition.publish({ inputs: id, rows_digest: "", data_date: null, tables: {} });
  const time = now().toISOString();
  await appendRun(warehouseDir, {
    run_id: `${time}-${id}`,
    started: time,
    finished: time,
    outcome: "published",
    digest: id,
  });
  await lock.release();
}

const [, script = "", base = "", number = "", id = ""] = process.argv;
if (import.meta.url === pathToFileURL(script).href) await smallNight(base, Number(number), id);
