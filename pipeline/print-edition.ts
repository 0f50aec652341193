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

/** What the second half of the night needs of the first. */
export interface PrintRequest {
  readonly edition: OpenEdition;
  readonly readings: readonly SourceReading[];
  /** ISO date of the data; null where no snapshot says. */
  readonly dataDate: string | null;
  readonly log: Log;
}

/**
 * The second half of the night: reads the finished warehouse, builds every page of every report, draws
 * its charts, renders it as HTML, prints it, and writes the evidence of every figure beside them.
 *
 * @throws AlmanacError where a page would print what no figure accounts for, or printing fails.
 */
export async function printEdition({
  edition,
  readings,
  dataDate,
  log,
}: PrintRequest): Promise<{ pdfs: number }> {
  const folder = join(PROJECT_DIR, "templates");
  // The browser takes a second to start, in which the first pages are built.
  const opening = openPrinter();
  // Whoever awaits it meets its failure.
  opening.catch(() => undefined);
  const db = await Database.openReadOnly(edition.warehousePath);
  try {
    const [assets, charts] = await Promise.all([loadAssets(folder), loadCharts(folder)]);
    const mark: EditionMark = { id: edition.id, data_date: dataDate };
    const pages = await printReports(db, mark, { edition, charts, assets, opening, dataDate, log });
    const contents = await contentsPage(db, pages, mark);
    await writeInto(edition, "index.html", renderHtml(contents, [], assets));
    const figures = [...pages, contents].flatMap((page) => page.figures);
    const evidence = JSON.stringify(evidenceOf(edition.id, figures, readings), null, 1);
    await writeInto(edition, EVIDENCE, `${evidence}\n`);
    return { pdfs: pages.length };
  } finally {
    db.close();
    await (await opening).close();
  }
}

/** Builds page after page and prints each while the next is built. */
async function printReports(db: Database, mark: EditionMark, press: Press): Promise<ReportPage[]> {
  const pages: ReportPage[] = [];
  const printing: Promise<void>[] = [];
  for (const report of reports) {
    const keys = await report.pages(db);
    press.log.stage(`print ${report.id}`, keys.length);
    for (const key of keys) {
      const page = await report.build(db, key, mark);
      pages.push(page);
      const printed = printPage(page, press);
      // Failures are met below, where all prints are awaited.
      printed.catch(() => undefined);
      printing.push(printed);
    }
  }
  await Promise.all(printing);
  return pages;
}

interface Press {
  readonly edition: OpenEdition;
  readonly charts: ChartSpecs;
  readonly assets: PageAssets;
  readonly opening: Promise<Printer>;
  readonly dataDate: string | null;
  readonly log: Log;
}

async function printPage(page: ReportPage, press: Press): Promise<void> {
  const drawn = [];
  for (const request of page.charts) drawn.push(await drawChart(request, press.charts));
  const html = renderHtml(page, drawn, press.assets);
  await writeInto(press.edition, `${page.key}.html`, html);
  const date = press.dataDate === null ? null : new Date(press.dataDate);
  const pdf = await printPdf(await press.opening, html, { title: page.title, date });
  await writeInto(press.edition, `${page.key}.pdf`, pdf);
  press.log.step();
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
