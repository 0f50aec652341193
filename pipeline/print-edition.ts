import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Evidence } from "./contracts/evidence.ts";
import type { Figure } from "./contracts/figure.ts";
import type { DrawnChart, ReportPage } from "./contracts/report.ts";
import type { Log } from "./contracts/run.ts";
import { Database } from "./lib/duckdb.ts";
import { EVIDENCE } from "./lib/evidence.ts";
import { PROJECT_DIR } from "./lib/paths.ts";
import { openPrinter, type Printer } from "./lib/printer.ts";
import { contentsPage } from "./reports/contents.ts";
import { evidenceShelf, type EvidenceShelf } from "./reports/evidence-shelf.ts";
import { reports } from "./reports/registry.ts";
import type { EditionMark } from "./reports/report-definition.ts";
import type { Warehouse } from "./reports/views.ts";
import { type ChartSpecs, drawChart, loadCharts } from "./stages/chart.ts";
import { loadAssets, type PageAssets, printDocument, printPdf, renderBody } from "./stages/render.ts";
import { loadScreenAssets, screenDocument, type ScreenAssets } from "./stages/render-screen.ts";

/** What prints pages: templates, chart specs, and a browser that is to be closed. */
export interface Press {
  readonly assets: PageAssets;
  readonly screen: ScreenAssets;
  readonly charts: ChartSpecs;
  readonly printer: Printer;
}

/**
 * Reads and checks templates/ and starts the browser.
 *
 * @throws AlmanacError where a template is wrong, or no browser is found or starts.
 */
export async function openPress(): Promise<Press> {
  const folder = join(PROJECT_DIR, "templates");
  const [assets, charts] = await Promise.all([loadAssets(folder), loadCharts(folder)]);
  const screen = await loadScreenAssets(assets.styles);
  return { assets, screen, charts, printer: await openPrinter() };
}

/** What the second half of the night needs of the first. */
export interface PrintRequest {
  /** A finished warehouse. */
  readonly warehousePath: string;
  readonly edition: EditionMark;
  /** Folder that the files are written to. */
  readonly dir: string;
  readonly press: Press;
  readonly log: Log;
}

/** A request with the warehouse opened for it. */
interface Printing extends PrintRequest {
  readonly db: Warehouse;
  readonly shelf: EvidenceShelf;
}

/**
 * The second half of the night: reads the finished warehouse, builds every page of every report, draws
 * its charts, prints it, makes its twin for the screen, and writes the evidence of every printed figure
 * beside them.
 *
 * @throws AlmanacError where a page would print what no figure accounts for, or printing fails.
 */
export async function printEdition(request: PrintRequest): Promise<{ pdfs: number }> {
  const db = await Database.openReadOnly(request.warehousePath);
  try {
    const printing = { ...request, db, shelf: await evidenceShelf(db) };
    const printed = await printReports(printing);
    const contents = await writeContents(
      printed.map(({ page }) => page),
      printing,
    );
    const evidence = merged([...printed.map((one) => one.evidence), contents], printing);
    await writeInto(request.dir, EVIDENCE, `${JSON.stringify(evidence, null, 1)}\n`);
    return { pdfs: printed.length };
  } finally {
    db.close();
  }
}

/** A page as it is published, and what lies under its figures. */
interface PublishedPage {
  readonly page: ReportPage;
  readonly evidence: Evidence;
}

/** Builds page after page and prints each while the next is built. */
async function printReports(printing: Printing): Promise<PublishedPage[]> {
  const { db, edition, log } = printing;
  const published: Promise<PublishedPage>[] = [];
  for (const report of reports) {
    const keys = await report.pages(db);
    log.stage(`print ${report.id}`, keys.length);
    for (const key of keys) {
      const printed = printPage(await report.build(db, key, edition), printing);
      // Failures are met below, where all prints are awaited.
      printed.catch(() => undefined);
      published.push(printed);
    }
  }
  return Promise.all(published);
}

async function printPage(page: ReportPage, printing: Printing): Promise<PublishedPage> {
  const { press, edition, dir, log } = printing;
  const charts: DrawnChart[] = [];
  for (const chart of page.charts) charts.push(await drawChart(chart, press.charts));
  const body = renderBody(page, charts, press.assets);
  const evidence = evidenceOf(page, body, charts, printing);
  const pdf = await printPdf(press.printer, printDocument(page, body, press.assets.styles), {
    title: page.title,
    date: edition.data_date === null ? null : new Date(edition.data_date),
    attachment: attached(evidence),
  });
  await writeInto(dir, `${page.key}.pdf`, pdf);
  const screen = screenDocument({ page, body, charts, evidence }, press.screen);
  await writeInto(dir, `${page.key}.html`, screen);
  log.step();
  return { page, evidence };
}

/** The edition's contents, which are for the screen only. */
async function writeContents(pages: readonly ReportPage[], printing: Printing): Promise<Evidence> {
  const { db, edition, dir, press } = printing;
  const page = await contentsPage(db, pages, edition);
  const body = renderBody(page, [], press.assets);
  const evidence = evidenceOf(page, body, [], printing);
  await writeInto(dir, "index.html", screenDocument({ page, body, charts: [], evidence }, press.screen));
  return evidence;
}

/** What lies under everything that a page prints. */
function evidenceOf(
  page: ReportPage,
  body: string,
  charts: readonly DrawnChart[],
  { edition, shelf, press }: Printing,
): Evidence {
  const figures = printedFigures(page, body);
  const scales = charts
    .filter(({ scale_labels }) => scale_labels.length > 0)
    .map(({ id, scale_labels }) => ({ page: page.key, chart: id, labels: scale_labels }));
  const constants = Object.fromEntries(press.assets.templates.constants);
  return { edition: edition.id, figures, constants, scales, ...shelf.under(figures) };
}

/** Figures that stand on a page or in its charts, and those that their formulas rest on; a report may make more. */
function printedFigures(page: ReportPage, body: string): Figure[] {
  const wanted = new Set(
    [...body.matchAll(/ data-figure="(?<id>[^"]+)"/gu)].map(({ groups }) => groups?.["id"]),
  );
  for (const { figures } of page.charts) for (const { id } of figures) wanted.add(id);
  // A formula's inputs are made before it.
  for (const { id, derivation } of page.figures.toReversed()) {
    if (wanted.has(id) && derivation.kind === "formula")
      for (const input of derivation.inputs) wanted.add(input);
  }
  return page.figures.filter(({ id }) => wanted.has(id));
}

/** The evidence of a page as the file that its PDF carries. */
function attached(evidence: Evidence) {
  return {
    name: EVIDENCE,
    media_type: "application/json",
    description: "Every printed figure with its derivation, its records and the snapshots they stand in",
    bytes: Buffer.from(`${JSON.stringify(evidence)}\n`),
  };
}

/** The evidence of all pages as one. */
function merged(pages: readonly Evidence[], { edition, shelf, press }: Printing): Evidence {
  const figures = pages.flatMap((page) => page.figures);
  const scales = pages.flatMap((page) => page.scales);
  const constants = Object.fromEntries(press.assets.templates.constants);
  return { edition: edition.id, figures, constants, scales, ...shelf.under(figures) };
}

async function writeInto(dir: string, path: string, content: string | Uint8Array): Promise<void> {
  const target = join(dir, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, content);
}
