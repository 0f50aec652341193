import { mkdtempSync, rmSync } from "node:fs";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load as parseHtml } from "cheerio";
import { afterAll, beforeAll, expect } from "vitest";
import type { SourceReading } from "../../pipeline/contracts/reading.ts";
import type { ReportPage } from "../../pipeline/contracts/report.ts";
import { snapshotMetaSchema } from "../../pipeline/contracts/snapshot.ts";
import { sha256 } from "../../pipeline/lib/digest.ts";
import type { Database } from "../../pipeline/lib/duckdb.ts";
import { PROJECT_DIR } from "../../pipeline/lib/paths.ts";
import { readReferenceTables } from "../../pipeline/read-source.ts";
import { sources } from "../../pipeline/sources/registry.ts";
import { drawChart, loadCharts } from "../../pipeline/stages/chart.ts";
import { loadAssets, printDocument, renderBody } from "../../pipeline/stages/render.ts";
import { context, PAGES, type PageId } from "../sources/page-facts.ts";
import { readingOf } from "../support/reading.ts";
import { builtWarehouse } from "../warehouse/built.ts";

/** The edition that test pages are printed for. */
export const EDITION = { id: "undated-0123456789", data_date: null };

/** Readings of the project's snapshots of some of the five pages; of all of them unless named. */
export function readingsOf(...ids: readonly PageId[]): SourceReading[] {
  return PAGES.filter(({ id }) => ids.length === 0 || ids.includes(id)).flatMap(({ id, raw }) => {
    const path = `${id}/${raw}`;
    const bytes = readFileSync(join(PROJECT_DIR, "raw", path));
    const sidecar: unknown = JSON.parse(readFileSync(join(PROJECT_DIR, "raw", `${path}.meta.json`), "utf8"));
    const meta = snapshotMetaSchema.parse(sidecar);
    const source = sources.find((one) => one.id === id);
    if (source === undefined) throw new Error(`There is no source ${id}.`);
    return [readingOf(source, { snapshot_id: sha256(bytes), source_id: id, path, bytes, meta }, context)];
  });
}

/** A warehouse of some readings and the tables of public facts for a whole describe block; call it in the block, use the result in its tests. */
export function warehouseOf(readings: () => readonly SourceReading[]): () => Database {
  let folder = "";
  let db: Database | null = null;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "almanac-test-"));
    db = await builtWarehouse(join(folder, "build.duckdb"), {
      readings: [...readings(), ...(await readReferenceTables())],
    });
  });
  afterAll(() => {
    db?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    if (db === null) throw new Error("The warehouse was not built.");
    return db;
  };
}

/** A page as HTML, with its charts drawn; it passes the scan for digits without a source or it throws. */
export async function htmlOf(page: ReportPage): Promise<string> {
  const folder = join(PROJECT_DIR, "templates");
  const [assets, specs] = await Promise.all([loadAssets(folder), loadCharts(folder)]);
  const drawn = await Promise.all(page.charts.map((chart) => drawChart(chart, specs)));
  return printDocument(page, renderBody(page, drawn, assets), assets.styles);
}

/** What a reader of the page reads: a line for each heading, paragraph, item, caption and table row. */
export function textOf(html: string): string {
  const $ = parseHtml(html);
  const lines = $("h1, h2, h3, p, li, dt, dd, caption, tr, svg")
    .toArray()
    .map((element) => {
      const name = element.tagName;
      if (name === "svg") return `[chart] ${$(element).attr("aria-label") ?? ""}`;
      const cells = name === "tr" ? $(element).children().toArray() : [element];
      const text = cells.map((cell) => $(cell).text().replace(/\s+/gu, " ").trim()).join(" | ");
      const level = /^h([1-3])$/.exec(name)?.[1];
      return level === undefined ? text : `\n${"#".repeat(Number(level))} ${text}`;
    });
  return `${lines.join("\n").trim()}\n`;
}

/**
 * Compares what a report makes with its golden file. A golden that does not exist yet is written and the
 * test fails, until someone has looked at it.
 */
export function expectGolden(name: string, text: string): void {
  const file = join(PROJECT_DIR, "test", "reports", "golden", name);
  if (!existsSync(file)) {
    writeFileSync(file, text);
    expect.fail(`${file} was written; read it, and run the test again`);
  }
  expect(text).toBe(readFileSync(file, "utf8"));
}
