import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { escapeText } from "entities";

import { type Configuration, DEFAULT_CONFIGURATION, type Paper } from "../contracts/configuration.ts";
import { AlmanacError } from "../contracts/errors.ts";
import type { DrawnChart, ReportPage } from "../contracts/report.ts";
import { fontFaces } from "../lib/fonts.ts";
import { officeConstants } from "../lib/office.ts";
import { activeContent, parsePage, unaccountedDigits } from "../lib/page-scan.ts";
import { settlePdf, type PdfFacts } from "../pdf/settle.ts";
import { assertPdfUa } from "../pdf/ua.ts";
import { CONTENT_POLICY } from "../lib/printer.ts";
import { checkedStyles } from "../lib/style-source.ts";
import { openTemplates, type Templates } from "../lib/templates.ts";

/** What every page of an edition shares; read once with {@link loadAssets}. */
export interface PageAssets {
  readonly templates: Templates;
  /** Contents of a page's one `<style>`: the fonts and templates/print.css. */
  readonly styles: string;
}

/**
 * Reads and checks templates/: the templates with their partials and constants.json, and print.css.
 *
 * @param configuration Its office's texts become constants; its paper takes the place of Letter.
 * @throws AlmanacError for a typed digit or active content in a template, and for a style sheet that
 *   fetches something or prints a number.
 */
export async function loadAssets(
  directory: string,
  { office, paper }: Configuration = DEFAULT_CONFIGURATION,
): Promise<PageAssets> {
  const path = join(directory, "print.css");
  const [templates, css] = await Promise.all([
    openTemplates(directory, officeConstants(office)),
    readFile(path, "utf8"),
  ]);
  return { templates, styles: `${fontFaces()}\n${onPaper(checkedStyles(css, path), paper)}` };
}

/** The style sheet says its size, Letter, in its `@page` rules. */
function onPaper(css: string, paper: Paper): string {
  return paper === "letter" ? css : css.replace(/(size:\s*)Letter\b/giu, `$1${paper.toUpperCase()}`);
}

/**
 * Fills a page's template: what stands in `<body>`, on paper and on the screen. The template sees `page.data`
 * and, as `charts.ID`, the drawn charts.
 *
 * @param charts What `drawChart` made of `page.charts`.
 * @throws AlmanacError where the template prints anything but figures, charts and constants, and where
 *   the finished page holds a digit that nothing accounts for or something active.
 */
export function renderBody(
  page: ReportPage,
  charts: readonly DrawnChart[],
  { templates }: PageAssets,
): string {
  const body = templates.fill(page.template, {
    ...page.data,
    charts: Object.fromEntries(charts.map((chart) => [chart.id, chart])),
  });
  const scanned = parsePage(printDocument(page, body, ""));
  const findings = [
    ...unaccountedDigits(scanned, { ...page, constants: templates.constants }),
    ...activeContent(scanned, page),
  ];
  const [first] = findings;
  if (first !== undefined) {
    throw new AlmanacError(
      `The report ${page.key} would print "${first.text}", which no figure accounts for (${findings.length} such)`,
      {
        where: `template ${page.template}, ${first.place}`,
        next: "Print it through a Figure with its records, or name the phrase in templates/constants.json.",
      },
    );
  }
  return body;
}

/**
 * The document that is printed: it stands alone, with styles and fonts inside, fetches nothing and runs
 * nothing. The class of its body is the template's name.
 *
 * @param body What {@link renderBody} made of the page.
 */
export function printDocument(page: ReportPage, body: string, styles: string): string {
  return `<!doctype html>
<html lang="en-US">
<head>
<meta charset="utf-8">
${CONTENT_POLICY}
<title>${escapeText(page.title)}</title>
<style>${styles}</style>
</head>
<body class="${page.template}">
${body}
</body>
</html>
`;
}

/**
 * Finishes a print of a {@link printDocument}. The same HTML and facts give the same bytes.
 *
 * Running heads and page numbers are the style sheet's: margin boxes of `@page` (`@bottom-right { content:
 * counter(page) }`) are printed by Chromium 131 and later and stay out of the tag tree.
 *
 * @param printed As the browser printed it.
 * @param html What it was printed from.
 * @throws AlmanacError where the PDF does not meet PDF/UA-1.
 */
export async function finishPdf(printed: Uint8Array, html: string, facts: PdfFacts): Promise<Uint8Array> {
  const pdf = await settlePdf(printed, html, facts);
  await assertPdfUa(pdf, facts.title);
  return pdf;
}
