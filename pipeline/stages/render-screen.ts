import { escapeText } from "entities";
import type { Evidence } from "../contracts/evidence.ts";
import type { DrawnChart, ReportPage } from "../contracts/report.ts";
import { CONTENT_POLICY } from "../lib/printer.ts";

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
  /** Contents of its one `<style>`. */
  readonly styles: string;
}

/** @param styles The fonts and the style sheet of the printed pages. */
export function loadScreenAssets(styles: string): Promise<ScreenAssets> {
  return Promise.resolve({ styles });
}

/** The page's edition for the screen: one file that needs no server and no network. */
export function screenDocument({ page, body }: ScreenPage, { styles }: ScreenAssets): string {
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
