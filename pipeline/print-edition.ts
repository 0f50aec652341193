import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Evidence, EvidenceRecord, EvidenceSnapshot } from "./contracts/evidence.ts";
import type { Figure } from "./contracts/figure.ts";
import type { SourceReading } from "./contracts/reading.ts";
import type { CleanedRecord } from "./contracts/record.ts";
import type { ReportPage } from "./contracts/report.ts";
import type { Log } from "./contracts/run.ts";
import { Database } from "./lib/duckdb.ts";
import { EVIDENCE } from "./lib/evidence.ts";
import { PROJECT_DIR } from "./lib/paths.ts";
import { openPrinter, type Printer } from "./lib/printer.ts";
import { contentsPage } from "./reports/contents.ts";
import { reports } from "./reports/registry.ts";
import type { EditionMark } from "./reports/report-definition.ts";
import { type ChartSpecs, drawChart, loadCharts } from "./stages/chart.ts";
import type { OpenEdition } from "./stages/publish.ts";
import { loadAssets, type PageAssets, printPdf, renderHtml } from "./stages/render.ts";

/** What prints pages: templates, chart specs, and a browser that is to be closed. */
export interface Press {
  readonly assets: PageAssets;
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
  return { assets, charts, printer: await openPrinter() };
}

/** What the second half of the night needs of the first. */
export interface PrintRequest {
  readonly edition: OpenEdition;
  readonly readings: readonly SourceReading[];
  /** ISO date of the data; null where no snapshot says. */
  readonly dataDate: string | null;
  readonly press: Press;
  readonly log: Log;
}

/**
 * The second half of the night: reads the finished warehouse, builds every page of every report, draws
 * its charts, renders it as HTML, prints it, and writes the evidence of every printed figure beside them.
 *
 * @throws AlmanacError where a page would print what no figure accounts for, or printing fails.
 */
export async function printEdition(request: PrintRequest): Promise<{ pdfs: number }> {
  const { edition, readings, dataDate, press } = request;
  const mark: EditionMark = { id: edition.id, data_date: dataDate };
  const db = await Database.openReadOnly(edition.warehousePath);
  try {
    const pages = await printReports(db, mark, request);
    const contents = await contentsPage(
      db,
      pages.map(({ page }) => page),
      mark,
    );
    const html = renderHtml(contents, [], press.assets);
    await writeInto(edition, "index.html", html);
    const figures = [...pages, { page: contents, html }].flatMap(printedFigures);
    const evidence = JSON.stringify(evidenceOf(edition.id, figures, readings), null, 1);
    await writeInto(edition, EVIDENCE, `${evidence}\n`);
    return { pdfs: pages.length };
  } finally {
    db.close();
  }
}

/** A page as it is published. */
interface PublishedPage {
  readonly page: ReportPage;
  readonly html: string;
}

/** Builds page after page and prints each while the next is built. */
async function printReports(
  db: Database,
  mark: EditionMark,
  request: PrintRequest,
): Promise<PublishedPage[]> {
  const printing: Promise<PublishedPage>[] = [];
  for (const report of reports) {
    const keys = await report.pages(db);
    request.log.stage(`print ${report.id}`, keys.length);
    for (const key of keys) {
      const printed = printPage(await report.build(db, key, mark), request);
      // Failures are met below, where all prints are awaited.
      printed.catch(() => undefined);
      printing.push(printed);
    }
  }
  return Promise.all(printing);
}

async function printPage(
  page: ReportPage,
  { edition, dataDate, press, log }: PrintRequest,
): Promise<PublishedPage> {
  const drawn = [];
  for (const chart of page.charts) drawn.push(await drawChart(chart, press.charts));
  const html = renderHtml(page, drawn, press.assets);
  await writeInto(edition, `${page.key}.html`, html);
  const date = dataDate === null ? null : new Date(dataDate);
  await writeInto(
    edition,
    `${page.key}.pdf`,
    await printPdf(press.printer, html, { title: page.title, date }),
  );
  log.step();
  return { page, html };
}

/** Figures that stand on a page or in its charts, and those that their formulas rest on; a report may make more. */
function printedFigures({ page, html }: PublishedPage): Figure[] {
  const wanted = new Set(
    [...html.matchAll(/ data-figure="(?<id>[^"]+)"/gu)].map(({ groups }) => groups?.["id"]),
  );
  for (const { figures } of page.charts) for (const { id } of figures) wanted.add(id);
  // A formula's inputs are made before it.
  for (const { id, derivation } of page.figures.toReversed()) {
    if (wanted.has(id) && derivation.kind === "formula")
      for (const input of derivation.inputs) wanted.add(input);
  }
  return page.figures.filter(({ id }) => wanted.has(id));
}

async function writeInto(edition: OpenEdition, path: string, content: string | Uint8Array): Promise<void> {
  const target = join(edition.dir, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, content);
}

/** The figures of an edition with the records under them and the snapshots under those. */
function evidenceOf(
  edition: string,
  figures: readonly Figure[],
  readings: readonly SourceReading[],
): Evidence {
  const wanted = new Set(figures.flatMap(({ record_ids }) => record_ids));
  const records = readings
    .flatMap(({ cleaned }) => cleaned)
    .filter(({ record }) => wanted.has(record.record_id));
  return {
    edition,
    figures,
    records: Object.fromEntries(records.map((one) => [one.record.record_id, evidenceRecord(one)])),
    snapshots: Object.fromEntries(readings.flatMap(evidenceSnapshots)),
  };
}

function evidenceRecord({ record, outcome }: CleanedRecord): EvidenceRecord {
  return {
    source_id: record.source_id,
    snapshot_id: record.snapshot_id,
    kind: record.kind,
    locator: record.locator,
    raw_text: record.raw_text,
    disposition: outcome.disposition,
    repairs: outcome.disposition === "repaired" ? outcome.repairs : [],
  };
}

function evidenceSnapshots({ source, snapshots }: SourceReading): [string, EvidenceSnapshot][] {
  return snapshots
    .filter(({ state }) => state === "current")
    .map(({ snapshot, encoding }) => [
      snapshot.snapshot_id,
      {
        source_id: source.id,
        publisher: source.publisher,
        path: snapshot.path,
        bytes: snapshot.bytes.length,
        encoding: encoding ?? "unknown",
        retrieved_at: snapshot.meta.retrieved_at,
        prose: snapshot.meta.prose,
        note: snapshot.meta.note,
      },
    ]);
}
