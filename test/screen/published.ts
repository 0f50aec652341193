import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";

import { DEFAULT_CONFIGURATION } from "../../pipeline/contracts/configuration.ts";
import type { Evidence } from "../../pipeline/contracts/evidence.ts";
import type { Figure } from "../../pipeline/contracts/figure.ts";
import { silentLog } from "../../pipeline/lib/log.ts";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";
import { runNightly } from "../../pipeline/run.ts";
import { madeOnce } from "../support/made-once.ts";
import { openReader, type Opening, type Reader, type Tab } from "./reader.ts";

/** The panel that shows evidence. */
export const PANEL = "dialog.evidence";

/** An edition of the project's own pages, and a browser to read it in. */
export interface ReadEdition {
  open(key: string, opening?: Opening): Promise<Tab>;
  /** Bytes of a page as text. */
  html(key: string): Promise<string>;
  readonly evidence: Evidence;
  /** A figure that must be there. */
  figureOf(id: string): Figure;
}

/** A night over the project's own pages, with reports and warehouse in one folder. */
async function publishOwnPages(folder: string): Promise<void> {
  const options = {
    rawDir: join(PROJECT_DIR, "raw"),
    warehouseDir: join(folder, "warehouse"),
    outDir: join(folder, "reports"),
    only: null,
    sourceDateEpoch: Date.UTC(2020, 0, 15) / 1000,
    force: false,
    offline: true,
    configuration: DEFAULT_CONFIGURATION,
    webhook: null,
  };
  await runNightly(options, { now: () => new Date("2026-08-01T03:00:00Z"), log: silentLog });
}

/** An edition for the tests of a whole file; call it at its top, use the result in its tests. */
export function publishedEdition(): () => ReadEdition {
  let reader: Reader | null = null;
  let edition: ReadEdition | null = null;
  beforeAll(async () => {
    const [opened, folder] = await Promise.all([openReader(), madeOnce("edition", publishOwnPages)]);
    const latest = join(folder, "reports", "latest");
    reader = opened;
    const evidence = JSON.parse(await readFile(join(latest, "evidence.json"), "utf8")) as Evidence;
    const figures = new Map(evidence.figures.map((figure) => [figure.id, figure]));
    edition = {
      open: (key, opening) => opened.open(join(latest, `${key}.html`), opening),
      html: (key) => readFile(join(latest, `${key}.html`), "utf8"),
      evidence,
      figureOf: (id) => {
        const figure = figures.get(id);
        if (figure === undefined) throw new Error(`There is no figure ${id}.`);
        return figure;
      },
    };
  });
  afterAll(() => reader?.close());
  return () => {
    if (edition === null) throw new Error("The edition was not published.");
    return edition;
  };
}
