import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Configuration } from "./contracts/configuration.ts";
import { AlmanacError } from "./contracts/errors.ts";
import type { Evidence } from "./contracts/evidence.ts";
import type { Figure } from "./contracts/figure.ts";
import type { DrawnChart, ReportPage } from "./contracts/report.ts";
import type { Log } from "./contracts/run.ts";
import { messageOf } from "./lib/errno.ts";
import { Database } from "./lib/duckdb.ts";
import { EVIDENCE } from "./lib/evidence.ts";
import { PROJECT_DIR } from "./lib/paths.ts";
import { pageCount } from "./pdf/pages.ts";
import { openPrinter, type Printer } from "./lib/printer.ts";
import { contentsPage } from "./reports/contents.ts";
import { evidenceShelf, type EvidenceShelf } from "./reports/evidence-shelf.ts";
import { reports } from "./reports/registry.ts";
import type { EditionMark, ReportDefinition } from "./reports/report-definition.ts";
import type { Warehouse } from "./reports/views.ts";
import { type ChartSpecs, drawChart, loadCharts } from "./stages/chart.ts";
import { finishPdf, loadAssets, type PageAssets, printDocument, renderBody } from "./stages/render.ts";
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
 * @param configuration Whose pages are to be printed, and on which paper.
 * @throws AlmanacError where a template is wrong, or no browser is found or starts.
 */
export async function openPress(configuration: Configuration): Promise<Press> {
  const folder = join(PROJECT_DIR, "templates");
  const [assets, charts] = await Promise.all([loadAssets(folder, configuration), loadCharts(folder)]);
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
  /** Opened with the same configuration. */
  readonly press: Press;
  readonly configuration: Configuration;
  readonly log: Log;
}

/** What a whole edition needs besides. */
interface EditionRequest extends PrintRequest {
  /** Id of the edition before, which the contents name; null where there is none or it is not known. */
  readonly since: string | null;
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
 * @returns how many PDFs there are, and that evidence.
 * @throws AlmanacError where a page would print what no figure accounts for, or printing fails.
 */
export async function printEdition(request: EditionRequest): Promise<{ pdfs: number; evidence: Evidence }> {
  return await withWarehouse(request, async (printing) => {
    const printed = await printReports(printing, () => true);
    const contents = await writeContents(
      printed.map(({ page }) => page),
      request.since,
      printing,
    );
    const evidence = await writeEvidence([...printed.map((one) => one.evidence), contents], printing);
    return { pdfs: printed.length, evidence };
  });
}

/**
 * Prints some pages of an edition, as the night prints them, and the evidence of their figures.
 *
 * @param keys Keys of the pages: `national`, `states/CA`.
 * @returns Paths of the files below the request's folder.
 * @throws AlmanacError as {@link printEdition} does.
 */
export async function printPages(request: PrintRequest, keys: readonly string[]): Promise<string[]> {
  return await withWarehouse(request, async (printing) => {
    const printed = await printReports(printing, (key) => keys.includes(key));
    await writeEvidence(
      printed.map((one) => one.evidence),
      printing,
    );
    return [...printed.flatMap(({ page }) => [`${page.key}.pdf`, `${page.key}.html`]), EVIDENCE];
  });
}

async function withWarehouse<Result>(
  request: PrintRequest,
  work: (printing: Printing) => Promise<Result>,
): Promise<Result> {
  const db = await Database.openReadOnly(request.warehousePath);
  try {
    return await work({ ...request, db, shelf: await evidenceShelf(db) });
  } finally {
    db.close();
  }
}

/** A page as it is published, and what lies under its figures. */
interface PublishedPage {
  readonly page: ReportPage;
  readonly evidence: Evidence;
}

/** Builds page after page of those wanted, and prints each while the next is built. */
async function printReports(
  printing: Printing,
  isWanted: (key: string) => boolean,
): Promise<PublishedPage[]> {
  const { db, log } = printing;
  const published: Promise<PublishedPage>[] = [];
  for (const report of reports) {
    const keys = (await report.pages(db)).filter(isWanted);
    if (keys.length > 0) log.stage(`print ${report.id}`, keys.length);
    for (const key of keys) {
      const printed = printPage(report, key, printing);
      // Failures are met below, where all prints are awaited.
      printed.catch(() => undefined);
      published.push(printed);
    }
  }
  return Promise.all(published);
}

/** Prints a page, with less on it as long as it has more sides than it may have. */
async function printPage(report: ReportDefinition, key: string, printing: Printing): Promise<PublishedPage> {
  const { db, edition, configuration, press, dir, log } = printing;
  for (let attempt = 0; ; attempt += 1) {
    const page = await report.build(db, key, edition, { ...configuration, attempt });
    const charts: DrawnChart[] = [];
    for (const chart of page.charts) charts.push(await drawChart(chart, press.charts));
    const body = renderBody(page, charts, press.assets);
    const html = printDocument(page, body, press.assets.styles);
    const printed = await press.printer.print(html);
    if (page.most_sides !== undefined && pageCount(printed) > page.most_sides) continue;
    const evidence = await evidenceOf(page, body, charts, printing);
    const date = edition.data_date === null ? null : new Date(edition.data_date);
    const facts = { title: page.title, date, attachment: attached(evidence) };
    await writeInto(dir, `${key}.pdf`, await finishPdf(printed, html, facts));
    await writeInto(dir, `${key}.html`, screenDocument({ page, body, charts, evidence }, press.screen));
    log.step();
    return { page, evidence };
  }
}

/** The edition's contents, which are for the screen only. */
async function writeContents(
  pages: readonly ReportPage[],
  since: string | null,
  printing: Printing,
): Promise<Evidence> {
  const { db, edition, dir, press } = printing;
  const page = await contentsPage(db, pages, { ...edition, since });
  const body = renderBody(page, [], press.assets);
  const evidence = await evidenceOf(page, body, [], printing);
  await writeInto(dir, "index.html", screenDocument({ page, body, charts: [], evidence }, press.screen));
  return evidence;
}

/** What lies under everything that a page prints. */
async function evidenceOf(
  page: ReportPage,
  body: string,
  charts: readonly DrawnChart[],
  { edition, shelf, press }: Printing,
): Promise<Evidence> {
  const figures = printedFigures(page, body);
  const scales = charts
    .filter(({ scale_labels }) => scale_labels.length > 0)
    .map(({ id, scale_labels }) => ({ page: page.key, chart: id, labels: scale_labels }));
  const constants = Object.fromEntries(press.assets.templates.constants);
  return { edition: edition.id, figures, constants, scales, ...(await shelf.under(figures)) };
}

/** Figures that stand on a page, in its charts or its search, and those that their formulas rest on; a report may make more. */
function printedFigures(page: ReportPage, body: string): Figure[] {
  const wanted = new Set<string | null | undefined>(
    [...body.matchAll(/ data-figure="(?<id>[^"]+)"/gu)].map(({ groups }) => groups?.["id"]),
  );
  for (const { figure } of page.search ?? []) wanted.add(figure);
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

/** Writes the evidence of all pages as one. */
async function writeEvidence(
  pages: readonly Evidence[],
  { edition, shelf, press, dir }: Printing,
): Promise<Evidence> {
  const figures = pages.flatMap((page) => page.figures);
  const scales = pages.flatMap((page) => page.scales);
  const constants = Object.fromEntries(press.assets.templates.constants);
  const under = await shelf.under(figures);
  const evidence: Evidence = { edition: edition.id, figures, constants, scales, ...under };
  await writeInto(dir, EVIDENCE, `${JSON.stringify(evidence, null, 1)}\n`);
  return evidence;
}

async function writeInto(dir: string, path: string, content: string | Uint8Array): Promise<void> {
  const target = join(dir, path);
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
  } catch (error) {
    throw new AlmanacError(`a report cannot be written: ${messageOf(error)}`, {
      where: target,
      next: "See that the folder can be written to and the disk has room, or choose another with --out.",
      cause: error,
    });
  }
}
