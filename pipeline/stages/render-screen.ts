import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { escapeAttribute, escapeText } from "entities";
import type { Evidence } from "../contracts/evidence.ts";
import type { DrawnChart, ReportPage } from "../contracts/report.ts";
import type { ScreenData, ScreenEvidence } from "../contracts/screen.ts";
import { checkedStyles } from "../lib/style-source.ts";
import { PROJECT_DIR } from "../lib/paths.ts";
import { bundleScripts, type InlineScript } from "../lib/screen-bundle.ts";

/** What a page for the screen is made of. */
export interface ScreenPage {
  readonly page: ReportPage;
  /** What `renderBody` made of the page. */
  readonly body: string;
  readonly charts: readonly DrawnChart[];
  /** Of the figures on this page. */
  readonly evidence: Evidence;
}

/** What every page for the screen carries; read once with {@link loadScreenAssets}. */
export interface ScreenAssets {
  /** Contents of its one `<style>`: fonts, the style sheet of the printed pages, and screen.css. */
  readonly styles: string;
  /** The script of pages with charts, which brings Vega. */
  readonly withCharts: InlineScript;
  readonly withoutCharts: InlineScript;
}

/**
 * Reads templates/screen/screen.css and bundles the scripts beside it.
 *
 * @param printStyles The fonts and the style sheet of the printed pages.
 * @throws AlmanacError where a script does not compile, and for a style sheet that fetches something or prints a number.
 */
export async function loadScreenAssets(printStyles: string): Promise<ScreenAssets> {
  const folder = join(PROJECT_DIR, "templates", "screen");
  const path = join(folder, "screen.css");
  const [css, [withCharts, withoutCharts]] = await Promise.all([
    readFile(path, "utf8"),
    bundleScripts(folder, ["main.ts", "main-without-charts.ts"]),
  ]);
  return { styles: `${printStyles}\n${checkedStyles(css, path)}`, withCharts, withoutCharts };
}

/**
 * The page's edition for the screen: one file that needs no server and no network. Its script is the only
 * one that may run, and nothing may be fetched or sent. Without script the page is whole, and still.
 */
export function screenDocument(
  { page, body, charts, evidence }: ScreenPage,
  { styles, withCharts, withoutCharts }: ScreenAssets,
): string {
  const script = charts.length > 0 ? withCharts : withoutCharts;
  const data: ScreenData = {
    evidence: compact(evidence),
    charts: Object.fromEntries(charts.map(({ id, interactive }) => [id, interactive])),
    search: page.search ?? null,
  };
  return `<!doctype html>
<html lang="en-US">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(page.title)}</title>
<style>${styles}</style>
</head>
<body class="${page.template}">
<a class="skip" href="#content">Skip to the content</a>
${barFor(page)}
<div id="content" tabindex="-1">
${body}
</div>
<script type="application/json" id="page-data">${inlineJson(data)}</script>
<script>${script.code}</script>
</body>
</html>
`;
}

function policyFor(script: InlineScript): string {
  return [
    "default-src 'none'",
    `script-src ${script.policy}`,
    "style-src 'unsafe-inline'",
    "font-src data:",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** The head of a page on the screen: the way back to the contents, and to the page on paper. */
function barFor({ key, template }: ReportPage): string {
  if (template === "index") return `<header class="screen-bar"></header>`;
  const up = "../".repeat(key.split("/").length - 1);
  const pdf = `${key.split("/").at(-1) ?? key}.pdf`;
  return `<header class="screen-bar"><nav aria-label="Edition"><a href="${up}index.html">All reports</a> <a href="${escapeAttribute(pdf)}">This report as a PDF</a></nav></header>`;
}

/** JSON that HTML reads as nothing but text, whatever the data holds. */
export const inlineJson = (data: unknown): string => JSON.stringify(data).replaceAll("<", String.raw`\u003c`);

/** The evidence with each record once, and figures that point at records by their places. */
function compact({ edition, figures, constants, records, snapshots }: Evidence): ScreenEvidence {
  const listed = Object.entries(records).map(([record_id, record]) => ({ record_id, ...record }));
  const places = new Map(listed.map(({ record_id }, at) => [record_id, at]));
  return {
    edition,
    figures: figures.map(({ record_ids, ...figure }) => ({
      ...figure,
      records: record_ids.flatMap((id) => places.get(id) ?? []),
    })),
    constants,
    records: listed,
    snapshots,
  };
}
